/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* A row on its way: the same fields in the same order go to the database or into the journal. */
#include "config.h"

#include "haulier-store-row-private.h"

#include <string.h>

/* What stands before a value in bytes. Numbers are little endian. */
typedef enum
{
  TAG_NULL = 'n',
  TAG_ZERO = 'z',
  TAG_SMALL = 's', /* one byte, not negative */
  TAG_INT = 'i',   /* eight bytes */
  TAG_TEXT = 't',  /* length in four bytes, the text, a zero byte */
  TAG_BLOB = 'b',  /* length in four bytes, the bytes */
} Tag;

static void
append_bytes (GByteArray *bytes, Tag tag, const void *data, gsize size)
{
  guint8 head[1 + sizeof (guint32)] = { (guint8) tag };
  guint32 length = GUINT32_TO_LE ((guint32) size);

  memcpy (head + 1, &length, sizeof length);
  g_byte_array_append (bytes, head, sizeof head);
  g_byte_array_append (bytes, data, (guint) size);
}

void
haulier_store_row_put_int (HaulierStoreRowWriter *self, gint64 value)
{
  guint8 field[1 + sizeof value] = { TAG_INT };
  gint64 little = GINT64_TO_LE (value);

  self->position++;
  if (self->statement != NULL)
    {
      sqlite3_bind_int64 (self->statement, self->position, value);
      return;
    }
  memcpy (field + 1, &little, sizeof little);
  if (value == 0)
    g_byte_array_append (self->bytes, (const guint8[]){ TAG_ZERO }, 1);
  else if (value > 0 && value <= G_MAXUINT8)
    g_byte_array_append (self->bytes, (const guint8[]){ TAG_SMALL, (guint8) value }, 2);
  else
    g_byte_array_append (self->bytes, field, sizeof field);
}

void
haulier_store_row_put_text (HaulierStoreRowWriter *self, const char *text)
{
  self->position++;
  if (self->statement != NULL)
    sqlite3_bind_text (self->statement, self->position, text, -1, SQLITE_STATIC);
  else if (text == NULL)
    g_byte_array_append (self->bytes, (const guint8[]){ TAG_NULL }, 1);
  else
    append_bytes (self->bytes, TAG_TEXT, text, strlen (text) + 1);
}

/* A text that ends before the statement has run. */
void
haulier_store_row_put_copy (HaulierStoreRowWriter *self, const char *text)
{
  haulier_store_row_put_text (self, text);
  if (self->statement != NULL)
    sqlite3_bind_text (self->statement, self->position, text, -1, SQLITE_TRANSIENT);
}

/* Stored in little endian, whatever the machine. */
void
haulier_store_row_put_variant (HaulierStoreRowWriter *self, GVariant *variant)
{
  g_autoptr (GVariant) little = NULL;
  gsize size = 0;
  gconstpointer data = NULL;

  self->position++;
  if (variant != NULL)
    {
      little = G_BYTE_ORDER == G_LITTLE_ENDIAN ? g_variant_ref (variant)
                                               : g_variant_byteswap (variant);
      size = g_variant_get_size (little);
      data = g_variant_get_data (little);
    }
  if (self->statement != NULL && size == 0)
    sqlite3_bind_null (self->statement, self->position);
  else if (self->statement != NULL)
    sqlite3_bind_blob64 (self->statement, self->position, data, size, SQLITE_TRANSIENT);
  else if (size == 0)
    g_byte_array_append (self->bytes, (const guint8[]){ TAG_NULL }, 1);
  else
    append_bytes (self->bytes, TAG_BLOB, data, size);
}

/* Five fields; no failure is the code 0. */
void
haulier_store_row_put_failure (HaulierStoreRowWriter *self, const HaulierFailure *failure)
{
  haulier_store_row_put_int (self, failure != NULL ? failure->code : 0);
  haulier_store_row_put_int (self, failure != NULL ? (gint64) failure->context : 0);
  haulier_store_row_put_int (self, failure != NULL ? (gint) failure->file_index : 0);
  haulier_store_row_put_text (self, failure != NULL ? failure->message : NULL);
  haulier_store_row_put_variant (self, failure != NULL ? failure->evidence : NULL);
}

/* Returns: (nullable): the next @size bytes */
static const guint8 *
take (HaulierStoreRowReader *self, gsize size)
{
  const guint8 *data = self->data;

  if (self->broken || size > self->size)
    {
      self->broken = TRUE;
      return NULL;
    }
  self->data += size;
  self->size -= size;
  return data;
}

static gboolean
take_tag (HaulierStoreRowReader *self, Tag *out_tag)
{
  const guint8 *tag = self->size > 0 ? take (self, 1) : NULL;

  if (tag != NULL)
    *out_tag = *tag;
  return tag != NULL;
}

/* Returns: (nullable): the bytes of a text or a blob */
static const guint8 *
take_bytes (HaulierStoreRowReader *self, gsize *out_size)
{
  const guint8 *head = take (self, sizeof (guint32));
  guint32 length = 0;

  if (head == NULL)
    return NULL;
  memcpy (&length, head, sizeof length);
  *out_size = GUINT32_FROM_LE (length);
  return take (self, *out_size);
}

gint64
haulier_store_row_get_int (HaulierStoreRowReader *self)
{
  Tag tag = TAG_NULL;
  const guint8 *data = NULL;
  gint64 value = 0;

  if (self->statement != NULL)
    return sqlite3_column_int64 (self->statement, self->position++);
  if (!take_tag (self, &tag) || tag == TAG_NULL || tag == TAG_ZERO)
    return 0;
  if (tag != TAG_INT && tag != TAG_SMALL)
    {
      self->broken = TRUE;
      return 0;
    }
  data = take (self, tag == TAG_SMALL ? 1 : sizeof value);
  if (data != NULL)
    memcpy (&value, data, tag == TAG_SMALL ? 1 : sizeof value);
  return GINT64_FROM_LE (value);
}

/* A value that this program does not know becomes @otherwise. */
gint
haulier_store_row_get_enum (HaulierStoreRowReader *self, gint last, gint otherwise)
{
  gint64 value = haulier_store_row_get_int (self);

  return value >= 0 && value <= last ? (gint) value : otherwise;
}

/* Returns: (transfer none) (nullable): the text, until the next row */
const char *
haulier_store_row_get_text (HaulierStoreRowReader *self)
{
  Tag tag = TAG_NULL;
  const guint8 *data = NULL;
  gsize size = 0;

  if (self->statement != NULL)
    return (const char *) sqlite3_column_text (self->statement, self->position++);
  if (!take_tag (self, &tag) || tag == TAG_NULL)
    return NULL;
  data = tag == TAG_TEXT ? take_bytes (self, &size) : NULL;
  if (data == NULL || size == 0 || data[size - 1] != '\0')
    {
      self->broken = TRUE;
      return NULL;
    }
  return (const char *) data;
}

/* A text that travels further as one, whatever was stored: bytes that are none are replaced.
 *
 * Returns: (transfer full) (nullable): the text */
char *
haulier_store_row_dup_words (HaulierStoreRowReader *self)
{
  const char *text = haulier_store_row_get_text (self);

  return text != NULL ? g_utf8_make_valid (text, -1) : NULL;
}

/* Returns: (transfer full) (nullable): the value, which is a @type whatever was stored */
GVariant *
haulier_store_row_get_variant (HaulierStoreRowReader *self, const GVariantType *type)
{
  Tag tag = TAG_NULL;
  const void *data = NULL;
  gsize size = 0;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GVariant) variant = NULL;

  if (self->statement != NULL)
    {
      data = sqlite3_column_blob (self->statement, self->position);
      size = (gsize) sqlite3_column_bytes (self->statement, self->position++);
    }
  else if (take_tag (self, &tag) && tag == TAG_BLOB)
    data = take_bytes (self, &size);
  else if (tag != TAG_NULL)
    self->broken = TRUE;
  if (data == NULL || size == 0)
    return NULL;
  bytes = g_bytes_new (data, size);
  variant = g_variant_ref_sink (g_variant_new_from_bytes (type, bytes, FALSE));
  return G_BYTE_ORDER == G_LITTLE_ENDIAN ? g_variant_get_normal_form (variant)
                                         : g_variant_byteswap (variant);
}

/* Returns: (transfer full) (nullable): the failure */
HaulierFailure *
haulier_store_row_get_failure (HaulierStoreRowReader *self)
{
  gint code = (gint) haulier_store_row_get_int (self);
  gint context = 0;
  guint file_index = 0;
  g_autofree char *message = NULL;
  g_autoptr (GVariant) evidence = NULL;

  if (code == 0 && self->statement != NULL)
    {
      self->position += 4;
      return NULL;
    }
  context = haulier_store_row_get_enum (
      self, HAULIER_ERROR_CONTEXT_SERVER_CERTIFICATE_CALLBACK, HAULIER_ERROR_CONTEXT_UNKNOWN);
  file_index = (guint) haulier_store_row_get_int (self);
  message = haulier_store_row_dup_words (self);
  evidence = haulier_store_row_get_variant (self, G_VARIANT_TYPE ("a(sis)"));
  if (code == 0)
    return NULL;
  return haulier_failure_new (code, (HaulierErrorContext) context, file_index, message, evidence);
}
