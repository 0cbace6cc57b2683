/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* The details of the selected job: overview, files, trace, and what can be done to it. */
#pragma once

#include <adwaita.h>

#include "haulier-job-item.h"
#include "haulier-speed-log.h"

G_BEGIN_DECLS

#define HAULIER_TYPE_DETAILS (haulier_details_get_type ())
G_DECLARE_FINAL_TYPE (HaulierDetails, haulier_details, HAULIER, DETAILS, AdwBin)

/* Property `folded`: the details are a page of their own, with a way back.
 * Signals: `back`; `message` (text): something to tell in passing. */

void haulier_details_setup (HaulierDetails *self, HaulierSpeedLog *log);
void haulier_details_show (HaulierDetails *self, HaulierJobItem *item, guint n_selected);
void haulier_details_job_changed (HaulierDetails *self, HaulierJobItem *item);

G_END_DECLS
