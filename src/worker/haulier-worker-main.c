/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* haulier-worker: transfers files in one security context, told by the engine over descriptor 3. */
#include "config.h"

#include <curl/curl.h>
#include <fcntl.h>
#include <gio/gio.h>
#include <malloc.h>
#include <stdlib.h>
#include <sys/prctl.h>

#include "haulier-bus-errors.h"
#include "haulier-worker.h"

/* The private connection. */
#define CONNECTION_FD 3

typedef struct
{
  GMainLoop *loop;
  HaulierWorker *worker;
} Program;

/* Enough for the buffers of all connections, and small beside the limit of the worker. */
#define HEAP_KEPT_BYTES (12 * 1024 * 1024)

static void
on_closed (GDBusConnection *connection, gboolean vanished, GError *error, gpointer user_data)
{
  Program *program = user_data;

  haulier_worker_stop (program->worker, program->loop);
}

static GDBusConnection *
connect_to_engine (GError **error)
{
  g_autoptr (GSocket) socket = NULL;
  g_autoptr (GSocketConnection) stream = NULL;

  if (fcntl (CONNECTION_FD, F_SETFD, FD_CLOEXEC) != 0)
    {
      g_set_error (
          error, G_IO_ERROR, G_IO_ERROR_FAILED, "there is no descriptor %d", CONNECTION_FD);
      return NULL;
    }
  socket = g_socket_new_from_fd (CONNECTION_FD, error);
  if (socket == NULL)
    return NULL;
  stream = g_socket_connection_factory_create_connection (socket);
  return g_dbus_connection_new_sync (G_IO_STREAM (stream),
                                     NULL,
                                     G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT
                                         | G_DBUS_CONNECTION_FLAGS_DELAY_MESSAGE_PROCESSING,
                                     NULL,
                                     NULL,
                                     error);
}

static gboolean
run (GError **error)
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (GDBusConnection) connection = connect_to_engine (error);
  g_autoptr (HaulierWorker) worker = NULL;
  Program program = { NULL, NULL };

  if (connection == NULL)
    return FALSE;
  worker = haulier_worker_new (connection, error);
  if (worker == NULL)
    return FALSE;
  program = (Program){ .loop = loop, .worker = worker };
  g_signal_connect (connection, "closed", G_CALLBACK (on_closed), &program);
  g_dbus_connection_start_message_processing (connection);
  g_main_loop_run (loop);
  g_signal_handlers_disconnect_by_data (connection, &program);
  return TRUE;
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;

  /* Before anything secret can arrive: nobody of the same user reads this memory. */
  prctl (PR_SET_DUMPABLE, 0, 0, 0, 0);
  g_set_prgname ("haulier-worker");
  haulier_bus_errors_register ();
  /* libcurl takes and gives back half a megabyte for each transfer: memory that is returned to the
   * system in between is asked for, and cleared, for each small file anew. */
  mallopt (M_MMAP_THRESHOLD, HEAP_KEPT_BYTES);
  mallopt (M_TRIM_THRESHOLD, HEAP_KEPT_BYTES);
  curl_global_init (CURL_GLOBAL_DEFAULT);
  if (!run (&error))
    {
      g_printerr ("haulier-worker: connect to the engine: %s\n", error->message);
      return EXIT_FAILURE;
    }
  curl_global_cleanup ();
  return EXIT_SUCCESS;
}
