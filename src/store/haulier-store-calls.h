/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* What the queue on disk is asked for: jobs, files, trace. */
#pragma once

#include "haulier-store.h"

G_BEGIN_DECLS

void haulier_store_load_jobs_async (HaulierStore *self,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
GPtrArray *
haulier_store_load_jobs_finish (HaulierStore *self, GAsyncResult *result, GError **error);
void haulier_store_create_job_async (HaulierStore *self,
                                     const HaulierJob *job,
                                     GPtrArray *files,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
gboolean haulier_store_create_job_finish (HaulierStore *self,
                                          GAsyncResult *result,
                                          guint64 *out_sequence,
                                          GError **error);
void haulier_store_add_files_async (HaulierStore *self,
                                    const HaulierJob *job,
                                    GPtrArray *files,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
gboolean haulier_store_add_files_finish (HaulierStore *self, GAsyncResult *result, GError **error);
void haulier_store_remove_jobs_async (HaulierStore *self,
                                      const char *const *ids,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data);
gboolean
haulier_store_remove_jobs_finish (HaulierStore *self, GAsyncResult *result, GError **error);

void haulier_store_load_files_async (HaulierStore *self,
                                     const char *id,
                                     guint first,
                                     guint count,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
GPtrArray *
haulier_store_load_files_finish (HaulierStore *self, GAsyncResult *result, GError **error);
void haulier_store_list_unsynced_async (HaulierStore *self,
                                        GAsyncReadyCallback callback,
                                        gpointer user_data);
GPtrArray *
haulier_store_list_unsynced_finish (HaulierStore *self, GAsyncResult *result, GError **error);
void haulier_store_load_trace_async (HaulierStore *self,
                                     const char *id,
                                     guint64 after,
                                     guint count,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
GPtrArray *
haulier_store_load_trace_finish (HaulierStore *self, GAsyncResult *result, GError **error);

G_END_DECLS
