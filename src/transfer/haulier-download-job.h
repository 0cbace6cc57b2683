/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* The files of one job that a worker fetches, some at once and the others in order. */
#pragma once

#include <glib.h>

#include "haulier-file-order.h"
#include "haulier-transfer-context.h"
#include "haulier-transfer-settings.h"

G_BEGIN_DECLS

typedef struct _HaulierDownloadJob HaulierDownloadJob;

typedef void (*HaulierDownloadJobStopped) (HaulierDownloadJob *job, gpointer user_data);

HaulierDownloadJob *haulier_download_job_new (HaulierTransferContext *context,
                                              guint number,
                                              const char *id,
                                              HaulierTransferSettings *settings);
void haulier_download_job_free (HaulierDownloadJob *job);
void
haulier_download_job_set (HaulierDownloadJob *job, const guint *connections, const guint64 *limit);
void haulier_download_job_add (HaulierDownloadJob *job, HaulierFileOrder *order);
void haulier_download_job_run (HaulierDownloadJob *job);
void haulier_download_job_stop (HaulierDownloadJob *job,
                                HaulierDownloadJobStopped stopped,
                                gpointer user_data);
void haulier_download_job_tick (HaulierDownloadJob *job, gint64 now);
gboolean haulier_download_job_is_active (const HaulierDownloadJob *job);
gboolean haulier_download_job_is_stopping (const HaulierDownloadJob *job);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HaulierDownloadJob, haulier_download_job_free)

G_END_DECLS
