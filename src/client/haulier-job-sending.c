/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* A request on its way to the engine: parcel by parcel, and there whole or not at all. */
#include "config.h"

#include "haulier-job-sending.h"

#include "haulier-client-private.h"
#include "haulier-job-row.h"

typedef struct
{
  HaulierJobRequest *request;
  char *id; /* (nullable): of the job, once it is there */
  guint next_parcel;
  gboolean is_ours; /* made by this sending: started at the end, cancelled on failure */
  HaulierJob *job;  /* (nullable): the answer */
  GError *failure;  /* (nullable): of the parcel that was refused */
} Sending;

static void send_next (GTask *task);

static void
sending_free (Sending *sending)
{
  g_clear_pointer (&sending->request, haulier_job_request_unref);
  g_clear_pointer (&sending->job, haulier_job_free);
  g_clear_error (&sending->failure);
  g_free (sending->id);
  g_free (sending);
}

static void
on_cancelled (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Sending *sending = g_task_get_task_data (task);
  g_autoptr (GVariant) reply = haulier_client_call_finish (result, "()", NULL);

  g_task_return_error (task, g_steal_pointer (&sending->failure));
}

/* A job of which only some parcels arrived is not what was asked for. */
static void
give_up (GTask *task, GError *error)
{
  Sending *sending = g_task_get_task_data (task);
  const HaulierClientCall call = {
    .job_id = sending->id,
    .method = "Remove",
    .is_wish = TRUE,
    .source_tag = give_up,
  };

  if (!sending->is_ours || sending->id == NULL)
    {
      g_task_return_error (task, error);
      g_object_unref (task);
      return;
    }
  sending->failure = error;
  haulier_client_call (g_task_get_source_object (task), &call, NULL, NULL, on_cancelled, task);
}

static void
on_started (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Sending *sending = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply
      = haulier_client_call_finish (result, "(" HAULIER_JOB_ROW_SIGNATURE "a{sv})", &error);
  g_autoptr (GVariant) row = NULL;

  if (reply == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  row = g_variant_get_child_value (reply, 0);
  haulier_job_free (sending->job);
  sending->job = haulier_job_row_read (row);
  g_task_return_pointer (task, g_steal_pointer (&sending->job), (GDestroyNotify) haulier_job_free);
}

static void
on_resumed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Sending *sending = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = haulier_client_call_finish (result, "()", &error);
  const HaulierClientCall call = {
    .job_id = sending->id,
    .method = "GetDetails",
    .source_tag = on_resumed,
  };

  if (reply == NULL)
    give_up (task, g_steal_pointer (&error));
  else
    haulier_client_call (g_task_get_source_object (task), &call, NULL, NULL, on_started, task);
}

static void
finish_sending (GTask *task)
{
  Sending *sending = g_task_get_task_data (task);
  const HaulierClientCall resume = {
    .job_id = sending->id,
    .method = "Resume",
    .is_wish = TRUE,
    .source_tag = finish_sending,
  };

  if (sending->is_ours && haulier_job_request_get_n_parcels (sending->request) > 1
      && haulier_job_request_starts (sending->request))
    {
      haulier_client_call (g_task_get_source_object (task), &resume, NULL, NULL, on_resumed, task);
      return;
    }
  g_task_return_pointer (task, g_steal_pointer (&sending->job), (GDestroyNotify) haulier_job_free);
  g_object_unref (task);
}

static void
on_parcel_arrived (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = haulier_client_call_finish (result, "()", &error);

  if (reply == NULL)
    give_up (task, g_steal_pointer (&error));
  else
    send_next (task);
}

static void
send_next (GTask *task)
{
  Sending *sending = g_task_get_task_data (task);
  const HaulierClientCall call = {
    .job_id = sending->id,
    .method = "AddFiles",
    .is_wish = TRUE,
    .timeout_ms = HAULIER_CLIENT_LONG_CALL_TIMEOUT_MS,
    .source_tag = send_next,
  };
  GVariant *parcel = NULL;

  if (sending->next_parcel >= haulier_job_request_get_n_parcels (sending->request))
    {
      finish_sending (task);
      return;
    }
  parcel = haulier_job_request_get_parcel (sending->request, sending->next_parcel++);
  haulier_client_call (g_task_get_source_object (task),
                       &call,
                       g_variant_new ("(@a(saya{sv})@a{sv})", parcel, haulier_client_no_options ()),
                       g_task_get_cancellable (task),
                       on_parcel_arrived,
                       task);
}

static void
on_job_created (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Sending *sending = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply
      = haulier_client_call_finish (result, "(" HAULIER_JOB_ROW_SIGNATURE ")", &error);
  g_autoptr (GVariant) row = NULL;

  if (reply == NULL)
    {
      give_up (task, g_steal_pointer (&error));
      return;
    }
  row = g_variant_get_child_value (reply, 0);
  sending->job = haulier_job_row_read (row);
  sending->id = g_strdup (sending->job->id);
  send_next (task);
}

static GTask *
new_sending (HaulierClient *self,
             HaulierJobRequest *request,
             GCancellable *cancellable,
             GAsyncReadyCallback callback,
             gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  Sending *sending = g_new0 (Sending, 1);

  sending->request = haulier_job_request_ref (request);
  g_task_set_task_data (task, sending, (GDestroyNotify) sending_free);
  return task;
}

/**
 * haulier_client_create_job_async:
 * @self: an open client
 * @request: what is wanted
 * @cancellable: (nullable): to give up
 * @callback: called when the job is on stable storage, or was refused
 * @user_data: for @callback
 *
 * Creates a job. One with more files than a message takes is sent in parcels and starts when the
 * last one is there; when one is refused, there is no job.
 */
void
haulier_client_create_job_async (HaulierClient *self,
                                 HaulierJobRequest *request,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  const HaulierClientCall call = {
    .method = "CreateJob",
    .is_wish = TRUE,
    .descriptors = haulier_job_request_get_descriptors (request),
    .timeout_ms = HAULIER_CLIENT_LONG_CALL_TIMEOUT_MS,
    .source_tag = haulier_client_create_job_async,
  };
  GTask *task = new_sending (self, request, cancellable, callback, user_data);
  Sending *sending = g_task_get_task_data (task);
  guint n_parcels = haulier_job_request_get_n_parcels (request);
  g_autoptr (GVariant) spec = haulier_job_request_dup_spec (request, n_parcels > 1);
  GVariant *files = n_parcels > 0 ? haulier_job_request_get_parcel (request, 0)
                                  : g_variant_new_array (G_VARIANT_TYPE ("(saya{sv})"), NULL, 0);

  g_task_set_source_tag (task, haulier_client_create_job_async);
  sending->is_ours = TRUE;
  sending->next_parcel = 1;
  haulier_client_call (
      self,
      &call,
      g_variant_new ("(@a{sv}@a(saya{sv})@a{sv})", spec, files, haulier_client_no_options ()),
      cancellable,
      on_job_created,
      task);
}

/**
 * haulier_client_create_job_finish:
 * @self: a client
 * @result: as given to the callback
 * @error: return location
 *
 * Errors: as CreateJob has them.
 *
 * Returns: (transfer full) (nullable): the job
 */
HaulierJob *
haulier_client_create_job_finish (HaulierClient *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * haulier_client_add_files_async:
 * @self: an open client
 * @id: a job that is not finished
 * @request: the files; its spec is not looked at
 * @cancellable: (nullable): to give up
 * @callback: called when they are on stable storage, or one was refused
 * @user_data: for @callback
 *
 * Adds files to a job.
 */
void
haulier_client_add_files_async (HaulierClient *self,
                                const char *id,
                                HaulierJobRequest *request,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  GTask *task = new_sending (self, request, cancellable, callback, user_data);
  Sending *sending = g_task_get_task_data (task);

  g_task_set_source_tag (task, haulier_client_add_files_async);
  sending->id = g_strdup (id);
  send_next (task);
}

/**
 * haulier_client_add_files_finish:
 * @self: a client
 * @result: as given to the callback
 * @error: return location
 *
 * Errors: as AddFiles has them.
 *
 * Returns: whether they are added
 */
gboolean
haulier_client_add_files_finish (HaulierClient *self, GAsyncResult *result, GError **error)
{
  GError *failure = NULL;

  g_task_propagate_pointer (G_TASK (result), &failure);
  if (failure == NULL)
    return TRUE;
  g_propagate_error (error, failure);
  return FALSE;
}
