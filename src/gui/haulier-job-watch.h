/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Follows all jobs for what concerns the desktop: what moves, what has finished, what failed. */
#pragma once

#include "haulier-all-jobs.h"

G_BEGIN_DECLS

#define HAULIER_TYPE_JOB_WATCH (haulier_job_watch_get_type ())
G_DECLARE_FINAL_TYPE (HaulierJobWatch, haulier_job_watch, HAULIER, JOB_WATCH, GObject)

/* Signals: `finished` and `failed` (HaulierJobItem), while one looks; `moving-changed`. */

HaulierJobWatch *haulier_job_watch_new (HaulierAllJobs *jobs);
guint64 haulier_job_watch_get_speed (HaulierJobWatch *self);
gboolean haulier_job_watch_has_foreground (HaulierJobWatch *self);

G_END_DECLS
