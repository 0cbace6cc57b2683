/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Many jobs in order of creation, found by id and by place, and counted by group. */
#pragma once

#include "haulier-account-list.h"
#include "haulier-job-item.h"

G_BEGIN_DECLS

typedef struct _HaulierJobIndex HaulierJobIndex;

HaulierJobIndex *haulier_job_index_new (HaulierClient *client, HaulierAccountList *accounts);
void haulier_job_index_free (HaulierJobIndex *self);
guint haulier_job_index_get_length (HaulierJobIndex *self);
HaulierJobItem *haulier_job_index_get (HaulierJobIndex *self, guint position);
HaulierJobItem *haulier_job_index_lookup (HaulierJobIndex *self, const char *id);
guint haulier_job_index_position (HaulierJobIndex *self, guint64 sequence);
guint haulier_job_index_count (HaulierJobIndex *self, HaulierJobGroup group);
void haulier_job_index_insert (HaulierJobIndex *self, guint position, HaulierJob *job);
void haulier_job_index_update (HaulierJobIndex *self, HaulierJobItem *item, HaulierJob *job);
GArray *haulier_job_index_forget (HaulierJobIndex *self, const char *const *ids);
void haulier_job_index_remove_range (HaulierJobIndex *self, guint position, guint length);
void haulier_job_index_remove_positions (HaulierJobIndex *self, GArray *positions);
guint haulier_job_index_count_stretches (GArray *positions);

G_END_DECLS
