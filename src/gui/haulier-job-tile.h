/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* One row of the list where there is no room for columns: name, a line of state, a thin bar. */
#pragma once

#include <gtk/gtk.h>

#include "haulier-job-item.h"

G_BEGIN_DECLS

#define HAULIER_TYPE_JOB_TILE (haulier_job_tile_get_type ())
G_DECLARE_FINAL_TYPE (HaulierJobTile, haulier_job_tile, HAULIER, JOB_TILE, GtkWidget)

GtkWidget *haulier_job_tile_new (void);
HaulierJobItem *haulier_job_tile_get_item (HaulierJobTile *self);
void haulier_job_tile_set_item (HaulierJobTile *self, HaulierJobItem *item);

G_END_DECLS
