/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* One call of a method of the engine, and the check of its answer. */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "haulier-bus-names.h"
#include "haulier-client-private.h"
#include "haulier-error.h"
#include "haulier-job-row.h"

/* What the bus says when the other side is not there, or does not answer. */
static const gint unreachable_codes[] = {
  G_DBUS_ERROR_SERVICE_UNKNOWN, G_DBUS_ERROR_NAME_HAS_NO_OWNER, G_DBUS_ERROR_NO_REPLY,
  G_DBUS_ERROR_DISCONNECTED,    G_DBUS_ERROR_TIMEOUT,           G_DBUS_ERROR_TIMED_OUT,
};

static gboolean
says_unreachable (const GError *error)
{
  for (gsize i = 0; i < G_N_ELEMENTS (unreachable_codes); i++)
    {
      if (g_error_matches (error, G_DBUS_ERROR, unreachable_codes[i]))
        return TRUE;
    }
  return g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CLOSED)
         || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT);
}

/* Errors of the bus become ours; those of the engine are already. */
static GError *
convert_error (GError *error)
{
  g_autoptr (GError) original = error;

  g_dbus_error_strip_remote_error (original);
  if (says_unreachable (original))
    return g_error_new (HAULIER_ERROR,
                        HAULIER_ERROR_SERVER_UNAVAILABLE,
                        /* translators: followed by why */
                        _ ("ask the engine: %s"),
                        original->message);
  if (g_error_matches (original, G_DBUS_ERROR, G_DBUS_ERROR_ACCESS_DENIED))
    return g_error_new_literal (HAULIER_ERROR, HAULIER_ERROR_ACCESS_DENIED, original->message);
  return g_steal_pointer (&original);
}

static void
on_reply (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  GVariant *reply = g_dbus_connection_call_with_unix_fd_list_finish (
      G_DBUS_CONNECTION (source), NULL, result, &error);

  if (reply != NULL)
    {
      g_task_return_pointer (task, reply, (GDestroyNotify) g_variant_unref);
      return;
    }
  g_task_return_error (task, convert_error (g_steal_pointer (&error)));
}

/* Who only looks on is not asked for a password out of the blue. */
static gboolean
may_ask (HaulierClient *self, const HaulierClientCall *call)
{
  return call->is_wish || haulier_client_is_attended (self);
}

/* The engine of the computer may ask for a password before it answers. */
static int
timeout_of (HaulierClient *self, const HaulierClientCall *call)
{
  if (haulier_client_is_system (self) && may_ask (self, call))
    return HAULIER_CLIENT_LONG_CALL_TIMEOUT_MS;
  return call->timeout_ms != 0 ? call->timeout_ms : HAULIER_CLIENT_CALL_TIMEOUT_MS;
}

static GDBusCallFlags
flags_of (HaulierClient *self, const HaulierClientCall *call)
{
  return G_DBUS_CALL_FLAGS_NO_AUTO_START
         | (may_ask (self, call) ? G_DBUS_CALL_FLAGS_ALLOW_INTERACTIVE_AUTHORIZATION
                                 : G_DBUS_CALL_FLAGS_NONE);
}

static const char *
interface_of (const HaulierClientCall *call)
{
  if (call->interface != NULL)
    return call->interface;
  return call->job_id != NULL ? HAULIER_BUS_JOB_INTERFACE : HAULIER_BUS_INTERFACE;
}

/**
 * haulier_client_call:
 * @self: a client
 * @call: what to call
 * @parameters: (transfer floating) (nullable): its arguments
 * @cancellable: (nullable): to give up
 * @callback: calls haulier_client_call_finish()
 * @user_data: for @callback
 */
void
haulier_client_call (HaulierClient *self,
                     const HaulierClientCall *call,
                     GVariant *parameters,
                     GCancellable *cancellable,
                     GAsyncReadyCallback callback,
                     gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  HaulierEngineLink *link = haulier_client_get_link (self);
  g_autoptr (GVariant) sunk = parameters != NULL ? g_variant_ref_sink (parameters) : NULL;
  g_autofree char *path = call->job_id != NULL ? haulier_bus_job_path (call->job_id) : NULL;

  g_task_set_source_tag (task, call->source_tag);
  if (haulier_engine_link_get_engine (link) == NULL)
    {
      g_task_return_new_error (
          task, HAULIER_ERROR, HAULIER_ERROR_SERVER_UNAVAILABLE, _ ("the engine is not running"));
      g_object_unref (task);
      return;
    }
  g_dbus_connection_call_with_unix_fd_list (haulier_engine_link_get_bus (link),
                                            haulier_engine_link_get_engine (link),
                                            path != NULL ? path : HAULIER_BUS_PATH,
                                            interface_of (call),
                                            call->method,
                                            sunk,
                                            NULL,
                                            flags_of (self, call),
                                            timeout_of (self, call),
                                            call->descriptors,
                                            cancellable,
                                            on_reply,
                                            task);
}

/**
 * haulier_client_call_finish:
 * @result: as given to the callback
 * @signature: what the answer is to be: an engine of another version may answer otherwise
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the answer
 */
GVariant *
haulier_client_call_finish (GAsyncResult *result, const char *signature, GError **error)
{
  g_autoptr (GVariant) reply = g_task_propagate_pointer (G_TASK (result), error);

  if (reply == NULL || g_variant_is_of_type (reply, G_VARIANT_TYPE (signature)))
    return g_steal_pointer (&reply);
  g_set_error (error,
               G_IO_ERROR,
               G_IO_ERROR_INVALID_DATA,
               /* translators: the types are D-Bus signatures */
               _ ("read the engine’s answer: its type is %s instead of %s"),
               g_variant_get_type_string (reply),
               signature);
  return NULL;
}

/**
 * haulier_client_read_jobs:
 * @rows: job rows
 *
 * Returns: (transfer full) (element-type HaulierJob): the jobs
 */
GPtrArray *
haulier_client_read_jobs (GVariant *rows)
{
  GPtrArray *jobs
      = g_ptr_array_new_full (g_variant_n_children (rows), (GDestroyNotify) haulier_job_free);
  GVariantIter iter;
  GVariant *row = NULL;

  g_variant_iter_init (&iter, rows);
  while ((row = g_variant_iter_next_value (&iter)) != NULL)
    {
      g_ptr_array_add (jobs, haulier_job_row_read (row));
      g_variant_unref (row);
    }
  return jobs;
}

/**
 * haulier_client_no_options:
 *
 * Returns: (transfer floating): an empty `a{sv}`
 */
GVariant *
haulier_client_no_options (void)
{
  return g_variant_new_array (G_VARIANT_TYPE ("{sv}"), NULL, 0);
}
