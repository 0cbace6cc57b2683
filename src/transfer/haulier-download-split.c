/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Several connections for one file: who gets which part, who takes over from whom. */
#include "config.h"

#include "haulier-download-private.h"

/* A smaller file is there before a second connection is. */
#define MIN_TOTAL_BYTES (4 * 1024 * 1024)
/* A part is taken over when that saves time: not when it takes as long to ask for it. */
#define MIN_SPLIT_BYTES (256 * 1024)
#define MIN_SPLIT_ROUND_TRIPS 4

static gboolean
may_split (const HaulierDownload *download)
{
  guint64 total = haulier_download_get_total (download);

  return download->ranges_work && !download->watch && total != HAULIER_SIZE_UNKNOWN
         && total >= MIN_TOTAL_BYTES && download->settings->method == NULL
         && haulier_validator_is_usable (download->validator);
}

static gboolean
all_are_answered (const HaulierDownload *download)
{
  for (guint i = 0; i < download->segments->len; i++)
    {
      if (!((const HaulierSegment *) g_ptr_array_index (download->segments, i))->accepted)
        return FALSE;
    }
  return TRUE;
}

static guint
get_round_trip (const HaulierDownload *download)
{
  const HaulierSegment *segment = g_ptr_array_index (download->segments, 0);

  return segment->request != NULL ? haulier_request_get_round_trip_usec (segment->request) : 0;
}

static HaulierSegment *
find_largest (const HaulierDownload *download)
{
  HaulierSegment *largest = NULL;

  for (guint i = 0; i < download->segments->len; i++)
    {
      HaulierSegment *segment = g_ptr_array_index (download->segments, i);

      if (segment->end == HAULIER_SIZE_UNKNOWN || !segment->accepted)
        continue;
      if (largest == NULL || segment->end - segment->position > largest->end - largest->position)
        largest = segment;
    }
  return largest;
}

static guint64
get_min_split (const HaulierDownload *download)
{
  guint64 speed = haulier_segment_plan_get_speed (download->plan) / download->segments->len;
  guint64 lost = speed * get_round_trip (download) / G_USEC_PER_SEC * MIN_SPLIT_ROUND_TRIPS;

  return MAX (lost, MIN_SPLIT_BYTES);
}

/**
 * haulier_download_refill:
 * @download: a download with a connection
 *
 * Opens one more connection: for what nobody fetches, or for half of the largest part.
 *
 * Returns: whether there was something for it
 */
gboolean
haulier_download_refill (HaulierDownload *download)
{
  HaulierSegment *segment = NULL;
  HaulierSegment *largest = NULL;
  HaulierExtent gap;
  guint64 remote = 0;

  if (!may_split (download))
    return FALSE;
  if (!haulier_download_find_gap (download, &gap, &remote))
    {
      largest = find_largest (download);
      if (largest == NULL || largest->end - largest->position < 2 * get_min_split (download))
        return FALSE;
      gap.start = largest->position + (largest->end - largest->position) / 2;
      gap.end = largest->end;
      remote = largest->remote_start + (gap.start - largest->start);
      largest->end = gap.start;
    }
  segment = haulier_download_add_segment (download, gap.start, gap.end, remote);
  segment->added = TRUE;
  segment->ranged = TRUE;
  haulier_download_send_segment (download, segment);
  return TRUE;
}

/**
 * haulier_download_give_back:
 * @download: a download
 * @segment: a segment that was refused, none of its segments any more
 *
 * Lets the connection that @segment took its part from go on to the end of that part.
 *
 * Returns: whether there is such a connection
 */
gboolean
haulier_download_give_back (HaulierDownload *download, const HaulierSegment *segment)
{
  for (guint i = 0; i < download->segments->len; i++)
    {
      HaulierSegment *other = g_ptr_array_index (download->segments, i);

      if (other->end == segment->start && !other->ranged)
        {
          other->end = segment->end;
          return TRUE;
        }
    }
  return FALSE;
}

static void
close_slowest (HaulierDownload *download)
{
  HaulierSegment *slowest = NULL;

  for (guint i = 0; i < download->segments->len; i++)
    {
      HaulierSegment *segment = g_ptr_array_index (download->segments, i);

      if (slowest == NULL
          || segment->position - segment->noted_position
                 < slowest->position - slowest->noted_position)
        slowest = segment;
    }
  haulier_download_trace (
      download, "segment", NULL, "closing a connection that adds nothing to the speed");
  g_ptr_array_remove_fast (download->segments, slowest);
  haulier_download_keep_segment (download, slowest);
  if (download->failure != NULL)
    haulier_download_fail (download, g_steal_pointer (&download->failure));
}

/**
 * haulier_download_adjust_segments:
 * @download: a receiving download with a connection
 * @now: monotonic microseconds
 *
 * Opens or closes connections as the plan wants it.
 */
void
haulier_download_adjust_segments (HaulierDownload *download, gint64 now)
{
  guint64 total = haulier_download_get_total (download);
  guint64 received = haulier_download_get_transferred (download);
  HaulierSegmentFacts facts = { 0 };
  guint target = 1;

  if (!may_split (download) || !all_are_answered (download))
    return;
  facts = (HaulierSegmentFacts){
    .now = now,
    .received = received,
    .remaining = total - received,
    .connections = download->segments->len,
    .ceiling = download->segments->len + download->spare_connections,
    .round_trip = get_round_trip (download),
  };
  target = haulier_segment_plan_step (download->plan, &facts);
  while (download->segments->len < target && haulier_download_refill (download))
    ;
  if (download->segments->len > target)
    close_slowest (download);
  for (guint i = 0; i < download->segments->len; i++)
    {
      HaulierSegment *segment = g_ptr_array_index (download->segments, i);

      segment->noted_position = segment->position;
    }
}
