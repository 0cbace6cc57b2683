/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Where the passwords of jobs are: kept before a job is there, dropped when it ends, listed. */
#include "config.h"

#include "haulier-engine-secrets.h"

#include "haulier-engine-private.h"
#include "haulier-job-transition.h"

/* One listing, or a number of secrets that are being kept. */
typedef struct
{
  GPtrArray *reports; /* of HaulierCredentialReport */
  guint next;         /* whose state is asked for */
  guint n_left;       /* that are being kept */
  gboolean ended;     /* the job has: its secrets are dropped on purpose */
  char *owner;
} Work;

static void
report_free (HaulierCredentialReport *report)
{
  haulier_credential_free (report->credential);
  g_free (report);
}

static void
work_free (Work *work)
{
  g_clear_pointer (&work->reports, g_ptr_array_unref);
  g_free (work->owner);
  g_free (work);
}

static GTask *
new_work (HaulierEngine *self, gpointer tag, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (self, NULL, callback, user_data);

  g_task_set_source_tag (task, tag);
  g_task_set_task_data (task, g_new0 (Work, 1), (GDestroyNotify) work_free);
  return task;
}

static void ask_next (GTask *task);

static HaulierCredentialState
tell_state_of (const HaulierLoginRecord *record)
{
  switch (record->outcome)
    {
    case HAULIER_LOGIN_ATTEMPTED:
      return HAULIER_CREDENTIAL_STATE_FROZEN;
    case HAULIER_LOGIN_ACCEPTED:
      return HAULIER_CREDENTIAL_STATE_ACCEPTED;
    case HAULIER_LOGIN_REJECTED:
      return record->kind == HAULIER_CANDIDATE_IMPLICIT ? HAULIER_CREDENTIAL_STATE_REJECTED
                                                        : HAULIER_CREDENTIAL_STATE_FROZEN;
    case HAULIER_LOGIN_UNTRIED:
      return HAULIER_CREDENTIAL_STATE_UNUSED;
    case HAULIER_LOGIN_REFUSED:
      return HAULIER_CREDENTIAL_STATE_REFUSED;
    }
  g_assert_not_reached ();
}

/* The newest login that was sent tells. */
static HaulierCredentialState
tell_state (GPtrArray *records)
{
  HaulierCredentialState state = HAULIER_CREDENTIAL_STATE_UNUSED;

  for (guint i = records != NULL ? records->len : 0;
       i > 0 && state == HAULIER_CREDENTIAL_STATE_UNUSED;
       i--)
    state = tell_state_of (g_ptr_array_index (records, i - 1));
  return state;
}

static void
logins_loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Work *work = g_task_get_task_data (task);
  HaulierCredentialReport *report = g_ptr_array_index (work->reports, work->next);
  g_autoptr (GPtrArray) records
      = haulier_store_load_logins_finish (HAULIER_STORE (source), result, NULL);

  report->state = tell_state (records);
  work->next++;
  ask_next (task);
}

/* Takes @task. */
static void
ask_next (GTask *task)
{
  HaulierEngine *self = g_task_get_source_object (task);
  Work *work = g_task_get_task_data (task);
  HaulierLoginRecord where = { .owner = work->owner };

  if (work->next < work->reports->len)
    {
      const HaulierCredentialReport *report = g_ptr_array_index (work->reports, work->next);

      where.stamp = report->credential->stamp;
      haulier_store_load_logins_async (self->store, &where, logins_loaded_cb, task);
      return;
    }
  g_task_return_pointer (
      task, g_steal_pointer (&work->reports), (GDestroyNotify) g_ptr_array_unref);
  g_object_unref (task);
}

static void
inspected_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Work *work = g_task_get_task_data (task);
  g_autoptr (GHashTable) found
      = haulier_vault_inspect_finish (HAULIER_VAULT (source), result, NULL);

  for (guint i = 0; i < work->reports->len; i++)
    {
      HaulierCredentialReport *report = g_ptr_array_index (work->reports, i);

      report->kept
          = work->ended ? HAULIER_KEPT_NONE : haulier_vault_tell (found, report->credential);
    }
  ask_next (task);
}

/* Takes @operation. */
static void
list (GTask *operation, GPtrArray *credentials, const char *job_id)
{
  HaulierEngine *self = g_task_get_source_object (operation);
  Work *work = g_task_get_task_data (operation);
  gboolean has_secrets = FALSE;

  work->reports = g_ptr_array_new_with_free_func ((GDestroyNotify) report_free);
  for (guint i = 0; i < credentials->len; i++)
    {
      HaulierCredentialReport *report = g_new0 (HaulierCredentialReport, 1);

      report->credential = haulier_credential_copy (g_ptr_array_index (credentials, i));
      has_secrets = has_secrets || report->credential->secret != NULL;
      g_ptr_array_add (work->reports, report);
    }
  if (has_secrets)
    haulier_vault_inspect_async (self->vault, job_id, NULL, inspected_cb, operation);
  else
    ask_next (operation);
}

/**
 * haulier_engine_list_credentials_async:
 * @self: the engine
 * @id: a UUID
 * @callback: called when it is known where their passwords are
 * @user_data: for @callback
 */
void
haulier_engine_list_credentials_async (HaulierEngine *self,
                                       const char *id,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data)
{
  g_autoptr (GTask) operation
      = new_work (self, haulier_engine_list_credentials_async, callback, user_data);
  Work *work = g_task_get_task_data (operation);
  GError *error = NULL;
  HaulierTask *task = haulier_engine_lookup_task (self, id, &error);

  if (task == NULL)
    {
      g_task_return_error (operation, error);
      return;
    }
  work->owner = haulier_account_to_key (task->job->owner);
  work->ended = haulier_job_state_is_final (task->job->state);
  list (g_steal_pointer (&operation), task->job->access.credentials, id);
}

/**
 * haulier_engine_list_host_rules_async:
 * @self: the engine
 * @owner: whose rules
 * @callback: called when it is known where their passwords are
 * @user_data: for @callback
 *
 * Ends with haulier_engine_list_credentials_finish().
 */
void
haulier_engine_list_host_rules_async (HaulierEngine *self,
                                      HaulierAccount owner,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data)
{
  GTask *operation = new_work (self, haulier_engine_list_host_rules_async, callback, user_data);
  Work *work = g_task_get_task_data (operation);

  work->owner = haulier_account_to_key (owner);
  list (operation,
        haulier_engine_ensure_host_rules (self, work->owner),
        HAULIER_ENGINE_HOST_RULES_ID);
}

/**
 * haulier_engine_list_credentials_finish:
 * @self: the engine
 * @result: the result
 * @error: return location
 *
 * Errors: %HAULIER_ERROR_NOT_FOUND.
 *
 * Returns: (transfer full) (element-type HaulierCredentialReport) (nullable): one for each
 */
GPtrArray *
haulier_engine_list_credentials_finish (HaulierEngine *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
one_done (GTask *task)
{
  Work *work = g_task_get_task_data (task);

  if (--work->n_left == 0)
    g_task_return_boolean (task, TRUE);
  g_object_unref (task);
}

static void
kept_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  haulier_vault_keep_finish (HAULIER_VAULT (source), result, NULL);
  one_done (user_data);
}

/**
 * haulier_engine_keep_secrets_async:
 * @self: the engine
 * @job: a job that is to be created, or gets more credentials
 * @secrets: (element-type utf8 HaulierSecret): reference to secret
 * @callback: called when each is kept somewhere
 * @user_data: for @callback
 *
 * Keeps the passwords of those credentials of the job that @secrets has one for.
 */
void
haulier_engine_keep_secrets_async (HaulierEngine *self,
                                   const HaulierJob *job,
                                   GHashTable *secrets,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data)
{
  GTask *task = new_work (self, haulier_engine_keep_secrets_async, callback, user_data);
  Work *work = g_task_get_task_data (task);

  work->n_left = 1;
  for (guint i = 0; i < job->access.credentials->len; i++)
    {
      const HaulierCredential *credential = g_ptr_array_index (job->access.credentials, i);
      HaulierSecret *secret
          = credential->secret != NULL ? g_hash_table_lookup (secrets, credential->secret) : NULL;

      if (secret == NULL)
        continue;
      work->n_left++;
      haulier_vault_keep_async (
          self->vault, job->id, credential, secret, NULL, kept_cb, g_object_ref (task));
    }
  one_done (task);
}

/**
 * haulier_engine_keep_secrets_finish:
 * @self: the engine
 * @result: the result
 *
 * What no keyring takes is kept in memory: it does not fail.
 */
void
haulier_engine_keep_secrets_finish (HaulierEngine *self, GAsyncResult *result)
{
  g_task_propagate_boolean (G_TASK (result), NULL);
}

/**
 * haulier_engine_drop_secrets:
 * @self: the engine
 * @secrets: (element-type utf8 HaulierSecret): references of secrets that nothing refers to
 */
void
haulier_engine_drop_secrets (HaulierEngine *self, GHashTable *secrets)
{
  GHashTableIter iter;
  gpointer reference = NULL;

  g_hash_table_iter_init (&iter, secrets);
  while (g_hash_table_iter_next (&iter, &reference, NULL))
    haulier_vault_remove_async (self->vault, reference, NULL, NULL);
}

static void
add_references (GHashTable *used, GPtrArray *credentials)
{
  for (guint i = 0; i < credentials->len; i++)
    {
      const HaulierCredential *credential = g_ptr_array_index (credentials, i);

      if (credential->secret != NULL)
        g_hash_table_add (used, g_strdup (credential->secret));
    }
}

/* Forgets the passwords that nothing refers to, when all jobs and rules for hosts are there, and
 * before anybody can give another one. @callback calls haulier_vault_sweep_finish(). */
void
haulier_engine_sweep_secrets_async (HaulierEngine *self,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data)
{
  g_autoptr (GHashTable) used = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GPtrArray) tasks = haulier_queue_list (self->queue, 0, 0);
  GHashTableIter iter;
  gpointer rules = NULL;

  for (guint i = 0; i < tasks->len; i++)
    add_references (used, ((const HaulierTask *) tasks->pdata[i])->job->access.credentials);
  g_hash_table_iter_init (&iter, self->host_rules);
  while (g_hash_table_iter_next (&iter, NULL, &rules))
    add_references (used, rules);
  haulier_vault_sweep_async (self->vault, used, callback, user_data);
}

/* A secret of a job that has ended. */
typedef struct
{
  HaulierEngine *engine;
  char *id;
  char *reference;
} Leaving;

static void
gone_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Leaving *leaving = user_data;
  HaulierEngine *self = leaving->engine;
  HaulierTask *task = self->closed ? NULL : haulier_engine_lookup_task (self, leaving->id, NULL);
  gboolean gone = haulier_vault_remove_finish (HAULIER_VAULT (source), result, NULL);

  for (guint i = 0; gone && task != NULL && i < task->job->access.credentials->len; i++)
    {
      HaulierCredential *credential = g_ptr_array_index (task->job->access.credentials, i);

      if (g_strcmp0 (credential->secret, leaving->reference) != 0)
        continue;
      g_clear_pointer (&credential->secret, g_free);
      haulier_engine_save (self, task);
    }
  g_object_unref (leaving->engine);
  g_free (leaving->id);
  g_free (leaving->reference);
  g_free (leaving);
}

/* A job that has ended logs in nowhere any more. What cannot be removed now keeps its reference,
 * and is tried again when the engine starts. */
void
haulier_engine_drop_job_secrets (HaulierEngine *self, HaulierTask *task)
{
  for (guint i = 0; i < task->job->access.credentials->len; i++)
    {
      const HaulierCredential *credential = g_ptr_array_index (task->job->access.credentials, i);
      Leaving *leaving = NULL;

      if (credential->secret == NULL)
        continue;
      leaving = g_new0 (Leaving, 1);
      leaving->engine = g_object_ref (self);
      leaving->id = g_strdup (task->job->id);
      leaving->reference = g_strdup (credential->secret);
      haulier_vault_remove_async (self->vault, credential->secret, gone_cb, leaving);
    }
}
