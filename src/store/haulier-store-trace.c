/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Rows of the trace. */
#include "config.h"

#include "haulier-store-trace-private.h"

#include "haulier-store-row-private.h"
#include "haulier-store.h"

static gboolean
get_last (HaulierStoreConnection *connection, guint64 sequence, guint64 *out_last, GError **error)
{
  sqlite3_stmt *statement
      = haulier_store_connection_prepare (connection, HAULIER_STATEMENT_TRACE_LAST, error);
  gboolean row = FALSE;

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, (gint64) sequence);
  if (!haulier_store_connection_next (connection, statement, "read the trace", &row, error))
    return FALSE;
  *out_last = row ? (guint64) sqlite3_column_int64 (statement, 0) : 0;
  sqlite3_reset (statement);
  return TRUE;
}

static gboolean
insert_record (HaulierStoreConnection *connection,
               guint64 sequence,
               guint64 number,
               const HaulierTraceRecord *record,
               GError **error)
{
  HaulierStoreRowWriter writer = { .statement = haulier_store_connection_prepare (
                                       connection, HAULIER_STATEMENT_TRACE_INSERT, error) };

  if (writer.statement == NULL)
    return FALSE;
  haulier_store_row_put_int (&writer, (gint64) sequence);
  haulier_store_row_put_int (&writer, (gint64) number);
  haulier_store_row_put_int (&writer, record->time);
  haulier_store_row_put_int (&writer, (gint) record->file_index);
  haulier_store_row_put_text (&writer, record->kind);
  haulier_store_row_put_text (&writer, record->text);
  haulier_store_row_put_variant (&writer, record->details);
  return haulier_store_connection_run (connection, writer.statement, "store the trace", error);
}

/* Appends records, and forgets the oldest ones above the limit. */
gboolean
haulier_store_trace_add (HaulierStoreConnection *connection,
                         guint64 sequence,
                         GPtrArray *records,
                         GError **error)
{
  guint first = records->len > HAULIER_STORE_TRACE_MAX_RECORDS_PER_JOB
                    ? records->len - HAULIER_STORE_TRACE_MAX_RECORDS_PER_JOB
                    : 0;
  sqlite3_stmt *trim = NULL;
  guint64 last = 0;

  if (!get_last (connection, sequence, &last, error))
    return FALSE;
  for (guint i = first; i < records->len; i++)
    {
      if (!insert_record (
              connection, sequence, last + i + 1, g_ptr_array_index (records, i), error))
        return FALSE;
    }
  last += records->len;
  if (last <= HAULIER_STORE_TRACE_MAX_RECORDS_PER_JOB)
    return TRUE;
  trim = haulier_store_connection_prepare (connection, HAULIER_STATEMENT_TRACE_TRIM, error);
  if (trim == NULL)
    return FALSE;
  sqlite3_bind_int64 (trim, 1, (gint64) sequence);
  sqlite3_bind_int64 (trim, 2, (gint64) (last - HAULIER_STORE_TRACE_MAX_RECORDS_PER_JOB));
  return haulier_store_connection_run (connection, trim, "store the trace", error);
}

static HaulierTraceRecord *
read_record (HaulierStoreRowReader *reader)
{
  HaulierTraceRecord *record = g_new0 (HaulierTraceRecord, 1);

  record->sequence = (guint64) haulier_store_row_get_int (reader);
  record->time = haulier_store_row_get_int (reader);
  record->file_index = (guint) haulier_store_row_get_int (reader);
  record->kind = haulier_store_row_dup_words (reader);
  record->text = haulier_store_row_dup_words (reader);
  record->details = haulier_store_row_get_variant (reader, G_VARIANT_TYPE_VARDICT);
  if (record->kind == NULL)
    record->kind = g_strdup ("");
  if (record->text == NULL)
    record->text = g_strdup ("");
  return record;
}

/* Returns: (transfer full) (element-type HaulierTraceRecord) (nullable): the records in order */
GPtrArray *
haulier_store_trace_list (HaulierStoreConnection *connection,
                          guint64 sequence,
                          guint64 after,
                          guint count,
                          GError **error)
{
  sqlite3_stmt *statement
      = haulier_store_connection_prepare (connection, HAULIER_STATEMENT_TRACE_LIST, error);
  g_autoptr (GPtrArray) records
      = g_ptr_array_new_with_free_func ((GDestroyNotify) haulier_trace_record_free);
  gboolean more = statement != NULL;

  if (statement == NULL)
    return NULL;
  sqlite3_bind_int64 (statement, 1, (gint64) sequence);
  sqlite3_bind_int64 (statement, 2, (gint64) MIN (after, (guint64) G_MAXINT64));
  sqlite3_bind_int64 (statement, 3, count > 0 ? (gint64) count : -1);
  while (more)
    {
      if (!haulier_store_connection_next (connection, statement, "read the trace", &more, error))
        return NULL;
      if (more)
        g_ptr_array_add (records, read_record (&(HaulierStoreRowReader){ .statement = statement }));
    }
  return g_steal_pointer (&records);
}
