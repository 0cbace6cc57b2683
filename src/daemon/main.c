/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* haulierd: opens the queue, goes on the bus, ends when nobody needs it. */
#include "config.h"

#include <glib-unix.h>
#include <locale.h>
#include <stdlib.h>

#include "haulier-bus-errors.h"
#include "haulier-bus-names.h"
#include "haulier-daemon.h"
#include "haulier-engine-open.h"
#include "haulier-place.h"

/* How long an engine that does not get the queue waits for the one that has it to serve. */
#define OTHER_ENGINE_TIMEOUT_SEC 3

typedef struct
{
  GMainLoop *loop;
  HaulierPlace *place;
  GDBusConnection *connection; /* (nullable) */
  HaulierOwners *owners;       /* (nullable) */
  HaulierEngine *engine;       /* (nullable) */
  HaulierDaemon *daemon;       /* (nullable) */
  guint name_id;
  guint watch_id; /* waits for the name of another engine */
  guint deadline_id;
  GError *error; /* (nullable) why the queue did not open */
  gint status;
} Program;

static void
quit_with_error (Program *program, const char *what, const GError *error)
{
  g_printerr ("haulierd: %s: %s\n", what, error->message);
  program->status = EXIT_FAILURE;
  g_main_loop_quit (program->loop);
}

static void
name_lost_cb (GDBusConnection *connection, const char *name, gpointer user_data)
{
  Program *program = user_data;

  /* Another engine serves this bus, or the bus is gone: what moves goes on at the next start. */
  g_main_loop_quit (program->loop);
}

static void
idle_cb (gpointer user_data)
{
  Program *program = user_data;

  g_main_loop_quit (program->loop);
}

static void
other_engine_cb (GDBusConnection *connection,
                 const char *name,
                 const char *owner,
                 gpointer user_data)
{
  Program *program = user_data;

  g_main_loop_quit (program->loop);
}

static gboolean
no_other_engine_cb (gpointer user_data)
{
  Program *program = user_data;

  program->deadline_id = 0;
  quit_with_error (program, "open the queue", program->error);
  return G_SOURCE_REMOVE;
}

/* When two are started at once, one has the queue first: the other leaves without a word as soon as
 * the first one serves. */
static void
wait_for_other_engine (Program *program)
{
  program->watch_id = g_bus_watch_name_on_connection (program->connection,
                                                      HAULIER_BUS_NAME,
                                                      G_BUS_NAME_WATCHER_FLAGS_NONE,
                                                      other_engine_cb,
                                                      NULL,
                                                      program,
                                                      NULL);
  program->deadline_id
      = g_timeout_add_seconds (OTHER_ENGINE_TIMEOUT_SEC, no_other_engine_cb, program);
}

static void
opened_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Program *program = user_data;
  g_autoptr (GError) error = NULL;

  program->engine = haulier_engine_open_finish (result, &program->error);
  if (program->engine == NULL)
    {
      wait_for_other_engine (program);
      return;
    }
  program->daemon = haulier_daemon_new (
      program->connection, program->engine, program->owners, idle_cb, program, &error);
  if (program->daemon == NULL)
    {
      quit_with_error (program, "register the engine", error);
      return;
    }
  program->name_id = g_bus_own_name_on_connection (program->connection,
                                                   HAULIER_BUS_NAME,
                                                   G_BUS_NAME_OWNER_FLAGS_DO_NOT_QUEUE,
                                                   NULL,
                                                   name_lost_cb,
                                                   program,
                                                   NULL);
}

static void
owners_found_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Program *program = user_data;

  program->owners = haulier_owners_find_finish (result);
  haulier_engine_open_async (
      program->place->scope, program->place->state, program->place->runtime, opened_cb, program);
}

static void
connected_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Program *program = user_data;
  g_autoptr (GError) error = NULL;

  program->connection = g_bus_get_finish (result, &error);
  if (program->connection == NULL)
    {
      quit_with_error (program, "connect to the bus", error);
      return;
    }
  g_dbus_connection_set_exit_on_close (program->connection, FALSE);
  g_signal_connect_swapped (
      program->connection, "closed", G_CALLBACK (g_main_loop_quit), program->loop);
  haulier_owners_find_async (program->place->scope, owners_found_cb, program);
}

static gboolean
terminate_cb (gpointer user_data)
{
  Program *program = user_data;

  g_main_loop_quit (program->loop);
  return G_SOURCE_CONTINUE;
}

static void
run (Program *program)
{
  haulier_bus_errors_register ();
  program->loop = g_main_loop_new (NULL, FALSE);
  g_unix_signal_add (SIGTERM, terminate_cb, program);
  g_unix_signal_add (SIGINT, terminate_cb, program);
  g_bus_get (program->place->bus, NULL, connected_cb, program);
  g_main_loop_run (program->loop);

  g_clear_handle_id (&program->deadline_id, g_source_remove);
  g_clear_handle_id (&program->watch_id, g_bus_unwatch_name);
  g_clear_handle_id (&program->name_id, g_bus_unown_name);
  g_clear_error (&program->error);
  g_clear_pointer (&program->daemon, haulier_daemon_free);
  if (program->engine != NULL)
    haulier_engine_close (program->engine);
  g_clear_object (&program->engine);
  g_clear_pointer (&program->owners, haulier_owners_unref);
  g_clear_object (&program->connection);
  g_main_loop_unref (program->loop);
}

int
main (int argc, char **argv)
{
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  g_autoptr (GError) error = NULL;
  g_autofree char *state = NULL;
  Program program = { .status = EXIT_SUCCESS };
  gboolean system = FALSE;
  gboolean version = FALSE;
  const GOptionEntry entries[] = {
    { "system", 0, 0, G_OPTION_ARG_NONE, &system, "Serve every account, on the system bus", NULL },
    { "state", 0, 0, G_OPTION_ARG_FILENAME, &state, "Keep the queue in FOLDER", "FOLDER" },
    { "version", 0, 0, G_OPTION_ARG_NONE, &version, "Print the version", NULL },
    { NULL },
  };

  setlocale (LC_ALL, "");
  g_option_context_set_summary (context, "The transfer engine of a session, or of the computer.");
  g_option_context_add_main_entries (context, entries, NULL);
  if (!g_option_context_parse (context, &argc, &argv, &error))
    {
      g_printerr ("haulierd: %s\n", error->message);
      return 2;
    }
  if (version)
    {
      g_print ("haulierd %s\n", HAULIER_VERSION);
      return EXIT_SUCCESS;
    }
  program.place
      = system ? haulier_place_new_system (state, &error) : haulier_place_new_session (state);
  if (program.place == NULL)
    {
      g_printerr ("haulierd: %s\n", error->message);
      return EXIT_FAILURE;
    }
  run (&program);
  haulier_place_free (program.place);
  return program.status;
}
