/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* What a person does to a job: suspend, resume, cancel, complete, retry, remove, set. */
#include "config.h"

#include "haulier-engine-act.h"

#include "haulier-engine-private.h"
#include "haulier-error.h"
#include "haulier-settlement.h"

static gint
suspend (HaulierEngine *self, HaulierTask *task, GError **error)
{
  if (!haulier_engine_apply (self, task, HAULIER_JOB_EVENT_SUSPEND, error))
    return HAULIER_ERROR_INVALID_STATE;
  haulier_job_take_failure (task->job, NULL);
  if (task->motion != NULL)
    haulier_motion_stop (task->motion);
  return 0;
}

static gint
resume (HaulierEngine *self, HaulierTask *task, GError **error)
{
  HaulierJob *job = task->job;
  HaulierJobState before = job->state;

  if (job->files_total == 0)
    {
      g_set_error (error,
                   HAULIER_ERROR,
                   HAULIER_ERROR_EMPTY,
                   "resume the job “%s”: it has no files",
                   job->name);
      return HAULIER_ERROR_EMPTY;
    }
  if (before == HAULIER_JOB_STATE_TRANSFERRED && job->files_transferred == job->files_total)
    return 0;
  if (!haulier_engine_apply (self, task, HAULIER_JOB_EVENT_RESUME, error))
    return HAULIER_ERROR_INVALID_STATE;
  if (before == job->state)
    return 0;
  job->moving_time = 0;
  haulier_engine_reset_stall_clock (task);
  task->retry_failed = TRUE;
  haulier_engine_enqueue (self, task);
  return 0;
}

static gint
retry (HaulierEngine *self, HaulierTask *task, GError **error)
{
  HaulierJobState state = task->job->state;

  if (state == HAULIER_JOB_STATE_ERROR || state == HAULIER_JOB_STATE_TRANSIENT_ERROR)
    return resume (self, task, error);
  g_set_error (error,
               HAULIER_ERROR,
               HAULIER_ERROR_INVALID_STATE,
               "retry the job “%s”: it did not stop with an error",
               task->job->name);
  return HAULIER_ERROR_INVALID_STATE;
}

/* What has to wait until the job does not move any more. */
typedef struct
{
  HaulierTask *task;
  HaulierAction action;
} Operation;

static void
end_operation (HaulierTask *task, gint code, GError *error)
{
  g_autoptr (GTask) operation = g_steal_pointer (&task->operation);

  if (error != NULL)
    g_task_return_error (operation, error);
  else
    g_task_return_int (operation, code);
}

static void
removed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) operation = user_data;
  HaulierEngine *self = g_task_get_source_object (operation);
  Operation *data = g_task_get_task_data (operation);
  GError *error = NULL;

  if (!haulier_store_remove_jobs_finish (HAULIER_STORE (source), result, &error))
    {
      end_operation (data->task, 0, error);
      return;
    }
  end_operation (data->task, 0, NULL);
  haulier_engine_forget (self, data->task);
}

static void
remove_from_store (HaulierEngine *self, HaulierTask *task)
{
  const char *ids[] = { task->job->id, NULL };

  haulier_store_remove_jobs_async (self->store, ids, removed_cb, g_object_ref (task->operation));
}

static void
settled (HaulierEngine *self, HaulierTask *task, guint n_dropped, guint n_left)
{
  const Operation *data = g_task_get_task_data (task->operation);
  gint code = n_left > 0 ? HAULIER_ERROR_UNABLE_TO_DELETE_FILES : 0;

  switch (data->action)
    {
    case HAULIER_ACTION_REMOVE:
      remove_from_store (self, task);
      return;
    case HAULIER_ACTION_COMPLETE:
      haulier_engine_apply (self, task, HAULIER_JOB_EVENT_COMPLETE, NULL);
      end_operation (task, n_dropped > 0 ? HAULIER_ERROR_PARTIAL_COMPLETE : code, NULL);
      return;
    case HAULIER_ACTION_CANCEL:
      end_operation (task, code, NULL);
      return;
    case HAULIER_ACTION_SUSPEND:
    case HAULIER_ACTION_RESUME:
    case HAULIER_ACTION_RETRY:
      break;
    }
  g_assert_not_reached ();
}

static void
settled_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) operation = user_data;
  HaulierEngine *self = g_task_get_source_object (operation);
  Operation *data = g_task_get_task_data (operation);
  HaulierTask *task = data->task;
  GError *error = NULL;
  guint n_dropped = 0;
  guint n_left = 0;

  if (haulier_settlement_run_finish (result, &n_dropped, &n_left, &error))
    {
      settled (self, task, n_dropped, n_left);
      return;
    }
  /* A removed or cancelled job goes all the same: what is left on the disk is said. */
  if (data->action != HAULIER_ACTION_COMPLETE)
    {
      g_error_free (error);
      settled (self, task, 0, 1);
      return;
    }
  if (haulier_job_state_is_running (task->job->state))
    haulier_engine_apply (self, task, HAULIER_JOB_EVENT_SUSPEND, NULL);
  end_operation (task, 0, error);
}

/* Nothing of a job that never moved is on the disk. */
static gboolean
has_nothing_to_settle (const HaulierTask *task)
{
  return task->job->moving_time == 0 && task->job->files_transferred == 0;
}

void
haulier_engine_continue_operation (HaulierEngine *self, HaulierTask *task)
{
  const Operation *data = g_task_get_task_data (task->operation);

  if (has_nothing_to_settle (task))
    {
      settled (self, task, task->job->files_total, 0);
      return;
    }
  haulier_settlement_run_async (self->store,
                                self->pool,
                                task->job,
                                data->action == HAULIER_ACTION_COMPLETE,
                                settled_cb,
                                g_object_ref (task->operation));
}

static gboolean
can_begin (HaulierTask *task, HaulierAction action, GError **error)
{
  HaulierJob *job = task->job;
  HaulierJobState state;

  if (task->operation != NULL)
    {
      g_set_error (error,
                   HAULIER_ERROR,
                   HAULIER_ERROR_INVALID_STATE,
                   "change the job “%s”: it is being settled",
                   job->name);
      return FALSE;
    }
  if (action == HAULIER_ACTION_REMOVE)
    return TRUE;
  return haulier_job_transition (job->state,
                                 job->type,
                                 action == HAULIER_ACTION_COMPLETE ? HAULIER_JOB_EVENT_COMPLETE
                                                                   : HAULIER_JOB_EVENT_CANCEL,
                                 &state,
                                 error);
}

static void
begin_operation (HaulierEngine *self, HaulierTask *task, HaulierAction action, GTask *operation)
{
  Operation *data = g_new0 (Operation, 1);
  gboolean was_final = haulier_job_state_is_final (task->job->state);

  data->task = task;
  data->action = action;
  g_task_set_task_data (operation, data, g_free);
  task->operation = g_object_ref (operation);
  haulier_engine_unschedule (self, task);
  g_clear_pointer (&task->files, g_ptr_array_unref);
  if (action != HAULIER_ACTION_COMPLETE && !was_final)
    haulier_engine_apply (self, task, HAULIER_JOB_EVENT_CANCEL, NULL);
  if (task->motion != NULL)
    haulier_motion_stop (task->motion);
  else if (was_final)
    remove_from_store (self, task);
  else
    haulier_engine_continue_operation (self, task);
}

/**
 * haulier_engine_act_async:
 * @self: the engine
 * @id: a UUID
 * @action: what to do
 * @callback: called when it is done
 * @user_data: for @callback
 */
void
haulier_engine_act_async (HaulierEngine *self,
                          const char *id,
                          HaulierAction action,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  g_autoptr (GTask) operation = g_task_new (self, NULL, callback, user_data);
  GError *error = NULL;
  HaulierTask *task = haulier_engine_lookup_task (self, id, &error);
  gint code = 0;

  g_task_set_source_tag (operation, haulier_engine_act_async);
  if (task == NULL)
    {
      g_task_return_error (operation, error);
      return;
    }
  switch (action)
    {
    case HAULIER_ACTION_SUSPEND:
      code = suspend (self, task, &error);
      break;
    case HAULIER_ACTION_RESUME:
      code = resume (self, task, &error);
      break;
    case HAULIER_ACTION_RETRY:
      code = retry (self, task, &error);
      break;
    case HAULIER_ACTION_CANCEL:
    case HAULIER_ACTION_COMPLETE:
    case HAULIER_ACTION_REMOVE:
      if (!can_begin (task, action, &error))
        break;
      begin_operation (self, task, action, operation);
      return;
    }
  if (error != NULL)
    g_task_return_error (operation, error);
  else
    g_task_return_int (operation, code);
}

/**
 * haulier_engine_act_finish:
 * @self: the engine
 * @result: the result
 * @error: return location
 *
 * Errors: %HAULIER_ERROR_NOT_FOUND, %HAULIER_ERROR_INVALID_STATE, %HAULIER_ERROR_EMPTY; those of a
 *   rename for complete.
 *
 * Returns: 0, or a success code such as %HAULIER_ERROR_PARTIAL_COMPLETE
 */
gint
haulier_engine_act_finish (HaulierEngine *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), HAULIER_ERROR_FAILED);

  return (gint) g_task_propagate_int (G_TASK (result), error);
}

static void
flushed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (!haulier_store_flush_finish (HAULIER_STORE (source), result, &error))
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
}

/**
 * haulier_engine_flush_async:
 * @self: the engine
 * @callback: called when everything that was done so far is durable
 * @user_data: for @callback
 *
 * Called once after one or many actions, before they are answered.
 */
void
haulier_engine_flush_async (HaulierEngine *self, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (self, NULL, callback, user_data);

  g_task_set_source_tag (task, haulier_engine_flush_async);
  haulier_store_flush_async (self->store, flushed_cb, task);
}

/**
 * haulier_engine_flush_finish:
 * @self: the engine
 * @result: the result
 * @error: return location
 *
 * Returns: whether it is durable
 */
gboolean
haulier_engine_flush_finish (HaulierEngine *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

static gboolean
set_one (HaulierJob *job, const char *key, GVariant *value, GError **error)
{
  gboolean is_name = g_str_equal (key, "name");
  const char *text = NULL;

  if (!is_name && !g_str_equal (key, "description"))
    return haulier_job_settings_set (&job->settings, key, value, error);
  if (!g_variant_is_of_type (value, G_VARIANT_TYPE_STRING))
    {
      g_set_error (
          error, HAULIER_ERROR, HAULIER_ERROR_INVALID_ARGUMENT, "set the %s: it is a text", key);
      return FALSE;
    }
  text = g_variant_get_string (value, NULL);
  if (is_name ? !haulier_job_name_check (text, error)
              : !haulier_job_description_check (text, error))
    return FALSE;
  g_free (is_name ? job->name : job->description);
  if (is_name)
    job->name = g_strdup (text);
  else
    job->description = text[0] != '\0' ? g_strdup (text) : NULL;
  return TRUE;
}

static gboolean
set_all (HaulierJob *job, GVariant *changes, GError **error)
{
  GVariantIter iter;
  const char *key = NULL;
  GVariant *value = NULL;

  g_variant_iter_init (&iter, changes);
  while (g_variant_iter_next (&iter, "{&sv}", &key, &value))
    {
      g_autoptr (GVariant) owned = value;

      if (!set_one (job, key, value, error))
        return FALSE;
    }
  return TRUE;
}

/* The method is part of what was asked of the server: it stays once the job has run. */
static gboolean
check_method_unchanged (const HaulierJob *job, const HaulierJob *changed, GError **error)
{
  if (g_strcmp0 (job->settings.http_method, changed->settings.http_method) == 0
      || (job->state == HAULIER_JOB_STATE_SUSPENDED && job->moving_time == 0))
    return TRUE;
  g_set_error (error,
               HAULIER_ERROR,
               HAULIER_ERROR_READ_ONLY_PROPERTY_AFTER_RESUME,
               "set http-method: the job “%s” has been started",
               job->name);
  return FALSE;
}

/**
 * haulier_engine_set_job:
 * @self: the engine
 * @id: a UUID
 * @changes: `a{sv}`: `name`, `description` and keys of the job's settings
 * @error: return location
 *
 * All or nothing. What can change while the job runs is in force at once; the rest from the next
 * turn on.
 *
 * Errors: %HAULIER_ERROR_NOT_FOUND, %HAULIER_ERROR_INVALID_STATE, those of
 * haulier_job_settings_set().
 *
 * Returns: whether the changes were made
 */
gboolean
haulier_engine_set_job (HaulierEngine *self, const char *id, GVariant *changes, GError **error)
{
  HaulierTask *task = haulier_engine_lookup_task (self, id, error);
  g_autoptr (HaulierJob) changed = NULL;
  HaulierJob *job = NULL;

  if (task == NULL)
    return FALSE;
  job = task->job;
  if (haulier_job_state_is_final (job->state))
    {
      g_set_error (error,
                   HAULIER_ERROR,
                   HAULIER_ERROR_INVALID_STATE,
                   "change the job “%s”: it is finished",
                   job->name);
      return FALSE;
    }
  changed = haulier_job_copy (job);
  if (!set_all (changed, changes, error) || !check_method_unchanged (job, changed, error))
    return FALSE;
  haulier_job_settings_clear (&job->settings);
  haulier_job_settings_copy (&job->settings, &changed->settings);
  g_free (job->name);
  job->name = g_strdup (changed->name);
  g_free (job->description);
  job->description = g_strdup (changed->description);
  job->modified = g_get_real_time ();
  if (task->motion != NULL)
    haulier_motion_settings_changed (task->motion);
  else
    haulier_engine_enqueue (self, task);
  haulier_engine_policy_changed (self, task);
  haulier_notify_runs_consider (self->notify_runs, task);
  haulier_engine_save (self, task);
  haulier_engine_emit_changed (self, task);
  return TRUE;
}
