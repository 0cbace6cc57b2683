/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Settles the files of a job that does not move any more: final names for what is complete, the
 * rest deleted. */
#include "config.h"

#include "haulier-settlement.h"

#include <string.h>

/**
 * SettlementStep:
 * @STEP_LOAD: the files come from the store
 * @STEP_ACQUIRE: a worker comes from the pool
 * @STEP_COMPLETE: held files get their final names
 * @STEP_DISCARD: temporary files of the others are deleted
 */
typedef enum
{
  STEP_LOAD,
  STEP_ACQUIRE,
  STEP_COMPLETE,
  STEP_DISCARD,
} SettlementStep;

typedef struct
{
  SettlementStep step;
  HaulierStore *store;
  HaulierWorkerPool *pool;
  HaulierJobWorkers *workers; /* (nullable) */
  HaulierJob *job;            /* as it was at the beginning */
  gboolean complete;
  GPtrArray *files; /* (nullable) of HaulierFile */
  guint n_dropped;
  guint n_left;
  GError *error; /* (nullable) of the first file that could not get its name */
} Settlement;

static void run_step (GTask *task);

static void
settlement_free (Settlement *settlement)
{
  haulier_job_workers_release (settlement->workers);
  g_clear_object (&settlement->store);
  g_clear_object (&settlement->pool);
  g_clear_pointer (&settlement->files, g_ptr_array_unref);
  g_clear_error (&settlement->error);
  haulier_job_free (settlement->job);
  g_free (settlement);
}

static void
advance (GTask *task, SettlementStep step)
{
  Settlement *settlement = g_task_get_task_data (task);

  settlement->step = step;
  run_step (task);
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Settlement *settlement = g_task_get_task_data (task);
  GError *error = NULL;

  settlement->files = haulier_store_load_files_finish (HAULIER_STORE (source), result, &error);
  if (settlement->files == NULL)
    {
      g_task_return_error (task, error);
      g_object_unref (task);
      return;
    }
  advance (task, STEP_ACQUIRE);
}

static void
acquired_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Settlement *settlement = g_task_get_task_data (task);
  GError *error = NULL;

  settlement->workers = haulier_job_workers_acquire_finish (result, &error);
  if (settlement->workers == NULL)
    {
      g_task_return_error (task, error);
      g_object_unref (task);
      return;
    }
  advance (task, settlement->complete ? STEP_COMPLETE : STEP_DISCARD);
}

static void
take_name (Settlement *settlement,
           HaulierFile *file,
           const char *path,
           guint32 code,
           const char *message)
{
  if (code != 0)
    {
      if (settlement->error == NULL)
        settlement->error = g_error_new_literal (HAULIER_ERROR, (gint) code, message);
      return;
    }
  file->state = HAULIER_FILE_STATE_FINISHED;
  if (path[0] == '\0')
    return;
  g_free (file->local);
  file->local = g_strdup (path);
}

static void
completed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Settlement *settlement = g_task_get_task_data (task);
  g_autoptr (GPtrArray) changed
      = g_ptr_array_new_with_free_func ((GDestroyNotify) haulier_file_free);
  g_autoptr (GVariantIter) iter = NULL;
  g_autoptr (GVariant) reply = NULL;

  reply
      = haulier_worker_link_call_finish (HAULIER_WORKER_LINK (source), result, &settlement->error);
  if (reply != NULL)
    g_variant_get (reply, "(a(ayus))", &iter);
  for (guint i = 0; iter != NULL && i < settlement->files->len; i++)
    {
      HaulierFile *file = settlement->files->pdata[i];
      const char *path = NULL;
      const char *message = NULL;
      guint32 code = 0;

      if (file->state != HAULIER_FILE_STATE_HELD
          || !g_variant_iter_next (iter, "(^&ayu&s)", &path, &code, &message))
        continue;
      take_name (settlement, file, path, code, message);
      g_ptr_array_add (changed, haulier_file_copy (file));
    }
  haulier_store_save_files (settlement->store, settlement->job->id, g_steal_pointer (&changed));
  if (settlement->error != NULL)
    {
      g_task_return_error (task, g_steal_pointer (&settlement->error));
      g_object_unref (task);
      return;
    }
  advance (task, STEP_DISCARD);
}

static void
complete_files (GTask *task)
{
  Settlement *settlement = g_task_get_task_data (task);
  GVariantBuilder builder;
  guint n_held = 0;

  g_variant_builder_init (&builder, G_VARIANT_TYPE ("a(uaybbx)"));
  for (guint i = 0; i < settlement->files->len; i++)
    {
      const HaulierFile *file = settlement->files->pdata[i];

      if (file->state != HAULIER_FILE_STATE_HELD)
        continue;
      n_held++;
      g_variant_builder_add (&builder,
                             "(u@aybbx)",
                             file->index,
                             g_variant_new_bytestring (file->local),
                             (file->flags & HAULIER_FILE_OVERWRITE) != 0,
                             (file->flags & HAULIER_FILE_EXPLICIT) == 0,
                             file->modified);
    }
  if (n_held == 0)
    {
      g_variant_builder_clear (&builder);
      advance (task, STEP_DISCARD);
      return;
    }
  haulier_worker_link_call_files_async (
      settlement->workers->files,
      "CompleteFiles",
      g_variant_new ("(sa(uaybbx))", settlement->job->id, &builder),
      completed_cb,
      task);
}

static void
discarded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Settlement *settlement = g_task_get_task_data (task);
  g_autoptr (GVariant) reply
      = haulier_worker_link_call_finish (HAULIER_WORKER_LINK (source), result, NULL);

  if (reply != NULL)
    g_variant_get (reply, "(u)", &settlement->n_left);
  else
    settlement->n_left = settlement->n_dropped;
  g_task_return_boolean (task, TRUE);
}

static void
discard_files (GTask *task)
{
  Settlement *settlement = g_task_get_task_data (task);
  GVariantBuilder builder;

  g_variant_builder_init (&builder, G_VARIANT_TYPE ("a(uay)"));
  for (guint i = 0; i < settlement->files->len; i++)
    {
      const HaulierFile *file = settlement->files->pdata[i];

      if (file->state == HAULIER_FILE_STATE_FINISHED)
        continue;
      settlement->n_dropped++;
      g_variant_builder_add (
          &builder, "(u@ay)", file->index, g_variant_new_bytestring (file->local));
    }
  if (settlement->n_dropped == 0)
    {
      g_variant_builder_clear (&builder);
      g_task_return_boolean (task, TRUE);
      g_object_unref (task);
      return;
    }
  haulier_worker_link_call_files_async (settlement->workers->files,
                                        "DiscardFiles",
                                        g_variant_new ("(sa(uay))", settlement->job->id, &builder),
                                        discarded_cb,
                                        task);
}

static void
run_step (GTask *task)
{
  Settlement *settlement = g_task_get_task_data (task);

  switch (settlement->step)
    {
    case STEP_LOAD:
      haulier_store_load_files_async (
          settlement->store, settlement->job->id, 0, 0, loaded_cb, task);
      break;
    case STEP_ACQUIRE:
      haulier_job_workers_acquire_async (
          settlement->pool, settlement->job, HAULIER_JOB_SIDES_FILES, acquired_cb, task);
      break;
    case STEP_COMPLETE:
      complete_files (task);
      break;
    case STEP_DISCARD:
      discard_files (task);
      break;
    }
}

/**
 * haulier_settlement_run_async:
 * @store: where the files are known
 * @pool: where the worker comes from
 * @job: a job that is not in motion
 * @complete: whether held files get their final names; otherwise they are deleted too
 * @callback: called when the files are settled
 * @user_data: for @callback
 */
void
haulier_settlement_run_async (HaulierStore *store,
                              HaulierWorkerPool *pool,
                              const HaulierJob *job,
                              gboolean complete,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  GTask *task = g_task_new (NULL, NULL, callback, user_data);
  Settlement *settlement = g_new0 (Settlement, 1);

  settlement->store = g_object_ref (store);
  settlement->pool = g_object_ref (pool);
  settlement->job = haulier_job_copy (job);
  settlement->complete = complete;
  g_task_set_source_tag (task, haulier_settlement_run_async);
  g_task_set_task_data (task, settlement, (GDestroyNotify) settlement_free);
  run_step (task);
}

/**
 * haulier_settlement_run_finish:
 * @result: the result
 * @out_n_dropped: (out): files that were not complete
 * @out_n_left: (out): temporary files that could not be deleted
 * @error: return location
 *
 * Errors: what a rename failed with; names that were given stay given.
 *
 * Returns: whether every complete file has its final name
 */
gboolean
haulier_settlement_run_finish (GAsyncResult *result,
                               guint *out_n_dropped,
                               guint *out_n_left,
                               GError **error)
{
  const Settlement *settlement = NULL;

  g_return_val_if_fail (g_task_is_valid (result, NULL), FALSE);

  if (!g_task_propagate_boolean (G_TASK (result), error))
    return FALSE;
  settlement = g_task_get_task_data (G_TASK (result));
  *out_n_dropped = settlement->n_dropped;
  *out_n_left = settlement->n_left;
  return TRUE;
}
