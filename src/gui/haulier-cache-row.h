/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* A row for the name of the Kerberos cache whose tickets go with a lent identity. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define HAULIER_TYPE_CACHE_ROW (haulier_cache_row_get_type ())
G_DECLARE_FINAL_TYPE (HaulierCacheRow, haulier_cache_row, HAULIER, CACHE_ROW, AdwEntryRow)

GtkWidget *haulier_cache_row_new (void);
GVariant *haulier_cache_row_get_options (HaulierCacheRow *self);

G_END_DECLS
