/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* A limit of bytes a second, which several connections share. */
#include "config.h"

#include "haulier-rate-limit.h"

/* What may come at once after a pause: this part of a second's worth. */
#define BURST_DIVISOR 4
/* A clock that jumped is not paid for. */
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
  gdouble earned = (gdouble) limit->rate * (gdouble) elapsed / G_USEC_PER_SEC;
  gdouble most = (gdouble) limit->rate / BURST_DIVISOR;

  /* Less than a byte stays in the clock. */
  if (earned < 1)
    return;
  limit->credit
      = (gint64) MIN ((gdouble) limit->credit + earned, MIN (most, (gdouble) G_MAXINT64 / 4));
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
