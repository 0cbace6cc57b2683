/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Job rows: a job as it stands in lists and changes on the bus. */
#pragma once

#include <gio/gio.h>

#include "haulier-job.h"

G_BEGIN_DECLS

#define HAULIER_JOB_ROW_SIGNATURE "(tssyyyyyssayttuutxxxxuysa{sv})"
#define HAULIER_JOB_ROW_TYPE G_VARIANT_TYPE (HAULIER_JOB_ROW_SIGNATURE)
#define HAULIER_JOB_ROWS_TYPE G_VARIANT_TYPE ("a" HAULIER_JOB_ROW_SIGNATURE)

GVariant *haulier_job_row_new (const HaulierJob *job);
HaulierJob *haulier_job_row_read (GVariant *row);

G_END_DECLS
