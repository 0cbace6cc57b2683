/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* haulier-files: opens files in one security context, told by the engine over descriptor 3. It
 * talks to no network, and nothing is linked that could. */
#include "config.h"

#include <gio/gio.h>
#include <stdlib.h>

#include "haulier-bus-errors.h"
#include "haulier-confinement.h"
#include "haulier-engine-connection.h"
#include "haulier-files-object.h"

static void
on_closed (GDBusConnection *connection, gboolean vanished, GError *error, gpointer user_data)
{
  g_main_loop_quit (user_data);
}

static gboolean
run (GError **error)
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (GDBusConnection) connection = haulier_engine_connection_new (error);
  g_autoptr (HaulierIoThread) io = NULL;
  g_autoptr (HaulierIoThread) sync = NULL;
  g_autoptr (HaulierFilesObject) object = NULL;

  if (connection == NULL)
    return FALSE;
  io = haulier_io_thread_new ("haulier-io", NULL);
  sync = haulier_io_thread_new ("haulier-sync", NULL);
  object = haulier_files_object_new (connection, io, sync, error);
  if (object == NULL)
    return FALSE;
  g_signal_connect (connection, "closed", G_CALLBACK (on_closed), loop);
  g_dbus_connection_start_message_processing (connection);
  g_main_loop_run (loop);
  g_signal_handlers_disconnect_by_data (connection, loop);
  return TRUE;
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;

  g_set_prgname ("haulier-files");
  haulier_bus_errors_register ();
  if (!haulier_confinement_enter (HAULIER_CONFINEMENT_FILES, &error) || !run (&error))
    {
      g_printerr ("haulier-files: %s\n", error->message);
      return EXIT_FAILURE;
    }
  return EXIT_SUCCESS;
}
