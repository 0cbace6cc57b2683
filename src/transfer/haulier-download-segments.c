/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* The network's side of a download: its connections, what they bring, and what happens when they
 * end. */
#include "config.h"

#include "haulier-download-private.h"

#include "haulier-redirect.h"
#include "haulier-tls-policy.h"
#include "haulier-uri.h"

/* Interruptions without progress that are got over here; then the engine waits longer. */
#define MAX_FAILURES 3
#define RETRY_DELAY_USEC (500 * G_TIME_SPAN_MILLISECOND)
#define LINGER_USEC (2 * G_TIME_SPAN_SECOND)
#define STALL_TIMEOUT_USEC (30 * G_TIME_SPAN_SECOND)

static gboolean on_full (HaulierSegment *segment, HaulierWriteBlock *block, gpointer owner);
static gboolean on_redirected (HaulierSegment *segment, const char *address, gpointer owner);
static void on_ended (HaulierSegment *segment, HaulierSegmentEnd end, gpointer owner);

static const HaulierSegmentOwner segment_owner = {
  .answered = haulier_download_take_answer,
  .full = on_full,
  .redirected = on_redirected,
  .ended = on_ended,
};

/**
 * haulier_download_add_segment:
 * @download: a download
 * @start: first byte of the local file
 * @end: first byte after them, or %HAULIER_SIZE_UNKNOWN
 * @remote_start: the first byte in the remote file
 *
 * Returns: (transfer none): a segment that is not sent yet
 */
HaulierSegment *
haulier_download_add_segment (HaulierDownload *download,
                              guint64 start,
                              guint64 end,
                              guint64 remote_start)
{
  HaulierSegment *segment
      = haulier_segment_new (download->context, download->settings, &segment_owner, download);

  segment->start = start;
  segment->position = start;
  segment->noted_position = start;
  segment->end = end;
  segment->remote_start = remote_start;
  segment->explicit_range = !haulier_layout_is_whole (download->layout);
  segment->ranged = segment->explicit_range || start > 0;
  segment->known = download->validator;
  segment->prefer_date = download->prefer_date;
  segment->watch = download->watch;
  segment->address = g_strdup (download->hop != NULL ? download->hop : download->order->address);
  haulier_segment_login_set_file (segment->login, download->order->index, download->order->address);
  g_ptr_array_add (download->segments, segment);
  return segment;
}

/**
 * haulier_download_send_segment:
 * @download: a download
 * @segment: one of its segments
 *
 * Sends the request, and says so.
 */
void
haulier_download_send_segment (HaulierDownload *download, HaulierSegment *segment)
{
  if (segment->ranged)
    haulier_download_trace (download,
                            segment->added ? "segment" : "request",
                            NULL,
                            "asking %s for the bytes from %" G_GUINT64_FORMAT,
                            segment->address,
                            segment->position);
  else
    haulier_download_trace (download, "request", NULL, "asking for %s", segment->address);
  haulier_segment_send (segment);
}

/**
 * haulier_download_begin_again:
 * @download: a download
 *
 * Forgets everything that was received: it is of another version, or cannot be continued.
 */
void
haulier_download_begin_again (HaulierDownload *download)
{
  download->generation++;
  haulier_extents_clear (download->held);
  haulier_layout_reset (download->layout);
  g_clear_pointer (&download->validator, haulier_validator_free);
  /* A checksum that was announced is that of the version before. */
  if (download->order->checksum == NULL)
    {
      g_clear_pointer (&download->checksum, g_free);
      g_clear_pointer (&download->hasher, haulier_hasher_unref);
    }
  download->opening = FALSE;
  download->open = FALSE;
}

static void
drop_segments (HaulierDownload *download)
{
  for (guint i = 0; i < download->segments->len; i++)
    haulier_segment_free (g_ptr_array_index (download->segments, i));
  g_ptr_array_set_size (download->segments, 0);
}

/**
 * haulier_download_find_gap:
 * @download: a download
 * @out_gap: (out): bytes of the local file
 * @out_remote: (out): the first of them in the remote file
 *
 * Finds what is missing first and nobody fetches.
 *
 * Returns: whether there is something
 */
gboolean
haulier_download_find_gap (HaulierDownload *download, HaulierExtent *out_gap, guint64 *out_remote)
{
  guint64 piece_end = HAULIER_SIZE_UNKNOWN;
  g_autoptr (HaulierExtents) taken = haulier_extents_copy (download->held);

  for (guint i = 0; i < download->segments->len; i++)
    {
      const HaulierSegment *segment = g_ptr_array_index (download->segments, i);

      haulier_extents_add (taken, segment->start, segment->end);
    }
  if (!haulier_extents_find_gap (taken, 0, haulier_download_get_total (download), out_gap)
      || !haulier_layout_locate (download->layout, out_gap->start, out_remote, &piece_end))
    return FALSE;
  out_gap->end = MIN (out_gap->end, piece_end);
  return TRUE;
}

/**
 * haulier_download_continue:
 * @download: a download that is receiving, without connections
 *
 * Asks for what is missing, or finishes.
 */
void
haulier_download_continue (HaulierDownload *download)
{
  HaulierExtent gap;
  HaulierSegment *segment = NULL;
  guint64 remote = 0;

  haulier_download_set_state (download, HAULIER_DOWNLOAD_RECEIVING);
  download->retry_at = 0;
  if (haulier_extents_get_total (download->held) > 0
      && (!download->ranges_work || !haulier_validator_is_usable (download->validator))
      && haulier_extents_get_total (download->held) < haulier_download_get_total (download))
    haulier_download_begin_again (download);
  if (!haulier_download_find_gap (download, &gap, &remote))
    {
      haulier_download_finish (download, NULL);
      return;
    }
  segment = haulier_download_add_segment (download, gap.start, gap.end, remote);
  haulier_download_send_segment (download, segment);
}

static void
restart (HaulierDownload *download, const char *why)
{
  drop_segments (download);
  haulier_download_be_loud (download);
  haulier_download_trace (download, "restart", NULL, "beginning again: %s", why);
  if (++download->n_restarts > HAULIER_DOWNLOAD_MAX_RESTARTS)
    {
      haulier_download_fail (
          download,
          haulier_transfer_failure_new (HAULIER_ERROR_REMOTE_FILE_CHANGED,
                                        HAULIER_ERROR_CONTEXT_REMOTE_FILE,
                                        "get %s: the file changed on the server again and again",
                                        download->order->address));
      return;
    }
  haulier_download_begin_again (download);
  haulier_download_continue (download);
}

static gboolean
on_full (HaulierSegment *segment, HaulierWriteBlock *block, gpointer owner)
{
  HaulierDownload *download = owner;

  if (haulier_download_write_block (download, block))
    return TRUE;
  haulier_segment_fail (segment, g_steal_pointer (&download->failure));
  return FALSE;
}

static gboolean
on_redirected (HaulierSegment *segment, const char *address, gpointer owner)
{
  HaulierDownload *download = owner;
  guint status = haulier_segment_get_response (segment)->status;
  guint flags = download->settings->security_flags;
  HaulierFailure *failure = NULL;
  char *next = haulier_redirect_follow (
      flags, segment->address, address, status, segment->n_redirects, &failure);

  if ((flags & (HAULIER_SECURITY_FLAG_REPORT_REDIRECTS | HAULIER_SECURITY_FLAG_REFUSE_REDIRECTS))
          != 0
      && address != NULL)
    {
      g_autofree char *userinfo = NULL;

      g_clear_pointer (&download->remote, g_free);
      (void) haulier_uri_split (address, &download->remote, &userinfo, NULL);
    }
  if (next == NULL)
    {
      haulier_segment_fail (segment, failure);
      return FALSE;
    }
  haulier_download_be_loud (download);
  haulier_download_trace (download, "redirect", NULL, "HTTP %u points to %s", status, next);
  g_free (segment->address);
  segment->address = next;
  segment->n_redirects++;
  return TRUE;
}

static void
retry_or_fail (HaulierDownload *download, HaulierFailure *failure)
{
  guint64 bytes = haulier_extents_get_total (download->held);

  /* More than ever before: what is fetched again and again from the beginning is no progress. */
  if (bytes > download->failed_at_bytes)
    {
      download->n_failures = 0;
      download->failed_at_bytes = bytes;
    }
  if (!haulier_transfer_failure_may_pass (failure) || ++download->n_failures > MAX_FAILURES)
    {
      haulier_download_fail (download, failure);
      return;
    }
  haulier_download_be_loud (download);
  haulier_download_trace (download, "error", NULL, "%s; trying again", failure->message);
  haulier_failure_free (failure);
  download->retry_at = g_get_monotonic_time () + RETRY_DELAY_USEC * (download->n_failures - 1) + 1;
}

/**
 * haulier_download_keep_segment:
 * @download: a download
 * @segment: (transfer full): a segment that is none of its segments any more
 *
 * Keeps what a segment has received, and frees it.
 */
void
haulier_download_keep_segment (HaulierDownload *download, HaulierSegment *segment)
{
  HaulierWriteBlock *block = haulier_segment_steal_block (segment);

  haulier_extents_add (download->held, segment->start, segment->position);
  haulier_segment_free (segment);
  if (block != NULL)
    (void) haulier_download_write_block (download, block);
}

static gboolean
is_small_and_complete (const HaulierDownload *download)
{
  return !download->opening
         && haulier_extents_get_total (download->held) == haulier_download_get_total (download);
}

static void
complete_segment (HaulierDownload *download, HaulierSegment *segment, HaulierSegmentEnd end)
{
  if (end == HAULIER_SEGMENT_END_CLOSED)
    (void) haulier_layout_resolve (download->layout, segment->position, NULL);
  haulier_extents_add (download->held, segment->start, segment->position);
  if (is_small_and_complete (download))
    {
      HaulierWriteBlock *block = haulier_segment_steal_block (segment);

      haulier_segment_free (segment);
      haulier_download_finish (download, block);
      return;
    }
  haulier_download_keep_segment (download, segment);
  if (download->failure != NULL)
    haulier_download_fail (download, g_steal_pointer (&download->failure));
  else if (download->segments->len == 0)
    haulier_download_continue (download);
  else if (download->segments->len < haulier_segment_plan_get_target (download->plan))
    (void) haulier_download_refill (download);
}

/* An address with a signature in it may have expired: the one that was ordered gives a new one. */
static gboolean
may_ask_first_address (const HaulierDownload *download, const HaulierFailure *failure)
{
  guint status = haulier_error_code_to_http_status (failure->code);

  return status >= 400 && status < 500 && download->hop != NULL
         && !g_str_equal (download->hop, download->order->address)
         && haulier_extents_get_total (download->held) > download->failed_at_bytes;
}

/* Somebody who says when to come again is not asked before. */
static gboolean
may_wait_in_line (HaulierDownload *download, const HaulierFailure *failure)
{
  guint status = haulier_error_code_to_http_status (failure->code);
  gboolean crowded
      = status == 429 || status == 503 || failure->code == HAULIER_ERROR_CANNOT_CONNECT;

  return crowded && download->retry_after == 0
         && download->funcs->turned_away (download, download->beside, download->owner);
}

static void
interrupt_segment (HaulierDownload *download, HaulierSegment *segment)
{
  HaulierFailure *failure = g_steal_pointer (&segment->failure);
  const HaulierHttpResponse *response = haulier_segment_get_response (segment);
  gboolean added = segment->added;

  if (response != NULL && response->retry_after > 0)
    download->retry_after = response->retry_after;
  haulier_download_keep_segment (download, segment);
  if (download->failure != NULL)
    {
      haulier_failure_free (failure);
      haulier_download_fail (download, g_steal_pointer (&download->failure));
      return;
    }
  if (download->segments->len > 0)
    {
      /* The others go on; what this one was to fetch is left to them. */
      if (added)
        haulier_segment_plan_refused (download->plan, download->segments->len);
      haulier_failure_free (failure);
      return;
    }
  if (may_ask_first_address (download, failure))
    {
      download->failed_at_bytes = haulier_extents_get_total (download->held);
      g_clear_pointer (&download->hop, g_free);
      haulier_failure_free (failure);
      haulier_download_continue (download);
      return;
    }
  if (may_wait_in_line (download, failure))
    {
      haulier_download_be_loud (download);
      haulier_download_trace (
          download, "error", NULL, "%s; asking again beside fewer others", failure->message);
      haulier_failure_free (failure);
      haulier_download_get_ready (download);
      return;
    }
  retry_or_fail (download, failure);
}

/* A part was refused, but its neighbour can go on to the end of it. */
static void
do_without_ranges (HaulierDownload *download, HaulierSegment *segment)
{
  download->ranges_work = FALSE;
  if (haulier_download_give_back (download, segment))
    {
      haulier_segment_free (segment);
      return;
    }
  haulier_segment_free (segment);
  restart (download, "the server does not send parts of the file");
}

static void
ask_with_date (HaulierDownload *download, HaulierSegment *segment)
{
  HaulierSegment *again = NULL;

  download->prefer_date = TRUE;
  again = haulier_download_add_segment (
      download, segment->start, segment->end, segment->remote_start);
  again->added = segment->added;
  haulier_segment_free (segment);
  haulier_download_send_segment (download, again);
}

/* A file that has given its connection away waits for one behind the others. */
static void
send_again (HaulierDownload *download, HaulierSegment *segment)
{
  if (download->segments->len > 0)
    {
      g_ptr_array_add (download->segments, segment);
      haulier_segment_send (segment);
      return;
    }
  haulier_download_keep_segment (download, segment);
  haulier_download_get_ready (download);
}

static void
on_ended (HaulierSegment *segment, HaulierSegmentEnd end, gpointer owner)
{
  HaulierDownload *download = owner;

  g_ptr_array_remove_fast (download->segments, segment);
  switch (end)
    {
    case HAULIER_SEGMENT_END_COMPLETE:
    case HAULIER_SEGMENT_END_CLOSED:
      complete_segment (download, segment, end);
      break;
    case HAULIER_SEGMENT_END_DOUBTFUL:
      haulier_segment_free (segment);
      download->watch = TRUE;
      restart (download, "the server may have sent more than it announced");
      break;
    case HAULIER_SEGMENT_END_CHANGED:
      haulier_segment_free (segment);
      restart (download, "the file changed on the server");
      break;
    case HAULIER_SEGMENT_END_NO_RANGES:
      do_without_ranges (download, segment);
      break;
    case HAULIER_SEGMENT_END_TRY_DATE:
      ask_with_date (download, segment);
      break;
    case HAULIER_SEGMENT_END_WAITED:
      send_again (download, segment);
      break;
    case HAULIER_SEGMENT_END_FAILED:
      interrupt_segment (download, segment);
      break;
    }
}

/* A server that was asked to close the connection, and does not, has nothing more to send. */
static gboolean
has_lingered (const HaulierSegment *segment, gint64 now)
{
  return segment->watch && segment->accepted && segment->position == segment->end
         && now - segment->active_at > LINGER_USEC;
}

static void
drop_stalled_segments (HaulierDownload *download, gint64 now)
{
  for (guint i = download->segments->len; i > 0; i--)
    {
      HaulierSegment *segment = g_ptr_array_index (download->segments, i - 1);

      if (segment->request == NULL || haulier_request_is_paused (segment->request))
        segment->active_at = now;
      if (has_lingered (segment, now))
        {
          on_ended (segment, HAULIER_SEGMENT_END_COMPLETE, download);
          return;
        }
      if (now - segment->active_at < STALL_TIMEOUT_USEC)
        continue;
      haulier_segment_fail (
          segment,
          haulier_transfer_failure_new (HAULIER_ERROR_TIMEOUT,
                                        HAULIER_ERROR_CONTEXT_GENERAL_TRANSPORT,
                                        "get %s: the server sent nothing for 30 seconds",
                                        segment->address));
      on_ended (segment, HAULIER_SEGMENT_END_FAILED, download);
      return;
    }
}

/**
 * haulier_download_check_segments:
 * @download: a receiving download
 * @now: monotonic microseconds
 * @spare_connections: how many more its job may open
 *
 * Retries what is due, and gives up connections that bring nothing.
 */
void
haulier_download_check_segments (HaulierDownload *download, gint64 now, guint spare_connections)
{
  download->spare_connections = spare_connections;
  if (download->retry_at != 0 && now >= download->retry_at)
    haulier_download_continue (download);
  else
    drop_stalled_segments (download, now);
  if (download->state == HAULIER_DOWNLOAD_RECEIVING && download->segments->len > 0)
    haulier_download_adjust_segments (download, now);
}
