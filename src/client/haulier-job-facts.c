/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* What follows from a job's row: its group, its progress, the time left, what can be done to it. */
#include "config.h"

#include "haulier-job-facts.h"

#include "haulier-job-transition.h"

/* Longer predictions say nothing. */
#define TIME_LEFT_MAX_SECONDS (100 * 24 * 3600)

/**
 * haulier_job_get_group:
 * @job: a job
 *
 * Returns: where it belongs in the overview
 */
HaulierJobGroup
haulier_job_get_group (const HaulierJob *job)
{
  switch (job->state)
    {
    case HAULIER_JOB_STATE_CONNECTING:
    case HAULIER_JOB_STATE_TRANSFERRING:
      return HAULIER_JOB_GROUP_ACTIVE;
    case HAULIER_JOB_STATE_QUEUED:
    case HAULIER_JOB_STATE_SUSPENDED:
    case HAULIER_JOB_STATE_TRANSIENT_ERROR:
      return HAULIER_JOB_GROUP_WAITING;
    case HAULIER_JOB_STATE_ERROR:
    case HAULIER_JOB_STATE_TRANSFERRED:
      return HAULIER_JOB_GROUP_ATTENTION;
    case HAULIER_JOB_STATE_ACKNOWLEDGED:
    case HAULIER_JOB_STATE_CANCELLED:
      return HAULIER_JOB_GROUP_FINISHED;
    }
  return HAULIER_JOB_GROUP_WAITING;
}

/**
 * haulier_job_get_progress:
 * @job: a job
 *
 * Counts bytes; files where not every size is known and there are several.
 *
 * Returns: 0 to 1, or -1 when nothing can be said
 */
double
haulier_job_get_progress (const HaulierJob *job)
{
  if (job->state == HAULIER_JOB_STATE_TRANSFERRED
      || (job->state == HAULIER_JOB_STATE_ACKNOWLEDGED
          && job->files_transferred >= job->files_total))
    return 1;
  if (job->bytes_total != HAULIER_SIZE_UNKNOWN && job->bytes_total > 0)
    return MIN ((double) job->bytes_transferred / (double) job->bytes_total, 1);
  if (job->files_total > 1)
    return MIN ((double) job->files_transferred / (double) job->files_total, 1);
  return job->bytes_transferred == 0 ? 0 : -1;
}

/**
 * haulier_job_get_time_left:
 * @job: a job
 *
 * Returns: seconds until it is there at this speed, or -1 when nothing can be said
 */
gint64
haulier_job_get_time_left (const HaulierJob *job)
{
  guint64 seconds = 0;

  if (job->state != HAULIER_JOB_STATE_TRANSFERRING || job->speed == 0
      || job->bytes_total == HAULIER_SIZE_UNKNOWN || job->bytes_total < job->bytes_transferred)
    return -1;
  /* rounded up: it is not over before */
  seconds = (job->bytes_total - job->bytes_transferred) / job->speed;
  if (job->bytes_total - job->bytes_transferred > seconds * job->speed)
    seconds++;
  return seconds <= TIME_LEFT_MAX_SECONDS ? (gint64) seconds : -1;
}

static gboolean
event_is_possible (const HaulierJob *job, HaulierJobEvent event)
{
  HaulierJobState state = job->state;

  return haulier_job_transition (job->state, job->type, event, &state, NULL)
         && (state != job->state);
}

/**
 * haulier_job_can:
 * @job: a job
 * @action: what a person might want
 *
 * Says which actions to offer; the engine decides.
 *
 * Returns: whether @action would do something
 */
gboolean
haulier_job_can (const HaulierJob *job, HaulierJobAction action)
{
  gboolean finished = haulier_job_state_is_final (job->state);

  switch (action)
    {
    case HAULIER_JOB_ACTION_SUSPEND:
      /* what stands still already is not made to: the engine would, and forget the error */
      return job->state != HAULIER_JOB_STATE_ERROR && job->state != HAULIER_JOB_STATE_TRANSFERRED
             && event_is_possible (job, HAULIER_JOB_EVENT_SUSPEND);
    case HAULIER_JOB_ACTION_RESUME:
      return job->files_total > 0 && job->state != HAULIER_JOB_STATE_ERROR
             && job->state != HAULIER_JOB_STATE_TRANSFERRED
             && event_is_possible (job, HAULIER_JOB_EVENT_RESUME);
    case HAULIER_JOB_ACTION_CANCEL:
      return event_is_possible (job, HAULIER_JOB_EVENT_CANCEL);
    case HAULIER_JOB_ACTION_COMPLETE:
      return job->origin == HAULIER_JOB_ORIGIN_BITS
             && event_is_possible (job, HAULIER_JOB_EVENT_COMPLETE);
    case HAULIER_JOB_ACTION_RETRY:
      return job->state == HAULIER_JOB_STATE_ERROR
             || job->state == HAULIER_JOB_STATE_TRANSIENT_ERROR;
    case HAULIER_JOB_ACTION_REMOVE:
      return finished;
    }
  return FALSE;
}
