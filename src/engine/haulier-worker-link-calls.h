/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* What the engine tells a worker. */
#pragma once

#include "haulier-worker-link.h"

G_BEGIN_DECLS

void haulier_worker_link_configure (HaulierWorkerLink *self, GVariant *settings);
guint haulier_worker_link_open_job (HaulierWorkerLink *self,
                                    const HaulierJob *job,
                                    int files_channel,
                                    const HaulierWorkerEvents *events,
                                    gpointer user_data);
void haulier_worker_link_set_job (HaulierWorkerLink *self, guint handle, const HaulierJob *job);
void haulier_worker_link_add_files (HaulierWorkerLink *self, guint handle, GVariant *orders);
void haulier_worker_link_stop_job_async (HaulierWorkerLink *self,
                                         guint handle,
                                         GAsyncReadyCallback callback,
                                         gpointer user_data);
gboolean
haulier_worker_link_stop_job_finish (HaulierWorkerLink *self, GAsyncResult *result, GError **error);
void haulier_worker_link_close_job (HaulierWorkerLink *self, guint handle);
guint haulier_worker_link_serve_job (HaulierWorkerLink *self, const HaulierJob *job, int channel);
void haulier_worker_link_end_serving (HaulierWorkerLink *self, guint handle);
void haulier_worker_link_call_files_async (HaulierWorkerLink *self,
                                           const char *method,
                                           GVariant *parameters,
                                           GAsyncReadyCallback callback,
                                           gpointer user_data);
void haulier_worker_link_call_async (HaulierWorkerLink *self,
                                     const char *method,
                                     GVariant *parameters,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
GVariant *
haulier_worker_link_call_finish (HaulierWorkerLink *self, GAsyncResult *result, GError **error);
guint haulier_worker_link_get_n_jobs (HaulierWorkerLink *self);

G_END_DECLS
