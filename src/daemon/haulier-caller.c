/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Who calls: found out from the bus, once for each connection. */
#include "config.h"

#include "haulier-caller.h"

#include "haulier-error.h"

struct _HaulierCallers
{
  GDBusConnection *connection;
  GHashTable *known; /* unique name -> HaulierCaller */
  guint watch_id;
  HaulierCallerGoneFunc gone;
  gpointer user_data;
};

static void
caller_free (HaulierCaller *caller)
{
  g_free (caller->name);
  g_free (caller);
}

static void
owner_changed_cb (GDBusConnection *connection,
                  const char *sender,
                  const char *path,
                  const char *interface_name,
                  const char *signal_name,
                  GVariant *parameters,
                  gpointer user_data)
{
  HaulierCallers *callers = user_data;
  const char *name = NULL;
  const char *new_owner = NULL;

  g_variant_get (parameters, "(&s&s&s)", &name, NULL, &new_owner);
  if (new_owner[0] != '\0' || !g_hash_table_remove (callers->known, name))
    return;
  callers->gone (name, callers->user_data);
}

/**
 * haulier_callers_new:
 * @connection: the bus
 * @gone: called when a known caller leaves the bus
 * @user_data: for @gone
 *
 * Returns: (transfer full): an empty directory of callers
 */
HaulierCallers *
haulier_callers_new (GDBusConnection *connection, HaulierCallerGoneFunc gone, gpointer user_data)
{
  HaulierCallers *callers = g_new0 (HaulierCallers, 1);

  callers->connection = g_object_ref (connection);
  callers->known
      = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) caller_free);
  callers->gone = gone;
  callers->user_data = user_data;
  callers->watch_id = g_dbus_connection_signal_subscribe (connection,
                                                          "org.freedesktop.DBus",
                                                          "org.freedesktop.DBus",
                                                          "NameOwnerChanged",
                                                          "/org/freedesktop/DBus",
                                                          NULL,
                                                          G_DBUS_SIGNAL_FLAGS_NONE,
                                                          owner_changed_cb,
                                                          callers,
                                                          NULL);
  return callers;
}

/**
 * haulier_callers_free:
 * @callers: (nullable): the directory
 */
void
haulier_callers_free (HaulierCallers *callers)
{
  if (callers == NULL)
    return;
  g_dbus_connection_signal_unsubscribe (callers->connection, callers->watch_id);
  g_object_unref (callers->connection);
  g_hash_table_unref (callers->known);
  g_free (callers);
}

typedef struct
{
  HaulierCallers *callers;
  char *name;
} Identification;

static void
identification_free (Identification *identification)
{
  g_free (identification->name);
  g_free (identification);
}

static void
identified_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Identification *identification = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply
      = g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, &error);
  HaulierCaller *caller = NULL;

  if (reply == NULL)
    {
      g_task_return_new_error (task,
                               HAULIER_ERROR,
                               HAULIER_ERROR_ACCESS_DENIED,
                               "identify the caller: %s",
                               error->message);
      return;
    }
  caller = g_hash_table_lookup (identification->callers->known, identification->name);
  if (caller == NULL)
    {
      caller = g_new0 (HaulierCaller, 1);
      caller->name = g_strdup (identification->name);
      g_variant_get (reply, "(u)", &caller->uid);
      g_hash_table_insert (identification->callers->known, caller->name, caller);
    }
  g_task_return_pointer (task, caller, NULL);
}

/**
 * haulier_callers_identify_async:
 * @callers: the directory
 * @name: unique name of a connection
 * @callback: called with the caller
 * @user_data: for @callback
 */
void
haulier_callers_identify_async (HaulierCallers *callers,
                                const char *name,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  GTask *task = g_task_new (NULL, NULL, callback, user_data);
  Identification *identification = g_new0 (Identification, 1);

  identification->callers = callers;
  identification->name = g_strdup (name);
  g_task_set_source_tag (task, haulier_callers_identify_async);
  g_task_set_task_data (task, identification, (GDestroyNotify) identification_free);
  g_dbus_connection_call (callers->connection,
                          "org.freedesktop.DBus",
                          "/org/freedesktop/DBus",
                          "org.freedesktop.DBus",
                          "GetConnectionUnixUser",
                          g_variant_new ("(s)", name),
                          G_VARIANT_TYPE ("(u)"),
                          G_DBUS_CALL_FLAGS_NONE,
                          -1,
                          NULL,
                          identified_cb,
                          task);
}

/**
 * haulier_callers_identify_finish:
 * @result: the result
 * @error: return location
 *
 * Errors: %HAULIER_ERROR_ACCESS_DENIED when the bus does not know the connection any more.
 *
 * Returns: (transfer none): the caller; valid until it leaves the bus
 */
const HaulierCaller *
haulier_callers_identify_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * haulier_callers_lookup:
 * @callers: the directory
 * @name: unique name of a connection
 *
 * Returns: (transfer none) (nullable): the caller when it was identified before
 */
const HaulierCaller *
haulier_callers_lookup (HaulierCallers *callers, const char *name)
{
  return g_hash_table_lookup (callers->known, name);
}

/**
 * haulier_callers_get_n_callers:
 * @callers: the directory
 *
 * Returns: how many identified callers are on the bus now
 */
guint
haulier_callers_get_n_callers (HaulierCallers *callers)
{
  return g_hash_table_size (callers->known);
}
