/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* The engine's methods about who is used for what, one after the other. */
#pragma once

#include "haulier-access-calls.h"
#include "haulier-cli.h"

G_BEGIN_DECLS

GPtrArray *haulier_cli_get_plan (HaulierCli *cli, const char *id, guint file, GError **error);
GPtrArray *haulier_cli_plan_access (HaulierCli *cli, GVariant *spec, GError **error);
GVariant *haulier_cli_list_credentials (HaulierCli *cli, const char *id, GError **error);
char *haulier_cli_set_credential (HaulierCli *cli,
                                  const char *id,
                                  const HaulierCredentialChange *change,
                                  GError **error);
gboolean haulier_cli_remove_credential (HaulierCli *cli,
                                        const char *id,
                                        const char *target,
                                        const char *scheme,
                                        gboolean *out_removed,
                                        GError **error);
GVariant *haulier_cli_list_host_credentials (HaulierCli *cli, GError **error);
char *haulier_cli_set_host_credential (HaulierCli *cli,
                                       const char *address,
                                       const HaulierCredentialChange *change,
                                       GError **error);
gboolean haulier_cli_remove_host_credential (HaulierCli *cli,
                                             const char *address,
                                             const char *target,
                                             const char *scheme,
                                             gboolean *out_removed,
                                             GError **error);
GVariant *haulier_cli_get_access_part (HaulierCli *cli,
                                       const char *id,
                                       HaulierAccessPart part,
                                       GError **error);
gboolean haulier_cli_set_proxy (HaulierCli *cli,
                                const char *id,
                                const char *usage,
                                const char *list,
                                const char *bypass,
                                GError **error);
gboolean haulier_cli_set_token_flags (HaulierCli *cli, const char *id, guint flags, GError **error);
gboolean haulier_cli_set_certificate (HaulierCli *cli,
                                      const char *id,
                                      GVariant *certificate,
                                      GError **error);

G_END_DECLS
