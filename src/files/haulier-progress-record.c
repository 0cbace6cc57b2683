/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* What a temporary file holds: written beside it, so that a new worker knows without asking anyone.
 */
#include "config.h"

#include "haulier-progress-record.h"

#include "haulier-file.h"

#include <string.h>

/* A slot: magic, checksum of the fields, the fields; numbers are little-endian. */
#define MAGIC "HAULREC1"
#define MAGIC_BYTES 8
#define CHECKSUM_BYTES 8
#define HEADER_BYTES (MAGIC_BYTES + CHECKSUM_BYTES)
/* Five texts and two full sets of extents fit into a slot. */
#define MAX_TEXT_BYTES HAULIER_VALIDATOR_MAX_ETAG_BYTES

typedef struct
{
  guint8 *data;
  gsize position;
  gsize size;
} Writer;

typedef struct
{
  const guint8 *data;
  gsize position;
  gsize size;
  gboolean bad; /* once something does not fit, everything after it is zero */
} Reader;

/* FNV-1a: the slot is torn or not; it guards against accidents, not against an enemy. */
static guint64
checksum (const guint8 *data, gsize length)
{
  guint64 hash = G_GUINT64_CONSTANT (14695981039346656037);

  for (gsize i = 0; i < length; i++)
    hash = (hash ^ data[i]) * G_GUINT64_CONSTANT (1099511628211);
  return hash;
}

static void
put_number (Writer *writer, guint64 number)
{
  guint64 little = GUINT64_TO_LE (number);

  g_assert (writer->position + sizeof little <= writer->size);
  memcpy (writer->data + writer->position, &little, sizeof little);
  writer->position += sizeof little;
}

static void
put_text (Writer *writer, const char *text)
{
  gsize length = text != NULL ? strlen (text) : 0;

  if (length > MAX_TEXT_BYTES)
    length = 0;
  put_number (writer, length);
  if (length > 0)
    memcpy (writer->data + writer->position, text, length);
  writer->position += length;
}

static gint
compare_sizes (gconstpointer a, gconstpointer b)
{
  const HaulierExtent *first = a;
  const HaulierExtent *second = b;
  guint64 first_size = first->end - first->start;
  guint64 second_size = second->end - second->start;

  return first_size < second_size ? 1 : first_size > second_size ? -1 : 0;
}

/* When there are too many, the largest are kept: what is not recorded is fetched again. */
static void
put_extents (Writer *writer, const HaulierExtents *extents)
{
  g_autoptr (GArray) array = g_array_new (FALSE, FALSE, sizeof (HaulierExtent));

  for (guint i = 0; i < haulier_extents_get_n_extents (extents); i++)
    g_array_append_vals (array, haulier_extents_get (extents, i), 1);
  if (array->len > HAULIER_PROGRESS_RECORD_MAX_EXTENTS)
    {
      g_array_sort (array, compare_sizes);
      g_array_set_size (array, HAULIER_PROGRESS_RECORD_MAX_EXTENTS);
    }
  put_number (writer, array->len);
  for (guint i = 0; i < array->len; i++)
    {
      put_number (writer, g_array_index (array, HaulierExtent, i).start);
      put_number (writer, g_array_index (array, HaulierExtent, i).end);
    }
}

static guint64
take_number (Reader *reader)
{
  guint64 little = 0;

  if (reader->bad || reader->size - reader->position < sizeof little)
    {
      reader->bad = TRUE;
      return 0;
    }
  memcpy (&little, reader->data + reader->position, sizeof little);
  reader->position += sizeof little;
  return GUINT64_FROM_LE (little);
}

static char *
take_text (Reader *reader)
{
  guint64 length = take_number (reader);
  char *text = NULL;

  if (reader->bad || length > MAX_TEXT_BYTES || length > reader->size - reader->position
      || memchr (reader->data + reader->position, '\0', length) != NULL)
    {
      reader->bad = TRUE;
      return NULL;
    }
  if (length > 0)
    text = g_strndup ((const char *) reader->data + reader->position, length);
  reader->position += length;
  return text;
}

static void
take_extents (Reader *reader, HaulierExtents *extents, guint64 total)
{
  guint64 count = take_number (reader);

  if (count > HAULIER_PROGRESS_RECORD_MAX_EXTENTS)
    reader->bad = TRUE;
  for (guint64 i = 0; i < count && !reader->bad; i++)
    {
      guint64 start = take_number (reader);
      guint64 end = take_number (reader);

      if (start >= end || end > total)
        reader->bad = TRUE;
      else
        haulier_extents_add (extents, start, end);
    }
}

/**
 * haulier_progress_record_new:
 *
 * Returns: (transfer full): an empty record
 */
HaulierProgressRecord *
haulier_progress_record_new (void)
{
  HaulierProgressRecord *record = g_new0 (HaulierProgressRecord, 1);

  record->total = HAULIER_SIZE_UNKNOWN;
  record->written = haulier_extents_new ();
  record->synced = haulier_extents_new ();
  return record;
}

/**
 * haulier_progress_record_free:
 * @record: (nullable): a record
 */
void
haulier_progress_record_free (HaulierProgressRecord *record)
{
  if (record == NULL)
    return;
  g_free (record->job_id);
  g_free (record->boot_id);
  g_free (record->layout);
  haulier_validator_free (record->validator);
  haulier_extents_free (record->written);
  haulier_extents_free (record->synced);
  g_free (record);
}

/**
 * haulier_progress_record_encode:
 * @record: a record
 * @slot: (out caller-allocates): where to
 *
 * Writes one slot; which of them follows from the sequence number.
 */
void
haulier_progress_record_encode (const HaulierProgressRecord *record,
                                guint8 slot[HAULIER_PROGRESS_RECORD_SLOT_BYTES])
{
  const HaulierValidator *validator = record->validator;
  Writer writer = { .data = slot, .size = HAULIER_PROGRESS_RECORD_SLOT_BYTES };
  gsize end = 0;

  memset (slot, 0, HAULIER_PROGRESS_RECORD_SLOT_BYTES);
  memcpy (slot, MAGIC, MAGIC_BYTES);
  writer.position = HEADER_BYTES;
  put_number (&writer, record->sequence);
  put_text (&writer, record->job_id);
  put_number (&writer, record->index);
  put_text (&writer, record->boot_id);
  put_text (&writer, record->layout);
  put_number (&writer, record->total);
  put_number (&writer, validator != NULL);
  put_text (&writer, validator != NULL ? validator->etag : NULL);
  put_number (&writer, validator != NULL ? (guint64) validator->last_modified : 0);
  put_number (&writer, validator != NULL ? (guint64) validator->date : 0);
  put_number (&writer, validator != NULL ? validator->length : 0);
  put_text (&writer, validator != NULL ? validator->hop : NULL);
  put_extents (&writer, record->written);
  put_extents (&writer, record->synced);
  end = writer.position;
  writer.position = MAGIC_BYTES;
  put_number (&writer, checksum (slot + HEADER_BYTES, end - HEADER_BYTES));
}

static HaulierProgressRecord *
decode_slot (const guint8 *slot)
{
  g_autoptr (HaulierProgressRecord) record = haulier_progress_record_new ();
  Reader reader = { .data = slot, .size = HAULIER_PROGRESS_RECORD_SLOT_BYTES };
  gboolean has_validator = FALSE;
  guint64 sum = 0;

  if (memcmp (slot, MAGIC, MAGIC_BYTES) != 0)
    return NULL;
  reader.position = MAGIC_BYTES;
  sum = take_number (&reader);
  reader.position = HEADER_BYTES;
  record->sequence = take_number (&reader);
  record->job_id = take_text (&reader);
  record->index = (guint32) take_number (&reader);
  record->boot_id = take_text (&reader);
  record->layout = take_text (&reader);
  record->total = take_number (&reader);
  has_validator = take_number (&reader) != 0;
  record->validator = g_new0 (HaulierValidator, 1);
  record->validator->etag = take_text (&reader);
  record->validator->last_modified = (gint64) take_number (&reader);
  record->validator->date = (gint64) take_number (&reader);
  record->validator->length = take_number (&reader);
  record->validator->hop = take_text (&reader);
  take_extents (&reader, record->written, record->total);
  take_extents (&reader, record->synced, record->total);
  if (reader.bad || sum != checksum (slot + HEADER_BYTES, reader.position - HEADER_BYTES))
    return NULL;
  if (!has_validator)
    g_clear_pointer (&record->validator, haulier_validator_free);
  return g_steal_pointer (&record);
}

/**
 * haulier_progress_record_decode:
 * @data: the content of a record file
 * @length: bytes in it
 *
 * Returns: (transfer full) (nullable): the newest slot that is whole, or %NULL
 */
HaulierProgressRecord *
haulier_progress_record_decode (const guint8 *data, gsize length)
{
  g_autoptr (HaulierProgressRecord) best = NULL;

  for (gsize start = 0; start + HAULIER_PROGRESS_RECORD_SLOT_BYTES <= length
                        && start < HAULIER_PROGRESS_RECORD_BYTES;
       start += HAULIER_PROGRESS_RECORD_SLOT_BYTES)
    {
      g_autoptr (HaulierProgressRecord) record = decode_slot (data + start);

      if (record != NULL && (best == NULL || record->sequence > best->sequence))
        {
          haulier_progress_record_free (best);
          best = g_steal_pointer (&record);
        }
    }
  return g_steal_pointer (&best);
}
