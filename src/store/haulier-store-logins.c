/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Rows of logins that were tried. */
#include "config.h"

#include "haulier-store-logins-private.h"

#include "haulier-store.h"

static const char *
or_empty (const char *text)
{
  return text != NULL ? text : "";
}

static gboolean
trim (HaulierStoreConnection *connection, GError **error)
{
  sqlite3_stmt *statement
      = haulier_store_connection_prepare (connection, HAULIER_STATEMENT_LOGIN_TRIM, error);

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, HAULIER_STORE_LOGINS_MAX_RECORDS - 1);
  return haulier_store_connection_run (connection, statement, "store the login", error);
}

void
haulier_store_login_write (HaulierStoreRowWriter *writer, const HaulierLoginRecord *record)
{
  haulier_store_row_put_text (writer, record->owner);
  haulier_store_row_put_int (writer, record->target);
  haulier_store_row_put_text (writer, record->origin);
  haulier_store_row_put_text (writer, or_empty (record->realm));
  haulier_store_row_put_int (writer, record->kind);
  haulier_store_row_put_int (writer, record->scheme);
  haulier_store_row_put_text (writer, or_empty (record->user));
  haulier_store_row_put_int (writer, (gint64) record->stamp);
  haulier_store_row_put_int (writer, record->outcome);
  haulier_store_row_put_int (writer, record->time);
}

static gboolean
write_record (HaulierStoreConnection *connection,
              HaulierStatement statement,
              const HaulierLoginRecord *record,
              GError **error)
{
  HaulierStoreRowWriter writer
      = { .statement = haulier_store_connection_prepare (connection, statement, error) };

  if (writer.statement == NULL)
    return FALSE;
  haulier_store_login_write (&writer, record);
  return haulier_store_connection_run (connection, writer.statement, "store the login", error)
         && trim (connection, error);
}

/* Notes a login, or how one ended; the oldest ones above the limit are forgotten. */
gboolean
haulier_store_logins_write (HaulierStoreConnection *connection,
                            const HaulierLoginRecord *record,
                            GError **error)
{
  return write_record (connection, HAULIER_STATEMENT_LOGIN_INSERT, record, error);
}

/* Notes one that was noted before, unless something newer is known about it. */
gboolean
haulier_store_logins_restore (HaulierStoreConnection *connection,
                              const HaulierLoginRecord *record,
                              GError **error)
{
  return write_record (connection, HAULIER_STATEMENT_LOGIN_RESTORE, record, error);
}

/* What was tried and how it ended. A value that this program does not know is one whose end is not
 * known. */
static void
read_trial (HaulierStoreRowReader *reader, HaulierLoginRecord *record)
{
  record->kind = (HaulierCandidateKind) haulier_store_row_get_int (reader);
  record->scheme = (HaulierAuthScheme) haulier_store_row_get_int (reader);
  g_free (record->user);
  record->user = g_strdup (haulier_store_row_get_text (reader));
  if (record->user != NULL && record->user[0] == '\0')
    g_clear_pointer (&record->user, g_free);
  record->stamp = (guint64) haulier_store_row_get_int (reader);
  record->outcome = (HaulierLoginOutcome) haulier_store_row_get_enum (
      reader, HAULIER_LOGIN_REFUSED, HAULIER_LOGIN_ATTEMPTED);
  record->time = haulier_store_row_get_int (reader);
}

/* Returns: (transfer full): the login that haulier_store_login_write() wrote */
HaulierLoginRecord *
haulier_store_login_read (HaulierStoreRowReader *reader)
{
  HaulierLoginRecord *record = g_new0 (HaulierLoginRecord, 1);

  record->owner = g_strdup (haulier_store_row_get_text (reader));
  record->target = (HaulierAuthTarget) haulier_store_row_get_int (reader);
  record->origin = g_strdup (haulier_store_row_get_text (reader));
  record->realm = g_strdup (haulier_store_row_get_text (reader));
  read_trial (reader, record);
  return record;
}

/* Returns: (transfer full) (element-type HaulierLoginRecord) (nullable): those with the owner,
 * target, origin and realm of @where, oldest first; without an origin, those of its stamp */
GPtrArray *
haulier_store_logins_list (HaulierStoreConnection *connection,
                           const HaulierLoginRecord *where,
                           GError **error)
{
  gboolean everywhere = where->origin == NULL;
  HaulierStoreRowWriter writer
      = { .statement = haulier_store_connection_prepare (
              connection,
              everywhere ? HAULIER_STATEMENT_LOGIN_LIST_STAMP : HAULIER_STATEMENT_LOGIN_LIST,
              error) };
  g_autoptr (GPtrArray) records
      = g_ptr_array_new_with_free_func ((GDestroyNotify) haulier_login_record_free);
  gboolean more = writer.statement != NULL;

  if (writer.statement == NULL)
    return NULL;
  haulier_store_row_put_text (&writer, where->owner);
  if (everywhere)
    haulier_store_row_put_int (&writer, (gint64) where->stamp);
  else
    {
      haulier_store_row_put_int (&writer, where->target);
      haulier_store_row_put_text (&writer, where->origin);
      haulier_store_row_put_text (&writer, or_empty (where->realm));
    }
  while (more)
    {
      if (!haulier_store_connection_next (
              connection, writer.statement, "read the logins", &more, error))
        return NULL;
      if (!more)
        break;
      g_ptr_array_add (records, haulier_login_record_copy (where));
      read_trial (&(HaulierStoreRowReader){ .statement = writer.statement },
                  g_ptr_array_index (records, records->len - 1));
    }
  return g_steal_pointer (&records);
}
