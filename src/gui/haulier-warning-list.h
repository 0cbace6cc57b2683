/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* What to mind: a sentence each, how bad it is, why, and a button that does something about it. */
#pragma once

#include <gtk/gtk.h>

#include "haulier-plan-item.h"

G_BEGIN_DECLS

#define HAULIER_TYPE_WARNING_LIST (haulier_warning_list_get_type ())
G_DECLARE_FINAL_TYPE (HaulierWarningList, haulier_warning_list, HAULIER, WARNING_LIST, GtkBox)

/* Signal `fix` (text, GVariant): an action and its arguments, see HaulierFix. */

void haulier_warning_list_clear (HaulierWarningList *self);
void
haulier_warning_list_add (HaulierWarningList *self, GPtrArray *warnings, const char *const *fixes);
GtkWidget *haulier_warning_list_new_why (const char *requirements, const char *source);

G_END_DECLS
