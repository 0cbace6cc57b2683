/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* The engine: jobs are created, wait, move, end, and come back after a restart. */
#include "config.h"

#include "haulier-engine-private.h"

#include "haulier-authorities.h"
#include "haulier-error.h"
#include "haulier-settings.h"

/* What a person should know about jobs of others than the system accounts. */
#define NO_LOGON_NOTICE                                                                            \
  "systemd-logind does not answer: a user counts as logged on only while connected to the engine"

enum
{
  SIGNAL_JOB_CHANGED,
  SIGNAL_JOB_REMOVED,
  SIGNAL_OWNER_CHANGED,
  SIGNAL_FILES_CHANGED,
  SIGNAL_NOTICES_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HaulierEngine, haulier_engine, G_TYPE_OBJECT)

static void
haulier_engine_dispose (GObject *object)
{
  HaulierEngine *self = HAULIER_ENGINE (object);

  haulier_engine_close (self);
  g_clear_pointer (&self->notify_runs, haulier_notify_runs_free);
  g_clear_object (&self->network);
  g_clear_object (&self->helpers);
  g_clear_object (&self->logon);
  g_clear_pointer (&self->scheduler, haulier_scheduler_free);
  g_clear_pointer (&self->deadlines, haulier_deadlines_free);
  g_clear_pointer (&self->queue, haulier_queue_free);
  if (self->late_syncs != NULL)
    haulier_late_syncs_stop (self->late_syncs);
  g_clear_object (&self->late_syncs);
  g_clear_object (&self->pool);
  g_clear_pointer (&self->desk, haulier_challenge_desk_free);
  g_clear_object (&self->vault);
  g_clear_object (&self->machine);
  g_clear_object (&self->store);
  G_OBJECT_CLASS (haulier_engine_parent_class)->dispose (object);
}

static void
haulier_engine_finalize (GObject *object)
{
  HaulierEngine *self = HAULIER_ENGINE (object);

  g_clear_pointer (&self->settings, g_variant_unref);
  g_clear_pointer (&self->wanted_settings, g_variant_unref);
  g_clear_pointer (&self->asked_access.credentials, g_ptr_array_unref);
  g_hash_table_unref (self->host_rules);
  g_clear_pointer (&self->moving, g_ptr_array_unref);
  haulier_job_count_free (self->live);
  g_free (self->trouble);
  G_OBJECT_CLASS (haulier_engine_parent_class)->finalize (object);
}

static void
haulier_engine_class_init (HaulierEngineClass *class)
{
  G_OBJECT_CLASS (class)->dispose = haulier_engine_dispose;
  G_OBJECT_CLASS (class)->finalize = haulier_engine_finalize;

  /* (const HaulierJob *job) */
  signals[SIGNAL_JOB_CHANGED] = g_signal_new ("job-changed",
                                              G_TYPE_FROM_CLASS (class),
                                              G_SIGNAL_RUN_LAST,
                                              0,
                                              NULL,
                                              NULL,
                                              NULL,
                                              G_TYPE_NONE,
                                              1,
                                              G_TYPE_POINTER);
  /* (const char *id, const HaulierAccount *owner) */
  signals[SIGNAL_JOB_REMOVED] = g_signal_new ("job-removed",
                                              G_TYPE_FROM_CLASS (class),
                                              G_SIGNAL_RUN_LAST,
                                              0,
                                              NULL,
                                              NULL,
                                              NULL,
                                              G_TYPE_NONE,
                                              2,
                                              G_TYPE_STRING,
                                              G_TYPE_POINTER);
  /* (const HaulierJob *job, const HaulierAccount *former); job-changed follows */
  signals[SIGNAL_OWNER_CHANGED] = g_signal_new ("owner-changed",
                                                G_TYPE_FROM_CLASS (class),
                                                G_SIGNAL_RUN_LAST,
                                                0,
                                                NULL,
                                                NULL,
                                                NULL,
                                                G_TYPE_NONE,
                                                2,
                                                G_TYPE_POINTER,
                                                G_TYPE_POINTER);
  /* (const HaulierJob *job, GPtrArray *files), files of HaulierFile */
  signals[SIGNAL_FILES_CHANGED] = g_signal_new ("files-changed",
                                                G_TYPE_FROM_CLASS (class),
                                                G_SIGNAL_RUN_LAST,
                                                0,
                                                NULL,
                                                NULL,
                                                NULL,
                                                G_TYPE_NONE,
                                                2,
                                                G_TYPE_POINTER,
                                                G_TYPE_POINTER);
  signals[SIGNAL_NOTICES_CHANGED] = g_signal_new ("notices-changed",
                                                  G_TYPE_FROM_CLASS (class),
                                                  G_SIGNAL_RUN_LAST,
                                                  0,
                                                  NULL,
                                                  NULL,
                                                  NULL,
                                                  G_TYPE_NONE,
                                                  0);
}

static void
haulier_engine_init (HaulierEngine *self)
{
  self->queue = haulier_queue_new ();
  self->live = haulier_job_count_new ();
  self->moving = g_ptr_array_new ();
  self->host_rules
      = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_ptr_array_unref);
}

void
haulier_engine_emit_changed (HaulierEngine *self, HaulierTask *task)
{
  g_signal_emit (self, signals[SIGNAL_JOB_CHANGED], 0, task->job);
}

void
haulier_engine_emit_files_changed (HaulierEngine *self, HaulierTask *task, GPtrArray *files)
{
  g_signal_emit (self, signals[SIGNAL_FILES_CHANGED], 0, task->job, files);
}

void
haulier_engine_emit_owner_changed (HaulierEngine *self,
                                   HaulierTask *task,
                                   const HaulierAccount *former)
{
  g_signal_emit (self, signals[SIGNAL_OWNER_CHANGED], 0, task->job, former);
}

HaulierTask *
haulier_engine_lookup_task (HaulierEngine *self, const char *id, GError **error)
{
  HaulierTask *task = haulier_queue_lookup (self->queue, id);

  if (task == NULL)
    g_set_error (
        error, HAULIER_ERROR, HAULIER_ERROR_NOT_FOUND, "find the job “%s”: there is none", id);
  return task;
}

void
haulier_engine_adopt (HaulierEngine *self, HaulierTask *task)
{
  task->engine = self;
  haulier_queue_add (self->queue, task);
  if (!haulier_job_state_is_final (task->job->state))
    haulier_job_count_add (self->live, task->job->owner, 1);
}

void
haulier_engine_forget (HaulierEngine *self, HaulierTask *task)
{
  g_autofree char *id = g_strdup (task->job->id);
  HaulierAccount owner = task->job->owner;

  haulier_engine_unschedule (self, task);
  haulier_notify_runs_withdraw (self->notify_runs, task);
  if (!haulier_job_state_is_final (task->job->state))
    haulier_job_count_add (self->live, task->job->owner, -1);
  haulier_queue_remove (self->queue, task);
  g_signal_emit (self, signals[SIGNAL_JOB_REMOVED], 0, id, &owner);
}

/* Brings what follows the settings up to date. */
void
haulier_engine_configure (HaulierEngine *self)
{
  GVariantBuilder builder;

  haulier_scheduler_configure (self->scheduler,
                               haulier_settings_get_number (self->settings, "background-jobs"),
                               haulier_settings_get_number (self->settings, "time-slice")
                                   * G_USEC_PER_SEC);
  if (self->machine != NULL)
    haulier_machine_credentials_set_keytab (self->machine,
                                            haulier_settings_get_text (self->settings, "keytab"));
  g_variant_builder_init (&builder, G_VARIANT_TYPE_VARDICT);
  g_variant_builder_add (
      &builder,
      "{sv}",
      "download-limit",
      g_variant_new_uint64 (haulier_settings_get_number (self->settings, "download-limit")));
  g_variant_builder_add (
      &builder,
      "{sv}",
      "certificate-authorities",
      g_variant_new_string (haulier_settings_get_text (self->settings, "certificate-authorities")));
  haulier_worker_pool_configure (self->pool, g_variant_builder_end (&builder));
}

void
haulier_engine_emit_notices_changed (HaulierEngine *self)
{
  g_signal_emit (self, signals[SIGNAL_NOTICES_CHANGED], 0);
}

/**
 * haulier_engine_close:
 * @self: the engine
 *
 * Stops what moves and writes everything down; blocks. Used at exit only.
 */
void
haulier_engine_close (HaulierEngine *self)
{
  if (self->closed)
    return;
  self->closed = TRUE;
  haulier_engine_stop_running (self);
  haulier_store_close (self->store);
}

/**
 * haulier_engine_dup_notices:
 * @self: the engine
 *
 * Returns: (transfer full): sentences about the engine that a person should read
 */
char **
haulier_engine_dup_notices (HaulierEngine *self)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  const char *const *notices = haulier_store_get_notices (self->store);

  for (gsize i = 0; notices != NULL && notices[i] != NULL; i++)
    g_strv_builder_add (builder, notices[i]);
  if (self->trouble != NULL)
    g_strv_builder_add (builder, self->trouble);
  if (haulier_logon_watch_get_service (self->logon) == HAULIER_LOGON_SERVICE_ABSENT)
    g_strv_builder_add (builder, NO_LOGON_NOTICE);
  return g_strv_builder_end (builder);
}

/**
 * haulier_engine_is_idle:
 * @self: the engine
 *
 * Returns: whether nothing would be lost or late if the engine ended now and came back when called
 */
gboolean
haulier_engine_is_idle (HaulierEngine *self)
{
  g_autoptr (GPtrArray) tasks = NULL;

  if (self->moving->len > 0 || self->n_creating > 0 || haulier_vault_is_needed (self->vault)
      || haulier_notify_runs_are_due (self->notify_runs)
      || !haulier_helper_registry_is_empty (self->helpers))
    return FALSE;
  tasks = haulier_queue_list (self->queue, 0, 0);
  for (guint i = 0; i < tasks->len; i++)
    {
      const HaulierTask *task = tasks->pdata[i];
      HaulierJobState state = task->job->state;

      if (task->operation != NULL || task->motion != NULL || state == HAULIER_JOB_STATE_QUEUED
          || state == HAULIER_JOB_STATE_TRANSIENT_ERROR || haulier_job_state_is_running (state))
        return FALSE;
    }
  return TRUE;
}

/**
 * haulier_engine_get_n_open_jobs:
 * @self: the engine
 *
 * Returns: how many jobs are not finished
 */
guint
haulier_engine_get_n_open_jobs (HaulierEngine *self)
{
  return haulier_job_count_get_total (self->live);
}

/**
 * haulier_engine_get_settings:
 * @self: the engine
 *
 * Returns: (transfer none): `a{sv}` with every key
 */
GVariant *
haulier_engine_get_settings (HaulierEngine *self)
{
  return self->settings;
}

static GVariant *
merge_settings (GVariant *settings, GVariant *changes, GError **error)
{
  g_auto (GVariantDict) dict = G_VARIANT_DICT_INIT (settings);
  GVariantIter iter;
  const char *key = NULL;
  GVariant *value = NULL;

  g_variant_iter_init (&iter, changes);
  while (g_variant_iter_next (&iter, "{&sv}", &key, &value))
    {
      g_autoptr (GVariant) owned = value;

      if (!haulier_settings_check (key, value, error))
        return NULL;
      g_variant_dict_insert_value (&dict, key, value);
    }
  return g_variant_ref_sink (g_variant_dict_end (&dict));
}

static void
settings_stored_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  HaulierEngine *self = g_task_get_source_object (task);
  GVariant *settings = g_task_get_task_data (task);
  GError *error = NULL;

  if (self->wanted_settings == settings)
    g_clear_pointer (&self->wanted_settings, g_variant_unref);
  if (!haulier_store_set_settings_finish (HAULIER_STORE (source), result, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  g_variant_unref (self->settings);
  self->settings = g_variant_ref (settings);
  haulier_engine_configure (self);
  g_task_return_boolean (task, TRUE);
}

/**
 * haulier_engine_set_settings_async:
 * @self: the engine
 * @changes: `a{sv}`: the keys to change
 * @callback: called when they are stored and in force
 * @user_data: for @callback
 *
 * All or nothing. Changes that come while others are being stored are added to them.
 */
void
haulier_engine_set_settings_async (HaulierEngine *self,
                                   GVariant *changes,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);
  GError *error = NULL;
  GVariant *latest = self->wanted_settings != NULL ? self->wanted_settings : self->settings;
  GVariant *merged = merge_settings (latest, changes, &error);

  g_task_set_source_tag (task, haulier_engine_set_settings_async);
  if (merged == NULL || !haulier_authorities_check (self->scope, changes, &error))
    {
      g_clear_pointer (&merged, g_variant_unref);
      g_task_return_error (task, error);
      return;
    }
  g_clear_pointer (&self->wanted_settings, g_variant_unref);
  self->wanted_settings = g_variant_ref (merged);
  g_task_set_task_data (task, merged, (GDestroyNotify) g_variant_unref);
  haulier_store_set_settings_async (
      self->store, merged, settings_stored_cb, g_steal_pointer (&task));
}

/**
 * haulier_engine_set_settings_finish:
 * @self: the engine
 * @result: the result
 * @error: return location
 *
 * Errors: those of haulier_settings_check(), haulier_authorities_check() and of the store.
 *
 * Returns: whether they are in force
 */
gboolean
haulier_engine_set_settings_finish (HaulierEngine *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
