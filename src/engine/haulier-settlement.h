/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Settles the files of a job that does not move any more: final names for what is complete, the
 * rest deleted. */
#pragma once

#include "haulier-job-workers.h"
#include "haulier-store.h"

G_BEGIN_DECLS

void haulier_settlement_run_async (HaulierStore *store,
                                   HaulierWorkerPool *pool,
                                   const HaulierJob *job,
                                   gboolean complete,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
gboolean haulier_settlement_run_finish (GAsyncResult *result,
                                        guint *out_n_dropped,
                                        guint *out_n_left,
                                        GError **error);

G_END_DECLS
