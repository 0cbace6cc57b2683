/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* The about window, with what one needs to know to help. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

char *haulier_about_dup_troubleshooting (void);
void haulier_about_present (GtkWindow *parent);

G_END_DECLS
