/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* The workers of one job: who has its files, and who transfers. */
#include "config.h"

#include "haulier-job-workers.h"

typedef struct
{
  HaulierJobSides sides;
  HaulierJobIdentities *identities; /* (nullable) until they are found */
  HaulierJobWorkers *workers;
} Acquisition;

static void
acquisition_free (Acquisition *acquisition)
{
  haulier_job_identities_free (acquisition->identities);
  haulier_job_workers_release (acquisition->workers);
  g_free (acquisition);
}

static void
return_workers (GTask *task)
{
  Acquisition *acquisition = g_task_get_task_data (task);

  g_task_return_pointer (
      task, g_steal_pointer (&acquisition->workers), (GDestroyNotify) haulier_job_workers_release);
}

static void
network_acquired_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Acquisition *acquisition = g_task_get_task_data (task);
  GError *error = NULL;

  acquisition->workers->network
      = haulier_worker_pool_acquire_finish (HAULIER_WORKER_POOL (source), result, &error);
  if (acquisition->workers->network == NULL)
    g_task_return_error (task, error);
  else
    return_workers (task);
}

static void
files_acquired_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Acquisition *acquisition = g_task_get_task_data (task);
  HaulierJobWorkers *workers = acquisition->workers;
  GError *error = NULL;

  workers->files
      = haulier_worker_pool_acquire_finish (HAULIER_WORKER_POOL (source), result, &error);
  if (workers->files == NULL)
    g_task_return_error (task, error);
  else if (acquisition->sides == HAULIER_JOB_SIDES_FILES)
    return_workers (task);
  else if (acquisition->identities->split)
    haulier_worker_pool_acquire_async (workers->pool,
                                       acquisition->identities->network,
                                       HAULIER_WORKER_PROGRAM_NETWORK,
                                       network_acquired_cb,
                                       g_steal_pointer (&task));
  else
    {
      workers->network = workers->files;
      return_workers (task);
    }
}

static void
identities_found_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Acquisition *acquisition = g_task_get_task_data (task);
  GError *error = NULL;

  acquisition->identities = haulier_identity_finder_find_finish (result, &error);
  if (acquisition->identities == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  haulier_worker_pool_acquire_async (acquisition->workers->pool,
                                     acquisition->identities->files,
                                     acquisition->identities->split ? HAULIER_WORKER_PROGRAM_FILES
                                                                    : HAULIER_WORKER_PROGRAM_WHOLE,
                                     files_acquired_cb,
                                     g_steal_pointer (&task));
}

/**
 * haulier_job_workers_acquire_async:
 * @pool: where they come from
 * @job: a job
 * @sides: what is to be done
 * @callback: called with the workers
 * @user_data: for @callback
 */
void
haulier_job_workers_acquire_async (HaulierWorkerPool *pool,
                                   const HaulierJob *job,
                                   HaulierJobSides sides,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data)
{
  GTask *task = g_task_new (NULL, NULL, callback, user_data);
  Acquisition *acquisition = g_new0 (Acquisition, 1);

  g_task_set_source_tag (task, haulier_job_workers_acquire_async);
  acquisition->sides = sides;
  acquisition->workers = g_new0 (HaulierJobWorkers, 1);
  acquisition->workers->pool = g_object_ref (pool);
  g_task_set_task_data (task, acquisition, (GDestroyNotify) acquisition_free);
  haulier_identity_finder_find_async (
      haulier_worker_pool_get_identities (pool), job, sides, identities_found_cb, task);
}

/**
 * haulier_job_workers_acquire_finish:
 * @result: the result
 * @error: return location
 *
 * Errors: those of haulier_identity_finder_find_finish(), and of starting a worker.
 *
 * Returns: (transfer full): the workers
 */
HaulierJobWorkers *
haulier_job_workers_acquire_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * haulier_job_workers_are_split:
 * @workers: the workers
 *
 * Returns: whether one has the files and another one transfers
 */
gboolean
haulier_job_workers_are_split (const HaulierJobWorkers *workers)
{
  return workers->network != NULL && workers->network != workers->files;
}

/**
 * haulier_job_workers_release:
 * @workers: (nullable) (transfer full): the workers; they are free for other jobs
 */
void
haulier_job_workers_release (HaulierJobWorkers *workers)
{
  if (workers == NULL)
    return;
  if (haulier_job_workers_are_split (workers))
    haulier_worker_pool_release (workers->pool, workers->network);
  if (workers->files != NULL)
    haulier_worker_pool_release (workers->pool, workers->files);
  g_object_unref (workers->pool);
  g_free (workers);
}
