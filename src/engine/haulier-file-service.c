/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* The files of one job that one worker has for another one, which transfers into them. */
#include "config.h"

#include "haulier-file-service.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <sys/socket.h>

#include "haulier-bus-names.h"
#include "haulier-error.h"
#include "haulier-worker-rows.h"

struct _HaulierFileService
{
  HaulierWorkerLink *files;
  guint handle;
};

/**
 * haulier_file_service_new:
 * @files: the worker that has the files
 * @job: the job
 * @out_channel: (out) (transfer full): where the other worker asks for them, a descriptor
 * @error: return location
 *
 * Returns: (transfer full): a service without files, or %NULL
 */
HaulierFileService *
haulier_file_service_new (HaulierWorkerLink *files,
                          const HaulierJob *job,
                          int *out_channel,
                          GError **error)
{
  HaulierFileService *service = NULL;
  int pair[2] = { -1, -1 };

  if (socketpair (AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair) != 0)
    {
      g_set_error (
          error, HAULIER_ERROR, HAULIER_ERROR_FAILED, "make a socket pair: %s", g_strerror (errno));
      return NULL;
    }
  service = g_new0 (HaulierFileService, 1);
  service->files = g_object_ref (files);
  service->handle = haulier_worker_link_serve_job (files, job, pair[0]);
  *out_channel = pair[1];
  return service;
}

/**
 * haulier_file_service_free:
 * @service: (nullable): a service; nobody gets a file of the job any more
 */
void
haulier_file_service_free (HaulierFileService *service)
{
  if (service == NULL)
    return;
  haulier_worker_link_end_serving (service->files, service->handle);
  g_object_unref (service->files);
  g_free (service);
}

/* What the other worker is told, without the addresses: they are no business of who has files. */
static GVariant *
leave_out_addresses (GVariant *orders)
{
  g_autoptr (GVariant) columns = g_variant_get_child_value (orders, 0);
  g_auto (HaulierColumnsReader) reader;
  HaulierColumns *files = haulier_columns_new (HAULIER_WORKER_SERVED_COLUMNS);
  const char *address = NULL;
  const char *path = NULL;
  guint32 index = 0;
  guint32 flags = 0;

  haulier_columns_reader_init (&reader, columns, HAULIER_WORKER_ORDER_COLUMNS);
  while (haulier_columns_reader_next (&reader, &index, &address, &path, &flags))
    haulier_columns_add (files, index, path, flags);
  return haulier_columns_end (files);
}

static void
added_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  g_autoptr (GVariant) reply
      = haulier_worker_link_call_finish (HAULIER_WORKER_LINK (source), result, &error);

  if (reply == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
}

/**
 * haulier_file_service_add_async:
 * @service: a service
 * @orders: `(aaya(ua{sv}))`, see AddFiles of org.haulier.Worker1
 * @callback: called when the files may be asked for
 * @user_data: for @callback
 */
void
haulier_file_service_add_async (HaulierFileService *service,
                                GVariant *orders,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  GTask *task = g_task_new (NULL, NULL, callback, user_data);

  g_task_set_source_tag (task, haulier_file_service_add_async);
  haulier_worker_link_call_files_async (
      service->files,
      "ServeFiles",
      g_variant_new ("(u@aay)", service->handle, leave_out_addresses (orders)),
      added_cb,
      task);
}

/**
 * haulier_file_service_add_finish:
 * @result: the result
 * @error: return location
 *
 * Returns: whether the worker knows the files now
 */
gboolean
haulier_file_service_add_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
