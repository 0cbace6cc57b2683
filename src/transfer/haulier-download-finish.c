/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* The end of a download: check, name, report; or close and keep what is there. */
#include "config.h"

#include "haulier-download-private.h"

#include "haulier-file-finish.h"

typedef struct
{
  HaulierIoTask task;
  HaulierDownload *download;
  guint8 *data; /* (nullable): the whole file, when it is that small */
  gsize length;
  guint64 total;
  char *checksum;   /* (nullable): what the content has */
  char *path;       /* (nullable): final path */
  gboolean lacking; /* a write before it failed */
  HaulierFailure *failure;
} FinishTask;

static gboolean
write_small_file (FinishTask *finish)
{
  HaulierDownload *download = finish->download;
  if (download->opening)
    return TRUE;
  if (!haulier_part_file_create (download->part, finish->total, NULL, NULL, &finish->failure))
    return FALSE;
  if (download->hasher != NULL)
    haulier_hasher_reset (download->hasher);
  if (finish->data == NULL)
    return TRUE;
  if (!haulier_part_file_write (download->part, 0, finish->data, finish->length, &finish->failure))
    return FALSE;
  if (download->hasher != NULL)
    haulier_hasher_feed (download->hasher, 0, finish->data, finish->length);
  return TRUE;
}

static gboolean
check_extents (FinishTask *finish)
{
  finish->lacking = !haulier_part_file_is_complete (finish->download->part, finish->total);
  return !finish->lacking;
}

static gboolean
check_content (FinishTask *finish)
{
  HaulierDownload *download = finish->download;

  if (download->hasher == NULL)
    return TRUE;
  finish->checksum = haulier_hasher_finish (
      download->hasher, haulier_part_file_get_fd (download->part), finish->total);
  if (finish->checksum != NULL && g_str_equal (finish->checksum, download->checksum))
    return TRUE;
  finish->failure = haulier_transfer_failure_new (HAULIER_ERROR_VALIDATION_FAILED,
                                                  HAULIER_ERROR_CONTEXT_REMOTE_FILE,
                                                  "check %s: its checksum is %s, where %s is right",
                                                  download->order->address,
                                                  finish->checksum != NULL ? finish->checksum
                                                                           : "not to be computed",
                                                  download->checksum);
  /* A later attempt must not find it complete. */
  haulier_part_file_delete (download->part);
  return FALSE;
}

static gboolean
give_name (FinishTask *finish)
{
  HaulierDownload *download = finish->download;
  HaulierFolder *folder = haulier_part_file_get_folder (download->part);
  gboolean proposed = download->proposed_name != NULL;
  const char *name = proposed ? download->proposed_name : download->name;
  g_autofree char *given = NULL;

  if (download->settings->hold)
    {
      finish->path = g_build_filename (haulier_folder_get_path (folder), name, NULL);
      return TRUE;
    }
  /* To replace a file of a name that the server chose is not what the user allowed. */
  given = haulier_folder_give_name (folder,
                                    haulier_part_file_get_names (download->part),
                                    haulier_part_file_get_fd (download->part),
                                    name,
                                    download->order->overwrite && !proposed,
                                    download->order->rename,
                                    &finish->failure);
  if (given == NULL)
    return FALSE;
  finish->path = g_build_filename (haulier_folder_get_path (folder), given, NULL);
  return TRUE;
}

static void
run_finish (HaulierIoTask *task)
{
  FinishTask *finish = (FinishTask *) task;
  HaulierDownload *download = finish->download;
  gboolean well
      = write_small_file (finish) && check_extents (finish) && check_content (finish)
        && haulier_file_finish_prepare (download->part,
                                        finish->total,
                                        download->settings->hold ? HAULIER_HELD_FILE_MODE
                                                                 : download->context->file_mode,
                                        download->modified,
                                        &finish->failure)
        && give_name (finish);

  /* Small files are synced together, without their descriptors. */
  if (!well || finish->total <= HAULIER_WRITE_BLOCK_BYTES)
    haulier_part_file_close (download->part);
}

static HaulierFileResult *
make_result (HaulierDownload *download)
{
  HaulierFileResult *result = g_new0 (HaulierFileResult, 1);

  result->index = download->order->index;
  result->path = g_strdup (download->order->path);
  result->retry_after = download->retry_after;
  result->modified = download->modified;
  result->validator = haulier_validator_to_text (download->validator);
  result->remote = g_strdup (download->remote);
  result->transferred = haulier_download_get_transferred (download);
  result->size = haulier_download_get_total (download);
  return result;
}

static void
finish_finish (HaulierIoTask *task)
{
  FinishTask *finish = (FinishTask *) task;
  HaulierDownload *download = finish->download;
  HaulierFileResult *result = make_result (download);

  if (finish->path != NULL)
    {
      g_free (result->path);
      result->path = g_steal_pointer (&finish->path);
    }
  if (finish->lacking)
    finish->failure = g_steal_pointer (&download->failure);
  if (finish->lacking && finish->failure == NULL)
    finish->failure = haulier_transfer_failure_new (HAULIER_ERROR_IO_DEVICE,
                                                    HAULIER_ERROR_CONTEXT_LOCAL_FILE,
                                                    "save “%s”: bytes are missing",
                                                    download->name);
  result->failure = g_steal_pointer (&finish->failure);
  result->checksum_type = download->checksum_type;
  result->checksum = g_steal_pointer (&finish->checksum);
  g_free (finish->data);
  haulier_download_end (download, result);
  g_free (finish);
  haulier_download_unref (download);
}

/**
 * haulier_download_finish:
 * @download: a download that has everything
 * @last_block: (transfer full) (nullable): the whole content of a file that was never opened
 *
 * Has the I/O thread check the file and give it its name.
 */
void
haulier_download_finish (HaulierDownload *download, HaulierWriteBlock *last_block)
{
  FinishTask *finish = g_new0 (FinishTask, 1);

  haulier_download_set_state (download, HAULIER_DOWNLOAD_FINISHING);
  finish->task.run = run_finish;
  finish->task.done = finish_finish;
  finish->download = haulier_download_ref (download);
  /* A copy of its size: a thousand of them may be waiting. */
  if (last_block != NULL)
    {
      finish->data = g_memdup2 (last_block->data, last_block->length);
      finish->length = last_block->length;
      haulier_transfer_context_give_block (download->context, last_block);
    }
  finish->total = haulier_download_get_total (download);
  if (finish->data != NULL)
    haulier_io_thread_push_gathered (download->context->io, &finish->task);
  else
    haulier_io_thread_push (download->context->io, &finish->task);
  download->funcs->received (download, download->owner);
}

/**
 * haulier_download_finish_named:
 * @download: a download whose file was completed and named by an earlier worker
 *
 * Reports it; it still has to be synced.
 */
void
haulier_download_finish_named (HaulierDownload *download)
{
  haulier_download_set_state (download, HAULIER_DOWNLOAD_FINISHING);
  haulier_download_end (download, make_result (download));
}

static void
run_close (HaulierIoTask *task)
{
  haulier_part_file_close (((FinishTask *) task)->download->part);
}

static void
finish_close (HaulierIoTask *task)
{
  FinishTask *finish = (FinishTask *) task;
  HaulierDownload *download = finish->download;
  HaulierFileResult *result = make_result (download);

  result->failure = g_steal_pointer (&download->failure);
  /* What was received but not written is lost. */
  result->transferred = haulier_part_file_get_written_bytes (download->part);
  haulier_download_end (download, result);
  g_free (finish);
  haulier_download_unref (download);
}

/* What was received is worth keeping, whatever happened to the rest. */
static void
let_go_of_segments (HaulierDownload *download)
{
  while (download->segments->len > 0)
    {
      HaulierSegment *segment = g_ptr_array_steal_index_fast (download->segments, 0);
      HaulierWriteBlock *block = haulier_segment_steal_block (segment);

      haulier_extents_add (download->held, segment->start, segment->position);
      if (block != NULL && (download->open || download->opening))
        (void) haulier_download_write_block (download, block);
      else
        haulier_transfer_context_give_block (download->context, block);
      haulier_segment_free (segment);
    }
}

/**
 * haulier_download_fail:
 * @download: a download
 * @failure: (transfer full) (nullable): why; %NULL when it is stopped
 *
 * Ends a download whatever it is doing, keeping what was received. Not from a callback of libcurl.
 */
void
haulier_download_fail (HaulierDownload *download, HaulierFailure *failure)
{
  FinishTask *finish = NULL;

  if (download->state >= HAULIER_DOWNLOAD_FINISHING)
    {
      if (download->failure == NULL)
        download->failure = g_steal_pointer (&failure);
      haulier_failure_free (failure);
      return;
    }
  haulier_download_set_state (download, HAULIER_DOWNLOAD_CLOSING);
  let_go_of_segments (download);
  haulier_failure_free (download->failure);
  download->failure = failure;
  finish = g_new0 (FinishTask, 1);
  finish->task.run = run_close;
  finish->task.done = finish_close;
  finish->download = haulier_download_ref (download);
  haulier_io_thread_push (download->context->io, &finish->task);
}
