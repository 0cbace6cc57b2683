/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* How jobs come to be: checked, made durable, queued. */
#include "config.h"

#include "haulier-engine-create.h"

#include <string.h>

#include "haulier-engine-private.h"
#include "haulier-error.h"
#include "haulier-file-tally.h"
#include "haulier-limits.h"
#include "haulier-settings.h"
#include "haulier-target-check.h"
#include "haulier-uri.h"

typedef struct
{
  HaulierJob *job;  /* the new one; or a copy of that which gets more files */
  GPtrArray *files; /* of HaulierFile */
  gboolean start;
} Creation;

static void
creation_free (Creation *creation)
{
  haulier_job_free (creation->job);
  g_ptr_array_unref (creation->files);
  g_free (creation);
}

static gboolean
check_limit (HaulierEngine *self, HaulierLimit limit, guint64 wanted, GError **error)
{
  const char *setting = haulier_limit_get_row (limit)->setting;

  return haulier_limit_check (
      limit, wanted, haulier_settings_get_number (self->settings, setting), error);
}

static guint
count_ranges (const HaulierFile *file)
{
  guint n_ranges = 1;

  if (file->ranges == NULL)
    return 0;
  for (const char *p = file->ranges; *p != '\0'; p++)
    n_ranges += *p == ',';
  return n_ranges;
}

static gboolean
check_files (HaulierEngine *self, guint n_files, GPtrArray *files, GError **error)
{
  guint most_ranges = 0;

  /* The setting is looked up once: a job may have a million files. */
  for (guint i = 0; i < files->len; i++)
    most_ranges = MAX (most_ranges, count_ranges (files->pdata[i]));
  return check_limit (self, HAULIER_LIMIT_FILES_PER_JOB, n_files, error)
         && check_limit (self, HAULIER_LIMIT_RANGES_PER_FILE, most_ranges, error);
}

static gboolean
check_new_job (HaulierEngine *self, HaulierAccount owner, GPtrArray *files, GError **error)
{
  guint n_jobs = haulier_job_count_get_total (self->live);
  guint n_owned = haulier_job_count_get (self->live, owner);

  return !haulier_limits_hold_for (self->scope, owner)
         || (check_limit (self, HAULIER_LIMIT_JOBS_PER_MACHINE, n_jobs + 1, error)
             && check_limit (self, HAULIER_LIMIT_JOBS_PER_USER, n_owned + 1, error)
             && check_files (self, files->len, files, error));
}

/* From the beginning of its creation to its end a job counts. */
static void
begin_creation (HaulierEngine *self, HaulierAccount owner)
{
  self->n_creating++;
  haulier_job_count_add (self->live, owner, 1);
}

static void
end_creation (HaulierEngine *self, HaulierAccount owner)
{
  self->n_creating--;
  haulier_job_count_add (self->live, owner, -1);
}

static void
name_after_files (HaulierJob *job, GPtrArray *files)
{
  const HaulierFile *first = files->len > 0 ? files->pdata[0] : NULL;

  if (first == NULL)
    return;
  if (job->remote == NULL)
    job->remote = g_strdup (first->remote);
  if (job->local == NULL)
    job->local = g_strdup (first->local);
  if (job->name == NULL || job->name[0] == '\0')
    {
      g_autofree char *base = g_path_get_basename (first->local);
      g_autofree char *valid = g_filename_display_name (base);

      g_free (job->name);
      job->name = g_utf8_substring (
          valid, 0, MIN (g_utf8_strlen (valid, -1), HAULIER_JOB_NAME_MAX_CHARS));
    }
}

static void
created_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) operation = user_data;
  HaulierEngine *self = g_task_get_source_object (operation);
  Creation *creation = g_task_get_task_data (operation);
  GError *error = NULL;
  HaulierTask *task = NULL;
  guint64 sequence = 0;

  end_creation (self, creation->job->owner);
  if (!haulier_store_create_job_finish (HAULIER_STORE (source), result, &sequence, &error))
    {
      g_task_return_error (operation, error);
      return;
    }
  creation->job->sequence = sequence;
  if (creation->files->len > 0)
    {
      const HaulierFile *first = creation->files->pdata[0];

      g_free (creation->job->local);
      creation->job->local = g_strdup (first->local);
    }
  task = haulier_task_new (g_steal_pointer (&creation->job));
  if (creation->start)
    task->files = g_ptr_array_ref (creation->files);
  haulier_engine_adopt (self, task);
  haulier_engine_emit_changed (self, task);
  haulier_engine_enqueue (self, task);
  g_task_return_pointer (operation, g_strdup (task->job->id), g_free);
}

static void
store_job (GTask *operation)
{
  HaulierEngine *self = g_task_get_source_object (operation);
  Creation *creation = g_task_get_task_data (operation);
  HaulierJob *job = creation->job;

  name_after_files (job, creation->files);
  haulier_file_tally_reset (job);
  for (guint i = 0; i < creation->files->len; i++)
    haulier_file_tally_add (job, creation->files->pdata[i]);
  job->state = creation->start ? HAULIER_JOB_STATE_QUEUED : HAULIER_JOB_STATE_SUSPENDED;
  job->waiting = creation->start ? HAULIER_WAITING_SLOT : HAULIER_WAITING_SUSPENDED;
  job->created = g_get_real_time ();
  job->modified = job->created;
  haulier_store_create_job_async (self->store, job, creation->files, created_cb, operation);
}

static void
targets_checked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) operation = user_data;
  HaulierEngine *self = g_task_get_source_object (operation);
  Creation *creation = g_task_get_task_data (operation);
  GError *error = NULL;

  if (!haulier_target_check_finish (result, &error))
    {
      end_creation (self, creation->job->owner);
      g_task_return_error (operation, error);
      return;
    }
  store_job (g_steal_pointer (&operation));
}

/**
 * haulier_engine_create_job_async:
 * @self: the engine
 * @job: (transfer full): a new job, of haulier_job_new()
 * @files: (element-type HaulierFile): its files, numbered from 0; see haulier_target_check_async()
 * for their `local`; the caller leaves them alone from now on
 * @start: whether it is queued at once
 * @callback: called when the job is durable
 * @user_data: for @callback
 */
void
haulier_engine_create_job_async (HaulierEngine *self,
                                 HaulierJob *job,
                                 GPtrArray *files,
                                 gboolean start,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  g_autoptr (GTask) operation = g_task_new (self, NULL, callback, user_data);
  Creation *creation = g_new0 (Creation, 1);
  GError *error = NULL;

  creation->job = job;
  creation->files = g_ptr_array_ref (files);
  creation->start = start && files->len > 0;
  g_task_set_source_tag (operation, haulier_engine_create_job_async);
  g_task_set_task_data (operation, creation, (GDestroyNotify) creation_free);
  if (!check_new_job (self, job->owner, files, &error))
    {
      g_task_return_error (operation, error);
      return;
    }
  begin_creation (self, job->owner);
  if (files->len > 0)
    haulier_target_check_async (
        self->pool, job, files, targets_checked_cb, g_steal_pointer (&operation));
  else
    store_job (g_steal_pointer (&operation));
}

/**
 * haulier_engine_create_job_finish:
 * @self: the engine
 * @result: the result
 * @error: return location
 *
 * Errors: those of the limits (haulier_limit_check()), of the target check and of the store.
 *
 * Returns: (transfer none): the job, or %NULL
 */
const HaulierJob *
haulier_engine_create_job_finish (HaulierEngine *self, GAsyncResult *result, GError **error)
{
  g_autofree char *id = NULL;

  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  id = g_task_propagate_pointer (G_TASK (result), error);
  if (id == NULL)
    return NULL;
  return haulier_engine_lookup_job (self, id);
}

/* Takes over the logins of addresses; the other credentials may have been set meanwhile. With a
 * vault, what they replace is forgotten. */
static void
merge_logins (GPtrArray *credentials, GPtrArray *added, HaulierVault *vault)
{
  for (guint i = 0; i < added->len; i++)
    {
      const HaulierCredential *credential = g_ptr_array_index (added, i);
      const HaulierCredential *former = haulier_credentials_find (credentials,
                                                                  credential->source,
                                                                  credential->target,
                                                                  credential->scheme,
                                                                  credential->origin);

      if (credential->source != HAULIER_CREDENTIAL_SOURCE_URL
          || (former != NULL && former->stamp == credential->stamp))
        continue;
      if (vault != NULL && former != NULL && former->secret != NULL)
        haulier_vault_remove_async (vault, former->secret, NULL, NULL);
      haulier_credentials_take (credentials, haulier_credential_copy (credential));
    }
}

/* Files in other folders or from elsewhere are more than a helper token was lent for. */
static void
check_consent (HaulierEngine *self, HaulierTask *task, GPtrArray *files)
{
  g_autoptr (HaulierConsent) asked = NULL;

  if (haulier_helper_registry_get_loan (self->helpers, task->job->id) == NULL)
    return;
  asked = haulier_consent_new (task->job->owner, task->job->access.token.flags);
  for (guint i = 0; i < files->len; i++)
    {
      const HaulierFile *file = files->pdata[i];

      haulier_consent_add_file (asked, file->remote, file->local);
    }
  haulier_engine_check_consent (self, task, asked);
}

static void
files_added_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) operation = user_data;
  HaulierEngine *self = g_task_get_source_object (operation);
  Creation *creation = g_task_get_task_data (operation);
  GError *error = NULL;
  HaulierTask *task = NULL;

  self->n_creating--;
  if (!haulier_store_add_files_finish (HAULIER_STORE (source), result, &error))
    {
      g_task_return_error (operation, error);
      return;
    }
  task = haulier_engine_lookup_task (self, creation->job->id, &error);
  if (task == NULL)
    {
      g_task_return_error (operation, error);
      return;
    }
  merge_logins (task->job->access.credentials, creation->job->access.credentials, self->vault);
  g_clear_pointer (&task->files, g_ptr_array_unref);
  for (guint i = 0; i < creation->files->len; i++)
    haulier_file_tally_add (task->job, creation->files->pdata[i]);
  name_after_files (task->job, creation->files);
  check_consent (self, task, creation->files);
  task->job->modified = g_get_real_time ();
  haulier_engine_save (self, task);
  haulier_engine_emit_changed (self, task);
  /* A motion has its own list of files: it starts anew with the longer one. */
  if (task->motion != NULL)
    haulier_motion_stop (task->motion);
  g_task_return_boolean (operation, TRUE);
}

static void
added_targets_checked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) operation = user_data;
  HaulierEngine *self = g_task_get_source_object (operation);
  Creation *creation = g_task_get_task_data (operation);
  GError *error = NULL;

  if (!haulier_target_check_finish (result, &error))
    {
      self->n_creating--;
      g_task_return_error (operation, error);
      return;
    }
  haulier_store_add_files_async (
      self->store, creation->job, creation->files, files_added_cb, g_steal_pointer (&operation));
}

static gboolean
check_addition (HaulierEngine *self, HaulierTask *task, GPtrArray *files, GError **error)
{
  if (haulier_job_state_is_final (task->job->state))
    {
      g_set_error (error,
                   HAULIER_ERROR,
                   HAULIER_ERROR_INVALID_STATE,
                   "add files to the job “%s”: it is finished",
                   task->job->name);
      return FALSE;
    }
  return !haulier_limits_hold_for (self->scope, task->job->owner)
         || check_files (self, task->job->files_total + files->len, files, error);
}

/**
 * haulier_engine_add_files_async:
 * @self: the engine
 * @id: a UUID
 * @files: (element-type HaulierFile): new files, as for haulier_engine_create_job_async()
 * @credentials: (element-type HaulierCredential): those of the job, with logins of the new
 * addresses
 * @callback: called when they are durable
 * @user_data: for @callback
 */
void
haulier_engine_add_files_async (HaulierEngine *self,
                                const char *id,
                                GPtrArray *files,
                                GPtrArray *credentials,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  g_autoptr (GTask) operation = g_task_new (self, NULL, callback, user_data);
  GError *error = NULL;
  HaulierTask *task = haulier_engine_lookup_task (self, id, &error);
  Creation *creation = NULL;

  g_task_set_source_tag (operation, haulier_engine_add_files_async);
  if (task == NULL || !check_addition (self, task, files, &error))
    {
      g_task_return_error (operation, error);
      return;
    }
  creation = g_new0 (Creation, 1);
  creation->job = haulier_job_copy (task->job);
  merge_logins (creation->job->access.credentials, credentials, NULL);
  creation->files = g_ptr_array_ref (files);
  for (guint i = 0; i < files->len; i++)
    ((HaulierFile *) files->pdata[i])->index = task->job->files_total + i;
  g_task_set_task_data (operation, creation, (GDestroyNotify) creation_free);
  self->n_creating++;
  haulier_target_check_async (
      self->pool, task->job, files, added_targets_checked_cb, g_steal_pointer (&operation));
}

/**
 * haulier_engine_add_files_finish:
 * @self: the engine
 * @result: the result
 * @error: return location
 *
 * Errors: %HAULIER_ERROR_NOT_FOUND, %HAULIER_ERROR_INVALID_STATE, and those of creating a job.
 *
 * Returns: whether the files are part of the job
 */
gboolean
haulier_engine_add_files_finish (HaulierEngine *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
