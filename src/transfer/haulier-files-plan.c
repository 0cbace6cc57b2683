/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* How many files of a job are fetched at once, from what more of them at once bring. */
#include "config.h"

#include "haulier-files-plan.h"

/* A number is judged by so many files for each connection, and not in less than this time. */
#define MEASURE_FILES 4
#define MEASURE_MIN_USEC (25 * G_TIME_SPAN_MILLISECOND)
/* Connections that are new are slow: so many files each, and this time, do not count. */
#define SETTLE_FILES 1
#define SETTLE_MIN_USEC (10 * G_TIME_SPAN_MILLISECOND)
/* Files that take longer are not small ones: they have segments. */
#define MEASURE_MAX_USEC (2 * G_TIME_SPAN_SECOND)
/* An added connection has to bring this part of what the others bring on average. */
#define WORTH_DIVISOR 5
/* After a trial that brought nothing it is waited for this long, then for twice as long. */
#define REST_MIN_USEC (100 * G_TIME_SPAN_MILLISECOND)
#define REST_MAX_USEC (60 * G_TIME_SPAN_SECOND)
/* After the server turned somebody away. */
#define TURNED_AWAY_REST_USEC (30 * G_TIME_SPAN_SECOND)

typedef enum
{
  PHASE_SETTLING,
  PHASE_MEASURING,
  PHASE_RESTING,
} Phase;

struct _HaulierFilesPlan
{
  Phase phase;
  guint most;
  guint target;  /* files wanted at once */
  guint proven;  /* before the trial that is running; equal to target when there is none */
  guint64 base;  /* files in 1,000 seconds with the proven number */
  gint64 since;  /* beginning of the phase; 0: it has not begun */
  guint64 files; /* that had been received then */
  gint64 rest;   /* length of the next rest */
};

/**
 * haulier_files_plan_new:
 * @usual: how many there are at first
 * @most: how many there may be
 *
 * Returns: (transfer full): a plan
 */
HaulierFilesPlan *
haulier_files_plan_new (guint usual, guint most)
{
  HaulierFilesPlan *plan = g_new0 (HaulierFilesPlan, 1);

  plan->most = most;
  plan->target = usual;
  plan->proven = usual;
  plan->rest = REST_MIN_USEC;
  return plan;
}

/**
 * haulier_files_plan_free:
 * @plan: (nullable): a plan
 */
void
haulier_files_plan_free (HaulierFilesPlan *plan)
{
  g_free (plan);
}

static void
enter (HaulierFilesPlan *plan, Phase phase, gint64 now, guint64 n_received)
{
  plan->phase = phase;
  plan->since = now;
  plan->files = n_received;
}

static void
try_more (HaulierFilesPlan *plan, gint64 now, guint64 n_received)
{
  plan->target = MIN (plan->proven * 2, plan->most);
  enter (plan, PHASE_SETTLING, now, n_received);
}

static void
give_up (HaulierFilesPlan *plan, gint64 now, guint64 n_received)
{
  plan->target = plan->proven;
  enter (plan, PHASE_RESTING, now, n_received);
}

static void
judge (HaulierFilesPlan *plan, gint64 now, guint64 n_received)
{
  guint added = plan->target - plan->proven;
  guint64 speed
      = (n_received - plan->files) * 1000 * G_USEC_PER_SEC / (guint64) (now - plan->since);
  guint64 needed = plan->base + plan->base * added / (plan->proven * WORTH_DIVISOR);

  if (speed < needed)
    {
      give_up (plan, now, n_received);
      return;
    }
  plan->proven = plan->target;
  plan->base = speed;
  try_more (plan, now, n_received);
}

static void
step_settling (HaulierFilesPlan *plan, gint64 now, guint64 n_received)
{
  gint64 elapsed = now - plan->since;

  if (n_received - plan->files >= SETTLE_FILES * plan->target && elapsed >= SETTLE_MIN_USEC)
    enter (plan, PHASE_MEASURING, now, n_received);
  else if (elapsed >= MEASURE_MAX_USEC)
    give_up (plan, now, n_received);
}

static void
step_measuring (HaulierFilesPlan *plan, gint64 now, guint64 n_received)
{
  gint64 elapsed = now - plan->since;

  if (n_received - plan->files >= MEASURE_FILES * plan->target && elapsed >= MEASURE_MIN_USEC)
    judge (plan, now, n_received);
  else if (elapsed >= MEASURE_MAX_USEC)
    give_up (plan, now, n_received);
}

/* What the proven number brings is measured anew: the line is shared with others. */
static void
step_resting (HaulierFilesPlan *plan, gint64 now, guint64 n_received)
{
  if (now - plan->since < plan->rest)
    return;
  plan->rest = MIN (plan->rest * 2, REST_MAX_USEC);
  plan->base = 0;
  enter (plan, PHASE_MEASURING, now, n_received);
}

/**
 * haulier_files_plan_step:
 * @plan: a plan
 * @now: monotonic microseconds
 * @n_received: files that were received so far
 *
 * Shape: called for each file; what it answers changes seldom.
 *
 * Returns: how many files should be fetched at once now
 */
guint
haulier_files_plan_step (HaulierFilesPlan *plan, gint64 now, guint64 n_received)
{
  if (plan->since == 0)
    enter (plan, PHASE_SETTLING, now, n_received);
  if (plan->proven >= plan->most)
    return plan->target;
  switch (plan->phase)
    {
    case PHASE_SETTLING:
      step_settling (plan, now, n_received);
      break;
    case PHASE_MEASURING:
      step_measuring (plan, now, n_received);
      break;
    case PHASE_RESTING:
      step_resting (plan, now, n_received);
      break;
    }
  return plan->target;
}

/**
 * haulier_files_plan_turned_away:
 * @plan: a plan
 * @now: monotonic microseconds
 * @beside: how many files were fetched at once when the server was asked
 *
 * The server, or something before it, does not want so many.
 *
 * Returns: whether the file may be asked for again, now that there are fewer
 */
gboolean
haulier_files_plan_turned_away (HaulierFilesPlan *plan, gint64 now, guint beside)
{
  guint fewer = MAX (beside / 2, 1);

  if (fewer < plan->target)
    {
      plan->proven = fewer;
      plan->rest = CLAMP (plan->rest * 2, TURNED_AWAY_REST_USEC, REST_MAX_USEC);
      give_up (plan, now, plan->files);
    }
  return beside > plan->target;
}
