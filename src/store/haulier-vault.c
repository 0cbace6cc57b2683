/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Where passwords are: with the keyring of a person or sealed for a computer, else in memory only.
 */
#include "config.h"

#include "haulier-vault.h"

#include "haulier-error.h"
#include "haulier-vault-backend-private.h"

struct _HaulierVault
{
  GObject parent_instance;

  HaulierVaultBackend *backend;
  GHashTable *memory; /* char * reference → HaulierSecret */
  GHashTable *doomed; /* char * reference: to be removed as soon as the backend works */
};

G_DEFINE_FINAL_TYPE (HaulierVault, haulier_vault, G_TYPE_OBJECT)

static void
haulier_vault_finalize (GObject *object)
{
  HaulierVault *self = HAULIER_VAULT (object);

  haulier_vault_backend_free (self->backend);
  g_hash_table_unref (self->memory);
  g_hash_table_unref (self->doomed);
  G_OBJECT_CLASS (haulier_vault_parent_class)->finalize (object);
}

static void
haulier_vault_class_init (HaulierVaultClass *class)
{
  G_OBJECT_CLASS (class)->finalize = haulier_vault_finalize;
}

static void
haulier_vault_init (HaulierVault *self)
{
  self->memory = g_hash_table_new_full (
      g_str_hash, g_str_equal, g_free, (GDestroyNotify) haulier_secret_unref);
  self->doomed = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

void
haulier_vault_backend_free (HaulierVaultBackend *backend)
{
  if (backend == NULL)
    return;
  g_free (backend->folder);
  g_free (backend);
}

/**
 * haulier_vault_new:
 * @scope: whose engine it is for: secrets of a session are in the person's keyring, those of the
 * system sealed in files
 * @folder: (type filename): the folder of the store
 *
 * Returns: (transfer full): a vault with nothing in memory
 */
HaulierVault *
haulier_vault_new (HaulierEngineScope scope, const char *folder)
{
  HaulierVault *self = g_object_new (HAULIER_TYPE_VAULT, NULL);

  self->backend = scope == HAULIER_ENGINE_SCOPE_SYSTEM ? haulier_sealed_backend_new (folder)
                                                       : haulier_keyring_backend_new ();
  return self;
}

/**
 * haulier_vault_is_needed:
 * @self: a vault
 *
 * Returns: whether a secret would be lost with it
 */
gboolean
haulier_vault_is_needed (HaulierVault *self)
{
  return g_hash_table_size (self->memory) > 0;
}

static GTask *
new_task (HaulierVault *self,
          gpointer tag,
          const char *reference,
          GAsyncReadyCallback callback,
          gpointer user_data)
{
  GTask *task = g_task_new (self, NULL, callback, user_data);

  g_task_set_source_tag (task, tag);
  g_task_set_task_data (task, g_strdup (reference), g_free);
  return task;
}

static void
doomed_removed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  HaulierVault *self = g_task_get_source_object (task);

  if (g_task_propagate_boolean (G_TASK (result), NULL))
    g_hash_table_remove (self->doomed, g_task_get_task_data (task));
}

/* The backend works: what should have been removed from it can be. */
static void
remove_doomed (HaulierVault *self)
{
  GHashTableIter iter;
  gpointer reference = NULL;

  g_hash_table_iter_init (&iter, self->doomed);
  while (g_hash_table_iter_next (&iter, &reference, NULL))
    self->backend->remove (self->backend,
                           reference,
                           doomed_removed_cb,
                           new_task (self, remove_doomed, reference, NULL, NULL));
}

static void
kept_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  HaulierVault *self = g_task_get_source_object (task);
  const char *reference = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  if (g_task_propagate_boolean (G_TASK (result), &error))
    {
      /* removed while it was on its way */
      if (!g_hash_table_remove (self->memory, reference))
        g_hash_table_add (self->doomed, g_strdup (reference));
      remove_doomed (self);
      g_task_return_int (task, self->backend->kept);
      return;
    }
  if (g_error_matches (error, HAULIER_ERROR, HAULIER_ERROR_CANCELLED))
    {
      g_hash_table_remove (self->memory, reference);
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  /* a keyring may get it all the same after its time */
  if (!g_error_matches (error, HAULIER_ERROR, HAULIER_ERROR_ACCESS_DENIED))
    g_debug ("%s, ignoring: the secret stays in memory", error->message);
  g_task_return_int (task, HAULIER_KEPT_MEMORY);
}

/**
 * haulier_vault_keep_async:
 * @self: a vault
 * @job_id: the job that it belongs to
 * @credential: who logs in where; its @secret is the reference that the secret gets
 * @secret: the secret
 * @cancellable: (nullable): ends it; the secret is not kept then
 * @callback: called when it is kept
 * @user_data: for @callback
 *
 * The secret can be looked up from this call on.
 */
void
haulier_vault_keep_async (HaulierVault *self,
                          const char *job_id,
                          const HaulierCredential *credential,
                          HaulierSecret *secret,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  GTask *task = new_task (self, haulier_vault_keep_async, credential->secret, callback, user_data);

  g_hash_table_replace (self->memory, g_strdup (credential->secret), haulier_secret_ref (secret));
  self->backend->keep (self->backend, job_id, credential, secret, cancellable, kept_cb, task);
}

/**
 * haulier_vault_keep_finish:
 * @self: a vault
 * @result: the result
 * @error: return location
 *
 * Errors: %HAULIER_ERROR_CANCELLED only: what the backend does not take is kept in memory.
 *
 * Returns: where it is kept, or %HAULIER_KEPT_NONE with @error
 */
HaulierKept
haulier_vault_keep_finish (HaulierVault *self, GAsyncResult *result, GError **error)
{
  gssize kept = g_task_propagate_int (G_TASK (result), error);

  return kept < 0 ? HAULIER_KEPT_NONE : (HaulierKept) kept;
}

static void
looked_up_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  HaulierSecret *secret = g_task_propagate_pointer (G_TASK (result), &error);

  if (secret == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  g_task_return_pointer (task, secret, (GDestroyNotify) haulier_secret_unref);
  remove_doomed (g_task_get_source_object (task));
}

/**
 * haulier_vault_lookup_async:
 * @self: a vault
 * @reference: of haulier_vault_keep_async()
 * @cancellable: (nullable): ends it
 * @callback: called with the secret
 * @user_data: for @callback
 */
void
haulier_vault_lookup_async (HaulierVault *self,
                            const char *reference,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  g_autoptr (GTask) task
      = new_task (self, haulier_vault_lookup_async, reference, callback, user_data);
  HaulierSecret *secret = g_hash_table_lookup (self->memory, reference);

  if (secret != NULL)
    g_task_return_pointer (
        task, haulier_secret_ref (secret), (GDestroyNotify) haulier_secret_unref);
  else
    self->backend->look_up (
        self->backend, reference, cancellable, looked_up_cb, g_steal_pointer (&task));
}

/**
 * haulier_vault_lookup_finish:
 * @self: a vault
 * @result: the result
 * @out_kept: (out) (optional): where it is, also when it could not be had
 * @error: return location
 *
 * Errors: %HAULIER_ERROR_ACCESS_DENIED while the keyring is locked, %HAULIER_ERROR_NOT_FOUND,
 *   %HAULIER_ERROR_SERVER_UNAVAILABLE, %HAULIER_ERROR_TIMEOUT, %HAULIER_ERROR_CANCELLED.
 *
 * Returns: (transfer full) (nullable): the secret
 */
HaulierSecret *
haulier_vault_lookup_finish (HaulierVault *self,
                             GAsyncResult *result,
                             HaulierKept *out_kept,
                             GError **error)
{
  g_autoptr (GError) local_error = NULL;
  const char *reference = g_task_get_task_data (G_TASK (result));
  HaulierSecret *secret = g_task_propagate_pointer (G_TASK (result), &local_error);

  if (out_kept != NULL && secret != NULL)
    *out_kept = g_hash_table_contains (self->memory, reference) ? HAULIER_KEPT_MEMORY
                                                                : self->backend->kept;
  else if (out_kept != NULL)
    *out_kept = g_error_matches (local_error, HAULIER_ERROR, HAULIER_ERROR_ACCESS_DENIED)
                    ? HAULIER_KEPT_LOCKED
                    : HAULIER_KEPT_MISSING;
  if (local_error != NULL)
    g_propagate_error (error, g_steal_pointer (&local_error));
  return secret;
}

static void
inspected_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  HaulierVault *self = g_task_get_source_object (task);
  GHashTable *found = g_task_propagate_pointer (G_TASK (result), NULL);
  GHashTableIter iter;
  gpointer key = NULL;

  g_hash_table_iter_init (&iter, self->memory);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    g_hash_table_replace (found, g_strdup (key), GINT_TO_POINTER (HAULIER_KEPT_MEMORY));
  g_task_return_pointer (task, found, (GDestroyNotify) g_hash_table_unref);
}

/**
 * haulier_vault_inspect_async:
 * @self: a vault
 * @job_id: a job
 * @cancellable: (nullable): ends it
 * @callback: called when it is known
 * @user_data: for @callback
 *
 * Finds out where the secrets of a job are, for haulier_vault_tell().
 */
void
haulier_vault_inspect_async (HaulierVault *self,
                             const char *job_id,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  self->backend->inspect (
      self->backend,
      job_id,
      cancellable,
      inspected_cb,
      new_task (self, haulier_vault_inspect_async, job_id, callback, user_data));
}

/**
 * haulier_vault_inspect_finish:
 * @self: a vault
 * @result: the result
 * @error: return location
 *
 * A backend that does not answer has nothing.
 *
 * Returns: (transfer full): what was found
 */
GHashTable *
haulier_vault_inspect_finish (HaulierVault *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * haulier_vault_tell:
 * @found: of haulier_vault_inspect_finish()
 * @credential: a credential of that job
 *
 * Returns: where its secret is
 */
HaulierKept
haulier_vault_tell (GHashTable *found, const HaulierCredential *credential)
{
  gpointer kept = NULL;

  if (credential->secret == NULL)
    return HAULIER_KEPT_NONE;
  if (g_hash_table_lookup_extended (found, credential->secret, NULL, &kept))
    return (HaulierKept) GPOINTER_TO_INT (kept);
  return HAULIER_KEPT_MISSING;
}

static void
removed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  HaulierVault *self = g_task_get_source_object (task);
  GError *error = NULL;

  if (g_task_propagate_boolean (G_TASK (result), &error))
    {
      g_task_return_boolean (task, TRUE);
      return;
    }
  g_hash_table_add (self->doomed, g_strdup (g_task_get_task_data (task)));
  g_task_return_error (task, error);
}

/**
 * haulier_vault_remove_async:
 * @self: a vault
 * @reference: of haulier_vault_keep_async()
 * @callback: (nullable): called when it is gone
 * @user_data: for @callback
 *
 * It is gone from memory at once. From a backend that cannot be used now, it is removed when that
 * is used next.
 */
void
haulier_vault_remove_async (HaulierVault *self,
                            const char *reference,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  g_hash_table_remove (self->memory, reference);
  /* also where it was kept in memory: a keyring that was late may have got it */
  self->backend->remove (
      self->backend,
      reference,
      removed_cb,
      new_task (self, haulier_vault_remove_async, reference, callback, user_data));
}

/**
 * haulier_vault_remove_finish:
 * @self: a vault
 * @result: the result
 * @error: return location
 *
 * Errors: as haulier_vault_lookup_finish().
 *
 * Returns: whether it is known to be gone
 */
gboolean
haulier_vault_remove_finish (HaulierVault *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
swept_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;

  g_task_return_boolean (task, g_task_propagate_boolean (G_TASK (result), NULL));
}

/**
 * haulier_vault_sweep_async:
 * @self: a vault
 * @used: (element-type utf8): set of references; not changed until it is done
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Removes the secrets of the sealed files that nothing refers to: an engine that ended in the
 * middle has kept a secret, and not what it is for. Nothing may be kept meanwhile.
 */
void
haulier_vault_sweep_async (HaulierVault *self,
                           GHashTable *used,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  GTask *task = new_task (self, haulier_vault_sweep_async, NULL, callback, user_data);

  if (self->backend->sweep != NULL)
    {
      self->backend->sweep (self->backend, used, swept_cb, task);
      return;
    }
  g_task_return_boolean (task, TRUE);
  g_object_unref (task);
}

/**
 * haulier_vault_sweep_finish:
 * @self: a vault
 * @result: the result
 */
void
haulier_vault_sweep_finish (HaulierVault *self, GAsyncResult *result)
{
  g_return_if_fail (g_task_is_valid (result, self));

  g_task_propagate_boolean (G_TASK (result), NULL);
}
