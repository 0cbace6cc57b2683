/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Tests of the number of files at once, with servers that are simulated. */
#include "config.h"

#include "haulier-files-plan.h"

#define USUAL 8
#define MOST 16

/**
 * Server:
 * @answer: microseconds that it needs for a file, however many are asked for
 * @all: files that it gives a second at most
 */
typedef struct
{
  gint64 answer;
  guint64 all;
} Server;

typedef struct
{
  HaulierFilesPlan *plan;
  gint64 now;
  guint64 n_received;
  guint target;
  guint most;
} Run;

static void
begin (Run *run, guint usual, guint most)
{
  *run = (Run){ .plan = haulier_files_plan_new (usual, most), .now = 1, .target = usual };
}

/* File by file, as fast as the server gives them to so many. */
static void
fetch (Run *run, const Server *server, guint n_files)
{
  for (guint i = 0; i < n_files; i++)
    {
      run->now += MAX (server->answer / run->target, (gint64) (G_USEC_PER_SEC / server->all));
      run->target = haulier_files_plan_step (run->plan, run->now, ++run->n_received);
      run->most = MAX (run->most, run->target);
      g_assert_cmpuint (run->target, >=, 1);
    }
}

static void
end (Run *run)
{
  haulier_files_plan_free (run->plan);
}

static const Server far_server = { .answer = 100000, .all = 1000000 };
static const Server busy_server = { .answer = 10, .all = 2000 };

/* Each connection brings as much as the ones before it. */
static void
test_files_plan_grows (void)
{
  Run run;

  begin (&run, USUAL, MOST);
  fetch (&run, &far_server, 80);
  g_assert_cmpuint (run.target, ==, MOST);
  fetch (&run, &far_server, 10000);
  g_assert_cmpuint (run.target, ==, MOST);
  g_assert_cmpuint (run.most, ==, MOST);
  end (&run);
}

static void
test_files_plan_ceiling (void)
{
  Run run;

  begin (&run, 4, 4);
  fetch (&run, &far_server, 1000);
  g_assert_cmpuint (run.most, ==, 4);
  end (&run);
  begin (&run, USUAL, 12);
  fetch (&run, &far_server, 1000);
  g_assert_cmpuint (run.target, ==, 12);
  end (&run);
}

/* A server that is busy already gets no more at once, but for a trial now and then. */
static void
test_files_plan_brings_nothing (void)
{
  Run run;
  guint n_more = 0;

  begin (&run, USUAL, MOST);
  for (guint i = 0; i < 100000; i++)
    {
      fetch (&run, &busy_server, 1);
      n_more += run.target > USUAL ? 1 : 0;
    }
  g_assert_cmpuint (run.most, ==, MOST);
  g_assert_cmpuint (run.target, ==, USUAL);
  g_assert_cmpuint (n_more, <, 2000);
  end (&run);
}

/* Large files: their connections are segments. */
static void
test_files_plan_large (void)
{
  const Server slow = { .answer = 20 * G_USEC_PER_SEC, .all = 1000000 };
  Run run;

  begin (&run, USUAL, MOST);
  fetch (&run, &slow, 1000);
  g_assert_cmpuint (run.most, ==, USUAL);
  end (&run);
}

static void
test_files_plan_turned_away (void)
{
  Run run;

  begin (&run, USUAL, MOST);
  fetch (&run, &far_server, 80);
  /* All that were asked for at once may be asked for again. */
  for (guint i = 0; i < 6; i++)
    g_assert_true (haulier_files_plan_turned_away (run.plan, run.now, MOST));
  fetch (&run, &far_server, 1);
  g_assert_cmpuint (run.target, ==, 8);
  g_assert_true (haulier_files_plan_turned_away (run.plan, run.now, 8));
  g_assert_true (haulier_files_plan_turned_away (run.plan, run.now, 4));
  g_assert_true (haulier_files_plan_turned_away (run.plan, run.now, 2));
  /* One alone is turned away for another reason. */
  g_assert_false (haulier_files_plan_turned_away (run.plan, run.now, 1));
  fetch (&run, &far_server, 100);
  g_assert_cmpuint (run.target, ==, 1);
  /* Half a minute later it may be otherwise. */
  fetch (&run, &far_server, 2000);
  g_assert_cmpuint (run.target, ==, MOST);
  end (&run);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/transfer/files-plan/grows", test_files_plan_grows);
  g_test_add_func ("/transfer/files-plan/ceiling", test_files_plan_ceiling);
  g_test_add_func ("/transfer/files-plan/brings-nothing", test_files_plan_brings_nothing);
  g_test_add_func ("/transfer/files-plan/large", test_files_plan_large);
  g_test_add_func ("/transfer/files-plan/turned-away", test_files_plan_turned_away);
  return g_test_run ();
}
