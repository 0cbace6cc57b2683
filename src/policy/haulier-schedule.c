/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Whose turn it is: which background jobs run, and which make room. */
#include "config.h"

#include "haulier-schedule.h"

/* Slices that end nearly together end together: one decision instead of several. */
#define GRACE_US(slice_us) MIN ((slice_us) / 100, G_USEC_PER_SEC / 10)

/**
 * haulier_schedule_compare:
 * @left: a waiting background job
 * @right: a waiting background job
 *
 * A total order: priority, then the one that has not run for longest, then age.
 *
 * Source: BG_JOB_PRIORITY: higher first; round robin among equals.
 *
 * Returns: below 0 when @left runs before @right, above 0 when after, 0 for the same job
 */
int
haulier_schedule_compare (const HaulierScheduleEntry *left, const HaulierScheduleEntry *right)
{
  if (left->priority != right->priority)
    return left->priority < right->priority ? -1 : 1;
  if (left->last_ran != right->last_ran)
    return left->last_ran < right->last_ran ? -1 : 1;
  if (left->sequence != right->sequence)
    return left->sequence < right->sequence ? -1 : 1;
  return 0;
}

/* The level that runs: the highest one that has a runnable job. */
static HaulierPriority
find_level (const HaulierScheduleEntry *running,
            guint n_running,
            const HaulierScheduleEntry *waiting,
            guint n_waiting)
{
  HaulierPriority level = HAULIER_PRIORITY_LOW;

  for (guint i = 0; i < n_running; i++)
    level = MIN (level, running[i].priority);
  if (n_waiting > 0)
    level = MIN (level, waiting[0].priority);
  return level;
}

static gint
compare_slices (const void *left, const void *right, void *user_data)
{
  const HaulierScheduleEntry *running = user_data;
  const HaulierScheduleEntry *a = &running[*(const guint *) left];
  const HaulierScheduleEntry *b = &running[*(const guint *) right];

  if (a->slice_started != b->slice_started)
    return a->slice_started < b->slice_started ? -1 : 1;
  return a->sequence < b->sequence ? -1 : a->sequence > b->sequence;
}

/* Stops what is of a lower level; the rest, the oldest slice first. */
static GArray *
keep_level (const HaulierScheduleEntry *running,
            guint n_running,
            HaulierPriority level,
            GArray *stop)
{
  g_autoptr (GArray) kept = g_array_sized_new (FALSE, FALSE, sizeof (guint), n_running);

  for (guint i = 0; i < n_running; i++)
    g_array_append_val (running[i].priority > level ? stop : kept, i);
  g_array_sort_with_data (kept, compare_slices, (gpointer) running);
  return g_steal_pointer (&kept);
}

/**
 * haulier_schedule_decide:
 * @running: (array length=n_running): the background jobs that run
 * @n_running: how many
 * @waiting: (array length=n_waiting): the background jobs that could run, in the order of
 *   haulier_schedule_compare(); @slots of them are enough
 * @n_waiting: how many
 * @slots: how many background jobs run at the same time, 1 or more
 * @slice_us: length of a time slice, microseconds
 * @now: monotonic microseconds
 * @start: (element-type guint): gets the positions in @waiting of those that start
 * @stop: (element-type guint): gets the positions in @running of those that stop
 * @next_decision: (out): when to decide again although nothing else happened, monotonic
 *   microseconds, or 0: no timer
 *
 * Only the highest level that has runnable jobs runs, as with BITS; those that wait for something
 * else (delay, network, space) are not runnable and hold nobody back. On one level jobs take turns:
 * a job whose slice is over makes room when another one waits, the longest-running first.
 *
 * Both lists are in the order in which it has to happen. Times of jobs that start or stop together
 * should differ (@now plus the position is enough), or age decides among them and turns are unfair.
 *
 * Source: BG_JOB_PRIORITY, BITS "round robin" scheduling; the number of slots is a setting.
 */
void
haulier_schedule_decide (const HaulierScheduleEntry *running,
                         guint n_running,
                         const HaulierScheduleEntry *waiting,
                         guint n_waiting,
                         guint slots,
                         gint64 slice_us,
                         gint64 now,
                         GArray *start,
                         GArray *stop,
                         gint64 *next_decision)
{
  HaulierPriority level = find_level (running, n_running, waiting, n_waiting);
  g_autoptr (GArray) kept = keep_level (running, n_running, level, stop);
  guint n_same = 0;  /* waiting on this level */
  guint n_start = 0; /* of them, those that start */
  guint n_swap = 0;  /* of kept, those that make room */
  gboolean somebody_waits = FALSE;

  g_return_if_fail (slots > 0);

  while (n_same < n_waiting && waiting[n_same].priority == level)
    n_same++;
  n_start = kept->len < slots ? MIN (n_same, slots - kept->len) : 0;
  n_swap = kept->len > slots ? kept->len - slots : 0;
  while (n_start < n_same && n_swap < kept->len
         && running[g_array_index (kept, guint, n_swap)].slice_started + slice_us
                <= now + GRACE_US (slice_us))
    {
      n_swap++;
      n_start++;
    }
  for (guint i = 0; i < n_start; i++)
    g_array_append_val (start, i);
  g_array_append_vals (stop, kept->data, n_swap);

  /* Those that made room wait from now on, and the caller may have more than it passed. */
  somebody_waits = n_start < n_same || n_swap > 0 || n_same >= slots;
  *next_decision = 0;
  if (somebody_waits && n_swap < kept->len)
    *next_decision = running[g_array_index (kept, guint, n_swap)].slice_started + slice_us;
  /* A slice that is over although nobody was left to take its place: not at once again, or the job
   * that just made room would come back in its stead. */
  if (somebody_waits && *next_decision <= now + GRACE_US (slice_us))
    *next_decision = now + slice_us;
}
