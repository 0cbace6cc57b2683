/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* The speed of jobs in the last two minutes, for as long as the window is open. */
#pragma once

#include "haulier-job-item.h"

G_BEGIN_DECLS

#define HAULIER_SPEED_LOG_SECONDS 120

/**
 * HaulierSpeedSample:
 * @time: monotonic microseconds
 * @speed: bytes a second
 */
typedef struct
{
  gint64 time;
  guint64 speed;
} HaulierSpeedSample;

typedef struct _HaulierSpeedLog HaulierSpeedLog;

HaulierSpeedLog *haulier_speed_log_new (void);
void haulier_speed_log_free (HaulierSpeedLog *self);
void haulier_speed_log_add (HaulierSpeedLog *self, const char *id, guint64 speed, gint64 now);
const HaulierSpeedSample *
haulier_speed_log_get (HaulierSpeedLog *self, const char *id, guint *out_n_samples);

G_END_DECLS
