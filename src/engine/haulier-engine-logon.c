/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Jobs of users wait while their owner is not logged on. */
#include "config.h"

#include <unistd.h>

#include "haulier-engine-private.h"

/* A queued job does not wait for its turn, but for its owner. */
void
haulier_engine_hold (HaulierEngine *self, HaulierTask *task)
{
  haulier_scheduler_withdraw (self->scheduler, task);
  haulier_engine_stop_stall_clock (task);
  if (task->job->waiting == HAULIER_WAITING_OWNER_NOT_LOGGED_ON)
    return;
  task->job->waiting = HAULIER_WAITING_OWNER_NOT_LOGGED_ON;
  haulier_engine_emit_changed (self, task);
}

static void
logged_on (HaulierEngine *self, HaulierTask *task)
{
  HaulierJob *job = task->job;

  if (job->waiting != HAULIER_WAITING_OWNER_NOT_LOGGED_ON)
    return;
  job->waiting = HAULIER_WAITING_SLOT;
  haulier_engine_emit_changed (self, task);
  haulier_engine_enqueue (self, task);
}

static void
logged_off (HaulierEngine *self, HaulierTask *task)
{
  haulier_engine_lose_token (self, task, HAULIER_TOKEN_STATE_LOST);
  if (haulier_job_state_is_running (task->job->state) && task->operation == NULL)
    haulier_engine_apply (self, task, HAULIER_JOB_EVENT_SLICE_OVER, NULL);
  if (task->job->state == HAULIER_JOB_STATE_QUEUED)
    haulier_engine_hold (self, task);
  if (task->motion != NULL && task->operation == NULL)
    haulier_motion_stop (task->motion);
}

static void
logon_changed_cb (HaulierEngine *self, guint uid)
{
  g_autoptr (GPtrArray) tasks = haulier_queue_list (self->queue, 0, 0);
  gboolean is_on = haulier_logon_watch_is_logged_on (self->logon, uid);

  for (guint i = 0; i < tasks->len; i++)
    {
      HaulierTask *task = tasks->pdata[i];

      if (!haulier_account_equal (task->job->owner, haulier_account_for_user (uid))
          || haulier_job_state_is_final (task->job->state))
        continue;
      if (is_on)
        logged_on (self, task);
      else
        logged_off (self, task);
    }
}

void
haulier_engine_start_logon (HaulierEngine *self)
{
  self->logon = self->scope == HAULIER_ENGINE_SCOPE_SESSION
                    ? haulier_logon_watch_new_for_user (getuid ())
                    : haulier_logon_watch_new_for_computer ();
  g_signal_connect_object (
      self->logon, "changed", G_CALLBACK (logon_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->logon,
                           "service-changed",
                           G_CALLBACK (haulier_engine_emit_notices_changed),
                           self,
                           G_CONNECT_SWAPPED);
}
