/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* A job of the queue, with what only the engine knows of it. */
#pragma once

#include "haulier-motion.h"
#include "haulier-schedule.h"

G_BEGIN_DECLS

typedef struct _HaulierNotifyRun HaulierNotifyRun;

/**
 * HaulierTask:
 *
 * One for each job, finished ones included; it stays small, since there are a hundred thousand.
 * What a job in motion needs besides is its #HaulierMotion.
 */
typedef struct
{
  struct _HaulierEngine *engine; /* whose it is */
  HaulierJob *job;
  HaulierMotion *motion;        /* (nullable) while a worker has it, until it is stopped */
  GPtrArray *files;             /* (nullable) of a new job, until it moves: saves loading them */
  GSequenceIter *queue_iter;    /* in the order of creation */
  GSequenceIter *waiting_iter;  /* (nullable) among the background jobs that wait for a slot */
  GSequenceIter *deadline_iter; /* (nullable) next attempt */
  HaulierScheduleEntry entry;
  gint64 stalled_since;         /* monotonic microseconds, 0: the no-progress clock stands */
  gint64 moving_since;          /* monotonic microseconds, 0: not counted now */
  guint attempt;                /* transient errors without progress in between */
  guint worker_deaths;          /* in a row, without progress in between */
  gboolean retry_failed;        /* the next motion tries failed files again */
  HaulierNotifyRun *notify_run; /* (nullable) its notify command, while that has to run */
  GTask *operation;             /* (nullable) a cancel, complete or remove that is under way */
} HaulierTask;

HaulierTask *haulier_task_new (HaulierJob *job);
void haulier_task_free (HaulierTask *task);

G_END_DECLS
