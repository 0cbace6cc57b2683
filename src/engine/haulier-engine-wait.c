/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* How jobs wait: delays, obstacles, the no-progress clock, and what the network does to them. */
#include "config.h"

#include "haulier-engine-private.h"

#include "haulier-error.h"
#include "haulier-network.h"
#include "haulier-retry.h"
#include "haulier-uri.h"
#include "haulier-waiting.h"

void
haulier_engine_set_deadline (HaulierEngine *self, HaulierTask *task, gint64 due)
{
  if (task->deadline_iter != NULL)
    haulier_deadlines_remove (self->deadlines, g_steal_pointer (&task->deadline_iter));
  task->job->retry_at = due;
  if (due > 0)
    task->deadline_iter = haulier_deadlines_add (self->deadlines, due, task);
}

HaulierWaitingReason
haulier_engine_get_obstacle (HaulierEngine *self, const HaulierJob *job)
{
  const char *remote = job->remote != NULL ? job->remote : "";

  return haulier_network_get_obstacle (haulier_network_watch_is_available (self->network, remote),
                                       haulier_network_watch_is_metered (self->network),
                                       haulier_uri_is_loopback (remote),
                                       job->settings.transfer_policy,
                                       job->settings.priority);
}

/* The no-progress clock runs from the first error without progress since; it is immune to changes
 * of the system's clock. */
void
haulier_engine_stop_stall_clock (HaulierTask *task)
{
  if (task->stalled_since > 0)
    task->job->stalled_time += g_get_monotonic_time () - task->stalled_since;
  task->stalled_since = 0;
}

static void
start_stall_clock (HaulierTask *task)
{
  haulier_engine_stop_stall_clock (task);
  task->stalled_since = g_get_monotonic_time ();
}

void
haulier_engine_reset_stall_clock (HaulierTask *task)
{
  task->stalled_since = 0;
  task->job->stalled_time = 0;
  task->attempt = 0;
  task->worker_deaths = 0;
}

/* Puts the job, whose failure it takes, into TRANSIENT_ERROR for a reason, with the delay that the
 * policy gives it. */
void
haulier_engine_wait_for (HaulierEngine *self,
                         HaulierTask *task,
                         HaulierWaitingReason reason,
                         HaulierFailure *failure)
{
  HaulierJob *job = task->job;
  const HaulierWaitingRule *rule = haulier_waiting_get_rule (reason);
  guint delay;

  task->attempt += reason == HAULIER_WAITING_RETRY;
  delay = haulier_retry_get_delay_seconds (job->origin,
                                           reason,
                                           MAX (task->attempt, 1),
                                           job->settings.minimum_retry_delay,
                                           job->retry_after);
  if (rule->stops_no_progress_clock)
    haulier_engine_stop_stall_clock (task);
  else
    start_stall_clock (task);
  haulier_job_take_failure (job, failure);
  if (!rule->stops_no_progress_clock
      && haulier_retry_is_exhausted (task->stalled_since - job->stalled_time,
                                     task->stalled_since,
                                     delay,
                                     job->settings.no_progress_timeout))
    {
      haulier_engine_apply (self, task, HAULIER_JOB_EVENT_FATAL_ERROR, NULL);
      return;
    }
  if (!haulier_engine_apply (self, task, HAULIER_JOB_EVENT_TRANSIENT_ERROR, NULL))
    return;
  job->waiting = reason;
  if (delay > 0)
    haulier_engine_set_deadline (self, task, g_get_real_time () + delay * (gint64) G_USEC_PER_SEC);
  haulier_engine_emit_changed (self, task);
}

void
haulier_engine_wait_for_obstacle (HaulierEngine *self,
                                  HaulierTask *task,
                                  HaulierWaitingReason reason)
{
  const HaulierWaitingRule *rule = haulier_waiting_get_rule (reason);

  haulier_engine_wait_for (self,
                           task,
                           reason,
                           haulier_failure_new (rule->code,
                                                rule->context,
                                                HAULIER_FAILURE_NO_FILE,
                                                haulier_error_get_text (rule->code),
                                                NULL));
}

void
haulier_engine_deadline_cb (gpointer item, gpointer user_data)
{
  HaulierEngine *self = user_data;
  HaulierTask *task = item;

  haulier_engine_set_deadline (self, task, 0);
  if (haulier_engine_apply (self, task, HAULIER_JOB_EVENT_RETRY, NULL))
    haulier_engine_enqueue (self, task);
}

/* What an event of the network, or another policy, means for one job. */
static void
reconsider (HaulierEngine *self, HaulierTask *task)
{
  HaulierJob *job = task->job;
  HaulierWaitingReason obstacle;

  if (job->state != HAULIER_JOB_STATE_TRANSIENT_ERROR && !haulier_job_state_is_running (job->state))
    return;
  obstacle = haulier_engine_get_obstacle (self, job);
  if (haulier_job_state_is_running (job->state) && obstacle != HAULIER_WAITING_NONE)
    {
      haulier_engine_wait_for_obstacle (self, task, obstacle);
      if (task->motion != NULL)
        haulier_motion_stop (task->motion);
    }
  else if (job->state == HAULIER_JOB_STATE_TRANSIENT_ERROR && obstacle == HAULIER_WAITING_NONE)
    {
      haulier_engine_apply (self, task, HAULIER_JOB_EVENT_RETRY, NULL);
      haulier_engine_enqueue (self, task);
    }
}

void
haulier_engine_network_changed_cb (HaulierEngine *self)
{
  g_autoptr (GPtrArray) tasks = haulier_queue_list (self->queue, 0, 0);

  for (guint i = 0; i < tasks->len; i++)
    reconsider (self, tasks->pdata[i]);
}

/* Its settings say what may cost: they are in force at once, as everything that can be. */
void
haulier_engine_policy_changed (HaulierEngine *self, HaulierTask *task)
{
  if (haulier_job_state_is_running (task->job->state)
      || task->job->waiting == HAULIER_WAITING_METERED)
    reconsider (self, task);
}
