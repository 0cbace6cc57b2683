/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* The engine's methods, one after the other: a command line has nothing else to do meanwhile. */
#pragma once

#include "haulier-cli.h"
#include "haulier-client-calls.h"
#include "haulier-client-job-calls.h"
#include "haulier-job-sending.h"

G_BEGIN_DECLS

void haulier_cli_take_result (GObject *source, GAsyncResult *result, gpointer user_data);
void haulier_cli_await (GAsyncResult **result);
gboolean haulier_cli_open (HaulierCli *cli, GError **error);
HaulierJob *haulier_cli_create_job (HaulierCli *cli, HaulierJobRequest *request, GError **error);
gboolean
haulier_cli_add_files (HaulierCli *cli, const char *id, HaulierJobRequest *request, GError **error);
GPtrArray *haulier_cli_list_jobs (HaulierCli *cli, guint64 after, guint count, GError **error);
GPtrArray *haulier_cli_find_jobs (HaulierCli *cli, const char *const *texts, GError **error);
HaulierJob *haulier_cli_find_job (HaulierCli *cli, const char *text, GError **error);
GPtrArray *
haulier_cli_act (HaulierCli *cli, const char *action, const char *const *ids, GError **error);
HaulierJob *
haulier_cli_get_details (HaulierCli *cli, const char *id, GVariant **out_details, GError **error);
GPtrArray *
haulier_cli_get_files (HaulierCli *cli, const char *id, guint first, guint count, GError **error);
GPtrArray *
haulier_cli_get_trace (HaulierCli *cli, const char *id, guint64 after, guint count, GError **error);
gboolean haulier_cli_set (HaulierCli *cli, const char *id, GVariant *settings, GError **error);
gboolean haulier_cli_take_ownership (HaulierCli *cli, const char *id, GError **error);
GVariant *haulier_cli_get_settings (HaulierCli *cli, GError **error);
gboolean haulier_cli_set_settings (HaulierCli *cli, GVariant *settings, GError **error);

G_END_DECLS
