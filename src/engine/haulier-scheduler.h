/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Decides which queued jobs move: asks the policy, starts and stops. */
#pragma once

#include "haulier-task.h"

G_BEGIN_DECLS

typedef struct _HaulierScheduler HaulierScheduler;

/**
 * HaulierSchedulerEvents:
 * @start: the turn of a task has come; returns whether it moves now
 * @stop: the task has to make room
 */
typedef struct
{
  gboolean (*start) (HaulierTask *task, gpointer user_data);
  void (*stop) (HaulierTask *task, gpointer user_data);
} HaulierSchedulerEvents;

HaulierScheduler *haulier_scheduler_new (const HaulierSchedulerEvents *events, gpointer user_data);
void haulier_scheduler_free (HaulierScheduler *scheduler);
void haulier_scheduler_configure (HaulierScheduler *scheduler, guint slots, gint64 slice);
void haulier_scheduler_enqueue (HaulierScheduler *scheduler, HaulierTask *task);
void haulier_scheduler_withdraw (HaulierScheduler *scheduler, HaulierTask *task);
void haulier_scheduler_ended (HaulierScheduler *scheduler, HaulierTask *task);

G_END_DECLS
