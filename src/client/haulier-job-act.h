/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* One thing done to many jobs, whichever engines they are in. */
#pragma once

#include "haulier-client-calls.h"
#include "haulier-engines.h"
#include "haulier-job-item.h"

G_BEGIN_DECLS

void haulier_job_act_async (GPtrArray *items,
                            HaulierJobAction action,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data);
void haulier_job_act_on_own_async (HaulierEngines *engines,
                                   HaulierJobAction action,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
GPtrArray *haulier_job_act_finish (GAsyncResult *result, GError **error);

G_END_DECLS
