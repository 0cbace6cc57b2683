/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* The functions of the commands, for their table. */
#pragma once

#include "haulier-cli-command.h"

G_BEGIN_DECLS

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

G_END_DECLS
