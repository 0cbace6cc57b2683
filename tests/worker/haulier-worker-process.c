/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* A program of the worker's room, started and spoken to as the engine does it. */
#include "config.h"

#include "haulier-worker-process.h"

#include <gio/gunixfdlist.h>
#include <sys/socket.h>

#include "haulier-bus-names.h"

#define CONNECTION_FD 3

static gboolean
allow_anonymous (GDBusAuthObserver *observer, const char *mechanism, gpointer user_data)
{
  return g_str_equal (mechanism, "ANONYMOUS");
}

static gboolean
authorize (GDBusAuthObserver *observer, GIOStream *stream, GCredentials *who, gpointer user_data)
{
  return TRUE;
}

static GDBusConnection *
connect_worker (GSocket *socket)
{
  g_autoptr (GSocketConnection) stream = g_socket_connection_factory_create_connection (socket);
  g_autoptr (GDBusAuthObserver) observer = g_dbus_auth_observer_new ();
  g_autofree char *guid = g_dbus_generate_guid ();
  GDBusConnection *connection = NULL;
  GError *error = NULL;

  g_signal_connect (observer, "allow-mechanism", G_CALLBACK (allow_anonymous), NULL);
  g_signal_connect (observer, "authorize-authenticated-peer", G_CALLBACK (authorize), NULL);
  connection
      = g_dbus_connection_new_sync (G_IO_STREAM (stream),
                                    guid,
                                    G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_SERVER
                                        | G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_ALLOW_ANONYMOUS
                                        | G_DBUS_CONNECTION_FLAGS_DELAY_MESSAGE_PROCESSING,
                                    observer,
                                    NULL,
                                    &error);
  g_assert_no_error (error);
  return connection;
}

/**
 * haulier_worker_process_start:
 * @program: its name
 * @argument: (nullable): for it
 * @identity: (nullable): UID:GROUP that it gets
 * @out_connection: (out): to it, not processing messages yet
 *
 * Through haulier-launch.
 *
 * Returns: (transfer full): the process
 */
GSubprocess *
haulier_worker_process_start (const char *program,
                              const char *argument,
                              const char *identity,
                              GDBusConnection **out_connection)
{
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_NONE);
  const char *build = g_getenv ("HAULIER_BUILD_DIR");
  g_autofree char *launch = g_build_filename (build, "src/worker/haulier-launch", NULL);
  g_autofree char *path = g_build_filename (build, "src/worker", program, NULL);
  g_autoptr (GPtrArray) words = g_ptr_array_new ();
  g_autoptr (GSocket) socket = NULL;
  GSubprocess *process = NULL;
  int pair[2] = { -1, -1 };
  GError *error = NULL;

  g_assert_cmpint (socketpair (AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair), ==, 0);
  g_subprocess_launcher_take_fd (launcher, pair[1], CONNECTION_FD);
  socket = g_socket_new_from_fd (pair[0], &error);
  g_assert_no_error (error);
  g_ptr_array_add (words, launch);
  if (identity != NULL)
    {
      g_ptr_array_add (words, (char *) "--as");
      g_ptr_array_add (words, (char *) identity);
    }
  g_ptr_array_add (words, path);
  g_ptr_array_add (words, (char *) argument);
  g_ptr_array_add (words, NULL);
  process = g_subprocess_launcher_spawnv (launcher, (const char *const *) words->pdata, &error);
  g_assert_no_error (error);
  g_subprocess_launcher_close (launcher);
  *out_connection = connect_worker (socket);
  return process;
}

/**
 * haulier_worker_process_call:
 * @connection: to a program
 * @interface_name: of its object
 * @method: of the interface
 * @arguments: (transfer floating): its arguments
 * @fd: (transfer full): descriptor that goes with it, or -1
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the answer
 */
GVariant *
haulier_worker_process_call (GDBusConnection *connection,
                             const char *interface_name,
                             const char *method,
                             GVariant *arguments,
                             int fd,
                             GError **error)
{
  g_autoptr (GUnixFDList) list = fd >= 0 ? g_unix_fd_list_new_from_array (&fd, 1) : NULL;

  return g_dbus_connection_call_with_unix_fd_list_sync (connection,
                                                        NULL,
                                                        HAULIER_WORKER_PATH,
                                                        interface_name,
                                                        method,
                                                        arguments,
                                                        NULL,
                                                        G_DBUS_CALL_FLAGS_NONE,
                                                        HAULIER_WORKER_FIXTURE_DEADLINE_SEC * 1000,
                                                        list,
                                                        NULL,
                                                        NULL,
                                                        error);
}
