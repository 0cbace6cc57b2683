/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Finished files of a job on their way to stable storage, one sync for many of them. */
#include "config.h"

#include "haulier-durability.h"

#include <unistd.h>

/* Files that finish within this time share a sync. */
#define WINDOW_MSEC 500
/* Above this many, one sync of the file system is cheaper than one a file. */
#define MAX_SINGLE_SYNCS 4

typedef struct
{
  guint index;
  HaulierPartFile *part;
  gboolean hold; /* keeps its record: it has not got its name yet */
} Entry;

typedef struct
{
  HaulierIoTask task;
  HaulierTransferContext *context;
  guint job;
  GArray *entries; /* Entry */
  gboolean failed;
} SyncTask;

struct _HaulierDurability
{
  HaulierTransferContext *context;
  guint job;
  GArray *entries; /* Entry, finished since the last sync */
  GSource *timer;  /* (nullable) */
};

static void
clear_entry (gpointer data)
{
  haulier_part_file_unref (((Entry *) data)->part);
}

static GArray *
new_entries (void)
{
  GArray *entries = g_array_new (FALSE, FALSE, sizeof (Entry));

  g_array_set_clear_func (entries, clear_entry);
  return entries;
}

static gboolean
sync_folders (const SyncTask *sync, gboolean whole_file_system)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < sync->entries->len; i++)
    {
      const HaulierPartFile *part = g_array_index (sync->entries, Entry, i).part;
      HaulierFolder *folder = haulier_part_file_get_folder (part);

      if (g_hash_table_add (seen, folder)
          && !haulier_folder_sync (folder, haulier_part_file_get_names (part), whole_file_system))
        return FALSE;
    }
  return TRUE;
}

static gboolean
all_are_open (const SyncTask *sync)
{
  for (guint i = 0; i < sync->entries->len; i++)
    {
      if (haulier_part_file_get_fd (g_array_index (sync->entries, Entry, i).part) < 0)
        return FALSE;
    }
  return TRUE;
}

static void
run_sync (HaulierIoTask *task)
{
  SyncTask *sync = (SyncTask *) task;
  gboolean removed = FALSE;
  gboolean many = !all_are_open (sync) || sync->entries->len > MAX_SINGLE_SYNCS;

  for (guint i = 0; i < sync->entries->len && !many; i++)
    {
      if (fdatasync (haulier_part_file_get_fd (g_array_index (sync->entries, Entry, i).part)) != 0)
        sync->failed = TRUE;
    }
  if (!sync_folders (sync, many))
    sync->failed = TRUE;
  for (guint i = 0; i < sync->entries->len; i++)
    {
      Entry *entry = &g_array_index (sync->entries, Entry, i);

      if (!sync->failed && !entry->hold && haulier_part_file_remove_record (entry->part))
        removed = TRUE;
      haulier_part_file_close (entry->part);
    }
  /* Nobody looks for the records once the files are durable: they must not come back. */
  if (removed && !sync_folders (sync, FALSE))
    sync->failed = TRUE;
}

static void
finish_sync (HaulierIoTask *task)
{
  SyncTask *sync = (SyncTask *) task;
  g_autofree guint *indexes = g_new (guint, sync->entries->len);

  for (guint i = 0; i < sync->entries->len; i++)
    indexes[i] = g_array_index (sync->entries, Entry, i).index;
  if (!sync->failed)
    sync->context->reports.durable (
        sync->job, indexes, sync->entries->len, sync->context->user_data);
  g_array_unref (sync->entries);
  g_free (sync);
}

/**
 * haulier_durability_new:
 * @context: what transfers share
 * @job: number of the job
 *
 * Returns: (transfer full): nothing to sync yet
 */
HaulierDurability *
haulier_durability_new (HaulierTransferContext *context, guint job)
{
  HaulierDurability *durability = g_new0 (HaulierDurability, 1);

  durability->context = context;
  durability->job = job;
  durability->entries = new_entries ();
  return durability;
}

/**
 * haulier_durability_free:
 * @durability: (nullable): a durability; what was added is synced nevertheless
 */
void
haulier_durability_free (HaulierDurability *durability)
{
  if (durability == NULL)
    return;
  haulier_durability_flush (durability);
  g_array_unref (durability->entries);
  g_free (durability);
}

static gboolean
on_timer (gpointer user_data)
{
  haulier_durability_flush (user_data);
  return G_SOURCE_REMOVE;
}

/**
 * haulier_durability_add:
 * @durability: a durability
 * @index: number of a finished file
 * @part: its temporary file, which has the final name now, or a held one
 * @hold: whether it keeps its record
 *
 * Has the file synced soon, together with others.
 */
void
haulier_durability_add (HaulierDurability *durability,
                        guint index,
                        HaulierPartFile *part,
                        gboolean hold)
{
  Entry entry = { .index = index, .part = haulier_part_file_ref (part), .hold = hold };

  g_array_append_val (durability->entries, entry);
  if (durability->timer != NULL)
    return;
  durability->timer = g_timeout_source_new (WINDOW_MSEC);
  g_source_set_callback (durability->timer, on_timer, durability, NULL);
  g_source_attach (durability->timer, durability->context->main);
}

/**
 * haulier_durability_flush:
 * @durability: a durability
 *
 * Has everything synced that was added.
 */
void
haulier_durability_flush (HaulierDurability *durability)
{
  SyncTask *sync = NULL;

  if (durability->timer != NULL)
    {
      g_source_destroy (durability->timer);
      g_clear_pointer (&durability->timer, g_source_unref);
    }
  if (durability->entries->len == 0)
    return;
  sync = g_new0 (SyncTask, 1);
  sync->task.run = run_sync;
  sync->task.done = finish_sync;
  sync->context = durability->context;
  sync->job = durability->job;
  sync->entries = durability->entries;
  durability->entries = new_entries ();
  haulier_io_thread_push (durability->context->sync, &sync->task);
}
