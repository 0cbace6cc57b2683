/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Brings a database up to what the journal knows. */
#include "config.h"

#include "haulier-store-replay-private.h"

#include "haulier-store-files-private.h"
#include "haulier-store-hosts-private.h"
#include "haulier-store-jobs-private.h"
#include "haulier-store-journal-private.h"
#include "haulier-store-logins-private.h"
#include "haulier-store-options-private.h"

typedef struct
{
  HaulierStoreConnection *connection;
  GHashTable *removed;  /* char * id */
  GHashTable *restored; /* char * id */
  guint64 known;        /* the newest sequence that the database has given */
  gboolean rescuing;    /* the database is older than the journal */
} Replay;

static gboolean
note_removal (HaulierStoreEvent event,
              const guint8 *data,
              gsize size,
              gpointer user_data,
              GError **error)
{
  Replay *replay = user_data;
  HaulierStoreRowReader reader = { .data = data, .size = size };
  const char *id
      = event == HAULIER_STORE_EVENT_REMOVED ? haulier_store_row_get_text (&reader) : NULL;

  if (id != NULL)
    g_hash_table_add (replay->removed, g_strdup (id));
  return TRUE;
}

/* Whether the database lacks the file. */
static gboolean
is_missing (HaulierStoreConnection *connection,
            guint64 sequence,
            guint index,
            gboolean *out_missing,
            GError **error)
{
  g_autoptr (GPtrArray) files = haulier_store_files_list (connection, sequence, index, 1, error);

  if (files == NULL)
    return FALSE;
  *out_missing
      = files->len == 0 || ((const HaulierFile *) g_ptr_array_index (files, 0))->index != index;
  return TRUE;
}

static gboolean
insert_files (Replay *replay,
              guint64 sequence,
              HaulierStoreRowReader *reader,
              guint *out_inserted,
              GError **error)
{
  guint n_files = (guint) haulier_store_row_get_int (reader);

  for (guint i = 0; i < n_files && !reader->broken; i++)
    {
      g_autoptr (HaulierFile) file = haulier_store_file_read (reader);
      gboolean missing = FALSE;

      if (!is_missing (replay->connection, sequence, file->index, &missing, error))
        return FALSE;
      /* What was added in one transaction is there as a whole or not at all. */
      if (!missing)
        return TRUE;
      if (!haulier_store_files_insert (replay->connection, sequence, file, error))
        return FALSE;
      (*out_inserted)++;
    }
  return TRUE;
}

/* A job that the database has known and has no more was removed. */
static gboolean
replay_files (Replay *replay, HaulierStoreRowReader *reader, GError **error)
{
  g_autoptr (HaulierJob) job = haulier_store_job_read (reader);
  guint64 sequence = 0;
  guint inserted = 0;

  if (reader->broken || g_hash_table_contains (replay->removed, job->id))
    return TRUE;
  if (!haulier_store_jobs_lookup (replay->connection, job->id, &sequence, error))
    return FALSE;
  if (sequence == 0)
    {
      if (job->sequence <= replay->known)
        return TRUE;
      if (!haulier_store_jobs_insert (replay->connection, job, &sequence, error))
        return FALSE;
      g_hash_table_add (replay->restored, g_strdup (job->id));
    }
  if (!insert_files (replay, sequence, reader, &inserted, error))
    return FALSE;
  if (inserted == 0)
    return TRUE;
  g_hash_table_add (replay->restored, g_strdup (job->id));
  return haulier_store_jobs_update (replay->connection, job, error);
}

static gboolean
replay_end (Replay *replay, HaulierStoreRowReader *reader, GError **error)
{
  g_autoptr (HaulierJob) job = haulier_store_job_read (reader);

  if (reader->broken || (!replay->rescuing && !g_hash_table_contains (replay->restored, job->id)))
    return TRUE;
  return haulier_store_jobs_update (replay->connection, job, error);
}

static gboolean
replay_finished (Replay *replay, HaulierStoreRowReader *reader, GError **error)
{
  const char *id = haulier_store_row_get_text (reader);
  guint n_files = (guint) haulier_store_row_get_int (reader);
  guint64 sequence = 0;

  if (id == NULL || (!replay->rescuing && !g_hash_table_contains (replay->restored, id)))
    return TRUE;
  if (!haulier_store_jobs_lookup (replay->connection, id, &sequence, error))
    return FALSE;
  for (guint i = 0; sequence != 0 && i < n_files && !reader->broken; i++)
    {
      guint index = (guint) haulier_store_row_get_int (reader);
      guint64 total = (guint64) haulier_store_row_get_int (reader);
      guint flags = (guint) haulier_store_row_get_int (reader);

      if (!reader->broken
          && !haulier_store_files_finish (replay->connection, sequence, index, total, flags, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
replay_settings (Replay *replay, HaulierStoreRowReader *reader, GError **error)
{
  g_autoptr (GVariant) settings = haulier_store_row_get_variant (reader, G_VARIANT_TYPE_VARDICT);

  return settings == NULL || !replay->rescuing
         || haulier_store_options_save (replay->connection, settings, error);
}

static gboolean
replay_set (Replay *replay, HaulierStoreRowReader *reader, GError **error)
{
  const char *id = haulier_store_row_get_text (reader);
  g_autoptr (GVariant) settings = haulier_store_row_get_variant (reader, G_VARIANT_TYPE_VARDICT);

  if (id == NULL || reader->broken
      || (!replay->rescuing && !g_hash_table_contains (replay->restored, id)))
    return TRUE;
  return haulier_store_jobs_set (replay->connection, id, settings, error);
}

static gboolean
replay_login (Replay *replay, HaulierStoreRowReader *reader, GError **error)
{
  g_autoptr (HaulierLoginRecord) record = haulier_store_login_read (reader);

  return reader->broken || record->owner == NULL || record->origin == NULL
         || haulier_store_logins_restore (replay->connection, record, error);
}

static gboolean
replay_hosts (Replay *replay, HaulierStoreRowReader *reader, GError **error)
{
  g_autoptr (GVariant) rules = haulier_store_hosts_get (reader);

  return rules == NULL || !replay->rescuing
         || haulier_store_hosts_write (replay->connection, rules, error);
}

static gboolean
replay_record (HaulierStoreEvent event,
               const guint8 *data,
               gsize size,
               gpointer user_data,
               GError **error)
{
  Replay *replay = user_data;
  HaulierStoreRowReader reader = { .data = data, .size = size };
  const char *id = NULL;
  gboolean removed = FALSE;

  switch (event)
    {
    case HAULIER_STORE_EVENT_CREATED:
    case HAULIER_STORE_EVENT_ADDED:
      return replay_files (replay, &reader, error);
    case HAULIER_STORE_EVENT_REMOVED:
      id = haulier_store_row_get_text (&reader);
      return id == NULL || haulier_store_jobs_remove (replay->connection, id, &removed, error);
    case HAULIER_STORE_EVENT_ENDED:
      return replay_end (replay, &reader, error);
    case HAULIER_STORE_EVENT_FINISHED:
      return replay_finished (replay, &reader, error);
    case HAULIER_STORE_EVENT_SETTINGS:
      return replay_settings (replay, &reader, error);
    case HAULIER_STORE_EVENT_SET:
      return replay_set (replay, &reader, error);
    case HAULIER_STORE_EVENT_LOGIN:
      return replay_login (replay, &reader, error);
    case HAULIER_STORE_EVENT_HOSTS:
      return replay_hosts (replay, &reader, error);
    }
  /* A newer program wrote it. */
  return TRUE;
}

/* Replays the journal. A sound database has everything but what a damaged log took with it; one
 * that comes from the copy (@rescuing) also lacks what ended meanwhile. Replaying twice changes
 * nothing. */
gboolean
haulier_store_replay (HaulierStoreConnection *connection,
                      const char *path,
                      gboolean rescuing,
                      HaulierStoreReplay *out_replay,
                      GError **error)
{
  Replay replay = { .connection = connection, .rescuing = rescuing };
  gboolean done = FALSE;
  gint64 known = 0;

  if (!haulier_store_connection_get_number (
          connection, "SELECT seq FROM sqlite_sequence WHERE name = 'jobs'", &known, error))
    return FALSE;
  replay.known = (guint64) known;
  replay.removed = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  replay.restored = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  if (haulier_store_connection_begin (connection, HAULIER_STORE_DURABLE, error))
    {
      done = haulier_store_journal_read (
                 path, note_removal, &replay, &out_replay->size, &out_replay->damaged, error)
             && haulier_store_journal_read (
                 path, replay_record, &replay, &out_replay->size, &out_replay->damaged, error)
             && haulier_store_connection_commit (connection, error);
      if (!done)
        haulier_store_connection_roll_back (connection);
    }
  out_replay->restored = g_hash_table_size (replay.restored);
  g_hash_table_unref (replay.removed);
  g_hash_table_unref (replay.restored);
  return done;
}

static gboolean
note_record (HaulierStoreEvent event,
             const guint8 *data,
             gsize size,
             gpointer user_data,
             GError **error)
{
  *(gboolean *) user_data = TRUE;
  return TRUE;
}

/* Whether a journal is there and has at least one record. */
gboolean
haulier_store_replay_has_jobs (const char *path)
{
  gboolean found = FALSE;
  gboolean damaged = FALSE;
  guint64 size = 0;

  return haulier_store_journal_read (path, note_record, &found, &size, &damaged, NULL) && found;
}
