/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* The disk's side of a download: opening, writing, closing. */
#include "config.h"

#include "haulier-download-private.h"

/* A write that took longer leaves the next ones to the I/O thread: the main loop does not wait for
 * disks. */
#define SLOW_WRITE_USEC 10000
/* What a power cut may cost: this much for each connection, or, on a line that fetches it again in
 * no time, what came in these seconds. */
#define SYNC_BYTES_PER_CONNECTION (2 * 1024 * 1024)
#define FAST_BYTES_PER_SEC (32 * 1024 * 1024)
#define SYNC_FAST_SEC 2
/* On a slow line: what came in this time. */
#define SYNC_SLOW_USEC (5 * G_TIME_SPAN_SECOND)

typedef struct
{
  HaulierIoTask task;
  HaulierDownload *download;
  guint generation;
  guint64 total;
  char *layout;
  HaulierValidator *validator;
  HaulierHasher *hasher; /* (nullable) */
  HaulierFailure *failure;
} OpenTask;

static void
run_open (HaulierIoTask *task)
{
  OpenTask *open = (OpenTask *) task;
  HaulierDownload *download = open->download;

  if (open->hasher != NULL)
    haulier_hasher_reset (open->hasher);
  if (!haulier_part_file_create (
          download->part, open->total, open->layout, open->validator, &open->failure))
    haulier_part_file_close (download->part);
}

static void
finish_open (HaulierIoTask *task)
{
  OpenTask *open = (OpenTask *) task;
  HaulierDownload *download = open->download;

  /* When the download has begun again, it waits for another file. */
  if (open->generation == download->generation)
    {
      download->open = open->failure == NULL;
      if (open->failure != NULL)
        haulier_download_fail (download, g_steal_pointer (&open->failure));
    }
  haulier_failure_free (open->failure);
  g_free (open->layout);
  haulier_hasher_unref (open->hasher);
  haulier_validator_free (open->validator);
  g_free (open);
  haulier_download_unref (download);
}

/**
 * haulier_download_open_part:
 * @download: a download
 *
 * Has the I/O thread make an empty temporary file; blocks that are pushed afterwards go into it.
 */
void
haulier_download_open_part (HaulierDownload *download)
{
  OpenTask *open = NULL;

  if (download->opening)
    return;
  haulier_download_be_loud (download);
  download->opening = TRUE;
  download->open = FALSE;
  open = g_new0 (OpenTask, 1);
  open->task.run = run_open;
  open->task.done = finish_open;
  open->download = haulier_download_ref (download);
  open->generation = download->generation;
  open->total = haulier_download_get_total (download);
  open->hasher = haulier_hasher_ref (download->hasher);
  open->layout = haulier_layout_digest (download->layout);
  open->validator = haulier_validator_copy (download->validator);
  haulier_io_thread_push (download->context->io, &open->task);
}

static void
finish_write (HaulierIoTask *task)
{
  HaulierWriteBlock *block = (HaulierWriteBlock *) task;
  HaulierDownload *download = block->owner;
  HaulierTransferContext *context = download->context;
  HaulierFailure *failure = g_steal_pointer (&block->failure);

  download->n_pending_writes--;
  haulier_transfer_context_block_written (context, block);
  haulier_transfer_context_give_block (context, block);
  if (failure != NULL)
    haulier_download_fail (download, failure);
  haulier_download_unref (download);
}

static void
push_write (HaulierDownload *download, HaulierWriteBlock *block)
{
  block->task.run = haulier_write_block_run;
  block->task.done = finish_write;
  block->owner = haulier_download_ref (download);
  block->part = haulier_part_file_ref (download->part);
  block->hasher = haulier_hasher_ref (download->hasher);
  download->n_pending_writes++;
  haulier_transfer_context_push_block (download->context, block);
}

/* The kernel's page cache takes a block in microseconds: handing it to another thread costs more
 * than that. */
static gboolean
write_here (HaulierDownload *download, HaulierWriteBlock *block)
{
  HaulierFailure *failure = NULL;
  gint64 begin = g_get_monotonic_time ();
  gboolean written = haulier_part_file_write (
      download->part, block->offset, block->data, block->length, &failure);

  download->slow_disk = g_get_monotonic_time () - begin > SLOW_WRITE_USEC;
  haulier_transfer_context_give_block (download->context, block);
  haulier_transfer_context_note_written (download->context, download->part);
  if (written)
    return TRUE;
  if (download->failure == NULL)
    download->failure = failure;
  else
    haulier_failure_free (failure);
  return FALSE;
}

/**
 * haulier_download_write_block:
 * @download: a download
 * @block: (transfer full): data of the file
 *
 * Writes a block: at once when the disk takes it without waiting, else by the I/O thread.
 *
 * Returns: whether it was written or will be; when not, the failure of the download is set
 */
gboolean
haulier_download_write_block (HaulierDownload *download, HaulierWriteBlock *block)
{
  haulier_download_open_part (download);
  if (download->open && download->hasher == NULL && download->n_pending_writes == 0
      && !download->slow_disk)
    return write_here (download, block);
  if (download->n_pending_writes == 0)
    download->slow_disk = FALSE;
  push_write (download, block);
  return TRUE;
}

typedef struct
{
  HaulierIoTask task;
  HaulierDownload *download;
} SyncTask;

static void
run_sync (HaulierIoTask *task)
{
  (void) haulier_part_file_sync (((SyncTask *) task)->download->part);
}

static void
finish_sync (HaulierIoTask *task)
{
  SyncTask *sync = (SyncTask *) task;

  sync->download->syncing = FALSE;
  haulier_download_unref (sync->download);
  g_free (sync);
}

static gboolean
is_sync_due (const HaulierDownload *download, gint64 now, guint64 unsynced)
{
  guint64 connections = MAX (download->segments->len, 1);
  gint64 elapsed = MAX (now - download->synced_at, 1);
  guint64 bytes = haulier_download_get_transferred (download);
  guint64 came = bytes > download->synced_at_bytes ? bytes - download->synced_at_bytes : 0;
  guint64 speed = came * G_USEC_PER_SEC / (guint64) elapsed;

  if (unsynced == 0)
    return FALSE;
  if (speed > FAST_BYTES_PER_SEC * connections)
    return unsynced >= speed * SYNC_FAST_SEC;
  return unsynced >= SYNC_BYTES_PER_CONNECTION * connections || elapsed >= SYNC_SLOW_USEC;
}

/**
 * haulier_download_sync_when_due:
 * @download: a receiving download
 * @now: monotonic microseconds
 *
 * Has the sync thread bring what was written to stable storage, often enough that a power cut costs
 * little.
 */
void
haulier_download_sync_when_due (HaulierDownload *download, gint64 now)
{
  SyncTask *sync = NULL;

  if (download->open)
    haulier_part_file_flush_record (download->part);
  if (!download->open || download->syncing
      || !is_sync_due (download, now, haulier_part_file_get_unsynced_bytes (download->part)))
    return;
  download->syncing = TRUE;
  download->synced_at = now;
  download->synced_at_bytes = haulier_download_get_transferred (download);
  sync = g_new0 (SyncTask, 1);
  sync->task.run = run_sync;
  sync->task.done = finish_sync;
  sync->download = haulier_download_ref (download);
  haulier_io_thread_push (download->context->sync, &sync->task);
}
