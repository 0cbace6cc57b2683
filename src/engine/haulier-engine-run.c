/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* How jobs move: turns, starts, ends, and what comes back after a restart. */
#include "config.h"

#include "haulier-engine-private.h"

#include "haulier-access-gather.h"
#include "haulier-access-refusal.h"
#include "haulier-error.h"
#include "haulier-model-types.h"
#include "haulier-network.h"
#include "haulier-notification.h"
#include "haulier-proxy-finder.h"
#include "haulier-retry.h"
#include "haulier-uri.h"
#include "haulier-waiting.h"

/* A worker that dies under a job is replaced at once so many times in a row. */
#define MAX_WORKER_DEATHS 3
/* While it moves, the stored numbers of a job are at most so many seconds old. */
#define SAVE_INTERVAL_SECONDS 10

static const HaulierMotionEvents motion_events;

static HaulierWaitingReason
reason_for_state (HaulierJobState state)
{
  switch (state)
    {
    case HAULIER_JOB_STATE_QUEUED:
      return HAULIER_WAITING_SLOT;
    case HAULIER_JOB_STATE_SUSPENDED:
      return HAULIER_WAITING_SUSPENDED;
    case HAULIER_JOB_STATE_ERROR:
      return HAULIER_WAITING_ERROR;
    case HAULIER_JOB_STATE_TRANSIENT_ERROR:
      return HAULIER_WAITING_RETRY;
    case HAULIER_JOB_STATE_TRANSFERRED:
      return HAULIER_WAITING_COMPLETE;
    case HAULIER_JOB_STATE_CONNECTING:
    case HAULIER_JOB_STATE_TRANSFERRING:
    case HAULIER_JOB_STATE_ACKNOWLEDGED:
    case HAULIER_JOB_STATE_CANCELLED:
      return HAULIER_WAITING_NONE;
    }
  g_assert_not_reached ();
}

static void
trace_state (HaulierEngine *self, HaulierTask *task)
{
  const HaulierJob *job = task->job;
  const char *word = haulier_word_from_value (HAULIER_TYPE_JOB_STATE, job->state);
  g_autofree char *text = NULL;
  GPtrArray *records = g_ptr_array_new_with_free_func ((GDestroyNotify) haulier_trace_record_free);

  if (job->failure != NULL
      && (job->state == HAULIER_JOB_STATE_ERROR || job->state == HAULIER_JOB_STATE_TRANSIENT_ERROR))
    text = g_strdup_printf ("%s: %s (0x%08X %s)",
                            word,
                            job->failure->message,
                            (guint32) job->failure->code,
                            haulier_error_get_symbol (job->failure->code));
  g_ptr_array_add (
      records,
      haulier_trace_record_new (
          job->modified, HAULIER_FAILURE_NO_FILE, "state", text != NULL ? text : word, NULL));
  haulier_store_add_trace (self->store, job->id, records);
}

void
haulier_engine_save (HaulierEngine *self, HaulierTask *task)
{
  haulier_store_save_job (self->store, task->job);
}

void
haulier_engine_unschedule (HaulierEngine *self, HaulierTask *task)
{
  haulier_engine_set_deadline (self, task, 0);
  haulier_scheduler_withdraw (self->scheduler, task);
}

/* The one place where the state of a job changes. */
gboolean
haulier_engine_apply (HaulierEngine *self, HaulierTask *task, HaulierJobEvent event, GError **error)
{
  HaulierJob *job = task->job;
  HaulierJobState state = job->state;
  gboolean was_final = haulier_job_state_is_final (job->state);

  if (!haulier_job_transition (job->state, job->type, event, &state, error))
    return FALSE;
  if (state == job->state)
    return TRUE;
  job->state = state;
  job->waiting = reason_for_state (state);
  job->modified = g_get_real_time ();
  job->notify_pending
      = job->settings.notify_command != NULL
        && haulier_notification_runs_command (job->owner.kind, event, job->settings.notify_flags);
  if (haulier_job_state_is_final (state))
    {
      job->completed = job->modified;
      if (!was_final)
        haulier_job_count_add (self->live, task->job->owner, -1);
      haulier_engine_drop_job_secrets (self, task);
      haulier_helper_registry_remove (self->helpers, job->id);
    }
  if (state != HAULIER_JOB_STATE_TRANSIENT_ERROR)
    haulier_engine_set_deadline (self, task, 0);
  if (state != HAULIER_JOB_STATE_QUEUED)
    haulier_scheduler_withdraw (self->scheduler, task);
  trace_state (self, task);
  haulier_notify_runs_consider (self->notify_runs, task);
  haulier_engine_save (self, task);
  haulier_engine_emit_changed (self, task);
  return TRUE;
}

void
haulier_engine_enqueue (HaulierEngine *self, HaulierTask *task)
{
  /* A job that is still being stopped is queued when it has stopped. */
  if (task->job->state != HAULIER_JOB_STATE_QUEUED || task->motion != NULL
      || task->operation != NULL)
    return;
  if (haulier_engine_is_account_logged_on (self, task->job->owner))
    haulier_scheduler_enqueue (self->scheduler, task);
  else
    haulier_engine_hold (self, task);
}

static gboolean
tick_cb (gpointer user_data)
{
  HaulierEngine *self = user_data;
  g_autoptr (GPtrArray) moving = g_ptr_array_copy (self->moving, NULL, NULL);
  gint64 now = g_get_monotonic_time ();

  self->ticks++;
  for (guint i = 0; i < moving->len; i++)
    {
      HaulierTask *task = moving->pdata[i];
      HaulierJob *job = task->job;
      guint64 speed = haulier_motion_get_speed (task->motion, now);

      job->moving_time += now - task->moving_since;
      task->moving_since = now;
      if (speed != job->speed)
        {
          job->speed = speed;
          haulier_engine_emit_changed (self, task);
        }
      if (self->ticks % SAVE_INTERVAL_SECONDS == 0)
        haulier_engine_save (self, task);
      if (!haulier_job_state_is_running (job->state)
          || !haulier_retry_download_time_is_over (job->moving_time,
                                                   job->settings.maximum_download_time))
        continue;
      haulier_job_take_failure (
          job,
          haulier_failure_new (HAULIER_ERROR_MAXDOWNLOAD_TIMEOUT,
                               HAULIER_ERROR_CONTEXT_QUEUE_MANAGER,
                               HAULIER_FAILURE_NO_FILE,
                               haulier_error_get_text (HAULIER_ERROR_MAXDOWNLOAD_TIMEOUT),
                               NULL));
      haulier_engine_apply (self, task, HAULIER_JOB_EVENT_FATAL_ERROR, NULL);
      haulier_motion_stop (task->motion);
    }
  return G_SOURCE_CONTINUE;
}

/* Takes @record. */
void
haulier_engine_trace (HaulierEngine *self, const HaulierJob *job, HaulierTraceRecord *record)
{
  GPtrArray *records = g_ptr_array_new_with_free_func ((GDestroyNotify) haulier_trace_record_free);

  g_ptr_array_add (records, record);
  haulier_store_add_trace (self->store, job->id, records);
}

static void
trace_cb (const HaulierJob *job, HaulierTraceRecord *record, gpointer user_data)
{
  haulier_engine_trace (user_data, job, record);
}

/* Ends a job in an error when it would fail anyway, before anything is sent. */
gboolean
haulier_engine_refuse (HaulierEngine *self, HaulierTask *task)
{
  HaulierTraceRecord *record = NULL;
  HaulierFailure *failure = haulier_access_refusal_find (task->job, self->settings, &record);

  if (failure == NULL)
    return FALSE;
  haulier_engine_trace (self, task->job, record);
  haulier_job_take_failure (task->job, failure);
  haulier_engine_apply (self, task, HAULIER_JOB_EVENT_FATAL_ERROR, NULL);
  return TRUE;
}

static HaulierProxySettings *
dup_kept_proxy (HaulierEngine *self, const HaulierJob *job)
{
  HaulierAccessFacts facts = { 0 };

  haulier_access_gather (job, self->settings, &facts);
  return haulier_proxy_finder_dup_kept (&facts, self->settings);
}

static gboolean
start_cb (HaulierTask *task, gpointer user_data)
{
  HaulierEngine *self = user_data;
  HaulierWaitingReason obstacle = haulier_engine_get_obstacle (self, task->job);
  g_autoptr (GPtrArray) files = g_steal_pointer (&task->files);

  if (haulier_engine_refuse (self, task))
    return FALSE;
  if (obstacle != HAULIER_WAITING_NONE)
    {
      haulier_engine_wait_for_obstacle (self, task, obstacle);
      return FALSE;
    }
  haulier_job_take_failure (task->job, NULL);
  haulier_engine_apply (self, task, HAULIER_JOB_EVENT_PICKED, NULL);
  task->moving_since = g_get_monotonic_time ();
  task->motion = haulier_motion_new (
      task->job, self->store, self->pool, self->late_syncs, &motion_events, task);
  haulier_motion_use_proxy (task->motion, dup_kept_proxy (self, task->job));
  g_ptr_array_add (self->moving, task);
  if (self->tick_id == 0)
    self->tick_id = g_timeout_add_seconds (1, tick_cb, self);
  haulier_motion_start (task->motion, files, task->retry_failed);
  task->retry_failed = FALSE;
  return TRUE;
}

static void
stop_cb (HaulierTask *task, gpointer user_data)
{
  haulier_motion_stop (task->motion);
}

static const HaulierSchedulerEvents scheduler_events = {
  .start = start_cb,
  .stop = stop_cb,
};

static void
moved_cb (HaulierMotion *motion, gboolean progress, gpointer user_data)
{
  HaulierTask *task = user_data;
  HaulierEngine *self = task->engine;
  HaulierJob *job = task->job;

  if (progress)
    {
      haulier_engine_reset_stall_clock (task);
      if (job->state == HAULIER_JOB_STATE_CONNECTING)
        haulier_engine_apply (self, task, HAULIER_JOB_EVENT_CONNECTED, NULL);
    }
  job->speed = haulier_motion_get_speed (motion, g_get_monotonic_time ());
  haulier_engine_emit_changed (self, task);
}

static void
files_changed_cb (HaulierMotion *motion, GPtrArray *files, gpointer user_data)
{
  HaulierTask *task = user_data;

  haulier_engine_emit_files_changed (task->engine, task, files);
}

static void
finished (HaulierEngine *self, HaulierTask *task)
{
  HaulierJob *job = task->job;
  gboolean completes_itself = job->origin == HAULIER_JOB_ORIGIN_DESKTOP;

  haulier_job_take_failure (job, NULL);
  haulier_engine_apply (self,
                        task,
                        completes_itself ? HAULIER_JOB_EVENT_ACKNOWLEDGED
                                         : HAULIER_JOB_EVENT_TRANSFERRED,
                        NULL);
}

static void
failed (HaulierEngine *self, HaulierTask *task, const HaulierFailure *failure)
{
  HaulierJob *job = task->job;
  g_autoptr (HaulierFailure) owned = haulier_failure_copy (failure);

  job->error_count++;
  if (owned->context == HAULIER_ERROR_CONTEXT_GENERAL_TRANSPORT
      && !haulier_network_watch_is_available (self->network, job->remote))
    owned->code = HAULIER_ERROR_NETWORK_DISCONNECTED;
  if (haulier_retry_is_transient (owned->code, owned->context, job->settings.http_method != NULL))
    {
      HaulierWaitingReason reason = haulier_waiting_reason_for_error (owned->code, owned->context);

      haulier_engine_wait_for (self, task, reason, g_steal_pointer (&owned));
      return;
    }
  haulier_job_take_failure (job, g_steal_pointer (&owned));
  haulier_engine_apply (self, task, HAULIER_JOB_EVENT_FATAL_ERROR, NULL);
}

static void
worker_died (HaulierEngine *self, HaulierTask *task)
{
  g_autoptr (HaulierFailure) failure = NULL;

  if (++task->worker_deaths <= MAX_WORKER_DEATHS)
    {
      haulier_engine_apply (self, task, HAULIER_JOB_EVENT_SLICE_OVER, NULL);
      return;
    }
  failure = haulier_failure_new (HAULIER_ERROR_WATCHDOG_TIMEOUT,
                                 HAULIER_ERROR_CONTEXT_QUEUE_MANAGER,
                                 HAULIER_FAILURE_NO_FILE,
                                 "transfer the files: the worker ended unexpectedly several times",
                                 NULL);
  failed (self, task, failure);
}

static void
ended_cb (HaulierMotion *motion,
          HaulierMotionOutcome outcome,
          const HaulierFailure *failure,
          gpointer user_data)
{
  HaulierTask *task = user_data;
  HaulierEngine *self = task->engine;
  g_autoptr (HaulierMotion) owned = g_steal_pointer (&task->motion);

  haulier_challenge_desk_forget_run (self->desk, motion);
  task->job->moving_time += g_get_monotonic_time () - task->moving_since;
  g_ptr_array_remove_fast (self->moving, task);
  if (self->moving->len == 0)
    g_clear_handle_id (&self->tick_id, g_source_remove);
  haulier_scheduler_ended (self->scheduler, task);
  if (haulier_job_state_is_running (task->job->state) && task->operation == NULL)
    {
      switch (outcome)
        {
        case HAULIER_MOTION_FINISHED:
          finished (self, task);
          break;
        case HAULIER_MOTION_FAILED:
          failed (self, task, failure);
          break;
        case HAULIER_MOTION_STOPPED:
          haulier_engine_apply (self, task, HAULIER_JOB_EVENT_SLICE_OVER, NULL);
          break;
        case HAULIER_MOTION_WORKER_DIED:
          worker_died (self, task);
          break;
        }
    }
  haulier_engine_save (self, task);
  haulier_engine_emit_changed (self, task);
  if (task->operation != NULL)
    haulier_engine_continue_operation (self, task);
  else
    haulier_engine_enqueue (self, task);
}

static void
challenged_cb (HaulierMotion *motion,
               guint file,
               GVariant *challenge,
               GDBusMethodInvocation *invocation,
               gpointer user_data)
{
  HaulierTask *task = user_data;

  haulier_challenge_desk_ask (task->engine->desk, motion, task->job, file, challenge, invocation);
}

static const HaulierMotionEvents motion_events = {
  .moved = moved_cb,
  .files_changed = files_changed_cb,
  .challenged = challenged_cb,
  .ended = ended_cb,
};

/* What ran when the engine ended, or waited for another attempt, is queued anew. */
static void
bring_back (HaulierEngine *self, HaulierTask *task)
{
  HaulierJob *job = task->job;

  job->waiting = reason_for_state (job->state);
  job->retry_at = 0;
  if (haulier_job_state_is_final (job->state))
    haulier_engine_drop_job_secrets (self, task);
  if (haulier_job_state_is_running (job->state))
    haulier_engine_apply (self, task, HAULIER_JOB_EVENT_SLICE_OVER, NULL);
  else if (job->state == HAULIER_JOB_STATE_TRANSIENT_ERROR)
    haulier_engine_apply (self, task, HAULIER_JOB_EVENT_RETRY, NULL);
  haulier_notify_runs_consider (self->notify_runs, task);
  haulier_engine_enqueue (self, task);
}

static void
gather_cb (const HaulierJob *job, HaulierAccessFacts *facts, gpointer user_data)
{
  HaulierEngine *self = user_data;

  haulier_access_gather (job, self->settings, facts);
  g_clear_pointer (&self->asked_access.credentials, g_ptr_array_unref);
  haulier_engine_add_host_rules (self, job->owner, facts, &self->asked_access);
}

static const HaulierChallengeDeskFuncs desk_funcs = {
  .gather = gather_cb,
  .trace = trace_cb,
};

static const HaulierJob *
lookup_job_cb (const char *id, gpointer user_data)
{
  return haulier_engine_lookup_job (user_data, id);
}

void
haulier_engine_start_running (HaulierEngine *self)
{
  g_autoptr (GPtrArray) tasks = haulier_queue_list (self->queue, 0, 0);

  haulier_engine_start_logon (self);
  haulier_engine_start_helpers (self);
  self->pool = haulier_worker_pool_new (
      haulier_identity_finder_new (self->scope, self->helpers, self->machine));
  self->desk = haulier_challenge_desk_new (self->store, self->vault, &desk_funcs, self);
  g_signal_connect_swapped (
      self->pool, "login-ended", G_CALLBACK (haulier_challenge_desk_login_ended), self->desk);
  self->late_syncs = haulier_late_syncs_new (self->store, self->pool, lookup_job_cb, self);
  self->scheduler = haulier_scheduler_new (&scheduler_events, self);
  self->notify_runs
      = haulier_notify_runs_new (self->store, haulier_worker_pool_get_identities (self->pool));
  self->deadlines = haulier_deadlines_new (haulier_engine_deadline_cb, self);
  self->network = haulier_network_watch_new ();
  g_signal_connect_object (self->network,
                           "changed",
                           G_CALLBACK (haulier_engine_network_changed_cb),
                           self,
                           G_CONNECT_SWAPPED);
  for (guint i = 0; i < tasks->len; i++)
    bring_back (self, tasks->pdata[i]);
  haulier_late_syncs_look (self->late_syncs);
}

void
haulier_engine_stop_running (HaulierEngine *self)
{
  g_clear_handle_id (&self->tick_id, g_source_remove);
  for (guint i = 0; i < self->moving->len; i++)
    haulier_engine_save (self, self->moving->pdata[i]);
}
