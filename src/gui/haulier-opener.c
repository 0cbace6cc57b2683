/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Opens files that were downloaded, and shows them in their folder. */
#include "config.h"

#include "haulier-opener.h"

#include <glib/gi18n.h>

typedef struct
{
  GFile *file;
  gboolean folder; /* show it in its folder, rather than open it */
} Request;

static void
request_free (Request *request)
{
  g_object_unref (request->file);
  g_free (request);
}

static void
launched_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;

  if (g_app_info_launch_default_for_uri_finish (result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
launch (GTask *task, GFile *file)
{
  g_autofree char *uri = g_file_get_uri (file);

  g_app_info_launch_default_for_uri_async (
      uri, NULL, g_task_get_cancellable (task), launched_cb, g_object_ref (task));
}

/* Without a file manager that can point at a file its folder is opened. */
static void
shown_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Request *request = g_task_get_task_data (task);
  g_autoptr (GVariant) reply
      = g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, NULL);
  g_autoptr (GFile) folder = NULL;

  if (reply != NULL)
    {
      g_task_return_boolean (task, TRUE);
      return;
    }
  folder = g_file_get_parent (request->file);
  launch (task, folder);
}

static void
bus_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Request *request = g_task_get_task_data (task);
  g_autoptr (GDBusConnection) bus = g_bus_get_finish (result, NULL);
  g_autofree char *uri = g_file_get_uri (request->file);
  const char *uris[] = { uri, NULL };
  g_autoptr (GFile) folder = NULL;

  if (bus != NULL)
    {
      g_dbus_connection_call (bus,
                              "org.freedesktop.FileManager1",
                              "/org/freedesktop/FileManager1",
                              "org.freedesktop.FileManager1",
                              "ShowItems",
                              g_variant_new ("(^ass)", uris, ""),
                              NULL,
                              G_DBUS_CALL_FLAGS_NONE,
                              -1,
                              g_task_get_cancellable (task),
                              shown_cb,
                              g_object_ref (task));
      return;
    }
  folder = g_file_get_parent (request->file);
  launch (task, folder);
}

static void
looked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Request *request = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (GFileInfo) info = g_file_query_info_finish (G_FILE (source), result, &error);

  if (info == NULL && g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
    g_task_return_new_error (
        task, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "%s", _ ("The file is not there any more"));
  else if (info == NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else if (request->folder)
    g_bus_get (G_BUS_TYPE_SESSION, g_task_get_cancellable (task), bus_cb, g_object_ref (task));
  else
    launch (task, request->file);
}

/**
 * haulier_opener_open_async:
 * @path: (type filename): a file
 * @folder: whether to show the file in its folder, rather than to open it
 * @cancellable: (nullable): to stop waiting
 * @callback: called when another program has taken over
 * @user_data: for @callback
 *
 * Lets another program show a file.
 */
void
haulier_opener_open_async (const char *path,
                           gboolean folder,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  Request *request = g_new0 (Request, 1);

  request->file = g_file_new_for_path (path);
  request->folder = folder;
  g_task_set_source_tag (task, haulier_opener_open_async);
  g_task_set_task_data (task, request, (GDestroyNotify) request_free);
  g_file_query_info_async (request->file,
                           G_FILE_ATTRIBUTE_STANDARD_TYPE,
                           G_FILE_QUERY_INFO_NONE,
                           G_PRIORITY_DEFAULT,
                           cancellable,
                           looked_cb,
                           task);
}

/**
 * haulier_opener_open_finish:
 * @result: as given to the callback
 * @error: return location
 *
 * Returns: whether another program has taken over
 */
gboolean
haulier_opener_open_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
