/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* What the queue on disk is asked for: jobs, files, trace. */
#include "config.h"

#include "haulier-store-calls.h"

#include "haulier-store-private.h"

/**
 * haulier_store_load_jobs_async:
 * @self: a store
 * @callback: called when they are read
 * @user_data: for @callback
 *
 * Reads every job, without its files and its trace.
 */
void
haulier_store_load_jobs_async (HaulierStore *self, GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (HAULIER_IS_STORE (self));
  haulier_store_push (self,
                      haulier_store_new_request (self,
                                                 HAULIER_STORE_REQUEST_LOAD_JOBS,
                                                 haulier_store_load_jobs_async,
                                                 "[haulier] store load jobs",
                                                 callback,
                                                 user_data));
}

/**
 * haulier_store_load_jobs_finish:
 * @self: a store
 * @result: the result
 * @error: return location
 *
 * Returns: (transfer full) (element-type HaulierJob) (nullable): in order of creation
 */
GPtrArray *
haulier_store_load_jobs_finish (HaulierStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
push_files (HaulierStore *self,
            HaulierStoreRequest *request,
            const HaulierJob *job,
            GPtrArray *files)
{
  request->job = haulier_job_copy (job);
  request->files = g_ptr_array_ref (files);
  haulier_store_push (self, request);
}

/**
 * haulier_store_create_job_async:
 * @self: a store
 * @job: the job; its sequence is ignored
 * @files: (element-type HaulierFile): its files, which the caller leaves alone until the callback
 * @callback: called when the job is durable
 * @user_data: for @callback
 *
 * Stores a job with its files, as a whole or not at all. A file in a folder whose name is the
 * target of another unfinished file gets a number: its `local` is replaced.
 *
 * Errors: %HAULIER_ERROR_FILE_EXISTS when an explicit target belongs to another unfinished file,
 *   naming its job.
 * Source: bits.md 1.4; an explicit path is refused, a name in a folder is numbered.
 */
void
haulier_store_create_job_async (HaulierStore *self,
                                const HaulierJob *job,
                                GPtrArray *files,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  g_return_if_fail (HAULIER_IS_STORE (self));
  push_files (self,
              haulier_store_new_request (self,
                                         HAULIER_STORE_REQUEST_CREATE,
                                         haulier_store_create_job_async,
                                         "[haulier] store create job",
                                         callback,
                                         user_data),
              job,
              files);
}

/**
 * haulier_store_create_job_finish:
 * @self: a store
 * @result: the result
 * @out_sequence: (out) (optional): the sequence that the job got
 * @error: return location
 *
 * Returns: whether the job is stored
 */
gboolean
haulier_store_create_job_finish (HaulierStore *self,
                                 GAsyncResult *result,
                                 guint64 *out_sequence,
                                 GError **error)
{
  g_autofree guint64 *sequence = NULL;

  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  sequence = g_task_propagate_pointer (G_TASK (result), error);
  if (sequence != NULL && out_sequence != NULL)
    *out_sequence = *sequence;
  return sequence != NULL;
}

/**
 * haulier_store_add_files_async:
 * @self: a store
 * @job: the job as it is with them
 * @files: (element-type HaulierFile): more files, which the caller leaves alone until the callback
 * @callback: called when they are durable
 * @user_data: for @callback
 *
 * Stores more files of a job, all or none, by the rules of haulier_store_create_job_async().
 *
 * Errors: %HAULIER_ERROR_FILE_EXISTS, %HAULIER_ERROR_NOT_FOUND.
 */
void
haulier_store_add_files_async (HaulierStore *self,
                               const HaulierJob *job,
                               GPtrArray *files,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  g_return_if_fail (HAULIER_IS_STORE (self));
  push_files (self,
              haulier_store_new_request (self,
                                         HAULIER_STORE_REQUEST_ADD_FILES,
                                         haulier_store_add_files_async,
                                         "[haulier] store add files",
                                         callback,
                                         user_data),
              job,
              files);
}

/**
 * haulier_store_add_files_finish:
 * @self: a store
 * @result: the result
 * @error: return location
 *
 * Returns: whether they are stored
 */
gboolean
haulier_store_add_files_finish (HaulierStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * haulier_store_remove_jobs_async:
 * @self: a store
 * @ids: jobs; one that is not there is no error
 * @callback: called when the removal is durable
 * @user_data: for @callback
 *
 * Removes jobs with their files and their trace, all in one transaction.
 */
void
haulier_store_remove_jobs_async (HaulierStore *self,
                                 const char *const *ids,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  HaulierStoreRequest *request = NULL;

  g_return_if_fail (HAULIER_IS_STORE (self));
  request = haulier_store_new_request (self,
                                       HAULIER_STORE_REQUEST_REMOVE,
                                       haulier_store_remove_jobs_async,
                                       "[haulier] store remove jobs",
                                       callback,
                                       user_data);
  request->ids = g_strdupv ((char **) ids);
  haulier_store_push (self, request);
}

/**
 * haulier_store_remove_jobs_finish:
 * @self: a store
 * @result: the result
 * @error: return location
 *
 * Returns: whether they are gone
 */
gboolean
haulier_store_remove_jobs_finish (HaulierStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
push_load (HaulierStore *self,
           HaulierStoreRequest *request,
           const char *id,
           guint64 after,
           guint count)
{
  request->id = g_strdup (id);
  request->after = after;
  request->count = count;
  haulier_store_push (self, request);
}

/**
 * haulier_store_load_files_async:
 * @self: a store
 * @id: a job
 * @first: index of the first file
 * @count: how many at most; 0: all
 * @callback: called when they are read
 * @user_data: for @callback
 *
 * Errors: %HAULIER_ERROR_NOT_FOUND when there is no such job.
 */
void
haulier_store_load_files_async (HaulierStore *self,
                                const char *id,
                                guint first,
                                guint count,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  g_return_if_fail (HAULIER_IS_STORE (self));
  push_load (self,
             haulier_store_new_request (self,
                                        HAULIER_STORE_REQUEST_LOAD_FILES,
                                        haulier_store_load_files_async,
                                        "[haulier] store load files",
                                        callback,
                                        user_data),
             id,
             first,
             count);
}

/**
 * haulier_store_load_files_finish:
 * @self: a store
 * @result: the result
 * @error: return location
 *
 * Returns: (transfer full) (element-type HaulierFile) (nullable): in order of their index
 */
GPtrArray *
haulier_store_load_files_finish (HaulierStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * haulier_store_list_unsynced_async:
 * @self: a store
 * @callback: called when they are found
 * @user_data: for @callback
 *
 * Finds the jobs that have complete files of which it is not known that they are on stable storage.
 */
void
haulier_store_list_unsynced_async (HaulierStore *self,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data)
{
  g_return_if_fail (HAULIER_IS_STORE (self));
  haulier_store_push (self,
                      haulier_store_new_request (self,
                                                 HAULIER_STORE_REQUEST_LIST_UNSYNCED,
                                                 haulier_store_list_unsynced_async,
                                                 "[haulier] store list unsynced",
                                                 callback,
                                                 user_data));
}

/**
 * haulier_store_list_unsynced_finish:
 * @self: a store
 * @result: the result
 * @error: return location
 *
 * Returns: (transfer full) (element-type utf8) (nullable): ids of jobs
 */
GPtrArray *
haulier_store_list_unsynced_finish (HaulierStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * haulier_store_load_trace_async:
 * @self: a store
 * @id: a job
 * @after: sequence of the last record that is known; 0: none
 * @count: how many at most; 0: all
 * @callback: called when they are read
 * @user_data: for @callback
 *
 * Errors: %HAULIER_ERROR_NOT_FOUND when there is no such job.
 */
void
haulier_store_load_trace_async (HaulierStore *self,
                                const char *id,
                                guint64 after,
                                guint count,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  g_return_if_fail (HAULIER_IS_STORE (self));
  push_load (self,
             haulier_store_new_request (self,
                                        HAULIER_STORE_REQUEST_LOAD_TRACE,
                                        haulier_store_load_trace_async,
                                        "[haulier] store load trace",
                                        callback,
                                        user_data),
             id,
             after,
             count);
}

/**
 * haulier_store_load_trace_finish:
 * @self: a store
 * @result: the result
 * @error: return location
 *
 * Returns: (transfer full) (element-type HaulierTraceRecord) (nullable): the records in order
 */
GPtrArray *
haulier_store_load_trace_finish (HaulierStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}
