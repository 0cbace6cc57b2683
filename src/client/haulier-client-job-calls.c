/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* The methods of the engine about one job. */
#include "config.h"

#include "haulier-client-job-calls.h"

#include "haulier-client-private.h"
#include "haulier-file-row.h"
#include "haulier-job-row.h"
#include "haulier-trace-row.h"

/* Reads rows with the function of their kind. */
static GPtrArray *
read_rows (GVariant *reply, gpointer (*read) (GVariant *row), GDestroyNotify free_func)
{
  g_autoptr (GVariant) rows = g_variant_get_child_value (reply, 0);
  GPtrArray *values = g_ptr_array_new_full (g_variant_n_children (rows), free_func);
  GVariantIter iter;
  GVariant *row = NULL;

  g_variant_iter_init (&iter, rows);
  while ((row = g_variant_iter_next_value (&iter)) != NULL)
    {
      g_ptr_array_add (values, read (row));
      g_variant_unref (row);
    }
  return values;
}

static gpointer
read_file (GVariant *row)
{
  return haulier_file_row_read (row);
}

static gpointer
read_record (GVariant *row)
{
  return haulier_trace_row_read (row);
}

/**
 * haulier_client_get_details_async:
 * @self: an open client
 * @id: a job
 * @cancellable: (nullable): to give up
 * @callback: called with the details
 * @user_data: for @callback
 *
 * Asks for everything about a job but its files.
 */
void
haulier_client_get_details_async (HaulierClient *self,
                                  const char *id,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  const HaulierClientCall call = {
    .job_id = id,
    .method = "GetDetails",
    .source_tag = haulier_client_get_details_async,
  };

  haulier_client_call (self, &call, NULL, cancellable, callback, user_data);
}

/**
 * haulier_client_get_details_finish:
 * @self: a client
 * @result: as given to the callback
 * @out_details: (out) (optional): `a{sv}`: `description`, `settings`, `error-count` and others
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the job
 */
HaulierJob *
haulier_client_get_details_finish (HaulierClient *self,
                                   GAsyncResult *result,
                                   GVariant **out_details,
                                   GError **error)
{
  g_autoptr (GVariant) reply
      = haulier_client_call_finish (result, "(" HAULIER_JOB_ROW_SIGNATURE "a{sv})", error);
  g_autoptr (GVariant) row = NULL;

  if (reply == NULL)
    return NULL;
  row = g_variant_get_child_value (reply, 0);
  if (out_details != NULL)
    *out_details = g_variant_get_child_value (reply, 1);
  return haulier_job_row_read (row);
}

/**
 * haulier_client_get_files_async:
 * @self: an open client
 * @id: a job
 * @first: index of the first file wanted
 * @count: how many at most
 * @cancellable: (nullable): to give up
 * @callback: called with the files
 * @user_data: for @callback
 *
 * Asks for a part of a job's files.
 */
void
haulier_client_get_files_async (HaulierClient *self,
                                const char *id,
                                guint first,
                                guint count,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  const HaulierClientCall call = {
    .job_id = id,
    .method = "GetFiles",
    .source_tag = haulier_client_get_files_async,
  };

  haulier_client_call (
      self, &call, g_variant_new ("(uu)", first, count), cancellable, callback, user_data);
}

/**
 * haulier_client_get_files_finish:
 * @self: a client
 * @result: as given to the callback
 * @error: return location
 *
 * Returns: (transfer full) (nullable) (element-type HaulierFile): the files
 */
GPtrArray *
haulier_client_get_files_finish (HaulierClient *self, GAsyncResult *result, GError **error)
{
  g_autoptr (GVariant) reply
      = haulier_client_call_finish (result, "(a" HAULIER_FILE_ROW_SIGNATURE ")", error);

  if (reply == NULL)
    return NULL;
  return read_rows (reply, read_file, (GDestroyNotify) haulier_file_free);
}

/**
 * haulier_client_get_trace_async:
 * @self: an open client
 * @id: a job
 * @after: sequence of the last record known, 0 to begin
 * @count: how many at most
 * @cancellable: (nullable): to give up
 * @callback: called with the records
 * @user_data: for @callback
 *
 * Asks for what happened to a job.
 */
void
haulier_client_get_trace_async (HaulierClient *self,
                                const char *id,
                                guint64 after,
                                guint count,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  const HaulierClientCall call = {
    .job_id = id,
    .method = "GetTrace",
    .source_tag = haulier_client_get_trace_async,
  };

  haulier_client_call (
      self, &call, g_variant_new ("(tu)", after, count), cancellable, callback, user_data);
}

/**
 * haulier_client_get_trace_finish:
 * @self: a client
 * @result: as given to the callback
 * @error: return location
 *
 * Returns: (transfer full) (nullable) (element-type HaulierTraceRecord): the records
 */
GPtrArray *
haulier_client_get_trace_finish (HaulierClient *self, GAsyncResult *result, GError **error)
{
  g_autoptr (GVariant) reply
      = haulier_client_call_finish (result, "(a" HAULIER_TRACE_ROW_SIGNATURE ")", error);

  if (reply == NULL)
    return NULL;
  return read_rows (reply, read_record, (GDestroyNotify) haulier_trace_record_free);
}

/**
 * haulier_client_set_async:
 * @self: an open client
 * @id: a job
 * @settings: (transfer floating): `a{sv}`: `name`, `description` and keys of a job's settings
 * @cancellable: (nullable): to give up
 * @callback: called when they are changed
 * @user_data: for @callback
 *
 * Changes a job, all or nothing.
 */
void
haulier_client_set_async (HaulierClient *self,
                          const char *id,
                          GVariant *settings,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  const HaulierClientCall call = {
    .job_id = id,
    .method = "Set",
    .is_wish = TRUE,
    .source_tag = haulier_client_set_async,
  };

  haulier_client_call (
      self, &call, g_variant_new ("(@a{sv})", settings), cancellable, callback, user_data);
}

/**
 * haulier_client_set_finish:
 * @self: a client
 * @result: as given to the callback
 * @error: return location
 *
 * Returns: whether the job is changed
 */
gboolean
haulier_client_set_finish (HaulierClient *self, GAsyncResult *result, GError **error)
{
  g_autoptr (GVariant) reply = haulier_client_call_finish (result, "()", error);

  return reply != NULL;
}

/**
 * haulier_client_take_ownership_async:
 * @self: an open client
 * @id: a job
 * @cancellable: (nullable): to give up
 * @callback: called when the job has its new owner
 * @user_data: for @callback
 *
 * Makes the caller the owner of a job, which loses what only its owner may set.
 */
void
haulier_client_take_ownership_async (HaulierClient *self,
                                     const char *id,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data)
{
  const HaulierClientCall call = {
    .job_id = id,
    .method = "TakeOwnership",
    .is_wish = TRUE,
    .source_tag = haulier_client_take_ownership_async,
  };

  haulier_client_call (self, &call, NULL, cancellable, callback, user_data);
}

/**
 * haulier_client_take_ownership_finish:
 * @self: a client
 * @result: as given to the callback
 * @error: return location
 *
 * Returns: whether it has
 */
gboolean
haulier_client_take_ownership_finish (HaulierClient *self, GAsyncResult *result, GError **error)
{
  g_autoptr (GVariant) reply = haulier_client_call_finish (result, "()", error);

  return reply != NULL;
}
