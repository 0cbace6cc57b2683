/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* One file in the list of a job's files: name, how far, and why it failed. */
#pragma once

#include <gtk/gtk.h>

#include "haulier-file-item.h"

G_BEGIN_DECLS

#define HAULIER_TYPE_FILE_TILE (haulier_file_tile_get_type ())
G_DECLARE_FINAL_TYPE (HaulierFileTile, haulier_file_tile, HAULIER, FILE_TILE, GtkWidget)

GtkListItemFactory *haulier_file_tile_new_factory (void);

G_END_DECLS
