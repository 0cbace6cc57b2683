/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Which login session a process belongs to. */
#include "config.h"

#include "haulier-logon-session.h"

#define LOGIN_NAME "org.freedesktop.login1"
#define LOGIN_PATH "/org/freedesktop/login1"
#define MANAGER_INTERFACE LOGIN_NAME ".Manager"
#define SESSION_INTERFACE LOGIN_NAME ".Session"
#define PROPERTIES_INTERFACE "org.freedesktop.DBus.Properties"

static void
session_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GVariant) reply
      = g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, NULL);
  g_autoptr (GVariant) value = NULL;

  if (reply != NULL)
    g_variant_get (reply, "(v)", &value);
  g_task_return_pointer (task,
                         value != NULL && g_variant_is_of_type (value, G_VARIANT_TYPE_STRING)
                             ? g_variant_dup_string (value, NULL)
                             : NULL,
                         g_free);
}

static void
session_found_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GDBusConnection *bus = G_DBUS_CONNECTION (source);
  g_autoptr (GVariant) reply = g_dbus_connection_call_finish (bus, result, NULL);
  const char *path = NULL;

  /* A process of no session: a service, or one of the user's manager. */
  if (reply == NULL)
    {
      g_task_return_pointer (task, NULL, NULL);
      return;
    }
  g_variant_get (reply, "(&o)", &path);
  g_dbus_connection_call (bus,
                          LOGIN_NAME,
                          path,
                          PROPERTIES_INTERFACE,
                          "Get",
                          g_variant_new ("(ss)", SESSION_INTERFACE, "Id"),
                          G_VARIANT_TYPE ("(v)"),
                          G_DBUS_CALL_FLAGS_NO_AUTO_START,
                          -1,
                          NULL,
                          session_read_cb,
                          g_steal_pointer (&task));
}

/**
 * haulier_logon_session_find_async:
 * @watch: who is logged on
 * @pid: a process; 0: not known
 * @callback: called with the id of its session
 * @user_data: for @callback
 */
void
haulier_logon_session_find_async (HaulierLogonWatch *watch,
                                  pid_t pid,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (watch, NULL, callback, user_data);
  GDBusConnection *bus = haulier_logon_watch_get_bus (watch);

  g_task_set_source_tag (task, haulier_logon_session_find_async);
  if (bus == NULL || pid == 0)
    g_task_return_pointer (task, NULL, NULL);
  else
    g_dbus_connection_call (bus,
                            LOGIN_NAME,
                            LOGIN_PATH,
                            MANAGER_INTERFACE,
                            "GetSessionByPID",
                            g_variant_new ("(u)", (guint32) pid),
                            G_VARIANT_TYPE ("(o)"),
                            G_DBUS_CALL_FLAGS_NO_AUTO_START,
                            -1,
                            NULL,
                            session_found_cb,
                            g_steal_pointer (&task));
}

/**
 * haulier_logon_session_find_finish:
 * @watch: who is logged on
 * @result: the result
 *
 * Returns: (transfer full) (nullable): the id of the session, %NULL for a process of none
 */
char *
haulier_logon_session_find_finish (HaulierLogonWatch *watch, GAsyncResult *result)
{
  g_return_val_if_fail (g_task_is_valid (result, watch), NULL);

  return g_task_propagate_pointer (G_TASK (result), NULL);
}
