/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Tests of the deadlines: order, removal, that one of the past comes at once, and clocks that are
 * set. */
#include "config.h"

#include "haulier-deadlines.h"

#include <time.h>

#define HOUR_USEC (3600 * (gint64) G_USEC_PER_SEC)

/* How far the clock of this program is from that of the machine. */
static gint64 set_ahead_usec; /* lint: static, the function below has no argument */

/* Stands before that of GLib, for what is linked into this program. */
gint64
g_get_real_time (void)
{
  struct timespec now = { 0 };

  g_assert_cmpint (clock_gettime (CLOCK_REALTIME, &now), ==, 0);
  return (gint64) now.tv_sec * G_USEC_PER_SEC + now.tv_nsec / 1000 + set_ahead_usec;
}

typedef struct
{
  HaulierDeadlines *deadlines;
  GSequenceIter *iters[4];
  GString *order;
} Fixture;

static void
due_cb (gpointer item, gpointer user_data)
{
  Fixture *fixture = user_data;
  guint number = GPOINTER_TO_UINT (item);

  haulier_deadlines_remove (fixture->deadlines, g_steal_pointer (&fixture->iters[number]));
  g_string_append_printf (fixture->order, "%u", number);
}

static void
run_until (Fixture *fixture, gsize length)
{
  gint64 end = g_get_monotonic_time () + 10 * G_USEC_PER_SEC;

  while (fixture->order->len < length && g_get_monotonic_time () < end)
    g_main_context_iteration (NULL, TRUE);
}

static void
test_deadlines_order (void)
{
  Fixture fixture = { .order = g_string_new (NULL) };
  gint64 now = g_get_real_time ();

  fixture.deadlines = haulier_deadlines_new (due_cb, &fixture);
  fixture.iters[1] = haulier_deadlines_add (fixture.deadlines, now + 20000, GUINT_TO_POINTER (1));
  fixture.iters[2] = haulier_deadlines_add (fixture.deadlines, now - 5000, GUINT_TO_POINTER (2));
  fixture.iters[3] = haulier_deadlines_add (fixture.deadlines, now + 10000, GUINT_TO_POINTER (3));
  run_until (&fixture, 3);
  g_assert_cmpstr (fixture.order->str, ==, "231");
  haulier_deadlines_free (fixture.deadlines);
  g_string_free (fixture.order, TRUE);
}

static void
test_deadlines_removed (void)
{
  Fixture fixture = { .order = g_string_new (NULL) };
  gint64 now = g_get_real_time ();

  fixture.deadlines = haulier_deadlines_new (due_cb, &fixture);
  fixture.iters[1] = haulier_deadlines_add (fixture.deadlines, now, GUINT_TO_POINTER (1));
  fixture.iters[2] = haulier_deadlines_add (fixture.deadlines, now + 10000, GUINT_TO_POINTER (2));
  haulier_deadlines_remove (fixture.deadlines, g_steal_pointer (&fixture.iters[1]));
  run_until (&fixture, 1);
  g_assert_cmpstr (fixture.order->str, ==, "2");
  haulier_deadlines_free (fixture.deadlines);
  g_string_free (fixture.order, TRUE);
}

/* A computer that starts with a wrong clock gets the right time from the network, a moment after
 * the first attempt: the next one must not wait for the difference. */
static void
test_deadlines_clock (gconstpointer data)
{
  Fixture fixture = { .order = g_string_new (NULL) };

  fixture.deadlines = haulier_deadlines_new (due_cb, &fixture);
  fixture.iters[1]
      = haulier_deadlines_add (fixture.deadlines, g_get_real_time () + 20000, GUINT_TO_POINTER (1));
  set_ahead_usec = GPOINTER_TO_INT (data) * HOUR_USEC;
  fixture.iters[2]
      = haulier_deadlines_add (fixture.deadlines, g_get_real_time () + 40000, GUINT_TO_POINTER (2));
  run_until (&fixture, 2);
  g_assert_cmpstr (fixture.order->str, ==, "12");
  haulier_deadlines_free (fixture.deadlines);
  g_string_free (fixture.order, TRUE);
  set_ahead_usec = 0;
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/engine/deadlines/order", test_deadlines_order);
  g_test_add_func ("/engine/deadlines/removed", test_deadlines_removed);
  g_test_add_data_func (
      "/engine/deadlines/clock-set-back", GINT_TO_POINTER (-2), test_deadlines_clock);
  g_test_add_data_func (
      "/engine/deadlines/clock-set-ahead", GINT_TO_POINTER (2), test_deadlines_clock);
  return g_test_run ();
}
