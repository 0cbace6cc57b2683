/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Checks the targets of new files as the identity that will write them. */
#pragma once

#include "haulier-file.h"
#include "haulier-job-workers.h"

G_BEGIN_DECLS

void haulier_target_check_async (HaulierWorkerPool *pool,
                                 const HaulierJob *job,
                                 GPtrArray *files,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
gboolean haulier_target_check_finish (GAsyncResult *result, GError **error);

G_END_DECLS
