/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* How many connections a file is worth, from what each one adds to the speed of all. */
#include "config.h"

#include "haulier-segment-plan.h"

/* From this distance on one connection is seldom the whole line: more are opened before they are
 * measured, since measuring one takes as long as the slow start of TCP. */
#define FAR_ROUND_TRIP_USEC (20 * G_TIME_SPAN_MILLISECOND)
/* How long a speed is measured, at least, and how long it is waited for it to settle. */
#define MEASURE_MIN_USEC (500 * G_TIME_SPAN_MILLISECOND)
#define SETTLE_MIN_USEC (200 * G_TIME_SPAN_MILLISECOND)
#define SETTLE_ROUND_TRIPS 12
/* A trial costs something; with less time left than this it is not made. */
#define TRIAL_MIN_LEFT_USEC (2 * G_TIME_SPAN_SECOND)
#define DROP_MIN_LEFT_USEC (10 * G_TIME_SPAN_SECOND)
/* After a trial that failed it is waited for this long, then for twice as long. */
#define REST_MIN_USEC (30 * G_TIME_SPAN_SECOND)
/* An added connection has to bring this part of what the others bring on average. */
#define WORTH_NUMERATOR 2
#define WORTH_DENOMINATOR 5
/* So that a new connection has something to do. */
#define MIN_SHARE_BYTES (512 * 1024)

/**
 * Phase:
 * @PHASE_OPENING: far away, and connections are added as fast as they are answered
 * @PHASE_SETTLING: the number changed, and the speed is not to be trusted yet
 * @PHASE_MEASURING: bytes are counted
 * @PHASE_RESTING: nothing is tried for a while
 */
typedef enum
{
  PHASE_OPENING,
  PHASE_SETTLING,
  PHASE_MEASURING,
  PHASE_RESTING,
} Phase;

struct _HaulierSegmentPlan
{
  Phase phase;
  guint target;  /* connections wanted now */
  guint proven;  /* before the trial that is running; equal to target when there is none */
  guint64 base;  /* bytes a second with the proven number */
  guint ceiling; /* found out: more are refused */
  gint64 since;  /* beginning of the phase */
  guint64 bytes; /* at the beginning of the phase */
  gint64 rest;   /* length of the next rest */
  guint64 speed; /* last measured, bytes a second */
};

/**
 * haulier_segment_plan_new:
 *
 * Returns: (transfer full): a plan for a file that has one connection
 */
HaulierSegmentPlan *
haulier_segment_plan_new (void)
{
  HaulierSegmentPlan *plan = g_new0 (HaulierSegmentPlan, 1);

  plan->target = 1;
  plan->proven = 1;
  plan->ceiling = G_MAXUINT;
  plan->rest = REST_MIN_USEC;
  return plan;
}

/**
 * haulier_segment_plan_free:
 * @plan: (nullable): a plan
 */
void
haulier_segment_plan_free (HaulierSegmentPlan *plan)
{
  g_free (plan);
}

static guint64
measure (const HaulierSegmentPlan *plan, const HaulierSegmentFacts *facts)
{
  gint64 elapsed = MAX (facts->now - plan->since, 1);

  return (facts->received - MIN (plan->bytes, facts->received)) * G_USEC_PER_SEC
         / (guint64) elapsed;
}

static void
enter (HaulierSegmentPlan *plan, const HaulierSegmentFacts *facts, Phase phase)
{
  plan->phase = phase;
  plan->since = facts->now;
  plan->bytes = facts->received;
}

static void
set_target (HaulierSegmentPlan *plan, const HaulierSegmentFacts *facts, guint target)
{
  plan->target = target;
  enter (plan, facts, PHASE_SETTLING);
}

static gint64
time_left (const HaulierSegmentPlan *plan, const HaulierSegmentFacts *facts)
{
  if (plan->speed == 0)
    return G_MAXINT64;
  return (gint64) (facts->remaining / plan->speed * G_USEC_PER_SEC);
}

static guint
get_ceiling (const HaulierSegmentPlan *plan, const HaulierSegmentFacts *facts)
{
  return MAX (MIN (plan->ceiling, facts->ceiling), 1);
}

/* Twice as many, as far as there is work for them. */
static guint
get_more (const HaulierSegmentPlan *plan, const HaulierSegmentFacts *facts)
{
  guint64 useful = facts->remaining / MIN_SHARE_BYTES;
  guint more = MIN (plan->target * 2, get_ceiling (plan, facts));

  return (guint) MIN (more, MAX (useful, 1));
}

static void
step_opening (HaulierSegmentPlan *plan, const HaulierSegmentFacts *facts)
{
  guint more = get_more (plan, facts);

  if (facts->connections < plan->target)
    return;
  if (more > plan->target)
    {
      plan->target = more;
      return;
    }
  /* What they bring is found out by leaving one out later. */
  plan->proven = plan->target;
  enter (plan, facts, PHASE_SETTLING);
}

static void
rest (HaulierSegmentPlan *plan, const HaulierSegmentFacts *facts)
{
  enter (plan, facts, PHASE_RESTING);
}

static void
judge_more (HaulierSegmentPlan *plan, const HaulierSegmentFacts *facts, guint64 speed)
{
  guint added = plan->target - plan->proven;
  guint64 needed
      = plan->base + plan->base * added * WORTH_NUMERATOR / (plan->proven * WORTH_DENOMINATOR);

  if (speed >= needed)
    {
      plan->proven = plan->target;
      plan->base = speed;
      rest (plan, facts);
      plan->since -= plan->rest; /* no rest after a success */
      return;
    }
  plan->target = plan->proven;
  plan->rest *= 2;
  rest (plan, facts);
}

static void
judge_fewer (HaulierSegmentPlan *plan, const HaulierSegmentFacts *facts, guint64 speed)
{
  guint64 share = plan->base / plan->proven;

  if (speed + share * WORTH_NUMERATOR / WORTH_DENOMINATOR >= plan->base)
    {
      plan->proven = plan->target;
      plan->base = MAX (speed, plan->base);
      rest (plan, facts);
      plan->since -= plan->rest;
      return;
    }
  plan->target = plan->proven;
  plan->rest *= 2;
  rest (plan, facts);
}

static void
step_measuring (HaulierSegmentPlan *plan, const HaulierSegmentFacts *facts)
{
  gint64 wanted = MAX (MEASURE_MIN_USEC, 5 * (gint64) facts->round_trip);
  guint64 speed = 0;

  if (facts->now - plan->since < wanted)
    return;
  speed = measure (plan, facts);
  plan->speed = speed;
  if (plan->target > plan->proven)
    judge_more (plan, facts, speed);
  else if (plan->target < plan->proven)
    judge_fewer (plan, facts, speed);
  else
    {
      plan->base = speed;
      rest (plan, facts);
      plan->since -= plan->rest;
    }
}

/* Near: one more. Far: all are open already, and one is left out. */
static void
step_resting (HaulierSegmentPlan *plan, const HaulierSegmentFacts *facts)
{
  gboolean far = facts->round_trip >= FAR_ROUND_TRIP_USEC;
  guint more = get_more (plan, facts);

  if (facts->now - plan->since < plan->rest)
    return;
  if (!far && more > plan->target && time_left (plan, facts) > TRIAL_MIN_LEFT_USEC)
    set_target (plan, facts, more);
  else if (far && plan->target > 1 && time_left (plan, facts) > DROP_MIN_LEFT_USEC)
    set_target (plan, facts, plan->target - 1);
}

/**
 * haulier_segment_plan_step:
 * @plan: a plan
 * @facts: the present
 *
 * Shape: called often; what it answers changes seldom.
 * Units: bytes, monotonic microseconds.
 *
 * Returns: how many connections the file should have now
 */
guint
haulier_segment_plan_step (HaulierSegmentPlan *plan, const HaulierSegmentFacts *facts)
{
  gint64 settle = MAX (SETTLE_MIN_USEC, SETTLE_ROUND_TRIPS * (gint64) facts->round_trip);

  if (plan->since == 0)
    enter (plan, facts, facts->round_trip >= FAR_ROUND_TRIP_USEC ? PHASE_OPENING : PHASE_SETTLING);
  switch (plan->phase)
    {
    case PHASE_OPENING:
      step_opening (plan, facts);
      break;
    case PHASE_SETTLING:
      if (facts->now - plan->since >= settle)
        enter (plan, facts, PHASE_MEASURING);
      break;
    case PHASE_MEASURING:
      step_measuring (plan, facts);
      break;
    case PHASE_RESTING:
      step_resting (plan, facts);
      break;
    }
  return MIN (plan->target, get_ceiling (plan, facts));
}

/**
 * haulier_segment_plan_refused:
 * @plan: a plan
 * @connections: how many are open, without the one that was refused
 *
 * The server, or something before it, does not want more.
 */
void
haulier_segment_plan_refused (HaulierSegmentPlan *plan, guint connections)
{
  plan->ceiling = MAX (connections, 1);
  plan->target = MIN (plan->target, plan->ceiling);
  plan->proven = MIN (plan->proven, plan->ceiling);
}

/**
 * haulier_segment_plan_get_target:
 * @plan: a plan
 *
 * Returns: how many connections the file should have, as of the last step
 */
guint
haulier_segment_plan_get_target (const HaulierSegmentPlan *plan)
{
  return plan->target;
}

/**
 * haulier_segment_plan_get_speed:
 * @plan: a plan
 *
 * Returns: the speed that was measured last, bytes a second; 0 when none was
 */
guint64
haulier_segment_plan_get_speed (const HaulierSegmentPlan *plan)
{
  return plan->speed;
}
