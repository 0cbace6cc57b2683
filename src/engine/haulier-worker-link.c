/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* One worker process as the engine sees it: calls to it, and what it reports. */
#include "config.h"

#include "haulier-worker-link.h"

#include "haulier-bus-info.h"
#include "haulier-bus-names.h"
#include "haulier-error.h"
#include "haulier-model-types.h"
#include "haulier-words.h"

typedef struct
{
  const HaulierWorkerEvents *events;
  gpointer user_data;
} LinkedJob;

struct _HaulierWorkerLink
{
  GObject parent_instance;

  GDBusConnection *connection;
  GHashTable *jobs; /* handle -> LinkedJob */
  guint next_handle;
  guint signal_id;
  guint engine_id; /* the object that the worker calls */
  gulong closed_id;
};

enum
{
  SIGNAL_DIED,
  SIGNAL_LOGIN_ENDED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HaulierWorkerLink, haulier_worker_link, G_TYPE_OBJECT)

static LinkedJob *
lookup_job (HaulierWorkerLink *self, guint handle)
{
  return g_hash_table_lookup (self->jobs, GUINT_TO_POINTER (handle));
}

static void
handle_progress (HaulierWorkerLink *self, GVariant *parameters)
{
  g_autoptr (GVariantIter) iter = NULL;
  guint32 handle = 0;
  guint32 index = 0;
  guint32 connections = 0;
  guint64 transferred = 0;
  guint64 total = 0;

  g_variant_get (parameters, "(a(uuttu))", &iter);
  while (g_variant_iter_next (iter, "(uuttu)", &handle, &index, &transferred, &total, &connections))
    {
      LinkedJob *job = lookup_job (self, handle);

      if (job != NULL)
        job->events->progress (index, transferred, total, connections, job->user_data);
    }
}

static void
handle_finished (LinkedJob *job, GVariant *parameters)
{
  g_autoptr (GVariant) columns = g_variant_get_child_value (parameters, 1);
  g_autoptr (GVariant) details = g_variant_get_child_value (parameters, 2);

  job->events->finished (columns, details, job->user_data);
}

static void
handle_durable (LinkedJob *job, GVariant *parameters)
{
  g_autoptr (GVariant) indexes = g_variant_get_child_value (parameters, 1);

  job->events->durable (indexes, job->user_data);
}

static void
handle_traced (LinkedJob *job, GVariant *parameters)
{
  g_autoptr (GVariant) records = g_variant_get_child_value (parameters, 1);

  job->events->traced (records, job->user_data);
}

/* Signals about one job; its number comes first. */
static const struct
{
  const char *name;
  const char *signature;
  void (*handle) (LinkedJob *job, GVariant *parameters);
} signal_rows[] = {
  { "FilesFinished", "(uaaya(ua{sv}))", handle_finished },
  { "FilesDurable", "(uau)", handle_durable },
  { "Traced", "(ua(xussa{sv}))", handle_traced },
};

static void
signal_cb (GDBusConnection *connection,
           const char *sender,
           const char *path,
           const char *interface_name,
           const char *signal_name,
           GVariant *parameters,
           gpointer user_data)
{
  HaulierWorkerLink *self = user_data;

  if (g_str_equal (signal_name, "Progress")
      && g_variant_is_of_type (parameters, G_VARIANT_TYPE ("(a(uuttu))")))
    handle_progress (self, parameters);
  for (gsize i = 0; i < G_N_ELEMENTS (signal_rows); i++)
    {
      LinkedJob *job = NULL;
      guint32 handle = 0;

      if (!g_str_equal (signal_rows[i].name, signal_name)
          || !g_variant_is_of_type (parameters, G_VARIANT_TYPE (signal_rows[i].signature)))
        continue;
      g_variant_get_child (parameters, 0, "u", &handle);
      job = lookup_job (self, handle);
      if (job != NULL)
        signal_rows[i].handle (job, parameters);
    }
}

static void
handle_challenge (HaulierWorkerLink *self, GVariant *parameters, GDBusMethodInvocation *invocation)
{
  g_autoptr (GVariant) challenge = g_variant_get_child_value (parameters, 2);
  LinkedJob *job = NULL;
  guint32 handle = 0;
  guint32 file = 0;

  g_variant_get (parameters, "(uu@a{sv})", &handle, &file, NULL);
  job = lookup_job (self, handle);
  if (job != NULL)
    job->events->challenged (file, challenge, invocation, job->user_data);
  else
    g_dbus_method_invocation_return_error (invocation,
                                           HAULIER_ERROR,
                                           HAULIER_ERROR_NOT_FOUND,
                                           "ask who logs in: the engine has no job %u",
                                           handle);
}

static void
handle_login_ended (HaulierWorkerLink *self,
                    GVariant *parameters,
                    GDBusMethodInvocation *invocation)
{
  g_autoptr (GVariant) outcome = g_variant_get_child_value (parameters, 1);
  guint64 login = 0;

  g_variant_get_child (parameters, 0, "t", &login);
  g_dbus_method_invocation_return_value (invocation, NULL);
  g_signal_emit (self, signals[SIGNAL_LOGIN_ENDED], 0, login, outcome);
}

/* The types were checked against the interface before. */
static void
engine_call_cb (GDBusConnection *connection,
                const char *sender,
                const char *path,
                const char *interface_name,
                const char *method,
                GVariant *parameters,
                GDBusMethodInvocation *invocation,
                gpointer user_data)
{
  if (g_str_equal (method, "Challenge"))
    handle_challenge (user_data, parameters, invocation);
  else
    handle_login_ended (user_data, parameters, invocation);
}

static const GDBusInterfaceVTable engine_vtable = { .method_call = engine_call_cb };

static void
closed_cb (HaulierWorkerLink *self)
{
  g_autoptr (HaulierWorkerLink) keep = g_object_ref (self);
  g_autoptr (GHashTable) jobs = g_steal_pointer (&self->jobs);
  GHashTableIter iter;
  gpointer value = NULL;

  self->jobs = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  g_signal_emit (self, signals[SIGNAL_DIED], 0);
  g_hash_table_iter_init (&iter, jobs);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      LinkedJob *job = value;

      job->events->died (job->user_data);
    }
}

static void
haulier_worker_link_dispose (GObject *object)
{
  HaulierWorkerLink *self = HAULIER_WORKER_LINK (object);

  if (self->connection != NULL)
    {
      g_clear_signal_handler (&self->closed_id, self->connection);
      g_dbus_connection_signal_unsubscribe (self->connection, self->signal_id);
      if (self->engine_id != 0)
        g_dbus_connection_unregister_object (self->connection, self->engine_id);
      g_dbus_connection_close (self->connection, NULL, NULL, NULL);
    }
  g_clear_object (&self->connection);
  g_clear_pointer (&self->jobs, g_hash_table_unref);
  G_OBJECT_CLASS (haulier_worker_link_parent_class)->dispose (object);
}

static void
haulier_worker_link_class_init (HaulierWorkerLinkClass *class)
{
  G_OBJECT_CLASS (class)->dispose = haulier_worker_link_dispose;

  signals[SIGNAL_DIED] = g_signal_new (
      "died", G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  /* (guint64 login, GVariant *outcome) */
  signals[SIGNAL_LOGIN_ENDED] = g_signal_new ("login-ended",
                                              G_TYPE_FROM_CLASS (class),
                                              G_SIGNAL_RUN_LAST,
                                              0,
                                              NULL,
                                              NULL,
                                              NULL,
                                              G_TYPE_NONE,
                                              2,
                                              G_TYPE_UINT64,
                                              G_TYPE_VARIANT);
}

static void
haulier_worker_link_init (HaulierWorkerLink *self)
{
  self->jobs = g_hash_table_new_full (NULL, NULL, NULL, g_free);
}

/**
 * haulier_worker_link_new:
 * @connection: the private connection; its messages are processed from now on
 *
 * Returns: (transfer full): the link; "died" is emitted when the worker is gone
 */
HaulierWorkerLink *
haulier_worker_link_new (GDBusConnection *connection)
{
  HaulierWorkerLink *self = g_object_new (HAULIER_TYPE_WORKER_LINK, NULL);

  self->connection = g_object_ref (connection);
  self->closed_id = g_signal_connect_swapped (connection, "closed", G_CALLBACK (closed_cb), self);
  self->signal_id = g_dbus_connection_signal_subscribe (connection,
                                                        NULL,
                                                        HAULIER_WORKER_INTERFACE,
                                                        NULL,
                                                        HAULIER_WORKER_PATH,
                                                        NULL,
                                                        G_DBUS_SIGNAL_FLAGS_NONE,
                                                        signal_cb,
                                                        self,
                                                        NULL);
  self->engine_id
      = g_dbus_connection_register_object (connection,
                                           HAULIER_ENGINE_PATH,
                                           (GDBusInterfaceInfo *) &org_haulier_engine1_interface,
                                           &engine_vtable,
                                           self,
                                           NULL,
                                           NULL);
  g_dbus_connection_start_message_processing (connection);
  return self;
}

static void
send (HaulierWorkerLink *self, const char *method, GVariant *parameters)
{
  g_dbus_connection_call (self->connection,
                          NULL,
                          HAULIER_WORKER_PATH,
                          HAULIER_WORKER_INTERFACE,
                          method,
                          parameters,
                          NULL,
                          G_DBUS_CALL_FLAGS_NONE,
                          G_MAXINT,
                          NULL,
                          NULL,
                          NULL);
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
 * @events: (not nullable): where reports go; must outlive the handle
 * @user_data: for @events
 *
 * Returns: the handle of the job at this worker
 */
guint
haulier_worker_link_open_job (HaulierWorkerLink *self,
                              const HaulierJob *job,
                              const HaulierWorkerEvents *events,
                              gpointer user_data)
{
  const HaulierJobSettings *settings = &job->settings;
  LinkedJob *linked = g_new0 (LinkedJob, 1);
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
  send (self,
        "OpenJob",
        g_variant_new ("(us@a{sv})", handle, job->id, g_variant_builder_end (&builder)));
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
  GTask *task = g_task_new (self, NULL, callback, user_data);

  g_task_set_source_tag (task, haulier_worker_link_call_async);
  g_dbus_connection_call (self->connection,
                          NULL,
                          HAULIER_WORKER_PATH,
                          HAULIER_WORKER_INTERFACE,
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
