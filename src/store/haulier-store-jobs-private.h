/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Rows of jobs. */
#pragma once

#include "haulier-job.h"
#include "haulier-store-connection-private.h"
#include "haulier-store-row-private.h"

G_BEGIN_DECLS

void haulier_store_job_write (HaulierStoreRowWriter *writer, const HaulierJob *job);
HaulierJob *haulier_store_job_read (HaulierStoreRowReader *reader);
GVariant *haulier_store_job_dup_settings (const HaulierJob *job);

gboolean haulier_store_jobs_insert (HaulierStoreConnection *connection,
                                    const HaulierJob *job,
                                    guint64 *out_sequence,
                                    GError **error);
gboolean haulier_store_jobs_update (HaulierStoreConnection *connection,
                                    const HaulierJob *job,
                                    GError **error);
gboolean haulier_store_jobs_set (HaulierStoreConnection *connection,
                                 const char *id,
                                 GVariant *settings,
                                 GError **error);
gboolean haulier_store_jobs_remove (HaulierStoreConnection *connection,
                                    const char *id,
                                    gboolean *out_removed,
                                    GError **error);
gboolean haulier_store_jobs_lookup (HaulierStoreConnection *connection,
                                    const char *id,
                                    guint64 *out_sequence,
                                    GError **error);
GPtrArray *haulier_store_jobs_list (HaulierStoreConnection *connection, GError **error);

G_END_DECLS
