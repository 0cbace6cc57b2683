/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* A set of bytes of a file: sorted extents that neither overlap nor touch. */
#include "config.h"

#include "haulier-extents.h"

struct _HaulierExtents
{
  GArray *array; /* HaulierExtent, ascending, with room between any two */
  guint64 total; /* bytes in all of them */
};

/**
 * haulier_extents_new:
 *
 * Returns: (transfer full): an empty set
 */
HaulierExtents *
haulier_extents_new (void)
{
  HaulierExtents *extents = g_new0 (HaulierExtents, 1);

  extents->array = g_array_new (FALSE, FALSE, sizeof (HaulierExtent));
  return extents;
}

/**
 * haulier_extents_copy:
 * @extents: a set
 *
 * Returns: (transfer full): an independent copy
 */
HaulierExtents *
haulier_extents_copy (const HaulierExtents *extents)
{
  HaulierExtents *copy = haulier_extents_new ();

  g_array_append_vals (copy->array, extents->array->data, extents->array->len);
  copy->total = extents->total;
  return copy;
}

/**
 * haulier_extents_free:
 * @extents: (nullable): a set
 */
void
haulier_extents_free (HaulierExtents *extents)
{
  if (extents == NULL)
    return;
  g_array_unref (extents->array);
  g_free (extents);
}

/**
 * haulier_extents_clear:
 * @extents: a set
 *
 * Empties the set.
 */
void
haulier_extents_clear (HaulierExtents *extents)
{
  g_array_set_size (extents->array, 0);
  extents->total = 0;
}

/* The first extent that ends at or after a byte: the only one that can touch what begins there. */
static guint
find_first_ending_from (const HaulierExtents *extents, guint64 start)
{
  guint low = 0;
  guint high = extents->array->len;

  while (low < high)
    {
      guint middle = (low + high) / 2;

      if (g_array_index (extents->array, HaulierExtent, middle).end < start)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

/**
 * haulier_extents_add:
 * @extents: a set
 * @start: first byte
 * @end: first byte after them
 *
 * Adds bytes; those that are there already are not counted twice.
 */
void
haulier_extents_add (HaulierExtents *extents, guint64 start, guint64 end)
{
  guint first = find_first_ending_from (extents, start);
  guint last = first;
  HaulierExtent merged = { .start = start, .end = end };

  if (start >= end)
    return;
  for (; last < extents->array->len; last++)
    {
      const HaulierExtent *extent = &g_array_index (extents->array, HaulierExtent, last);

      if (extent->start > end)
        break;
      merged.start = MIN (merged.start, extent->start);
      merged.end = MAX (merged.end, extent->end);
      extents->total -= extent->end - extent->start;
    }
  extents->total += merged.end - merged.start;
  if (last == first)
    {
      g_array_insert_val (extents->array, first, merged);
      return;
    }
  g_array_index (extents->array, HaulierExtent, first) = merged;
  if (last > first + 1)
    g_array_remove_range (extents->array, first + 1, last - first - 1);
}

/**
 * haulier_extents_contain:
 * @extents: a set
 * @start: first byte
 * @end: first byte after them
 *
 * Returns: whether every byte of the given ones is in the set
 */
gboolean
haulier_extents_contain (const HaulierExtents *extents, guint64 start, guint64 end)
{
  HaulierExtent gap;

  return start >= end || !haulier_extents_find_gap (extents, start, end, &gap);
}

/**
 * haulier_extents_find_gap:
 * @extents: a set
 * @from: where to begin to look
 * @limit: where to stop
 * @out_gap: (out): the gap
 *
 * Finds the first run of bytes in [@from, @limit) that is not in the set.
 *
 * Returns: whether there is one
 */
gboolean
haulier_extents_find_gap (const HaulierExtents *extents,
                          guint64 from,
                          guint64 limit,
                          HaulierExtent *out_gap)
{
  for (guint i = find_first_ending_from (extents, from); i < extents->array->len; i++)
    {
      const HaulierExtent *extent = &g_array_index (extents->array, HaulierExtent, i);

      if (extent->start > from)
        {
          if (from >= limit)
            return FALSE;
          *out_gap = (HaulierExtent){ .start = from, .end = MIN (extent->start, limit) };
          return TRUE;
        }
      from = extent->end;
    }
  if (from >= limit)
    return FALSE;
  *out_gap = (HaulierExtent){ .start = from, .end = limit };
  return TRUE;
}

/**
 * haulier_extents_get_total:
 * @extents: a set
 *
 * Returns: how many bytes are in it
 */
guint64
haulier_extents_get_total (const HaulierExtents *extents)
{
  return extents->total;
}

/**
 * haulier_extents_get_n_extents:
 * @extents: a set
 *
 * Returns: how many runs of bytes there are
 */
guint
haulier_extents_get_n_extents (const HaulierExtents *extents)
{
  return extents->array->len;
}

/**
 * haulier_extents_get:
 * @extents: a set
 * @position: below haulier_extents_get_n_extents()
 *
 * Returns: (transfer none): the run of bytes at @position
 */
const HaulierExtent *
haulier_extents_get (const HaulierExtents *extents, guint position)
{
  g_return_val_if_fail (position < extents->array->len, NULL);

  return &g_array_index (extents->array, HaulierExtent, position);
}
