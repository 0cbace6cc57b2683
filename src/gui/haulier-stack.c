/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Shows one page of a stack and hides the others, from screen readers and clocks too. */
#include "config.h"

#include "haulier-stack.h"

/**
 * haulier_stack_show:
 * @stack: a stack without transitions
 * @name: of a page
 *
 * Shows a page. The toolkit only draws no other one: a spinner on it goes on ticking, and a screen
 * reader reads it out.
 */
void
haulier_stack_show (GtkStack *stack, const char *name)
{
  GtkWidget *shown = gtk_stack_get_child_by_name (stack, name);

  g_return_if_fail (shown != NULL);

  gtk_widget_set_visible (shown, TRUE);
  gtk_stack_set_visible_child (stack, shown);
  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (stack)); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    gtk_widget_set_visible (child, child == shown);
}
