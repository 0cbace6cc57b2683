/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Keeps a list that shows its beginning at its beginning when rows come in above. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void haulier_list_top_keep (GtkWidget *list, GListModel *model);

G_END_DECLS
