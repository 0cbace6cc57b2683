/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* The session bus: found, started where there is none, and found again. */
#include "config.h"

#include "haulier-bus-finder.h"

#include <glib/gstdio.h>
#include <signal.h>

#include "fake-engine.h"
#include "haulier-runtime-folder.h"

static GDBusConnection *
find (char **out_address, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  haulier_bus_finder_open_async (G_BUS_TYPE_SESSION, NULL, fake_engine_take_result, &result);
  wait_until (result != NULL);
  return haulier_bus_finder_open_finish (result, out_address, error);
}

static void
end_bus (GDBusConnection *bus)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply
      = g_dbus_connection_call_sync (bus,
                                     "org.freedesktop.DBus",
                                     "/org/freedesktop/DBus",
                                     "org.freedesktop.DBus",
                                     "GetConnectionUnixProcessID",
                                     g_variant_new ("(s)", "org.freedesktop.DBus"),
                                     NULL,
                                     G_DBUS_CALL_FLAGS_NONE,
                                     -1,
                                     NULL,
                                     &error);
  guint pid = 0;

  g_assert_no_error (error);
  g_variant_get (reply, "(u)", &pid);
  g_assert_cmpint (kill ((pid_t) pid, SIGTERM), ==, 0);
  wait_until (g_dbus_connection_is_closed (bus));
}

static void
test_bus_finder_environment (void)
{
  g_autoptr (GTestDBus) test_bus = g_test_dbus_new (G_TEST_DBUS_NONE);
  g_autoptr (GError) error = NULL;
  g_autoptr (GDBusConnection) bus = NULL;
  g_autofree char *address = NULL;

  g_test_dbus_up (test_bus);
  bus = find (&address, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (address, ==, g_test_dbus_get_bus_address (test_bus));
  g_dbus_connection_close_sync (bus, NULL, NULL);
  g_test_dbus_down (test_bus);
}

static char *
new_runtime (void)
{
  g_autoptr (GError) error = NULL;
  char *runtime = g_dir_make_tmp (NULL, &error);

  g_assert_no_error (error);
  g_unsetenv ("DBUS_SESSION_BUS_ADDRESS");
  g_setenv ("XDG_RUNTIME_DIR", runtime, TRUE);
  return runtime;
}

/* The first one starts it, whoever comes later finds it; when it is gone there is another one. */
static void
test_bus_finder_private (void)
{
  g_autofree char *runtime = new_runtime ();
  g_autofree char *kept = g_build_filename (runtime, "haulier", "bus", NULL);
  g_autofree char *first_address = NULL;
  g_autofree char *second_address = NULL;
  g_autofree char *third_address = NULL;
  g_autofree char *contents = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GDBusConnection) first = find (&first_address, &error);
  g_autoptr (GDBusConnection) second = NULL;
  g_autoptr (GDBusConnection) third = NULL;

  g_assert_no_error (error);
  second = find (&second_address, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (first_address, ==, second_address);
  g_assert_true (g_file_get_contents (kept, &contents, NULL, NULL));
  g_assert_cmpstr (contents, ==, first_address);
  end_bus (first);
  third = find (&third_address, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (third_address, !=, first_address);
  end_bus (third);
}

/* Many at once: one bus. */
static void
test_bus_finder_race (void)
{
  g_autofree char *runtime = new_runtime ();
  GAsyncResult *results[8] = { NULL };
  g_autofree char *address = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (results); i++)
    haulier_bus_finder_open_async (G_BUS_TYPE_SESSION, NULL, fake_engine_take_result, &results[i]);
  for (gsize i = 0; i < G_N_ELEMENTS (results); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GDBusConnection) bus = NULL;
      g_autofree char *own_address = NULL;

      wait_until (results[i] != NULL);
      bus = haulier_bus_finder_open_finish (results[i], &own_address, &error);
      g_assert_no_error (error);
      g_object_unref (results[i]);
      if (address == NULL)
        address = g_strdup (own_address);
      g_assert_cmpstr (own_address, ==, address);
      if (i + 1 == G_N_ELEMENTS (results))
        end_bus (bus);
    }
}

/* A folder that others can enter could hold an address of theirs. */
static void
test_bus_finder_open_folder (void)
{
  g_autofree char *runtime = new_runtime ();
  g_autofree char *folder = g_build_filename (runtime, "haulier", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GDBusConnection) bus = NULL;

  g_assert_cmpint (g_mkdir (folder, 0755), ==, 0);
  g_assert_cmpint (g_chmod (folder, 0755), ==, 0);
  bus = find (NULL, &error);
  g_assert_null (bus);
  g_assert_error (error, HAULIER_ERROR, HAULIER_ERROR_SERVER_UNAVAILABLE);
}

static void
test_runtime_folder_link (void)
{
  g_autofree char *runtime = new_runtime ();
  g_autofree char *folder = g_build_filename (runtime, "haulier", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (symlink ("/", folder), ==, 0);
  g_assert_null (haulier_runtime_folder_ensure (&error));
  g_assert_error (error, HAULIER_ERROR, HAULIER_ERROR_SERVER_UNAVAILABLE);
}

static void
test_program_find (void)
{
  g_autofree char *itself = haulier_program_find ("test-client-bus-finder", "nowhere");
  g_autofree char *nothing = haulier_program_find ("no-such-program", "nowhere");

  g_assert_nonnull (itself);
  g_assert_null (nothing);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/client/bus-finder/environment", test_bus_finder_environment);
  g_test_add_func ("/client/bus-finder/private", test_bus_finder_private);
  g_test_add_func ("/client/bus-finder/race", test_bus_finder_race);
  g_test_add_func ("/client/bus-finder/open-folder", test_bus_finder_open_folder);
  g_test_add_func ("/client/runtime-folder/link", test_runtime_folder_link);
  g_test_add_func ("/client/runtime-folder/program", test_program_find);
  return g_test_run ();
}
