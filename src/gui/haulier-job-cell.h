/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* One cell of the list: what a column says of a job, kept up to date in place. */
#pragma once

#include <gtk/gtk.h>

#include "haulier-job-column.h"

G_BEGIN_DECLS

#define HAULIER_TYPE_JOB_CELL (haulier_job_cell_get_type ())
G_DECLARE_FINAL_TYPE (HaulierJobCell, haulier_job_cell, HAULIER, JOB_CELL, GtkWidget)

GtkWidget *haulier_job_cell_new (const HaulierJobColumn *column);
HaulierJobItem *haulier_job_cell_get_item (HaulierJobCell *self);
void haulier_job_cell_set_item (HaulierJobCell *self, HaulierJobItem *item);

G_END_DECLS
