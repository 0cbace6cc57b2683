/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Tests of the state machine: every state, type and event. */
#include "config.h"

#include "haulier-job-transition.h"

#include <string.h>

#include "haulier-error.h"
#include "haulier-model-types.h"

#define N_STATES (HAULIER_JOB_STATE_CANCELLED + 1)
#define N_TYPES (HAULIER_JOB_TYPE_UPLOAD_REPLY + 1)
#define N_EVENTS (HAULIER_JOB_EVENT_ACKNOWLEDGED + 1)

/* Every cell: for each event the next state by state, in the order of the columns.
 * Q queued, C connecting, T transferring, S suspended, E error, R transient error (retry),
 * D transferred (done), A acknowledged, X cancelled, "." refused with BG_E_INVALID_STATE. */
static const char letters[] = "QCTSERDAX";

static const struct
{
  const char *event;
  const char *downloads; /* of states    Q C T S E R D A X */
  const char *uploads;
  const char *source;
} cell_rows[] = {
  { "suspend", "SSSSSSS..", "SSSSSSS..", "calls by state: Suspend; no-op when suspended" },
  { "resume", "QCTQQQQ..", "QCTQQQQ..", "calls by state: Resume; unchanged while it runs" },
  { "cancel", "XXXXXXX..", "XXXXXXX..", "calls by state: Cancel" },
  { "complete", "AAAAAAA..", "......A..", "calls by state: Complete; uploads when transferred" },
  { "picked", "C........", "C........", "QUEUED to CONNECTING: the scheduler picks it" },
  { "connected", ".T.......", ".T.......", "CONNECTING to TRANSFERRING" },
  { "slice-over", ".QQ......", ".QQ......", "TRANSFERRING to QUEUED; owner logs off" },
  { "transient-error", "RRR..R...", "RRR..R...", "recoverable error, network lost while queued" },
  { "fatal-error", "EEE..E...", "EEE..E...", "fatal error; no-progress time-out used up" },
  { "retry", ".....Q...", ".....Q...", "TRANSIENT_ERROR to QUEUED: delay over, network back" },
  { "transferred", "DDD......", "DDD......", "TRANSFERRING to TRANSFERRED: all files done" },
  { "acknowledged", "AAA...A..", ".........", "desktop downloads complete by themselves" },
};

static void
check_cell (gsize row, HaulierJobEvent event, HaulierJobState state, HaulierJobType type)
{
  const char *cells
      = type == HAULIER_JOB_TYPE_DOWNLOAD ? cell_rows[row].downloads : cell_rows[row].uploads;
  HaulierJobState next = (HaulierJobState) 77;
  g_autoptr (GError) error = NULL;
  gboolean possible = haulier_job_transition (state, type, event, &next, &error);

  g_test_message (
      "%s in %c, type %d: %c", cell_rows[row].event, letters[state], type, cells[state]);
  g_assert_cmpint (possible, ==, cells[state] != '.');
  if (possible)
    {
      g_assert_no_error (error);
      g_assert_cmpint (letters[next], ==, cells[state]);
      return;
    }
  g_assert_error (error, HAULIER_ERROR, HAULIER_ERROR_INVALID_STATE);
  g_assert_nonnull (strstr (error->message, cell_rows[row].event));
  g_assert_cmpint (next, ==, 77);
}

static void
test_transition_cells (gconstpointer data)
{
  gsize row = GPOINTER_TO_SIZE (data);
  gint event = -1;

  g_test_message ("%s", cell_rows[row].source);
  g_assert_true (
      haulier_word_to_value (HAULIER_TYPE_JOB_EVENT, cell_rows[row].event, &event, NULL));
  for (gint state = 0; state < N_STATES; state++)
    {
      for (gint type = 0; type < N_TYPES; type++)
        check_cell (row, (HaulierJobEvent) event, (HaulierJobState) state, (HaulierJobType) type);
    }
}

static void
test_transition_total (void)
{
  g_assert_cmpuint (G_N_ELEMENTS (cell_rows), ==, N_EVENTS);
  g_assert_cmpuint (strlen (letters), ==, N_STATES);
  for (gsize i = 0; i < G_N_ELEMENTS (cell_rows); i++)
    {
      g_assert_cmpuint (strlen (cell_rows[i].downloads), ==, N_STATES);
      g_assert_cmpuint (strlen (cell_rows[i].uploads), ==, N_STATES);
    }
}

static void
test_transition_state_classes (void)
{
  for (gint state = 0; state < N_STATES; state++)
    {
      gboolean final = strchr ("AX", letters[state]) != NULL;
      gboolean running = strchr ("CT", letters[state]) != NULL;

      g_assert_cmpint (haulier_job_state_is_final ((HaulierJobState) state), ==, final);
      g_assert_cmpint (haulier_job_state_is_running ((HaulierJobState) state), ==, running);
    }
}

/* From every state that is not final a person can always get to an end, and each state can be
 * reached from a new job. */
static void
test_transition_no_dead_ends (void)
{
  guint reached = 1u << HAULIER_JOB_STATE_SUSPENDED;
  guint before = 0;

  while (before != reached)
    {
      before = reached;
      for (gint state = 0; state < N_STATES; state++)
        {
          for (gint event = 0; (reached & (1u << state)) != 0 && event < N_EVENTS; event++)
            {
              HaulierJobState next = HAULIER_JOB_STATE_SUSPENDED;

              if (haulier_job_transition ((HaulierJobState) state,
                                          HAULIER_JOB_TYPE_DOWNLOAD,
                                          (HaulierJobEvent) event,
                                          &next,
                                          NULL))
                reached |= 1u << next;
            }
        }
    }
  g_assert_cmphex (reached, ==, (1u << N_STATES) - 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (cell_rows); i++)
    {
      g_autofree char *path = g_strdup_printf ("/model/job-transition/%s", cell_rows[i].event);

      g_test_add_data_func (path, GSIZE_TO_POINTER (i), test_transition_cells);
    }
  g_test_add_func ("/model/job-transition/total", test_transition_total);
  g_test_add_func ("/model/job-transition/state-classes", test_transition_state_classes);
  g_test_add_func ("/model/job-transition/no-dead-ends", test_transition_no_dead_ends);
  return g_test_run ();
}
