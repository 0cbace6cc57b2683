/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* The connection to one database file: its statements, transactions and errors. */
#include "config.h"

#include "haulier-store-connection-private.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "haulier-error.h"

/* Somebody who looks into the file with other tools may hold a lock for a moment. */
#define BUSY_TIMEOUT_MS 1000
#define CACHE_SIZE_KIB 8192
/* The log is given back to the file system above this size. */
#define WAL_KEPT_SIZE_BYTES (16 * 1024 * 1024)

/* A page that cannot be read, or has another size than was written, is damage; the rest is the
 * surroundings' fault and passes. */
static gint
code_from_sqlite (int result, int error_number)
{
  switch (result & 0xff)
    {
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return HAULIER_ERROR_DATABASE_CORRUPT;
    case SQLITE_FULL:
      return HAULIER_ERROR_DISK_FULL;
    case SQLITE_READONLY:
      return HAULIER_ERROR_WRITE_PROTECT;
    case SQLITE_PERM:
    case SQLITE_AUTH:
      return HAULIER_ERROR_ACCESS_DENIED;
    case SQLITE_IOERR:
      if (result == SQLITE_IOERR_READ || result == SQLITE_IOERR_SHORT_READ
          || result == SQLITE_IOERR_CORRUPTFS || result == SQLITE_IOERR_DATA)
        return HAULIER_ERROR_DATABASE_CORRUPT;
      return error_number != 0 ? haulier_error_code_from_errno (error_number)
                               : HAULIER_ERROR_IO_DEVICE;
    case SQLITE_CANTOPEN:
      return error_number != 0 ? haulier_error_code_from_errno (error_number)
                               : HAULIER_ERROR_ACCESS_DENIED;
    default:
      return HAULIER_ERROR_FAILED;
    }
}

/* Says what the database just complained about. */
void
haulier_store_connection_fail (HaulierStoreConnection *self, const char *doing, GError **error)
{
  int result = sqlite3_extended_errcode (self->db);
  int error_number = sqlite3_system_errno (self->db);

  g_set_error (error,
               HAULIER_ERROR,
               code_from_sqlite (result, error_number),
               "%s in %s: %s (%d)",
               doing,
               self->path,
               sqlite3_errmsg (self->db),
               result);
}

static int
on_wal_written (void *data, sqlite3 *db, const char *name, int n_pages)
{
  HaulierStoreConnection *self = data;

  /* A durable commit syncs the whole log, and with it what was committed before. */
  self->wal_pages = n_pages;
  self->dirty = self->durability != HAULIER_STORE_DURABLE;
  return SQLITE_OK;
}

/* SQLite gives new files the permissions of the database, so that one has to be there before. The
 * file is not opened again while SQLite has it: closing it would drop SQLite's locks. */
static gboolean
make_private (const char *path, GError **error)
{
  int fd = open (path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
  struct stat status;
  gint code = 0;

  if (fd < 0 || fstat (fd, &status) != 0 || ((status.st_mode & 077) != 0 && fchmod (fd, 0600) != 0))
    code = errno;
  if (fd >= 0)
    g_close (fd, NULL);
  if (code == 0)
    return TRUE;
  g_set_error (error,
               HAULIER_ERROR,
               haulier_error_code_from_errno (code),
               "open %s: %s",
               path,
               g_strerror (code));
  return FALSE;
}

/* Opens @path and changes nothing in it. */
HaulierStoreConnection *
haulier_store_connection_open (const char *path, GError **error)
{
  g_autoptr (HaulierStoreConnection) self = NULL;
  int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;

  if (!make_private (path, error))
    return NULL;
  self = g_new0 (HaulierStoreConnection, 1);
  self->path = g_strdup (path);
  if (sqlite3_open_v2 (path, &self->db, flags, NULL) != SQLITE_OK)
    {
      haulier_store_connection_fail (self, "open the database", error);
      return NULL;
    }
  sqlite3_busy_timeout (self->db, BUSY_TIMEOUT_MS);
  sqlite3_db_config (self->db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
  sqlite3_db_config (self->db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
  return g_steal_pointer (&self);
}

void
haulier_store_connection_free (HaulierStoreConnection *self)
{
  if (self == NULL)
    return;
  for (guint i = 0; i < HAULIER_STATEMENT_N; i++)
    sqlite3_finalize (self->statements[i]);
  sqlite3_close_v2 (self->db);
  g_free (self->path);
  g_free (self);
}

static gboolean
check_version (HaulierStoreConnection *self, GError **error)
{
  gint64 version = 0;
  gint64 n_tables = 0;

  if (!haulier_store_connection_get_number (self, "PRAGMA user_version", &version, error)
      || !haulier_store_connection_get_number (
          self,
          "SELECT count(*) FROM sqlite_schema WHERE name IN ('jobs', 'files', 'settings')",
          &n_tables,
          error))
    return FALSE;
  if (version > haulier_store_schema_get_version ())
    {
      g_set_error (error,
                   HAULIER_ERROR,
                   HAULIER_ERROR_NOT_IMPLEMENTED,
                   "open %s: a newer version of Haulier wrote it (format %" G_GINT64_FORMAT
                   ", this one knows %u)",
                   self->path,
                   version,
                   haulier_store_schema_get_version ());
      return FALSE;
    }
  if (version >= 0 && n_tables == (version == 0 ? 0 : 3))
    return TRUE;
  g_set_error (error,
               HAULIER_ERROR,
               HAULIER_ERROR_DATABASE_CORRUPT,
               "check the database in %s: its tables are not there",
               self->path);
  return FALSE;
}

/* Whether its version is one that this program knows, and the structure of every table sound. */
gboolean
haulier_store_connection_check (HaulierStoreConnection *self, GError **error)
{
  g_autofree char *verdict = NULL;
  sqlite3_stmt *statement = NULL;

  if (!check_version (self, error))
    return FALSE;
  if (sqlite3_prepare_v2 (self->db, "PRAGMA quick_check(1)", -1, &statement, NULL) == SQLITE_OK
      && sqlite3_step (statement) == SQLITE_ROW)
    verdict = g_strdup ((const char *) sqlite3_column_text (statement, 0));
  if (verdict == NULL)
    haulier_store_connection_fail (self, "check the database", error);
  else if (!g_str_equal (verdict, "ok"))
    g_set_error (error,
                 HAULIER_ERROR,
                 HAULIER_ERROR_DATABASE_CORRUPT,
                 "check the database in %s: %s",
                 self->path,
                 g_strdelimit (verdict, "\n", ' '));
  sqlite3_finalize (statement);
  return g_strcmp0 (verdict, "ok") == 0;
}

static gboolean
migrate (HaulierStoreConnection *self, guint version, GError **error)
{
  g_autofree char *mark = g_strdup_printf ("PRAGMA user_version = %u", version + 1);

  if (!haulier_store_connection_begin (self, HAULIER_STORE_DURABLE, error))
    return FALSE;
  if (haulier_store_connection_execute (
          self, haulier_store_schema_get_step (version), "bring the tables up to date", error)
      && haulier_store_connection_execute (self, mark, "bring the tables up to date", error)
      && haulier_store_connection_commit (self, error))
    return TRUE;
  haulier_store_connection_roll_back (self);
  return FALSE;
}

/* Makes a checked database ready for use: log, tables of the newest version. */
gboolean
haulier_store_connection_start (HaulierStoreConnection *self, GError **error)
{
  g_autofree char *pragmas = g_strdup_printf ("PRAGMA journal_mode = WAL;"
                                              "PRAGMA journal_size_limit = %d;"
                                              "PRAGMA cache_size = -%d;"
                                              "PRAGMA temp_store = MEMORY;"
                                              "PRAGMA synchronous = FULL;",
                                              WAL_KEPT_SIZE_BYTES,
                                              CACHE_SIZE_KIB);
  gint64 version = 0;

  self->durability = HAULIER_STORE_DURABLE;
  if (!haulier_store_connection_execute (self, pragmas, "prepare the database", error)
      || !haulier_store_connection_get_number (self, "PRAGMA user_version", &version, error))
    return FALSE;
  /* Checkpoints are made when nobody waits. */
  sqlite3_wal_hook (self->db, on_wal_written, self);
  for (guint i = (guint) version; i < haulier_store_schema_get_version (); i++)
    {
      if (!migrate (self, i, error))
        return FALSE;
    }
  return TRUE;
}

/* Moves the log into the database. */
gboolean
haulier_store_connection_checkpoint (HaulierStoreConnection *self, GError **error)
{
  int result = sqlite3_wal_checkpoint_v2 (self->db, NULL, SQLITE_CHECKPOINT_PASSIVE, NULL, NULL);

  self->wal_pages = 0;
  if (result == SQLITE_OK || result == SQLITE_BUSY)
    return TRUE;
  haulier_store_connection_fail (self, "write the log back", error);
  return FALSE;
}

/* Lets the log end with the connection; without it a closed file is left as it was found. */
void
haulier_store_connection_settle (HaulierStoreConnection *self)
{
  sqlite3_db_config (self->db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 0, NULL);
}

/* Brings what was committed lazily to stable storage. The log is a file on which SQLite holds no
 * locks, so that it may be opened beside it. */
gboolean
haulier_store_connection_sync (HaulierStoreConnection *self, GError **error)
{
  g_autofree char *path = g_strconcat (self->path, "-wal", NULL);
  int fd = -1;
  gint code = 0;

  if (!self->dirty)
    return TRUE;
  fd = open (path, O_RDWR | O_CLOEXEC);
  if (fd < 0 || fdatasync (fd) != 0)
    code = errno;
  if (fd >= 0)
    g_close (fd, NULL);
  if (code == 0)
    {
      self->dirty = FALSE;
      return TRUE;
    }
  g_set_error (error,
               HAULIER_ERROR,
               haulier_error_code_from_errno (code),
               "write %s to the disk: %s",
               path,
               g_strerror (code));
  return FALSE;
}

gboolean
haulier_store_connection_execute (HaulierStoreConnection *self,
                                  const char *sql,
                                  const char *doing,
                                  GError **error)
{
  if (sqlite3_exec (self->db, sql, NULL, NULL, NULL) == SQLITE_OK)
    return TRUE;
  haulier_store_connection_fail (self, doing, error);
  return FALSE;
}

/* The first column of the first row, or 0. */
gboolean
haulier_store_connection_get_number (HaulierStoreConnection *self,
                                     const char *sql,
                                     gint64 *out_number,
                                     GError **error)
{
  sqlite3_stmt *statement = NULL;
  int result = sqlite3_prepare_v2 (self->db, sql, -1, &statement, NULL);

  if (result == SQLITE_OK)
    result = sqlite3_step (statement);
  if (result != SQLITE_ROW && result != SQLITE_DONE)
    haulier_store_connection_fail (self, "read the database", error);
  else
    *out_number = result == SQLITE_ROW ? sqlite3_column_int64 (statement, 0) : 0;
  sqlite3_finalize (statement);
  return result == SQLITE_ROW || result == SQLITE_DONE;
}

/* Returns: (transfer none): the statement, compiled once and ready to be bound */
sqlite3_stmt *
haulier_store_connection_prepare (HaulierStoreConnection *self,
                                  HaulierStatement statement,
                                  GError **error)
{
  sqlite3_stmt **place = &self->statements[statement];

  if (*place == NULL
      && sqlite3_prepare_v3 (self->db,
                             haulier_store_schema_get_statement (statement),
                             -1,
                             SQLITE_PREPARE_PERSISTENT,
                             place,
                             NULL)
             != SQLITE_OK)
    haulier_store_connection_fail (self, "read the database", error);
  return *place;
}

/* Runs a statement that returns nothing. */
gboolean
haulier_store_connection_run (HaulierStoreConnection *self,
                              sqlite3_stmt *statement,
                              const char *doing,
                              GError **error)
{
  gboolean done = sqlite3_step (statement) == SQLITE_DONE;

  if (!done)
    haulier_store_connection_fail (self, doing, error);
  sqlite3_reset (statement);
  return done;
}

/* Steps to the next row; after the last one, and after an error, the statement is at rest. */
gboolean
haulier_store_connection_next (HaulierStoreConnection *self,
                               sqlite3_stmt *statement,
                               const char *doing,
                               gboolean *out_row,
                               GError **error)
{
  int result = sqlite3_step (statement);

  *out_row = result == SQLITE_ROW;
  if (result == SQLITE_ROW)
    return TRUE;
  if (result != SQLITE_DONE)
    haulier_store_connection_fail (self, doing, error);
  sqlite3_reset (statement);
  return result == SQLITE_DONE;
}

gboolean
haulier_store_connection_begin (HaulierStoreConnection *self,
                                HaulierStoreDurability durability,
                                GError **error)
{
  if (self->durability != durability
      && !haulier_store_connection_execute (self,
                                            durability == HAULIER_STORE_DURABLE
                                                ? "PRAGMA synchronous = FULL"
                                                : "PRAGMA synchronous = NORMAL",
                                            "prepare the database",
                                            error))
    return FALSE;
  self->durability = durability;
  return haulier_store_connection_execute (
      self, "BEGIN IMMEDIATE", "begin a change of the database", error);
}

gboolean
haulier_store_connection_commit (HaulierStoreConnection *self, GError **error)
{
  return haulier_store_connection_execute (self, "COMMIT", "store changes of the queue", error);
}

/* After some errors SQLite has done it by itself. */
void
haulier_store_connection_roll_back (HaulierStoreConnection *self)
{
  for (guint i = 0; i < HAULIER_STATEMENT_N; i++)
    {
      if (self->statements[i] != NULL)
        sqlite3_reset (self->statements[i]);
    }
  if (!sqlite3_get_autocommit (self->db))
    sqlite3_exec (self->db, "ROLLBACK", NULL, NULL, NULL);
}
