/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* The workers that run: started on demand, ended when idle, replaced when they die. */
#pragma once

#include <gio/gio.h>

#include "haulier-identity-finder.h"
#include "haulier-worker-launcher.h"
#include "haulier-worker-link-calls.h"

G_BEGIN_DECLS

#define HAULIER_TYPE_WORKER_POOL (haulier_worker_pool_get_type ())
G_DECLARE_FINAL_TYPE (HaulierWorkerPool, haulier_worker_pool, HAULIER, WORKER_POOL, GObject)

HaulierWorkerPool *haulier_worker_pool_new (HaulierIdentityFinder *identities);
HaulierIdentityFinder *haulier_worker_pool_get_identities (HaulierWorkerPool *self);
void haulier_worker_pool_configure (HaulierWorkerPool *self, GVariant *settings);
void haulier_worker_pool_acquire_async (HaulierWorkerPool *self,
                                        HaulierSecurityContext *context,
                                        HaulierWorkerProgram program,
                                        GAsyncReadyCallback callback,
                                        gpointer user_data);
HaulierWorkerLink *
haulier_worker_pool_acquire_finish (HaulierWorkerPool *self, GAsyncResult *result, GError **error);
void haulier_worker_pool_release (HaulierWorkerPool *self, HaulierWorkerLink *worker);

G_END_DECLS
