/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* What follows from a job's row: its group, its progress, the time left, what can be done to it. */
#pragma once

#include <glib-object.h>

#include "haulier-job.h"

G_BEGIN_DECLS

/**
 * HaulierJobGroup:
 * @HAULIER_JOB_GROUP_ACTIVE: it moves
 * @HAULIER_JOB_GROUP_WAITING: it will move by itself, or is suspended
 * @HAULIER_JOB_GROUP_ATTENTION: somebody has to do something
 * @HAULIER_JOB_GROUP_FINISHED: nothing happens to it any more
 *
 * Where a job belongs in the queue's overview; every job in exactly one.
 */
typedef enum
{
  HAULIER_JOB_GROUP_ACTIVE,
  HAULIER_JOB_GROUP_WAITING,
  HAULIER_JOB_GROUP_ATTENTION,
  HAULIER_JOB_GROUP_FINISHED,
} HaulierJobGroup;

/**
 * HaulierJobAction:
 *
 * What can be done to a job. The nickname is the word on the bus and of the command line.
 */
typedef enum
{
  HAULIER_JOB_ACTION_SUSPEND,
  HAULIER_JOB_ACTION_RESUME,
  HAULIER_JOB_ACTION_CANCEL,
  HAULIER_JOB_ACTION_COMPLETE,
  HAULIER_JOB_ACTION_RETRY,
  HAULIER_JOB_ACTION_REMOVE,
} HaulierJobAction;

HaulierJobGroup haulier_job_get_group (const HaulierJob *job);
double haulier_job_get_progress (const HaulierJob *job);
gint64 haulier_job_get_time_left (const HaulierJob *job);
gboolean haulier_job_can (const HaulierJob *job, HaulierJobAction action);

G_END_DECLS
