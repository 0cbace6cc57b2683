/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* The object that the engine calls to have files looked at, named and served to another process. */
#include "config.h"

#include "haulier-files-object.h"

#include "haulier-bus-info.h"
#include "haulier-bus-names.h"
#include "haulier-engine-connection.h"
#include "haulier-error.h"
#include "haulier-file-finish.h"
#include "haulier-file-server.h"
#include "haulier-worker-files.h"
#include "haulier-worker-rows.h"

struct _HaulierFilesObject
{
  GDBusConnection *connection;
  guint registration;
  HaulierIoThread *io;
  HaulierIoThread *sync;
  mode_t mode;         /* of complete files */
  GHashTable *servers; /* number of a job to HaulierFileServer */
};

typedef void (*MethodFunc) (HaulierFilesObject *object,
                            GVariant *arguments,
                            GDBusMethodInvocation *invocation);

static void
call_check_targets (HaulierFilesObject *object,
                    GVariant *arguments,
                    GDBusMethodInvocation *invocation)
{
  haulier_worker_files_check (object->io, arguments, invocation);
}

static void
call_discard_files (HaulierFilesObject *object,
                    GVariant *arguments,
                    GDBusMethodInvocation *invocation)
{
  haulier_worker_files_discard (object->io, arguments, invocation);
}

static void
call_complete_files (HaulierFilesObject *object,
                     GVariant *arguments,
                     GDBusMethodInvocation *invocation)
{
  haulier_worker_files_complete (object->io, object->mode, arguments, invocation);
}

static void
call_sync_files (HaulierFilesObject *object, GVariant *arguments, GDBusMethodInvocation *invocation)
{
  haulier_worker_files_sync (object->sync, arguments, invocation);
}

static gboolean
can_serve (HaulierFilesObject *object, guint job, const char *id, GError **error)
{
  if (!g_uuid_string_is_valid (id))
    {
      g_set_error (error,
                   HAULIER_ERROR,
                   HAULIER_ERROR_INVALID_ARGUMENT,
                   "serve job “%s”: this is no UUID",
                   id);
      return FALSE;
    }
  if (g_hash_table_contains (object->servers, GUINT_TO_POINTER (job)))
    {
      g_set_error (
          error, HAULIER_ERROR, HAULIER_ERROR_INVALID_STATE, "serve job %u: it is served", job);
      return FALSE;
    }
  return TRUE;
}

static void
call_serve_job (HaulierFilesObject *object, GVariant *arguments, GDBusMethodInvocation *invocation)
{
  g_autoptr (GVariant) settings = NULL;
  GError *error = NULL;
  const char *id = NULL;
  gboolean hold = FALSE;
  gint32 handle = -1;
  guint job = 0;
  int channel = -1;

  g_variant_get (arguments, "(u&s@a{sv}h)", &job, &id, &settings, &handle);
  (void) g_variant_lookup (settings, "hold", "b", &hold);
  if (can_serve (object, job, id, &error))
    channel = haulier_engine_connection_take_channel (invocation, handle, &error);
  if (channel < 0)
    {
      g_dbus_method_invocation_take_error (invocation, error);
      return;
    }
  g_hash_table_insert (object->servers,
                       GUINT_TO_POINTER (job),
                       haulier_file_server_new (channel, id, hold, object->mode, NULL));
  g_dbus_method_invocation_return_value (invocation, NULL);
}

/* Returns: (transfer none) (nullable): the server; when there is none, that was answered. */
static HaulierFileServer *
lookup_server (HaulierFilesObject *object, guint job, GDBusMethodInvocation *invocation)
{
  HaulierFileServer *server = g_hash_table_lookup (object->servers, GUINT_TO_POINTER (job));

  if (server == NULL)
    g_dbus_method_invocation_return_error (invocation,
                                           HAULIER_ERROR,
                                           HAULIER_ERROR_NOT_FOUND,
                                           "find job %u: its files are not served",
                                           job);
  return server;
}

static void
call_serve_files (HaulierFilesObject *object,
                  GVariant *arguments,
                  GDBusMethodInvocation *invocation)
{
  g_autoptr (GVariant) files = NULL;
  g_auto (HaulierColumnsReader) reader;
  HaulierFileServer *server = NULL;
  const char *path = NULL;
  guint32 index = 0;
  guint32 flags = 0;
  guint job = 0;

  g_variant_get (arguments, "(u@aay)", &job, &files);
  server = lookup_server (object, job, invocation);
  if (server == NULL)
    return;
  haulier_columns_reader_init (&reader, files, HAULIER_WORKER_SERVED_COLUMNS);
  while (haulier_columns_reader_next (&reader, &index, &path, &flags))
    haulier_file_server_add (
        server,
        index,
        path,
        ((flags & HAULIER_WORKER_FILE_RENAME) != 0 ? HAULIER_SERVED_RENAME : 0)
            | ((flags & HAULIER_WORKER_FILE_OVERWRITE) != 0 ? HAULIER_SERVED_OVERWRITE : 0));
  g_dbus_method_invocation_return_value (invocation, NULL);
}

static void
on_ended (gpointer user_data)
{
  g_dbus_method_invocation_return_value (user_data, NULL);
}

static void
call_end_serving (HaulierFilesObject *object,
                  GVariant *arguments,
                  GDBusMethodInvocation *invocation)
{
  HaulierFileServer *server = NULL;
  guint job = 0;

  g_variant_get (arguments, "(u)", &job);
  server = lookup_server (object, job, invocation);
  if (server == NULL)
    return;
  g_hash_table_steal (object->servers, GUINT_TO_POINTER (job));
  haulier_file_server_end (server, on_ended, invocation);
}

static const struct
{
  const char *name;
  MethodFunc func;
} method_rows[] = {
  { "CheckTargets", call_check_targets },   { "DiscardFiles", call_discard_files },
  { "CompleteFiles", call_complete_files }, { "SyncFiles", call_sync_files },
  { "ServeJob", call_serve_job },           { "ServeFiles", call_serve_files },
  { "EndServing", call_end_serving },
};

static void
on_method_call (GDBusConnection *connection,
                const char *sender,
                const char *path,
                const char *interface,
                const char *method,
                GVariant *arguments,
                GDBusMethodInvocation *invocation,
                gpointer user_data)
{
  for (gsize i = 0; i < G_N_ELEMENTS (method_rows); i++)
    {
      if (g_str_equal (method_rows[i].name, method))
        {
          method_rows[i].func (user_data, arguments, invocation);
          return;
        }
    }
  g_dbus_method_invocation_return_error (
      invocation, G_DBUS_ERROR, G_DBUS_ERROR_UNKNOWN_METHOD, "no method %s", method);
}

static const GDBusInterfaceVTable vtable = { .method_call = on_method_call };

/**
 * haulier_files_object_new:
 * @connection: to the engine, not processing messages yet
 * @io: where files are looked at; outlives the object
 * @sync: where disks are waited for; outlives the object
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the object, registered on @connection
 */
HaulierFilesObject *
haulier_files_object_new (GDBusConnection *connection,
                          HaulierIoThread *io,
                          HaulierIoThread *sync,
                          GError **error)
{
  HaulierFilesObject *object = g_new0 (HaulierFilesObject, 1);

  object->connection = g_object_ref (connection);
  object->io = io;
  object->sync = sync;
  object->mode = haulier_file_finish_get_mode ();
  object->servers
      = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) haulier_file_server_free);
  object->registration
      = g_dbus_connection_register_object (connection,
                                           HAULIER_WORKER_PATH,
                                           (GDBusInterfaceInfo *) &org_haulier_files1_interface,
                                           &vtable,
                                           object,
                                           NULL,
                                           error);
  if (object->registration != 0)
    return object;
  haulier_files_object_free (object);
  return NULL;
}

/**
 * haulier_files_object_free:
 * @object: (nullable): the object
 *
 * Waits for the steps that are being taken.
 */
void
haulier_files_object_free (HaulierFilesObject *object)
{
  if (object == NULL)
    return;
  if (object->registration != 0)
    g_dbus_connection_unregister_object (object->connection, object->registration);
  g_hash_table_unref (object->servers);
  g_object_unref (object->connection);
  g_free (object);
}
