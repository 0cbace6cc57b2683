/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Trace rows: a step of a job on the bus. */
#include "config.h"

#include "haulier-trace-row.h"

/**
 * haulier_trace_row_new:
 * @record: a record
 *
 * Returns: (transfer floating): its row, of %HAULIER_TRACE_ROW_TYPE
 */
GVariant *
haulier_trace_row_new (const HaulierTraceRecord *record)
{
  return g_variant_new ("(txuss@a{sv})",
                        record->sequence,
                        record->time,
                        record->file_index,
                        record->kind,
                        record->text,
                        record->details != NULL ? record->details : g_variant_new ("a{sv}", NULL));
}

/**
 * haulier_trace_row_read:
 * @row: a row of %HAULIER_TRACE_ROW_TYPE
 *
 * Returns: (transfer full): the record
 */
HaulierTraceRecord *
haulier_trace_row_read (GVariant *row)
{
  g_autoptr (GVariant) details = NULL;
  HaulierTraceRecord *record = NULL;
  const char *kind = NULL;
  const char *text = NULL;
  guint64 sequence = 0;
  gint64 time = 0;
  guint32 file_index = 0;

  g_variant_get (row, "(txu&s&s@a{sv})", &sequence, &time, &file_index, &kind, &text, &details);
  record = haulier_trace_record_new (time, file_index, kind, text, details);
  record->sequence = sequence;
  return record;
}
