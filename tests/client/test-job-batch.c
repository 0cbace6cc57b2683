/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Rows that wait to be shown: the last one of each job, in the order in which jobs came. */
#include "config.h"

#include "haulier-job-batch.h"

static HaulierJob *
new_job (const char *id, guint64 speed)
{
  HaulierJob *job = haulier_job_new (id, id, HAULIER_JOB_ORIGIN_DESKTOP);

  job->speed = speed;
  return job;
}

static void
test_last_row_wins (void)
{
  g_autoptr (HaulierJobBatch) batch = haulier_job_batch_new ();
  g_autoptr (GPtrArray) jobs = NULL;

  haulier_job_batch_add (batch, new_job ("a", 1));
  haulier_job_batch_add (batch, new_job ("b", 2));
  haulier_job_batch_add (batch, new_job ("a", 3));
  jobs = haulier_job_batch_steal (batch);
  g_assert_cmpuint (jobs->len, ==, 2);
  g_assert_cmpstr (((HaulierJob *) jobs->pdata[0])->id, ==, "a");
  g_assert_cmpuint (((HaulierJob *) jobs->pdata[0])->speed, ==, 3);
  g_assert_cmpstr (((HaulierJob *) jobs->pdata[1])->id, ==, "b");
}

static void
test_steal_empties (void)
{
  g_autoptr (HaulierJobBatch) batch = haulier_job_batch_new ();
  g_autoptr (GPtrArray) first = NULL;
  g_autoptr (GPtrArray) second = NULL;
  g_autoptr (GPtrArray) third = NULL;

  haulier_job_batch_add (batch, new_job ("a", 1));
  first = haulier_job_batch_steal (batch);
  second = haulier_job_batch_steal (batch);
  haulier_job_batch_add (batch, new_job ("a", 2));
  third = haulier_job_batch_steal (batch);
  g_assert_cmpuint (first->len, ==, 1);
  g_assert_cmpuint (second->len, ==, 0);
  g_assert_cmpuint (third->len, ==, 1);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/client/job-batch/last-row-wins", test_last_row_wins);
  g_test_add_func ("/client/job-batch/steal-empties", test_steal_empties);
  return g_test_run ();
}
