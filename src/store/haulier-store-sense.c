/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Whether the jobs of a database that is sound make sense: SQLite has checksums over its log, but
 * none over its pages. */
#include "config.h"

#include "haulier-store-sense-private.h"

#include "haulier-account.h"
#include "haulier-error.h"

/* Which job it is, whose, and what it is called: with another one nobody could name it. */
typedef enum
{
  COLUMN_ID,
  COLUMN_OWNER,
  COLUMN_NAME,
  COLUMN_DESCRIPTION,
} Column;

static const char question[] = "SELECT id, owner, name, description FROM jobs";

static const char *
get_text (sqlite3_stmt *statement, Column column)
{
  const unsigned char *text = sqlite3_column_text (statement, (int) column);

  return text != NULL ? (const char *) text : "";
}

static gboolean
is_text (sqlite3_stmt *statement, Column column)
{
  const char *text = get_text (statement, column);

  return g_utf8_validate (text, sqlite3_column_bytes (statement, (int) column), NULL);
}

static gboolean
makes_sense (sqlite3_stmt *statement)
{
  HaulierAccount owner = { 0 };

  return g_uuid_string_is_valid (get_text (statement, COLUMN_ID))
         && haulier_account_from_key (get_text (statement, COLUMN_OWNER), &owner, NULL)
         && is_text (statement, COLUMN_NAME) && is_text (statement, COLUMN_DESCRIPTION);
}

/* Reads the head of each job. A database without tables has none. */
gboolean
haulier_store_sense_check (HaulierStoreConnection *connection, GError **error)
{
  sqlite3_stmt *statement = NULL;
  gboolean sensible = TRUE;
  int result = SQLITE_ROW;

  if (sqlite3_table_column_metadata (
          connection->db, NULL, "jobs", NULL, NULL, NULL, NULL, NULL, NULL)
      != SQLITE_OK)
    return TRUE;
  result = sqlite3_prepare_v2 (connection->db, question, -1, &statement, NULL);
  while (sensible && (result == SQLITE_OK || result == SQLITE_ROW))
    {
      result = sqlite3_step (statement);
      if (result == SQLITE_ROW)
        sensible = makes_sense (statement);
    }
  if (sensible && result != SQLITE_DONE)
    haulier_store_connection_fail (connection, "check the jobs", error);
  sqlite3_finalize (statement);
  if (!sensible)
    g_set_error (error,
                 HAULIER_ERROR,
                 HAULIER_ERROR_DATABASE_CORRUPT,
                 "check the jobs in %s: one of them makes no sense",
                 connection->path);
  return sensible && result == SQLITE_DONE;
}
