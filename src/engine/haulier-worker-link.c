/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* One worker process as the engine sees it: calls to it, and what it reports. */
#include "config.h"

#include "haulier-worker-link-private.h"

#include "haulier-bus-info.h"
#include "haulier-bus-names.h"
#include "haulier-error.h"
#include "haulier-model-types.h"
#include "haulier-words.h"

enum
{
  SIGNAL_DIED,
  SIGNAL_LOGIN_ENDED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HaulierWorkerLink, haulier_worker_link, G_TYPE_OBJECT)

static HaulierLinkedJob *
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
      HaulierLinkedJob *job = lookup_job (self, handle);

      if (job != NULL)
        job->events->progress (index, transferred, total, connections, job->user_data);
    }
}

static void
handle_finished (HaulierLinkedJob *job, GVariant *parameters)
{
  g_autoptr (GVariant) columns = g_variant_get_child_value (parameters, 1);
  g_autoptr (GVariant) details = g_variant_get_child_value (parameters, 2);

  job->events->finished (columns, details, job->user_data);
}

static void
handle_durable (HaulierLinkedJob *job, GVariant *parameters)
{
  g_autoptr (GVariant) indexes = g_variant_get_child_value (parameters, 1);

  job->events->durable (indexes, job->user_data);
}

static void
handle_traced (HaulierLinkedJob *job, GVariant *parameters)
{
  g_autoptr (GVariant) records = g_variant_get_child_value (parameters, 1);

  job->events->traced (records, job->user_data);
}

/* Signals about one job; its number comes first. */
static const struct
{
  const char *name;
  const char *signature;
  void (*handle) (HaulierLinkedJob *job, GVariant *parameters);
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
      HaulierLinkedJob *job = NULL;
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
  HaulierLinkedJob *job = NULL;
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
      HaulierLinkedJob *job = value;

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
