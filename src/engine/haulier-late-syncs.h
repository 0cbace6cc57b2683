/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Has complete files synced whose worker could not report that it had done so. */
#pragma once

#include <glib-object.h>

#include "haulier-job-workers.h"
#include "haulier-store.h"

G_BEGIN_DECLS

#define HAULIER_TYPE_LATE_SYNCS (haulier_late_syncs_get_type ())
G_DECLARE_FINAL_TYPE (HaulierLateSyncs, haulier_late_syncs, HAULIER, LATE_SYNCS, GObject)

/**
 * HaulierLateSyncsLookup:
 *
 * Returns: (transfer none) (nullable): the job of that id, when there still is one
 */
typedef const HaulierJob *(*HaulierLateSyncsLookup) (const char *id, gpointer user_data);

HaulierLateSyncs *haulier_late_syncs_new (HaulierStore *store,
                                          HaulierWorkerPool *pool,
                                          HaulierLateSyncsLookup lookup,
                                          gpointer user_data);
void haulier_late_syncs_look (HaulierLateSyncs *self);
void haulier_late_syncs_stop (HaulierLateSyncs *self);

G_END_DECLS
