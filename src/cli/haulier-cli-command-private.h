/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* The functions of the commands, for their table. */
#pragma once

#include "haulier-cli-command.h"

G_BEGIN_DECLS

/* haulier-cli-command-table.c */
extern const HaulierCliCommand haulier_cli_commands[];
extern const gsize haulier_cli_n_commands;

/* haulier-cli-add.c */
HaulierCliStatus
haulier_cli_add (HaulierCli *cli, const HaulierCliCommand *command, char **arguments);
/* haulier-cli-create.c */
HaulierCliStatus
haulier_cli_create (HaulierCli *cli, const HaulierCliCommand *command, char **arguments);
HaulierCliStatus
haulier_cli_add_file (HaulierCli *cli, const HaulierCliCommand *command, char **arguments);
HaulierCliStatus
haulier_cli_add_files_from (HaulierCli *cli, const HaulierCliCommand *command, char **arguments);
/* haulier-cli-look.c */
HaulierCliStatus
haulier_cli_jobs (HaulierCli *cli, const HaulierCliCommand *command, char **arguments);
HaulierCliStatus
haulier_cli_files (HaulierCli *cli, const HaulierCliCommand *command, char **arguments);
HaulierCliStatus
haulier_cli_trace (HaulierCli *cli, const HaulierCliCommand *command, char **arguments);
/* haulier-cli-show.c */
HaulierCliStatus
haulier_cli_show (HaulierCli *cli, const HaulierCliCommand *command, char **arguments);
/* haulier-cli-act.c */
HaulierCliStatus
haulier_cli_do (HaulierCli *cli, const HaulierCliCommand *command, char **arguments);
/* haulier-cli-follow.c */
HaulierCliStatus
haulier_cli_wait (HaulierCli *cli, const HaulierCliCommand *command, char **arguments);
HaulierCliStatus
haulier_cli_monitor (HaulierCli *cli, const HaulierCliCommand *command, char **arguments);
/* haulier-cli-set.c */
HaulierCliStatus
haulier_cli_set_job (HaulierCli *cli, const HaulierCliCommand *command, char **arguments);
HaulierCliStatus
haulier_cli_settings (HaulierCli *cli, const HaulierCliCommand *command, char **arguments);
/* haulier-cli-explain.c */
HaulierCliStatus
haulier_cli_explain (HaulierCli *cli, const HaulierCliCommand *command, char **arguments);
/* haulier-cli-access.c */
HaulierCliStatus
haulier_cli_access (HaulierCli *cli, const HaulierCliCommand *command, char **arguments);
/* haulier-cli-credentials.c */
HaulierCliStatus
haulier_cli_credentials (HaulierCli *cli, const HaulierCliCommand *command, char **arguments);
HaulierCliStatus
haulier_cli_credentials_set (HaulierCli *cli, const HaulierCliCommand *command, char **arguments);
HaulierCliStatus haulier_cli_credentials_remove (HaulierCli *cli,
                                                 const HaulierCliCommand *command,
                                                 char **arguments);
/* haulier-cli-proxy.c */
HaulierCliStatus
haulier_cli_proxy (HaulierCli *cli, const HaulierCliCommand *command, char **arguments);
HaulierCliStatus
haulier_cli_proxy_set (HaulierCli *cli, const HaulierCliCommand *command, char **arguments);
/* haulier-cli-token.c */
HaulierCliStatus
haulier_cli_token (HaulierCli *cli, const HaulierCliCommand *command, char **arguments);
HaulierCliStatus
haulier_cli_token_flags (HaulierCli *cli, const HaulierCliCommand *command, char **arguments);
/* haulier-cli-lend.c */
HaulierCliStatus
haulier_cli_token_set (HaulierCli *cli, const HaulierCliCommand *command, char **arguments);
HaulierCliStatus
haulier_cli_token_clear (HaulierCli *cli, const HaulierCliCommand *command, char **arguments);
HaulierCliStatus
haulier_cli_token_offer (HaulierCli *cli, const HaulierCliCommand *command, char **arguments);
HaulierCliStatus
haulier_cli_token_describe (HaulierCli *cli, const HaulierCliCommand *command, char **arguments);
HaulierCliStatus
haulier_cli_token_lend (HaulierCli *cli, const HaulierCliCommand *command, char **arguments);
/* haulier-cli-loans.c */
HaulierCliStatus
haulier_cli_token_lent (HaulierCli *cli, const HaulierCliCommand *command, char **arguments);
HaulierCliStatus
haulier_cli_token_withdraw (HaulierCli *cli, const HaulierCliCommand *command, char **arguments);
/* haulier-cli-certificate.c */
HaulierCliStatus
haulier_cli_certificate (HaulierCli *cli, const HaulierCliCommand *command, char **arguments);
HaulierCliStatus
haulier_cli_certificate_set (HaulierCli *cli, const HaulierCliCommand *command, char **arguments);
HaulierCliStatus
haulier_cli_certificate_clear (HaulierCli *cli, const HaulierCliCommand *command, char **arguments);
/* haulier-cli-certificates.c */
HaulierCliStatus
haulier_cli_certificates (HaulierCli *cli, const HaulierCliCommand *command, char **arguments);
/* haulier-cli-accounts.c */
HaulierCliStatus
haulier_cli_accounts (HaulierCli *cli, const HaulierCliCommand *command, char **arguments);
/* haulier-cli-profiles.c */
HaulierCliStatus
haulier_cli_profiles (HaulierCli *cli, const HaulierCliCommand *command, char **arguments);
/* haulier-cli-util.c */
HaulierCliStatus
haulier_cli_util_set_proxy (HaulierCli *cli, const HaulierCliCommand *command, char **arguments);
HaulierCliStatus
haulier_cli_util_get_proxy (HaulierCli *cli, const HaulierCliCommand *command, char **arguments);

G_END_DECLS
