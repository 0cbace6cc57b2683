/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* The object that the engine calls. */
#include "config.h"

#include "haulier-worker.h"

#include "haulier-bus-info.h"
#include "haulier-bus-names.h"
#include "haulier-engine-connection.h"
#include "haulier-error.h"
#include "haulier-files-object.h"
#include "haulier-negotiate.h"
#include "haulier-transfer.h"
#include "haulier-worker-orders.h"
#include "haulier-worker-reports.h"

struct _HaulierWorker
{
  GDBusConnection *connection;
  guint registration;
  HaulierTransfer *transfer;
  HaulierWorkerReports *reports;
  HaulierFilesObject *files; /* (nullable): another process opens the files */
};

typedef void (*MethodFunc) (HaulierWorker *worker,
                            GVariant *arguments,
                            GDBusMethodInvocation *invocation);

static void
answer (GDBusMethodInvocation *invocation, gboolean done, GError *error)
{
  if (done)
    g_dbus_method_invocation_return_value (invocation, NULL);
  else
    g_dbus_method_invocation_take_error (invocation, error);
}

static void
call_configure (HaulierWorker *worker, GVariant *arguments, GDBusMethodInvocation *invocation)
{
  g_autoptr (GVariant) settings = g_variant_get_child_value (arguments, 0);
  const char *authorities = "";
  guint64 limit = 0;

  g_variant_lookup (settings, "certificate-authorities", "&s", &authorities);
  g_variant_lookup (settings, "download-limit", "t", &limit);
  haulier_transfer_configure (worker->transfer, *authorities != '\0' ? authorities : NULL, limit);
  answer (invocation, TRUE, NULL);
}

/* Where the files of a job are: at the other end of a channel, or here. */
static gboolean
take_folders (HaulierWorker *worker,
              GVariant *dictionary,
              GDBusMethodInvocation *invocation,
              HaulierTransferSettings *settings,
              GError **error)
{
  gint32 handle = -1;
  int channel = -1;

  if (g_variant_lookup (dictionary, "files", "h", &handle))
    {
      channel = haulier_engine_connection_take_channel (invocation, handle, error);
      if (channel >= 0)
        settings->folders = haulier_folder_set_new (haulier_file_channel_new (channel));
      return channel >= 0;
    }
  if (worker->files != NULL)
    return TRUE;
  g_set_error (error,
               HAULIER_ERROR,
               HAULIER_ERROR_ACCESS_DENIED,
               "open a job: this worker has no files of its own");
  return FALSE;
}

static void
call_open_job (HaulierWorker *worker, GVariant *arguments, GDBusMethodInvocation *invocation)
{
  g_autoptr (GVariant) dictionary = NULL;
  HaulierTransferSettings settings = { 0 };
  GError *error = NULL;
  const char *id = NULL;
  guint number = 0;
  gboolean done = FALSE;

  g_variant_get (arguments, "(u&s@a{sv})", &number, &id, &dictionary);
  haulier_worker_orders_read_settings (dictionary, &settings);
  if (!g_uuid_string_is_valid (id))
    g_set_error (&error,
                 HAULIER_ERROR,
                 HAULIER_ERROR_INVALID_ARGUMENT,
                 "open job “%s”: this is no UUID",
                 id);
  else if (take_folders (worker, dictionary, invocation, &settings, &error))
    done = haulier_transfer_open_job (worker->transfer, number, id, &settings, &error);
  haulier_folder_set_free (settings.folders);
  haulier_proxy_route_free (settings.route);
  g_strfreev (settings.headers);
  g_free (settings.method);
  answer (invocation, done, error);
}

static void
call_set_job (HaulierWorker *worker, GVariant *arguments, GDBusMethodInvocation *invocation)
{
  g_autoptr (GVariant) dictionary = NULL;
  GError *error = NULL;
  guint number = 0;
  guint connections = 0;
  guint64 limit = 0;
  gboolean has_connections = FALSE;
  gboolean has_limit = FALSE;
  gboolean done = FALSE;

  g_variant_get (arguments, "(u@a{sv})", &number, &dictionary);
  has_connections = g_variant_lookup (dictionary, "connections", "u", &connections);
  has_limit = g_variant_lookup (dictionary, "limit", "t", &limit);
  done = haulier_transfer_set_job (worker->transfer,
                                   number,
                                   has_connections ? &connections : NULL,
                                   has_limit ? &limit : NULL,
                                   &error);
  answer (invocation, done, error);
}

static void
call_add_files (HaulierWorker *worker, GVariant *arguments, GDBusMethodInvocation *invocation)
{
  g_autoptr (GVariant) columns = NULL;
  g_autoptr (GVariant) options = NULL;
  GPtrArray *orders = NULL;
  GError *error = NULL;
  guint number = 0;

  g_variant_get (arguments, "(u@aay@a(ua{sv}))", &number, &columns, &options);
  orders = haulier_worker_orders_read_files (columns, options, &error);
  answer (invocation,
          orders != NULL && haulier_transfer_add_files (worker->transfer, number, orders, &error),
          error);
}

static void
call_find_proxy (HaulierWorker *worker, GVariant *arguments, GDBusMethodInvocation *invocation)
{
  const char *address = NULL;

  g_variant_get (arguments, "(&s)", &address);
  g_dbus_method_invocation_return_value (
      invocation, g_variant_new ("(@a{sv})", haulier_worker_orders_find_proxy (address)));
}

static void
on_stopped (gpointer user_data)
{
  GDBusMethodInvocation *invocation = user_data;

  g_dbus_method_invocation_return_value (invocation, NULL);
}

static void
call_stop_job (HaulierWorker *worker, GVariant *arguments, GDBusMethodInvocation *invocation)
{
  GError *error = NULL;
  guint number = 0;

  g_variant_get (arguments, "(u)", &number);
  if (!haulier_transfer_stop_job (worker->transfer, number, on_stopped, invocation, &error))
    g_dbus_method_invocation_take_error (invocation, error);
}

static void
describe_cache_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;
  char *principal = haulier_negotiate_dup_principal (data, &error);

  if (principal == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, principal, g_free);
}

static void
cache_described_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GDBusMethodInvocation *invocation = user_data;
  GError *error = NULL;
  g_autofree char *principal = g_task_propagate_pointer (G_TASK (result), &error);

  if (principal == NULL)
    g_dbus_method_invocation_take_error (invocation, error);
  else
    g_dbus_method_invocation_return_value (invocation, g_variant_new ("(s)", principal));
}

/* A cache may be another process's, which is waited for elsewhere. */
static void
call_describe_cache (HaulierWorker *worker, GVariant *arguments, GDBusMethodInvocation *invocation)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, cache_described_cb, invocation);
  char *name = NULL;

  g_variant_get (arguments, "(s)", &name);
  g_task_set_source_tag (task, call_describe_cache);
  g_task_set_task_data (task, name, g_free);
  g_task_run_in_thread (task, describe_cache_thread);
}

static const struct
{
  const char *name;
  MethodFunc func;
} method_rows[] = {
  { "Configure", call_configure },
  { "OpenJob", call_open_job },
  { "SetJob", call_set_job },
  { "AddFiles", call_add_files },
  { "StopJob", call_stop_job },
  { "FindProxy", call_find_proxy },
  { "DescribeCache", call_describe_cache },
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
 * haulier_worker_new:
 * @connection: to the engine, not processing messages yet
 * @network_only: whether another process opens the files
 * @error: return location
 *
 * Returns: (transfer full): the object, registered on @connection
 */
HaulierWorker *
haulier_worker_new (GDBusConnection *connection, gboolean network_only, GError **error)
{
  HaulierWorker *worker = g_new0 (HaulierWorker, 1);
  HaulierTransferContext *context = NULL;

  worker->connection = g_object_ref (connection);
  worker->reports = haulier_worker_reports_new (connection);
  worker->transfer = haulier_transfer_new (NULL, &haulier_worker_reports_funcs, worker->reports);
  worker->registration
      = g_dbus_connection_register_object (connection,
                                           HAULIER_WORKER_PATH,
                                           (GDBusInterfaceInfo *) &org_haulier_worker1_interface,
                                           &vtable,
                                           worker,
                                           NULL,
                                           error);
  context = haulier_transfer_get_context (worker->transfer);
  if (worker->registration != 0 && !network_only)
    worker->files = haulier_files_object_new (connection, context->io, context->sync, error);
  if (worker->registration != 0 && (network_only || worker->files != NULL))
    return worker;
  haulier_worker_free (worker);
  return NULL;
}

static void
on_all_stopped (gpointer user_data)
{
  g_main_loop_quit (user_data);
}

/**
 * haulier_worker_stop:
 * @worker: the object
 * @loop: ended when everything that was received is written
 *
 * Ends the transfers: the engine is gone.
 */
void
haulier_worker_stop (HaulierWorker *worker, GMainLoop *loop)
{
  haulier_transfer_stop_all (worker->transfer, on_all_stopped, loop);
}

/**
 * haulier_worker_free:
 * @worker: (nullable): the object, stopped
 */
void
haulier_worker_free (HaulierWorker *worker)
{
  if (worker == NULL)
    return;
  if (worker->registration != 0)
    g_dbus_connection_unregister_object (worker->connection, worker->registration);
  haulier_files_object_free (worker->files);
  haulier_transfer_free (worker->transfer);
  haulier_worker_reports_free (worker->reports);
  g_object_unref (worker->connection);
  g_free (worker);
}
