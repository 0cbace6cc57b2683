/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* What the engine tells a worker. */
#include "config.h"

#include "haulier-worker-link-calls.h"

#include <gio/gunixfdlist.h>

#include "haulier-bus-names.h"
#include "haulier-model-types.h"
#include "haulier-words.h"
#include "haulier-worker-link-private.h"

/* With a descriptor, handle 0 in @parameters, which is closed here then. */
static void
send_with_descriptor (HaulierWorkerLink *self,
                      const char *interface_name,
                      const char *method,
                      GVariant *parameters,
                      int descriptor)
{
  g_autoptr (GUnixFDList) descriptors
      = descriptor >= 0 ? g_unix_fd_list_new_from_array (&descriptor, 1) : NULL;

  g_dbus_connection_call_with_unix_fd_list (self->connection,
                                            NULL,
                                            HAULIER_WORKER_PATH,
                                            interface_name,
                                            method,
                                            parameters,
                                            NULL,
                                            G_DBUS_CALL_FLAGS_NONE,
                                            G_MAXINT,
                                            descriptors,
                                            NULL,
                                            NULL,
                                            NULL);
}

static void
send (HaulierWorkerLink *self, const char *method, GVariant *parameters)
{
  send_with_descriptor (self, HAULIER_WORKER_INTERFACE, method, parameters, -1);
}

/**
 * haulier_worker_link_configure:
 * @self: the link
 * @settings: `a{sv}`, see Configure of org.haulier.Worker1
 */
void
haulier_worker_link_configure (HaulierWorkerLink *self, GVariant *settings)
{
  send (self, "Configure", g_variant_new ("(@a{sv})", settings));
}

static void
add_running_settings (GVariantBuilder *builder, const HaulierJob *job)
{
  g_variant_builder_add (
      builder, "{sv}", "connections", g_variant_new_uint32 (job->settings.connections));
  g_variant_builder_add (builder, "{sv}", "limit", g_variant_new_uint64 (job->settings.limit));
}

static void
add_proxy (GVariantBuilder *builder, const HaulierProxySettings *proxy)
{
  const char *usage = haulier_word_from_value (HAULIER_TYPE_PROXY_USAGE, (gint) proxy->usage);

  g_variant_builder_add (builder, "{sv}", "proxy-usage", g_variant_new_string (usage));
  if (proxy->list != NULL)
    g_variant_builder_add (builder, "{sv}", "proxy-list", g_variant_new_string (proxy->list));
  if (proxy->bypass != NULL)
    g_variant_builder_add (builder, "{sv}", "proxy-bypass", g_variant_new_string (proxy->bypass));
}

/**
 * haulier_worker_link_open_job:
 * @self: the link
 * @job: the job
 * @files_channel: (transfer full): where another process has the files, or -1: the worker's own
 * @events: (not nullable): where reports go; must outlive the handle
 * @user_data: for @events
 *
 * Returns: the handle of the job at this worker
 */
guint
haulier_worker_link_open_job (HaulierWorkerLink *self,
                              const HaulierJob *job,
                              int files_channel,
                              const HaulierWorkerEvents *events,
                              gpointer user_data)
{
  const HaulierJobSettings *settings = &job->settings;
  HaulierLinkedJob *linked = g_new0 (HaulierLinkedJob, 1);
  GVariantBuilder builder;
  guint handle = ++self->next_handle;

  linked->events = events;
  linked->user_data = user_data;
  g_hash_table_insert (self->jobs, GUINT_TO_POINTER (handle), linked);
  g_variant_builder_init (&builder, G_VARIANT_TYPE_VARDICT);
  add_running_settings (&builder, job);
  g_variant_builder_add (
      &builder, "{sv}", "security-flags", g_variant_new_uint32 (settings->security_flags));
  g_variant_builder_add (
      &builder, "{sv}", "headers", haulier_job_settings_get (settings, "headers"));
  g_variant_builder_add (
      &builder, "{sv}", "http-method", haulier_job_settings_get (settings, "http-method"));
  g_variant_builder_add (
      &builder, "{sv}", "hold", g_variant_new_boolean (job->origin == HAULIER_JOB_ORIGIN_BITS));
  add_proxy (&builder, &job->access.proxy);
  if (files_channel >= 0)
    g_variant_builder_add (&builder, "{sv}", "files", g_variant_new_handle (0));
  send_with_descriptor (
      self,
      HAULIER_WORKER_INTERFACE,
      "OpenJob",
      g_variant_new ("(us@a{sv})", handle, job->id, g_variant_builder_end (&builder)),
      files_channel);
  return handle;
}

/**
 * haulier_worker_link_set_job:
 * @self: the link
 * @handle: of haulier_worker_link_open_job()
 * @job: the job, whose settings changed
 */
void
haulier_worker_link_set_job (HaulierWorkerLink *self, guint handle, const HaulierJob *job)
{
  GVariantBuilder builder;

  g_variant_builder_init (&builder, G_VARIANT_TYPE_VARDICT);
  add_running_settings (&builder, job);
  send (self, "SetJob", g_variant_new ("(u@a{sv})", handle, g_variant_builder_end (&builder)));
}

/**
 * haulier_worker_link_add_files:
 * @self: the link
 * @handle: of haulier_worker_link_open_job()
 * @orders: (transfer floating): `(aaya(ua{sv}))`, see AddFiles of org.haulier.Worker1
 */
void
haulier_worker_link_add_files (HaulierWorkerLink *self, guint handle, GVariant *orders)
{
  g_autoptr (GVariant) owned = g_variant_ref_sink (orders);
  g_autoptr (GVariant) columns = g_variant_get_child_value (owned, 0);
  g_autoptr (GVariant) options = g_variant_get_child_value (owned, 1);

  send (self, "AddFiles", g_variant_new ("(u@aay@a(ua{sv}))", handle, columns, options));
}

/**
 * haulier_worker_link_stop_job_async:
 * @self: the link
 * @handle: of haulier_worker_link_open_job()
 * @callback: called when the worker writes nothing of the job any more
 * @user_data: for @callback
 */
void
haulier_worker_link_stop_job_async (HaulierWorkerLink *self,
                                    guint handle,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data)
{
  haulier_worker_link_call_async (
      self, "StopJob", g_variant_new ("(u)", handle), callback, user_data);
}

/**
 * haulier_worker_link_stop_job_finish:
 * @self: the link
 * @result: the result
 * @error: return location
 *
 * Returns: whether the worker answered
 */
gboolean
haulier_worker_link_stop_job_finish (HaulierWorkerLink *self, GAsyncResult *result, GError **error)
{
  g_autoptr (GVariant) reply = haulier_worker_link_call_finish (self, result, error);

  return reply != NULL;
}

/**
 * haulier_worker_link_close_job:
 * @self: the link
 * @handle: of haulier_worker_link_open_job()
 *
 * Reports of the job are not passed on any more.
 */
void
haulier_worker_link_close_job (HaulierWorkerLink *self, guint handle)
{
  g_hash_table_remove (self->jobs, GUINT_TO_POINTER (handle));
}

/**
 * haulier_worker_link_serve_job:
 * @self: the link
 * @job: the job
 * @channel: (transfer full): where another worker asks for its files
 *
 * Has the worker open files for another one.
 *
 * Returns: the handle of the job at this worker
 */
guint
haulier_worker_link_serve_job (HaulierWorkerLink *self, const HaulierJob *job, int channel)
{
  GVariantBuilder builder;
  guint handle = ++self->next_handle;

  g_variant_builder_init (&builder, G_VARIANT_TYPE_VARDICT);
  g_variant_builder_add (
      &builder, "{sv}", "hold", g_variant_new_boolean (job->origin == HAULIER_JOB_ORIGIN_BITS));
  send_with_descriptor (
      self,
      HAULIER_FILES_INTERFACE,
      "ServeJob",
      g_variant_new ("(us@a{sv}h)", handle, job->id, g_variant_builder_end (&builder), 0),
      channel);
  return handle;
}

/**
 * haulier_worker_link_end_serving:
 * @self: the link
 * @handle: of haulier_worker_link_serve_job()
 */
void
haulier_worker_link_end_serving (HaulierWorkerLink *self, guint handle)
{
  send_with_descriptor (
      self, HAULIER_FILES_INTERFACE, "EndServing", g_variant_new ("(u)", handle), -1);
}

static void
called_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  GVariant *reply = g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, &error);

  if (reply == NULL)
    {
      g_dbus_error_strip_remote_error (error);
      g_task_return_error (task, error);
      return;
    }
  g_task_return_pointer (task, reply, (GDestroyNotify) g_variant_unref);
}

static void
call (HaulierWorkerLink *self,
      const char *interface_name,
      const char *method,
      GVariant *parameters,
      GAsyncReadyCallback callback,
      gpointer user_data)
{
  GTask *task = g_task_new (self, NULL, callback, user_data);

  g_task_set_source_tag (task, call);
  g_dbus_connection_call (self->connection,
                          NULL,
                          HAULIER_WORKER_PATH,
                          interface_name,
                          method,
                          parameters,
                          NULL,
                          G_DBUS_CALL_FLAGS_NONE,
                          G_MAXINT,
                          NULL,
                          called_cb,
                          task);
}

/**
 * haulier_worker_link_call_async:
 * @self: the link
 * @method: a method of org.haulier.Worker1
 * @parameters: (transfer floating): its arguments
 * @callback: called with the reply
 * @user_data: for @callback
 */
void
haulier_worker_link_call_async (HaulierWorkerLink *self,
                                const char *method,
                                GVariant *parameters,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  call (self, HAULIER_WORKER_INTERFACE, method, parameters, callback, user_data);
}

/**
 * haulier_worker_link_call_files_async:
 * @self: the link
 * @method: a method of org.haulier.Files1
 * @parameters: (transfer floating): its arguments
 * @callback: called with the reply, for haulier_worker_link_call_finish()
 * @user_data: for @callback
 */
void
haulier_worker_link_call_files_async (HaulierWorkerLink *self,
                                      const char *method,
                                      GVariant *parameters,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data)
{
  call (self, HAULIER_FILES_INTERFACE, method, parameters, callback, user_data);
}

/**
 * haulier_worker_link_call_finish:
 * @self: the link
 * @result: the result
 * @error: return location
 *
 * Returns: (transfer full): the reply, or %NULL
 */
GVariant *
haulier_worker_link_call_finish (HaulierWorkerLink *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * haulier_worker_link_get_n_jobs:
 * @self: the link
 *
 * Returns: how many jobs the worker has
 */
guint
haulier_worker_link_get_n_jobs (HaulierWorkerLink *self)
{
  return g_hash_table_size (self->jobs);
}
