/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* The sidebar: the queue, all jobs or one group of them, each with its number; and accounts. */
#pragma once

#include "haulier-account-section.h"

G_BEGIN_DECLS

/**
 * HaulierQueue:
 *
 * Which jobs the list shows, in the order of the sidebar.
 */
typedef enum
{
  HAULIER_QUEUE_ALL,
  HAULIER_QUEUE_ACTIVE,
  HAULIER_QUEUE_WAITING,
  HAULIER_QUEUE_ATTENTION,
  HAULIER_QUEUE_FINISHED,
} HaulierQueue;

#define HAULIER_QUEUE_COUNT (HAULIER_QUEUE_FINISHED + 1)

#define HAULIER_TYPE_QUEUE (haulier_queue_get_type ())
GType haulier_queue_get_type (void);

#define HAULIER_TYPE_SIDEBAR (haulier_sidebar_get_type ())
G_DECLARE_FINAL_TYPE (HaulierSidebar, haulier_sidebar, HAULIER, SIDEBAR, AdwBin)

/* Property `queue`: the one selected. Signal `activated`: a person chose a row, even the same. */

HaulierQueue haulier_sidebar_get_queue (HaulierSidebar *self);
void haulier_sidebar_set_queue (HaulierSidebar *self, HaulierQueue queue);
HaulierAccountSection *haulier_sidebar_get_accounts (HaulierSidebar *self);
char *haulier_sidebar_dup_title (HaulierSidebar *self);
void haulier_sidebar_set_count (HaulierSidebar *self, HaulierQueue queue, guint count);

G_END_DECLS
