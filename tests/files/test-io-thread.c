/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Tests of haulier-io-thread.c: tasks are run and handed back in order, gathered or not. */
#include "config.h"

#include "haulier-io-thread.h"

/* More than the thread gathers, and no multiple of it. */
#define N_MANY 1003

typedef struct
{
  HaulierIoTask task;
  guint number;
  guint *n_run;  /* of the thread */
  guint *n_done; /* of the main context */
} Step;

static void
run_step (HaulierIoTask *task)
{
  Step *step = (Step *) task;

  g_assert_cmpuint ((*step->n_run)++, ==, step->number);
}

static void
finish_step (HaulierIoTask *task)
{
  Step *step = (Step *) task;

  g_assert_cmpuint ((*step->n_done)++, ==, step->number);
  g_free (step);
}

static HaulierIoTask *
make_step (guint number, guint *n_run, guint *n_done)
{
  Step *step = g_new0 (Step, 1);

  step->task.run = run_step;
  step->task.done = finish_step;
  step->number = number;
  step->n_run = n_run;
  step->n_done = n_done;
  return &step->task;
}

/* Each third task is one that somebody waits for, or none is. */
static void
run_many (guint n_tasks, gboolean some_at_once)
{
  g_autoptr (GMainContext) context = g_main_context_new ();
  HaulierIoThread *thread = haulier_io_thread_new ("test-io", context);
  guint n_run = 0;
  guint n_done = 0;

  for (guint i = 0; i < n_tasks; i++)
    {
      HaulierIoTask *step = make_step (i, &n_run, &n_done);

      if (some_at_once && i % 3 == 0)
        haulier_io_thread_push (thread, step);
      else
        haulier_io_thread_push_gathered (thread, step);
      g_main_context_iteration (context, FALSE);
    }
  while (n_done < n_tasks)
    g_main_context_iteration (context, TRUE);
  haulier_io_thread_free (thread);
  g_assert_cmpuint (n_run, ==, n_tasks);
}

static void
test_io_thread_at_once (void)
{
  run_many (1, TRUE);
}

/* It waits for others, which do not come. */
static void
test_io_thread_gathered_alone (void)
{
  run_many (1, FALSE);
}

static void
test_io_thread_gathered (void)
{
  run_many (N_MANY, FALSE);
}

static void
test_io_thread_mixed (void)
{
  run_many (N_MANY, TRUE);
}

/* What was not begun is done before the thread ends. */
static void
test_io_thread_end (void)
{
  g_autoptr (GMainContext) context = g_main_context_new ();
  HaulierIoThread *thread = haulier_io_thread_new ("test-io", context);
  guint n_run = 0;
  guint n_done = 0;

  for (guint i = 0; i < 3; i++)
    haulier_io_thread_push_gathered (thread, make_step (i, &n_run, &n_done));
  haulier_io_thread_free (thread);
  g_assert_cmpuint (n_run, ==, 3);
  g_assert_cmpuint (n_done, ==, 3);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/files/io-thread/at-once", test_io_thread_at_once);
  g_test_add_func ("/files/io-thread/gathered-alone", test_io_thread_gathered_alone);
  g_test_add_func ("/files/io-thread/gathered", test_io_thread_gathered);
  g_test_add_func ("/files/io-thread/mixed", test_io_thread_mixed);
  g_test_add_func ("/files/io-thread/end", test_io_thread_end);
  return g_test_run ();
}
