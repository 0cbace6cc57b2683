/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Rules of an account for hosts: who logs in where, for every job of it. */
#include "config.h"

#include "haulier-engine-hosts.h"

#include "haulier-engine-private.h"
#include "haulier-error.h"
#include "haulier-setting-rules.h"
#include "haulier-settings.h"
#include "haulier-store-access.h"

/* One change. */
typedef struct
{
  char *owner;
  HaulierCredential *credential; /* what is set; of a removal the key only */
  gboolean removal;
  HaulierCredential *former; /* (nullable) what it replaces */
  gint detail;               /* a HaulierKept, or whether there was one */
} Change;

static void
change_free (Change *change)
{
  g_free (change->owner);
  haulier_credential_free (change->credential);
  haulier_credential_free (change->former);
  g_free (change);
}

static GTask *
new_change (HaulierEngine *self,
            gpointer tag,
            HaulierAccount owner,
            HaulierCredential *credential,
            GAsyncReadyCallback callback,
            gpointer user_data)
{
  GTask *task = g_task_new (self, NULL, callback, user_data);
  Change *change = g_new0 (Change, 1);

  change->owner = haulier_account_to_key (owner);
  change->credential = credential;
  credential->source = HAULIER_CREDENTIAL_SOURCE_HOST;
  g_task_set_source_tag (task, tag);
  g_task_set_task_data (task, change, (GDestroyNotify) change_free);
  return task;
}

/* Returns: (transfer none): the rules of an account */
GPtrArray *
haulier_engine_ensure_host_rules (HaulierEngine *self, const char *owner)
{
  GPtrArray *rules = g_hash_table_lookup (self->host_rules, owner);

  if (rules == NULL)
    {
      rules = haulier_credentials_new ();
      g_hash_table_insert (self->host_rules, g_strdup (owner), rules);
    }
  return rules;
}

/* What cannot be read is no rule. */
void
haulier_engine_take_host_rules (HaulierEngine *self, GPtrArray *rows)
{
  for (guint i = 0; i < rows->len; i++)
    {
      g_autoptr (GVariant) variant = NULL;
      g_autoptr (GError) error = NULL;
      const char *owner = NULL;
      HaulierJobAccess access;

      g_variant_get (rows->pdata[i], "(&s@a{sv})", &owner, &variant);
      haulier_job_access_init (&access);
      if (haulier_job_access_from_variant (&access, variant, &error))
        g_hash_table_insert (
            self->host_rules, g_strdup (owner), g_steal_pointer (&access.credentials));
      else
        g_debug ("%s, ignoring: its rules for hosts are not used", error->message);
      haulier_job_access_clear (&access);
    }
}

static const HaulierCredential *
find_like (GPtrArray *rules, const HaulierCredential *key)
{
  return haulier_credentials_find (
      rules, HAULIER_CREDENTIAL_SOURCE_HOST, key->target, key->scheme, key->origin);
}

static void
obsolete_removed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  const Change *change = g_task_get_task_data (task);

  haulier_vault_remove_finish (HAULIER_VAULT (source), result, NULL);
  g_task_return_int (task, change->detail);
}

static void
remove_like (GPtrArray *rules, const HaulierCredential *key)
{
  haulier_credentials_remove (
      rules, HAULIER_CREDENTIAL_SOURCE_HOST, key->target, key->scheme, key->origin);
}

/* It could not be stored. */
static void
put_back (HaulierEngine *self, Change *change)
{
  GPtrArray *rules = haulier_engine_ensure_host_rules (self, change->owner);

  if (change->former != NULL)
    haulier_credentials_take (rules, g_steal_pointer (&change->former));
  else
    remove_like (rules, change->credential);
  if (change->credential->secret != NULL)
    haulier_vault_remove_async (self->vault, change->credential->secret, NULL, NULL);
}

static void
stored_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  HaulierEngine *self = g_task_get_source_object (task);
  Change *change = g_task_get_task_data (task);
  GError *error = NULL;

  if (!haulier_store_set_hosts_finish (HAULIER_STORE (source), result, &error))
    {
      put_back (self, change);
      g_task_return_error (task, error);
    }
  else if (change->former != NULL && change->former->secret != NULL)
    haulier_vault_remove_async (
        self->vault, change->former->secret, obsolete_removed_cb, g_steal_pointer (&task));
  else
    g_task_return_int (task, change->detail);
}

/* In force at once, so that the next change is one of these. Takes @task. */
static void
store (GTask *task)
{
  HaulierEngine *self = g_task_get_source_object (task);
  Change *change = g_task_get_task_data (task);
  GPtrArray *rules = haulier_engine_ensure_host_rules (self, change->owner);
  const HaulierCredential *former = find_like (rules, change->credential);
  const HaulierJobAccess access = { .credentials = rules };

  change->former = former != NULL ? haulier_credential_copy (former) : NULL;
  if (change->removal)
    remove_like (rules, change->credential);
  else
    haulier_credentials_take (rules, haulier_credential_copy (change->credential));
  haulier_store_set_hosts_async (
      self->store,
      g_variant_new ("(s@a{sv})", change->owner, haulier_job_access_to_variant (&access)),
      stored_cb,
      task);
}

static void
kept_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Change *change = g_task_get_task_data (task);

  change->detail = (gint) haulier_vault_keep_finish (HAULIER_VAULT (source), result, NULL);
  store (task);
}

static gboolean
check (HaulierEngine *self, const Change *change, GError **error)
{
  GPtrArray *rules = haulier_engine_ensure_host_rules (self, change->owner);

  if (!haulier_credential_check (change->credential, error)
      || !haulier_setting_rules_check_credential (
          change->credential,
          haulier_settings_get_profile (self->settings, HAULIER_NOT_SET),
          error))
    return FALSE;
  if (rules->len < HAULIER_ENGINE_MAX_HOST_RULES_PER_OWNER
      || find_like (rules, change->credential) != NULL)
    return TRUE;
  g_set_error (error,
               HAULIER_ERROR,
               HAULIER_ERROR_INVALID_STATE,
               "set the login for %s: there are %u already",
               change->credential->origin,
               rules->len);
  return FALSE;
}

/**
 * haulier_engine_set_host_rule_async:
 * @self: the engine
 * @owner: whose rule
 * @credential: (transfer full): who logs in to its origin
 * @secret: (nullable): the password; %NULL for logon credentials
 * @callback: called when it is durable; the detail is a #HaulierKept
 * @user_data: for @callback
 *
 * It counts from the next time that somebody asks on, for every job of @owner that has nothing of
 * its own for it.
 */
void
haulier_engine_set_host_rule_async (HaulierEngine *self,
                                    HaulierAccount owner,
                                    HaulierCredential *credential,
                                    HaulierSecret *secret,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data)
{
  g_autoptr (GTask) task = new_change (
      self, haulier_engine_set_host_rule_async, owner, credential, callback, user_data);
  Change *change = g_task_get_task_data (task);
  GError *error = NULL;

  if (!check (self, change, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  haulier_engine_stamp_credential (credential);
  if (secret != NULL && !credential->implicit)
    haulier_vault_keep_async (self->vault,
                              HAULIER_ENGINE_HOST_RULES_ID,
                              credential,
                              secret,
                              NULL,
                              kept_cb,
                              g_steal_pointer (&task));
  else
    store (g_steal_pointer (&task));
}

/**
 * haulier_engine_remove_host_rule_async:
 * @self: the engine
 * @owner: whose rule
 * @key: (transfer full): target, scheme and origin of it
 * @callback: called when that is durable; the detail is whether there was one
 * @user_data: for @callback
 */
void
haulier_engine_remove_host_rule_async (HaulierEngine *self,
                                       HaulierAccount owner,
                                       HaulierCredential *key,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data)
{
  g_autoptr (GTask) task
      = new_change (self, haulier_engine_remove_host_rule_async, owner, key, callback, user_data);
  Change *change = g_task_get_task_data (task);

  change->removal = TRUE;
  change->detail = find_like (haulier_engine_ensure_host_rules (self, change->owner), key) != NULL;
  if (change->detail)
    store (g_steal_pointer (&task));
  else
    g_task_return_int (task, FALSE);
}

/**
 * haulier_engine_set_host_rule_finish:
 * @self: the engine
 * @result: of a change
 * @out_detail: (out) (optional): what the call tells besides
 * @error: return location
 *
 * Errors: those of the checks of a credential, %HAULIER_ERROR_INVALID_STATE at the limit.
 *
 * Returns: whether it was changed
 */
gboolean
haulier_engine_set_host_rule_finish (HaulierEngine *self,
                                     GAsyncResult *result,
                                     gint *out_detail,
                                     GError **error)
{
  return haulier_engine_set_access_finish (self, result, out_detail, error);
}

/**
 * haulier_engine_add_host_rules:
 * @self: the engine
 * @owner: of the job
 * @facts: (inout): of the job; its access is @out_access afterwards
 * @out_access: (out): the job's own, and the rules of its owner besides; only its credentials are
 * the caller's, who drops them
 */
void
haulier_engine_add_host_rules (HaulierEngine *self,
                               HaulierAccount owner,
                               HaulierAccessFacts *facts,
                               HaulierJobAccess *out_access)
{
  g_autofree char *key = haulier_account_to_key (owner);
  GPtrArray *rules = g_hash_table_lookup (self->host_rules, key);
  GPtrArray *own = facts->access->credentials;

  *out_access = *facts->access;
  out_access->credentials = g_ptr_array_new ();
  g_ptr_array_extend (out_access->credentials, own, NULL, NULL);
  if (rules != NULL)
    g_ptr_array_extend (out_access->credentials, rules, NULL, NULL);
  facts->access = out_access;
}
