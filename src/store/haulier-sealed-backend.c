/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Secrets of the jobs of a whole computer: files that this computer alone can read. */
#include "config.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>

#include "haulier-error.h"
#include "haulier-seal-private.h"
#include "haulier-vault-backend-private.h"

#define SECRETS_FOLDER "secrets"
#define FOLDER_MODE 0700
#define FILE_MODE 0600

/* One call; its file steps run in a thread. */
typedef struct
{
  char *folder;
  char *path; /* (nullable) of the secret */
  GBytes *sealed;
  GHashTable *used; /* (nullable): char * reference */
} Call;

static void
call_free (Call *call)
{
  g_clear_pointer (&call->sealed, g_bytes_unref);
  g_clear_pointer (&call->used, g_hash_table_unref);
  g_free (call->folder);
  g_free (call->path);
  g_free (call);
}

static GTask *
new_call (const HaulierVaultBackend *self,
          gpointer tag,
          const char *reference,
          GAsyncReadyCallback callback,
          gpointer user_data)
{
  GTask *task = g_task_new (NULL, NULL, callback, user_data);
  Call *call = g_new0 (Call, 1);

  call->folder = g_strdup (self->folder);
  /* it comes out of a database, and becomes part of a path */
  if (reference != NULL && g_uuid_string_is_valid (reference))
    call->path = g_build_filename (self->folder, reference, NULL);
  g_task_set_source_tag (task, tag);
  g_task_set_task_data (task, call, (GDestroyNotify) call_free);
  return task;
}

/* A file is good for the reference that it was made for, and no other. */
static char *
make_name (const char *reference)
{
  return g_strconcat ("haulier-", reference, NULL);
}

static void
return_no_secret (GTask *task)
{
  g_task_return_new_error (task,
                           HAULIER_ERROR,
                           HAULIER_ERROR_NOT_FOUND,
                           "read the password: this computer does not have it any more");
}

static void
write_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  const Call *call = task_data;
  g_autoptr (GError) error = NULL;

  if (g_mkdir_with_parents (call->folder, FOLDER_MODE) == 0
      && g_file_set_contents_full (call->path,
                                   g_bytes_get_data (call->sealed, NULL),
                                   (gssize) g_bytes_get_size (call->sealed),
                                   G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE,
                                   FILE_MODE,
                                   &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_new_error (task,
                             HAULIER_ERROR,
                             HAULIER_ERROR_SERVER_UNAVAILABLE,
                             "keep the password: %s",
                             error != NULL ? error->message : g_strerror (errno));
}

static void
sealed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Call *call = g_task_get_task_data (task);
  GError *error = NULL;

  call->sealed = haulier_seal_finish (result, &error);
  if (call->sealed == NULL)
    g_task_return_error (task, error);
  else
    g_task_run_in_thread (task, write_in_thread);
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
  GTask *task = new_call (self, keep, credential->secret, callback, user_data);
  g_autofree char *name = make_name (credential->secret);

  haulier_seal_async (name, secret, cancellable, sealed_cb, task);
}

static void
unsealed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  HaulierSecret *secret = haulier_unseal_finish (result, &error);

  if (secret == NULL)
    {
      g_prefix_error (&error, "read the password: ");
      g_task_return_error (task, error);
      return;
    }
  g_task_return_pointer (task, secret, (GDestroyNotify) haulier_secret_unref);
}

static void
look_up (const HaulierVaultBackend *self,
         const char *reference,
         GCancellable *cancellable,
         GAsyncReadyCallback callback,
         gpointer user_data)
{
  g_autoptr (GTask) task = new_call (self, look_up, reference, callback, user_data);
  const Call *call = g_task_get_task_data (task);
  g_autofree char *name = make_name (reference);

  if (call->path == NULL || g_access (call->path, F_OK) != 0)
    return_no_secret (task);
  else
    haulier_unseal_async (name, call->path, cancellable, unsealed_cb, g_steal_pointer (&task));
}

static void
list_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  const Call *call = task_data;
  GHashTable *found = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GDir) folder = g_dir_open (call->folder, 0, NULL);
  const char *name = NULL;

  while (folder != NULL && (name = g_dir_read_name (folder)) != NULL)
    g_hash_table_replace (found, g_strdup (name), GINT_TO_POINTER (HAULIER_KEPT_MACHINE));
  g_task_return_pointer (task, found, (GDestroyNotify) g_hash_table_unref);
}

static void
inspect (const HaulierVaultBackend *self,
         const char *job_id,
         GCancellable *cancellable,
         GAsyncReadyCallback callback,
         gpointer user_data)
{
  g_autoptr (GTask) task = new_call (self, inspect, NULL, callback, user_data);

  g_task_run_in_thread (task, list_in_thread);
}

static void
unlink_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  const Call *call = task_data;

  if (call->path == NULL || g_unlink (call->path) == 0 || errno == ENOENT)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_new_error (task,
                             HAULIER_ERROR,
                             HAULIER_ERROR_SERVER_UNAVAILABLE,
                             "forget the password: %s",
                             g_strerror (errno));
}

static void
forget (const HaulierVaultBackend *self,
        const char *reference,
        GAsyncReadyCallback callback,
        gpointer user_data)
{
  g_autoptr (GTask) task = new_call (self, forget, reference, callback, user_data);

  g_task_run_in_thread (task, unlink_in_thread);
}

static void
sweep_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  const Call *call = task_data;
  g_autoptr (GDir) folder = g_dir_open (call->folder, 0, NULL);
  const char *name = NULL;

  while (folder != NULL && (name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *path = g_build_filename (call->folder, name, NULL);

      if (!g_hash_table_contains (call->used, name) && g_unlink (path) != 0)
        g_debug ("forget the password in “%s”, ignoring: %s", path, g_strerror (errno));
    }
  g_task_return_boolean (task, TRUE);
}

static void
sweep (const HaulierVaultBackend *self,
       GHashTable *used,
       GAsyncReadyCallback callback,
       gpointer user_data)
{
  g_autoptr (GTask) task = new_call (self, sweep, NULL, callback, user_data);

  ((Call *) g_task_get_task_data (task))->used = g_hash_table_ref (used);
  g_task_run_in_thread (task, sweep_in_thread);
}

/**
 * haulier_sealed_backend_new:
 * @folder: (type filename): the folder of the store, which nobody else can look into
 *
 * Source: systemd-creds(1): bound to the host's key, and to the security chip where there is one.
 *
 * Returns: (transfer full): the files of this computer
 */
HaulierVaultBackend *
haulier_sealed_backend_new (const char *folder)
{
  HaulierVaultBackend *self = g_new0 (HaulierVaultBackend, 1);

  *self = (HaulierVaultBackend){
    .kept = HAULIER_KEPT_MACHINE,
    .folder = g_build_filename (folder, SECRETS_FOLDER, NULL),
    .keep = keep,
    .look_up = look_up,
    .inspect = inspect,
    .remove = forget,
    .sweep = sweep,
  };
  return self;
}
