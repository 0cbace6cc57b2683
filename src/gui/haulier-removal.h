/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Jobs that a person removed, as long as it can be undone: hidden, but the engine does not know. */
#pragma once

#include <adwaita.h>

#include "haulier-all-jobs.h"
#include "haulier-job-filter.h"

G_BEGIN_DECLS

#define HAULIER_TYPE_REMOVAL (haulier_removal_get_type ())
G_DECLARE_FINAL_TYPE (HaulierRemoval, haulier_removal, HAULIER, REMOVAL, GObject)

/* Signals: `changed`: other jobs are hidden; `refused` (message): the engine keeps a job. */

HaulierRemoval *
haulier_removal_new (HaulierAllJobs *jobs, HaulierJobFilter *filter, AdwToastOverlay *toasts);
void haulier_removal_begin (HaulierRemoval *self, GPtrArray *items);
void haulier_removal_undo (HaulierRemoval *self);
void haulier_removal_commit (HaulierRemoval *self);

G_END_DECLS
