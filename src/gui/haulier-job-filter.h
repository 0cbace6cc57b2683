/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Which jobs the list shows: a part of the queue, an account's, those with a text, and none that is
 * being removed. */
#pragma once

#include <gtk/gtk.h>

#include "haulier-job-item.h"
#include "haulier-sidebar.h"

G_BEGIN_DECLS

#define HAULIER_TYPE_JOB_FILTER (haulier_job_filter_get_type ())
G_DECLARE_FINAL_TYPE (HaulierJobFilter, haulier_job_filter, HAULIER, JOB_FILTER, GtkFilter)

HaulierJobFilter *haulier_job_filter_new (void);
void haulier_job_filter_set_queue (HaulierJobFilter *self, HaulierQueue queue);
void haulier_job_filter_set_account (HaulierJobFilter *self, HaulierAccountItem *account);
void haulier_job_filter_set_text (HaulierJobFilter *self, const char *text);
gboolean haulier_job_filter_has_text (HaulierJobFilter *self);
void haulier_job_filter_hide (HaulierJobFilter *self, GPtrArray *items);
void haulier_job_filter_show (HaulierJobFilter *self, GPtrArray *items);
guint haulier_job_filter_count_hidden (HaulierJobFilter *self,
                                       HaulierQueue queue,
                                       HaulierAccountItem *account);
gboolean haulier_job_filter_depends_on_state (HaulierJobFilter *self);
gboolean haulier_job_filter_matches (HaulierJobFilter *self, HaulierJobItem *item);
HaulierQueue haulier_queue_of (HaulierJobGroup group);
HaulierJobGroup haulier_queue_get_group (HaulierQueue queue);

G_END_DECLS
