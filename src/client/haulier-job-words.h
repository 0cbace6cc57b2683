/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* What is said of jobs and files, in the person's language: the one place for these words. */
#pragma once

#include "haulier-job.h"

G_BEGIN_DECLS

char *haulier_job_words_state (const HaulierJob *job, gint64 now);
const char *haulier_job_words_file_state (HaulierFileState state);
const char *haulier_job_words_priority (HaulierPriority priority);
const char *haulier_job_words_error (gint code);
char *haulier_job_words_size (guint64 bytes);
char *haulier_job_words_speed (guint64 bytes_per_second);
char *haulier_job_words_time_left (gint64 seconds);
char *haulier_job_words_countdown (gint64 seconds);
char *haulier_job_words_amount (guint64 transferred, guint64 total);
gboolean haulier_job_words_is_access_denied (gint code);

G_END_DECLS
