/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* The disk's side of a download: opening, writing, closing. */
#include "config.h"

#include "haulier-download-private.h"

/* A write that took longer leaves the next ones to the I/O thread: the main loop does not wait for
 * disks. */
#define SLOW_WRITE_USEC 10000

typedef struct
{
  HaulierIoTask task;
  HaulierDownload *download;
  guint64 total;
  char *layout;
  HaulierValidator *validator;
  HaulierFailure *failure;
} OpenTask;

static void
run_open (HaulierIoTask *task)
{
  OpenTask *open = (OpenTask *) task;
  HaulierDownload *download = open->download;

  if (download->hasher != NULL)
    haulier_hasher_reset (download->hasher);
  if (!haulier_part_file_create (
          download->part, open->total, open->layout, open->validator, &open->failure))
    haulier_part_file_close (download->part);
}

static void
finish_open (HaulierIoTask *task)
{
  OpenTask *open = (OpenTask *) task;
  HaulierDownload *download = open->download;

  download->open = open->failure == NULL;
  if (open->failure != NULL)
    haulier_download_fail (download, g_steal_pointer (&open->failure));
  g_free (open->layout);
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
  open->total = haulier_download_get_total (download);
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
  block->hasher = download->hasher;
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
