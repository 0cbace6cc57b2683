/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* A job as a front end shows it: every field of its row as a property, and what is said of it. */
#pragma once

#include <glib-object.h>

#include "haulier-account-item.h"
#include "haulier-client.h"
#include "haulier-job-facts.h"

G_BEGIN_DECLS

#define HAULIER_TYPE_JOB_ITEM (haulier_job_item_get_type ())
G_DECLARE_FINAL_TYPE (HaulierJobItem, haulier_job_item, HAULIER, JOB_ITEM, GObject)

/* Properties (all read-only): id sequence name type state priority origin waiting owner address
 * path bytes-transferred bytes-total files-transferred files-total speed created modified completed
 * retry-at error-code error-message connections; and said of them: group state-text progress
 * time-left owner-label. */

HaulierJobItem *haulier_job_item_new (HaulierJob *job);
void
haulier_job_item_place (HaulierJobItem *self, HaulierClient *client, HaulierAccountItem *owner);
HaulierClient *haulier_job_item_get_client (HaulierJobItem *self);
HaulierAccountItem *haulier_job_item_get_owner (HaulierJobItem *self);
void haulier_job_item_update (HaulierJobItem *self, HaulierJob *job);
const HaulierJob *haulier_job_item_get_job (HaulierJobItem *self);
const char *haulier_job_item_get_id (HaulierJobItem *self);
HaulierJobGroup haulier_job_item_get_group (HaulierJobItem *self);
double haulier_job_item_get_progress (HaulierJobItem *self);
gint64 haulier_job_item_get_time_left (HaulierJobItem *self);
char *haulier_job_item_dup_state_text (HaulierJobItem *self);
gboolean haulier_job_item_is_counting_down (HaulierJobItem *self);
void haulier_job_item_tick (HaulierJobItem *self);
gboolean haulier_job_item_can_take (HaulierJobItem *self);
gboolean haulier_job_item_can (HaulierJobItem *self, HaulierJobAction action);

G_END_DECLS
