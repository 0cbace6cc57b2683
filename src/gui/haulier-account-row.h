/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* A row of the sidebar: an account, whether there is something to mind about it, its number. */
#pragma once

#include <gtk/gtk.h>

#include "haulier-account-item.h"

G_BEGIN_DECLS

#define HAULIER_TYPE_ACCOUNT_ROW (haulier_account_row_get_type ())
G_DECLARE_FINAL_TYPE (HaulierAccountRow, haulier_account_row, HAULIER, ACCOUNT_ROW, GtkListBoxRow)

GtkWidget *haulier_account_row_new (HaulierAccountItem *item);
HaulierAccountItem *haulier_account_row_get_item (HaulierAccountRow *self);
void haulier_account_row_set_count (HaulierAccountRow *self, guint count);

G_END_DECLS
