/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Job tables: many jobs on the bus, column by column. */
#pragma once

#include <gio/gio.h>

#include "haulier-job.h"

G_BEGIN_DECLS

GVariant *haulier_job_table_new (GPtrArray *jobs);
GPtrArray *haulier_job_table_read (GVariant *table);

G_END_DECLS
