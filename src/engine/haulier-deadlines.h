/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Many deadlines, one timer. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _HaulierDeadlines HaulierDeadlines;
typedef void (*HaulierDeadlineFunc) (gpointer item, gpointer user_data);

HaulierDeadlines *haulier_deadlines_new (HaulierDeadlineFunc func, gpointer user_data);
void haulier_deadlines_free (HaulierDeadlines *deadlines);
GSequenceIter *haulier_deadlines_add (HaulierDeadlines *deadlines, gint64 due, gpointer item);
void haulier_deadlines_remove (HaulierDeadlines *deadlines, GSequenceIter *iter);

G_END_DECLS
