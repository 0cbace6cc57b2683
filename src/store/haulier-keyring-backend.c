/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Secrets of a person's jobs: in the person's keyring. */
#include "config.h"

#include <libsecret/secret.h>

#include "haulier-error.h"
#include "haulier-keyring-private.h"
#include "haulier-model-types.h"
#include "haulier-vault-backend-private.h"
#include "haulier-words.h"

static GHashTable *
new_attributes (const char *job_id, const HaulierCredential *credential)
{
  GHashTable *attributes = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);

  g_hash_table_insert (
      attributes, (char *) HAULIER_KEYRING_REFERENCE, g_strdup (credential->secret));
  g_hash_table_insert (attributes, (char *) HAULIER_KEYRING_JOB, g_strdup (job_id));
  g_hash_table_insert (
      attributes,
      (char *) HAULIER_KEYRING_TARGET,
      g_strdup (haulier_word_from_value (HAULIER_TYPE_AUTH_TARGET, credential->target)));
  g_hash_table_insert (
      attributes,
      (char *) HAULIER_KEYRING_SCHEME,
      g_strdup (haulier_word_from_value (HAULIER_TYPE_AUTH_SCHEME, credential->scheme)));
  if (credential->origin != NULL)
    g_hash_table_insert (
        attributes, (char *) HAULIER_KEYRING_ORIGIN, g_strdup (credential->origin));
  return attributes;
}

static void
keep (const HaulierVaultBackend *self,
      const char *job_id,
      const HaulierCredential *credential,
      HaulierSecret *secret,
      GCancellable *cancellable,
      GAsyncReadyCallback callback,
      gpointer user_data)
{
  g_autoptr (GHashTable) attributes = new_attributes (job_id, credential);
  g_autofree char *label = g_strdup_printf ("Haulier: %s, %s",
                                            credential->user,
                                            credential->origin != NULL ? credential->origin
                                            : credential->target == HAULIER_AUTH_TARGET_PROXY
                                                ? "proxy login of a transfer"
                                                : "server login of a transfer");

  haulier_keyring_keep_async (attributes, label, secret, cancellable, callback, user_data);
}

/* Returns: (transfer full) (nullable): the secret of an item that is not locked */
static HaulierSecret *
dup_secret (SecretItem *item)
{
  g_autoptr (SecretValue) value = secret_item_get_secret (item);
  const char *text = NULL;
  gsize length = 0;

  if (value == NULL)
    return NULL;
  text = secret_value_get (value, &length);
  return haulier_secret_new (text, (gssize) length);
}

static void
looked_up_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  GList *items = haulier_keyring_search_finish (result, &error);
  SecretItem *item = items != NULL ? items->data : NULL;
  HaulierSecret *secret = item != NULL && !secret_item_get_locked (item) ? dup_secret (item) : NULL;

  if (error != NULL)
    g_task_return_error (task, error);
  else if (secret != NULL)
    g_task_return_pointer (task, secret, (GDestroyNotify) haulier_secret_unref);
  else if (item != NULL)
    g_task_return_new_error (task,
                             HAULIER_ERROR,
                             HAULIER_ERROR_ACCESS_DENIED,
                             "read the password: the keyring is locked");
  else
    g_task_return_new_error (task,
                             HAULIER_ERROR,
                             HAULIER_ERROR_NOT_FOUND,
                             "read the password: it is not in the keyring any more");
  g_list_free_full (items, g_object_unref);
}

static void
look_up (const HaulierVaultBackend *self,
         const char *reference,
         GCancellable *cancellable,
         GAsyncReadyCallback callback,
         gpointer user_data)
{
  GTask *task = g_task_new (NULL, NULL, callback, user_data);

  g_task_set_source_tag (task, look_up);
  haulier_keyring_search_async (
      HAULIER_KEYRING_REFERENCE, reference, TRUE, cancellable, looked_up_cb, task);
}

/* A keyring that does not answer has nothing. */
static void
inspected_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GHashTable *found = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GList *items = haulier_keyring_search_finish (result, NULL);

  for (GList *l = items; l != NULL; l = l->next)
    {
      g_autoptr (GHashTable) attributes = secret_item_get_attributes (l->data);
      const char *reference = g_hash_table_lookup (attributes, HAULIER_KEYRING_REFERENCE);
      HaulierKept kept
          = secret_item_get_locked (l->data) ? HAULIER_KEPT_LOCKED : HAULIER_KEPT_KEYRING;

      if (reference != NULL)
        g_hash_table_replace (found, g_strdup (reference), GINT_TO_POINTER (kept));
    }
  g_list_free_full (items, g_object_unref);
  g_task_return_pointer (task, found, (GDestroyNotify) g_hash_table_unref);
}

static void
inspect (const HaulierVaultBackend *self,
         const char *job_id,
         GCancellable *cancellable,
         GAsyncReadyCallback callback,
         gpointer user_data)
{
  GTask *task = g_task_new (NULL, NULL, callback, user_data);

  g_task_set_source_tag (task, inspect);
  haulier_keyring_search_async (
      HAULIER_KEYRING_JOB, job_id, FALSE, cancellable, inspected_cb, task);
}

static void
forget (const HaulierVaultBackend *self,
        const char *reference,
        GAsyncReadyCallback callback,
        gpointer user_data)
{
  haulier_keyring_remove_async (reference, callback, user_data);
}

/**
 * haulier_keyring_backend_new:
 *
 * Returns: (transfer full): the keyring of whoever runs this process
 */
HaulierVaultBackend *
haulier_keyring_backend_new (void)
{
  HaulierVaultBackend *self = g_new0 (HaulierVaultBackend, 1);

  *self = (HaulierVaultBackend){
    .kept = HAULIER_KEPT_KEYRING,
    .keep = keep,
    .look_up = look_up,
    .inspect = inspect,
    .remove = forget,
  };
  return self;
}
