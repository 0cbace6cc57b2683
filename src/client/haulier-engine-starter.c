/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* The engine's process: activated by the bus where it is installed, started detached elsewhere. */
#include "config.h"

#include "haulier-engine-starter.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "haulier-bus-names.h"
#include "haulier-error.h"
#include "haulier-runtime-folder.h"

#define START_TIMEOUT_SEC 10
#define BUS_NAME "org.freedesktop.DBus"
#define BUS_PATH "/org/freedesktop/DBus"

typedef struct
{
  GDBusConnection *bus;
  char *address;       /* (nullable) */
  char *log;           /* (nullable): file of the started engine's standard error */
  GSubprocess *engine; /* (nullable): started by us */
  guint watch_id;      /* name watch while the engine starts */
  GSource *deadline;
  GCancellable *ending; /* of the wait for the engine's end */
  gboolean answered;
} Start;

static void
stop_waiting (Start *start)
{
  if (start->watch_id != 0)
    g_bus_unwatch_name (start->watch_id);
  start->watch_id = 0;
  if (start->deadline != NULL)
    g_source_destroy (start->deadline);
  g_clear_pointer (&start->deadline, g_source_unref);
  g_cancellable_cancel (start->ending);
}

static void
start_free (Start *start)
{
  stop_waiting (start);
  g_clear_object (&start->engine);
  g_clear_object (&start->ending);
  g_clear_object (&start->bus);
  g_free (start->address);
  g_free (start->log);
  g_free (start);
}

static void
fail (GTask *task, const char *why)
{
  Start *start = g_task_get_task_data (task);

  if (start->answered)
    return;
  start->answered = TRUE;
  stop_waiting (start);
  g_task_return_new_error (task,
                           HAULIER_ERROR,
                           HAULIER_ERROR_SERVER_UNAVAILABLE,
                           /* translators: followed by why */
                           _ ("start the engine: %s"),
                           why);
}

static void
succeed (GTask *task, const char *owner)
{
  Start *start = g_task_get_task_data (task);

  if (start->answered)
    return;
  start->answered = TRUE;
  g_task_return_pointer (task, g_strdup (owner), g_free);
  stop_waiting (start);
}

static void
on_name_appeared (GDBusConnection *bus, const char *name, const char *owner, gpointer user_data)
{
  g_autoptr (GTask) task = g_object_ref (user_data); /* the watch's own reference goes with it */

  succeed (task, owner);
}

static gboolean
on_deadline (gpointer user_data)
{
  fail (user_data, _ ("it did not answer in time"));
  return G_SOURCE_REMOVE;
}

/* What it said last, before it ended: that is why. */
static char *
dup_last_words (Start *start)
{
  g_autofree char *said = NULL;
  const char *line = NULL;

  if (start->log == NULL || !g_file_get_contents (start->log, &said, NULL, NULL))
    return NULL;
  g_strchomp (said);
  line = strrchr (said, '\n');
  line = line != NULL ? line + 1 : said;
  return line[0] != '\0' ? g_utf8_make_valid (line, -1) : NULL;
}

static void
on_engine_ended (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Start *start = g_task_get_task_data (task);
  GSubprocess *engine = G_SUBPROCESS (source);
  g_autofree char *why = NULL;

  if (!g_subprocess_wait_finish (engine, result, NULL) || g_subprocess_get_successful (engine))
    return; /* one that finds another engine running ends with success: wait for the other */
  why = dup_last_words (start);
  if (why != NULL)
    {
      fail (task, why);
      return;
    }
  if (g_subprocess_get_if_exited (engine))
    why = g_strdup_printf (_ ("haulierd ended with status %d"),
                           g_subprocess_get_exit_status (engine));
  else
    why = g_strdup_printf (_ ("haulierd was ended by signal %d"),
                           g_subprocess_get_term_sig (engine));
  fail (task, why);
}

/* A session of its own: closing a terminal does not reach it. */
static void
become_session_leader (gpointer user_data)
{
  setsid ();
}

/* What the engine writes to its standard error goes to a file that is made anew each time. */
static GSubprocessLauncher *
new_launcher (Start *start)
{
  GSubprocessLauncher *launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_SILENCE);
  g_autofree char *folder = haulier_runtime_folder_ensure (NULL);

  if (folder != NULL)
    {
      start->log = g_build_filename (folder, "haulierd.log", NULL);
      g_unlink (start->log);
      g_subprocess_launcher_set_stderr_file_path (launcher, start->log);
    }
  else
    {
      g_subprocess_launcher_set_flags (
          launcher, G_SUBPROCESS_FLAGS_STDOUT_SILENCE | G_SUBPROCESS_FLAGS_STDERR_SILENCE);
    }
  g_subprocess_launcher_setenv (launcher, "DBUS_SESSION_BUS_ADDRESS", start->address, TRUE);
  g_subprocess_launcher_set_cwd (launcher, "/");
  g_subprocess_launcher_set_child_setup (launcher, become_session_leader, NULL, NULL);
  return launcher;
}

static void
spawn_engine (GTask *task)
{
  Start *start = g_task_get_task_data (task);
  g_autofree char *program = haulier_program_find ("haulierd", "daemon");
  g_autoptr (GSubprocessLauncher) launcher = NULL;
  g_autoptr (GError) error = NULL;

  if (program == NULL)
    {
      fail (task, _ ("haulierd is not installed"));
      return;
    }
  start->deadline = g_timeout_source_new_seconds (START_TIMEOUT_SEC);
  g_task_attach_source (task, start->deadline, on_deadline);
  launcher = new_launcher (start);
  start->engine = g_subprocess_launcher_spawn (launcher, &error, program, NULL);
  if (start->engine == NULL)
    {
      fail (task, error->message);
      return;
    }
  start->ending = g_cancellable_new ();
  g_subprocess_wait_async (start->engine, start->ending, on_engine_ended, g_object_ref (task));
  start->watch_id = g_bus_watch_name_on_connection (start->bus,
                                                    HAULIER_BUS_NAME,
                                                    G_BUS_NAME_WATCHER_FLAGS_NONE,
                                                    on_name_appeared,
                                                    NULL,
                                                    g_object_ref (task),
                                                    g_object_unref);
}

static void
on_owner_known (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply
      = g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, &error);
  const char *owner = NULL;

  if (reply == NULL)
    {
      g_dbus_error_strip_remote_error (error);
      fail (task, error->message);
      return;
    }
  g_variant_get (reply, "(&s)", &owner);
  succeed (task, owner);
}

static void
ask_for_owner (GTask *task, GAsyncReadyCallback callback)
{
  Start *start = g_task_get_task_data (task);

  g_dbus_connection_call (start->bus,
                          BUS_NAME,
                          BUS_PATH,
                          BUS_NAME,
                          "GetNameOwner",
                          g_variant_new ("(s)", HAULIER_BUS_NAME),
                          G_VARIANT_TYPE ("(s)"),
                          G_DBUS_CALL_FLAGS_NONE,
                          START_TIMEOUT_SEC * 1000,
                          g_task_get_cancellable (task),
                          callback,
                          task);
}

static void
on_activated (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Start *start = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply
      = g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, &error);

  if (reply != NULL)
    {
      ask_for_owner (g_steal_pointer (&task), on_owner_known);
      return;
    }
  if (g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_SERVICE_UNKNOWN))
    {
      if (start->address != NULL)
        spawn_engine (task);
      else
        fail (task, _ ("it does not run on this computer"));
      return;
    }
  g_dbus_error_strip_remote_error (error);
  fail (task, error->message);
}

static void
activate_engine (GTask *task)
{
  Start *start = g_task_get_task_data (task);

  g_dbus_connection_call (start->bus,
                          BUS_NAME,
                          BUS_PATH,
                          BUS_NAME,
                          "StartServiceByName",
                          g_variant_new ("(su)", HAULIER_BUS_NAME, 0),
                          G_VARIANT_TYPE ("(u)"),
                          G_DBUS_CALL_FLAGS_NONE,
                          START_TIMEOUT_SEC * 1000,
                          g_task_get_cancellable (task),
                          on_activated,
                          g_object_ref (task));
}

static void
on_owner_asked (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply
      = g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, &error);
  const char *owner = NULL;

  if (reply != NULL)
    {
      g_variant_get (reply, "(&s)", &owner);
      succeed (task, owner);
    }
  else if (g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_NAME_HAS_NO_OWNER))
    {
      activate_engine (task);
    }
  else
    {
      g_dbus_error_strip_remote_error (error);
      fail (task, error->message);
    }
}

/**
 * haulier_engine_starter_ensure_async:
 * @bus: the bus
 * @address: (nullable): address of a session bus, which a started engine gets; %NULL: the system
 * bus, on which no user can start one
 * @cancellable: (nullable): to give up
 * @callback: called when the engine has its name, or can't be had
 * @user_data: for @callback
 *
 * Makes sure that an engine runs. It is activated by the bus where that is set up; elsewhere it is
 * started detached from this program, and goes on when this one ends.
 */
void
haulier_engine_starter_ensure_async (GDBusConnection *bus,
                                     const char *address,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data)
{
  GTask *task = g_task_new (bus, cancellable, callback, user_data);
  Start *start = g_new0 (Start, 1);

  start->bus = g_object_ref (bus);
  start->address = g_strdup (address);
  g_task_set_source_tag (task, haulier_engine_starter_ensure_async);
  g_task_set_task_data (task, start, (GDestroyNotify) start_free);
  ask_for_owner (task, on_owner_asked);
}

/**
 * haulier_engine_starter_ensure_finish:
 * @result: as given to the callback
 * @error: return location
 *
 * Errors: %HAULIER_ERROR_SERVER_UNAVAILABLE.
 *
 * Returns: (transfer full) (nullable): the engine's unique name on the bus
 */
char *
haulier_engine_starter_ensure_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
