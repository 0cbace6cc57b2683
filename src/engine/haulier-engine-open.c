/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* How an engine begins: its queue is read, what is over is taken out, and jobs move. */
#include "config.h"

#include "haulier-engine-open.h"

#include "haulier-engine-private.h"
#include "haulier-settings.h"
#include "haulier-store-access.h"

#define DAY_USEC (24 * 60 * 60 * (gint64) G_USEC_PER_SEC)

static void
trouble_cb (HaulierStore *store, const char *text, gpointer user_data)
{
  HaulierEngine *self = user_data;

  g_free (self->trouble);
  self->trouble = g_strdup (text);
  haulier_engine_emit_notices_changed (self);
}

/* The database was damaged while in use, and is that of the last copy now: what is known here is
 * newer. */
static void
rescued_cb (HaulierStore *store, const char *const *notices, gpointer user_data)
{
  HaulierEngine *self = user_data;
  g_autoptr (GPtrArray) tasks = haulier_queue_list (self->queue, 0, 0);

  for (guint i = 0; i < tasks->len; i++)
    haulier_engine_save (self, tasks->pdata[i]);
  haulier_engine_emit_notices_changed (self);
}

/* Jobs whose history is over; they are taken out at the start and never while the queue is in use.
 */
static gboolean
is_expired (HaulierEngine *self, const HaulierJob *job, gint64 now)
{
  gint64 days = (gint64) haulier_settings_get_number (self->settings, "history-days");

  return haulier_job_state_is_final (job->state) && now - job->completed > days * DAY_USEC;
}

static void
adopt_jobs (HaulierEngine *self, GPtrArray *jobs)
{
  g_autoptr (GPtrArray) expired = g_ptr_array_new_with_free_func (g_free);
  gint64 now = g_get_real_time ();

  for (guint i = 0; i < jobs->len; i++)
    {
      HaulierJob *job = g_steal_pointer (&jobs->pdata[i]);

      if (is_expired (self, job, now))
        {
          g_ptr_array_add (expired, g_strdup (job->id));
          haulier_job_free (job);
          continue;
        }
      haulier_engine_adopt (self, haulier_task_new (job));
    }
  if (expired->len == 0)
    return;
  g_ptr_array_add (expired, NULL);
  haulier_store_remove_jobs_async (self->store, (const char *const *) expired->pdata, NULL, NULL);
}

/* Jobs in which nothing happened for so long are given up, as BITS does. Asked before they are
 * brought back, which changes them. */
static GPtrArray *
list_inactive_jobs (HaulierEngine *self)
{
  gint64 days = (gint64) haulier_settings_get_number (self->settings, "inactivity-days");
  gint64 oldest = g_get_real_time () - days * DAY_USEC;
  g_autoptr (GPtrArray) tasks = haulier_queue_list (self->queue, 0, 0);
  GPtrArray *ids = g_ptr_array_new ();

  for (guint i = 0; i < tasks->len; i++)
    {
      const HaulierJob *job = ((HaulierTask *) tasks->pdata[i])->job;

      if (!haulier_job_state_is_final (job->state) && job->modified < oldest)
        g_ptr_array_add (ids, (gpointer) job->id);
    }
  return ids;
}

/* Takes @task. */
static void
begin (GTask *task)
{
  HaulierEngine *self = g_task_get_task_data (task);
  g_autoptr (GPtrArray) inactive = list_inactive_jobs (self);

  haulier_engine_start_running (self);
  haulier_engine_configure (self);
  for (guint i = 0; i < inactive->len; i++)
    haulier_engine_act_async (self, inactive->pdata[i], HAULIER_ACTION_CANCEL, NULL, NULL);
  g_task_return_pointer (task, g_object_ref (self), g_object_unref);
  g_object_unref (task);
}

static void
swept_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  haulier_vault_sweep_finish (HAULIER_VAULT (source), result);
  begin (user_data);
}

/* A queue that was damaged may lack what a password is for: then all of them stay. */
static void
jobs_loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  HaulierEngine *self = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (GPtrArray) jobs
      = haulier_store_load_jobs_finish (HAULIER_STORE (source), result, &error);

  if (jobs == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  adopt_jobs (self, jobs);
  if (haulier_store_get_notices (self->store)[0] == NULL)
    haulier_engine_sweep_secrets_async (self, swept_cb, g_steal_pointer (&task));
  else
    begin (g_steal_pointer (&task));
}

static void
host_rules_loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  HaulierEngine *self = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (GPtrArray) rows
      = haulier_store_load_hosts_finish (HAULIER_STORE (source), result, &error);

  if (rows == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  haulier_engine_take_host_rules (self, rows);
  haulier_store_load_jobs_async (self->store, jobs_loaded_cb, g_steal_pointer (&task));
}

static void
store_opened_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  HaulierEngine *self = g_task_get_task_data (task);
  GError *error = NULL;

  self->store = haulier_store_open_finish (result, &error);
  if (self->store == NULL)
    {
      self->closed = TRUE;
      g_task_return_error (task, error);
      return;
    }
  g_signal_connect (self->store, "trouble", G_CALLBACK (trouble_cb), self);
  g_signal_connect (self->store, "rescued", G_CALLBACK (rescued_cb), self);
  self->settings = g_variant_ref (haulier_store_get_settings (self->store));
  haulier_store_load_hosts_async (self->store, host_rules_loaded_cb, g_steal_pointer (&task));
}

/**
 * haulier_engine_open_async:
 * @scope: whom it serves
 * @folder: where the queue is kept
 * @runtime: (nullable): of the system engine: where tickets are kept while it runs
 * @callback: called when every job is there and the first ones move
 * @user_data: for @callback
 */
void
haulier_engine_open_async (HaulierEngineScope scope,
                           const char *folder,
                           const char *runtime,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  GTask *task = g_task_new (NULL, NULL, callback, user_data);
  HaulierEngine *self = g_object_new (HAULIER_TYPE_ENGINE, NULL);

  self->scope = scope;
  self->vault = haulier_vault_new (scope, folder);
  if (runtime != NULL)
    self->machine = haulier_machine_credentials_new (runtime, g_get_host_name ());
  g_task_set_source_tag (task, haulier_engine_open_async);
  g_task_set_task_data (task, self, g_object_unref);
  haulier_store_open_async (folder, NULL, store_opened_cb, task);
}

/**
 * haulier_engine_open_finish:
 * @result: the result
 * @error: return location
 *
 * Returns: (transfer full): the engine, or %NULL when its folder cannot be used
 */
HaulierEngine *
haulier_engine_open_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
