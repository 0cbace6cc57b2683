/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* The state machine of a job, as one table. */
#pragma once

#include "haulier-words.h"

G_BEGIN_DECLS

/**
 * HaulierJobEvent:
 *
 * What can happen to a job. The first ones are calls of a person; the rest the engine reports.
 */
typedef enum
{
  HAULIER_JOB_EVENT_SUSPEND,
  HAULIER_JOB_EVENT_RESUME,
  HAULIER_JOB_EVENT_CANCEL,
  HAULIER_JOB_EVENT_COMPLETE,
  HAULIER_JOB_EVENT_PICKED,          /* the scheduler picked it */
  HAULIER_JOB_EVENT_CONNECTED,       /* bytes move */
  HAULIER_JOB_EVENT_SLICE_OVER,      /* another job's turn, or the owner logged off */
  HAULIER_JOB_EVENT_TRANSIENT_ERROR, /* the engine will try again */
  HAULIER_JOB_EVENT_FATAL_ERROR,     /* somebody has to do something */
  HAULIER_JOB_EVENT_RETRY,           /* delay over, network back, obstacle gone */
  HAULIER_JOB_EVENT_TRANSFERRED,     /* every file is complete */
  HAULIER_JOB_EVENT_ACKNOWLEDGED,    /* every file has its final name */
} HaulierJobEvent;

gboolean haulier_job_transition (HaulierJobState state,
                                 HaulierJobType type,
                                 HaulierJobEvent event,
                                 HaulierJobState *out_state,
                                 GError **error);
gboolean haulier_job_state_is_final (HaulierJobState state);
gboolean haulier_job_state_is_running (HaulierJobState state);

G_END_DECLS
