/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Byte ranges of a file, as AddFileWithRanges takes them. */
#include "config.h"

#include "haulier-range.h"

#include <stdlib.h>

#include "haulier-error.h"

static gboolean
parse_one (const char *text, HaulierRange *range)
{
  g_auto (GStrv) parts = g_strsplit (text, ":", 2);

  if (g_strv_length (parts) != 2
      || !g_ascii_string_to_unsigned (parts[0], 10, 0, G_MAXINT64, &range->offset, NULL))
    return FALSE;
  if (g_ascii_strcasecmp (parts[1], "eof") == 0)
    {
      range->length = HAULIER_RANGE_TO_END;
      return TRUE;
    }
  return g_ascii_string_to_unsigned (parts[1], 10, 1, G_MAXINT64, &range->length, NULL);
}

/**
 * haulier_ranges_parse:
 * @text: "OFFSET:LENGTH,OFFSET:eof", in bytes
 * @error: return location
 *
 * Errors: %HAULIER_ERROR_INVALID_ARGUMENT, and those of haulier_ranges_check().
 *
 * Returns: (transfer full) (element-type HaulierRange): the ranges in the order given, or %NULL
 */
GArray *
haulier_ranges_parse (const char *text, GError **error)
{
  g_auto (GStrv) parts = g_strsplit (text, ",", -1);
  g_autoptr (GArray) ranges = g_array_new (FALSE, FALSE, sizeof (HaulierRange));

  for (gsize i = 0; parts[i] != NULL; i++)
    {
      HaulierRange range = { 0 };

      if (!parse_one (parts[i], &range))
        {
          g_set_error (error,
                       HAULIER_ERROR,
                       HAULIER_ERROR_INVALID_ARGUMENT,
                       "use the range “%s”: a range is OFFSET:LENGTH or OFFSET:eof",
                       parts[i]);
          return NULL;
        }
      g_array_append_val (ranges, range);
    }
  if (!haulier_ranges_check ((HaulierRange *) ranges->data, ranges->len, error))
    return NULL;
  return g_steal_pointer (&ranges);
}

static gint
compare_offsets (const void *left, const void *right)
{
  const HaulierRange *a = left;
  const HaulierRange *b = right;

  return a->offset < b->offset ? -1 : a->offset > b->offset;
}

/* What no file can have: offsets of the system are signed. */
static gboolean
ends_beyond_any_file (const HaulierRange *range)
{
  if (range->length == HAULIER_RANGE_TO_END)
    return range->offset > G_MAXINT64;
  return range->offset > G_MAXINT64 || range->length > G_MAXINT64 - range->offset;
}

/* @first does not begin after @second. */
static gboolean
overlap (const HaulierRange *first, const HaulierRange *second)
{
  return first->length == HAULIER_RANGE_TO_END || first->length > second->offset - first->offset;
}

/**
 * haulier_ranges_check:
 * @ranges: the ranges of one file
 * @n_ranges: how many
 * @error: return location
 *
 * Errors: %HAULIER_ERROR_INVALID_ARGUMENT for no range, an empty one or one beyond any file,
 *   %HAULIER_ERROR_TOO_MANY_RANGES_IN_FILE, %HAULIER_ERROR_OVERLAPPING_RANGES.
 * Source: IBackgroundCopyJob3::AddFileWithRanges.
 *
 * Returns: whether a job can take them
 */
gboolean
haulier_ranges_check (const HaulierRange *ranges, gsize n_ranges, GError **error)
{
  g_autofree HaulierRange *sorted = g_memdup2 (ranges, n_ranges * sizeof *ranges);

  if (n_ranges == 0 || n_ranges > HAULIER_RANGE_MAX_PER_FILE)
    {
      g_set_error (error,
                   HAULIER_ERROR,
                   n_ranges == 0 ? HAULIER_ERROR_INVALID_ARGUMENT
                                 : HAULIER_ERROR_TOO_MANY_RANGES_IN_FILE,
                   "use %" G_GSIZE_FORMAT " ranges: a file has 1 to %d",
                   n_ranges,
                   HAULIER_RANGE_MAX_PER_FILE);
      return FALSE;
    }
  qsort (sorted, n_ranges, sizeof *sorted, compare_offsets);
  for (gsize i = 0; i < n_ranges; i++)
    {
      if (sorted[i].length == 0 || ends_beyond_any_file (&sorted[i]))
        {
          g_set_error (error,
                       HAULIER_ERROR,
                       HAULIER_ERROR_INVALID_ARGUMENT,
                       "use the ranges: the one at %" G_GUINT64_FORMAT " is %s",
                       sorted[i].offset,
                       sorted[i].length == 0 ? "empty" : "too long for any file");
          return FALSE;
        }
      if (i > 0 && overlap (&sorted[i - 1], &sorted[i]))
        {
          g_set_error (error,
                       HAULIER_ERROR,
                       HAULIER_ERROR_OVERLAPPING_RANGES,
                       "use the ranges: those at %" G_GUINT64_FORMAT " and %" G_GUINT64_FORMAT
                       " overlap",
                       sorted[i - 1].offset,
                       sorted[i].offset);
          return FALSE;
        }
    }
  return TRUE;
}

/**
 * haulier_ranges_to_text:
 * @ranges: ranges
 * @n_ranges: how many
 *
 * Returns: (transfer full): what haulier_ranges_parse() reads
 */
char *
haulier_ranges_to_text (const HaulierRange *ranges, gsize n_ranges)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (gsize i = 0; i < n_ranges; i++)
    {
      g_string_append_printf (
          text, "%s%" G_GUINT64_FORMAT ":", i == 0 ? "" : ",", ranges[i].offset);
      if (ranges[i].length == HAULIER_RANGE_TO_END)
        g_string_append (text, "eof");
      else
        g_string_append_printf (text, "%" G_GUINT64_FORMAT, ranges[i].length);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}
