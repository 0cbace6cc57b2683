/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* How a job gets another owner. */
#include "config.h"

#include "haulier-engine-owner.h"

#include <string.h>

#include "haulier-engine-private.h"
#include "haulier-error.h"
#include "haulier-owner-rules.h"
#include "haulier-target-check.h"

static HaulierTask *
lookup_open_task (HaulierEngine *self, const char *id, GError **error)
{
  HaulierTask *task = haulier_engine_lookup_task (self, id, error);

  if (task == NULL || (!haulier_job_state_is_final (task->job->state) && task->operation == NULL))
    return task;
  g_set_error (error,
               HAULIER_ERROR,
               HAULIER_ERROR_INVALID_STATE,
               "take the job “%s”: it is finished, or about to be",
               task->job->name);
  return NULL;
}

/* What only the former owner may set. */
static void
drop_owners_settings (HaulierEngine *self, HaulierTask *task)
{
  HaulierJob *job = task->job;

  haulier_engine_drop_job_secrets (self, task);
  g_ptr_array_set_size (job->access.credentials, 0);
  g_clear_pointer (&job->access.certificate, haulier_certificate_reference_free);
  g_clear_pointer (&job->settings.headers, g_strfreev);
  g_clear_pointer (&job->settings.notify_command, g_free);
  job->notify_pending = FALSE;
}

static void
trace_owner (HaulierEngine *self, const HaulierJob *job, HaulierAccount former)
{
  GPtrArray *records = g_ptr_array_new_with_free_func ((GDestroyNotify) haulier_trace_record_free);
  g_autofree char *old_key = haulier_account_to_key (former);
  g_autofree char *new_key = haulier_account_to_key (job->owner);
  g_autofree char *text = g_strdup_printf (
      "%s took the job from %s; credentials, certificate, headers and notify command are dropped",
      new_key,
      old_key);
  const HaulierRule *rule = NULL;
  GVariantBuilder details;

  (void) haulier_owner_rules_take (job->owner, former, &rule);
  g_variant_builder_init (&details, G_VARIANT_TYPE_VARDICT);
  g_variant_builder_add (&details, "{sv}", "former-owner", g_variant_new_string (old_key));
  g_variant_builder_add (&details, "{sv}", "owner", g_variant_new_string (new_key));
  g_variant_builder_add (&details, "{sv}", "rule", g_variant_new_string (rule->name));
  g_ptr_array_add (records,
                   haulier_trace_record_new (g_get_real_time (),
                                             HAULIER_FAILURE_NO_FILE,
                                             "owner",
                                             text,
                                             g_variant_builder_end (&details)));
  haulier_store_add_trace (self->store, job->id, records);
}

/* It goes on as its new owner, and waits for that one to log on, not for the former one. */
static void
go_on (HaulierEngine *self, HaulierTask *task)
{
  if (task->job->waiting == HAULIER_WAITING_OWNER_NOT_LOGGED_ON)
    task->job->waiting = HAULIER_WAITING_SLOT;
  if (task->motion != NULL)
    haulier_motion_stop (task->motion);
  else
    haulier_engine_enqueue (self, task);
}

static void
change_owner (HaulierEngine *self, HaulierTask *task, HaulierAccount owner)
{
  HaulierJob *job = task->job;
  HaulierAccount former = job->owner;
  g_autoptr (HaulierConsent) asked = haulier_consent_new (owner, job->access.token.flags);

  haulier_notify_runs_withdraw (self->notify_runs, task);
  drop_owners_settings (self, task);
  haulier_job_count_add (self->live, former, -1);
  haulier_job_count_add (self->live, owner, 1);
  job->owner = owner;
  job->modified = g_get_real_time ();
  trace_owner (self, job, former);
  haulier_engine_check_consent (self, task, asked);
  haulier_engine_save (self, task);
  haulier_engine_emit_owner_changed (self, task, &former);
  go_on (self, task);
  haulier_engine_emit_changed (self, task);
}

static void
folders_checked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) operation = user_data;
  HaulierEngine *self = g_task_get_source_object (operation);
  const HaulierJob *taken = g_task_get_task_data (operation);
  g_autoptr (GError) why = NULL;
  GError *error = NULL;
  HaulierTask *task = lookup_open_task (self, taken->id, &error);

  if (!haulier_target_check_finish (result, &why))
    {
      g_clear_error (&error);
      g_task_return_new_error (operation,
                               HAULIER_ERROR,
                               HAULIER_ERROR_NEW_OWNER_NO_FILE_ACCESS,
                               "take the job “%s”: %s",
                               taken->name,
                               why->message);
    }
  else if (task == NULL)
    g_task_return_error (operation, error);
  else
    {
      change_owner (self, task, taken->owner);
      g_task_return_boolean (operation, TRUE);
    }
}

/* One file for each folder: a name that is free, so that only the folder is looked at. */
static GPtrArray *
list_folders (GPtrArray *files)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GPtrArray *list = g_ptr_array_new_with_free_func ((GDestroyNotify) haulier_file_free);

  for (guint i = 0; i < files->len; i++)
    {
      const HaulierFile *file = files->pdata[i];
      char *folder = g_strndup (file->local, strrchr (file->local, '/') + 1 - file->local);

      if (g_hash_table_add (seen, folder))
        g_ptr_array_add (list, haulier_file_new (list->len, file->remote, folder, 0));
    }
  return list;
}

static void
files_loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) operation = user_data;
  HaulierEngine *self = HAULIER_ENGINE (source);
  const HaulierJob *taken = g_task_get_task_data (operation);
  GError *error = NULL;
  g_autoptr (GPtrArray) files = haulier_engine_load_files_finish (self, result, &error);
  g_autoptr (GPtrArray) folders = NULL;
  HaulierTask *task = NULL;

  if (files == NULL)
    {
      g_task_return_error (operation, error);
      return;
    }
  folders = list_folders (files);
  if (folders->len > 0)
    {
      haulier_target_check_async (
          self->pool, taken, folders, folders_checked_cb, g_steal_pointer (&operation));
      return;
    }
  task = lookup_open_task (self, taken->id, &error);
  if (task == NULL)
    {
      g_task_return_error (operation, error);
      return;
    }
  change_owner (self, task, taken->owner);
  g_task_return_boolean (operation, TRUE);
}

/**
 * haulier_engine_take_ownership_async:
 * @self: the engine
 * @id: a UUID
 * @owner: who owns the job from then on
 * @callback: called when it does
 * @user_data: for @callback
 *
 * Credentials, certificate, custom headers and notify command are dropped, and secrets forgotten.
 *
 * Source: IBackgroundCopyJob::TakeOwnership.
 */
void
haulier_engine_take_ownership_async (HaulierEngine *self,
                                     const char *id,
                                     HaulierAccount owner,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data)
{
  g_autoptr (GTask) operation = g_task_new (self, NULL, callback, user_data);
  GError *error = NULL;
  HaulierTask *task = lookup_open_task (self, id, &error);
  HaulierJob *taken = NULL;

  g_task_set_source_tag (operation, haulier_engine_take_ownership_async);
  if (task == NULL)
    {
      g_task_return_error (operation, error);
      return;
    }
  /* A copy with the new owner: the folders are looked at as that. */
  taken = haulier_job_copy (task->job);
  taken->owner = owner;
  g_task_set_task_data (operation, taken, (GDestroyNotify) haulier_job_free);
  haulier_engine_load_files_async (self, id, 0, 0, files_loaded_cb, g_steal_pointer (&operation));
}

/**
 * haulier_engine_take_ownership_finish:
 * @self: the engine
 * @result: the result
 * @error: return location
 *
 * Errors: %HAULIER_ERROR_NOT_FOUND; %HAULIER_ERROR_INVALID_STATE;
 *   %HAULIER_ERROR_NEW_OWNER_NO_FILE_ACCESS when the new owner cannot write where the files go.
 *
 * Returns: whether the job has its new owner
 */
gboolean
haulier_engine_take_ownership_finish (HaulierEngine *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
