/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* The jobs of every engine as one list: a GListModel of HaulierJobItem. */
#pragma once

#include "haulier-engines.h"
#include "haulier-job-list.h"

G_BEGIN_DECLS

#define HAULIER_TYPE_ALL_JOBS (haulier_all_jobs_get_type ())
G_DECLARE_FINAL_TYPE (HaulierAllJobs, haulier_all_jobs, HAULIER, ALL_JOBS, GObject)

/* Property `loading`: whether a first snapshot is still coming in.
 * Signal `changed` (item): a job that was in the list before has a new row. */

HaulierAllJobs *haulier_all_jobs_new (HaulierEngines *engines);
gboolean haulier_all_jobs_is_loading (HaulierAllJobs *self);
HaulierJobItem *haulier_all_jobs_lookup (HaulierAllJobs *self, const char *id);
gboolean haulier_all_jobs_contains (HaulierAllJobs *self, HaulierJobItem *item);
GPtrArray *haulier_all_jobs_list_of (HaulierAllJobs *self, HaulierAccountItem *account);
guint haulier_all_jobs_count (HaulierAllJobs *self, HaulierJobGroup group);

G_END_DECLS
