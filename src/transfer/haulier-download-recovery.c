/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* What an earlier worker left of a download, and how much of it counts. */
#include "config.h"

#include "haulier-download-private.h"

#include "haulier-progress-record.h"

#include <glib/gstdio.h>
#include <sys/stat.h>
#include <unistd.h>

typedef struct
{
  HaulierIoTask task;
  HaulierDownload *download;
  char *job_id;
  char *layout;
  HaulierProgressRecord *record; /* (nullable): of this file, valid */
  HaulierExtents *held;          /* (nullable): what counts */
  gboolean named;                /* it is complete and has its final name */
  HaulierFailure *failure;
} RecoverTask;

static HaulierProgressRecord *
read_record (int fd)
{
  guint8 data[HAULIER_PROGRESS_RECORD_BYTES];
  gssize length = pread (fd, data, sizeof data, 0);

  return length > 0 ? haulier_progress_record_decode (data, (gsize) length) : NULL;
}

static gboolean
record_is_of_this_file (const RecoverTask *recover, const HaulierProgressRecord *record)
{
  return g_strcmp0 (record->job_id, recover->job_id) == 0
         && record->index == recover->download->order->index
         && g_strcmp0 (record->layout, recover->layout) == 0;
}

/* After another start of the kernel only what was synced is there for certain. */
static const HaulierExtents *
get_counting_extents (const RecoverTask *recover, const HaulierProgressRecord *record)
{
  return g_strcmp0 (record->boot_id, recover->download->context->boot_id) == 0 ? record->written
                                                                               : record->synced;
}

static gboolean
is_complete (const HaulierProgressRecord *record, const HaulierExtents *extents)
{
  return record->total != HAULIER_SIZE_UNKNOWN
         && haulier_extents_get_total (extents) == record->total;
}

/* It got its name, but nobody knows yet that it is durable. */
static int
find_named_file (RecoverTask *recover)
{
  const HaulierProgressRecord *record = recover->record;
  HaulierPartFile *part = recover->download->part;

  if (!is_complete (record, record->written))
    return -1;
  return haulier_folder_find_named (haulier_part_file_get_folder (part),
                                    haulier_part_file_get_names (part),
                                    recover->download->name,
                                    record->total,
                                    is_complete (record, get_counting_extents (recover, record)),
                                    &recover->named);
}

/* Bytes beyond the end of the file were never written, whatever the record says. */
static gboolean
file_can_hold (int fd, const HaulierExtents *extents)
{
  guint count = haulier_extents_get_n_extents (extents);
  struct stat status;

  return count == 0
         || (fstat (fd, &status) == 0
             && haulier_extents_get (extents, count - 1)->end <= (guint64) status.st_size);
}

static void
adopt (RecoverTask *recover, int fd, int record_fd)
{
  const HaulierProgressRecord *record = recover->record;
  const HaulierExtents *counting = get_counting_extents (recover, record);
  gboolean provable
      = haulier_validator_is_usable (record->validator) || is_complete (record, counting);
  g_autoptr (HaulierExtents) nothing = haulier_extents_new ();

  if (!provable || (fd >= 0 && !file_can_hold (fd, counting)))
    counting = nothing;
  recover->held = haulier_extents_copy (counting);
  haulier_part_file_adopt (recover->download->part,
                           fd,
                           record_fd,
                           record->sequence,
                           record->total,
                           recover->layout,
                           record->validator,
                           counting,
                           haulier_extents_get_total (counting) > 0 ? record->synced : nothing);
  if (!recover->named && haulier_extents_get_total (counting) < record->total)
    (void) haulier_part_file_check_space (
        recover->download->part, record->total, &recover->failure);
}

static void
close_fds (HaulierPartFds *fds)
{
  if (fds->fd >= 0)
    (void) g_close (fds->fd, NULL);
  if (fds->record_fd >= 0)
    (void) g_close (fds->record_fd, NULL);
}

static void
run_recover (HaulierIoTask *task)
{
  RecoverTask *recover = (RecoverTask *) task;
  HaulierDownload *download = recover->download;
  HaulierFolder *folder = haulier_part_file_get_folder (download->part);
  const HaulierPartNames *names = haulier_part_file_get_names (download->part);
  HaulierPartFds fds = { -1, -1 };
  gboolean ours = FALSE;

  if (!haulier_folder_open_part (folder, names, &fds, &recover->failure) || fds.record_fd < 0)
    return;
  recover->record = read_record (fds.record_fd);
  ours = recover->record != NULL && record_is_of_this_file (recover, recover->record);
  if (ours && fds.fd < 0)
    fds.fd = find_named_file (recover);
  if (ours && (fds.fd >= 0 || recover->named))
    {
      adopt (recover, fds.fd, fds.record_fd);
      return;
    }
  close_fds (&fds);
  (void) haulier_folder_remove_record (folder, names);
}

static void
take_over (HaulierDownload *download, RecoverTask *recover)
{
  const HaulierProgressRecord *record = recover->record;
  guint64 remote_total = record->total;

  if (!haulier_layout_is_whole (download->layout))
    remote_total = record->validator != NULL ? record->validator->length : HAULIER_SIZE_UNKNOWN;
  if (haulier_extents_get_total (recover->held) == 0 || remote_total == HAULIER_SIZE_UNKNOWN
      || !haulier_layout_resolve (download->layout, remote_total, NULL))
    return;
  haulier_extents_free (download->held);
  download->held = g_steal_pointer (&recover->held);
  haulier_validator_free (download->validator);
  download->validator = haulier_validator_copy (record->validator);
  if (download->validator != NULL)
    download->modified = MAX (download->validator->last_modified, 0);
  download->failed_at_bytes = haulier_extents_get_total (download->held);
  download->opening = TRUE;
  download->open = TRUE;
  haulier_download_be_loud (download);
  haulier_download_trace (download,
                          "resume",
                          NULL,
                          "going on with %" G_GUINT64_FORMAT " of %" G_GUINT64_FORMAT " bytes",
                          download->failed_at_bytes,
                          record->total);
}

static void
finish_recover (HaulierIoTask *task)
{
  RecoverTask *recover = (RecoverTask *) task;
  HaulierDownload *download = recover->download;
  HaulierFailure *failure = g_steal_pointer (&recover->failure);

  if (recover->held != NULL)
    take_over (download, recover);
  if (download->state == HAULIER_DOWNLOAD_RECOVERING)
    {
      if (failure != NULL)
        haulier_download_fail (download, g_steal_pointer (&failure));
      else if (recover->named)
        haulier_download_finish_named (download);
      else
        haulier_download_get_ready (download);
    }
  haulier_failure_free (failure);
  haulier_progress_record_free (recover->record);
  haulier_extents_free (recover->held);
  g_free (recover->job_id);
  g_free (recover->layout);
  g_free (recover);
  haulier_download_unref (download);
}

/**
 * haulier_download_recover:
 * @download: a download that was not started
 *
 * Has the I/O thread look for a temporary file and its record.
 */
void
haulier_download_recover (HaulierDownload *download)
{
  RecoverTask *recover = g_new0 (RecoverTask, 1);

  haulier_download_set_state (download, HAULIER_DOWNLOAD_RECOVERING);
  recover->task.run = run_recover;
  recover->task.done = finish_recover;
  recover->download = haulier_download_ref (download);
  recover->job_id = g_strdup (download->job_id);
  recover->layout = haulier_layout_digest (download->layout);
  haulier_io_thread_push (download->context->io, &recover->task);
}
