/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Labels with sentences: they wrap, and a code or an address in them gets no hyphen. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

GtkWidget *haulier_text_label_new (const char *text);

G_END_DECLS
