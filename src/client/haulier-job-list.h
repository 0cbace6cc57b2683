/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* The jobs of one engine: a GListModel of HaulierJobItem in order of creation, kept up to date. */
#pragma once

#include "haulier-account-list.h"
#include "haulier-client.h"
#include "haulier-job-item.h"

G_BEGIN_DECLS

#define HAULIER_TYPE_JOB_LIST (haulier_job_list_get_type ())
G_DECLARE_FINAL_TYPE (HaulierJobList, haulier_job_list, HAULIER, JOB_LIST, GObject)

/* Property `loading`: whether the first snapshot is still coming in.
 * Signal `changed` (item): a job that was in the list before has a new row. */

HaulierJobList *haulier_job_list_new (HaulierClient *client, HaulierAccountList *accounts);
gboolean haulier_job_list_is_loading (HaulierJobList *self);
HaulierJobItem *haulier_job_list_lookup (HaulierJobList *self, const char *id);
gboolean haulier_job_list_find (HaulierJobList *self, HaulierJobItem *item, guint *out_position);
guint haulier_job_list_count (HaulierJobList *self, HaulierJobGroup group);

G_END_DECLS
