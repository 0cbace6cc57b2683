/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Makes the cells and rows of the list as it needs them. */
#pragma once

#include <gtk/gtk.h>

#include "haulier-job-column.h"

G_BEGIN_DECLS

GtkListItemFactory *haulier_job_factory_new_cells (const HaulierJobColumn *column);
GtkListItemFactory *haulier_job_factory_new_rows (void);

G_END_DECLS
