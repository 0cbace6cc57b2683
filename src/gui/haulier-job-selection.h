/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* What the list shows and what of it is selected: jobs, filtered, sorted. */
#pragma once

#include "haulier-job-filter.h"

G_BEGIN_DECLS

#define HAULIER_TYPE_JOB_SELECTION (haulier_job_selection_get_type ())
G_DECLARE_FINAL_TYPE (HaulierJobSelection, haulier_job_selection, HAULIER, JOB_SELECTION, GObject)

/* Signals: `changed`: others are selected; `shown-changed`: others are in the list. */

HaulierJobSelection *haulier_job_selection_new (void);
void haulier_job_selection_set_jobs (HaulierJobSelection *self, GListModel *jobs);
void haulier_job_selection_set_sorter (HaulierJobSelection *self, GtkSorter *sorter);
void haulier_job_selection_set_live (HaulierJobSelection *self, gboolean live);
GtkSelectionModel *haulier_job_selection_get_model (HaulierJobSelection *self);
HaulierJobFilter *haulier_job_selection_get_filter (HaulierJobSelection *self);
guint haulier_job_selection_count_shown (HaulierJobSelection *self);
guint haulier_job_selection_count_selected (HaulierJobSelection *self);
GPtrArray *haulier_job_selection_list_selected (HaulierJobSelection *self);
HaulierJobItem *haulier_job_selection_get_only_selected (HaulierJobSelection *self);
gboolean haulier_job_selection_offers (HaulierJobItem *item, HaulierJobAction action);
gboolean haulier_job_selection_can (HaulierJobSelection *self, HaulierJobAction action);
void haulier_job_selection_select_all (HaulierJobSelection *self);
gboolean
haulier_job_selection_find (HaulierJobSelection *self, HaulierJobItem *item, guint *out_position);

G_END_DECLS
