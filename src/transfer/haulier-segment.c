/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* One connection that fetches a part of a file, or all of it. */
#include "config.h"

#include "haulier-segment.h"

#include "haulier-tls-policy.h"

#include <string.h>

/* The body of an error page is read to its end, so that the connection can be used again, if it is
 * short. */
#define MAX_IGNORED_BYTES (64 * 1024)
#define FEW_CONNECTIONS 2

static gboolean on_headers (HaulierRequest *request, gpointer user_data);
static gboolean
on_body (HaulierRequest *request, const guint8 *data, gsize length, gpointer user_data);
static void on_done (HaulierRequest *request, CURLcode result, gpointer user_data);
static void on_login (HaulierSegmentLoginEnd end, HaulierFailure *failure, gpointer user_data);

static const HaulierRequestHandler request_handler = {
  .headers = on_headers,
  .body = on_body,
  .done = on_done,
};

/**
 * haulier_segment_new:
 * @context: what transfers share
 * @settings: those of the job
 * @funcs: (transfer none): what it asks of its download
 * @owner: the download
 *
 * Returns: (transfer full): a segment; the caller fills in what to fetch and sends it
 */
HaulierSegment *
haulier_segment_new (HaulierTransferContext *context,
                     const HaulierTransferSettings *settings,
                     const HaulierSegmentOwner *funcs,
                     gpointer owner)
{
  HaulierSegment *segment = g_new0 (HaulierSegment, 1);

  segment->context = context;
  segment->settings = settings;
  segment->funcs = funcs;
  segment->owner = owner;
  segment->end = HAULIER_SIZE_UNKNOWN;
  segment->login = haulier_segment_login_new (context, settings->logins, on_login, segment);
  return segment;
}

/**
 * haulier_segment_free:
 * @segment: (nullable): a segment, not from a callback of libcurl
 *
 * Ends its request; what was not handed on is lost.
 */
void
haulier_segment_free (HaulierSegment *segment)
{
  if (segment == NULL)
    return;
  if (segment->later != NULL)
    g_source_destroy (segment->later);
  g_clear_pointer (&segment->later, g_source_unref);
  haulier_segment_login_free (segment->login);
  haulier_transfer_context_give_request (segment->context, segment->request);
  haulier_transfer_context_give_block (segment->context, segment->block);
  haulier_failure_free (segment->failure);
  g_free (segment->address);
  g_free (segment);
}

static char *
dup_range (const HaulierSegment *segment)
{
  guint64 start = segment->remote_start + (segment->position - segment->start);

  if (segment->end == HAULIER_SIZE_UNKNOWN)
    return g_strdup_printf ("bytes=%" G_GUINT64_FORMAT "-", start);
  return g_strdup_printf ("bytes=%" G_GUINT64_FORMAT "-%" G_GUINT64_FORMAT,
                          start,
                          start + (segment->end - segment->position) - 1);
}

/* Every request after the first of a file is conditional. */
static void
start_request (HaulierSegment *segment)
{
  g_autofree char *range = segment->ranged ? dup_range (segment) : NULL;
  g_autofree char *if_range = NULL;
  g_autofree char *proxy = segment->proxy != NULL ? haulier_proxy_to_uri (segment->proxy) : NULL;
  HaulierRequestOrder order = {
    .address = segment->address,
    .range = range,
    .method = segment->settings->method,
    .headers = (const char *const *) segment->settings->headers,
    .security_flags = segment->settings->security_flags,
    .certificate_authorities = segment->context->certificate_authorities,
    .own_connection = segment->added,
    .one_of_many = segment->context->n_running > FEW_CONNECTIONS,
    .watch = segment->watch,
  };

  if (segment->ranged && segment->known != NULL)
    if_range = haulier_validator_dup_if_range (segment->known, segment->prefer_date);
  order.if_range = if_range;
  order.proxy = proxy;
  haulier_segment_login_apply (segment->login, &order);
  if (segment->request == NULL)
    segment->request = haulier_transfer_context_take_request (segment->context);
  segment->asked_end = segment->end;
  segment->accepted = FALSE;
  segment->redirecting = FALSE;
  segment->ignored_bytes = 0;
  segment->end_reason = HAULIER_SEGMENT_END_COMPLETE;
  segment->active_at = g_get_monotonic_time ();
  haulier_request_start (segment->request, &order, &request_handler, segment);
}

static void
end (HaulierSegment *segment, HaulierSegmentEnd reason)
{
  segment->end_reason = reason;
  segment->funcs->ended (segment, reason, segment->owner);
}

static gboolean
on_later (gpointer user_data)
{
  HaulierSegment *segment = user_data;

  g_clear_pointer (&segment->later, g_source_unref);
  end (segment, HAULIER_SEGMENT_END_FAILED);
  return G_SOURCE_REMOVE;
}

/* Who sends it still uses it when this returns. */
static void
end_later (HaulierSegment *segment)
{
  segment->later = g_idle_source_new ();
  g_source_set_name (segment->later, "segment");
  g_source_set_callback (segment->later, on_later, segment, NULL);
  g_source_attach (segment->later, segment->context->main);
}

/**
 * haulier_segment_send:
 * @segment: a segment without a running request
 *
 * Asks for what is missing, now or when it is known who asks.
 */
void
haulier_segment_send (HaulierSegment *segment)
{
  guint count = 0;

  segment->active_at = g_get_monotonic_time ();
  segment->accepted = FALSE;
  segment->redirecting = FALSE;
  if (!haulier_proxy_route_choose (
          segment->settings->route, segment->address, &segment->proxy, &count, &segment->failure))
    end_later (segment);
  else if (haulier_segment_login_prepare (segment->login, segment->address, segment->proxy))
    start_request (segment);
  else
    haulier_transfer_context_give_request (segment->context, g_steal_pointer (&segment->request));
}

/* The engine has answered, another request has found out, or a token was made. */
static void
on_login (HaulierSegmentLoginEnd reason, HaulierFailure *failure, gpointer user_data)
{
  HaulierSegment *segment = user_data;

  switch (reason)
    {
    case HAULIER_SEGMENT_LOGIN_READY:
      start_request (segment);
      break;
    case HAULIER_SEGMENT_LOGIN_SEND:
      haulier_segment_send (segment);
      break;
    case HAULIER_SEGMENT_LOGIN_AGAIN:
      end (segment, HAULIER_SEGMENT_END_WAITED);
      break;
    case HAULIER_SEGMENT_LOGIN_REFUSED:
      haulier_segment_fail (segment, failure);
      end (segment, HAULIER_SEGMENT_END_FAILED);
      break;
    }
}

static gboolean
on_headers (HaulierRequest *request, gpointer user_data)
{
  HaulierSegment *segment = user_data;
  guint64 start = segment->remote_start + (segment->position - segment->start);
  HaulierQuestion question = {
    .address = segment->address,
    .ranged = segment->ranged,
    .explicit_range = segment->explicit_range,
    .start = start,
    .end = segment->asked_end == HAULIER_SIZE_UNKNOWN
               ? HAULIER_SIZE_UNKNOWN
               : start + (segment->asked_end - segment->position),
    .known = segment->known,
  };
  const HaulierHttpResponse *response = haulier_request_get_response (request);
  HaulierVerdict verdict = HAULIER_VERDICT_REFUSED;

  segment->active_at = g_get_monotonic_time ();
  segment->n_proxies = 0;
  if (haulier_segment_login_take_answer (
          segment->login, response, haulier_request_has_reached_server (request)))
    return TRUE;
  verdict = haulier_verdict_reach (&question, response, &segment->failure);
  switch (verdict)
    {
    case HAULIER_VERDICT_REDIRECT:
      segment->redirecting = TRUE;
      return TRUE;
    case HAULIER_VERDICT_REFUSED:
      segment->end_reason = HAULIER_SEGMENT_END_FAILED;
      return TRUE;
    case HAULIER_VERDICT_LIE:
      segment->end_reason = HAULIER_SEGMENT_END_FAILED;
      return FALSE;
    case HAULIER_VERDICT_WHOLE:
    case HAULIER_VERDICT_PART:
    case HAULIER_VERDICT_CHANGED:
    case HAULIER_VERDICT_NO_RANGES:
      break;
    }
  segment->accepted = segment->funcs->answered (segment, verdict, segment->owner);
  return segment->accepted;
}

static gboolean
hand_on_block (HaulierSegment *segment)
{
  return segment->funcs->full (segment, g_steal_pointer (&segment->block), segment->owner);
}

static gboolean
store (HaulierSegment *segment, const guint8 *data, gsize length)
{
  while (length > 0)
    {
      gsize count = 0;

      if (segment->block == NULL)
        {
          segment->block = haulier_transfer_context_take_block (segment->context);
          segment->block->offset = segment->position;
        }
      count = MIN (length, HAULIER_WRITE_BLOCK_BYTES - segment->block->length);
      memcpy (segment->block->data + segment->block->length, data, count);
      segment->block->length += count;
      segment->position += count;
      data += count;
      length -= count;
      if (segment->block->length == HAULIER_WRITE_BLOCK_BYTES && !hand_on_block (segment))
        return FALSE;
    }
  return TRUE;
}

static gboolean
on_body (HaulierRequest *request, const guint8 *data, gsize length, gpointer user_data)
{
  HaulierSegment *segment = user_data;
  gsize wanted = length;

  segment->active_at = g_get_monotonic_time ();
  if (!segment->accepted)
    {
      segment->ignored_bytes += length;
      return segment->ignored_bytes <= MAX_IGNORED_BYTES;
    }
  if (segment->end != HAULIER_SIZE_UNKNOWN)
    wanted = MIN (length, segment->end - segment->position);
  if (!store (segment, data, wanted))
    return FALSE;
  /* Another segment has taken over what follows: the connection is of no more use. */
  segment->surplus = segment->watch && wanted < length;
  if (wanted < length)
    return FALSE;
  haulier_transfer_context_wait_for_backlog (segment->context, request);
  haulier_transfer_context_throttle (segment->context, request, segment->settings->rate, wanted);
  return TRUE;
}

static HaulierSegmentEnd
judge_complete (HaulierSegment *segment, CURLcode result)
{
  gboolean waives = (segment->settings->security_flags & HAULIER_SECURITY_FLAGS_WAIVERS) != 0;

  if (segment->surplus)
    {
      segment->failure = haulier_transfer_failure_new (
          HAULIER_ERROR_INVALID_SERVER_RESPONSE,
          HAULIER_ERROR_CONTEXT_REMOTE_FILE,
          "get %s: the server sent more bytes than the %" G_GUINT64_FORMAT " that it announced",
          segment->address,
          haulier_segment_get_response (segment)->length);
      return HAULIER_SEGMENT_END_FAILED;
    }
  /* A job that waives checks keeps no connections, and one that waits may have taken over this one
   * without being seen: nothing follows then. */
  if (result == CURLE_OK && !waives && segment->context->waiting->len == 0
      && segment->context->throttled->len == 0
      && haulier_request_may_have_surplus (segment->request))
    return HAULIER_SEGMENT_END_DOUBTFUL;
  return HAULIER_SEGMENT_END_COMPLETE;
}

static HaulierSegmentEnd
judge_end (HaulierSegment *segment, CURLcode result)
{
  HaulierRequest *request = segment->request;

  if (segment->end_reason != HAULIER_SEGMENT_END_COMPLETE)
    return segment->end_reason;
  if (segment->accepted && segment->end != HAULIER_SIZE_UNKNOWN
      && segment->position >= segment->end)
    return judge_complete (segment, result);
  if (segment->failure == NULL && result == CURLE_OK && segment->accepted
      && segment->end == HAULIER_SIZE_UNKNOWN)
    return HAULIER_SEGMENT_END_CLOSED;
  if (segment->failure == NULL)
    segment->failure
        = haulier_transfer_failure_from_curl (result != CURLE_OK ? result : CURLE_PARTIAL_FILE,
                                              haulier_request_get_error_text (request),
                                              haulier_request_get_verify_result (request),
                                              segment->address);
  return HAULIER_SEGMENT_END_FAILED;
}

/* Nothing was said to it yet: another one may be there. */
static gboolean
is_proxy_away (const HaulierSegment *segment, CURLcode result)
{
  return segment->proxy != NULL && result != CURLE_OK
         && !haulier_request_was_sent (segment->request)
         && (result == CURLE_COULDNT_CONNECT || result == CURLE_COULDNT_RESOLVE_PROXY
             || result == CURLE_PROXY || result == CURLE_OPERATION_TIMEDOUT);
}

static gboolean
may_try_next_proxy (HaulierSegment *segment)
{
  const HaulierProxy *away = segment->proxy;
  HaulierFailure *failure = NULL;
  guint count = 0;

  haulier_proxy_route_pass_over (segment->settings->route, segment->address, away);
  segment->n_proxies++;
  return haulier_proxy_route_choose (
             segment->settings->route, segment->address, &segment->proxy, &count, &failure)
         && segment->n_proxies < count;
}

static void
on_done (HaulierRequest *request, CURLcode result, gpointer user_data)
{
  HaulierSegment *segment = user_data;

  if (haulier_segment_login_was_asked (segment->login))
    {
      haulier_transfer_context_give_request (segment->context, g_steal_pointer (&segment->request));
      haulier_segment_login_ask (segment->login);
      return;
    }
  haulier_segment_login_ended (segment->login, haulier_request_was_sent (request));
  if (is_proxy_away (segment, result) && may_try_next_proxy (segment))
    {
      haulier_segment_send (segment);
      return;
    }
  if (segment->redirecting)
    {
      g_autofree char *address = haulier_request_dup_redirect (request);

      segment->redirecting = FALSE;
      if (segment->funcs->redirected (segment, address, segment->owner))
        {
          haulier_segment_send (segment);
          return;
        }
      segment->end_reason = HAULIER_SEGMENT_END_FAILED;
    }
  end (segment, judge_end (segment, result));
}

/**
 * haulier_segment_is_parked:
 * @segment: a segment
 *
 * Returns: whether it waits for a login, without a connection
 */
gboolean
haulier_segment_is_parked (const HaulierSegment *segment)
{
  return haulier_segment_login_is_parked (segment->login);
}

/**
 * haulier_segment_fail:
 * @segment: a segment
 * @failure: (transfer full): why
 *
 * Says why the segment ends: for an owner that answers %FALSE.
 */
void
haulier_segment_fail (HaulierSegment *segment, HaulierFailure *failure)
{
  haulier_failure_free (segment->failure);
  segment->failure = failure;
  segment->end_reason = HAULIER_SEGMENT_END_FAILED;
}

/**
 * haulier_segment_steal_block:
 * @segment: a segment
 *
 * Returns: (transfer full) (nullable): what was received and not handed on yet
 */
HaulierWriteBlock *
haulier_segment_steal_block (HaulierSegment *segment)
{
  return g_steal_pointer (&segment->block);
}

/**
 * haulier_segment_get_response:
 * @segment: a segment whose request was answered
 *
 * Returns: (transfer none) (nullable): the answer; %NULL for one that has waited since
 */
const HaulierHttpResponse *
haulier_segment_get_response (const HaulierSegment *segment)
{
  return segment->request != NULL ? haulier_request_get_response (segment->request) : NULL;
}
