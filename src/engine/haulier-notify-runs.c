/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Notify commands: each runs when its job is done, and again later until it goes well. */
#include "config.h"

#include "haulier-notify-runs.h"

#include "haulier-command-launcher.h"
#include "haulier-deadlines.h"
#include "haulier-model-types.h"
#include "haulier-notify-command.h"
#include "haulier-trace-record.h"

/* Programs at once, as many as BITS has callbacks. */
#define MAX_PROGRAMS 4

typedef enum
{
  NOTIFY_WAITING, /* for one of the programs to end */
  NOTIFY_RUNNING,
  NOTIFY_DELAYED, /* it did not go well; again later */
} NotifyPhase;

struct _HaulierNotifyRun
{
  NotifyPhase phase;
  HaulierNotifyRuns *runs; /* (nullable): nobody cares any more */
  HaulierTask *task;
  GSequenceIter *iter; /* (nullable) while delayed */
};

struct _HaulierNotifyRuns
{
  HaulierStore *store;
  HaulierIdentityFinder *identities; /* the engine's */
  HaulierDeadlines *deadlines;
  GPtrArray *all; /* HaulierNotifyRun */
  GQueue waiting; /* HaulierNotifyRun */
  guint n_programs;
};

static void start_next (HaulierNotifyRuns *runs);

static void
trace (HaulierNotifyRuns *runs, const HaulierTask *task, const char *text)
{
  GPtrArray *records = g_ptr_array_new_with_free_func ((GDestroyNotify) haulier_trace_record_free);

  g_ptr_array_add (
      records,
      haulier_trace_record_new (g_get_real_time (), HAULIER_FAILURE_NO_FILE, "notify", text, NULL));
  haulier_store_add_trace (runs->store, task->job->id, records);
}

static void
wait_for_turn (HaulierNotifyRuns *runs, HaulierNotifyRun *run)
{
  run->phase = NOTIFY_WAITING;
  g_queue_push_tail (&runs->waiting, run);
  start_next (runs);
}

static void
deadline_cb (gpointer item, gpointer user_data)
{
  HaulierNotifyRuns *runs = user_data;
  HaulierNotifyRun *run = item;

  haulier_deadlines_remove (runs->deadlines, g_steal_pointer (&run->iter));
  wait_for_turn (runs, run);
}

/**
 * haulier_notify_runs_new:
 * @store: where is kept which command has still to run
 * @identities: finds out who an owner is; outlives what it returns
 *
 * Returns: (transfer full): nothing to run
 */
HaulierNotifyRuns *
haulier_notify_runs_new (HaulierStore *store, HaulierIdentityFinder *identities)
{
  HaulierNotifyRuns *runs = g_new0 (HaulierNotifyRuns, 1);

  runs->store = g_object_ref (store);
  runs->identities = identities;
  runs->deadlines = haulier_deadlines_new (deadline_cb, runs);
  runs->all = g_ptr_array_new ();
  g_queue_init (&runs->waiting);
  return runs;
}

/* One that runs is freed when its program has ended. */
static void
drop (HaulierNotifyRuns *runs, HaulierNotifyRun *run)
{
  g_ptr_array_remove_fast (runs->all, run);
  run->task->notify_run = NULL;
  switch (run->phase)
    {
    case NOTIFY_WAITING:
      g_queue_remove (&runs->waiting, run);
      g_free (run);
      break;
    case NOTIFY_RUNNING:
      run->task = NULL;
      break;
    case NOTIFY_DELAYED:
      haulier_deadlines_remove (runs->deadlines, run->iter);
      g_free (run);
      break;
    }
}

static void
go_well (HaulierNotifyRuns *runs, HaulierNotifyRun *run)
{
  HaulierTask *task = run->task;

  g_ptr_array_remove_fast (runs->all, run);
  task->notify_run = NULL;
  task->job->notify_pending = FALSE;
  haulier_store_save_job (runs->store, task->job);
  trace (runs, task, "the notify command has ended well");
  g_free (run);
}

/* Source: SetNotifyCmdLine: a program that returns a non-zero code is run again after the delay. */
static void
try_again_later (HaulierNotifyRuns *runs, HaulierNotifyRun *run, int status, const GError *error)
{
  HaulierTask *task = run->task;
  guint delay = task->job->settings.minimum_retry_delay;
  g_autofree char *text
      = error != NULL
            ? g_strdup_printf (
                "the notify command could not run: %s; again in %u s", error->message, delay)
            : g_strdup_printf ("the notify command ended with %d; again in %u s", status, delay);

  trace (runs, task, text);
  run->phase = NOTIFY_DELAYED;
  run->iter = haulier_deadlines_add (
      runs->deadlines, g_get_real_time () + delay * (gint64) G_USEC_PER_SEC, run);
}

static void
ended_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  HaulierNotifyRun *run = user_data;
  HaulierNotifyRuns *runs = run->runs;
  g_autoptr (GError) error = NULL;
  int status = 0;
  gboolean ran = haulier_command_launcher_run_finish (result, &status, &error);

  if (runs == NULL)
    {
      g_free (run);
      return;
    }
  runs->n_programs--;
  if (run->task == NULL)
    g_free (run);
  else if (ran && status == 0)
    go_well (runs, run);
  else
    try_again_later (runs, run, status, error);
  start_next (runs);
}

static void
run_program (HaulierNotifyRuns *runs, HaulierNotifyRun *run)
{
  const HaulierJob *job = run->task->job;
  g_auto (GStrv) arguments = haulier_notify_command_split (job->settings.notify_command, NULL);
  const char *variables[] = {
    "HAULIER_JOB_ID",
    job->id,
    "HAULIER_JOB_STATE",
    haulier_word_from_value (HAULIER_TYPE_JOB_STATE, job->state),
    NULL,
  };
  g_autofree char *text = NULL;

  run->phase = NOTIFY_RUNNING;
  runs->n_programs++;
  /* Its arguments are the user's own matter. */
  text = g_strdup_printf ("running the notify command %s", arguments[0]);
  trace (runs, run->task, text);
  haulier_command_launcher_run_async (
      runs->identities, job->owner, (const char *const *) arguments, variables, ended_cb, run);
}

static void
start_next (HaulierNotifyRuns *runs)
{
  while (runs->n_programs < MAX_PROGRAMS && !g_queue_is_empty (&runs->waiting))
    run_program (runs, g_queue_pop_head (&runs->waiting));
}

/**
 * haulier_notify_runs_free:
 * @runs: (nullable): the runs; what has still to run does so after the next start
 */
void
haulier_notify_runs_free (HaulierNotifyRuns *runs)
{
  if (runs == NULL)
    return;
  while (runs->all->len > 0)
    {
      HaulierNotifyRun *run = runs->all->pdata[0];

      if (run->phase == NOTIFY_RUNNING)
        run->runs = NULL;
      drop (runs, run);
    }
  haulier_deadlines_free (runs->deadlines);
  g_ptr_array_unref (runs->all);
  g_object_unref (runs->store);
  g_free (runs);
}

/**
 * haulier_notify_runs_consider:
 * @runs: the runs
 * @task: a job whose state or settings changed, or that came back
 *
 * Has the notify command run when the job has one that has still to run; it does no longer when the
 * job went on to something else.
 */
void
haulier_notify_runs_consider (HaulierNotifyRuns *runs, HaulierTask *task)
{
  const HaulierJob *job = task->job;
  HaulierNotifyRun *run = NULL;

  if (!job->notify_pending || job->settings.notify_command == NULL
      || (job->settings.notify_flags & HAULIER_NOTIFY_DISABLE) != 0)
    {
      haulier_notify_runs_withdraw (runs, task);
      return;
    }
  if (task->notify_run != NULL)
    return;
  run = g_new0 (HaulierNotifyRun, 1);
  run->runs = runs;
  run->task = task;
  task->notify_run = run;
  g_ptr_array_add (runs->all, run);
  wait_for_turn (runs, run);
}

/**
 * haulier_notify_runs_withdraw:
 * @runs: the runs
 * @task: a job that is removed, or has nothing to tell any more
 */
void
haulier_notify_runs_withdraw (HaulierNotifyRuns *runs, HaulierTask *task)
{
  if (task->notify_run != NULL)
    drop (runs, task->notify_run);
}

/**
 * haulier_notify_runs_are_due:
 * @runs: the runs
 *
 * Returns: whether a command runs or has still to run
 */
gboolean
haulier_notify_runs_are_due (HaulierNotifyRuns *runs)
{
  return runs->all->len > 0;
}
