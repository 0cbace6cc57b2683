/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* The files of one job that one worker has for another one, which transfers into them. */
#pragma once

#include <gio/gio.h>

#include "haulier-job.h"
#include "haulier-worker-link-calls.h"

G_BEGIN_DECLS

typedef struct _HaulierFileService HaulierFileService;

HaulierFileService *haulier_file_service_new (HaulierWorkerLink *files,
                                              const HaulierJob *job,
                                              int *out_channel,
                                              GError **error);
void haulier_file_service_free (HaulierFileService *service);
void haulier_file_service_add_async (HaulierFileService *service,
                                     GVariant *orders,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
gboolean haulier_file_service_add_finish (GAsyncResult *result, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HaulierFileService, haulier_file_service_free)

G_END_DECLS
