/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* The commands that follow jobs: wait and monitor. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>

#include "haulier-cli-command-private.h"
#include "haulier-cli-engine.h"
#include "haulier-cli-follower.h"
#include "haulier-cli-job-json.h"
#include "haulier-cli-screen.h"
#include "haulier-cli-table.h"
#include "haulier-cli-wait.h"
#include "haulier-job-facts.h"
#include "haulier-job-words.h"

#define PAGE_JOBS 10000

typedef struct
{
  HaulierCli *cli;
  HaulierCliFollower *follower;
  HaulierCliScreen *screen;
  char **ids;        /* (nullable): every job */
  GHashTable *words; /* id -> what was said of it last */
  GHashTable *names; /* id -> name */
} Monitor;

/**
 * haulier_cli_wait:
 * @cli: a run
 * @command: its row
 * @arguments: the command line after its name
 *
 * Waits until jobs are finished.
 *
 * Returns: the exit status
 */
HaulierCliStatus
haulier_cli_wait (HaulierCli *cli, const HaulierCliCommand *command, char **arguments)
{
  int timeout_sec = 0;
  const GOptionEntry entries[] = {
    { "timeout",
      't',
      0,
      G_OPTION_ARG_INT,
      &timeout_sec,
      N_ ("Give up after so many seconds, with status 8"),
      N_ ("SECONDS") },
    { NULL },
  };
  g_auto (GStrv) texts = NULL;
  g_autoptr (GPtrArray) jobs = NULL;
  g_autoptr (GError) error = NULL;
  HaulierCliStatus status = HAULIER_CLI_DONE;

  if (!haulier_cli_command_parse (command, cli, entries, &arguments, &status))
    return status;
  texts = arguments;
  if (timeout_sec < 0)
    return haulier_cli_fail_usage (_ ("understand --timeout: it is a number of seconds"));
  jobs = haulier_cli_find_jobs (cli, (const char *const *) texts, &error);
  if (jobs == NULL)
    return haulier_cli_fail_on_job (error);
  return haulier_cli_wait_for_jobs (cli, jobs, (guint) timeout_sec);
}

static void
print_json (Monitor *monitor, const HaulierJob *job, const char *removed_id)
{
  g_autoptr (HaulierCliJson) json = haulier_cli_json_new (FALSE);

  haulier_cli_json_begin_object (json, NULL);
  if (job != NULL)
    haulier_cli_json_job_members (json, monitor->cli, job, NULL, NULL);
  else
    haulier_cli_json_text (json, "id", removed_id);
  haulier_cli_json_boolean (json, "removed", job == NULL);
  haulier_cli_json_end_object (json);
  haulier_cli_json_print (json);
  fflush (stdout);
}

static void
say (Monitor *monitor, const char *name, const char *words)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *time = g_date_time_format (now, "%H:%M:%S");
  g_autofree char *clean = haulier_cli_clean (name, monitor->cli->is_terminal);
  g_autofree char *line = g_strdup_printf ("%s  %s  %s", time, clean, words);

  haulier_cli_screen_say (monitor->screen, line);
}

static void
end_when_nobody_reads (Monitor *monitor)
{
  if (ferror (stdout))
    haulier_cli_follower_stop (monitor->follower, HAULIER_CLI_DONE);
}

/* What stays on the screen: changes of state, with why; not the progress in between. */
static void
say_change (Monitor *monitor, const HaulierJob *job)
{
  g_autofree char *words = haulier_job_words_state (job, g_get_real_time ());
  g_autofree char *key = g_strdup_printf ("%u %u", (guint) job->state, (guint) job->waiting);
  const char *former = g_hash_table_lookup (monitor->words, job->id);
  gboolean is_new = former == NULL;

  if (g_strcmp0 (former, key) == 0)
    return;
  g_hash_table_insert (monitor->words, g_strdup (job->id), g_steal_pointer (&key));
  if (is_new)
    g_hash_table_insert (monitor->names, g_strdup (job->id), g_strdup (job->name));
  say (monitor, job->name, words);
}

static void
show (Monitor *monitor, const HaulierJob *job)
{
  if (haulier_job_get_group (job) == HAULIER_JOB_GROUP_ACTIVE
      || (job->waiting == HAULIER_WAITING_RETRY && job->retry_at != 0))
    haulier_cli_screen_show (monitor->screen, job);
  else
    haulier_cli_screen_forget (monitor->screen, job->id);
}

static void
on_changed (const HaulierJob *job, gpointer user_data)
{
  Monitor *monitor = user_data;

  if (monitor->cli->json)
    print_json (monitor, job, NULL);
  else
    {
      show (monitor, job);
      say_change (monitor, job);
      haulier_cli_screen_draw (monitor->screen);
    }
  end_when_nobody_reads (monitor);
}

static void
on_removed (const char *id, gpointer user_data)
{
  Monitor *monitor = user_data;
  const char *name = g_hash_table_lookup (monitor->names, id);

  if (monitor->cli->json)
    print_json (monitor, NULL, id);
  else
    {
      haulier_cli_screen_forget (monitor->screen, id);
      say (monitor, name != NULL ? name : id, _ ("Removed"));
    }
  g_hash_table_remove (monitor->words, id);
  g_hash_table_remove (monitor->names, id);
  end_when_nobody_reads (monitor);
}

/* What moves already is shown below; it is no news. */
static void
take_snapshot (Monitor *monitor, GPtrArray *jobs)
{
  for (guint i = 0; i < jobs->len; i++)
    {
      const HaulierJob *job = g_ptr_array_index (jobs, i);

      show (monitor, job);
      g_hash_table_insert (monitor->names, g_strdup (job->id), g_strdup (job->name));
      g_hash_table_insert (monitor->words,
                           g_strdup (job->id),
                           g_strdup_printf ("%u %u", (guint) job->state, (guint) job->waiting));
    }
}

static void
on_refresh (gpointer user_data)
{
  Monitor *monitor = user_data;
  guint64 after = 0;
  guint n_jobs = 0;

  do
    {
      g_autoptr (GPtrArray) jobs
          = monitor->ids != NULL
                ? haulier_cli_find_jobs (monitor->cli, (const char *const *) monitor->ids, NULL)
                : haulier_cli_list_jobs (monitor->cli, after, PAGE_JOBS, NULL);

      n_jobs = jobs != NULL ? jobs->len : 0;
      if (n_jobs == 0)
        break;
      take_snapshot (monitor, jobs);
      after = ((const HaulierJob *) g_ptr_array_index (jobs, n_jobs - 1))->sequence;
    }
  while (monitor->ids == NULL && n_jobs == PAGE_JOBS);
  haulier_cli_screen_draw (monitor->screen);
}

static gboolean
counts (gpointer user_data)
{
  return haulier_cli_screen_is_counting_down (((Monitor *) user_data)->screen);
}

static void
on_tick (gpointer user_data)
{
  haulier_cli_screen_draw (((Monitor *) user_data)->screen);
}

static const HaulierCliFollowerHandlers monitor_handlers = {
  .changed = on_changed,
  .removed = on_removed,
  .refresh = on_refresh,
  .counts = counts,
  .tick = on_tick,
};

static gboolean
resolve (Monitor *monitor, char **texts, GError **error)
{
  g_autoptr (GPtrArray) jobs = NULL;

  if (texts[0] == NULL)
    return haulier_cli_ensure_engine (monitor->cli, error);
  jobs = haulier_cli_find_jobs (monitor->cli, (const char *const *) texts, error);
  if (jobs == NULL)
    return FALSE;
  monitor->ids = g_new0 (char *, jobs->len + 1);
  for (guint i = 0; i < jobs->len; i++)
    monitor->ids[i] = g_strdup (((const HaulierJob *) g_ptr_array_index (jobs, i))->id);
  return TRUE;
}

static void
monitor_clear (Monitor *monitor)
{
  g_clear_pointer (&monitor->follower, haulier_cli_follower_free);
  g_clear_pointer (&monitor->screen, haulier_cli_screen_free);
  g_strfreev (monitor->ids);
  g_hash_table_unref (monitor->words);
  g_hash_table_unref (monitor->names);
}

/**
 * haulier_cli_monitor:
 * @cli: a run
 * @command: its row
 * @arguments: the command line after its name
 *
 * Shows what happens until it is interrupted; that is its ordinary end.
 *
 * Returns: the exit status
 */
HaulierCliStatus
haulier_cli_monitor (HaulierCli *cli, const HaulierCliCommand *command, char **arguments)
{
  const GOptionEntry entries[] = { { NULL } };
  Monitor monitor = { .cli = cli };
  g_auto (GStrv) texts = NULL;
  g_autoptr (GError) error = NULL;
  HaulierCliStatus status = HAULIER_CLI_DONE;

  if (!haulier_cli_command_parse (command, cli, entries, &arguments, &status))
    return status;
  texts = arguments;
  monitor.screen = haulier_cli_screen_new (cli);
  monitor.words = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  monitor.names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  if (!resolve (&monitor, texts, &error))
    {
      monitor_clear (&monitor);
      return haulier_cli_fail (error);
    }
  monitor.follower = haulier_cli_follower_new (cli, &monitor_handlers, &monitor);
  status = haulier_cli_follower_run (monitor.follower, (const char *const *) monitor.ids, 0);
  monitor_clear (&monitor);
  return status == HAULIER_CLI_INTERRUPTED ? HAULIER_CLI_DONE : status;
}
