/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* The workers of one job: who has its files, and who transfers. */
#pragma once

#include "haulier-worker-pool.h"

G_BEGIN_DECLS

/**
 * HaulierJobWorkers:
 * @files: has the files
 * @network: (nullable): transfers; the same as @files where one identity does both
 */
typedef struct
{
  HaulierWorkerLink *files;
  HaulierWorkerLink *network;
  /*< private >*/
  HaulierWorkerPool *pool;
} HaulierJobWorkers;

void haulier_job_workers_acquire_async (HaulierWorkerPool *pool,
                                        const HaulierJob *job,
                                        HaulierJobSides sides,
                                        GAsyncReadyCallback callback,
                                        gpointer user_data);
HaulierJobWorkers *haulier_job_workers_acquire_finish (GAsyncResult *result, GError **error);
gboolean haulier_job_workers_are_split (const HaulierJobWorkers *workers);
void haulier_job_workers_release (HaulierJobWorkers *workers);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HaulierJobWorkers, haulier_job_workers_release)

G_END_DECLS
