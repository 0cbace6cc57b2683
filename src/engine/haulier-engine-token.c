/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Helper tokens of jobs: lent, used for what, taken back, lost. */
#include "config.h"

#include "haulier-engine-token.h"

#include "haulier-account-users.h"
#include "haulier-engine-private.h"
#include "haulier-error.h"
#include "haulier-lending-rules.h"
#include "haulier-model-types.h"

#define ADMINISTRATOR_UID 0

static void
trace_token (HaulierEngine *self, const HaulierTask *task)
{
  const HaulierHelperToken *token = &task->job->access.token;
  g_autofree char *text
      = g_strdup_printf ("helper token: %s%s%s",
                         haulier_word_from_value (HAULIER_TYPE_TOKEN_STATE, token->state),
                         token->principal != NULL ? ": " : "",
                         token->principal != NULL ? token->principal : "");

  haulier_engine_trace (
      self,
      task->job,
      haulier_trace_record_new (g_get_real_time (), HAULIER_FAILURE_NO_FILE, "access", text, NULL));
}

static void
set_token (HaulierHelperToken *token, HaulierTokenState state, const char *principal)
{
  char *owned = g_strdup (principal);

  g_free (token->principal);
  token->principal = owned;
  token->state = state;
}

/* What needs the token does not go on without it: it ends in an error that tells so. */
void
haulier_engine_lose_token (HaulierEngine *self, HaulierTask *task, HaulierTokenState state)
{
  HaulierJob *job = task->job;

  haulier_helper_registry_remove (self->helpers, job->id);
  if (job->access.token.state != HAULIER_TOKEN_STATE_SET)
    return;
  set_token (&job->access.token, state, job->access.token.principal);
  trace_token (self, task);
  haulier_engine_save (self, task);
  haulier_engine_emit_changed (self, task);
  if ((job->state == HAULIER_JOB_STATE_QUEUED || haulier_job_state_is_running (job->state))
      && task->operation == NULL && haulier_engine_refuse (self, task) && task->motion != NULL)
    haulier_motion_stop (task->motion);
}

void
haulier_engine_check_consent (HaulierEngine *self, HaulierTask *task, const HaulierConsent *asked)
{
  const HaulierLoan *loan = haulier_helper_registry_get_loan (self->helpers, task->job->id);

  if (loan != NULL
      && !haulier_lending_covers (
          loan->consent, haulier_account_for_user (loan->context->uid), asked))
    haulier_engine_lose_token (self, task, HAULIER_TOKEN_STATE_WIDENED);
}

static void
dropped_cb (HaulierEngine *self, const char *id)
{
  HaulierTask *task = haulier_engine_lookup_task (self, id, NULL);

  if (task != NULL)
    haulier_engine_lose_token (self, task, HAULIER_TOKEN_STATE_LOST);
}

void
haulier_engine_start_helpers (HaulierEngine *self)
{
  self->helpers = haulier_helper_registry_new (self->logon);
  g_signal_connect_object (
      self->helpers, "dropped", G_CALLBACK (dropped_cb), self, G_CONNECT_SWAPPED);
}

/**
 * haulier_engine_is_account_logged_on:
 * @self: the engine
 * @account: an account
 *
 * Returns: whether jobs of the account may run now
 */
gboolean
haulier_engine_is_account_logged_on (HaulierEngine *self, HaulierAccount account)
{
  return haulier_account_users_find (account)->always_logged_on
         || haulier_logon_watch_is_logged_on (self->logon, account.uid);
}

/**
 * haulier_engine_get_logon_watch:
 * @self: the engine
 *
 * Returns: (transfer none): who is logged on
 */
HaulierLogonWatch *
haulier_engine_get_logon_watch (HaulierEngine *self)
{
  return self->logon;
}

/**
 * haulier_engine_get_loan:
 * @self: the engine
 * @id: a UUID
 *
 * Returns: (transfer none) (nullable): what is lent to the job
 */
const HaulierLoan *
haulier_engine_get_loan (HaulierEngine *self, const char *id)
{
  return haulier_helper_registry_get_loan (self->helpers, id);
}

/**
 * haulier_engine_tell_changed:
 * @self: the engine
 * @id: a UUID
 *
 * Lets everybody who follows the job look at it: something beside it is another now.
 */
void
haulier_engine_tell_changed (HaulierEngine *self, const char *id)
{
  HaulierTask *task = haulier_engine_lookup_task (self, id, NULL);

  if (task != NULL)
    haulier_engine_emit_changed (self, task);
}

/**
 * haulier_engine_set_token_flags_async:
 * @self: the engine
 * @id: a UUID
 * @flags: HAULIER_TOKEN_…
 * @callback: called when they are durable
 * @user_data: for @callback
 */
void
haulier_engine_set_token_flags_async (HaulierEngine *self,
                                      const char *id,
                                      guint flags,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data)
{
  g_autoptr (GTask) operation = g_task_new (self, NULL, callback, user_data);
  HaulierTask *task
      = haulier_engine_begin_change (operation, haulier_engine_set_token_flags_async, id);
  g_autoptr (HaulierConsent) asked = NULL;
  HaulierHelperToken token;
  GError *error = NULL;

  if (task == NULL)
    return;
  token = task->job->access.token;
  token.flags = flags;
  if (!haulier_engine_check_token (self, task->job, &token, &error))
    {
      g_task_return_error (operation, error);
      return;
    }
  task->job->access.token.flags = flags;
  asked = haulier_consent_new (task->job->owner, flags);
  haulier_engine_check_consent (self, task, asked);
  haulier_engine_finish_change (g_steal_pointer (&operation), task);
}

static void
files_loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) operation = user_data;
  HaulierEngine *self = g_task_get_source_object (operation);
  const char *id = g_task_get_task_data (operation);
  g_autoptr (HaulierConsent) consent = NULL;
  GError *error = NULL;
  g_autoptr (GPtrArray) files
      = haulier_store_load_files_finish (HAULIER_STORE (source), result, &error);
  HaulierTask *task = files != NULL ? haulier_engine_lookup_task (self, id, &error) : NULL;

  if (task != NULL)
    {
      consent = haulier_consent_new (task->job->owner, task->job->access.token.flags);
      haulier_consent_add_proxy (consent, &task->job->access.proxy);
      for (guint i = 0; i < files->len; i++)
        {
          const HaulierFile *file = files->pdata[i];

          haulier_consent_add_file (consent, file->remote, file->local);
        }
    }
  if (consent == NULL || !haulier_consent_check (consent, &error))
    g_task_return_error (operation, error);
  else
    g_task_return_pointer (
        operation, g_steal_pointer (&consent), (GDestroyNotify) haulier_consent_free);
}

/**
 * haulier_engine_ask_consent_async:
 * @self: the engine
 * @id: a UUID
 * @callback: called with what it asks for
 * @user_data: for @callback
 *
 * Finds out what somebody agrees to who lends the job an identity.
 */
void
haulier_engine_ask_consent_async (HaulierEngine *self,
                                  const char *id,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  g_autoptr (GTask) operation = g_task_new (self, NULL, callback, user_data);
  GError *error = NULL;

  g_task_set_source_tag (operation, haulier_engine_ask_consent_async);
  g_task_set_task_data (operation, g_strdup (id), g_free);
  if (haulier_engine_lookup_task (self, id, &error) == NULL)
    g_task_return_error (operation, error);
  else
    haulier_store_load_files_async (
        self->store, id, 0, 0, files_loaded_cb, g_steal_pointer (&operation));
}

/**
 * haulier_engine_ask_consent_finish:
 * @self: the engine
 * @result: the result
 * @error: return location
 *
 * Errors: %HAULIER_ERROR_NOT_FOUND, those of haulier_consent_check().
 *
 * Returns: (transfer full): what is asked for
 */
HaulierConsent *
haulier_engine_ask_consent_finish (HaulierEngine *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* A loan that is being made. */
typedef struct
{
  char *id;
  HaulierLoan *loan;
  char *digest; /* (nullable) */
} Lending;

static void
lending_free (Lending *lending)
{
  g_free (lending->id);
  haulier_loan_free (lending->loan);
  g_free (lending->digest);
  g_free (lending);
}

static void
changed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) operation = user_data;
  GError *error = NULL;

  if (!haulier_engine_set_access_finish (HAULIER_ENGINE (source), result, NULL, &error))
    g_task_return_error (operation, error);
  else
    g_task_return_int (operation, 0);
}

static gboolean
lend (HaulierEngine *self, HaulierTask *task, Lending *lending, GError **error)
{
  const HaulierLoan *loan = lending->loan;
  g_autofree char *name
      = g_strdup (loan->principal != NULL ? loan->principal : loan->context->user);
  HaulierHelperToken token = task->job->access.token;

  token.state = HAULIER_TOKEN_STATE_SET;
  token.administrator = loan->context->uid == ADMINISTRATOR_UID;
  if (!haulier_engine_check_token (self, task->job, &token, error)
      || !haulier_helper_registry_lend (
          self->helpers, lending->id, g_steal_pointer (&lending->loan), error))
    return FALSE;
  task->job->access.token.administrator = token.administrator;
  set_token (&task->job->access.token, HAULIER_TOKEN_STATE_SET, name);
  trace_token (self, task);
  return TRUE;
}

static gboolean
check_digest (const Lending *lending, const HaulierConsent *consent, GError **error)
{
  g_autofree char *digest = haulier_consent_dup_digest (consent);

  if (lending->digest == NULL || g_str_equal (lending->digest, digest))
    return TRUE;
  g_set_error_literal (error,
                       HAULIER_ERROR,
                       HAULIER_ERROR_INVALID_STATE,
                       "lend an identity: the job asks for something else than what was agreed to");
  return FALSE;
}

/* From here on nothing is waited for: what is lent is what was agreed to. */
static void
consent_asked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) operation = user_data;
  HaulierEngine *self = HAULIER_ENGINE (source);
  Lending *lending = g_task_get_task_data (operation);
  g_autoptr (GTask) change = NULL;
  HaulierTask *task = NULL;
  GError *error = NULL;
  g_autoptr (HaulierConsent) consent = haulier_engine_ask_consent_finish (self, result, &error);

  if (consent == NULL || !check_digest (lending, consent, &error))
    {
      g_task_return_error (operation, error);
      return;
    }
  change = g_task_new (self, NULL, changed_cb, g_object_ref (operation));
  task = haulier_engine_begin_change (change, haulier_engine_lend_async, lending->id);
  if (task == NULL)
    return;
  if (!haulier_account_equal (task->job->owner,
                              haulier_account_for_user (lending->loan->context->uid)))
    lending->loan->consent = g_steal_pointer (&consent);
  if (lend (self, task, lending, &error))
    haulier_engine_finish_change (g_steal_pointer (&change), task);
  else
    g_task_return_error (change, error);
}

/**
 * haulier_engine_lend_async:
 * @self: the engine
 * @id: a UUID
 * @loan: (transfer full): who is lent; its consent is filled in unless the owner lends himself
 * @digest: (nullable): of what the lender has seen; %NULL: agrees to what the job asks for now
 * @callback: called when it is durable that there is a token
 * @user_data: for @callback
 *
 * Errors: those of haulier_engine_set_access_finish(), which gets the result;
 *   %HAULIER_ERROR_INVALID_STATE where the job asks for something else than @digest,
 *   %HAULIER_ERROR_NOT_LOGGED_ON.
 */
void
haulier_engine_lend_async (HaulierEngine *self,
                           const char *id,
                           HaulierLoan *loan,
                           const char *digest,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  GTask *operation = g_task_new (self, NULL, callback, user_data);
  Lending *lending = g_new0 (Lending, 1);

  lending->id = g_strdup (id);
  lending->loan = loan;
  lending->digest = g_strdup (digest);
  g_task_set_source_tag (operation, haulier_engine_lend_async);
  g_task_set_task_data (operation, lending, (GDestroyNotify) lending_free);
  haulier_engine_ask_consent_async (self, id, consent_asked_cb, operation);
}

/**
 * haulier_engine_list_loans:
 * @self: the engine
 * @uid: a user
 *
 * Returns: (transfer container) (element-type utf8): the ids of jobs that this user is lent to
 */
GPtrArray *
haulier_engine_list_loans (HaulierEngine *self, uid_t uid)
{
  return haulier_helper_registry_list (self->helpers, uid);
}

/**
 * haulier_engine_withdraw_token:
 * @self: the engine
 * @id: a UUID
 * @uid: who has lent
 * @error: return location
 *
 * Ends a loan at once, whatever the job is doing: it was never kept over a restart either.
 *
 * Errors: %HAULIER_ERROR_NOT_FOUND where @uid is not lent to the job, as where there is no job.
 *
 * Returns: whether it was lent
 */
gboolean
haulier_engine_withdraw_token (HaulierEngine *self, const char *id, uid_t uid, GError **error)
{
  const HaulierLoan *loan = haulier_helper_registry_get_loan (self->helpers, id);
  HaulierTask *task = haulier_engine_lookup_task (self, id, NULL);

  if (loan == NULL || loan->context->uid != uid || task == NULL)
    {
      g_set_error_literal (error,
                           HAULIER_ERROR,
                           HAULIER_ERROR_NOT_FOUND,
                           "take an identity back: it is not lent to such a job");
      return FALSE;
    }
  haulier_engine_lose_token (self, task, HAULIER_TOKEN_STATE_WITHDRAWN);
  return TRUE;
}

/**
 * haulier_engine_clear_token_async:
 * @self: the engine
 * @id: a UUID
 * @callback: called when it is durable
 * @user_data: for @callback
 *
 * Takes the token away. The flags stay: a job that has some needs a token again.
 *
 * Source: IBitsTokenOptions::ClearHelperToken.
 */
void
haulier_engine_clear_token_async (HaulierEngine *self,
                                  const char *id,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  g_autoptr (GTask) operation = g_task_new (self, NULL, callback, user_data);
  HaulierTask *task = haulier_engine_begin_change (operation, haulier_engine_clear_token_async, id);

  if (task == NULL)
    return;
  haulier_engine_lose_token (self, task, HAULIER_TOKEN_STATE_NONE);
  set_token (&task->job->access.token, HAULIER_TOKEN_STATE_NONE, NULL);
  haulier_engine_finish_change (g_steal_pointer (&operation), task);
}
