/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* How fast something moves: bytes a second over the last seconds. */
#include "config.h"

#include "haulier-speed.h"

#define WINDOW_USEC (3 * G_USEC_PER_SEC)
#define SAMPLE_DISTANCE_USEC (WINDOW_USEC / (HAULIER_SPEED_SAMPLES - 2))

/**
 * haulier_speed_add:
 * @speed: the meter
 * @now: monotonic microseconds
 * @bytes: how many bytes have moved since the beginning
 */
void
haulier_speed_add (HaulierSpeed *speed, gint64 now, guint64 bytes)
{
  guint last = (speed->next + HAULIER_SPEED_SAMPLES - 1) % HAULIER_SPEED_SAMPLES;

  if (speed->n_samples > 1
      && now - speed->times[(last + HAULIER_SPEED_SAMPLES - 1) % HAULIER_SPEED_SAMPLES]
             < SAMPLE_DISTANCE_USEC)
    {
      speed->times[last] = now;
      speed->bytes[last] = bytes;
      return;
    }
  speed->times[speed->next] = now;
  speed->bytes[speed->next] = bytes;
  speed->next = (speed->next + 1) % HAULIER_SPEED_SAMPLES;
  speed->n_samples = MIN (speed->n_samples + 1, HAULIER_SPEED_SAMPLES);
}

/**
 * haulier_speed_get:
 * @speed: the meter
 * @now: monotonic microseconds
 *
 * Returns: bytes a second
 */
guint64
haulier_speed_get (const HaulierSpeed *speed, gint64 now)
{
  guint newest = (speed->next + HAULIER_SPEED_SAMPLES - 1) % HAULIER_SPEED_SAMPLES;
  guint64 moved;

  for (guint i = speed->n_samples; i > 0; i--)
    {
      guint position = (speed->next + HAULIER_SPEED_SAMPLES - i) % HAULIER_SPEED_SAMPLES;

      if (now - speed->times[position] > WINDOW_USEC || now <= speed->times[position])
        continue;
      if (speed->bytes[newest] < speed->bytes[position])
        return 0;
      moved = speed->bytes[newest] - speed->bytes[position];
      return (guint64) ((gdouble) moved * G_USEC_PER_SEC
                        / (gdouble) (now - speed->times[position]));
    }
  return 0;
}
