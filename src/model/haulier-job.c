/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* A job as it is stored, shown and sent: the value, not the thing that runs. */
#include "config.h"

#include "haulier-job.h"

#include <string.h>

#include "haulier-error.h"

/**
 * haulier_job_new:
 * @id: a UUID
 * @name: the display name
 * @origin: whose defaults the settings get
 *
 * Returns: (transfer full): a suspended download without files
 */
HaulierJob *
haulier_job_new (const char *id, const char *name, HaulierJobOrigin origin)
{
  HaulierJob *job = g_new0 (HaulierJob, 1);

  g_strlcpy (job->id, id, sizeof job->id);
  job->name = g_strdup (name);
  job->origin = origin;
  job->state = HAULIER_JOB_STATE_SUSPENDED;
  haulier_job_settings_init (&job->settings, origin);
  haulier_job_access_init (&job->access);
  return job;
}

/**
 * haulier_job_copy:
 * @job: a job
 *
 * Returns: (transfer full): a deep copy
 */
HaulierJob *
haulier_job_copy (const HaulierJob *job)
{
  HaulierJob *copy = g_memdup2 (job, sizeof *job);

  copy->name = g_strdup (job->name);
  copy->description = g_strdup (job->description);
  copy->remote = g_strdup (job->remote);
  copy->local = g_strdup (job->local);
  copy->failure = haulier_failure_copy (job->failure);
  copy->proxy_variables = g_strdupv (job->proxy_variables);
  haulier_job_settings_copy (&copy->settings, &job->settings);
  haulier_job_access_copy (&copy->access, &job->access);
  return copy;
}

/**
 * haulier_job_free:
 * @job: (nullable): a job
 */
void
haulier_job_free (HaulierJob *job)
{
  if (job == NULL)
    return;
  g_free (job->name);
  g_free (job->description);
  g_free (job->remote);
  g_free (job->local);
  g_strfreev (job->proxy_variables);
  haulier_failure_free (job->failure);
  haulier_job_settings_clear (&job->settings);
  haulier_job_access_clear (&job->access);
  g_free (job);
}

/**
 * haulier_job_take_failure:
 * @job: a job
 * @failure: (transfer full) (nullable): why it stopped, or %NULL when it runs again
 */
void
haulier_job_take_failure (HaulierJob *job, HaulierFailure *failure)
{
  haulier_failure_free (job->failure);
  job->failure = failure;
}

static gboolean
check_text (const char *what, const char *text, glong max_chars, gint code, GError **error)
{
  if (!g_utf8_validate (text, -1, NULL))
    {
      g_set_error (error,
                   HAULIER_ERROR,
                   HAULIER_ERROR_INVALID_ARGUMENT,
                   "set the %s: it is not valid text",
                   what);
      return FALSE;
    }
  if (g_utf8_strlen (text, -1) > max_chars)
    {
      g_set_error (error,
                   HAULIER_ERROR,
                   code,
                   "set the %s: it has more than %ld characters",
                   what,
                   max_chars);
      return FALSE;
    }
  return TRUE;
}

/**
 * haulier_job_name_check:
 * @name: a display name
 * @error: return location
 *
 * Errors: %HAULIER_ERROR_INVALID_ARGUMENT.
 * Source: IBackgroundCopyJob::SetDisplayName.
 *
 * Returns: whether a job can have it
 */
gboolean
haulier_job_name_check (const char *name, GError **error)
{
  if (name[0] == '\0')
    {
      g_set_error_literal (
          error, HAULIER_ERROR, HAULIER_ERROR_INVALID_ARGUMENT, "set the name: it is empty");
      return FALSE;
    }
  for (const char *p = name; *p != '\0'; p++)
    {
      if (g_ascii_iscntrl (*p))
        {
          g_set_error_literal (error,
                               HAULIER_ERROR,
                               HAULIER_ERROR_INVALID_ARGUMENT,
                               "set the name: it is more than one line");
          return FALSE;
        }
    }
  return check_text (
      "name", name, HAULIER_JOB_NAME_MAX_CHARS, HAULIER_ERROR_INVALID_ARGUMENT, error);
}

/**
 * haulier_job_description_check:
 * @description: a description
 * @error: return location
 *
 * Errors: %HAULIER_ERROR_STRING_TOO_LONG, %HAULIER_ERROR_INVALID_ARGUMENT.
 * Source: IBackgroundCopyJob::SetDescription.
 *
 * Returns: whether a job can have it
 */
gboolean
haulier_job_description_check (const char *description, GError **error)
{
  return check_text ("description",
                     description,
                     HAULIER_JOB_DESCRIPTION_MAX_CHARS,
                     HAULIER_ERROR_STRING_TOO_LONG,
                     error);
}

/**
 * haulier_job_id_is_valid:
 * @id: a text
 *
 * Returns: whether @id is a UUID in lower case
 */
gboolean
haulier_job_id_is_valid (const char *id)
{
  return g_uuid_string_is_valid (id) && strspn (id, "0123456789abcdef-") == HAULIER_JOB_ID_LENGTH;
}
