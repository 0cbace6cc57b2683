/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Rows of jobs that wait to be shown: of each job only the last one. */
#include "config.h"

#include "haulier-job-batch.h"

struct _HaulierJobBatch
{
  GPtrArray *jobs;       /* of HaulierJob, in the order in which they first came */
  GHashTable *positions; /* id, of the row in jobs -> position + 1 */
};

/**
 * haulier_job_batch_new:
 *
 * Returns: (transfer full): an empty batch
 */
HaulierJobBatch *
haulier_job_batch_new (void)
{
  HaulierJobBatch *self = g_new0 (HaulierJobBatch, 1);

  self->jobs = g_ptr_array_new_with_free_func ((GDestroyNotify) haulier_job_free);
  self->positions = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  return self;
}

/**
 * haulier_job_batch_free:
 * @self: a batch
 *
 * Frees the batch and what is in it.
 */
void
haulier_job_batch_free (HaulierJobBatch *self)
{
  g_hash_table_unref (self->positions);
  g_ptr_array_unref (self->jobs);
  g_free (self);
}

/**
 * haulier_job_batch_add:
 * @self: a batch
 * @job: (transfer full): a row, newer than those in the batch
 *
 * Adds a row, in place of an older one of the same job.
 */
void
haulier_job_batch_add (HaulierJobBatch *self, HaulierJob *job)
{
  guint position = GPOINTER_TO_UINT (g_hash_table_lookup (self->positions, job->id));

  if (position > 0)
    {
      haulier_job_free (self->jobs->pdata[position - 1]);
      self->jobs->pdata[position - 1] = job;
      return;
    }
  g_ptr_array_add (self->jobs, job);
  g_hash_table_insert (self->positions, g_strdup (job->id), GUINT_TO_POINTER (self->jobs->len));
}

/**
 * haulier_job_batch_steal:
 * @self: a batch
 *
 * Returns: (transfer full) (element-type HaulierJob): what was in the batch, which is empty now
 */
GPtrArray *
haulier_job_batch_steal (HaulierJobBatch *self)
{
  GPtrArray *jobs = g_steal_pointer (&self->jobs);

  self->jobs = g_ptr_array_new_with_free_func ((GDestroyNotify) haulier_job_free);
  g_hash_table_remove_all (self->positions);
  return jobs;
}
