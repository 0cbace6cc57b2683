/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* What a power cut took away from files that were said to be finished. */
#include "config.h"

#include "haulier-store-boot-private.h"

#include "haulier-file.h"
#include "haulier-store-files-private.h"
#include "haulier-store-target-private.h"
#include "haulier-words.h"

#define BOOT_ID_PATH "/proc/sys/kernel/random/boot_id"

/* A complete file of which it is not known that the sync followed. */
typedef struct
{
  gint64 key;
  HaulierFileState state;
  char *local;
} UnsyncedFile;

static void
unsynced_file_clear (gpointer data)
{
  g_free (((UnsyncedFile *) data)->local);
}

/* Returns: (transfer full) (element-type UnsyncedFile) (nullable): the newest first */
static GArray *
list_unsynced (HaulierStoreConnection *connection, GError **error)
{
  sqlite3_stmt *statement
      = haulier_store_connection_prepare (connection, HAULIER_STATEMENT_UNSYNCED_FILES, error);
  g_autoptr (GArray) files = g_array_new (FALSE, FALSE, sizeof (UnsyncedFile));
  gboolean more = statement != NULL;

  if (statement == NULL)
    return NULL;
  g_array_set_clear_func (files, unsynced_file_clear);
  sqlite3_bind_int (statement, 1, HAULIER_FILE_STATE_HELD);
  sqlite3_bind_int (statement, 2, HAULIER_FILE_STATE_FINISHED);
  sqlite3_bind_int (statement, 3, HAULIER_FILE_DURABLE);
  while (more)
    {
      UnsyncedFile file = { 0 };

      if (!haulier_store_connection_next (
              connection, statement, "look for files to check", &more, error))
        return NULL;
      if (!more)
        break;
      file.key = sqlite3_column_int64 (statement, 0);
      file.local = g_strdup ((const char *) sqlite3_column_text (statement, 1));
      file.state = (HaulierFileState) sqlite3_column_int (statement, 2);
      g_array_append_val (files, file);
    }
  return g_steal_pointer (&files);
}

/* The job has something to do again. */
static gboolean
requeue_job (HaulierStoreConnection *connection, gint64 sequence, GError **error)
{
  sqlite3_stmt *statement
      = haulier_store_connection_prepare (connection, HAULIER_STATEMENT_JOB_REQUEUE, error);

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, sequence);
  sqlite3_bind_int (statement, 2, HAULIER_JOB_STATE_QUEUED);
  sqlite3_bind_int (statement, 3, HAULIER_JOB_STATE_TRANSFERRED);
  sqlite3_bind_int (statement, 4, HAULIER_JOB_STATE_ACKNOWLEDGED);
  return haulier_store_connection_run (connection, statement, "queue the job", error);
}

/* What else fetches to the path replaced the file, or will. */
static gboolean
note_replaced (HaulierStoreConnection *connection, gint64 key, GError **error)
{
  g_autoptr (GArray) indexes = g_array_new (FALSE, FALSE, sizeof (guint));
  guint index = (guint) (key & HAULIER_STORE_INDEX_MAX);

  g_array_append_val (indexes, index);
  return haulier_store_files_note_synced (
      connection, (guint64) key >> HAULIER_STORE_INDEX_BITS, indexes, error);
}

/* A finished file may be short or empty: it is fetched again over what is there, and owns its path
 * as it did while it was fetched first. A held one still has its progress record, which tells how
 * much of it to trust. */
static gboolean
distrust_file (HaulierStoreConnection *connection, const UnsyncedFile *file, GError **error)
{
  gboolean held = file->state == HAULIER_FILE_STATE_HELD;
  const char *path = file->local != NULL ? file->local : "";
  sqlite3_stmt *statement = NULL;
  gboolean is_free = TRUE;

  if (!held && !haulier_store_target_is_free (connection, path, &is_free, error))
    return FALSE;
  if (!is_free)
    return note_replaced (connection, file->key, error);
  statement = haulier_store_connection_prepare (connection, HAULIER_STATEMENT_FILE_DISTRUST, error);
  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, file->key);
  sqlite3_bind_int (statement, 2, HAULIER_FILE_STATE_PENDING);
  sqlite3_bind_int (
      statement, 3, held ? 0 : HAULIER_FILE_EXPLICIT | HAULIER_FILE_OVERWRITE | HAULIER_FILE_FRESH);
  sqlite3_bind_int64 (statement, 4, haulier_store_target_hash (path));
  return haulier_store_connection_run (connection, statement, "distrust the file", error)
         && requeue_job (connection, file->key >> HAULIER_STORE_INDEX_BITS, error);
}

/* Of two finished files with one path the newer one is there. */
static gboolean
distrust_files (HaulierStoreConnection *connection, GError **error)
{
  g_autoptr (GArray) files = list_unsynced (connection, error);

  for (guint i = 0; files != NULL && i < files->len; i++)
    {
      if (!distrust_file (connection, &g_array_index (files, UnsyncedFile, i), error))
        return FALSE;
    }
  return files != NULL;
}

static gboolean
store_boot_id (HaulierStoreConnection *connection, const char *boot_id, GError **error)
{
  g_autofree char *sql = g_strdup_printf (
      "INSERT OR REPLACE INTO settings (key, value) VALUES ('boot', '%s')", boot_id);

  return haulier_store_connection_execute (connection, sql, "note the boot", error);
}

/* Compares the boot with that of the last time. Within one boot everything written is there, but
 * what was not synced can still be lost: it is left to haulier_store_list_unsynced_async(). */
gboolean
haulier_store_boot_reconcile (HaulierStoreConnection *connection,
                              const char *boot_id,
                              GError **error)
{
  g_autofree char *question = g_strdup_printf (
      "SELECT count(*) FROM settings WHERE key = 'boot' AND value = '%s'", boot_id);
  gint64 same_boot = 0;

  if (!haulier_store_connection_get_number (connection, question, &same_boot, error))
    return FALSE;
  if (same_boot > 0)
    return TRUE;
  if (!haulier_store_connection_begin (connection, HAULIER_STORE_DURABLE, error))
    return FALSE;
  if (distrust_files (connection, error) && store_boot_id (connection, boot_id, error)
      && haulier_store_connection_commit (connection, error))
    return TRUE;
  haulier_store_connection_roll_back (connection);
  return FALSE;
}

/* Returns: (transfer full): what tells this boot from every other one */
char *
haulier_store_boot_read_id (void)
{
  char *id = NULL;

  if (!g_file_get_contents (BOOT_ID_PATH, &id, NULL, NULL))
    return g_strdup ("unknown");
  return g_strcanon (g_strstrip (id), "0123456789abcdef-", '-');
}
