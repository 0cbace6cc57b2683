/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Decides which queued jobs move: asks the policy, starts and stops. */
#include "config.h"

#include "haulier-scheduler.h"

/* Foreground jobs run all at once; beyond this many they wait for each other. */
#define MAX_FOREGROUND_JOBS 64

struct _HaulierScheduler
{
  GSequence *waiting; /* background tasks, in the order in which they are taken */
  GQueue foreground;  /* foreground tasks that wait */
  GPtrArray *running; /* tasks in motion */
  guint n_foreground; /* of them */
  guint slots;
  gint64 slice;    /* microseconds */
  GSource *source; /* one decision: now, or when the next slice ends */
  const HaulierSchedulerEvents *events;
  gpointer user_data;
};

static gint
compare_entries (const void *left, const void *right, gpointer user_data)
{
  const HaulierTask *a = left;
  const HaulierTask *b = right;

  return haulier_schedule_compare (&a->entry, &b->entry);
}

static gboolean
is_foreground (const HaulierTask *task)
{
  return task->entry.priority == HAULIER_PRIORITY_FOREGROUND;
}

static void
start (HaulierScheduler *scheduler, HaulierTask *task)
{
  gint64 now = g_get_monotonic_time ();

  task->entry.slice_started = now;
  task->entry.last_ran = now;
  g_ptr_array_add (scheduler->running, task);
  scheduler->n_foreground += is_foreground (task);
  if (!scheduler->events->start (task, scheduler->user_data))
    haulier_scheduler_ended (scheduler, task);
}

static void
start_foreground (HaulierScheduler *scheduler)
{
  while (!g_queue_is_empty (&scheduler->foreground)
         && scheduler->n_foreground < MAX_FOREGROUND_JOBS)
    start (scheduler, g_queue_pop_head (&scheduler->foreground));
}

static GArray *
collect_running (HaulierScheduler *scheduler, GPtrArray *tasks)
{
  GArray *entries = g_array_new (FALSE, FALSE, sizeof (HaulierScheduleEntry));

  for (guint i = 0; i < scheduler->running->len; i++)
    {
      HaulierTask *task = scheduler->running->pdata[i];

      if (is_foreground (task))
        continue;
      g_array_append_val (entries, task->entry);
      g_ptr_array_add (tasks, task);
    }
  return entries;
}

static GArray *
collect_waiting (HaulierScheduler *scheduler, GPtrArray *tasks)
{
  GArray *entries = g_array_new (FALSE, FALSE, sizeof (HaulierScheduleEntry));

  for (GSequenceIter *iter = g_sequence_get_begin_iter (scheduler->waiting);
       !g_sequence_iter_is_end (iter) && entries->len < scheduler->slots;
       iter = g_sequence_iter_next (iter))
    {
      HaulierTask *task = g_sequence_get (iter);

      g_array_append_val (entries, task->entry);
      g_ptr_array_add (tasks, task);
    }
  return entries;
}

static void
decide_background (HaulierScheduler *scheduler)
{
  g_autoptr (GPtrArray) running_tasks = g_ptr_array_new ();
  g_autoptr (GPtrArray) waiting_tasks = g_ptr_array_new ();
  g_autoptr (GArray) running = collect_running (scheduler, running_tasks);
  g_autoptr (GArray) waiting = collect_waiting (scheduler, waiting_tasks);
  g_autoptr (GArray) starts = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr (GArray) stops = g_array_new (FALSE, FALSE, sizeof (guint));
  gint64 next_decision = 0;

  haulier_schedule_decide ((HaulierScheduleEntry *) running->data,
                           running->len,
                           (HaulierScheduleEntry *) waiting->data,
                           waiting->len,
                           scheduler->slots,
                           scheduler->slice,
                           g_get_monotonic_time (),
                           starts,
                           stops,
                           &next_decision);
  if (next_decision > 0)
    g_source_set_ready_time (scheduler->source, next_decision);
  for (guint i = 0; i < stops->len; i++)
    scheduler->events->stop (running_tasks->pdata[g_array_index (stops, guint, i)],
                             scheduler->user_data);
  for (guint i = 0; i < starts->len; i++)
    {
      HaulierTask *task = waiting_tasks->pdata[g_array_index (starts, guint, i)];

      g_clear_pointer (&task->waiting_iter, g_sequence_remove);
      start (scheduler, task);
    }
}

static gboolean
decide_cb (gpointer user_data)
{
  HaulierScheduler *scheduler = user_data;

  g_source_set_ready_time (scheduler->source, -1);
  start_foreground (scheduler);
  decide_background (scheduler);
  return G_SOURCE_CONTINUE;
}

static gboolean
dispatch (GSource *source, GSourceFunc callback, gpointer user_data)
{
  return callback (user_data);
}

static GSourceFuncs decision_funcs = { .dispatch = dispatch };

static void
decide_soon (HaulierScheduler *scheduler)
{
  g_source_set_ready_time (scheduler->source, 0);
}

/**
 * haulier_scheduler_new:
 * @events: (not nullable): what is called
 * @user_data: for @events
 *
 * Returns: (transfer full): a scheduler
 */
HaulierScheduler *
haulier_scheduler_new (const HaulierSchedulerEvents *events, gpointer user_data)
{
  HaulierScheduler *scheduler = g_new0 (HaulierScheduler, 1);

  scheduler->waiting = g_sequence_new (NULL);
  g_queue_init (&scheduler->foreground);
  scheduler->running = g_ptr_array_new ();
  scheduler->slots = 1;
  scheduler->events = events;
  scheduler->user_data = user_data;
  scheduler->source = g_source_new (&decision_funcs, sizeof (GSource));
  g_source_set_static_name (scheduler->source, "haulier-scheduler");
  g_source_set_callback (scheduler->source, decide_cb, scheduler, NULL);
  g_source_attach (scheduler->source, NULL);
  return scheduler;
}

/**
 * haulier_scheduler_free:
 * @scheduler: (nullable): the scheduler
 */
void
haulier_scheduler_free (HaulierScheduler *scheduler)
{
  if (scheduler == NULL)
    return;
  g_source_destroy (scheduler->source);
  g_source_unref (scheduler->source);
  g_sequence_free (scheduler->waiting);
  g_queue_clear (&scheduler->foreground);
  g_ptr_array_unref (scheduler->running);
  g_free (scheduler);
}

/**
 * haulier_scheduler_configure:
 * @scheduler: the scheduler
 * @slots: how many background jobs move at once
 * @slice: microseconds after which a job makes room for another one of its priority
 */
void
haulier_scheduler_configure (HaulierScheduler *scheduler, guint slots, gint64 slice)
{
  scheduler->slots = slots;
  scheduler->slice = slice;
  decide_soon (scheduler);
}

/**
 * haulier_scheduler_enqueue:
 * @scheduler: the scheduler
 * @task: a queued task that is not in motion
 *
 * The task waits for its turn; enqueuing it again takes a new priority into account.
 */
void
haulier_scheduler_enqueue (HaulierScheduler *scheduler, HaulierTask *task)
{
  haulier_scheduler_withdraw (scheduler, task);
  task->entry.priority = task->job->settings.priority;
  if (is_foreground (task))
    g_queue_push_tail (&scheduler->foreground, task);
  else
    task->waiting_iter = g_sequence_insert_sorted (scheduler->waiting, task, compare_entries, NULL);
  decide_soon (scheduler);
}

/**
 * haulier_scheduler_withdraw:
 * @scheduler: the scheduler
 * @task: a task, waiting or not
 *
 * The task does not wait for its turn any more.
 */
void
haulier_scheduler_withdraw (HaulierScheduler *scheduler, HaulierTask *task)
{
  if (is_foreground (task))
    g_queue_remove (&scheduler->foreground, task);
  g_clear_pointer (&task->waiting_iter, g_sequence_remove);
}

/**
 * haulier_scheduler_ended:
 * @scheduler: the scheduler
 * @task: a task that was started
 *
 * The task does not move any more: its slot is free.
 */
void
haulier_scheduler_ended (HaulierScheduler *scheduler, HaulierTask *task)
{
  if (!g_ptr_array_remove_fast (scheduler->running, task))
    return;
  scheduler->n_foreground -= is_foreground (task);
  task->entry.last_ran = g_get_monotonic_time ();
  task->entry.priority = task->job->settings.priority;
  decide_soon (scheduler);
}
