/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Has complete files synced whose worker could not report that it had done so. */
#pragma once

#include <glib-object.h>

#include "haulier-store.h"
#include "haulier-worker-pool.h"

G_BEGIN_DECLS

#define HAULIER_TYPE_LATE_SYNCS (haulier_late_syncs_get_type ())
G_DECLARE_FINAL_TYPE (HaulierLateSyncs, haulier_late_syncs, HAULIER, LATE_SYNCS, GObject)

HaulierLateSyncs *haulier_late_syncs_new (HaulierStore *store, HaulierWorkerPool *pool);
void haulier_late_syncs_look (HaulierLateSyncs *self);

G_END_DECLS
