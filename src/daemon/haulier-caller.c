/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Who calls: found out from the bus, once for each connection. */
#include "config.h"

#include "haulier-caller.h"

#include <gio/gunixfdlist.h>
#include <glib/gstdio.h>

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
clear_caller (gpointer data)
{
  HaulierCaller *caller = data;

  if (caller->pidfd >= 0)
    g_close (caller->pidfd, NULL);
  g_object_unref (caller->leaving);
  g_free (caller->groups);
  g_free (caller->name);
}

/**
 * haulier_caller_ref:
 * @caller: a caller
 *
 * Returns: (transfer full): @caller
 */
HaulierCaller *
haulier_caller_ref (HaulierCaller *caller)
{
  return g_rc_box_acquire (caller);
}

/**
 * haulier_caller_unref:
 * @caller: (nullable) (transfer full): a caller
 */
void
haulier_caller_unref (HaulierCaller *caller)
{
  if (caller != NULL)
    g_rc_box_release_full (caller, clear_caller);
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
  gpointer left = NULL;
  g_autoptr (HaulierCaller) caller = NULL;

  g_variant_get (parameters, "(&s&s&s)", &name, NULL, &new_owner);
  if (new_owner[0] != '\0' || !g_hash_table_steal_extended (callers->known, name, NULL, &left))
    return;
  caller = left;
  g_cancellable_cancel (caller->leaving);
  callers->gone (caller, callers->user_data);
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
  callers->known = g_hash_table_new_full (
      g_str_hash, g_str_equal, NULL, (GDestroyNotify) haulier_caller_unref);
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

static HaulierCaller *
new_caller (const char *name, GVariant *credentials, GUnixFDList *descriptors)
{
  HaulierCaller *caller = g_rc_box_new0 (HaulierCaller);
  g_autoptr (GVariant) groups
      = g_variant_lookup_value (credentials, "UnixGroupIDs", G_VARIANT_TYPE ("au"));
  guint32 pid = 0;
  gint32 handle = -1;

  caller->name = g_strdup (name);
  caller->leaving = g_cancellable_new ();
  caller->pidfd = -1;
  if (groups != NULL)
    {
      const guint32 *ids = g_variant_get_fixed_array (groups, &caller->n_groups, sizeof (guint32));

      caller->groups = g_new (gid_t, caller->n_groups + 1);
      for (gsize i = 0; i < caller->n_groups; i++)
        caller->groups[i] = ids[i];
    }
  if (g_variant_lookup (credentials, "ProcessID", "u", &pid))
    caller->pid = (pid_t) pid;
  if (descriptors != NULL && g_variant_lookup (credentials, "ProcessFD", "h", &handle))
    caller->pidfd = g_unix_fd_list_get (descriptors, handle, NULL);
  return caller;
}

static void
identified_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Identification *identification = g_task_get_task_data (task);
  GHashTable *known = identification->callers->known;
  g_autoptr (GError) error = NULL;
  g_autoptr (GUnixFDList) descriptors = NULL;
  g_autoptr (GVariant) credentials = NULL;
  g_autoptr (GVariant) reply = g_dbus_connection_call_with_unix_fd_list_finish (
      G_DBUS_CONNECTION (source), &descriptors, result, &error);
  HaulierCaller *caller = g_hash_table_lookup (known, identification->name);
  guint32 uid = 0;

  if (caller != NULL)
    {
      g_task_return_pointer (task, haulier_caller_ref (caller), NULL);
      return;
    }
  if (reply != NULL)
    credentials = g_variant_get_child_value (reply, 0);
  if (credentials == NULL || !g_variant_lookup (credentials, "UnixUserID", "u", &uid))
    {
      g_task_return_new_error (task,
                               HAULIER_ERROR,
                               HAULIER_ERROR_ACCESS_DENIED,
                               "identify the caller: %s",
                               error != NULL ? error->message : "the bus does not know its user");
      return;
    }
  caller = new_caller (identification->name, credentials, descriptors);
  caller->uid = uid;
  g_hash_table_insert (known, caller->name, caller);
  g_task_return_pointer (task, haulier_caller_ref (caller), NULL);
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
  g_dbus_connection_call_with_unix_fd_list (callers->connection,
                                            "org.freedesktop.DBus",
                                            "/org/freedesktop/DBus",
                                            "org.freedesktop.DBus",
                                            "GetConnectionCredentials",
                                            g_variant_new ("(s)", name),
                                            G_VARIANT_TYPE ("(a{sv})"),
                                            G_DBUS_CALL_FLAGS_NONE,
                                            -1,
                                            NULL,
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
 * Returns: (transfer full): the caller
 */
HaulierCaller *
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
HaulierCaller *
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

/**
 * haulier_callers_has_user:
 * @callers: the directory
 * @uid: a user
 *
 * Returns: whether an identified caller of that user is on the bus now
 */
gboolean
haulier_callers_has_user (HaulierCallers *callers, uid_t uid)
{
  GHashTableIter iter;
  gpointer value = NULL;

  g_hash_table_iter_init (&iter, callers->known);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      if (((HaulierCaller *) value)->uid == uid)
        return TRUE;
    }
  return FALSE;
}
