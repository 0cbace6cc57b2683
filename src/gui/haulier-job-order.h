/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* The order of the list: a sorter for each column, and which of them a person chose. */
#pragma once

#include <gtk/gtk.h>

#include "haulier-job-column.h"

G_BEGIN_DECLS

typedef struct _HaulierJobOrder HaulierJobOrder;

HaulierJobOrder *haulier_job_order_new (void);
void haulier_job_order_free (HaulierJobOrder *self);
GtkSorter *haulier_job_order_get_sorter (HaulierJobOrder *self, guint column);
gint haulier_job_order_find (HaulierJobOrder *self, GtkSorter *sorter, gboolean *out_descending);

G_END_DECLS
