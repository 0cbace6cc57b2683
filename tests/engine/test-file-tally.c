/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Tests of the sums over the files of a job. */
#include "config.h"

#include "haulier-file-tally.h"

static void
test_file_tally_counts (void)
{
  g_autoptr (HaulierJob) job = haulier_job_new ("id", "name", HAULIER_JOB_ORIGIN_DESKTOP);
  g_autoptr (HaulierFile) known = haulier_file_new (0, "http://h/a", "/a", 0);
  g_autoptr (HaulierFile) unknown = haulier_file_new (1, "http://h/b", "/b", 0);

  haulier_file_tally_reset (job);
  known->total = 100;
  known->transferred = 40;
  haulier_file_tally_add (job, known);
  g_assert_cmpuint (job->bytes_total, ==, 100);
  haulier_file_tally_add (job, unknown);
  g_assert_cmpuint (job->files_total, ==, 2);
  g_assert_cmpuint (job->bytes_transferred, ==, 40);
  g_assert_cmpuint (job->bytes_total, ==, HAULIER_SIZE_UNKNOWN);

  haulier_file_tally_remove (job, unknown);
  unknown->total = 5;
  unknown->transferred = 5;
  unknown->state = HAULIER_FILE_STATE_FINISHED;
  haulier_file_tally_add (job, unknown);
  g_assert_cmpuint (job->bytes_total, ==, 105);
  g_assert_cmpuint (job->bytes_transferred, ==, 45);
  g_assert_cmpuint (job->files_transferred, ==, 1);
}

static void
test_file_tally_no_files (void)
{
  g_autoptr (HaulierJob) job = haulier_job_new ("id", "name", HAULIER_JOB_ORIGIN_BITS);

  haulier_file_tally_reset (job);
  g_assert_cmpuint (job->files_total, ==, 0);
  g_assert_cmpuint (job->bytes_total, ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/engine/file-tally/counts", test_file_tally_counts);
  g_test_add_func ("/engine/file-tally/no-files", test_file_tally_no_files);
  return g_test_run ();
}
