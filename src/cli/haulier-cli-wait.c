/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Waits until jobs are finished, and says how each one ended. */
#include "config.h"

#include "haulier-cli-wait.h"

#include <glib/gi18n-lib.h>

#include "haulier-cli-engine.h"
#include "haulier-cli-follower.h"
#include "haulier-cli-screen.h"
#include "haulier-job-words.h"

/* Failed files are named, as long as somebody reads them. */
#define NAMED_FILES_MAX 10
#define FILES_PAGE 10000

typedef struct
{
  HaulierCli *cli;
  HaulierCliFollower *follower;
  HaulierCliScreen *screen;
  char **ids;
  guint n_ids;
  GHashTable *outcomes; /* id -> HaulierCliStatus of a job that is over */
  GPtrArray *failed;    /* of HaulierJob: complained about when all is over */
} Wait;

/**
 * haulier_cli_wait_is_over:
 * @job: a job
 * @out_status: (out): what it means to who waited
 *
 * Says whether waiting for a job is over: it is finished, or somebody has to do something. A
 * suspended one is waited for.
 *
 * Returns: whether it is
 */
gboolean
haulier_cli_wait_is_over (const HaulierJob *job, HaulierCliStatus *out_status)
{
  switch (job->state)
    {
    case HAULIER_JOB_STATE_QUEUED:
    case HAULIER_JOB_STATE_CONNECTING:
    case HAULIER_JOB_STATE_TRANSFERRING:
    case HAULIER_JOB_STATE_SUSPENDED:
    case HAULIER_JOB_STATE_TRANSIENT_ERROR:
      return FALSE;
    case HAULIER_JOB_STATE_ERROR:
      *out_status = job->failure != NULL && haulier_job_words_is_access_denied (job->failure->code)
                        ? HAULIER_CLI_ACCESS_DENIED
                        : HAULIER_CLI_JOB_FAILED;
      return TRUE;
    case HAULIER_JOB_STATE_TRANSFERRED:
      /* a desktop job goes on to its end by itself */
      *out_status = HAULIER_CLI_DONE;
      return job->origin == HAULIER_JOB_ORIGIN_BITS;
    case HAULIER_JOB_STATE_ACKNOWLEDGED:
      *out_status = HAULIER_CLI_DONE;
      return TRUE;
    case HAULIER_JOB_STATE_CANCELLED:
      *out_status = HAULIER_CLI_REFUSED;
      return TRUE;
    }
  return FALSE;
}

static void
note_outcome (Wait *wait, const char *id, HaulierCliStatus status)
{
  if (g_hash_table_contains (wait->outcomes, id))
    return;
  g_hash_table_insert (wait->outcomes, g_strdup (id), GUINT_TO_POINTER (status));
  if (g_hash_table_size (wait->outcomes) == wait->n_ids)
    haulier_cli_follower_stop (wait->follower, HAULIER_CLI_DONE);
}

/* One job keeps its bar at the end; of several, those that are over move up and leave room. */
static void
show_end (Wait *wait, const HaulierJob *job)
{
  g_autofree char *line = NULL;

  haulier_cli_screen_show (wait->screen, job);
  if (wait->n_ids > 1 && wait->cli->is_terminal)
    {
      line = haulier_cli_screen_line (job, wait->cli->width, g_get_real_time ());
      haulier_cli_screen_forget (wait->screen, job->id);
      haulier_cli_screen_say (wait->screen, line);
    }
}

static void
on_changed (const HaulierJob *job, gpointer user_data)
{
  Wait *wait = user_data;
  HaulierCliStatus status = HAULIER_CLI_DONE;

  if (g_hash_table_contains (wait->outcomes, job->id))
    return;
  if (!haulier_cli_wait_is_over (job, &status))
    {
      haulier_cli_screen_show (wait->screen, job);
      haulier_cli_screen_draw (wait->screen);
      return;
    }
  show_end (wait, job);
  haulier_cli_screen_draw (wait->screen);
  if (status != HAULIER_CLI_DONE)
    g_ptr_array_add (wait->failed, haulier_job_copy (job));
  note_outcome (wait, job->id, status);
}

static void
complain_removed (const char *id)
{
  g_autoptr (GError) error = g_error_new (
      HAULIER_ERROR, HAULIER_ERROR_NOT_FOUND, _ ("wait for job %s: it was removed"), id);

  haulier_cli_complain (error);
}

static void
on_removed (const char *id, gpointer user_data)
{
  Wait *wait = user_data;

  if (g_hash_table_contains (wait->outcomes, id)
      || !g_strv_contains ((const char *const *) wait->ids, id))
    return;
  haulier_cli_screen_forget (wait->screen, id);
  haulier_cli_screen_draw (wait->screen);
  complain_removed (id);
  note_outcome (wait, id, HAULIER_CLI_REFUSED);
}

static void
take_jobs (Wait *wait, GPtrArray *jobs)
{
  for (guint i = 0; i < jobs->len; i++)
    on_changed (g_ptr_array_index (jobs, i), wait);
}

/* A job may be gone since it was named: then each is asked for alone. */
static void
on_refresh (gpointer user_data)
{
  Wait *wait = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) jobs
      = haulier_cli_find_jobs (wait->cli, (const char *const *) wait->ids, &error);

  if (jobs != NULL)
    take_jobs (wait, jobs);
  if (!g_error_matches (error, HAULIER_ERROR, HAULIER_ERROR_NOT_FOUND))
    return;
  for (guint i = 0; i < wait->n_ids; i++)
    {
      g_autoptr (GError) own_error = NULL;
      g_autoptr (HaulierJob) job = haulier_cli_find_job (wait->cli, wait->ids[i], &own_error);

      if (job != NULL)
        on_changed (job, wait);
      else if (g_error_matches (own_error, HAULIER_ERROR, HAULIER_ERROR_NOT_FOUND))
        on_removed (wait->ids[i], wait);
    }
}

static gboolean
counts (gpointer user_data)
{
  return haulier_cli_screen_is_counting_down (((Wait *) user_data)->screen);
}

static void
on_tick (gpointer user_data)
{
  haulier_cli_screen_draw (((Wait *) user_data)->screen);
}

static const HaulierCliFollowerHandlers handlers = {
  .changed = on_changed,
  .removed = on_removed,
  .refresh = on_refresh,
  .counts = counts,
  .tick = on_tick,
};

static void
complain_about_file (const HaulierFile *file)
{
  g_autoptr (GError) error
      = g_error_new_literal (HAULIER_ERROR, file->failure->code, file->failure->message);

  haulier_cli_complain (error);
}

static GPtrArray *
find_failed_files (Wait *wait, const HaulierJob *job)
{
  GPtrArray *failed = g_ptr_array_new_with_free_func ((GDestroyNotify) haulier_file_free);
  guint first = 0;
  guint n_files = FILES_PAGE;

  while (n_files == FILES_PAGE && failed->len < NAMED_FILES_MAX)
    {
      g_autoptr (GPtrArray) files
          = haulier_cli_get_files (wait->cli, job->id, first, FILES_PAGE, NULL);

      n_files = files != NULL ? files->len : 0;
      first += n_files;
      for (guint i = 0; i < n_files && failed->len < NAMED_FILES_MAX; i++)
        {
          const HaulierFile *file = g_ptr_array_index (files, i);

          if (file->state == HAULIER_FILE_STATE_FAILED && file->failure != NULL)
            g_ptr_array_add (failed, haulier_file_copy (file));
        }
    }
  return failed;
}

/* One alone is what the job said already. */
static void
complain_about_files (Wait *wait, const HaulierJob *job)
{
  g_autoptr (GPtrArray) failed = find_failed_files (wait, job);

  for (guint i = 0; failed->len > 1 && i < failed->len; i++)
    complain_about_file (g_ptr_array_index (failed, i));
}

static void
complain_about (Wait *wait, const HaulierJob *job)
{
  g_autoptr (GError) error = NULL;

  if (job->state == HAULIER_JOB_STATE_CANCELLED)
    error = g_error_new (
        HAULIER_ERROR, HAULIER_ERROR_CANCELLED, _ ("wait for “%s”: it was cancelled"), job->name);
  else if (job->failure != NULL)
    error = g_error_new (HAULIER_ERROR,
                         job->failure->code,
                         /* translators: the name of a job, then why */
                         _ ("transfer “%s”: %s"),
                         job->name,
                         job->failure->message[0] != '\0'
                             ? job->failure->message
                             : haulier_job_words_error (job->failure->code));
  else
    error = g_error_new (
        HAULIER_ERROR, HAULIER_ERROR_FAILED, _ ("transfer “%s”: it failed"), job->name);
  haulier_cli_complain (error);
  if (job->files_total > 1 && job->state == HAULIER_JOB_STATE_ERROR)
    complain_about_files (wait, job);
}

/* The status of the first job that is not well, in the order in which they were named. */
static HaulierCliStatus
sum_up (Wait *wait)
{
  for (guint i = 0; i < wait->n_ids; i++)
    {
      HaulierCliStatus status
          = GPOINTER_TO_UINT (g_hash_table_lookup (wait->outcomes, wait->ids[i]));

      if (status != HAULIER_CLI_DONE)
        return status;
    }
  return HAULIER_CLI_DONE;
}

static void
wait_clear (Wait *wait)
{
  g_clear_pointer (&wait->follower, haulier_cli_follower_free);
  g_clear_pointer (&wait->screen, haulier_cli_screen_free);
  g_strfreev (wait->ids);
  g_hash_table_unref (wait->outcomes);
  g_ptr_array_unref (wait->failed);
}

static char **
dup_ids (GPtrArray *jobs)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  GPtrArray *ids = g_ptr_array_new ();

  for (guint i = 0; i < jobs->len; i++)
    {
      const HaulierJob *job = g_ptr_array_index (jobs, i);

      if (g_hash_table_add (seen, (gpointer) job->id))
        g_ptr_array_add (ids, g_strdup (job->id));
    }
  g_ptr_array_add (ids, NULL);
  return (char **) g_ptr_array_free (ids, FALSE);
}

static void
say_interrupted (Wait *wait, HaulierCliStatus status)
{
  g_autoptr (GError) error = NULL;

  if (status == HAULIER_CLI_INTERRUPTED)
    g_printerr (wait->n_ids == 1
                    ? _ ("haulierctl: stopped waiting; the job goes on: haulierctl wait %s\n")
                    : _ ("haulierctl: stopped waiting; the jobs go on: haulierctl wait %s …\n"),
                wait->ids[0]);
  if (status != HAULIER_CLI_TIMED_OUT)
    return;
  error = g_error_new_literal (
      HAULIER_ERROR, HAULIER_ERROR_TIMEOUT, _ ("wait for the jobs: the time is over"));
  haulier_cli_complain (error);
}

/**
 * haulier_cli_wait_for_jobs:
 * @cli: a run that reaches the engine
 * @jobs: (element-type HaulierJob): at least one
 * @timeout_sec: how long to wait; 0: as long as it takes
 *
 * Waits with progress bars on a terminal, and quietly elsewhere.
 *
 * Returns: the exit status
 */
HaulierCliStatus
haulier_cli_wait_for_jobs (HaulierCli *cli, GPtrArray *jobs, guint timeout_sec)
{
  Wait wait = { .cli = cli };
  HaulierCliStatus status = HAULIER_CLI_DONE;

  wait.ids = dup_ids (jobs);
  wait.n_ids = g_strv_length (wait.ids);
  wait.outcomes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  wait.failed = g_ptr_array_new_with_free_func ((GDestroyNotify) haulier_job_free);
  wait.screen = haulier_cli_screen_new (cli);
  wait.follower = haulier_cli_follower_new (cli, &handlers, &wait);
  status = haulier_cli_follower_run (wait.follower, (const char *const *) wait.ids, timeout_sec);
  say_interrupted (&wait, status);
  for (guint i = 0; i < wait.failed->len; i++)
    complain_about (&wait, g_ptr_array_index (wait.failed, i));
  if (status == HAULIER_CLI_DONE)
    status = sum_up (&wait);
  wait_clear (&wait);
  return status;
}
