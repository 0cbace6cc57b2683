/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Starts a worker process and the private connection to it. */
#include "config.h"

#include "haulier-worker-launcher.h"

#include <gio/gunixfdlist.h>
#include <glib/gstdio.h>
#include <sys/socket.h>

#include "haulier-error.h"
#include "haulier-launch-command.h"
#include "haulier-program.h"

/* The descriptor that a worker finds its end of the socket pair at. */
#define WORKER_FD 3

static gboolean
allow_anonymous (GDBusAuthObserver *observer, const char *mechanism, gpointer user_data)
{
  /* EXTERNAL reads SO_PEERCRED, which names the creator of the pair: it fails across users. Holding
   * the inherited end is the authentication. */
  return g_str_equal (mechanism, "ANONYMOUS");
}

static gboolean
authorize_peer (GDBusAuthObserver *observer,
                GIOStream *stream,
                GCredentials *credentials,
                gpointer user_data)
{
  return TRUE;
}

static void
connected_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  GDBusConnection *connection = g_dbus_connection_new_finish (result, &error);

  if (connection == NULL)
    {
      g_task_return_new_error (task,
                               HAULIER_ERROR,
                               HAULIER_ERROR_WATCHDOG_TIMEOUT,
                               "start a worker: %s",
                               error->message);
      return;
    }
  g_task_return_pointer (task, connection, g_object_unref);
}

/* Programs by their number, with what they are told besides. */
static const struct
{
  const char *name;
  const char *argument; /* (nullable) */
} programs[] = {
  [HAULIER_WORKER_PROGRAM_WHOLE] = { .name = "haulier-worker" },
  [HAULIER_WORKER_PROGRAM_NETWORK] = { .name = "haulier-worker", .argument = "--network-only" },
  [HAULIER_WORKER_PROGRAM_FILES] = { .name = "haulier-files" },
};

static GPtrArray *
make_command (const HaulierSecurityContext *context, HaulierWorkerProgram program)
{
  GPtrArray *words = g_ptr_array_new_with_free_func (g_free);

  haulier_launch_add_words (context, words);
  g_ptr_array_add (words, haulier_program_find (programs[program].name));
  if (programs[program].argument != NULL)
    g_ptr_array_add (words, g_strdup (programs[program].argument));
  g_ptr_array_add (words, NULL);
  return words;
}

static GSocketConnection *
spawn (const HaulierSecurityContext *context, HaulierWorkerProgram program, GError **error)
{
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_NONE);
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GSocket) socket = NULL;
  g_autoptr (GPtrArray) command = make_command (context, program);
  int pair[2] = { -1, -1 };

  if (socketpair (AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) != 0)
    {
      g_set_error (
          error, HAULIER_ERROR, HAULIER_ERROR_FAILED, "make a socket pair: %s", g_strerror (errno));
      return NULL;
    }
  g_subprocess_launcher_take_fd (launcher, pair[1], WORKER_FD);
  socket = g_socket_new_from_fd (pair[0], error);
  if (socket == NULL)
    {
      g_close (pair[0], NULL);
      return NULL;
    }
  haulier_launch_prepare (context, launcher);
  process = g_subprocess_launcher_spawnv (launcher, (const char *const *) command->pdata, error);
  if (process == NULL)
    return NULL;
  return g_socket_connection_factory_create_connection (socket);
}

/**
 * haulier_worker_launcher_launch_async:
 * @context: whose rights the worker has
 * @program: what it does
 * @cancellable: (nullable): cancellable
 * @callback: called when the worker is connected
 * @user_data: for @callback
 *
 * Starts a worker. Messages are not processed before g_dbus_connection_start_message_processing(),
 * so that no signal is missed. The worker ends when the connection closes.
 */
void
haulier_worker_launcher_launch_async (const HaulierSecurityContext *context,
                                      HaulierWorkerProgram program,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  g_autoptr (GSocketConnection) stream = NULL;
  g_autoptr (GDBusAuthObserver) observer = NULL;
  g_autofree char *guid = g_dbus_generate_guid ();
  GError *error = NULL;

  g_task_set_source_tag (task, haulier_worker_launcher_launch_async);
  stream = spawn (context, program, &error);
  if (stream == NULL)
    {
      g_prefix_error (&error, "start a worker for “%s”: ", context->user);
      g_task_return_error (task, error);
      return;
    }
  observer = g_dbus_auth_observer_new ();
  g_signal_connect (observer, "allow-mechanism", G_CALLBACK (allow_anonymous), NULL);
  g_signal_connect (observer, "authorize-authenticated-peer", G_CALLBACK (authorize_peer), NULL);
  g_dbus_connection_new (G_IO_STREAM (stream),
                         guid,
                         G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_SERVER
                             | G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_ALLOW_ANONYMOUS
                             | G_DBUS_CONNECTION_FLAGS_DELAY_MESSAGE_PROCESSING,
                         observer,
                         cancellable,
                         connected_cb,
                         g_steal_pointer (&task));
}

/**
 * haulier_worker_launcher_launch_finish:
 * @result: the result
 * @error: return location
 *
 * Errors: those of spawning; %HAULIER_ERROR_WATCHDOG_TIMEOUT when the worker did not connect.
 *
 * Returns: (transfer full): the connection, not processing messages yet
 */
GDBusConnection *
haulier_worker_launcher_launch_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
