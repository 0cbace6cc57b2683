/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* The window with the keys. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void haulier_shortcuts_present (GtkWindow *parent);

G_END_DECLS
