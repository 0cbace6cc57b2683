/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* The window with the keys. */
#include "config.h"

#include "haulier-shortcuts.h"

/**
 * haulier_shortcuts_present:
 * @parent: the window it belongs to
 *
 * Shows the keys. The toolkit would make this window with the parent and keep it hidden; GTK 4.8
 * then ends with a crash when a screen reader asks for a dialog that was closed just now.
 */
void
haulier_shortcuts_present (GtkWindow *parent)
{
  g_autoptr (GtkBuilder) builder
      = gtk_builder_new_from_resource ("/org/haulier/Haulier/haulier-shortcuts.ui");
  GtkWindow *window = GTK_WINDOW (gtk_builder_get_object (builder, "help_overlay"));

  gtk_window_set_transient_for (window, parent);
  gtk_window_present (window);
}
