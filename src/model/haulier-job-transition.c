/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* The state machine of a job, as one table. */
#include "config.h"

#include "haulier-job-transition.h"

#include "haulier-error.h"
#include "haulier-model-types.h"

#define S(name) (1u << HAULIER_JOB_STATE_##name)
#define ACTION_STATES (S (QUEUED) | S (CONNECTING) | S (TRANSFERRING) | S (TRANSIENT_ERROR))
#define RUNNING_STATES (S (CONNECTING) | S (TRANSFERRING))
#define LIVE_STATES (ACTION_STATES | S (SUSPENDED) | S (ERROR) | S (TRANSFERRED))
#define DOWNLOADS (1u << HAULIER_JOB_TYPE_DOWNLOAD)
#define UPLOADS ((1u << HAULIER_JOB_TYPE_UPLOAD) | (1u << HAULIER_JOB_TYPE_UPLOAD_REPLY))
#define STAY (-1)

typedef struct
{
  HaulierJobEvent event;
  guint from;  /* bit set of states */
  guint types; /* bit set of types */
  gint to;     /* a state, or STAY */
  const char *source;
} TransitionRow;

/* The first row that fits is taken; an event without one is refused. */
static const TransitionRow transition_rows[] = {
  {
      .event = HAULIER_JOB_EVENT_SUSPEND,
      .from = S (SUSPENDED),
      .types = DOWNLOADS | UPLOADS,
      .to = STAY,
      .source = "IBackgroundCopyJob::Suspend: no-op",
  },
  {
      .event = HAULIER_JOB_EVENT_SUSPEND,
      .from = LIVE_STATES,
      .types = DOWNLOADS | UPLOADS,
      .to = HAULIER_JOB_STATE_SUSPENDED,
      .source = "IBackgroundCopyJob::Suspend",
  },
  {
      .event = HAULIER_JOB_EVENT_RESUME,
      .from = S (QUEUED) | RUNNING_STATES,
      .types = DOWNLOADS | UPLOADS,
      .to = STAY,
      .source = "IBackgroundCopyJob::Resume: S_OK, unchanged",
  },
  {
      .event = HAULIER_JOB_EVENT_RESUME,
      .from = S (SUSPENDED) | S (TRANSIENT_ERROR) | S (ERROR) | S (TRANSFERRED),
      .types = DOWNLOADS | UPLOADS,
      .to = HAULIER_JOB_STATE_QUEUED,
      .source = "IBackgroundCopyJob::Resume",
  },
  {
      .event = HAULIER_JOB_EVENT_CANCEL,
      .from = LIVE_STATES,
      .types = DOWNLOADS | UPLOADS,
      .to = HAULIER_JOB_STATE_CANCELLED,
      .source = "IBackgroundCopyJob::Cancel",
  },
  {
      .event = HAULIER_JOB_EVENT_COMPLETE,
      .from = LIVE_STATES,
      .types = DOWNLOADS,
      .to = HAULIER_JOB_STATE_ACKNOWLEDGED,
      .source = "IBackgroundCopyJob::Complete: partial allowed for downloads",
  },
  {
      .event = HAULIER_JOB_EVENT_COMPLETE,
      .from = S (TRANSFERRED),
      .types = UPLOADS,
      .to = HAULIER_JOB_STATE_ACKNOWLEDGED,
      .source = "IBackgroundCopyJob::Complete",
  },
  {
      .event = HAULIER_JOB_EVENT_PICKED,
      .from = S (QUEUED),
      .types = DOWNLOADS | UPLOADS,
      .to = HAULIER_JOB_STATE_CONNECTING,
      .source = "BG_JOB_STATE: BG_JOB_STATE_CONNECTING",
  },
  {
      .event = HAULIER_JOB_EVENT_CONNECTED,
      .from = S (CONNECTING),
      .types = DOWNLOADS | UPLOADS,
      .to = HAULIER_JOB_STATE_TRANSFERRING,
      .source = "BG_JOB_STATE: BG_JOB_STATE_TRANSFERRING",
  },
  {
      .event = HAULIER_JOB_EVENT_SLICE_OVER,
      .from = RUNNING_STATES,
      .types = DOWNLOADS | UPLOADS,
      .to = HAULIER_JOB_STATE_QUEUED,
      .source = "BG_JOB_STATE: time slice over; owner logged off",
  },
  {
      .event = HAULIER_JOB_EVENT_TRANSIENT_ERROR,
      .from = ACTION_STATES,
      .types = DOWNLOADS | UPLOADS,
      .to = HAULIER_JOB_STATE_TRANSIENT_ERROR,
      .source = "BG_JOB_STATE: BG_JOB_STATE_TRANSIENT_ERROR",
  },
  {
      .event = HAULIER_JOB_EVENT_FATAL_ERROR,
      .from = ACTION_STATES,
      .types = DOWNLOADS | UPLOADS,
      .to = HAULIER_JOB_STATE_ERROR,
      .source = "BG_JOB_STATE: BG_JOB_STATE_ERROR",
  },
  {
      .event = HAULIER_JOB_EVENT_RETRY,
      .from = S (TRANSIENT_ERROR),
      .types = DOWNLOADS | UPLOADS,
      .to = HAULIER_JOB_STATE_QUEUED,
      .source = "BG_JOB_STATE: retry delay over, network available",
  },
  {
      .event = HAULIER_JOB_EVENT_TRANSFERRED,
      .from = S (QUEUED) | RUNNING_STATES,
      .types = DOWNLOADS | UPLOADS,
      .to = HAULIER_JOB_STATE_TRANSFERRED,
      .source = "BG_JOB_STATE: BG_JOB_STATE_TRANSFERRED",
  },
  {
      .event = HAULIER_JOB_EVENT_ACKNOWLEDGED,
      .from = S (QUEUED) | RUNNING_STATES | S (TRANSFERRED),
      .types = DOWNLOADS,
      .to = HAULIER_JOB_STATE_ACKNOWLEDGED,
      .source = "desktop jobs complete by themselves",
  },
};

/**
 * haulier_job_transition:
 * @state: where the job is
 * @type: what kind of job
 * @event: what happens
 * @out_state: (out): where the job is afterwards
 * @error: return location
 *
 * Shape: at most one next state for each (state, type, event).
 * Errors: %HAULIER_ERROR_INVALID_STATE when @event is not possible now.
 *
 * Returns: whether the event is possible
 */
gboolean
haulier_job_transition (HaulierJobState state,
                        HaulierJobType type,
                        HaulierJobEvent event,
                        HaulierJobState *out_state,
                        GError **error)
{
  for (gsize i = 0; i < G_N_ELEMENTS (transition_rows); i++)
    {
      const TransitionRow *row = &transition_rows[i];

      if (row->event != event || (row->from & (1u << state)) == 0
          || (row->types & (1u << type)) == 0)
        continue;
      *out_state = row->to == STAY ? state : (HaulierJobState) row->to;
      return TRUE;
    }
  g_set_error (error,
               HAULIER_ERROR,
               HAULIER_ERROR_INVALID_STATE,
               "%s is not possible for a job that is %s",
               haulier_word_from_value (HAULIER_TYPE_JOB_EVENT, event),
               haulier_word_from_value (HAULIER_TYPE_JOB_STATE, state));
  return FALSE;
}

/**
 * haulier_job_state_is_final:
 * @state: a state
 *
 * Returns: whether nothing can happen to the job any more
 */
gboolean
haulier_job_state_is_final (HaulierJobState state)
{
  return state == HAULIER_JOB_STATE_ACKNOWLEDGED || state == HAULIER_JOB_STATE_CANCELLED;
}

/**
 * haulier_job_state_is_running:
 * @state: a state
 *
 * Returns: whether a worker has the job
 */
gboolean
haulier_job_state_is_running (HaulierJobState state)
{
  return state == HAULIER_JOB_STATE_CONNECTING || state == HAULIER_JOB_STATE_TRANSFERRING;
}
