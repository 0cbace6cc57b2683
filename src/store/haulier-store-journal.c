/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* The journal beside the database: what was created, removed, finished and tried since the rolling
 * copy. */
#include "config.h"

#include "haulier-store-journal-private.h"

#include <errno.h>
#include <fcntl.h>
#include <gio/gio.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "haulier-error.h"
#include "haulier-store-files-private.h"
#include "haulier-store-hosts-private.h"
#include "haulier-store-jobs-private.h"
#include "haulier-store-logins-private.h"
#include "haulier-store-row-private.h"

/* The file begins with it; another number is another format. */
#define HEADER "HaulierJournal1\n"
#define HEADER_SIZE_BYTES (sizeof (HEADER) - 1)

/* Kinds of records that there may ever be: what is above it is no record. */
#define EVENT_MAX 64

/* What stands before each record, little endian. */
typedef struct
{
  guint32 size; /* bytes of the record after this head */
  guint32 event;
  guint64 checksum; /* of size, event and record */
} RecordHead;

G_STATIC_ASSERT (sizeof (RecordHead) == 16);

/* FNV-1a over eight bytes at a time: a torn or overwritten record is to be noticed, nobody
 * attacks. */
static guint64
checksum (guint32 size, guint32 event, const guint8 *data)
{
  guint64 hash = G_GUINT64_CONSTANT (0xcbf29ce484222325);
  guint64 word = (guint64) event << 32 | size;
  guint32 offset = 0;

  for (;;)
    {
      hash = (hash ^ word) * G_GUINT64_CONSTANT (0x100000001b3);
      hash ^= hash >> 32;
      if (offset >= size)
        return hash;
      word = 0;
      memcpy (&word, data + offset, MIN (sizeof word, size - offset));
      word = GUINT64_FROM_LE (word);
      offset += MIN (sizeof word, size - offset);
    }
}

static gboolean
fail (const char *path, const char *doing, GError **error)
{
  int code = errno;

  g_set_error (error,
               HAULIER_ERROR,
               haulier_error_code_from_errno (code),
               "%s %s: %s",
               doing,
               path,
               g_strerror (code));
  return FALSE;
}

static gboolean
write_all (int fd, const guint8 *data, gsize size, guint64 offset)
{
  while (size > 0)
    {
      gssize written = pwrite (fd, data, size, (off_t) offset);

      if (written < 0 && errno == EINTR)
        continue;
      if (written <= 0)
        return FALSE;
      data += written;
      size -= (gsize) written;
      offset += (guint64) written;
    }
  return TRUE;
}

/* Opens the journal for more records after the first @size bytes; what follows them is cut off. */
HaulierStoreJournal *
haulier_store_journal_open (const char *path, guint64 size, GError **error)
{
  g_autoptr (HaulierStoreJournal) self = g_new0 (HaulierStoreJournal, 1);

  self->path = g_strdup (path);
  self->pending = g_byte_array_new ();
  self->size = size;
  self->fd = open (path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (self->fd < 0)
    {
      fail (path, "open the journal", error);
      return NULL;
    }
  if (size == 0 ? !haulier_store_journal_reset (self, error)
                : ftruncate (self->fd, (off_t) size) != 0 && !fail (path, "cut", error))
    return NULL;
  return g_steal_pointer (&self);
}

void
haulier_store_journal_free (HaulierStoreJournal *self)
{
  if (self == NULL)
    return;
  if (self->fd >= 0)
    g_close (self->fd, NULL);
  g_byte_array_unref (self->pending);
  g_free (self->path);
  g_free (self);
}

/* Leaves room for the head of a record. */
static gsize
begin_record (HaulierStoreJournal *self)
{
  gsize start = self->pending->len;

  g_byte_array_set_size (self->pending, (guint) (start + sizeof (RecordHead)));
  return start;
}

static void
end_record (HaulierStoreJournal *self, gsize start, HaulierStoreEvent event)
{
  guint8 *record = self->pending->data + start;
  guint32 size = (guint32) (self->pending->len - start - sizeof (RecordHead));
  RecordHead head = {
    .size = GUINT32_TO_LE (size),
    .event = GUINT32_TO_LE ((guint32) event),
    .checksum = GUINT64_TO_LE (checksum (size, event, record + sizeof head)),
  };

  memcpy (record, &head, sizeof head);
}

/* CREATED or ADDED. */
void
haulier_store_journal_note_files (HaulierStoreJournal *self,
                                  HaulierStoreEvent event,
                                  const HaulierJob *job,
                                  GPtrArray *files)
{
  HaulierStoreRowWriter writer = { .bytes = self->pending };
  gsize start = begin_record (self);

  haulier_store_job_write (&writer, job);
  haulier_store_row_put_int (&writer, files->len);
  for (guint i = 0; i < files->len; i++)
    haulier_store_file_write (&writer, job->sequence, g_ptr_array_index (files, i));
  end_record (self, start, event);
  self->urgent = TRUE;
}

void
haulier_store_journal_note_removal (HaulierStoreJournal *self, const char *id)
{
  HaulierStoreRowWriter writer = { .bytes = self->pending };
  gsize start = begin_record (self);

  haulier_store_row_put_text (&writer, id);
  end_record (self, start, HAULIER_STORE_EVENT_REMOVED);
  self->urgent = TRUE;
}

void
haulier_store_journal_note_end (HaulierStoreJournal *self, const HaulierJob *job)
{
  HaulierStoreRowWriter writer = { .bytes = self->pending };
  gsize start = begin_record (self);

  haulier_store_job_write (&writer, job);
  end_record (self, start, HAULIER_STORE_EVENT_ENDED);
}

/* Notes those of @files that are finished, if any. */
void
haulier_store_journal_note_finished (HaulierStoreJournal *self, const char *id, GPtrArray *files)
{
  HaulierStoreRowWriter writer = { .bytes = self->pending };
  gsize start = 0;
  guint n_finished = 0;

  for (guint i = 0; i < files->len; i++)
    {
      const HaulierFile *file = g_ptr_array_index (files, i);

      n_finished += file->state == HAULIER_FILE_STATE_FINISHED ? 1 : 0;
    }
  if (n_finished == 0)
    return;
  start = begin_record (self);
  haulier_store_row_put_text (&writer, id);
  haulier_store_row_put_int (&writer, n_finished);
  for (guint i = 0; i < files->len; i++)
    {
      const HaulierFile *file = g_ptr_array_index (files, i);

      if (file->state != HAULIER_FILE_STATE_FINISHED)
        continue;
      haulier_store_row_put_int (&writer, file->index);
      haulier_store_row_put_int (&writer, (gint64) file->total);
      haulier_store_row_put_int (&writer, file->flags);
    }
  end_record (self, start, HAULIER_STORE_EVENT_FINISHED);
}

void
haulier_store_journal_note_settings (HaulierStoreJournal *self, GVariant *settings)
{
  HaulierStoreRowWriter writer = { .bytes = self->pending };
  gsize start = begin_record (self);

  haulier_store_row_put_variant (&writer, settings);
  end_record (self, start, HAULIER_STORE_EVENT_SETTINGS);
  self->urgent = TRUE;
}

/* What a person decided about a job. */
void
haulier_store_journal_note_set (HaulierStoreJournal *self, const HaulierJob *job)
{
  HaulierStoreRowWriter writer = { .bytes = self->pending };
  g_autoptr (GVariant) settings = haulier_store_job_dup_settings (job);
  gsize start = begin_record (self);

  haulier_store_row_put_text (&writer, job->id);
  haulier_store_row_put_variant (&writer, settings);
  end_record (self, start, HAULIER_STORE_EVENT_SET);
  self->urgent = TRUE;
}

/* With the attempts of an older copy, a wrong password would be sent a second time. */
void
haulier_store_journal_note_login (HaulierStoreJournal *self, const HaulierLoginRecord *record)
{
  HaulierStoreRowWriter writer = { .bytes = self->pending };
  gsize start = begin_record (self);

  haulier_store_login_write (&writer, record);
  end_record (self, start, HAULIER_STORE_EVENT_LOGIN);
  self->urgent = TRUE;
}

void
haulier_store_journal_note_hosts (HaulierStoreJournal *self, GVariant *rules)
{
  HaulierStoreRowWriter writer = { .bytes = self->pending };
  gsize start = begin_record (self);

  haulier_store_hosts_put (&writer, rules);
  end_record (self, start, HAULIER_STORE_EVENT_HOSTS);
  self->urgent = TRUE;
}

gboolean
haulier_store_journal_is_empty (const HaulierStoreJournal *self)
{
  return self->size <= HEADER_SIZE_BYTES && !self->behind;
}

/* A place to which haulier_store_journal_undo() takes back what was noted and not yet written. */
gsize
haulier_store_journal_mark (HaulierStoreJournal *self)
{
  return self->pending->len;
}

void
haulier_store_journal_undo (HaulierStoreJournal *self, gsize mark)
{
  g_byte_array_set_size (self->pending, (guint) mark);
}

/* Writes what was noted. The database has it already, so that a failure costs only the second net:
 * the journal is behind until the next copy. */
void
haulier_store_journal_write (HaulierStoreJournal *self)
{
  guint size = self->pending->len;

  if (size > 0 && !self->behind)
    {
      if (write_all (self->fd, self->pending->data, size, self->size)
          && (!self->urgent || fdatasync (self->fd) == 0))
        self->size += size;
      else
        self->behind = TRUE;
      if (self->behind && ftruncate (self->fd, (off_t) self->size) != 0)
        g_debug (
            "cut %s: %s, ignoring: its checksums show the end", self->path, g_strerror (errno));
    }
  /* A job of many files leaves a large buffer behind. */
  g_byte_array_unref (self->pending);
  self->pending = g_byte_array_new ();
  self->urgent = FALSE;
}

/* Begins anew: the copy has everything. */
gboolean
haulier_store_journal_reset (HaulierStoreJournal *self, GError **error)
{
  if (ftruncate (self->fd, 0) != 0
      || !write_all (self->fd, (const guint8 *) HEADER, HEADER_SIZE_BYTES, 0)
      || fdatasync (self->fd) != 0)
    {
      self->behind = TRUE;
      return fail (self->path, "begin the journal", error);
    }
  self->size = HEADER_SIZE_BYTES;
  self->behind = FALSE;
  return TRUE;
}

/* Whether a whole record stands at @data. */
static gboolean
read_head (const guint8 *data, gsize size, RecordHead *out_head)
{
  if (size < sizeof *out_head)
    return FALSE;
  memcpy (out_head, data, sizeof *out_head);
  out_head->size = GUINT32_FROM_LE (out_head->size);
  out_head->event = GUINT32_FROM_LE (out_head->event);
  return out_head->event >= 1 && out_head->event <= EVENT_MAX
         && out_head->size <= size - sizeof *out_head
         && GUINT64_FROM_LE (out_head->checksum)
                == checksum (out_head->size, out_head->event, data + sizeof *out_head);
}

/* Finds the next whole record. What is behind the last one was being written when the end came; a
 * broken one in the middle was damaged, and is passed over. */
static gboolean
find_record (const guint8 *data,
             gsize size,
             gsize *inout_offset,
             RecordHead *out_head,
             gboolean *out_damaged)
{
  for (gsize offset = *inout_offset; offset + sizeof *out_head <= size; offset++)
    {
      if (!read_head (data + offset, size - offset, out_head))
        continue;
      *out_damaged = *out_damaged || offset != *inout_offset;
      *inout_offset = offset;
      return TRUE;
    }
  return FALSE;
}

/* Reads every whole record. @out_size is set to the bytes up to the end of the last one, 0 when
 * there is no journal. */
gboolean
haulier_store_journal_read (const char *path,
                            HaulierStoreJournalFunc function,
                            gpointer user_data,
                            guint64 *out_size,
                            gboolean *out_damaged,
                            GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (GMappedFile) file = g_mapped_file_new (path, FALSE, &local_error);
  const guint8 *data = NULL;
  gsize size = 0;
  gsize offset = HEADER_SIZE_BYTES;
  RecordHead head;

  *out_size = 0;
  *out_damaged = FALSE;
  if (file == NULL && g_error_matches (local_error, G_FILE_ERROR, G_FILE_ERROR_NOENT))
    return TRUE;
  if (file == NULL)
    {
      g_set_error (error,
                   HAULIER_ERROR,
                   HAULIER_ERROR_IO_DEVICE,
                   "read the journal: %s",
                   local_error->message);
      return FALSE;
    }
  data = (const guint8 *) g_mapped_file_get_contents (file);
  size = g_mapped_file_get_length (file);
  if (size < HEADER_SIZE_BYTES)
    return TRUE;
  if (memcmp (data, HEADER, HEADER_SIZE_BYTES) != 0)
    {
      *out_damaged = data[0] != 0;
      offset = 0;
    }
  *out_size = offset;
  while (find_record (data, size, &offset, &head, out_damaged))
    {
      if (!function (head.event, data + offset + sizeof head, head.size, user_data, error))
        return FALSE;
      offset += sizeof head + head.size;
      *out_size = offset;
    }
  return TRUE;
}
