/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* What the values of a job's settings must be. */
#include "config.h"

#include "haulier-job-setting-check-private.h"

#include "haulier-error.h"
#include "haulier-http-request.h"
#include "haulier-job-settings.h"
#include "haulier-notify-command.h"

gboolean
haulier_job_setting_refuse (GError **error, gint code, const char *format, ...)
{
  g_autofree char *message = NULL;
  va_list arguments;

  va_start (arguments, format);
  message = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_set_error_literal (error, HAULIER_ERROR, code, message);
  return FALSE;
}

gboolean
haulier_job_setting_check_connections (GVariant *value, GError **error)
{
  guint32 connections = g_variant_get_uint32 (value);

  if (connections >= 1 && connections <= HAULIER_CONNECTIONS_MAX)
    return TRUE;
  return haulier_job_setting_refuse (error,
                                     HAULIER_ERROR_INVALID_ARGUMENT,
                                     "set connections to %u: it is 1 to %d",
                                     connections,
                                     HAULIER_CONNECTIONS_MAX);
}

gboolean
haulier_job_setting_check_limit (GVariant *value, GError **error)
{
  if (g_variant_get_uint64 (value) <= G_MAXINT64)
    return TRUE;
  return haulier_job_setting_refuse (
      error, HAULIER_ERROR_INVALID_ARGUMENT, "set limit: the rate is too high");
}

gboolean
haulier_job_setting_check_security_flags (GVariant *value, GError **error)
{
  guint32 flags = g_variant_get_uint32 (value);
  guint32 known = HAULIER_SECURITY_IGNORE_CERT_CN | HAULIER_SECURITY_IGNORE_DATE
                  | HAULIER_SECURITY_IGNORE_UNKNOWN_CA | HAULIER_SECURITY_REDIRECT_REPORT
                  | HAULIER_SECURITY_REDIRECT_DISALLOW | HAULIER_SECURITY_ALLOW_HTTPS_TO_HTTP;
  guint32 unsupported = HAULIER_SECURITY_CRL_CHECK | HAULIER_SECURITY_IGNORE_WRONG_USAGE;

  if ((flags & unsupported) != 0)
    return haulier_job_setting_refuse (
        error,
        HAULIER_ERROR_NOT_IMPLEMENTED,
        "set security-flags to 0x%x: revocation lists (0x1) and wrong usage (0x10) are "
        "not supported",
        flags);
  if ((flags & ~known) != 0 || (flags & HAULIER_SECURITY_REDIRECT_MASK) == 0x300u)
    return haulier_job_setting_refuse (error,
                                       HAULIER_ERROR_INVALID_ARGUMENT,
                                       "set security-flags to 0x%x: there are no such flags",
                                       flags);
  return TRUE;
}

gboolean
haulier_job_setting_check_headers (GVariant *value, GError **error)
{
  g_autofree const char **headers = g_variant_get_strv (value, NULL);

  return haulier_http_headers_check (headers, error);
}

gboolean
haulier_job_setting_check_method (GVariant *value, GError **error)
{
  const char *method = g_variant_get_string (value, NULL);

  return method[0] == '\0' || haulier_http_method_check (method, error);
}

gboolean
haulier_job_setting_check_notify_flags (GVariant *value, GError **error)
{
  guint32 flags = g_variant_get_uint32 (value);

  if ((flags & ~HAULIER_NOTIFY_KNOWN) == 0)
    return TRUE;
  return haulier_job_setting_refuse (error,
                                     HAULIER_ERROR_INVALID_ARGUMENT,
                                     "set notify-flags to 0x%x: there are no such flags",
                                     flags);
}

gboolean
haulier_job_setting_check_notify_command (GVariant *value, GError **error)
{
  const char *command = g_variant_get_string (value, NULL);
  g_auto (GStrv) words = NULL;

  if (command[0] == '\0')
    return TRUE;
  words = haulier_notify_command_split (command, error);
  return words != NULL;
}
