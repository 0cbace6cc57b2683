/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* What is said of jobs: every state and reason, sizes, times. */
#include "config.h"

#include "haulier-job-words.h"

#include <locale.h>

#include "haulier-job-facts.h"

#define NOW (G_GINT64_CONSTANT (1700000000) * G_USEC_PER_SEC)

typedef struct
{
  const char *what;
  HaulierJobState state;
  HaulierWaitingReason waiting;
  gint code;          /* 0: no failure */
  gint64 retry_after; /* seconds from now; 0: none */
  const char *words;
  HaulierJobGroup group;
} StateRow;

static const StateRow state_rows[] = {
  { "its turn",
    HAULIER_JOB_STATE_QUEUED,
    HAULIER_WAITING_SLOT,
    0,
    0,
    "Waiting: other jobs go first",
    HAULIER_JOB_GROUP_WAITING },
  { "just made",
    HAULIER_JOB_STATE_QUEUED,
    HAULIER_WAITING_NONE,
    0,
    0,
    "Waiting",
    HAULIER_JOB_GROUP_WAITING },
  { "owner away",
    HAULIER_JOB_STATE_QUEUED,
    HAULIER_WAITING_OWNER_NOT_LOGGED_ON,
    0,
    0,
    "Waiting: the owner is not logged on",
    HAULIER_JOB_GROUP_WAITING },
  { "connecting",
    HAULIER_JOB_STATE_CONNECTING,
    HAULIER_WAITING_NONE,
    0,
    0,
    "Connecting",
    HAULIER_JOB_GROUP_ACTIVE },
  { "moving",
    HAULIER_JOB_STATE_TRANSFERRING,
    HAULIER_WAITING_NONE,
    0,
    0,
    "Downloading",
    HAULIER_JOB_GROUP_ACTIVE },
  { "suspended",
    HAULIER_JOB_STATE_SUSPENDED,
    HAULIER_WAITING_SUSPENDED,
    0,
    0,
    "Suspended",
    HAULIER_JOB_GROUP_WAITING },
  { "countdown",
    HAULIER_JOB_STATE_TRANSIENT_ERROR,
    HAULIER_WAITING_RETRY,
    HAULIER_ERROR_HTTP_503,
    252,
    "Retry in 4:12",
    HAULIER_JOB_GROUP_WAITING },
  { "due",
    HAULIER_JOB_STATE_TRANSIENT_ERROR,
    HAULIER_WAITING_RETRY,
    HAULIER_ERROR_HTTP_503,
    -5,
    "Retry in 0:00",
    HAULIER_JOB_GROUP_WAITING },
  { "no time known",
    HAULIER_JOB_STATE_TRANSIENT_ERROR,
    HAULIER_WAITING_RETRY,
    HAULIER_ERROR_HTTP_503,
    0,
    "Waiting for the next attempt",
    HAULIER_JOB_GROUP_WAITING },
  { "no network",
    HAULIER_JOB_STATE_TRANSIENT_ERROR,
    HAULIER_WAITING_NETWORK,
    0,
    0,
    "Waiting: there is no network",
    HAULIER_JOB_GROUP_WAITING },
  { "metered",
    HAULIER_JOB_STATE_TRANSIENT_ERROR,
    HAULIER_WAITING_METERED,
    0,
    0,
    "Waiting: the network is metered",
    HAULIER_JOB_GROUP_WAITING },
  { "disk full",
    HAULIER_JOB_STATE_TRANSIENT_ERROR,
    HAULIER_WAITING_DISK_FULL,
    HAULIER_ERROR_DISK_FULL,
    0,
    "Waiting: the disk is full",
    HAULIER_JOB_GROUP_WAITING },
  { "sleep",
    HAULIER_JOB_STATE_TRANSIENT_ERROR,
    HAULIER_WAITING_STANDBY,
    0,
    0,
    "Waiting: the computer goes to sleep",
    HAULIER_JOB_GROUP_WAITING },
  { "401",
    HAULIER_JOB_STATE_ERROR,
    HAULIER_WAITING_ERROR,
    HAULIER_ERROR_HTTP_401,
    0,
    "Access denied",
    HAULIER_JOB_GROUP_ATTENTION },
  { "403",
    HAULIER_JOB_STATE_ERROR,
    HAULIER_WAITING_ERROR,
    HAULIER_ERROR_HTTP_403,
    0,
    "Access denied",
    HAULIER_JOB_GROUP_ATTENTION },
  { "407",
    HAULIER_JOB_STATE_ERROR,
    HAULIER_WAITING_ERROR,
    HAULIER_ERROR_HTTP_407,
    0,
    "Access denied",
    HAULIER_JOB_GROUP_ATTENTION },
  { "local",
    HAULIER_JOB_STATE_ERROR,
    HAULIER_WAITING_ERROR,
    HAULIER_ERROR_ACCESS_DENIED,
    0,
    "Access denied",
    HAULIER_JOB_GROUP_ATTENTION },
  { "404",
    HAULIER_JOB_STATE_ERROR,
    HAULIER_WAITING_ERROR,
    HAULIER_ERROR_HTTP_404,
    0,
    "Failed: the server has no such file",
    HAULIER_JOB_GROUP_ATTENTION },
  { "no reason",
    HAULIER_JOB_STATE_ERROR,
    HAULIER_WAITING_ERROR,
    0,
    0,
    "Failed",
    HAULIER_JOB_GROUP_ATTENTION },
  { "complete it",
    HAULIER_JOB_STATE_TRANSFERRED,
    HAULIER_WAITING_COMPLETE,
    0,
    0,
    "Transferred, waiting to be completed",
    HAULIER_JOB_GROUP_ATTENTION },
  { "finished",
    HAULIER_JOB_STATE_ACKNOWLEDGED,
    HAULIER_WAITING_NONE,
    0,
    0,
    "Finished",
    HAULIER_JOB_GROUP_FINISHED },
  { "cancelled",
    HAULIER_JOB_STATE_CANCELLED,
    HAULIER_WAITING_NONE,
    0,
    0,
    "Cancelled",
    HAULIER_JOB_GROUP_FINISHED },
};

static HaulierJob *
new_job (const StateRow *row)
{
  HaulierJob *job = haulier_job_new (
      "00000000-0000-4000-8000-000000000001", "name", HAULIER_JOB_ORIGIN_DESKTOP);

  job->state = row->state;
  job->waiting = row->waiting;
  job->retry_at = row->retry_after != 0 ? NOW + row->retry_after * G_USEC_PER_SEC : 0;
  if (row->code != 0)
    haulier_job_take_failure (job,
                              haulier_failure_new (row->code,
                                                   HAULIER_ERROR_CONTEXT_REMOTE_FILE,
                                                   HAULIER_FAILURE_NO_FILE,
                                                   "what was tried: why",
                                                   NULL));
  return job;
}

static void
test_job_words_state (gconstpointer data)
{
  const StateRow *row = data;
  g_autoptr (HaulierJob) job = new_job (row);
  g_autofree char *words = haulier_job_words_state (job, NOW);

  g_assert_cmpstr (words, ==, row->words);
  g_assert_cmpuint (haulier_job_get_group (job), ==, row->group);
}

static void
test_job_words_partial (void)
{
  const StateRow row = { .state = HAULIER_JOB_STATE_ACKNOWLEDGED };
  g_autoptr (HaulierJob) job = new_job (&row);
  g_autofree char *words = NULL;

  job->files_total = 3;
  job->files_transferred = 2;
  words = haulier_job_words_state (job, NOW);
  g_assert_cmpstr (words, ==, "Finished in part");
}

/* An engine that is newer than the front end. */
static void
test_job_words_unknown (void)
{
  const StateRow row = { .state = (HaulierJobState) 99, .waiting = (HaulierWaitingReason) 99 };
  g_autoptr (HaulierJob) job = new_job (&row);
  g_autofree char *words = haulier_job_words_state (job, NOW);

  g_assert_cmpstr (words, ==, "Waiting");
  g_assert_cmpuint (haulier_job_get_group (job), ==, HAULIER_JOB_GROUP_WAITING);
  g_assert_cmpstr (haulier_job_words_file_state ((HaulierFileState) 99), ==, "");
}

static void
test_job_words_times (void)
{
  static const struct
  {
    gint64 seconds;
    const char *left;
    const char *countdown;
  } rows[] = {
    { 0, "0 s", "0:00" },
    { 25, "25 s", "0:25" },
    { 59, "59 s", "0:59" },
    { 60, "1 min", "1:00" },
    { 252, "4 min", "4:12" },
    { 3570, "1 h 0 min", "59:30" },
    { 4320, "1 h 12 min", "1:12:00" },
    { 90000, "1 d 1 h", "25:00:00" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *left = haulier_job_words_time_left (rows[i].seconds);
      g_autofree char *countdown = haulier_job_words_countdown (rows[i].seconds);

      g_assert_cmpstr (left, ==, rows[i].left);
      g_assert_cmpstr (countdown, ==, rows[i].countdown);
    }
  {
    g_autofree char *unknown = haulier_job_words_time_left (-1);

    g_assert_cmpstr (unknown, ==, "–");
  }
}

static void
test_job_words_sizes (void)
{
  g_autofree char *unknown = haulier_job_words_size (HAULIER_SIZE_UNKNOWN);
  g_autofree char *some = haulier_job_words_amount (1300000000, 1900000000);
  g_autofree char *all = haulier_job_words_amount (1900000000, 1900000000);
  g_autofree char *open = haulier_job_words_amount (5000, HAULIER_SIZE_UNKNOWN);
  g_autofree char *speed = haulier_job_words_speed (24100000);
  g_autofree char *still = haulier_job_words_speed (0);

  g_assert_cmpstr (unknown, ==, "–");
  g_assert_cmpstr (some, ==, "1.3\u00a0GB of 1.9\u00a0GB");
  g_assert_cmpstr (all, ==, "1.9\u00a0GB");
  g_assert_cmpstr (open, ==, "5.0\u00a0kB");
  g_assert_cmpstr (speed, ==, "24.1\u00a0MB/s");
  g_assert_cmpstr (still, ==, "–");
}

int
main (int argc, char *argv[])
{
  setlocale (LC_ALL, "C.UTF-8");
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (state_rows); i++)
    {
      g_autofree char *path = g_strdup_printf ("/client/job-words/state/%s", state_rows[i].what);

      g_strdelimit (path, " ", '-');
      g_test_add_data_func (path, &state_rows[i], test_job_words_state);
    }
  g_test_add_func ("/client/job-words/partial", test_job_words_partial);
  g_test_add_func ("/client/job-words/unknown", test_job_words_unknown);
  g_test_add_func ("/client/job-words/times", test_job_words_times);
  g_test_add_func ("/client/job-words/sizes", test_job_words_sizes);
  return g_test_run ();
}
