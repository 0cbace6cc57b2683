/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* One row of the access plan: what is touched, used as whom, with what, and why. */
#pragma once

#include <adwaita.h>

#include "haulier-plan-item.h"

G_BEGIN_DECLS

#define HAULIER_TYPE_ACCESS_ROW (haulier_access_row_get_type ())
G_DECLARE_FINAL_TYPE (HaulierAccessRow, haulier_access_row, HAULIER, ACCESS_ROW, GtkListBoxRow)

/* Signals: `edit`: a person wants to change what decides this row; `fix` as of HaulierWarningList.
 */

GtkWidget *haulier_access_row_new (HaulierPlanItem *item, gboolean editable, gboolean fixable);
HaulierPlanItem *haulier_access_row_get_item (HaulierAccessRow *self);
void haulier_access_row_set_extra (HaulierAccessRow *self, GtkWidget *widget);
void haulier_access_row_set_wide (HaulierAccessRow *self, gboolean wide);

G_END_DECLS
