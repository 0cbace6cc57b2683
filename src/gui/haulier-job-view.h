/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* The list of jobs: columns where there is room for them, else rows; sorted, filtered, selected. */
#pragma once

#include <gtk/gtk.h>

#include "haulier-job-selection.h"

G_BEGIN_DECLS

#define HAULIER_TYPE_JOB_VIEW (haulier_job_view_get_type ())
G_DECLARE_FINAL_TYPE (HaulierJobView, haulier_job_view, HAULIER, JOB_VIEW, GtkWidget)

/* Property `menu-model`: what can be done to the selected jobs.
 * Signals: `job-activated` (HaulierJobItem): a person wants to see more of it or open it;
 * `job-tapped` (HaulierJobItem): a person pointed at a row where there is no room for columns. */

HaulierJobSelection *haulier_job_view_get_selection (HaulierJobView *self);
void haulier_job_view_select (HaulierJobView *self, HaulierJobItem *item);
void haulier_job_view_job_changed (HaulierJobView *self, HaulierJobItem *item);
const char *haulier_job_view_get_order (HaulierJobView *self, gboolean *out_descending);
void haulier_job_view_set_order (HaulierJobView *self, const char *column, gboolean descending);
void haulier_job_view_set_several_owners (HaulierJobView *self, gboolean several_owners);
void haulier_job_view_focus (HaulierJobView *self);

G_END_DECLS
