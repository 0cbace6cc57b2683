/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Columns: many equal rows between engine and worker, as a block of bytes a column. */
#include "config.h"

#include "haulier-columns.h"

#include <string.h>

/* D-Bus values are built and taken apart leaf by leaf, by the threads of GDBus too; for ten
 * thousand small files that costs as much as fetching them. Here a row costs a few copies. Numbers
 * are in the byte order of the machine, which both ends share; texts end with a zero each. */

struct _HaulierColumns
{
  const char *types;
  GByteArray *blocks[HAULIER_COLUMNS_MAX];
  guint n_rows;
};

/**
 * haulier_columns_new:
 * @types: (transfer none): a character a column: u (guint32), t (guint64), x (gint64), s (text or
 *   path); a static string
 *
 * Returns: (transfer full): columns without rows
 */
HaulierColumns *
haulier_columns_new (const char *types)
{
  HaulierColumns *columns = g_new0 (HaulierColumns, 1);

  g_return_val_if_fail (strlen (types) <= HAULIER_COLUMNS_MAX, NULL);

  columns->types = types;
  for (gsize i = 0; types[i] != '\0'; i++)
    columns->blocks[i] = g_byte_array_new ();
  return columns;
}

/**
 * haulier_columns_free:
 * @columns: (nullable): the columns
 */
void
haulier_columns_free (HaulierColumns *columns)
{
  if (columns == NULL)
    return;
  for (gsize i = 0; columns->types[i] != '\0'; i++)
    g_clear_pointer (&columns->blocks[i], g_byte_array_unref);
  g_free (columns);
}

/**
 * haulier_columns_add:
 * @columns: the columns
 * @...: a value a column, of its type; a text may be %NULL, which is an empty one
 */
void
haulier_columns_add (HaulierColumns *columns, ...)
{
  va_list arguments;

  va_start (arguments, columns);
  for (gsize i = 0; columns->types[i] != '\0'; i++)
    {
      GByteArray *block = columns->blocks[i];

      if (columns->types[i] == 's')
        {
          const char *text = va_arg (arguments, const char *);

          g_byte_array_append (block,
                               (const guchar *) (text != NULL ? text : ""),
                               text != NULL ? strlen (text) + 1 : 1);
        }
      else if (columns->types[i] == 'u')
        {
          guint32 number = va_arg (arguments, guint32);

          g_byte_array_append (block, (const guchar *) &number, sizeof number);
        }
      else
        {
          guint64 number = va_arg (arguments, guint64);

          g_byte_array_append (block, (const guchar *) &number, sizeof number);
        }
    }
  va_end (arguments);
  columns->n_rows++;
}

/**
 * haulier_columns_get_n_rows:
 * @columns: the columns
 *
 * Returns: how many rows were added
 */
guint
haulier_columns_get_n_rows (HaulierColumns *columns)
{
  return columns->n_rows;
}

/**
 * haulier_columns_end:
 * @columns: (transfer full): the columns
 *
 * Returns: (transfer floating): a value of %HAULIER_COLUMNS_TYPE
 */
GVariant *
haulier_columns_end (HaulierColumns *columns)
{
  GVariantBuilder builder;

  g_variant_builder_init (&builder, HAULIER_COLUMNS_TYPE);
  for (gsize i = 0; columns->types[i] != '\0'; i++)
    {
      g_autoptr (GBytes) bytes = g_byte_array_free_to_bytes (columns->blocks[i]);

      columns->blocks[i] = NULL;
      g_variant_builder_add_value (
          &builder, g_variant_new_from_bytes (G_VARIANT_TYPE_BYTESTRING, bytes, TRUE));
    }
  haulier_columns_free (columns);
  return g_variant_builder_end (&builder);
}

/**
 * haulier_columns_reader_init:
 * @reader: (out): the reader
 * @columns: a value of %HAULIER_COLUMNS_TYPE, from another process
 * @types: as for haulier_columns_new()
 */
void
haulier_columns_reader_init (HaulierColumnsReader *reader, GVariant *columns, const char *types)
{
  gsize n_blocks = g_variant_n_children (columns);

  *reader = (HaulierColumnsReader){ .types = types };
  for (gsize i = 0; i < n_blocks && types[i] != '\0'; i++)
    {
      reader->blocks[i] = g_variant_get_child_value (columns, i);
      reader->data[i] = g_variant_get_fixed_array (reader->blocks[i], &reader->left[i], 1);
    }
}

/**
 * haulier_columns_reader_clear:
 * @reader: the reader; texts that it gave are gone afterwards
 */
void
haulier_columns_reader_clear (HaulierColumnsReader *reader)
{
  for (gsize i = 0; i < HAULIER_COLUMNS_MAX; i++)
    g_clear_pointer (&reader->blocks[i], g_variant_unref);
}

/* How many bytes the next value of a column has; 0: there is none, or it is cut off. */
static gsize
measure_next (const HaulierColumnsReader *reader, gsize column)
{
  gsize left = reader->left[column];
  gsize size;

  if (reader->types[column] == 's')
    {
      const char *end = left > 0 ? memchr (reader->data[column], '\0', left) : NULL;

      return end != NULL ? (gsize) (end - reader->data[column]) + 1 : 0;
    }
  size = reader->types[column] == 'u' ? sizeof (guint32) : sizeof (guint64);
  return left >= size ? size : 0;
}

/**
 * haulier_columns_reader_next:
 * @reader: the reader
 * @...: a location a column; a text is borrowed until the reader is cleared
 *
 * Reads the next row. Rows of which a value is missing or cut off are not read.
 *
 * Returns: whether there was one
 */
gboolean
haulier_columns_reader_next (HaulierColumnsReader *reader, ...)
{
  gsize sizes[HAULIER_COLUMNS_MAX] = { 0 };
  va_list arguments;

  for (gsize i = 0; reader->types[i] != '\0'; i++)
    {
      sizes[i] = measure_next (reader, i);
      if (sizes[i] == 0)
        return FALSE;
    }
  va_start (arguments, reader);
  for (gsize i = 0; reader->types[i] != '\0'; i++)
    {
      gpointer location = va_arg (arguments, gpointer);

      if (reader->types[i] == 's')
        *(const char **) location = reader->data[i];
      else
        memcpy (location, reader->data[i], sizes[i]);
      reader->data[i] += sizes[i];
      reader->left[i] -= sizes[i];
    }
  va_end (arguments);
  return TRUE;
}
