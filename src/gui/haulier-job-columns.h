/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* The columns of the list as the toolkit has them: made from the table, shown as there is room. */
#pragma once

#include "haulier-job-order.h"

G_BEGIN_DECLS

GPtrArray *haulier_job_columns_add (GtkColumnView *view, HaulierJobOrder *order);
void haulier_job_columns_adapt (GPtrArray *columns, int width, gboolean several_owners);

G_END_DECLS
