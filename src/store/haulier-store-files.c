/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Rows of files. */
#include "config.h"

#include "haulier-store-files-private.h"

#include "haulier-error.h"
#include "haulier-store-target-private.h"

/* The parameter of FILE_INSERT and FILE_UPDATE that is no column of a file. */
#define TARGET_PARAMETER 17

static gint64
get_key (guint64 sequence, guint index)
{
  return (gint64) (sequence << HAULIER_STORE_INDEX_BITS | index);
}

/* Fills what FILE_INSERT and FILE_UPDATE take, but the target. */
void
haulier_store_file_write (HaulierStoreRowWriter *writer, guint64 sequence, const HaulierFile *file)
{
  haulier_store_row_put_int (writer, get_key (sequence, file->index));
  haulier_store_row_put_int (writer, file->state);
  haulier_store_row_put_int (writer, file->flags);
  haulier_store_row_put_text (writer, file->remote);
  haulier_store_row_put_text (writer, file->local);
  haulier_store_row_put_int (writer, (gint64) file->total);
  haulier_store_row_put_int (writer, (gint64) file->transferred);
  haulier_store_row_put_int (writer, file->modified);
  haulier_store_row_put_text (writer, file->ranges);
  haulier_store_row_put_text (writer, file->checksum);
  haulier_store_row_put_text (writer, file->validator);
  haulier_store_row_put_failure (writer, file->failure);
}

/* Returns: (transfer full): the file of a row */
HaulierFile *
haulier_store_file_read (HaulierStoreRowReader *reader)
{
  HaulierFile *file = g_new0 (HaulierFile, 1);

  file->index = (guint) (haulier_store_row_get_int (reader) & HAULIER_STORE_INDEX_MAX);
  file->state = (HaulierFileState) haulier_store_row_get_enum (
      reader, HAULIER_FILE_STATE_FAILED, HAULIER_FILE_STATE_PENDING);
  file->flags = (guint) haulier_store_row_get_int (reader);
  file->remote = haulier_store_row_dup_words (reader);
  file->local = g_strdup (haulier_store_row_get_text (reader));
  file->total = (guint64) haulier_store_row_get_int (reader);
  file->transferred = (guint64) haulier_store_row_get_int (reader);
  file->modified = haulier_store_row_get_int (reader);
  file->ranges = haulier_store_row_dup_words (reader);
  file->checksum = haulier_store_row_dup_words (reader);
  file->validator = haulier_store_row_dup_words (reader);
  file->failure = haulier_store_row_get_failure (reader);
  if (file->remote == NULL)
    file->remote = g_strdup ("");
  if (file->local == NULL)
    file->local = g_strdup ("");
  return file;
}

static gboolean
write_file (HaulierStoreConnection *connection,
            HaulierStatement which,
            guint64 sequence,
            const HaulierFile *file,
            GError **error)
{
  HaulierStoreRowWriter writer
      = { .statement = haulier_store_connection_prepare (connection, which, error) };

  if (writer.statement == NULL)
    return FALSE;
  haulier_store_file_write (&writer, sequence, file);
  if (file->state == HAULIER_FILE_STATE_FINISHED)
    sqlite3_bind_null (writer.statement, TARGET_PARAMETER);
  else
    sqlite3_bind_int64 (
        writer.statement, TARGET_PARAMETER, haulier_store_target_hash (file->local));
  return haulier_store_connection_run (connection, writer.statement, "store the file", error);
}

/* Without a look at who owns the target. */
gboolean
haulier_store_files_insert (HaulierStoreConnection *connection,
                            guint64 sequence,
                            const HaulierFile *file,
                            GError **error)
{
  if (file->index <= HAULIER_STORE_INDEX_MAX)
    return write_file (connection, HAULIER_STATEMENT_FILE_INSERT, sequence, file, error);
  g_set_error (error,
               HAULIER_ERROR,
               HAULIER_ERROR_TOO_MANY_FILES_IN_JOB,
               "store the file %u: a job has at most %d",
               file->index,
               HAULIER_STORE_INDEX_MAX + 1);
  return FALSE;
}

static void
renamed_clear (gpointer data)
{
  HaulierStoreRenamed *renamed = data;

  g_free (renamed->local);
}

GArray *
haulier_store_renamed_new (void)
{
  GArray *renamed = g_array_new (FALSE, FALSE, sizeof (HaulierStoreRenamed));

  g_array_set_clear_func (renamed, renamed_clear);
  return renamed;
}

/* Gives the files in @renamed the names back that they had. */
void
haulier_store_files_undo_names (GArray *renamed)
{
  for (guint i = 0; i < renamed->len; i++)
    {
      HaulierStoreRenamed *row = &g_array_index (renamed, HaulierStoreRenamed, i);

      g_free (row->file->local);
      row->file->local = g_steal_pointer (&row->local);
    }
  g_array_set_size (renamed, 0);
}

static gboolean
add_file (HaulierStoreTargets *targets,
          guint64 sequence,
          HaulierFile *file,
          GArray *renamed,
          GError **error)
{
  HaulierStoreRenamed row = { .file = file };
  g_autofree char *local = NULL;

  if (file->state != HAULIER_FILE_STATE_FINISHED
      && !haulier_store_targets_claim (targets, file, &local, error))
    return FALSE;
  if (local != NULL)
    {
      row.local = g_steal_pointer (&file->local);
      file->local = g_steal_pointer (&local);
      g_array_append_val (renamed, row);
    }
  return haulier_store_files_insert (targets->connection, sequence, file, error);
}

/* Adds files whose targets are free, or can get a number. */
gboolean
haulier_store_files_add (HaulierStoreConnection *connection,
                         guint64 sequence,
                         GPtrArray *files,
                         GArray *renamed,
                         GError **error)
{
  HaulierStoreTargets targets;
  gboolean added = TRUE;

  haulier_store_targets_init (&targets, connection);
  for (guint i = 0; added && i < files->len; i++)
    added = add_file (&targets, sequence, g_ptr_array_index (files, i), renamed, error);
  haulier_store_targets_clear (&targets);
  return added;
}

gboolean
haulier_store_files_update (HaulierStoreConnection *connection,
                            guint64 sequence,
                            GPtrArray *files,
                            GError **error)
{
  for (guint i = 0; i < files->len; i++)
    {
      if (!write_file (connection,
                       HAULIER_STATEMENT_FILE_UPDATE,
                       sequence,
                       g_ptr_array_index (files, i),
                       error))
        return FALSE;
    }
  return TRUE;
}

/* Only that it is complete, under its final name. */
gboolean
haulier_store_files_finish (HaulierStoreConnection *connection,
                            guint64 sequence,
                            guint index,
                            guint64 total,
                            guint flags,
                            GError **error)
{
  sqlite3_stmt *statement
      = haulier_store_connection_prepare (connection, HAULIER_STATEMENT_FILE_FINISH, error);

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, get_key (sequence, index));
  sqlite3_bind_int (statement, 2, HAULIER_FILE_STATE_FINISHED);
  sqlite3_bind_int64 (statement, 3, (gint64) total);
  sqlite3_bind_int64 (statement, 4, flags);
  return haulier_store_connection_run (connection, statement, "store the file", error);
}

static gint
compare_indexes (gconstpointer left, gconstpointer right)
{
  guint a = *(const guint *) left;
  guint b = *(const guint *) right;

  return (a > b) - (a < b);
}

/* Complete files, whatever name they have by now, are on stable storage. @indexes is put in order:
 * one statement changes all files of a range. */
gboolean
haulier_store_files_note_synced (HaulierStoreConnection *connection,
                                 guint64 sequence,
                                 GArray *indexes,
                                 GError **error)
{
  sqlite3_stmt *statement
      = haulier_store_connection_prepare (connection, HAULIER_STATEMENT_FILE_SYNCED, error);

  if (statement == NULL)
    return FALSE;
  g_array_sort (indexes, compare_indexes);
  for (guint first = 0, next = 0; first < indexes->len; first = next)
    {
      guint last = g_array_index (indexes, guint, first);

      for (next = first + 1;
           next < indexes->len && g_array_index (indexes, guint, next) - last <= 1;
           next++)
        last = g_array_index (indexes, guint, next);
      sqlite3_bind_int64 (statement, 1, get_key (sequence, g_array_index (indexes, guint, first)));
      sqlite3_bind_int64 (statement, 2, get_key (sequence, last));
      sqlite3_bind_int (statement, 3, HAULIER_FILE_DURABLE);
      sqlite3_bind_int (statement, 4, HAULIER_FILE_STATE_HELD);
      sqlite3_bind_int (statement, 5, HAULIER_FILE_STATE_FINISHED);
      if (!haulier_store_connection_run (connection, statement, "store the sync", error))
        return FALSE;
    }
  return TRUE;
}

/* Returns: (transfer full) (element-type utf8) (nullable): ids of the jobs that have complete files
 * of which it is not known that they are on stable storage */
GPtrArray *
haulier_store_files_list_unsynced (HaulierStoreConnection *connection, GError **error)
{
  sqlite3_stmt *statement
      = haulier_store_connection_prepare (connection, HAULIER_STATEMENT_UNSYNCED_JOBS, error);
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  gboolean more = statement != NULL;

  if (statement == NULL)
    return NULL;
  sqlite3_bind_int (statement, 1, HAULIER_FILE_STATE_HELD);
  sqlite3_bind_int (statement, 2, HAULIER_FILE_STATE_FINISHED);
  sqlite3_bind_int (statement, 3, HAULIER_FILE_DURABLE);
  while (more)
    {
      if (!haulier_store_connection_next (
              connection, statement, "look for files to sync", &more, error))
        return NULL;
      if (more)
        g_ptr_array_add (ids, g_strdup ((const char *) sqlite3_column_text (statement, 0)));
    }
  return g_steal_pointer (&ids);
}

/* Returns: (transfer full) (element-type HaulierFile) (nullable): the files in order */
GPtrArray *
haulier_store_files_list (HaulierStoreConnection *connection,
                          guint64 sequence,
                          guint first,
                          guint count,
                          GError **error)
{
  sqlite3_stmt *statement
      = haulier_store_connection_prepare (connection, HAULIER_STATEMENT_FILE_LIST, error);
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func ((GDestroyNotify) haulier_file_free);
  gboolean more = statement != NULL && first <= HAULIER_STORE_INDEX_MAX;

  if (statement == NULL)
    return NULL;
  sqlite3_bind_int64 (statement, 1, get_key (sequence, MIN (first, HAULIER_STORE_INDEX_MAX)));
  sqlite3_bind_int64 (statement, 2, get_key (sequence, HAULIER_STORE_INDEX_MAX));
  sqlite3_bind_int64 (statement, 3, count > 0 ? (gint64) count : -1);
  while (more)
    {
      if (!haulier_store_connection_next (connection, statement, "read the files", &more, error))
        return NULL;
      if (more)
        g_ptr_array_add (
            files, haulier_store_file_read (&(HaulierStoreRowReader){ .statement = statement }));
    }
  return g_steal_pointer (&files);
}
