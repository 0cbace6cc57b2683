/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Shows one page of a stack and hides the others, from screen readers and clocks too. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void haulier_stack_show (GtkStack *stack, const char *name);

G_END_DECLS
