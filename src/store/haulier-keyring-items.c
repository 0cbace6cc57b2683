/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Which items of the Secret Service have some attributes, though others are deleting them.
 * secret_service_search() of libsecret 0.20 answers once for each item that is gone before it is
 * loaded, and once more; here each is loaded by itself. */
#include "config.h"

#define SECRET_API_SUBJECT_TO_CHANGE
#include "haulier-keyring-items.h"

typedef struct
{
  gboolean with_secrets;
  guint n_loading;
  GList *items;
} Find;

static void
items_free (gpointer items)
{
  g_list_free_full (items, g_object_unref);
}

static void
find_free (gpointer data)
{
  Find *find = data;

  items_free (find->items);
  g_free (find);
}

static void
count_down (GTask *task)
{
  Find *find = g_task_get_task_data (task);

  if (--find->n_loading > 0 || g_task_return_error_if_cancelled (task))
    return;
  g_task_return_pointer (task, g_steal_pointer (&find->items), items_free);
}

/* What cannot be loaded is gone, or as good as gone. */
static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Find *find = g_task_get_task_data (task);
  SecretItem *item = secret_item_new_for_dbus_path_finish (result, NULL);

  if (item != NULL)
    find->items = g_list_prepend (find->items, item);
  count_down (task);
}

static void
load (GTask *task, char **paths, SecretItemFlags flags)
{
  Find *find = g_task_get_task_data (task);

  for (gsize i = 0; paths[i] != NULL; i++)
    {
      find->n_loading++;
      secret_item_new_for_dbus_path (g_task_get_source_object (task),
                                     paths[i],
                                     flags,
                                     g_task_get_cancellable (task),
                                     loaded_cb,
                                     g_object_ref (task));
    }
}

static void
found_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Find *find = g_task_get_task_data (task);
  g_auto (GStrv) unlocked = NULL;
  g_auto (GStrv) locked = NULL;
  GError *error = NULL;

  if (!secret_service_search_for_dbus_paths_finish (
          SECRET_SERVICE (source), result, &unlocked, &locked, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  find->n_loading = 1;
  load (task, unlocked, find->with_secrets ? SECRET_ITEM_LOAD_SECRET : SECRET_ITEM_NONE);
  load (task, locked, SECRET_ITEM_NONE);
  count_down (task);
}

/**
 * haulier_keyring_items_find_async:
 * @service: an open service; with a session when secrets are wanted
 * @schema: of the items
 * @attributes: what they have
 * @with_secrets: whether secrets are wanted, of items that are not locked
 * @cancellable: ends it
 * @callback: called with the items
 * @user_data: for @callback
 */
void
haulier_keyring_items_find_async (SecretService *service,
                                  const SecretSchema *schema,
                                  GHashTable *attributes,
                                  gboolean with_secrets,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  GTask *task = g_task_new (service, cancellable, callback, user_data);
  Find *find = g_new0 (Find, 1);

  g_task_set_source_tag (task, haulier_keyring_items_find_async);
  find->with_secrets = with_secrets;
  g_task_set_task_data (task, find, find_free);
  secret_service_search_for_dbus_paths (service, schema, attributes, cancellable, found_cb, task);
}

/**
 * haulier_keyring_items_find_finish:
 * @result: the result
 * @error: return location
 *
 * Errors: those of the service.
 *
 * Returns: (transfer full) (element-type SecretItem): the items; %NULL also for none
 */
GList *
haulier_keyring_items_find_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
