/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* A limit of bytes a second, which several connections share. */
#include "config.h"

#include "haulier-rate-limit.h"

/* What may come at once after a pause: this part of a second's worth. */
#define BURST_DIVISOR 4
/* A clock that jumped is not paid for. */
#define MAX_CREDIT 1e15
#define MAX_ELAPSED_USEC (10 * G_TIME_SPAN_SECOND)

/**
 * haulier_rate_limit_set:
 * @limit: the limit
 * @rate: bytes a second, 0 is no limit
 * @now: monotonic microseconds
 */
void
haulier_rate_limit_set (HaulierRateLimit *limit, guint64 rate, gint64 now)
{
  if (limit->rate == rate)
    return;
  *limit = (HaulierRateLimit){ .rate = rate, .at = now };
}

static void
refill (HaulierRateLimit *limit, gint64 now)
{
  gint64 elapsed = CLAMP (now - limit->at, 0, MAX_ELAPSED_USEC);
  gdouble rate = (gdouble) limit->rate;
  gint64 earned = (gint64) MIN (rate * (gdouble) elapsed / G_USEC_PER_SEC, MAX_CREDIT);
  gint64 most = (gint64) MIN (rate / BURST_DIVISOR, MAX_CREDIT);

  /* Parts of a byte stay in the clock. */
  if (earned == 0)
    return;
  limit->credit = MIN (limit->credit + earned, most);
  limit->at += (gint64) ((gdouble) earned * G_USEC_PER_SEC / rate);
  if (now - limit->at > MAX_ELAPSED_USEC)
    limit->at = now;
}

/**
 * haulier_rate_limit_take:
 * @limit: the limit
 * @bytes: that were received
 * @now: monotonic microseconds
 */
void
haulier_rate_limit_take (HaulierRateLimit *limit, gsize bytes, gint64 now)
{
  if (limit->rate == 0)
    return;
  refill (limit, now);
  limit->credit -= (gint64) bytes;
}

/**
 * haulier_rate_limit_is_reached:
 * @limit: the limit
 * @now: monotonic microseconds
 *
 * Returns: whether connections have to wait
 */
gboolean
haulier_rate_limit_is_reached (HaulierRateLimit *limit, gint64 now)
{
  if (limit->rate == 0)
    return FALSE;
  refill (limit, now);
  return limit->credit < 0;
}
