/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Which parts of a remote file make up the local one, and where each byte comes from. */
#include "config.h"

#include "haulier-layout.h"

#include "haulier-content-range.h"
#include "haulier-error.h"

#include <string.h>

struct _HaulierLayout
{
  HaulierRange *ranges; /* as asked for; none: the whole file */
  gsize n_ranges;
  guint64 remote_total; /* HAULIER_SIZE_UNKNOWN until the server told it */
};

/**
 * haulier_layout_new:
 * @ranges: (array length=n_ranges) (nullable): parts in the order of the local file
 * @n_ranges: how many; 0 is the whole file
 *
 * Returns: (transfer full): a layout whose total is not known yet
 */
HaulierLayout *
haulier_layout_new (const HaulierRange *ranges, gsize n_ranges)
{
  HaulierLayout *layout = g_new0 (HaulierLayout, 1);

  layout->ranges = g_memdup2 (ranges, n_ranges * sizeof *ranges);
  layout->n_ranges = n_ranges;
  layout->remote_total = HAULIER_SIZE_UNKNOWN;
  return layout;
}

/**
 * haulier_layout_free:
 * @layout: (nullable): a layout
 */
void
haulier_layout_free (HaulierLayout *layout)
{
  if (layout == NULL)
    return;
  g_free (layout->ranges);
  g_free (layout);
}

/**
 * haulier_layout_is_whole:
 * @layout: a layout
 *
 * Returns: whether the local file is the remote one
 */
gboolean
haulier_layout_is_whole (const HaulierLayout *layout)
{
  return layout->n_ranges == 0;
}

/* The length of a part, once the remote size is known. */
static guint64
get_length (const HaulierLayout *layout, gsize position)
{
  const HaulierRange *range = &layout->ranges[position];

  if (range->length != HAULIER_RANGE_TO_END)
    return range->length;
  if (layout->remote_total == HAULIER_SIZE_UNKNOWN)
    return HAULIER_SIZE_UNKNOWN;
  return layout->remote_total - range->offset;
}

/**
 * haulier_layout_resolve:
 * @layout: a layout
 * @remote_total: bytes of the remote file
 * @error: return location
 *
 * Takes the size of the remote file.
 *
 * Errors: %HAULIER_ERROR_INVALID_RANGE when a part is beyond the end.
 *
 * Returns: whether all parts are in the file
 */
gboolean
haulier_layout_resolve (HaulierLayout *layout, guint64 remote_total, GError **error)
{
  for (gsize i = 0; i < layout->n_ranges; i++)
    {
      const HaulierRange *range = &layout->ranges[i];
      guint64 length = range->length == HAULIER_RANGE_TO_END ? 0 : range->length;

      if (range->offset > remote_total || length > remote_total - range->offset)
        {
          g_set_error (error,
                       HAULIER_ERROR,
                       HAULIER_ERROR_INVALID_RANGE,
                       "get the range at %" G_GUINT64_FORMAT
                       ": the remote file has %" G_GUINT64_FORMAT " bytes",
                       range->offset,
                       remote_total);
          return FALSE;
        }
    }
  layout->remote_total = remote_total;
  return TRUE;
}

/**
 * haulier_layout_reset:
 * @layout: a layout
 *
 * Forgets the size of the remote file: it changed.
 */
void
haulier_layout_reset (HaulierLayout *layout)
{
  layout->remote_total = HAULIER_SIZE_UNKNOWN;
}

/**
 * haulier_layout_get_total:
 * @layout: a layout
 *
 * Returns: bytes of the local file, or %HAULIER_SIZE_UNKNOWN
 */
guint64
haulier_layout_get_total (const HaulierLayout *layout)
{
  guint64 total = 0;

  if (layout->n_ranges == 0 || layout->remote_total == HAULIER_SIZE_UNKNOWN)
    return layout->remote_total;
  for (gsize i = 0; i < layout->n_ranges; i++)
    total += get_length (layout, i);
  return total;
}

/**
 * haulier_layout_locate:
 * @layout: a layout
 * @position: byte of the local file
 * @out_remote: (out): the same byte in the remote file
 * @out_piece_end: (out): byte of the local file where what is contiguous ends, or
 * %HAULIER_SIZE_UNKNOWN
 *
 * Returns: whether the byte is in the local file
 */
gboolean
haulier_layout_locate (const HaulierLayout *layout,
                       guint64 position,
                       guint64 *out_remote,
                       guint64 *out_piece_end)
{
  guint64 start = 0;

  if (layout->n_ranges == 0)
    {
      *out_remote = position;
      *out_piece_end = layout->remote_total;
      return position < layout->remote_total;
    }
  for (gsize i = 0; i < layout->n_ranges; i++)
    {
      guint64 length = get_length (layout, i);

      if (length == HAULIER_SIZE_UNKNOWN || position - start < length)
        {
          *out_remote = layout->ranges[i].offset + (position - start);
          *out_piece_end = length == HAULIER_SIZE_UNKNOWN ? HAULIER_SIZE_UNKNOWN : start + length;
          return TRUE;
        }
      start += length;
    }
  return FALSE;
}

/**
 * haulier_layout_digest:
 * @layout: a layout
 *
 * Returns: (transfer full): a digest of what was asked for
 */
char *
haulier_layout_digest (const HaulierLayout *layout)
{
  return g_compute_checksum_for_data (G_CHECKSUM_SHA256,
                                      (const guchar *) layout->ranges,
                                      layout->n_ranges * sizeof *layout->ranges);
}
