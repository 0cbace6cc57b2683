/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* The temporary file of a download, with the progress record beside it. */
#include "config.h"

#include "haulier-part-file.h"

#include "haulier-file.h"
#include "haulier-local-failure.h"
#include "haulier-progress-record.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* The record follows the data closely on any real line, and does not slow a loopback down. */
#define RECORD_MIN_BYTES (64 * 1024)
#define RECORD_MIN_USEC 2000
/* Reserving the space of a small file costs more than it saves. */
#define RESERVE_MIN_BYTES (1024 * 1024)

struct _HaulierPartFile
{
  gatomicrefcount references;
  HaulierFolder *folder;
  HaulierPartNames names;
  int fd;        /* -1 while closed */
  int record_fd; /* -1 when there is no record */
  GMutex mutex;  /* guards what follows */
  HaulierProgressRecord *record;
  guint64 unrecorded_bytes;
  gint64 recorded_at; /* monotonic microseconds */
  guint64 unsynced_bytes;
  gboolean named;   /* the names of the file and the record are on stable storage */
  guint generation; /* counts how often the file began again */
};

/**
 * haulier_part_file_new:
 * @folder: where
 * @boot_id: that of haulier_part_name_read_boot_id()
 * @job_id: UUID of the job
 * @index: of the file
 *
 * Shape: made by the main context; create, write and sync are called by any thread, one at a time
 * each.
 *
 * Returns: (transfer full): a temporary file that is not opened yet
 */
HaulierPartFile *
haulier_part_file_new (HaulierFolder *folder, const char *boot_id, const char *job_id, guint index)
{
  HaulierPartFile *part = g_new0 (HaulierPartFile, 1);

  g_atomic_ref_count_init (&part->references);
  g_mutex_init (&part->mutex);
  part->folder = haulier_folder_ref (folder);
  haulier_part_names_init (&part->names, job_id, index);
  part->fd = -1;
  part->record_fd = -1;
  part->record = haulier_progress_record_new ();
  part->record->job_id = g_strdup (job_id);
  part->record->index = index;
  part->record->boot_id = g_strdup (boot_id);
  return part;
}

/**
 * haulier_part_file_ref:
 * @part: a temporary file
 *
 * Returns: (transfer full): @part
 */
HaulierPartFile *
haulier_part_file_ref (HaulierPartFile *part)
{
  g_atomic_ref_count_inc (&part->references);
  return part;
}

/**
 * haulier_part_file_unref:
 * @part: (nullable) (transfer full): a temporary file
 */
void
haulier_part_file_unref (HaulierPartFile *part)
{
  if (part == NULL || !g_atomic_ref_count_dec (&part->references))
    return;
  haulier_part_file_close (part);
  haulier_progress_record_free (part->record);
  haulier_folder_unref (part->folder);
  g_mutex_clear (&part->mutex);
  g_free (part);
}

/**
 * haulier_part_file_get_names:
 * @part: a temporary file
 *
 * Returns: (transfer none): its name in the folder, and that of its record
 */
const HaulierPartNames *
haulier_part_file_get_names (const HaulierPartFile *part)
{
  return &part->names;
}

/**
 * haulier_part_file_get_folder:
 * @part: a temporary file
 *
 * Returns: (transfer none): its folder
 */
HaulierFolder *
haulier_part_file_get_folder (const HaulierPartFile *part)
{
  return part->folder;
}

/**
 * haulier_part_file_get_fd:
 * @part: a temporary file
 *
 * Returns: its descriptor, or -1 when it is not open
 */
int
haulier_part_file_get_fd (const HaulierPartFile *part)
{
  return part->fd;
}

static void
close_fd (int *fd)
{
  if (*fd >= 0)
    (void) g_close (*fd, NULL);
  *fd = -1;
}

static gboolean
write_all (int fd, const guint8 *data, gsize length, guint64 offset, gint *out_error_number)
{
  while (length > 0)
    {
      gssize count = pwrite (fd, data, length, (off_t) offset);

      if (count < 0 && errno == EINTR)
        continue;
      if (count <= 0)
        {
          *out_error_number = count < 0 ? errno : EIO;
          return FALSE;
        }
      data += count;
      length -= (gsize) count;
      offset += (guint64) count;
    }
  return TRUE;
}

/* With the mutex held. A record that cannot be written is no reason to fail: it only proves less.
 */
static void
write_record (HaulierPartFile *part)
{
  guint8 slot[HAULIER_PROGRESS_RECORD_SLOT_BYTES];
  gint error_number = 0;

  if (part->record_fd < 0)
    return;
  part->record->sequence++;
  haulier_progress_record_encode (part->record, slot);
  (void) write_all (part->record_fd,
                    slot,
                    sizeof slot,
                    (part->record->sequence % HAULIER_PROGRESS_RECORD_N_SLOTS) * sizeof slot,
                    &error_number);
  part->unrecorded_bytes = 0;
  part->recorded_at = g_get_monotonic_time ();
}

static gboolean
reserve_space (HaulierPartFile *part, guint64 total, HaulierFailure **out_failure)
{
  if (total == HAULIER_SIZE_UNKNOWN || total < RESERVE_MIN_BYTES)
    return TRUE;
  if (!haulier_part_file_check_space (part, total, out_failure))
    return FALSE;
  if (!haulier_folder_reserves_cheaply (part->folder, &part->names))
    return TRUE;
  if (fallocate (part->fd, FALLOC_FL_KEEP_SIZE, 0, (off_t) total) != 0
      && (errno == ENOSPC || errno == EDQUOT))
    {
      *out_failure
          = haulier_local_failure_from_errno (errno,
                                              "reserve %" G_GUINT64_FORMAT " bytes in “%s”",
                                              total,
                                              haulier_folder_get_path (part->folder));
      return FALSE;
    }
  return TRUE;
}

/* With the mutex held. */
static void
describe (HaulierPartFile *part,
          guint64 total,
          const char *layout,
          const HaulierValidator *validator)
{
  part->record->total = total;
  g_free (part->record->layout);
  part->record->layout = g_strdup (layout);
  haulier_validator_free (part->record->validator);
  part->record->validator = haulier_validator_copy (validator);
}

static gboolean
open_fresh (HaulierPartFile *part, gboolean with_record, HaulierFailure **out_failure)
{
  HaulierPartFds fds = { -1, -1 };

  if (!haulier_folder_create_part (part->folder, &part->names, with_record, &fds, out_failure))
    return FALSE;
  part->fd = fds.fd;
  part->record_fd = fds.record_fd;
  return TRUE;
}

/**
 * haulier_part_file_create:
 * @part: a temporary file
 * @total: bytes that it will have, or %HAULIER_SIZE_UNKNOWN
 * @layout: (nullable): digest of which parts of the remote file are wanted
 * @validator: (nullable): version of the remote file
 * @out_failure: (out): why not
 *
 * Makes the file empty, whatever was there before. Blocks; from an I/O thread.
 *
 * Errors: %HAULIER_ERROR_DISK_FULL when @total does not fit; the record stays and tells the size.
 *
 * Returns: whether data may be written
 */
gboolean
haulier_part_file_create (HaulierPartFile *part,
                          guint64 total,
                          const char *layout,
                          const HaulierValidator *validator,
                          HaulierFailure **out_failure)
{
  gboolean with_record = total >= HAULIER_PART_FILE_RECORD_MIN_BYTES;

  if (!with_record)
    haulier_part_file_remove_record (part);
  haulier_part_file_close (part);
  if (!open_fresh (part, with_record, out_failure))
    return FALSE;
  g_mutex_lock (&part->mutex);
  describe (part, total, layout, validator);
  haulier_extents_clear (part->record->written);
  haulier_extents_clear (part->record->synced);
  part->generation++;
  part->named = FALSE;
  part->unsynced_bytes = 0;
  /* Both slots, so that the record never has to grow on a full disk. */
  write_record (part);
  write_record (part);
  g_mutex_unlock (&part->mutex);
  return reserve_space (part, total, out_failure);
}

/**
 * haulier_part_file_adopt:
 * @part: a temporary file
 * @fd: (transfer full): descriptor of it, opened safely
 * @record_fd: (transfer full): descriptor of the record
 * @sequence: of the newest slot
 * @total: bytes that it will have, or %HAULIER_SIZE_UNKNOWN
 * @layout: (nullable): digest of which parts of the remote file are wanted
 * @validator: (nullable): version of the remote file
 * @held: what it holds
 * @synced: what of it is on stable storage
 *
 * Continues a file that an earlier worker left.
 *
 * Returns: always %TRUE
 */
gboolean
haulier_part_file_adopt (HaulierPartFile *part,
                         int fd,
                         int record_fd,
                         guint64 sequence,
                         guint64 total,
                         const char *layout,
                         const HaulierValidator *validator,
                         const HaulierExtents *held,
                         const HaulierExtents *synced)
{
  haulier_part_file_close (part);
  part->fd = fd;
  part->record_fd = record_fd;
  g_mutex_lock (&part->mutex);
  describe (part, total, layout, validator);
  part->record->sequence = sequence;
  haulier_extents_free (part->record->written);
  haulier_extents_free (part->record->synced);
  part->record->written = haulier_extents_copy (held);
  part->record->synced = haulier_extents_copy (synced);
  part->unsynced_bytes = 0;
  write_record (part);
  g_mutex_unlock (&part->mutex);
  return TRUE;
}

/**
 * haulier_part_file_write:
 * @part: an open temporary file
 * @offset: position in it
 * @data: what to write
 * @length: bytes of it
 * @out_failure: (out): why not
 *
 * Returns: whether everything was written
 */
gboolean
haulier_part_file_write (HaulierPartFile *part,
                         guint64 offset,
                         const guint8 *data,
                         gsize length,
                         HaulierFailure **out_failure)
{
  gint error_number = 0;

  if (!write_all (part->fd, data, length, offset, &error_number))
    {
      *out_failure = haulier_local_failure_from_errno (error_number,
                                                       "write to “%s/%s”",
                                                       haulier_folder_get_path (part->folder),
                                                       part->names.part);
      haulier_part_file_flush_record (part);
      return FALSE;
    }
  g_mutex_lock (&part->mutex);
  haulier_extents_add (part->record->written, offset, offset + length);
  part->unsynced_bytes += length;
  part->unrecorded_bytes += length;
  if (part->unrecorded_bytes >= RECORD_MIN_BYTES
      && g_get_monotonic_time () - part->recorded_at >= RECORD_MIN_USEC)
    write_record (part);
  g_mutex_unlock (&part->mutex);
  return TRUE;
}

/**
 * haulier_part_file_is_complete:
 * @part: a temporary file
 * @total: bytes that it must have
 *
 * Returns: whether it is open and every byte was written
 */
gboolean
haulier_part_file_is_complete (HaulierPartFile *part, guint64 total)
{
  gboolean complete = FALSE;

  g_mutex_lock (&part->mutex);
  complete = part->fd >= 0 && haulier_extents_contain (part->record->written, 0, total)
             && haulier_extents_get_total (part->record->written) == total;
  g_mutex_unlock (&part->mutex);
  return complete;
}

/**
 * haulier_part_file_get_written_bytes:
 * @part: a temporary file
 *
 * Returns: how much of it is there
 */
guint64
haulier_part_file_get_written_bytes (HaulierPartFile *part)
{
  guint64 bytes = 0;

  g_mutex_lock (&part->mutex);
  bytes = haulier_extents_get_total (part->record->written);
  g_mutex_unlock (&part->mutex);
  return bytes;
}

/**
 * haulier_part_file_flush_record:
 * @part: a temporary file
 *
 * Records everything that was written.
 */
void
haulier_part_file_flush_record (HaulierPartFile *part)
{
  g_mutex_lock (&part->mutex);
  if (part->unrecorded_bytes > 0)
    write_record (part);
  g_mutex_unlock (&part->mutex);
}

/* Unless the file has begun again in the meantime. */
static gboolean
note_synced (HaulierPartFile *part, const HaulierExtents *written, guint64 bytes, guint generation)
{
  gboolean same = FALSE;

  g_mutex_lock (&part->mutex);
  same = part->generation == generation;
  for (guint i = 0; same && i < haulier_extents_get_n_extents (written); i++)
    {
      const HaulierExtent *extent = haulier_extents_get (written, i);

      haulier_extents_add (part->record->synced, extent->start, extent->end);
    }
  if (same)
    {
      part->unsynced_bytes -= MIN (bytes, part->unsynced_bytes);
      write_record (part);
    }
  g_mutex_unlock (&part->mutex);
  return same;
}

/* A file that nobody finds again is not durable, however well its content is. Once is enough. */
static gboolean
sync_names (HaulierPartFile *part)
{
  if (!part->named)
    part->named = haulier_folder_sync (part->folder, &part->names, FALSE);
  return part->named;
}

/**
 * haulier_part_file_sync:
 * @part: an open temporary file
 *
 * Brings what was written to stable storage, and records that. Blocks for as long as the disk
 * needs; from the sync thread.
 *
 * Returns: whether it is there
 */
gboolean
haulier_part_file_sync (HaulierPartFile *part)
{
  g_autoptr (HaulierExtents) written = NULL;
  guint64 bytes = 0;
  guint generation = 0;
  gboolean synced = FALSE;
  int fd = -1;
  int record_fd = -1;

  g_mutex_lock (&part->mutex);
  written = haulier_extents_copy (part->record->written);
  bytes = part->unsynced_bytes;
  generation = part->generation;
  /* Others may close the file meanwhile. */
  fd = part->fd >= 0 ? fcntl (part->fd, F_DUPFD_CLOEXEC, 3) : -1;
  record_fd = part->record_fd >= 0 ? fcntl (part->record_fd, F_DUPFD_CLOEXEC, 3) : -1;
  g_mutex_unlock (&part->mutex);
  synced = fd >= 0 && fdatasync (fd) == 0 && sync_names (part);
  close_fd (&fd);
  if (!synced || !note_synced (part, written, bytes, generation))
    {
      close_fd (&record_fd);
      return FALSE;
    }
  synced = record_fd < 0 || fdatasync (record_fd) == 0;
  close_fd (&record_fd);
  return synced;
}

/**
 * haulier_part_file_get_unsynced_bytes:
 * @part: a temporary file
 *
 * Returns: how much a power cut would lose
 */
guint64
haulier_part_file_get_unsynced_bytes (HaulierPartFile *part)
{
  guint64 bytes = 0;

  g_mutex_lock (&part->mutex);
  bytes = part->record_fd >= 0 ? part->unsynced_bytes : 0;
  g_mutex_unlock (&part->mutex);
  return bytes;
}

/**
 * haulier_part_file_check_space:
 * @part: an open temporary file
 * @total: bytes that it will have
 * @out_failure: (out): what is missing
 *
 * Returns: whether the rest of the file fits on the disk, as far as the disk tells
 */
gboolean
haulier_part_file_check_space (HaulierPartFile *part, guint64 total, HaulierFailure **out_failure)
{
  struct stat status;
  guint64 held = 0;
  guint64 available = 0;

  if (total == HAULIER_SIZE_UNKNOWN
      || !haulier_folder_get_free_bytes (part->folder, &part->names, &available))
    return TRUE;
  if (part->fd >= 0 && fstat (part->fd, &status) == 0)
    held = (guint64) status.st_blocks * 512;
  if (held >= total || total - held <= available)
    return TRUE;
  *out_failure = haulier_local_failure_from_errno (
      ENOSPC,
      "save %" G_GUINT64_FORMAT " more bytes in “%s”, where %" G_GUINT64_FORMAT " are free",
      total - held,
      haulier_folder_get_path (part->folder),
      available);
  return FALSE;
}

/**
 * haulier_part_file_remove_record:
 * @part: a temporary file
 *
 * Deletes the record: the file is durable, or is not wanted.
 *
 * Returns: whether there was one
 */
gboolean
haulier_part_file_remove_record (HaulierPartFile *part)
{
  if (part->record_fd < 0)
    return FALSE;
  g_mutex_lock (&part->mutex);
  close_fd (&part->record_fd);
  g_mutex_unlock (&part->mutex);
  return haulier_folder_remove_record (part->folder, &part->names);
}

/**
 * haulier_part_file_delete:
 * @part: a temporary file
 *
 * Deletes it with its record: what it holds is of no use.
 */
void
haulier_part_file_delete (HaulierPartFile *part)
{
  haulier_part_file_remove_record (part);
  haulier_part_file_close (part);
  (void) haulier_folder_remove_part (part->folder, &part->names);
}

/**
 * haulier_part_file_close:
 * @part: a temporary file
 *
 * Records what was written, and closes the file.
 */
void
haulier_part_file_close (HaulierPartFile *part)
{
  haulier_part_file_flush_record (part);
  g_mutex_lock (&part->mutex);
  close_fd (&part->fd);
  close_fd (&part->record_fd);
  g_mutex_unlock (&part->mutex);
}
