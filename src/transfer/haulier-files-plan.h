/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* How many files of a job are fetched at once, from what more of them at once bring. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _HaulierFilesPlan HaulierFilesPlan;

HaulierFilesPlan *haulier_files_plan_new (guint usual, guint most);
void haulier_files_plan_free (HaulierFilesPlan *plan);
guint haulier_files_plan_step (HaulierFilesPlan *plan, gint64 now, guint64 n_received);
gboolean haulier_files_plan_turned_away (HaulierFilesPlan *plan, gint64 now, guint beside);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HaulierFilesPlan, haulier_files_plan_free)

G_END_DECLS
