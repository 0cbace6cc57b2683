/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Progress, time left, and what can be done to a job. */
#include "config.h"

#include "haulier-job-facts.h"

#include <string.h>

#include "haulier-client-types.h"
#include "haulier-model-types.h"

#define UNKNOWN HAULIER_SIZE_UNKNOWN
#define QUEUED HAULIER_JOB_STATE_QUEUED
#define MOVING HAULIER_JOB_STATE_TRANSFERRING

static const struct
{
  HaulierJobState state;
  guint64 transferred, total;
  guint files_transferred, files_total;
  guint64 speed;
  double progress;
  gint64 left; /* seconds */
} progress_rows[] = {
  { QUEUED, 0, UNKNOWN, 0, 1, 0, 0, -1 },
  { MOVING, 50, 200, 0, 1, 10, 0.25, 15 },
  { MOVING, 50, 201, 0, 1, 10, 50.0 / 201, 16 }, /* rounded up */
  { MOVING, 50, UNKNOWN, 0, 1, 10, -1, -1 },
  { MOVING, 50, UNKNOWN, 1, 4, 10, 0.25, -1 }, /* files count where sizes are not known */
  { MOVING, 300, 200, 0, 1, 10, 1, -1 },       /* a server that sends too much */
  { MOVING, 50, 200, 0, 1, 0, 0.25, -1 },
  { QUEUED, 50, 200, 0, 1, 10, 0.25, -1 },   /* no promise for one that does not move */
  { MOVING, 0, G_MAXINT64, 0, 1, 1, 0, -1 }, /* further away than anybody plans */
  { MOVING, 0, 0, 0, 1, 0, 0, -1 },
  { HAULIER_JOB_STATE_TRANSFERRED, 0, UNKNOWN, 1, 1, 0, 1, -1 },
  { HAULIER_JOB_STATE_ACKNOWLEDGED, 0, 0, 1, 1, 0, 1, -1 },
  { HAULIER_JOB_STATE_ACKNOWLEDGED, 50, UNKNOWN, 1, 2, 0, 0.5, -1 },
};

static HaulierJob *
new_job (HaulierJobState state, HaulierJobOrigin origin)
{
  HaulierJob *job = haulier_job_new ("00000000-0000-4000-8000-000000000001", "name", origin);

  job->state = state;
  job->files_total = 1;
  return job;
}

static void
test_job_facts_progress (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (progress_rows); i++)
    {
      g_autoptr (HaulierJob) job = new_job (progress_rows[i].state, HAULIER_JOB_ORIGIN_DESKTOP);

      job->bytes_transferred = progress_rows[i].transferred;
      job->bytes_total = progress_rows[i].total;
      job->files_transferred = progress_rows[i].files_transferred;
      job->files_total = progress_rows[i].files_total;
      job->speed = progress_rows[i].speed;
      g_test_message ("row %u", (guint) i);
      g_assert_cmpfloat (haulier_job_get_progress (job), ==, progress_rows[i].progress);
      g_assert_cmpint (haulier_job_get_time_left (job), ==, progress_rows[i].left);
    }
}

/* Letters: Suspend, resume, Cancel, complete (cOmplete), rEtry, reMove. */
static const struct
{
  HaulierJobState state;
  const char *desktop;
  const char *bits;
} action_rows[] = {
  { HAULIER_JOB_STATE_QUEUED, "S C", "S CO" },
  { HAULIER_JOB_STATE_CONNECTING, "S C", "S CO" },
  { HAULIER_JOB_STATE_TRANSFERRING, "S C", "S CO" },
  { HAULIER_JOB_STATE_SUSPENDED, "R C", "R CO" },
  { HAULIER_JOB_STATE_ERROR, "C E", "CO E" },
  { HAULIER_JOB_STATE_TRANSIENT_ERROR, "S R C E", "S R CO E" },
  { HAULIER_JOB_STATE_TRANSFERRED, "C", "CO" },
  { HAULIER_JOB_STATE_ACKNOWLEDGED, "M", "M" },
  { HAULIER_JOB_STATE_CANCELLED, "M", "M" },
};

static const char action_letters[] = "SRCOEM";

static void
check_actions (HaulierJobState state, HaulierJobOrigin origin, const char *letters)
{
  g_autoptr (HaulierJob) job = new_job (state, origin);

  for (guint action = 0; action <= HAULIER_JOB_ACTION_REMOVE; action++)
    {
      g_test_message ("%s: %s",
                      haulier_word_from_value (HAULIER_TYPE_JOB_STATE, (gint) state),
                      haulier_word_from_value (HAULIER_TYPE_JOB_ACTION, (gint) action));
      g_assert_cmpint (
          haulier_job_can (job, action), ==, strchr (letters, action_letters[action]) != NULL);
    }
}

static void
test_job_facts_actions (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (action_rows); i++)
    {
      check_actions (action_rows[i].state, HAULIER_JOB_ORIGIN_DESKTOP, action_rows[i].desktop);
      check_actions (action_rows[i].state, HAULIER_JOB_ORIGIN_BITS, action_rows[i].bits);
    }
}

static void
test_job_facts_empty (void)
{
  g_autoptr (HaulierJob) job = new_job (HAULIER_JOB_STATE_SUSPENDED, HAULIER_JOB_ORIGIN_BITS);

  job->files_total = 0;
  g_assert_false (haulier_job_can (job, HAULIER_JOB_ACTION_RESUME));
}

/* The nicknames are the words of the bus. */
static void
test_job_facts_action_words (void)
{
  static const char *const words[]
      = { "suspend", "resume", "cancel", "complete", "retry", "remove" };

  for (gint action = 0; action <= HAULIER_JOB_ACTION_REMOVE; action++)
    g_assert_cmpstr (haulier_word_from_value (HAULIER_TYPE_JOB_ACTION, action), ==, words[action]);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/client/job-facts/progress", test_job_facts_progress);
  g_test_add_func ("/client/job-facts/actions", test_job_facts_actions);
  g_test_add_func ("/client/job-facts/empty", test_job_facts_empty);
  g_test_add_func ("/client/job-facts/action-words", test_job_facts_action_words);
  return g_test_run ();
}
