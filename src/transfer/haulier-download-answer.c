/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* What the headers of an answer say about a file: size, version, name, checksum; or that it
 * changed. */
#include "config.h"

#include "haulier-download-private.h"

#include "haulier-content-disposition.h"
#include "haulier-digest.h"

/* Only what is announced for the whole file is of use. */
static void
take_announced_checksum (HaulierDownload *download, const HaulierHttpResponse *response)
{
  char *hex = NULL;

  if (download->checksum != NULL || !haulier_layout_is_whole (download->layout))
    return;
  if ((response->repr_digest != NULL
       && haulier_digest_parse_repr (response->repr_digest, &download->checksum_type, &hex))
      || (response->digest != NULL
          && haulier_digest_parse_old (response->digest, &download->checksum_type, &hex))
      || (response->content_md5 != NULL && response->status != 206
          && haulier_digest_parse_md5 (response->content_md5, &download->checksum_type, &hex)))
    {
      download->checksum = hex;
      download->hasher = haulier_hasher_new (download->checksum_type);
    }
}

static void
take_proposed_name (HaulierDownload *download, const HaulierHttpResponse *response)
{
  g_clear_pointer (&download->proposed_name, g_free);
  if (!download->order->rename || response->disposition == NULL)
    return;
  download->proposed_name = haulier_content_disposition_dup_name (response->disposition);
  if (g_strcmp0 (download->proposed_name, download->name) == 0)
    g_clear_pointer (&download->proposed_name, g_free);
}

/* The first answer of a version: its size, its validator, its name. */
static gboolean
take_first_answer (HaulierDownload *download, HaulierSegment *segment, guint64 remote_total)
{
  const HaulierHttpResponse *response = haulier_segment_get_response (segment);
  g_autoptr (GError) error = NULL;
  guint64 piece_end = HAULIER_SIZE_UNKNOWN;
  gboolean small = FALSE;

  if (remote_total != HAULIER_SIZE_UNKNOWN
      && !haulier_layout_resolve (download->layout, remote_total, &error))
    {
      haulier_segment_fail (segment,
                            haulier_transfer_failure_new (error->code,
                                                          HAULIER_ERROR_CONTEXT_REMOTE_FILE,
                                                          "%s: %s",
                                                          download->order->address,
                                                          error->message));
      return FALSE;
    }
  haulier_validator_free (download->validator);
  /* The digest of the address is for files that may be continued. */
  small = haulier_download_get_total (download) <= HAULIER_WRITE_BLOCK_BYTES;
  download->validator
      = haulier_http_response_dup_validator (response, small ? NULL : segment->address);
  take_announced_checksum (download, response);
  take_proposed_name (download, response);
  download->ranges_work = !response->no_ranges;
  download->modified = MAX (response->last_modified, 0);
  segment->known = download->validator;
  if (haulier_layout_locate (
          download->layout, segment->position, &segment->remote_start, &piece_end)
      || piece_end != HAULIER_SIZE_UNKNOWN)
    segment->end = MIN (segment->end, piece_end);
  segment->remote_start -= segment->position - segment->start;
  if (!small && haulier_download_get_total (download) != HAULIER_SIZE_UNKNOWN)
    {
      haulier_download_open_part (download);
      haulier_transfer_context_poke (download->context);
    }
  return TRUE;
}

static gboolean
take_whole (HaulierDownload *download, HaulierSegment *segment)
{
  const HaulierHttpResponse *response = haulier_segment_get_response (segment);

  haulier_layout_reset (download->layout);
  segment->ranged = FALSE;
  segment->start = 0;
  segment->position = 0;
  segment->end = HAULIER_SIZE_UNKNOWN;
  return take_first_answer (
      download, segment, response->chunked ? HAULIER_SIZE_UNKNOWN : response->length);
}

static gboolean
take_part (HaulierDownload *download, HaulierSegment *segment)
{
  const HaulierHttpResponse *response = haulier_segment_get_response (segment);

  if (haulier_download_get_total (download) != HAULIER_SIZE_UNKNOWN)
    return TRUE;
  if (response->range.total != HAULIER_SIZE_UNKNOWN)
    return take_first_answer (download, segment, response->range.total);
  haulier_segment_fail (segment,
                        haulier_transfer_failure_new (
                            HAULIER_ERROR_MISSING_FILE_SIZE,
                            HAULIER_ERROR_CONTEXT_REMOTE_FILE,
                            "get a range of %s: the server does not tell the size of the file",
                            segment->address));
  return FALSE;
}

static void
trace_answer (HaulierDownload *download, HaulierSegment *segment)
{
  const HaulierHttpResponse *response = haulier_segment_get_response (segment);

  if (response->length != HAULIER_SIZE_UNKNOWN)
    haulier_download_trace (download,
                            "response",
                            NULL,
                            "HTTP %u with %" G_GUINT64_FORMAT " bytes",
                            response->status,
                            response->length);
  else
    haulier_download_trace (
        download, "response", NULL, "HTTP %u, length not told", response->status);
}

/* Some caches know times only: they drop the range when the condition is an ETag. */
static gboolean
may_try_date (const HaulierDownload *download, const HaulierSegment *segment)
{
  return !segment->prefer_date && haulier_segment_get_response (segment)->status != 206
         && download->validator != NULL && haulier_validator_has_strong_etag (download->validator)
         && download->validator->last_modified >= 0;
}

/**
 * haulier_download_take_answer:
 * @segment: a segment that was answered
 * @verdict: what the answer is worth
 * @owner: its download
 *
 * Takes what the headers say, before a byte of the body comes. A callback of libcurl.
 *
 * Returns: whether the body is wanted; else the segment knows why not
 */
gboolean
haulier_download_take_answer (HaulierSegment *segment, HaulierVerdict verdict, gpointer owner)
{
  HaulierDownload *download = owner;
  const HaulierHttpResponse *response = haulier_segment_get_response (segment);
  gboolean alone = download->segments->len == 1;

  trace_answer (download, segment);
  if (g_strcmp0 (download->hop, segment->address) != 0)
    {
      g_free (download->hop);
      download->hop = g_strdup (segment->address);
    }
  switch (verdict)
    {
    case HAULIER_VERDICT_WHOLE:
      return take_whole (download, segment);
    case HAULIER_VERDICT_PART:
      return take_part (download, segment);
    case HAULIER_VERDICT_CHANGED:
    case HAULIER_VERDICT_NO_RANGES:
      if (verdict == HAULIER_VERDICT_NO_RANGES && may_try_date (download, segment))
        {
          segment->end_reason = HAULIER_SEGMENT_END_TRY_DATE;
          return FALSE;
        }
      /* The answer is the whole file already: no need to ask again. */
      if (alone && response->status != 206 && response->status != 416 && !segment->explicit_range
          && download->n_restarts < HAULIER_DOWNLOAD_MAX_RESTARTS)
        {
          haulier_download_be_loud (download);
          haulier_download_trace (download,
                                  "restart",
                                  NULL,
                                  "beginning again: %s",
                                  verdict == HAULIER_VERDICT_CHANGED
                                      ? "the file changed on the server"
                                      : "the server does not send parts of the file");
          download->n_restarts++;
          haulier_download_begin_again (download);
          return take_whole (download, segment);
        }
      segment->end_reason = verdict == HAULIER_VERDICT_CHANGED ? HAULIER_SEGMENT_END_CHANGED
                                                               : HAULIER_SEGMENT_END_NO_RANGES;
      return FALSE;
    case HAULIER_VERDICT_REDIRECT:
    case HAULIER_VERDICT_REFUSED:
    case HAULIER_VERDICT_LIE:
      break;
    }
  g_assert_not_reached ();
}
