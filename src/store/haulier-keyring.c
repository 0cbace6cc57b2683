/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* The Secret Service: each call opens it anew, ends within a few seconds, and asks nobody. */
#include "config.h"

#include "haulier-keyring-private.h"

#include "haulier-error.h"
#include "haulier-keyring-items.h"

/* A service that has not answered by then is as good as none. */
#define TIMEOUT_SEC 5

static const SecretSchema schema
    = { "org.haulier.Credential",
        SECRET_SCHEMA_NONE,
        {
            { HAULIER_KEYRING_REFERENCE, SECRET_SCHEMA_ATTRIBUTE_STRING },
            { HAULIER_KEYRING_JOB, SECRET_SCHEMA_ATTRIBUTE_STRING },
            { HAULIER_KEYRING_TARGET, SECRET_SCHEMA_ATTRIBUTE_STRING },
            { HAULIER_KEYRING_SCHEME, SECRET_SCHEMA_ATTRIBUTE_STRING },
            { HAULIER_KEYRING_ORIGIN, SECRET_SCHEMA_ATTRIBUTE_STRING },
            { NULL, 0 },
        },
        0,
        NULL,
        NULL,
        NULL,
        NULL,
        NULL,
        NULL,
        NULL };

/* One call. Its own cancellable ends it, too, when the time is over. */
typedef struct
{
  GCancellable *cancellable;
  GCancellable *outer; /* (nullable) of the caller */
  gulong outer_id;
  guint timeout_id;
  gboolean late;
  void (*opened) (GTask *task, SecretService *service);

  GHashTable *attributes;
  char *label;
  SecretValue *value;
  gboolean with_secrets;
  GList *items; /* of a removal: what is left */
} Operation;

static void
operation_free (Operation *operation)
{
  g_clear_handle_id (&operation->timeout_id, g_source_remove);
  if (operation->outer_id != 0)
    g_cancellable_disconnect (operation->outer, operation->outer_id);
  g_clear_object (&operation->outer);
  g_object_unref (operation->cancellable);
  g_clear_pointer (&operation->attributes, g_hash_table_unref);
  g_clear_pointer (&operation->value, secret_value_unref);
  g_list_free_full (operation->items, g_object_unref);
  g_free (operation->label);
  g_free (operation);
}

static gboolean
timeout_cb (gpointer user_data)
{
  Operation *operation = user_data;

  operation->timeout_id = 0;
  operation->late = TRUE;
  g_cancellable_cancel (operation->cancellable);
  return G_SOURCE_REMOVE;
}

static void
outer_cancelled_cb (GCancellable *outer, gpointer user_data)
{
  g_cancellable_cancel (user_data);
}

/* What the service says is for the log of whoever runs it; here it has one meaning. */
static void
fail (GTask *task, GError *error)
{
  const Operation *operation = g_task_get_task_data (task);
  g_autoptr (GError) owned = error;

  if (operation->late)
    g_task_return_new_error (
        task, HAULIER_ERROR, HAULIER_ERROR_TIMEOUT, "ask the keyring: it does not answer");
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_task_return_new_error (
        task, HAULIER_ERROR, HAULIER_ERROR_CANCELLED, "ask the keyring: it was cancelled");
  else
    {
      g_dbus_error_strip_remote_error (error);
      g_task_return_new_error (task,
                               HAULIER_ERROR,
                               HAULIER_ERROR_SERVER_UNAVAILABLE,
                               "ask the keyring: %s",
                               error->message);
    }
}

static void
opened_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Operation *operation = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (SecretService) service = secret_service_open_finish (result, &error);

  if (service == NULL)
    fail (task, error);
  else
    operation->opened (g_steal_pointer (&task), service);
}

/* Takes @operation and begins it. */
static void
begin (Operation *operation,
       gpointer tag,
       SecretServiceFlags flags,
       GCancellable *cancellable,
       GAsyncReadyCallback callback,
       gpointer user_data)
{
  GTask *task = g_task_new (NULL, NULL, callback, user_data);

  g_task_set_source_tag (task, tag);
  g_task_set_task_data (task, operation, (GDestroyNotify) operation_free);
  operation->cancellable = g_cancellable_new ();
  operation->timeout_id = g_timeout_add_seconds (TIMEOUT_SEC, timeout_cb, operation);
  if (cancellable != NULL)
    {
      operation->outer = g_object_ref (cancellable);
      operation->outer_id = g_cancellable_connect (
          cancellable, G_CALLBACK (outer_cancelled_cb), operation->cancellable, NULL);
    }
  secret_service_open (SECRET_TYPE_SERVICE, NULL, flags, operation->cancellable, opened_cb, task);
}

static void
created_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  g_autoptr (SecretItem) item = secret_item_create_finish (result, &error);

  if (item == NULL)
    fail (task, error);
  else
    g_task_return_boolean (task, TRUE);
}

static void
collection_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Operation *operation = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (SecretCollection) collection = secret_collection_for_alias_finish (result, &error);

  if (error != NULL)
    fail (task, error);
  /* to make or to open one, a person would be asked */
  else if (collection == NULL || secret_collection_get_locked (collection))
    g_task_return_new_error (task,
                             HAULIER_ERROR,
                             HAULIER_ERROR_ACCESS_DENIED,
                             collection == NULL ? "use the keyring: there is none"
                                                : "use the keyring: it is locked");
  else
    secret_item_create (collection,
                        &schema,
                        operation->attributes,
                        operation->label,
                        operation->value,
                        SECRET_ITEM_CREATE_REPLACE,
                        operation->cancellable,
                        created_cb,
                        g_steal_pointer (&task));
}

static void
keep_in (GTask *task, SecretService *service)
{
  Operation *operation = g_task_get_task_data (task);

  secret_collection_for_alias (service,
                               SECRET_COLLECTION_DEFAULT,
                               SECRET_COLLECTION_NONE,
                               operation->cancellable,
                               collection_cb,
                               task);
}

/**
 * haulier_keyring_keep_async:
 * @attributes: what it is found by
 * @label: what a person sees
 * @secret: the secret
 * @cancellable: (nullable): ends it
 * @callback: called when it is kept
 * @user_data: for @callback
 */
void
haulier_keyring_keep_async (GHashTable *attributes,
                            const char *label,
                            HaulierSecret *secret,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  Operation *operation = g_new0 (Operation, 1);

  operation->opened = keep_in;
  operation->attributes = g_hash_table_ref (attributes);
  operation->label = g_strdup (label);
  operation->value = secret_value_new (
      haulier_secret_peek (secret), (gssize) haulier_secret_get_length (secret), "text/plain");
  begin (operation,
         haulier_keyring_keep_async,
         SECRET_SERVICE_OPEN_SESSION,
         cancellable,
         callback,
         user_data);
}

/**
 * haulier_keyring_keep_finish:
 * @result: the result
 * @error: return location
 *
 * Errors: %HAULIER_ERROR_ACCESS_DENIED for a locked one, %HAULIER_ERROR_SERVER_UNAVAILABLE,
 *   %HAULIER_ERROR_TIMEOUT.
 *
 * Returns: whether the keyring has it
 */
gboolean
haulier_keyring_keep_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
items_free (gpointer items)
{
  g_list_free_full (items, g_object_unref);
}

static void
searched_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  GList *items = haulier_keyring_items_find_finish (result, &error);

  if (error != NULL)
    fail (task, error);
  else
    g_task_return_pointer (task, items, items_free);
}

static void
search_in (GTask *task, SecretService *service)
{
  Operation *operation = g_task_get_task_data (task);

  haulier_keyring_items_find_async (service,
                                    &schema,
                                    operation->attributes,
                                    operation->with_secrets,
                                    operation->cancellable,
                                    searched_cb,
                                    task);
}

static GHashTable *
new_attributes (const char *attribute, const char *value)
{
  GHashTable *attributes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  g_hash_table_insert (attributes, g_strdup (attribute), g_strdup (value));
  return attributes;
}

/**
 * haulier_keyring_search_async:
 * @attribute: one of the attributes
 * @value: what it has
 * @with_secrets: whether secrets are wanted, of items that are not locked
 * @cancellable: (nullable): ends it
 * @callback: called with the items
 * @user_data: for @callback
 */
void
haulier_keyring_search_async (const char *attribute,
                              const char *value,
                              gboolean with_secrets,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  Operation *operation = g_new0 (Operation, 1);

  operation->opened = search_in;
  operation->attributes = new_attributes (attribute, value);
  operation->with_secrets = with_secrets;
  begin (operation,
         haulier_keyring_search_async,
         with_secrets ? SECRET_SERVICE_OPEN_SESSION : SECRET_SERVICE_NONE,
         cancellable,
         callback,
         user_data);
}

/**
 * haulier_keyring_search_finish:
 * @result: the result
 * @error: return location
 *
 * Errors: as haulier_keyring_keep_finish().
 *
 * Returns: (transfer full) (element-type SecretItem): the items; %NULL also for none
 */
GList *
haulier_keyring_search_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void delete_next (GTask *task);

static void
deleted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (!secret_item_delete_finish (SECRET_ITEM (source), result, &error))
    fail (task, error);
  else
    delete_next (g_steal_pointer (&task));
}

/* Takes @task. The service is not searched again: it may still find what it has just deleted, and
 * fail to load it. */
static void
delete_next (GTask *task)
{
  g_autoptr (GTask) owned = task;
  Operation *operation = g_task_get_task_data (task);
  g_autoptr (SecretItem) item = NULL;

  if (operation->items == NULL)
    {
      g_task_return_boolean (task, TRUE);
      return;
    }
  item = operation->items->data;
  operation->items = g_list_delete_link (operation->items, operation->items);
  if (secret_item_get_locked (item))
    g_task_return_new_error (
        task, HAULIER_ERROR, HAULIER_ERROR_ACCESS_DENIED, "use the keyring: it is locked");
  else
    secret_item_delete (item, operation->cancellable, deleted_cb, g_steal_pointer (&owned));
}

static void
found_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Operation *operation = g_task_get_task_data (task);
  GError *error = NULL;

  operation->items = haulier_keyring_items_find_finish (result, &error);
  if (error != NULL)
    fail (task, error);
  else
    delete_next (g_steal_pointer (&task));
}

static void
remove_in (GTask *task, SecretService *service)
{
  Operation *operation = g_task_get_task_data (task);

  haulier_keyring_items_find_async (
      service, &schema, operation->attributes, FALSE, operation->cancellable, found_cb, task);
}

/**
 * haulier_keyring_remove_async:
 * @reference: of the secret
 * @callback: called when it is gone
 * @user_data: for @callback
 */
void
haulier_keyring_remove_async (const char *reference,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  Operation *operation = g_new0 (Operation, 1);

  operation->opened = remove_in;
  operation->attributes = new_attributes (HAULIER_KEYRING_REFERENCE, reference);
  begin (operation, haulier_keyring_remove_async, SECRET_SERVICE_NONE, NULL, callback, user_data);
}

/**
 * haulier_keyring_remove_finish:
 * @result: the result
 * @error: return location
 *
 * Errors: as haulier_keyring_keep_finish().
 *
 * Returns: whether the keyring has it no more
 */
gboolean
haulier_keyring_remove_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
