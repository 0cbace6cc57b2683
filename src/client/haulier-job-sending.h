/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* A request on its way to the engine: parcel by parcel, and there whole or not at all. */
#pragma once

#include "haulier-client.h"
#include "haulier-job-request.h"
#include "haulier-job.h"

G_BEGIN_DECLS

void haulier_client_create_job_async (HaulierClient *self,
                                      HaulierJobRequest *request,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data);
HaulierJob *
haulier_client_create_job_finish (HaulierClient *self, GAsyncResult *result, GError **error);
void haulier_client_add_files_async (HaulierClient *self,
                                     const char *id,
                                     HaulierJobRequest *request,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
gboolean
haulier_client_add_files_finish (HaulierClient *self, GAsyncResult *result, GError **error);

G_END_DECLS
