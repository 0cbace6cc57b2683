/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* What is said of jobs and files, in the person's language: the one place for these words. */
#include "config.h"

#include "haulier-job-words.h"

#include <glib/gi18n-lib.h>

#include "haulier-waiting.h"

#define MINUTE 60
#define HOUR (60 * MINUTE)
#define DAY (24 * HOUR)

static const char *const file_state_words[] = {
  [HAULIER_FILE_STATE_PENDING] = N_ ("Waiting"),  [HAULIER_FILE_STATE_ACTIVE] = N_ ("Downloading"),
  [HAULIER_FILE_STATE_HELD] = N_ ("Transferred"), [HAULIER_FILE_STATE_FINISHED] = N_ ("Finished"),
  [HAULIER_FILE_STATE_FAILED] = N_ ("Failed"),
};

static const char *const priority_words[] = {
  [HAULIER_PRIORITY_FOREGROUND] = N_ ("Foreground"),
  [HAULIER_PRIORITY_HIGH] = N_ ("High"),
  [HAULIER_PRIORITY_NORMAL] = N_ ("Normal"),
  [HAULIER_PRIORITY_LOW] = N_ ("Low"),
};

/* Errors that mean: somebody asked who you are, or said no.
 * Source: decisions on exit status 4; winerror.h, winhttp.h. */
static const gint access_denied_codes[] = {
  HAULIER_ERROR_ACCESS_DENIED,
  HAULIER_ERROR_HTTP_401,
  HAULIER_ERROR_HTTP_403,
  HAULIER_ERROR_HTTP_407,
};

/* A value of a newer engine has no words here: then @other is said. */
static const char *
look_up (const char *const *words, gsize n_words, guint value, const char *other)
{
  return value < n_words && words[value] != NULL ? _ (words[value]) : other;
}

static char *
waiting_words (HaulierWaitingReason reason)
{
  /* a reason of a newer engine, or one that says that the job moves */
  if (reason == HAULIER_WAITING_NONE || (guint) reason > HAULIER_WAITING_STARTING)
    return g_strdup (_ ("Waiting"));
  return g_strdup (_ (haulier_waiting_get_rule (reason)->text));
}

static char *
retry_words (const HaulierJob *job, gint64 now)
{
  gint64 seconds = (job->retry_at - now + G_USEC_PER_SEC - 1) / G_USEC_PER_SEC;
  g_autofree char *countdown = NULL;

  if (job->waiting != HAULIER_WAITING_RETRY || job->retry_at == 0)
    return waiting_words (job->waiting);
  countdown = haulier_job_words_countdown (MAX (seconds, 0));
  /* translators: the time until the next attempt, for instance 4:12 */
  return g_strdup_printf (_ ("Retry in %s"), countdown);
}

static char *
failed_words (const HaulierJob *job)
{
  if (job->failure == NULL)
    return g_strdup (_ ("Failed"));
  if (haulier_job_words_is_access_denied (job->failure->code))
    return g_strdup (_ ("Access denied"));
  /* translators: followed by why, for instance "Failed: the disk is full" */
  return g_strdup_printf (_ ("Failed: %s"), haulier_job_words_error (job->failure->code));
}

/**
 * haulier_job_words_state:
 * @job: a job
 * @now: microseconds since 1970, for the countdown to the next attempt
 *
 * Says how it stands with a job, with the reason when it does not move.
 *
 * Returns: (transfer full): for instance "Downloading" or "Waiting: the disk is full"
 */
char *
haulier_job_words_state (const HaulierJob *job, gint64 now)
{
  switch (job->state)
    {
    case HAULIER_JOB_STATE_QUEUED:
    case HAULIER_JOB_STATE_TRANSIENT_ERROR:
      return retry_words (job, now);
    case HAULIER_JOB_STATE_CONNECTING:
      return g_strdup (_ ("Connecting"));
    case HAULIER_JOB_STATE_TRANSFERRING:
      return g_strdup (job->type == HAULIER_JOB_TYPE_DOWNLOAD ? _ ("Downloading")
                                                              : _ ("Uploading"));
    case HAULIER_JOB_STATE_SUSPENDED:
      return g_strdup (_ ("Suspended"));
    case HAULIER_JOB_STATE_ERROR:
      return failed_words (job);
    case HAULIER_JOB_STATE_TRANSFERRED:
      return waiting_words (HAULIER_WAITING_COMPLETE);
    case HAULIER_JOB_STATE_ACKNOWLEDGED:
      return g_strdup (job->files_transferred < job->files_total ? _ ("Finished in part")
                                                                 : _ ("Finished"));
    case HAULIER_JOB_STATE_CANCELLED:
      return g_strdup (_ ("Cancelled"));
    }
  return waiting_words (job->waiting);
}

/**
 * haulier_job_words_file_state:
 * @state: the state of a file
 *
 * Returns: (transfer none): a word for it
 */
const char *
haulier_job_words_file_state (HaulierFileState state)
{
  return look_up (file_state_words, G_N_ELEMENTS (file_state_words), state, "");
}

/**
 * haulier_job_words_priority:
 * @priority: a priority
 *
 * Returns: (transfer none): a word for it
 */
const char *
haulier_job_words_priority (HaulierPriority priority)
{
  return look_up (priority_words, G_N_ELEMENTS (priority_words), priority, "");
}

/**
 * haulier_job_words_error:
 * @code: a #HaulierErrorCode
 *
 * Returns: (transfer none): what the code says, in the person's language
 */
const char *
haulier_job_words_error (gint code)
{
  return _ (haulier_error_get_text (code));
}

/**
 * haulier_job_words_size:
 * @bytes: a size, or %HAULIER_SIZE_UNKNOWN
 *
 * Returns: (transfer full): for instance "1.9 GB"; "–" when it is unknown
 */
char *
haulier_job_words_size (guint64 bytes)
{
  return bytes == HAULIER_SIZE_UNKNOWN ? g_strdup ("–") : g_format_size (bytes);
}

/**
 * haulier_job_words_speed:
 * @bytes_per_second: a speed
 *
 * Returns: (transfer full): for instance "24.1 MB/s"; "–" for nothing
 */
char *
haulier_job_words_speed (guint64 bytes_per_second)
{
  g_autofree char *size = NULL;

  if (bytes_per_second == 0)
    return g_strdup ("–");
  size = g_format_size (bytes_per_second);
  /* translators: bytes in a second, for instance "24.1 MB/s" */
  return g_strdup_printf (_ ("%s/s"), size);
}

/**
 * haulier_job_words_time_left:
 * @seconds: a time, or -1 when it is unknown
 *
 * Says a time with the precision that a person wants.
 *
 * Returns: (transfer full): for instance "25 s", "4 min" or "1 h 12 min"; "–" when it is unknown
 */
char *
haulier_job_words_time_left (gint64 seconds)
{
  gint64 minutes = (seconds + MINUTE / 2) / MINUTE;

  if (seconds < 0)
    return g_strdup ("–");
  if (seconds < MINUTE)
    /* translators: seconds */
    return g_strdup_printf (_ ("%d s"), (int) seconds);
  if (minutes < HOUR / MINUTE)
    /* translators: minutes */
    return g_strdup_printf (_ ("%d min"), (int) minutes);
  if (seconds < DAY)
    /* translators: hours and minutes */
    return g_strdup_printf (_ ("%d h %d min"), (int) (minutes / 60), (int) (minutes % 60));
  seconds = MIN (seconds, (gint64) G_MAXINT);
  /* translators: days and hours */
  return g_strdup_printf (_ ("%d d %d h"), (int) (seconds / DAY), (int) (seconds % DAY / HOUR));
}

/**
 * haulier_job_words_countdown:
 * @seconds: a time to come
 *
 * Returns: (transfer full): for instance "0:09", "4:12" or "1:00:00"
 */
char *
haulier_job_words_countdown (gint64 seconds)
{
  int hours = (int) MIN (seconds / HOUR, (gint64) G_MAXINT);
  int minutes = (int) (seconds % HOUR / MINUTE);
  int rest = (int) (seconds % MINUTE);

  if (hours > 0)
    return g_strdup_printf ("%d:%02d:%02d", hours, minutes, rest);
  return g_strdup_printf ("%d:%02d", minutes, rest);
}

/**
 * haulier_job_words_amount:
 * @transferred: bytes that are there
 * @total: bytes there will be, or %HAULIER_SIZE_UNKNOWN
 *
 * Returns: (transfer full): for instance "1.3 GB of 1.9 GB"
 */
char *
haulier_job_words_amount (guint64 transferred, guint64 total)
{
  g_autofree char *part = g_format_size (transferred);
  g_autofree char *whole = haulier_job_words_size (total);

  if (total == HAULIER_SIZE_UNKNOWN || transferred >= total)
    return g_steal_pointer (&part);
  /* translators: how much of how much, for instance "1.3 GB of 1.9 GB" */
  return g_strdup_printf (_ ("%s of %s"), part, whole);
}

/**
 * haulier_job_words_is_access_denied:
 * @code: a #HaulierErrorCode
 *
 * Returns: whether @code says that the person, not the thing, was refused
 */
gboolean
haulier_job_words_is_access_denied (gint code)
{
  for (gsize i = 0; i < G_N_ELEMENTS (access_denied_codes); i++)
    {
      if (access_denied_codes[i] == code)
        return TRUE;
    }
  return FALSE;
}
