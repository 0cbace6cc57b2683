/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Tests of the number of connections, on lines that are simulated. */
#include "config.h"

#include "haulier-segment-plan.h"

#define TICK_USEC (100 * G_TIME_SPAN_MILLISECOND)
#define MIB (1024 * 1024)

/**
 * Line:
 * @round_trip: microseconds
 * @each: bytes a second that one connection brings at most
 * @all: bytes a second that the line brings at most
 * @refuses: the server refuses more connections than this, 0 is never
 */
typedef struct
{
  guint round_trip;
  guint64 each;
  guint64 all;
  guint refuses;
} Line;

typedef struct
{
  gint64 took;     /* microseconds */
  guint most;      /* connections at once */
  guint last;      /* connections at the end */
  gint64 eight_at; /* when there were eight, -1 never */
} Outcome;

static Outcome
simulate (const Line *line, guint64 total, guint ceiling)
{
  g_autoptr (HaulierSegmentPlan) plan = haulier_segment_plan_new ();
  Outcome outcome = { .eight_at = -1 };
  guint64 received = 0;
  guint connections = 1;

  for (gint64 now = TICK_USEC; received < total; now += TICK_USEC)
    {
      HaulierSegmentFacts facts = {
        .now = now,
        .received = received,
        .remaining = total - received,
        .connections = connections,
        .ceiling = ceiling,
        .round_trip = line->round_trip,
      };
      guint64 speed = MIN (line->each * connections, line->all);
      guint wanted = haulier_segment_plan_step (plan, &facts);

      received = MIN (total, received + speed * TICK_USEC / G_USEC_PER_SEC);
      if (line->refuses != 0 && wanted > line->refuses)
        {
          haulier_segment_plan_refused (plan, line->refuses);
          wanted = line->refuses;
        }
      g_assert_cmpuint (wanted, >=, 1);
      g_assert_cmpuint (wanted, <=, ceiling);
      connections = wanted;
      outcome.most = MAX (outcome.most, connections);
      outcome.last = connections;
      outcome.took = now;
      if (connections >= 8 && outcome.eight_at < 0)
        outcome.eight_at = now;
      g_assert_cmpint (now, <, 3600 * G_TIME_SPAN_SECOND);
    }
  return outcome;
}

/* A long thin line: all of them, at once. */
static void
test_segment_plan_thin (void)
{
  const Line line = { .round_trip = 100000, .each = 2500000, .all = 125000000 };
  Outcome outcome = simulate (&line, 100 * MIB, 8);

  g_assert_cmpuint (outcome.most, ==, 8);
  g_assert_cmpint (outcome.eight_at, >, 0);
  g_assert_cmpint (outcome.eight_at, <=, 6 * TICK_USEC);
}

static void
test_segment_plan_ceiling (void)
{
  const Line line = { .round_trip = 100000, .each = 2500000, .all = 125000000 };

  g_assert_cmpuint (simulate (&line, 100 * MIB, 3).most, ==, 3);
  g_assert_cmpuint (simulate (&line, 100 * MIB, 1).most, ==, 1);
}

/* A loopback: one is enough, and a second one is tried seldom. */
static void
test_segment_plan_near (void)
{
  const Line line = { .round_trip = 50, .each = 1000000000, .all = 1000000000 };

  g_assert_cmpuint (simulate (&line, 1024 * (guint64) MIB, 8).most, ==, 1);
  g_assert_cmpuint (simulate (&line, 65536 * (guint64) MIB, 8).most, ==, 2);
  g_assert_cmpuint (simulate (&line, 65536 * (guint64) MIB, 8).last, ==, 1);
}

/* Near, but the server gives each connection little. */
static void
test_segment_plan_near_limited (void)
{
  const Line line = { .round_trip = 300, .each = 10000000, .all = 1000000000 };
  Outcome outcome = simulate (&line, 1024 * (guint64) MIB, 8);

  g_assert_cmpuint (outcome.most, ==, 8);
  g_assert_cmpint (outcome.eight_at, <, 5 * G_TIME_SPAN_SECOND);
}

/* Far, but one connection fills the line: those that add nothing are closed again. */
static void
test_segment_plan_far_full (void)
{
  const Line line = { .round_trip = 30000, .each = 5000000, .all = 5000000 };
  Outcome outcome = simulate (&line, 1024 * (guint64) MIB, 8);

  g_assert_cmpuint (outcome.most, ==, 8);
  g_assert_cmpuint (outcome.last, <=, 2);
}

/* Far and large: leaving one out is tried, and taken back. */
static void
test_segment_plan_far_large (void)
{
  const Line line = { .round_trip = 100000, .each = 2500000, .all = 125000000 };
  Outcome outcome = simulate (&line, 4096 * (guint64) MIB, 8);
  gint64 ideal = 4096 * (gint64) MIB / 20;

  g_assert_cmpuint (outcome.last, >=, 7);
  g_assert_cmpint (outcome.took, <, ideal * 103 / 100);
}

static void
test_segment_plan_refused (void)
{
  const Line line = { .round_trip = 100000, .each = 2500000, .all = 125000000, .refuses = 2 };

  g_assert_cmpuint (simulate (&line, 100 * MIB, 8).most, ==, 2);
}

/* There is nothing to do for a second one. */
static void
test_segment_plan_small (void)
{
  const Line line = { .round_trip = 100000, .each = 2500000, .all = 125000000 };

  g_assert_cmpuint (simulate (&line, MIB, 8).most, <=, 2);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/transfer/segment-plan/thin", test_segment_plan_thin);
  g_test_add_func ("/transfer/segment-plan/ceiling", test_segment_plan_ceiling);
  g_test_add_func ("/transfer/segment-plan/near", test_segment_plan_near);
  g_test_add_func ("/transfer/segment-plan/near-limited", test_segment_plan_near_limited);
  g_test_add_func ("/transfer/segment-plan/far-full", test_segment_plan_far_full);
  g_test_add_func ("/transfer/segment-plan/far-large", test_segment_plan_far_large);
  g_test_add_func ("/transfer/segment-plan/refused", test_segment_plan_refused);
  g_test_add_func ("/transfer/segment-plan/small", test_segment_plan_small);
  return g_test_run ();
}
