/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* The bus: the system's, or that of the session; where there is none of these, a private one that
 * outlives the caller. */
#include "config.h"

#include "haulier-bus-finder.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include "haulier-bus-errors.h"
#include "haulier-error.h"
#include "haulier-runtime-folder.h"

/* How long another program may take to start the private bus, and how often to look. */
#define START_TIMEOUT_USEC (10 * G_USEC_PER_SEC)
#define START_LOOK_INTERVAL_MS 50
#define ADDRESS_MAX_BYTES 1024

/* The steps, in their order. Each is tried once, but the last two in turn until the deadline. */
typedef enum
{
  STEP_ENVIRONMENT, /* DBUS_SESSION_BUS_ADDRESS */
  STEP_USER_BUS,    /* $XDG_RUNTIME_DIR/bus */
  STEP_KEPT,        /* the address in the runtime folder */
  STEP_START,       /* start a bus, or wait for who does */
  STEP_SYSTEM,      /* the only step to the system bus, which nobody starts */
} Step;

typedef struct
{
  Step step;
  char *folder;
  char *address;    /* being tried */
  GSubprocess *bus; /* being started */
  int lock_fd;      /* held while starting */
  gint64 deadline;  /* monotonic; 0 until STEP_START */
  GSource *look;    /* waits for another starter */
} Search;

static void try_next (GTask *task);

static void
release_lock (Search *search)
{
  if (search->lock_fd >= 0)
    g_close (search->lock_fd, NULL);
  search->lock_fd = -1;
}

static void
search_free (Search *search)
{
  release_lock (search);
  if (search->look != NULL)
    g_source_destroy (search->look);
  g_clear_pointer (&search->look, g_source_unref);
  g_clear_object (&search->bus);
  g_free (search->folder);
  g_free (search->address);
  g_free (search);
}

static char *
kept_address_path (Search *search)
{
  return g_build_filename (search->folder, "bus", NULL);
}

static void
fail (GTask *task, const char *why)
{
  g_task_return_new_error (task,
                           HAULIER_ERROR,
                           HAULIER_ERROR_SERVER_UNAVAILABLE,
                           /* translators: followed by why */
                           _ ("start a private session bus: %s"),
                           why);
  g_object_unref (task);
}

static void
on_connected (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Search *search = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (GDBusConnection) connection
      = g_dbus_connection_new_for_address_finish (result, &error);

  if (connection != NULL)
    {
      g_task_return_pointer (task, g_steal_pointer (&connection), g_object_unref);
      g_object_unref (task);
      return;
    }
  g_debug ("connect to the bus at %s: %s", search->address, error->message);
  if (g_task_return_error_if_cancelled (task))
    {
      g_object_unref (task);
      return;
    }
  if (search->step == STEP_SYSTEM)
    {
      g_task_return_new_error (task,
                               HAULIER_ERROR,
                               HAULIER_ERROR_SERVER_UNAVAILABLE,
                               /* translators: followed by why */
                               _ ("connect to the system bus: %s"),
                               error->message);
      g_object_unref (task);
      return;
    }
  if (search->step < STEP_START)
    search->step++;
  try_next (task);
}

static void
connect_to (GTask *task, const char *address)
{
  Search *search = g_task_get_task_data (task);

  g_free (search->address);
  search->address = g_strdup (address);
  g_dbus_connection_new_for_address (address,
                                     G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT
                                         | G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION,
                                     NULL,
                                     g_task_get_cancellable (task),
                                     on_connected,
                                     task);
}

static gboolean
look_again (gpointer user_data)
{
  GTask *task = user_data;
  Search *search = g_task_get_task_data (task);

  g_clear_pointer (&search->look, g_source_unref);
  search->step = STEP_KEPT;
  try_next (task);
  return G_SOURCE_REMOVE;
}

static void
wait_for_other_starter (GTask *task)
{
  Search *search = g_task_get_task_data (task);

  if (g_get_monotonic_time () > search->deadline)
    {
      fail (task, _ ("another program is starting one and does not finish"));
      return;
    }
  search->look = g_timeout_source_new (START_LOOK_INTERVAL_MS);
  g_task_attach_source (task, search->look, look_again);
}

static void
on_address_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Search *search = g_task_get_task_data (task);
  g_autoptr (GBytes) bytes
      = g_input_stream_read_bytes_finish (G_INPUT_STREAM (source), result, NULL);
  g_autofree char *path = kept_address_path (search);
  g_autofree char *address = NULL;
  g_autoptr (GError) error = NULL;

  if (bytes != NULL && g_bytes_get_size (bytes) > 0)
    address = g_strstrip (g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes)));
  if (address == NULL || !g_dbus_is_supported_address (address, &error))
    {
      fail (task, error != NULL ? error->message : _ ("dbus-daemon did not start"));
      return;
    }
  if (!g_file_set_contents_full (path, address, -1, G_FILE_SET_CONTENTS_CONSISTENT, 0600, &error))
    {
      fail (task, error->message);
      return;
    }
  release_lock (search);
  connect_to (task, address);
}

/* The bus becomes a process of its own (--fork) and goes on when this program ends. */
static void
start_bus (GTask *task)
{
  Search *search = g_task_get_task_data (task);
  g_autofree char *socket = g_build_filename (search->folder, "bus-socket", NULL);
  g_autofree char *escaped = g_dbus_address_escape_value (socket);
  g_autofree char *option = g_strdup_printf ("--address=unix:path=%s", escaped);
  g_autoptr (GError) error = NULL;

  g_unlink (socket); /* of a bus that ended: the lock says that nobody else starts one */
  search->bus
      = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_SILENCE,
                          &error,
                          "dbus-daemon",
                          "--session",
                          "--fork",
                          "--nopidfile",
                          "--print-address=1",
                          option,
                          NULL);
  if (search->bus == NULL)
    {
      fail (task, error->message);
      return;
    }
  g_input_stream_read_bytes_async (g_subprocess_get_stdout_pipe (search->bus),
                                   ADDRESS_MAX_BYTES,
                                   G_PRIORITY_DEFAULT,
                                   g_task_get_cancellable (task),
                                   on_address_read,
                                   task);
}

static void
try_start (GTask *task)
{
  Search *search = g_task_get_task_data (task);
  g_autofree char *path = g_build_filename (search->folder, "bus-lock", NULL);

  if (search->deadline == 0)
    search->deadline = g_get_monotonic_time () + START_TIMEOUT_USEC;
  else if (search->bus != NULL)
    {
      fail (task, _ ("it ended at once"));
      return;
    }
  search->lock_fd = g_open (path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (search->lock_fd < 0)
    {
      fail (task, g_strerror (errno));
      return;
    }
  if (flock (search->lock_fd, LOCK_EX | LOCK_NB) == 0)
    {
      start_bus (task);
      return;
    }
  release_lock (search);
  wait_for_other_starter (task);
}

static char *
user_bus_address (void)
{
  const char *runtime = g_getenv ("XDG_RUNTIME_DIR");
  g_autofree char *path = runtime != NULL ? g_build_filename (runtime, "bus", NULL) : NULL;
  g_autofree char *escaped = NULL;

  if (path == NULL || !g_file_test (path, G_FILE_TEST_EXISTS))
    return NULL;
  escaped = g_dbus_address_escape_value (path);
  return g_strdup_printf ("unix:path=%s", escaped);
}

static char *
kept_address (Search *search, GError **error)
{
  g_autofree char *path = NULL;
  g_autofree char *address = NULL;

  if (search->folder == NULL)
    search->folder = haulier_runtime_folder_ensure (error);
  if (search->folder == NULL)
    return NULL;
  path = kept_address_path (search);
  if (!g_file_get_contents (path, &address, NULL, NULL))
    return NULL;
  g_strstrip (address);
  return g_dbus_is_supported_address (address, NULL) ? g_steal_pointer (&address) : NULL;
}

static void
try_next (GTask *task)
{
  Search *search = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  for (; search->step < STEP_START; search->step++)
    {
      g_autofree char *address = NULL;

      if (search->step == STEP_ENVIRONMENT)
        address = g_strdup (g_getenv ("DBUS_SESSION_BUS_ADDRESS"));
      else if (search->step == STEP_USER_BUS)
        address = user_bus_address ();
      else
        address = kept_address (search, &error);
      if (error != NULL)
        {
          g_task_return_error (task, g_steal_pointer (&error));
          g_object_unref (task);
          return;
        }
      if (address != NULL && address[0] != '\0')
        {
          connect_to (task, address);
          return;
        }
    }
  try_start (task);
}

static void
connect_to_system (GTask *task)
{
  Search *search = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  /* Reads the environment only. */
  g_autofree char *address = g_dbus_address_get_for_bus_sync (G_BUS_TYPE_SYSTEM, NULL, &error);

  search->step = STEP_SYSTEM;
  if (address != NULL)
    {
      connect_to (task, address);
      return;
    }
  g_task_return_new_error (
      task, HAULIER_ERROR, HAULIER_ERROR_SERVER_UNAVAILABLE, "%s", error->message);
  g_object_unref (task);
}

/**
 * haulier_bus_finder_open_async:
 * @bus_type: which one: session or system
 * @cancellable: (nullable): to give up
 * @callback: called when there is a connection, or none can be had
 * @user_data: for @callback
 *
 * Finds the system bus, or the session bus: the one of the environment, the one of the user's
 * session, or a private one whose address is kept in the runtime folder. Where there is none, a
 * private one is started; it goes on when this program ends, so that the engine on it does.
 */
void
haulier_bus_finder_open_async (GBusType bus_type,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  Search *search = g_new0 (Search, 1);

  search->lock_fd = -1;
  g_task_set_source_tag (task, haulier_bus_finder_open_async);
  g_task_set_task_data (task, search, (GDestroyNotify) search_free);
  haulier_bus_errors_register ();
  if (bus_type == G_BUS_TYPE_SYSTEM)
    connect_to_system (task);
  else
    try_next (task);
}

/**
 * haulier_bus_finder_open_finish:
 * @result: as given to the callback
 * @out_address: (out) (optional): the address of the bus, for programs that are started
 * @error: return location
 *
 * Errors: %HAULIER_ERROR_SERVER_UNAVAILABLE.
 *
 * Returns: (transfer full) (nullable): the connection
 */
GDBusConnection *
haulier_bus_finder_open_finish (GAsyncResult *result, char **out_address, GError **error)
{
  Search *search = g_task_get_task_data (G_TASK (result));
  GDBusConnection *connection = g_task_propagate_pointer (G_TASK (result), error);

  if (connection != NULL && out_address != NULL)
    *out_address = g_steal_pointer (&search->address);
  return connection;
}
