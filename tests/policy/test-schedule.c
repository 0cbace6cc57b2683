/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Tests of the scheduler's choice: rows, a long run for fairness, and random queues. */
#include "config.h"

#include "haulier-schedule.h"

#define HIGH HAULIER_PRIORITY_HIGH
#define NORMAL HAULIER_PRIORITY_NORMAL
#define LOW HAULIER_PRIORITY_LOW
#define SLICE 300
#define GRACE (SLICE / 100)
#define MAX_JOBS 6

/* A case: lists end with a priority of 0. "start" and "stop" are bit sets of positions. */
static const struct
{
  const char *slug;
  const char *why;
  HaulierScheduleEntry running[MAX_JOBS];
  HaulierScheduleEntry waiting[MAX_JOBS];
  guint slots;
  gint64 now;
  guint start;
  guint stop;
  gint64 next;
} decide_rows[] = {
  {
      .slug = "nothing",
      .why = "no job, no timer",
      .slots = 3,
      .now = 1000,
  },
  {
      .slug = "one-starts",
      .why = "and needs no slice when nobody waits",
      .waiting = { { .sequence = 1, .priority = NORMAL } },
      .slots = 3,
      .now = 1000,
      .start = 0x1,
  },
  {
      .slug = "fills-the-slots",
      .why = "slots are there to be used; there may be more jobs than the caller passed",
      .waiting = { { .sequence = 1, .priority = NORMAL }, { .sequence = 2, .priority = NORMAL } },
      .slots = 2,
      .now = 1000,
      .start = 0x3,
      .next = 1000 + SLICE,
  },
  {
      .slug = "bits-one-job",
      .why = "exactly one background job with one slot",
      .waiting = { { .sequence = 1, .priority = NORMAL }, { .sequence = 2, .priority = NORMAL } },
      .slots = 1,
      .now = 1000,
      .start = 0x1,
      .next = 1000 + SLICE,
  },
  {
      .slug = "slice-not-over",
      .why = "nobody is interrupted inside a slice",
      .running = { { .sequence = 1, .priority = NORMAL, .slice_started = 900 } },
      .waiting = { { .sequence = 2, .priority = NORMAL } },
      .slots = 1,
      .now = 900 + SLICE - GRACE - 1,
      .next = 900 + SLICE,
  },
  {
      .slug = "slice-over",
      .why = "and somebody waits on the same level: they swap",
      .running = { { .sequence = 1, .priority = NORMAL, .slice_started = 900 } },
      .waiting = { { .sequence = 2, .priority = NORMAL } },
      .slots = 1,
      .now = 900 + SLICE,
      .start = 0x1,
      .stop = 0x1,
      .next = 900 + 2 * SLICE,
  },
  {
      .slug = "slices-over-together",
      .why = "those that end nearly together make one decision",
      .running = { { .sequence = 1, .priority = NORMAL, .slice_started = 900 },
                   { .sequence = 2, .priority = NORMAL, .slice_started = 900 + GRACE } },
      .waiting = { { .sequence = 3, .priority = NORMAL }, { .sequence = 4, .priority = NORMAL } },
      .slots = 2,
      .now = 900 + SLICE,
      .start = 0x3,
      .stop = 0x3,
      .next = 900 + 2 * SLICE,
  },
  {
      .slug = "slice-over-alone",
      .why = "nobody waits: it goes on, without a timer",
      .running = { { .sequence = 1, .priority = NORMAL, .slice_started = 900 } },
      .slots = 1,
      .now = 5000,
  },
  {
      .slug = "slice-over-lower-waits",
      .why = "a lower level is nobody to make room for",
      .running = { { .sequence = 1, .priority = HIGH, .slice_started = 900 } },
      .waiting = { { .sequence = 2, .priority = NORMAL } },
      .slots = 1,
      .now = 5000,
  },
  {
      .slug = "lower-gets-nothing",
      .why = "while a higher level has runnable jobs, also with slots to spare",
      .running = { { .sequence = 1, .priority = HIGH, .slice_started = 900 } },
      .waiting = { { .sequence = 2, .priority = NORMAL }, { .sequence = 3, .priority = LOW } },
      .slots = 3,
      .now = 1000,
  },
  {
      .slug = "higher-preempts-all",
      .why = "a higher job stops every lower one",
      .running = { { .sequence = 1, .priority = NORMAL, .slice_started = 900 },
                   { .sequence = 2, .priority = LOW, .slice_started = 910 } },
      .waiting = { { .sequence = 3, .priority = HIGH } },
      .slots = 3,
      .now = 1000,
      .start = 0x1,
      .stop = 0x3,
  },
  {
      .slug = "normal-preempts-low",
      .why = "on each level",
      .running = { { .sequence = 1, .priority = LOW, .slice_started = 999 } },
      .waiting = { { .sequence = 2, .priority = NORMAL }, { .sequence = 3, .priority = LOW } },
      .slots = 1,
      .now = 1000,
      .start = 0x1,
      .stop = 0x1,
      .next = 1000 + SLICE,
  },
  {
      .slug = "longest-running-makes-room",
      .why = "the oldest slice goes first, and the next decision is the next oldest",
      .running = { { .sequence = 1, .priority = NORMAL, .slice_started = 800 },
                   { .sequence = 2, .priority = NORMAL, .slice_started = 700 },
                   { .sequence = 3, .priority = NORMAL, .slice_started = 900 } },
      .waiting = { { .sequence = 4, .priority = NORMAL } },
      .slots = 3,
      .now = 700 + SLICE,
      .start = 0x1,
      .stop = 0x2,
      .next = 800 + SLICE,
  },
  {
      .slug = "several-slices-over",
      .why = "as many swap as wait",
      .running = { { .sequence = 1, .priority = NORMAL, .slice_started = 100 },
                   { .sequence = 2, .priority = NORMAL, .slice_started = 101 },
                   { .sequence = 3, .priority = NORMAL, .slice_started = 102 } },
      .waiting = { { .sequence = 4, .priority = NORMAL }, { .sequence = 5, .priority = NORMAL } },
      .slots = 3,
      .now = 1000,
      .start = 0x3,
      .stop = 0x3,
      .next = 1000 + SLICE,
  },
  {
      .slug = "free-slot-before-swap",
      .why = "nobody stops while a slot is free",
      .running = { { .sequence = 1, .priority = NORMAL, .slice_started = 100 } },
      .waiting = { { .sequence = 2, .priority = NORMAL } },
      .slots = 2,
      .now = 1000,
      .start = 0x1,
  },
  {
      .slug = "fewer-slots",
      .why = "a lowered setting holds at once; the longest-running stops",
      .running = { { .sequence = 1, .priority = NORMAL, .slice_started = 900 },
                   { .sequence = 2, .priority = NORMAL, .slice_started = 800 } },
      .slots = 1,
      .now = 1000,
      .stop = 0x2,
      .next = 900 + SLICE,
  },
};

static guint
count (const HaulierScheduleEntry *entries)
{
  guint n = 0;

  while (n < MAX_JOBS && entries[n].priority != HAULIER_PRIORITY_FOREGROUND)
    n++;
  return n;
}

static guint
to_bits (GArray *positions)
{
  guint bits = 0;

  for (guint i = 0; i < positions->len; i++)
    {
      guint bit = 1u << g_array_index (positions, guint, i);

      g_assert_cmpuint (bits & bit, ==, 0);
      bits |= bit;
    }
  return bits;
}

static void
test_schedule_decide (gconstpointer data)
{
  gsize i = GPOINTER_TO_SIZE (data);
  g_autoptr (GArray) start = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr (GArray) stop = g_array_new (FALSE, FALSE, sizeof (guint));
  gint64 next = -1;

  g_test_message ("%s", decide_rows[i].why);
  haulier_schedule_decide (decide_rows[i].running,
                           count (decide_rows[i].running),
                           decide_rows[i].waiting,
                           count (decide_rows[i].waiting),
                           decide_rows[i].slots,
                           SLICE,
                           decide_rows[i].now,
                           start,
                           stop,
                           &next);
  g_assert_cmphex (to_bits (start), ==, decide_rows[i].start);
  g_assert_cmphex (to_bits (stop), ==, decide_rows[i].stop);
  g_assert_cmpint (next, ==, decide_rows[i].next);
}

static void
test_schedule_compare (void)
{
  /* In the order in which they run. */
  static const HaulierScheduleEntry order[] = {
    { .sequence = 9, .priority = HIGH, .last_ran = 500 },
    { .sequence = 7, .priority = NORMAL, .last_ran = 0 },
    { .sequence = 8, .priority = NORMAL, .last_ran = 0 },
    { .sequence = 6, .priority = NORMAL, .last_ran = 100 },
    { .sequence = 5, .priority = NORMAL, .last_ran = 200 },
    { .sequence = G_MAXUINT64, .priority = NORMAL, .last_ran = G_MAXINT64 },
    { .sequence = 1, .priority = LOW, .last_ran = 0 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (order); i++)
    {
      for (gsize j = 0; j < G_N_ELEMENTS (order); j++)
        {
          int sign = haulier_schedule_compare (&order[i], &order[j]);

          g_assert_cmpint (sign < 0, ==, i < j);
          g_assert_cmpint (sign > 0, ==, i > j);
        }
    }
}

/* A queue of jobs as an engine would keep it. */
typedef struct
{
  HaulierScheduleEntry entry;
  gboolean running;
  gint64 ran; /* microseconds in all */
} Job;

static gint
compare_jobs (gconstpointer left, gconstpointer right)
{
  const Job *const *a = left;
  const Job *const *b = right;

  return haulier_schedule_compare (&(*a)->entry, &(*b)->entry);
}

/* Splits @jobs and copies the entries out; at most @slots of those that wait. */
static void
collect (Job *jobs,
         guint n_jobs,
         guint slots,
         GPtrArray *running,
         GPtrArray *waiting,
         GArray *running_entries,
         GArray *waiting_entries)
{
  for (guint i = 0; i < n_jobs; i++)
    g_ptr_array_add (jobs[i].running ? running : waiting, &jobs[i]);
  g_ptr_array_sort (waiting, compare_jobs);
  for (guint i = 0; i < running->len; i++)
    g_array_append_val (running_entries, ((Job *) running->pdata[i])->entry);
  for (guint i = 0; i < MIN (slots, waiting->len); i++)
    g_array_append_val (waiting_entries, ((Job *) waiting->pdata[i])->entry);
}

static gint64
step (Job *jobs, guint n_jobs, guint slots, gint64 now)
{
  g_autoptr (GPtrArray) running = g_ptr_array_new ();
  g_autoptr (GPtrArray) waiting = g_ptr_array_new ();
  g_autoptr (GArray) running_entries = g_array_new (FALSE, FALSE, sizeof (HaulierScheduleEntry));
  g_autoptr (GArray) waiting_entries = g_array_new (FALSE, FALSE, sizeof (HaulierScheduleEntry));
  g_autoptr (GArray) start = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr (GArray) stop = g_array_new (FALSE, FALSE, sizeof (guint));
  gint64 next = -1;

  collect (jobs, n_jobs, slots, running, waiting, running_entries, waiting_entries);
  haulier_schedule_decide ((HaulierScheduleEntry *) running_entries->data,
                           running_entries->len,
                           (HaulierScheduleEntry *) waiting_entries->data,
                           waiting_entries->len,
                           slots,
                           SLICE,
                           now,
                           start,
                           stop,
                           &next);
  for (guint i = 0; i < stop->len; i++)
    {
      Job *job = running->pdata[g_array_index (stop, guint, i)];

      g_assert_true (job->running);
      job->running = FALSE;
      job->ran += now - job->entry.slice_started;
      job->entry.last_ran = now + i;
    }
  for (guint i = 0; i < start->len; i++)
    {
      Job *job = waiting->pdata[g_array_index (start, guint, i)];

      g_assert_false (job->running);
      job->running = TRUE;
      job->entry.slice_started = now + i;
    }
  return next;
}

/* Seven equal jobs in three slots, woken by the timer only: after many slices nobody has run for
 * more than a slice longer than anybody else. */
static void
test_schedule_fair (void)
{
  Job jobs[7] = { 0 };
  gint64 now = 1;
  gint64 least = G_MAXINT64;
  gint64 most = 0;

  for (guint i = 0; i < G_N_ELEMENTS (jobs); i++)
    jobs[i].entry = (HaulierScheduleEntry){ .sequence = i + 1, .priority = NORMAL };
  for (guint i = 0; i < 700; i++)
    {
      gint64 next = step (jobs, G_N_ELEMENTS (jobs), 3, now);

      g_assert_cmpint (next, >, now);
      now = next;
    }
  for (guint i = 0; i < G_N_ELEMENTS (jobs); i++)
    {
      if (jobs[i].running)
        jobs[i].ran += now - jobs[i].entry.slice_started;
      least = MIN (least, jobs[i].ran);
      most = MAX (most, jobs[i].ran);
    }
  g_assert_cmpint (least, >, 0);
  g_assert_cmpint (most - least, <=, SLICE + SLICE / 10);
}

static void
assert_invariants (const Job *jobs, guint n_jobs, guint slots)
{
  HaulierPriority level = LOW;
  guint n_running = 0;
  guint n_same = 0;

  for (guint i = 0; i < n_jobs; i++)
    level = MIN (level, jobs[i].entry.priority);
  for (guint i = 0; i < n_jobs; i++)
    {
      n_same += jobs[i].entry.priority == level;
      n_running += jobs[i].running;
      if (jobs[i].running)
        g_assert_cmpint (jobs[i].entry.priority, ==, level);
    }
  g_assert_cmpuint (n_running, ==, MIN (n_same, slots));
}

/* Whatever the queue: the highest level runs and nothing else, slots are full while somebody of
 * that level waits, and the engine is woken again while anybody waits on it. */
static void
test_schedule_random (void)
{
  for (guint round = 0; round < 3000; round++)
    {
      Job jobs[12] = { 0 };
      guint n_jobs = (guint) g_test_rand_int_range (0, G_N_ELEMENTS (jobs) + 1);
      guint slots = (guint) g_test_rand_int_range (1, 6);
      gint64 now = g_test_rand_int_range (1000, 3000);
      gint64 next = 0;

      for (guint i = 0; i < n_jobs; i++)
        {
          jobs[i].entry.sequence = i + 1;
          jobs[i].entry.priority = (HaulierPriority) g_test_rand_int_range (HIGH, LOW + 1);
          jobs[i].entry.last_ran = g_test_rand_int_range (0, 3) * 100;
          jobs[i].running = g_test_rand_bit ();
          jobs[i].entry.slice_started = g_test_rand_int_range (1, (gint32) now);
        }
      for (guint i = 0; i < 4; i++)
        {
          next = step (jobs, n_jobs, slots, now);
          assert_invariants (jobs, n_jobs, slots);
          if (next == 0)
            break;
          g_assert_cmpint (next, >, now);
          g_assert_cmpint (next, <=, now + SLICE);
          now = next;
        }
    }
}

/* Deciding again at once changes nothing: no job is moved about for nothing. */
static void
test_schedule_settles (void)
{
  Job jobs[9] = { 0 };

  for (guint i = 0; i < G_N_ELEMENTS (jobs); i++)
    jobs[i].entry = (HaulierScheduleEntry){ .sequence = i + 1, .priority = NORMAL };
  step (jobs, G_N_ELEMENTS (jobs), 4, 1000);
  for (guint again = 0; again < 5; again++)
    {
      step (jobs, G_N_ELEMENTS (jobs), 4, 1000 + again);
      for (guint i = 0; i < G_N_ELEMENTS (jobs); i++)
        g_assert_cmpint (jobs[i].running, ==, i < 4);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (decide_rows); i++)
    {
      g_autofree char *path = g_strdup_printf ("/policy/schedule/decide/%s", decide_rows[i].slug);

      g_test_add_data_func (path, GSIZE_TO_POINTER (i), test_schedule_decide);
    }
  g_test_add_func ("/policy/schedule/compare", test_schedule_compare);
  g_test_add_func ("/policy/schedule/fair", test_schedule_fair);
  g_test_add_func ("/policy/schedule/random", test_schedule_random);
  g_test_add_func ("/policy/schedule/settles", test_schedule_settles);
  return g_test_run ();
}
