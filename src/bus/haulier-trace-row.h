/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Trace rows: a step of a job on the bus. */
#pragma once

#include <gio/gio.h>

#include "haulier-trace-record.h"

G_BEGIN_DECLS

#define HAULIER_TRACE_ROW_SIGNATURE "(txussa{sv})"
#define HAULIER_TRACE_ROW_TYPE G_VARIANT_TYPE (HAULIER_TRACE_ROW_SIGNATURE)
#define HAULIER_TRACE_ROWS_TYPE G_VARIANT_TYPE ("a" HAULIER_TRACE_ROW_SIGNATURE)

GVariant *haulier_trace_row_new (const HaulierTraceRecord *record);
HaulierTraceRecord *haulier_trace_row_read (GVariant *row);

G_END_DECLS
