/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* The methods of the engine about one job. */
#pragma once

#include "haulier-client.h"
#include "haulier-file.h"
#include "haulier-job.h"
#include "haulier-trace-record.h"

G_BEGIN_DECLS

void haulier_client_get_details_async (HaulierClient *self,
                                       const char *id,
                                       GCancellable *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data);
HaulierJob *haulier_client_get_details_finish (HaulierClient *self,
                                               GAsyncResult *result,
                                               GVariant **out_details,
                                               GError **error);
void haulier_client_get_files_async (HaulierClient *self,
                                     const char *id,
                                     guint first,
                                     guint count,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
GPtrArray *
haulier_client_get_files_finish (HaulierClient *self, GAsyncResult *result, GError **error);
void haulier_client_get_trace_async (HaulierClient *self,
                                     const char *id,
                                     guint64 after,
                                     guint count,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
GPtrArray *
haulier_client_get_trace_finish (HaulierClient *self, GAsyncResult *result, GError **error);
void haulier_client_set_async (HaulierClient *self,
                               const char *id,
                               GVariant *settings,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
gboolean haulier_client_set_finish (HaulierClient *self, GAsyncResult *result, GError **error);
void haulier_client_take_ownership_async (HaulierClient *self,
                                          const char *id,
                                          GCancellable *cancellable,
                                          GAsyncReadyCallback callback,
                                          gpointer user_data);
gboolean
haulier_client_take_ownership_finish (HaulierClient *self, GAsyncResult *result, GError **error);

G_END_DECLS
