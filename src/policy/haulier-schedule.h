/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Whose turn it is: which background jobs run, and which make room. */
#pragma once

#include <glib.h>

#include "haulier-words.h"

G_BEGIN_DECLS

/**
 * HaulierScheduleEntry:
 * @sequence: order of creation
 * @priority: not foreground: those always run
 * @last_ran: when it stopped running last, monotonic microseconds, or 0: it never ran
 * @slice_started: when its time slice began, monotonic microseconds; of running jobs
 */
typedef struct
{
  guint64 sequence;
  HaulierPriority priority;
  gint64 last_ran;
  gint64 slice_started;
} HaulierScheduleEntry;

int haulier_schedule_compare (const HaulierScheduleEntry *left, const HaulierScheduleEntry *right);
void haulier_schedule_decide (const HaulierScheduleEntry *running,
                              guint n_running,
                              const HaulierScheduleEntry *waiting,
                              guint n_waiting,
                              guint slots,
                              gint64 slice_us,
                              gint64 now,
                              GArray *start,
                              GArray *stop,
                              gint64 *next_decision);

G_END_DECLS
