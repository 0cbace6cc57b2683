/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* How fast something moves: bytes a second over the last seconds. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define HAULIER_SPEED_SAMPLES 16

/**
 * HaulierSpeed:
 *
 * A ring of (time, bytes); zero-initialised. The speed is that between the oldest sample of the
 * last three seconds and now, so that it reads steady and still falls to zero soon after a stall.
 */
typedef struct
{
  gint64 times[HAULIER_SPEED_SAMPLES]; /* monotonic microseconds */
  guint64 bytes[HAULIER_SPEED_SAMPLES];
  guint next;
  guint n_samples;
} HaulierSpeed;

void haulier_speed_add (HaulierSpeed *speed, gint64 now, guint64 bytes);
guint64 haulier_speed_get (const HaulierSpeed *speed, gint64 now);

G_END_DECLS
