/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Tests of who is logged on, with a login manager on a private bus (ACC-2). */
#include "config.h"

#include "haulier-logon-watch.h"

#define NAME "org.freedesktop.login1"
#define PATH "/org/freedesktop/login1"
#define BEN 1000
#define EVE 1001
#define BEN_PATH PATH "/user/_1000"
#define DEADLINE_SEC 20

static const char description[]
    = "<node><interface name='org.freedesktop.login1.Manager'>"
      "<method name='ListUsers'><arg type='a(uso)' direction='out'/></method>"
      "<method name='ListSessions'><arg type='a(susso)' direction='out'/></method>"
      "</interface><interface name='org.freedesktop.login1.User'>"
      "<property name='UID' type='u' access='read'/>"
      "<property name='State' type='s' access='read'/>"
      "</interface></node>";

typedef struct
{
  GTestDBus *daemon;
  GDBusConnection *server; /* of the login manager */
  GDBusConnection *client;
  GDBusNodeInfo *node;
  guint name_id;
  const char *state;   /* (nullable) of ben; NULL: he is not there */
  const char *session; /* (nullable) of ben */
  HaulierLogonWatch *watch;
  guint n_changes;
  guint n_services;
  GString *removed;
} Fixture;

static GVariant *
list_users (Fixture *fixture)
{
  GVariantBuilder builder;

  g_variant_builder_init (&builder, G_VARIANT_TYPE ("a(uso)"));
  if (fixture->state != NULL)
    g_variant_builder_add (&builder, "(uso)", BEN, "ben", BEN_PATH);
  return g_variant_new ("(a(uso))", &builder);
}

static GVariant *
list_sessions (Fixture *fixture)
{
  GVariantBuilder builder;

  g_variant_builder_init (&builder, G_VARIANT_TYPE ("a(susso)"));
  if (fixture->session != NULL)
    g_variant_builder_add (
        &builder, "(susso)", fixture->session, BEN, "ben", "seat0", PATH "/session/_1");
  return g_variant_new ("(a(susso))", &builder);
}

static void
method_cb (GDBusConnection *connection,
           const char *sender,
           const char *path,
           const char *interface_name,
           const char *method,
           GVariant *parameters,
           GDBusMethodInvocation *invocation,
           gpointer user_data)
{
  Fixture *fixture = user_data;

  g_dbus_method_invocation_return_value (
      invocation,
      g_str_equal (method, "ListUsers") ? list_users (fixture) : list_sessions (fixture));
}

static GVariant *
property_cb (GDBusConnection *connection,
             const char *sender,
             const char *path,
             const char *interface_name,
             const char *property,
             GError **error,
             gpointer user_data)
{
  Fixture *fixture = user_data;

  return g_str_equal (property, "UID")
             ? g_variant_new_uint32 (BEN)
             : g_variant_new_string (fixture->state != NULL ? fixture->state : "offline");
}

static const GDBusInterfaceVTable vtable = {
  .method_call = method_cb,
  .get_property = property_cb,
};

static GDBusConnection *
connect_to_bus (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  GDBusConnection *connection = g_dbus_connection_new_for_address_sync (
      g_test_dbus_get_bus_address (fixture->daemon),
      G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT
          | G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION,
      NULL,
      NULL,
      &error);

  g_assert_no_error (error);
  return connection;
}

static void
register_object (Fixture *fixture, const char *path, const char *interface_name)
{
  g_autoptr (GError) error = NULL;

  g_dbus_connection_register_object (
      fixture->server,
      path,
      g_dbus_node_info_lookup_interface (fixture->node, interface_name),
      &vtable,
      fixture,
      NULL,
      &error);
  g_assert_no_error (error);
}

static void
start_login_manager (Fixture *fixture)
{
  fixture->name_id = g_bus_own_name_on_connection (
      fixture->server, NAME, G_BUS_NAME_OWNER_FLAGS_NONE, NULL, NULL, NULL, NULL);
}

static gboolean
too_late_cb (gpointer user_data)
{
  g_assert_not_reached ();
  return G_SOURCE_REMOVE;
}

#define WAIT_UNTIL(condition)                                                                      \
  G_STMT_START                                                                                     \
  {                                                                                                \
    guint deadline_ = g_timeout_add_seconds (DEADLINE_SEC, too_late_cb, NULL);                     \
                                                                                                   \
    while (!(condition))                                                                           \
      g_main_context_iteration (NULL, TRUE);                                                       \
    g_source_remove (deadline_);                                                                   \
  }                                                                                                \
  G_STMT_END

static void
changed_cb (HaulierLogonWatch *watch, guint uid, Fixture *fixture)
{
  g_assert_cmpuint (uid, ==, BEN);
  fixture->n_changes++;
}

static void
service_changed_cb (HaulierLogonWatch *watch, Fixture *fixture)
{
  fixture->n_services++;
}

static void
session_removed_cb (HaulierLogonWatch *watch, const char *session, Fixture *fixture)
{
  g_string_append_printf (fixture->removed, "%s ", session);
}

static void
set_up (Fixture *fixture, const void *data)
{
  g_autoptr (GError) error = NULL;

  fixture->daemon = g_test_dbus_new (G_TEST_DBUS_NONE);
  g_test_dbus_up (fixture->daemon);
  fixture->server = connect_to_bus (fixture);
  fixture->client = connect_to_bus (fixture);
  fixture->removed = g_string_new (NULL);
  fixture->node = g_dbus_node_info_new_for_xml (description, &error);
  g_assert_no_error (error);
  register_object (fixture, PATH, NAME ".Manager");
  register_object (fixture, BEN_PATH, NAME ".User");
  fixture->watch = haulier_logon_watch_new (fixture->client);
  g_signal_connect (fixture->watch, "changed", G_CALLBACK (changed_cb), fixture);
  g_signal_connect (fixture->watch, "service-changed", G_CALLBACK (service_changed_cb), fixture);
  g_signal_connect (fixture->watch, "session-removed", G_CALLBACK (session_removed_cb), fixture);
}

static void
close_connection (GDBusConnection *connection)
{
  g_dbus_connection_close_sync (connection, NULL, NULL);
  g_object_unref (connection);
}

static void
tear_down (Fixture *fixture, const void *data)
{
  g_clear_handle_id (&fixture->name_id, g_bus_unown_name);
  g_signal_handlers_disconnect_by_data (fixture->watch, fixture);
  g_object_add_weak_pointer (G_OBJECT (fixture->watch), (gpointer *) &fixture->watch);
  g_object_unref (fixture->watch);
  WAIT_UNTIL (fixture->watch == NULL);
  close_connection (fixture->client);
  close_connection (fixture->server);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_dbus_node_info_unref (fixture->node);
  g_test_dbus_down (fixture->daemon);
  g_object_unref (fixture->daemon);
  g_string_free (fixture->removed, TRUE);
}

static gboolean
is_on (Fixture *fixture)
{
  return haulier_logon_watch_is_logged_on (fixture->watch, BEN);
}

static void
emit (Fixture *fixture, const char *signal, GVariant *parameters)
{
  g_autoptr (GError) error = NULL;

  g_dbus_connection_emit_signal (
      fixture->server, NULL, PATH, NAME ".Manager", signal, parameters, &error);
  g_assert_no_error (error);
}

static void
test_logon_watch_log_on_and_off (Fixture *fixture, const void *data)
{
  start_login_manager (fixture);
  WAIT_UNTIL (haulier_logon_watch_get_service (fixture->watch) == HAULIER_LOGON_SERVICE_PRESENT);
  g_assert_false (is_on (fixture));

  fixture->state = "active";
  fixture->session = "c1";
  emit (fixture, "UserNew", g_variant_new ("(uo)", BEN, BEN_PATH));
  emit (fixture, "SessionNew", g_variant_new ("(so)", "c1", PATH "/session/_1"));
  WAIT_UNTIL (is_on (fixture) && haulier_logon_watch_has_session (fixture->watch, "c1"));
  g_assert_cmpuint (fixture->n_changes, ==, 1);

  fixture->session = NULL;
  fixture->state = "lingering";
  emit (fixture, "SessionRemoved", g_variant_new ("(so)", "c1", PATH "/session/_1"));
  WAIT_UNTIL (fixture->removed->len > 0);
  g_assert_cmpstr (fixture->removed->str, ==, "c1 ");
  g_assert_false (haulier_logon_watch_has_session (fixture->watch, "c1"));
  g_assert_true (is_on (fixture));

  emit (fixture, "UserRemoved", g_variant_new ("(uo)", BEN, BEN_PATH));
  WAIT_UNTIL (!is_on (fixture));
  g_assert_cmpuint (fixture->n_changes, ==, 2);
}

/* The last session ends, and the user's processes have not: he is not logged on. */
static void
test_logon_watch_closing (Fixture *fixture, const void *data)
{
  fixture->state = "online";
  fixture->session = "7";
  start_login_manager (fixture);
  WAIT_UNTIL (is_on (fixture) && haulier_logon_watch_has_session (fixture->watch, "7"));
  fixture->state = "closing";
  emit (fixture, "SessionRemoved", g_variant_new ("(so)", "7", PATH "/session/_1"));
  WAIT_UNTIL (!is_on (fixture));
}

/* The State itself is not announced; something else of the user is. */
static void
test_logon_watch_user_changed (Fixture *fixture, const void *data)
{
  g_autoptr (GError) error = NULL;

  fixture->state = "closing";
  start_login_manager (fixture);
  WAIT_UNTIL (haulier_logon_watch_get_service (fixture->watch) == HAULIER_LOGON_SERVICE_PRESENT);
  fixture->state = "online";
  g_dbus_connection_emit_signal (fixture->server,
                                 NULL,
                                 BEN_PATH,
                                 "org.freedesktop.DBus.Properties",
                                 "PropertiesChanged",
                                 g_variant_new ("(sa{sv}as)", NAME ".User", NULL, NULL),
                                 &error);
  g_assert_no_error (error);
  WAIT_UNTIL (is_on (fixture));
}

static void
test_logon_watch_absent (Fixture *fixture, const void *data)
{
  WAIT_UNTIL (haulier_logon_watch_get_service (fixture->watch) == HAULIER_LOGON_SERVICE_ABSENT);
  g_assert_false (is_on (fixture));
  haulier_logon_watch_set_connected (fixture->watch, BEN, TRUE);
  g_assert_true (is_on (fixture));
  g_assert_false (haulier_logon_watch_is_logged_on (fixture->watch, EVE));
  haulier_logon_watch_set_connected (fixture->watch, BEN, FALSE);
  g_assert_false (is_on (fixture));
  g_assert_cmpuint (fixture->n_changes, ==, 2);
}

/* Whoever it said was logged on, is not when nobody says so any more. */
static void
test_logon_watch_vanishes (Fixture *fixture, const void *data)
{
  fixture->state = "active";
  start_login_manager (fixture);
  WAIT_UNTIL (is_on (fixture));
  g_clear_handle_id (&fixture->name_id, g_bus_unown_name);
  WAIT_UNTIL (!is_on (fixture));
  g_assert_cmpint (
      haulier_logon_watch_get_service (fixture->watch), ==, HAULIER_LOGON_SERVICE_ABSENT);
  g_assert_cmpuint (fixture->n_services, >=, 2);
  start_login_manager (fixture);
  WAIT_UNTIL (is_on (fixture));
}

static void
test_logon_watch_for_user (void)
{
  g_autoptr (HaulierLogonWatch) watch = haulier_logon_watch_new_for_user (BEN);

  g_assert_cmpint (haulier_logon_watch_get_service (watch), ==, HAULIER_LOGON_SERVICE_UNNEEDED);
  g_assert_true (haulier_logon_watch_is_logged_on (watch, BEN));
  haulier_logon_watch_set_connected (watch, BEN, FALSE);
  g_assert_true (haulier_logon_watch_is_logged_on (watch, BEN));
  g_assert_false (haulier_logon_watch_is_logged_on (watch, EVE));
}

static void
add (const char *path, void (*test) (Fixture *fixture, const void *data))
{
  g_test_add (path, Fixture, NULL, set_up, test, tear_down);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  add ("/identity/logon-watch/log-on-and-off", test_logon_watch_log_on_and_off);
  add ("/identity/logon-watch/closing", test_logon_watch_closing);
  add ("/identity/logon-watch/user-changed", test_logon_watch_user_changed);
  add ("/identity/logon-watch/absent", test_logon_watch_absent);
  add ("/identity/logon-watch/vanishes", test_logon_watch_vanishes);
  g_test_add_func ("/identity/logon-watch/for-user", test_logon_watch_for_user);
  return g_test_run ();
}
