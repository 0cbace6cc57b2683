/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Labels with sentences: they wrap, and a code or an address in them gets no hyphen. */
#include "config.h"

#include "haulier-text-label.h"

/**
 * haulier_text_label_new:
 * @text: a sentence, or more
 *
 * Returns: (transfer floating): a label for it, as wide as there is room
 */
GtkWidget *
haulier_text_label_new (const char *text)
{
  g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();
  GtkWidget *label = gtk_label_new (text);

  pango_attr_list_insert (attributes, pango_attr_insert_hyphens_new (FALSE));
  gtk_label_set_attributes (GTK_LABEL (label), attributes);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_widget_set_hexpand (label, TRUE);
  return label;
}
