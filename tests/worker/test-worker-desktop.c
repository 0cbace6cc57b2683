/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Tests of a worker of an account that has no home, and so no settings of a desktop. */
#include "config.h"

#include <unistd.h>

#include "haulier-bus-names.h"
#include "haulier-worker-process.h"

/* A user that needs no entry anywhere: root could make the folder. */
#define IDENTITY "61002:61002"

static void
test_desktop_without_home (gconstpointer data)
{
  g_autoptr (GDBusConnection) connection = NULL;
  g_autoptr (GSubprocess) worker = haulier_worker_process_start (
      "haulier-worker", data, geteuid () == 0 ? IDENTITY : NULL, &connection);
  g_autoptr (GVariant) answer = NULL;
  g_autoptr (GVariant) settings = NULL;
  g_autoptr (GError) error = NULL;
  const char *usage = NULL;

  g_dbus_connection_start_message_processing (connection);
  answer = haulier_worker_process_call (connection,
                                        HAULIER_WORKER_INTERFACE,
                                        "FindProxy",
                                        g_variant_new ("(s)", "http://example.org/"),
                                        -1,
                                        &error);
  g_assert_no_error (error);
  settings = g_variant_get_child_value (answer, 0);
  g_assert_true (g_variant_lookup (settings, "usage", "&s", &usage));
  g_assert_cmpstr (usage, ==, "none");
  g_dbus_connection_close_sync (connection, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_wait_check (worker, NULL, &error));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_setenv ("HOME", "/nonexistent", TRUE);
  /* Nothing that a test is spared: the backend of a desktop, and whatever it complains about. */
  g_unsetenv ("GSETTINGS_BACKEND");
  g_unsetenv ("XDG_RUNTIME_DIR");
  g_unsetenv ("XDG_CONFIG_HOME");
  g_unsetenv ("XDG_CACHE_HOME");
  g_setenv ("G_DEBUG", "fatal-criticals", TRUE);
  g_test_add_data_func ("/worker/desktop/without-home", NULL, test_desktop_without_home);
  g_test_add_data_func (
      "/worker/desktop/without-home-network", "--network-only", test_desktop_without_home);
  return g_test_run ();
}
