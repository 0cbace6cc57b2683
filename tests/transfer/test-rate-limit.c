/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Tests of limits of bytes a second, with a clock of their own. */
#include "config.h"

#include "haulier-rate-limit.h"

#define RATE 1000000

/* Takes whenever it may, in pieces, for ten seconds. */
static guint64
take_for_ten_seconds (HaulierRateLimit *limit, gsize piece, gint64 step)
{
  guint64 taken = 0;

  for (gint64 now = 0; now < 10 * G_TIME_SPAN_SECOND; now += step)
    {
      while (!haulier_rate_limit_is_reached (limit, now))
        {
          haulier_rate_limit_take (limit, piece, now);
          taken += piece;
        }
    }
  return taken;
}

static void
test_rate_limit_average (void)
{
  static const gsize pieces[] = { 1000, 16384, 524288 };

  for (gsize i = 0; i < G_N_ELEMENTS (pieces); i++)
    {
      HaulierRateLimit limit = { 0 };
      guint64 taken = 0;

      haulier_rate_limit_set (&limit, RATE, 0);
      taken = take_for_ten_seconds (&limit, pieces[i], 100 * G_TIME_SPAN_MILLISECOND);
      g_assert_cmpuint (taken, <=, 10 * RATE + pieces[i] + RATE / 4);
      g_assert_cmpuint (taken, >=, 10 * RATE - pieces[i] - RATE / 4);
    }
}

static void
test_rate_limit_none (void)
{
  HaulierRateLimit limit = { 0 };

  haulier_rate_limit_take (&limit, 1000000000, 5);
  g_assert_false (haulier_rate_limit_is_reached (&limit, 5));
}

static void
test_rate_limit_no_hoard (void)
{
  HaulierRateLimit limit = { 0 };

  haulier_rate_limit_set (&limit, RATE, 0);
  g_assert_false (haulier_rate_limit_is_reached (&limit, 3600 * G_TIME_SPAN_SECOND));
  haulier_rate_limit_take (&limit, RATE, 3600 * G_TIME_SPAN_SECOND);
  g_assert_true (haulier_rate_limit_is_reached (&limit, 3600 * G_TIME_SPAN_SECOND));
}

static void
test_rate_limit_tiny (void)
{
  HaulierRateLimit limit = { 0 };

  haulier_rate_limit_set (&limit, 3, 0);
  haulier_rate_limit_take (&limit, 6, 0);
  for (gint64 now = 0; now < 2 * G_TIME_SPAN_SECOND; now += 1000)
    g_assert_true (haulier_rate_limit_is_reached (&limit, now));
  g_assert_false (haulier_rate_limit_is_reached (&limit, 3 * G_TIME_SPAN_SECOND));
}

static void
test_rate_limit_change (void)
{
  HaulierRateLimit limit = { 0 };

  haulier_rate_limit_set (&limit, 10, 0);
  haulier_rate_limit_take (&limit, 1000000, 0);
  haulier_rate_limit_set (&limit, 0, 1);
  g_assert_false (haulier_rate_limit_is_reached (&limit, 1));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/transfer/rate-limit/average", test_rate_limit_average);
  g_test_add_func ("/transfer/rate-limit/none", test_rate_limit_none);
  g_test_add_func ("/transfer/rate-limit/no-hoard", test_rate_limit_no_hoard);
  g_test_add_func ("/transfer/rate-limit/tiny", test_rate_limit_tiny);
  g_test_add_func ("/transfer/rate-limit/change", test_rate_limit_change);
  return g_test_run ();
}
