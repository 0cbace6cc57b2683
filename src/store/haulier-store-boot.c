/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* What a power cut took away from files that were said to be finished. */
#include "config.h"

#include "haulier-store-boot-private.h"

#include "haulier-file.h"
#include "haulier-words.h"

#define BOOT_ID_PATH "/proc/sys/kernel/random/boot_id"

/* A file is said to be finished when it has its name; the sync follows. Those for which it is not
 * known to have followed. */
#define UNSYNCED "state = %d AND flags & %d = 0"

static gboolean
execute (HaulierStoreConnection *connection, GError **error, const char *format, ...)
    G_GNUC_PRINTF (3, 4);

static gboolean
execute (HaulierStoreConnection *connection, GError **error, const char *format, ...)
{
  g_autofree char *sql = NULL;
  va_list arguments;

  va_start (arguments, format);
  sql = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  return haulier_store_connection_execute (
      connection, sql, "reconcile the files with the boot", error);
}

/* Within one boot what was written is there, whatever became of the engine. */
static gboolean
trust_files (HaulierStoreConnection *connection, GError **error)
{
  return execute (connection,
                  error,
                  "UPDATE files SET flags = flags | %d WHERE state IN (%d, %d) AND flags & %d = 0",
                  HAULIER_FILE_DURABLE,
                  HAULIER_FILE_STATE_HELD,
                  HAULIER_FILE_STATE_FINISHED,
                  HAULIER_FILE_DURABLE);
}

/* After another boot a finished file may be short or empty: it is fetched again over what is there.
 * A held one still has its progress record, which tells how much of it to trust. */
static gboolean
distrust_files (HaulierStoreConnection *connection, GError **error)
{
  return execute (
             connection,
             error,
             "UPDATE jobs SET state = %d, completed = 0 WHERE state IN (%d, %d) AND sequence IN "
             "(SELECT key >> 24 FROM files WHERE state IN (%d, %d) AND flags & %d = 0)",
             HAULIER_JOB_STATE_QUEUED,
             HAULIER_JOB_STATE_TRANSFERRED,
             HAULIER_JOB_STATE_ACKNOWLEDGED,
             HAULIER_FILE_STATE_HELD,
             HAULIER_FILE_STATE_FINISHED,
             HAULIER_FILE_DURABLE)
         && execute (connection,
                     error,
                     "UPDATE files SET state = %d, transferred = 0, flags = flags | %d "
                     "WHERE " UNSYNCED,
                     HAULIER_FILE_STATE_PENDING,
                     HAULIER_FILE_EXPLICIT | HAULIER_FILE_OVERWRITE | HAULIER_FILE_FRESH,
                     HAULIER_FILE_STATE_FINISHED,
                     HAULIER_FILE_DURABLE)
         && execute (connection,
                     error,
                     "UPDATE files SET state = %d WHERE " UNSYNCED,
                     HAULIER_FILE_STATE_PENDING,
                     HAULIER_FILE_STATE_HELD,
                     HAULIER_FILE_DURABLE);
}

/* Compares the boot with that of the last time, and makes the files what they must be taken for. */
gboolean
haulier_store_boot_reconcile (HaulierStoreConnection *connection,
                              const char *boot_id,
                              GError **error)
{
  g_autofree char *question = g_strdup_printf (
      "SELECT count(*) FROM settings WHERE key = 'boot' AND value = '%s'", boot_id);
  gint64 same_boot = 0;

  if (!haulier_store_connection_get_number (connection, question, &same_boot, error)
      || !haulier_store_connection_begin (connection, HAULIER_STORE_DURABLE, error))
    return FALSE;
  if ((same_boot > 0 ? trust_files : distrust_files) (connection, error)
      && execute (connection,
                  error,
                  "INSERT OR REPLACE INTO settings (key, value) VALUES ('boot', '%s')",
                  boot_id)
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
