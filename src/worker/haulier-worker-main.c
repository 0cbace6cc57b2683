/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* haulier-worker: transfers files in one security context, told by the engine over descriptor 3. */
#include "config.h"

#include <curl/curl.h>
#include <gio/gio.h>
#include <malloc.h>
#include <stdlib.h>

#include "haulier-bus-errors.h"
#include "haulier-confinement.h"
#include "haulier-engine-connection.h"
#include "haulier-worker.h"

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

static gboolean
run (gboolean network_only, GError **error)
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (GDBusConnection) connection = haulier_engine_connection_new (error);
  g_autoptr (HaulierWorker) worker = NULL;
  Program program = { NULL, NULL };

  if (connection == NULL)
    return FALSE;
  worker = haulier_worker_new (connection, network_only, error);
  if (worker == NULL)
    return FALSE;
  program = (Program){ .loop = loop, .worker = worker };
  g_signal_connect (connection, "closed", G_CALLBACK (on_closed), &program);
  g_dbus_connection_start_message_processing (connection);
  g_main_loop_run (loop);
  g_signal_handlers_disconnect_by_data (connection, &program);
  return TRUE;
}

/* haulier-worker [--network-only]: another process opens the files then. */
int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  gboolean network_only = argc == 2 && g_str_equal (argv[1], "--network-only");

  g_set_prgname ("haulier-worker");
  /* Before threads, and before anything secret can arrive. */
  if (!haulier_confinement_enter (
          network_only ? HAULIER_CONFINEMENT_NETWORK : HAULIER_CONFINEMENT_WHOLE, &error))
    {
      g_printerr ("haulier-worker: %s\n", error->message);
      return EXIT_FAILURE;
    }
  haulier_bus_errors_register ();
  /* libcurl takes and gives back half a megabyte for each transfer: memory that is returned to the
   * system in between is asked for, and cleared, for each small file anew. */
  mallopt (M_MMAP_THRESHOLD, HEAP_KEPT_BYTES);
  mallopt (M_TRIM_THRESHOLD, HEAP_KEPT_BYTES);
  curl_global_init (CURL_GLOBAL_DEFAULT);
  if (!run (network_only, &error))
    {
      g_printerr ("haulier-worker: connect to the engine: %s\n", error->message);
      return EXIT_FAILURE;
    }
  curl_global_cleanup ();
  return EXIT_SUCCESS;
}
