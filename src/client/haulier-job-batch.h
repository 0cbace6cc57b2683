/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Rows of jobs that wait to be shown: of each job only the last one. */
#pragma once

#include "haulier-job.h"

G_BEGIN_DECLS

typedef struct _HaulierJobBatch HaulierJobBatch;

HaulierJobBatch *haulier_job_batch_new (void);
void haulier_job_batch_free (HaulierJobBatch *self);
void haulier_job_batch_add (HaulierJobBatch *self, HaulierJob *job);
GPtrArray *haulier_job_batch_steal (HaulierJobBatch *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HaulierJobBatch, haulier_job_batch_free)

G_END_DECLS
