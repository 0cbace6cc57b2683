/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* What the values of a job's settings must be. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean haulier_job_setting_refuse (GError **error, gint code, const char *format, ...)
    G_GNUC_PRINTF (3, 4);
gboolean haulier_job_setting_check_connections (GVariant *value, GError **error);
gboolean haulier_job_setting_check_limit (GVariant *value, GError **error);
gboolean haulier_job_setting_check_security_flags (GVariant *value, GError **error);
gboolean haulier_job_setting_check_headers (GVariant *value, GError **error);
gboolean haulier_job_setting_check_method (GVariant *value, GError **error);
gboolean haulier_job_setting_check_notify_flags (GVariant *value, GError **error);
gboolean haulier_job_setting_check_notify_command (GVariant *value, GError **error);

G_END_DECLS
