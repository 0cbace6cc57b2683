/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* What decides who is used for a job: how it is set. */
#include "config.h"

#include "haulier-engine-access.h"

#include "haulier-engine-private.h"
#include "haulier-error.h"
#include "haulier-setting-rules.h"
#include "haulier-settings.h"

/* One change. What it replaces is put back when it cannot be stored. */
typedef struct
{
  char *id;
  HaulierJobAccess former;
  HaulierCredential *credential; /* (nullable) to be set */
  char *obsolete;                /* (nullable) reference of the secret that is replaced */
  gint detail;                   /* what the caller is told besides */
} Change;

static void
change_free (Change *change)
{
  g_free (change->id);
  haulier_job_access_clear (&change->former);
  haulier_credential_free (change->credential);
  g_free (change->obsolete);
  g_free (change);
}

static HaulierProfile
get_profile (HaulierEngine *self, const HaulierJob *job)
{
  return haulier_settings_get_profile (self->settings, job->settings.profile);
}

/* A job that has ended has nothing to decide any more. */
static HaulierTask *
lookup_open_task (HaulierEngine *self, const char *id, GError **error)
{
  HaulierTask *task = haulier_engine_lookup_task (self, id, error);

  if (task == NULL || !haulier_job_state_is_final (task->job->state))
    return task;
  g_set_error (error,
               HAULIER_ERROR,
               HAULIER_ERROR_INVALID_STATE,
               "change the job “%s”: it is finished",
               task->job->name);
  return NULL;
}

/* Begins a change of a job.
 *
 * Returns: (nullable): the job, or NULL when the operation has failed */
HaulierTask *
haulier_engine_begin_change (GTask *operation, gpointer tag, const char *id)
{
  HaulierEngine *self = g_task_get_source_object (operation);
  Change *change = g_new0 (Change, 1);
  GError *error = NULL;
  HaulierTask *task = lookup_open_task (self, id, &error);

  change->id = g_strdup (id);
  g_task_set_source_tag (operation, tag);
  g_task_set_task_data (operation, change, (GDestroyNotify) change_free);
  if (task == NULL)
    g_task_return_error (operation, error);
  else
    haulier_job_access_copy (&change->former, &task->job->access);
  return task;
}

/* It is in force at once: what moves starts anew with it. */
static void
put_in_force (HaulierEngine *self, HaulierTask *task)
{
  task->job->modified = g_get_real_time ();
  haulier_engine_emit_changed (self, task);
  if (task->motion != NULL)
    haulier_motion_stop (task->motion);
  else
    haulier_engine_enqueue (self, task);
}

static void
put_back (HaulierEngine *self, Change *change)
{
  HaulierTask *task = haulier_engine_lookup_task (self, change->id, NULL);

  if (task == NULL)
    return;
  haulier_job_access_clear (&task->job->access);
  haulier_job_access_copy (&task->job->access, &change->former);
  if (task->job->access.token.state == HAULIER_TOKEN_STATE_SET
      && haulier_helper_registry_lookup (self->helpers, change->id) == NULL)
    task->job->access.token.state = HAULIER_TOKEN_STATE_LOST;
  put_in_force (self, task);
}

static void
remove_secret (HaulierEngine *self, const char *reference)
{
  if (reference != NULL)
    haulier_vault_remove_async (self->vault, reference, NULL, NULL);
}

/* Who asks after the answer where the passwords are finds none that is about to go. */
static void
obsolete_removed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) operation = user_data;
  const Change *change = g_task_get_task_data (operation);

  haulier_vault_remove_finish (HAULIER_VAULT (source), result, NULL);
  g_task_return_int (operation, change->detail);
}

static void
stored_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) operation = user_data;
  HaulierEngine *self = g_task_get_source_object (operation);
  Change *change = g_task_get_task_data (operation);
  GError *error = NULL;

  if (haulier_store_set_job_finish (HAULIER_STORE (source), result, &error))
    {
      if (change->obsolete != NULL)
        haulier_vault_remove_async (
            self->vault, change->obsolete, obsolete_removed_cb, g_steal_pointer (&operation));
      else
        g_task_return_int (operation, change->detail);
      return;
    }
  put_back (self, change);
  if (change->credential != NULL)
    remove_secret (self, change->credential->secret);
  g_task_return_error (operation, error);
}

/* Takes @operation; the job has what is new already. */
void
haulier_engine_finish_change (GTask *operation, HaulierTask *task)
{
  HaulierEngine *self = g_task_get_source_object (operation);

  put_in_force (self, task);
  haulier_store_set_job_async (self->store, task->job, stored_cb, operation);
}

/**
 * haulier_engine_set_proxy_async:
 * @self: the engine
 * @id: a UUID
 * @proxy: proxy settings
 * @callback: called when they are durable
 * @user_data: for @callback
 */
void
haulier_engine_set_proxy_async (HaulierEngine *self,
                                const char *id,
                                const HaulierProxySettings *proxy,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  g_autoptr (GTask) operation = g_task_new (self, NULL, callback, user_data);
  HaulierTask *task = haulier_engine_begin_change (operation, haulier_engine_set_proxy_async, id);
  g_autoptr (HaulierConsent) asked = NULL;
  GError *error = NULL;

  if (task == NULL)
    return;
  if (!haulier_proxy_settings_check (proxy, &error)
      || !haulier_setting_rules_check_proxy (proxy, get_profile (self, task->job), &error))
    {
      g_task_return_error (operation, error);
      return;
    }
  haulier_proxy_settings_clear (&task->job->access.proxy);
  haulier_proxy_settings_copy (&task->job->access.proxy, proxy);
  asked = haulier_consent_new (task->job->owner, task->job->access.token.flags);
  haulier_consent_add_proxy (asked, proxy);
  haulier_engine_check_consent (self, task, asked);
  haulier_engine_finish_change (g_steal_pointer (&operation), task);
}

gboolean
haulier_engine_check_token (HaulierEngine *self,
                            const HaulierJob *job,
                            const HaulierHelperToken *token,
                            GError **error)
{
  return haulier_token_flags_check (token->flags, error)
         && haulier_setting_rules_check_token (job->owner, token, get_profile (self, job), error);
}

/**
 * haulier_engine_set_certificate_async:
 * @self: the engine
 * @id: a UUID
 * @certificate: (transfer full) (nullable): which; %NULL for none any more
 * @callback: called when it is durable
 * @user_data: for @callback
 */
void
haulier_engine_set_certificate_async (HaulierEngine *self,
                                      const char *id,
                                      HaulierCertificateReference *certificate,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data)
{
  g_autoptr (GTask) operation = g_task_new (self, NULL, callback, user_data);
  g_autoptr (HaulierCertificateReference) owned = certificate;
  HaulierTask *task
      = haulier_engine_begin_change (operation, haulier_engine_set_certificate_async, id);
  GError *error = NULL;

  if (task == NULL)
    return;
  if (owned != NULL
      && !haulier_setting_rules_check_certificate (owned, get_profile (self, task->job), &error))
    {
      g_task_return_error (operation, error);
      return;
    }
  haulier_certificate_reference_free (task->job->access.certificate);
  task->job->access.certificate = g_steal_pointer (&owned);
  haulier_engine_finish_change (g_steal_pointer (&operation), task);
}

static guint64
new_stamp (void)
{
  return ((guint64) g_random_int () << 32 | g_random_int ()) & G_MAXINT64;
}

/**
 * haulier_engine_stamp_credential:
 * @credential: a credential that is set now
 *
 * Gives it a stamp and, unless it is implicit, a reference for its secret: what was tried before
 * does not count any more.
 */
void
haulier_engine_stamp_credential (HaulierCredential *credential)
{
  credential->stamp = new_stamp ();
  g_free (credential->secret);
  credential->secret = credential->implicit ? NULL : g_uuid_string_random ();
}

static const HaulierCredential *
find_like (const HaulierJobAccess *access, const HaulierCredential *credential)
{
  return haulier_credentials_find (access->credentials,
                                   credential->source,
                                   credential->target,
                                   credential->scheme,
                                   credential->origin);
}

static void
put_credential (GTask *operation)
{
  HaulierEngine *self = g_task_get_source_object (operation);
  Change *change = g_task_get_task_data (operation);
  const HaulierCredential *former = NULL;
  GError *error = NULL;
  HaulierTask *task = lookup_open_task (self, change->id, &error);

  if (task == NULL)
    {
      remove_secret (self, change->credential->secret);
      g_task_return_error (operation, error);
      g_object_unref (operation);
      return;
    }
  former = find_like (&task->job->access, change->credential);
  change->obsolete = former != NULL ? g_strdup (former->secret) : NULL;
  haulier_credentials_take (task->job->access.credentials,
                            haulier_credential_copy (change->credential));
  haulier_engine_finish_change (operation, task);
}

static void
kept_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *operation = user_data;
  Change *change = g_task_get_task_data (operation);

  change->detail = (gint) haulier_vault_keep_finish (HAULIER_VAULT (source), result, NULL);
  put_credential (operation);
}

/**
 * haulier_engine_set_credential_async:
 * @self: the engine
 * @id: a UUID
 * @credential: (transfer full): who logs in where
 * @secret: (nullable): the password; %NULL for logon credentials
 * @callback: called when it is durable; the detail is a #HaulierKept
 * @user_data: for @callback
 */
void
haulier_engine_set_credential_async (HaulierEngine *self,
                                     const char *id,
                                     HaulierCredential *credential,
                                     HaulierSecret *secret,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data)
{
  g_autoptr (GTask) operation = g_task_new (self, NULL, callback, user_data);
  g_autoptr (HaulierCredential) owned = credential;
  HaulierTask *task
      = haulier_engine_begin_change (operation, haulier_engine_set_credential_async, id);
  Change *change = g_task_get_task_data (operation);
  GError *error = NULL;

  if (task == NULL)
    return;
  if (!haulier_credential_check (credential, &error)
      || !haulier_setting_rules_check_credential (
          credential, get_profile (self, task->job), &error))
    {
      g_task_return_error (operation, error);
      return;
    }
  haulier_engine_stamp_credential (credential);
  change->credential = g_steal_pointer (&owned);
  if (secret != NULL && !credential->implicit)
    haulier_vault_keep_async (
        self->vault, id, change->credential, secret, NULL, kept_cb, g_steal_pointer (&operation));
  else
    put_credential (g_steal_pointer (&operation));
}

/* What stands in an address of the job; NULL: nothing. */
static const HaulierCredential *
find_in_address (const HaulierJobAccess *access, HaulierAuthTarget target)
{
  for (guint i = 0; i < access->credentials->len; i++)
    {
      const HaulierCredential *credential = g_ptr_array_index (access->credentials, i);

      if (credential->source == HAULIER_CREDENTIAL_SOURCE_URL && credential->target == target)
        return credential;
    }
  return NULL;
}

static gboolean
adopt (HaulierEngine *self,
       HaulierJob *job,
       Change *change,
       HaulierAuthTarget target,
       HaulierAuthScheme scheme,
       GError **error)
{
  const HaulierCredential *found = find_in_address (&job->access, target);
  const HaulierCredential *former = NULL;
  g_autoptr (HaulierCredential) adopted = NULL;
  g_autofree char *origin = NULL;

  if (found == NULL)
    {
      g_set_error (error,
                   HAULIER_ERROR,
                   HAULIER_ERROR_NOT_FOUND,
                   "take the login out of the address of “%s”: there is none",
                   job->name);
      return FALSE;
    }
  adopted = haulier_credential_copy (found);
  origin = g_steal_pointer (&adopted->origin);
  adopted->source = HAULIER_CREDENTIAL_SOURCE_JOB;
  adopted->scheme = scheme;
  if (!haulier_setting_rules_check_credential (adopted, get_profile (self, job), error))
    return FALSE;
  former = find_like (&job->access, adopted);
  change->obsolete = former != NULL ? g_strdup (former->secret) : NULL;
  haulier_credentials_remove (
      job->access.credentials, HAULIER_CREDENTIAL_SOURCE_URL, target, found->scheme, origin);
  haulier_credentials_take (job->access.credentials, g_steal_pointer (&adopted));
  return TRUE;
}

/**
 * haulier_engine_adopt_credential_async:
 * @self: the engine
 * @id: a UUID
 * @target: who asks
 * @scheme: how to answer
 * @callback: called when it is durable
 * @user_data: for @callback
 *
 * Makes what stood in an address a credential of the job; its password stays where it is kept.
 *
 * Errors: %HAULIER_ERROR_NOT_FOUND when nothing stood in an address.
 */
void
haulier_engine_adopt_credential_async (HaulierEngine *self,
                                       const char *id,
                                       HaulierAuthTarget target,
                                       HaulierAuthScheme scheme,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data)
{
  g_autoptr (GTask) operation = g_task_new (self, NULL, callback, user_data);
  HaulierTask *task
      = haulier_engine_begin_change (operation, haulier_engine_adopt_credential_async, id);
  GError *error = NULL;

  if (task == NULL)
    return;
  if (adopt (self, task->job, g_task_get_task_data (operation), target, scheme, &error))
    haulier_engine_finish_change (g_steal_pointer (&operation), task);
  else
    g_task_return_error (operation, error);
}

/**
 * haulier_engine_remove_credential_async:
 * @self: the engine
 * @id: a UUID
 * @target: who asks
 * @scheme: how
 * @callback: called when it is durably gone; the detail is whether there was one
 * @user_data: for @callback
 */
void
haulier_engine_remove_credential_async (HaulierEngine *self,
                                        const char *id,
                                        HaulierAuthTarget target,
                                        HaulierAuthScheme scheme,
                                        GAsyncReadyCallback callback,
                                        gpointer user_data)
{
  g_autoptr (GTask) operation = g_task_new (self, NULL, callback, user_data);
  HaulierTask *task
      = haulier_engine_begin_change (operation, haulier_engine_remove_credential_async, id);
  Change *change = g_task_get_task_data (operation);
  const HaulierCredential *former = NULL;

  if (task == NULL)
    return;
  former = haulier_credentials_find (
      task->job->access.credentials, HAULIER_CREDENTIAL_SOURCE_JOB, target, scheme, NULL);
  if (former == NULL)
    {
      g_task_return_int (operation, FALSE);
      return;
    }
  change->obsolete = g_strdup (former->secret);
  change->detail = TRUE;
  haulier_credentials_remove (
      task->job->access.credentials, HAULIER_CREDENTIAL_SOURCE_JOB, target, scheme, NULL);
  haulier_engine_finish_change (g_steal_pointer (&operation), task);
}

/**
 * haulier_engine_set_access_finish:
 * @self: the engine
 * @result: the result of one of the calls that change a job's access
 * @out_detail: (out) (optional): what the call tells besides
 * @error: return location
 *
 * Errors: %HAULIER_ERROR_NOT_FOUND, %HAULIER_ERROR_INVALID_STATE for a finished job, those of the
 *   checks and of the rules about settings; the former setting stays.
 *
 * Returns: whether the change is durable
 */
gboolean
haulier_engine_set_access_finish (HaulierEngine *self,
                                  GAsyncResult *result,
                                  gint *out_detail,
                                  GError **error)
{
  g_autoptr (GError) local_error = NULL;
  gssize detail;

  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  detail = g_task_propagate_int (G_TASK (result), &local_error);
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  if (out_detail != NULL)
    *out_detail = (gint) detail;
  return TRUE;
}

/**
 * haulier_engine_check_access:
 * @self: the engine
 * @job: a job that is to be created
 * @error: return location
 *
 * Checks all of its access at once, by the rules of the profile that it has.
 *
 * Returns: whether it can have it
 */
gboolean
haulier_engine_check_access (HaulierEngine *self, const HaulierJob *job, GError **error)
{
  const HaulierJobAccess *access = &job->access;
  HaulierProfile profile = get_profile (self, job);

  for (guint i = 0; i < access->credentials->len; i++)
    {
      const HaulierCredential *credential = g_ptr_array_index (access->credentials, i);

      if (!haulier_credential_check (credential, error)
          || !haulier_setting_rules_check_credential (credential, profile, error))
        return FALSE;
    }
  return haulier_proxy_settings_check (&access->proxy, error)
         && haulier_setting_rules_check_proxy (&access->proxy, profile, error)
         && haulier_engine_check_token (self, job, &access->token, error)
         && (access->certificate == NULL
             || haulier_setting_rules_check_certificate (access->certificate, profile, error));
}
