/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* What can be asked of the engine: its jobs, their files and traces. */
#include "config.h"

#include "haulier-engine-query.h"

#include "haulier-engine-private.h"

/**
 * haulier_engine_lookup_job:
 * @self: the engine
 * @id: a UUID
 *
 * Returns: (transfer none) (nullable): the job
 */
const HaulierJob *
haulier_engine_lookup_job (HaulierEngine *self, const char *id)
{
  HaulierTask *task = haulier_queue_lookup (self->queue, id);

  return task != NULL ? task->job : NULL;
}

/**
 * haulier_engine_find_job:
 * @self: the engine
 * @text: an id, a unique beginning of one, or a unique name
 * @filter: (nullable): which jobs are meant; the others are not there
 * @user_data: for @filter
 * @error: return location
 *
 * Errors: those of haulier_queue_find().
 *
 * Returns: (transfer none) (nullable): the job
 */
const HaulierJob *
haulier_engine_find_job (HaulierEngine *self,
                         const char *text,
                         HaulierJobFilter filter,
                         gpointer user_data,
                         GError **error)
{
  HaulierTask *task = haulier_queue_find (self->queue, text, filter, user_data, error);

  return task != NULL ? task->job : NULL;
}

/**
 * haulier_engine_list_jobs:
 * @self: the engine
 * @after: sequence of the last job that is known, 0 to begin
 * @count: how many at most; 0 is all
 * @filter: (nullable): which jobs are meant
 * @user_data: for @filter
 *
 * Returns: (transfer container) (element-type HaulierJob): jobs in the order of creation
 */
GPtrArray *
haulier_engine_list_jobs (HaulierEngine *self,
                          guint64 after,
                          guint count,
                          HaulierJobFilter filter,
                          gpointer user_data)
{
  GPtrArray *list = haulier_queue_list_some (self->queue, after, count, filter, user_data);

  for (guint i = 0; i < list->len; i++)
    list->pdata[i] = ((HaulierTask *) list->pdata[i])->job;
  return list;
}

static void
files_loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  GPtrArray *files = haulier_store_load_files_finish (HAULIER_STORE (source), result, &error);

  if (files == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, files, (GDestroyNotify) g_ptr_array_unref);
}

static GPtrArray *
copy_files (GPtrArray *files, guint first, guint count)
{
  GPtrArray *copies = g_ptr_array_new_with_free_func ((GDestroyNotify) haulier_file_free);

  for (guint i = first; i < files->len && (count == 0 || copies->len < count); i++)
    g_ptr_array_add (copies, haulier_file_copy (files->pdata[i]));
  return copies;
}

/**
 * haulier_engine_load_files_async:
 * @self: the engine
 * @id: a UUID
 * @first: index of the first file wanted
 * @count: how many at most; 0 is all
 * @callback: called with the files
 * @user_data: for @callback
 */
void
haulier_engine_load_files_async (HaulierEngine *self,
                                 const char *id,
                                 guint first,
                                 guint count,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  g_autoptr (GTask) operation = g_task_new (self, NULL, callback, user_data);
  GError *error = NULL;
  HaulierTask *task = haulier_engine_lookup_task (self, id, &error);
  GPtrArray *files = NULL;

  g_task_set_source_tag (operation, haulier_engine_load_files_async);
  if (task == NULL)
    {
      g_task_return_error (operation, error);
      return;
    }
  files = task->motion != NULL ? haulier_motion_get_files (task->motion) : NULL;
  if (files != NULL)
    g_task_return_pointer (
        operation, copy_files (files, first, count), (GDestroyNotify) g_ptr_array_unref);
  else
    haulier_store_load_files_async (
        self->store, id, first, count, files_loaded_cb, g_steal_pointer (&operation));
}

/**
 * haulier_engine_load_files_finish:
 * @self: the engine
 * @result: the result
 * @error: return location
 *
 * Errors: %HAULIER_ERROR_NOT_FOUND, those of the store.
 *
 * Returns: (transfer container) (element-type HaulierFile): the files, or %NULL
 */
GPtrArray *
haulier_engine_load_files_finish (HaulierEngine *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
trace_loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  GPtrArray *records = haulier_store_load_trace_finish (HAULIER_STORE (source), result, &error);

  if (records == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, records, (GDestroyNotify) g_ptr_array_unref);
}

/**
 * haulier_engine_load_trace_async:
 * @self: the engine
 * @id: a UUID
 * @after: sequence of the last record that is known, 0 to begin
 * @count: how many at most
 * @callback: called with the records
 * @user_data: for @callback
 */
void
haulier_engine_load_trace_async (HaulierEngine *self,
                                 const char *id,
                                 guint64 after,
                                 guint count,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);
  GError *error = NULL;

  g_task_set_source_tag (task, haulier_engine_load_trace_async);
  if (haulier_engine_lookup_task (self, id, &error) == NULL)
    g_task_return_error (task, error);
  else
    haulier_store_load_trace_async (
        self->store, id, after, count, trace_loaded_cb, g_steal_pointer (&task));
}

/**
 * haulier_engine_load_trace_finish:
 * @self: the engine
 * @result: the result
 * @error: return location
 *
 * Errors: %HAULIER_ERROR_NOT_FOUND, those of the store.
 *
 * Returns: (transfer container) (element-type HaulierTraceRecord): the records, or %NULL
 */
GPtrArray *
haulier_engine_load_trace_finish (HaulierEngine *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
