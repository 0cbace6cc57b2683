/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* One step of what happened to a job. */
#include "config.h"

#include "haulier-trace-record.h"

/**
 * haulier_trace_record_new:
 * @time: microseconds since 1970
 * @file_index: the file, or %HAULIER_FAILURE_NO_FILE
 * @kind: a word with hyphens
 * @text: a sentence
 * @details: (nullable): `a{sv}`; a floating one is taken
 *
 * Returns: (transfer full): the record
 */
HaulierTraceRecord *
haulier_trace_record_new (gint64 time,
                          guint file_index,
                          const char *kind,
                          const char *text,
                          GVariant *details)
{
  HaulierTraceRecord *record = g_new0 (HaulierTraceRecord, 1);

  record->time = time;
  record->file_index = file_index;
  record->kind = g_strdup (kind);
  record->text = g_strdup (text);
  record->details = details != NULL ? g_variant_ref_sink (details) : NULL;
  return record;
}

/**
 * haulier_trace_record_free:
 * @record: (nullable): a record
 */
void
haulier_trace_record_free (HaulierTraceRecord *record)
{
  if (record == NULL)
    return;
  g_free (record->kind);
  g_free (record->text);
  g_clear_pointer (&record->details, g_variant_unref);
  g_free (record);
}
