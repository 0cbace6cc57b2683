/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* The speed of jobs in the last two minutes, for as long as the window is open. */
#include "config.h"

#include "haulier-speed-log.h"

/* Samples that come faster replace each other. */
#define SAMPLE_INTERVAL_USEC (G_USEC_PER_SEC / 2)
#define SPAN_USEC (HAULIER_SPEED_LOG_SECONDS * G_USEC_PER_SEC)
/* From so many jobs on, those that have not moved for the whole time are forgotten. */
#define PRUNE_FROM_JOBS 64

struct _HaulierSpeedLog
{
  GHashTable *jobs; /* id -> GArray of HaulierSpeedSample */
};

static const HaulierSpeedSample *
get_last (GArray *samples)
{
  return samples->len > 0 ? &g_array_index (samples, HaulierSpeedSample, samples->len - 1) : NULL;
}

static gboolean
is_old (gpointer key, gpointer samples, gpointer now)
{
  const HaulierSpeedSample *last = get_last (samples);

  return last == NULL || last->time < *(gint64 *) now - SPAN_USEC;
}

static GArray *
ensure_samples (HaulierSpeedLog *self, const char *id, gint64 now)
{
  GArray *samples = g_hash_table_lookup (self->jobs, id);

  if (samples != NULL)
    return samples;
  if (g_hash_table_size (self->jobs) >= PRUNE_FROM_JOBS)
    g_hash_table_foreach_remove (self->jobs, is_old, &now);
  samples = g_array_new (FALSE, FALSE, sizeof (HaulierSpeedSample));
  g_hash_table_insert (self->jobs, g_strdup (id), samples);
  return samples;
}

static void
drop_old (GArray *samples, gint64 now)
{
  guint n_old = 0;

  while (n_old < samples->len
         && g_array_index (samples, HaulierSpeedSample, n_old).time < now - SPAN_USEC)
    n_old++;
  if (n_old > 0)
    g_array_remove_range (samples, 0, n_old);
}

/**
 * haulier_speed_log_new:
 *
 * Returns: (transfer full): an empty log
 */
HaulierSpeedLog *
haulier_speed_log_new (void)
{
  HaulierSpeedLog *self = g_new0 (HaulierSpeedLog, 1);

  self->jobs
      = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_array_unref);
  return self;
}

/**
 * haulier_speed_log_free:
 *
 * Forgets everything.
 */
void
haulier_speed_log_free (HaulierSpeedLog *self)
{
  g_hash_table_unref (self->jobs);
  g_free (self);
}

/**
 * haulier_speed_log_add:
 * @id: a job
 * @speed: bytes a second
 * @now: monotonic microseconds
 *
 * Takes down a speed.
 */
void
haulier_speed_log_add (HaulierSpeedLog *self, const char *id, guint64 speed, gint64 now)
{
  HaulierSpeedSample sample = { .time = now, .speed = speed };
  GArray *samples = ensure_samples (self, id, now);
  const HaulierSpeedSample *last = get_last (samples);

  /* A job that stands still has one sample of nothing, not one for each of its changes. */
  if (speed == 0 && (last == NULL || last->speed == 0))
    return;
  if (last != NULL && speed != 0 && last->speed != 0 && now - last->time < SAMPLE_INTERVAL_USEC)
    g_array_index (samples, HaulierSpeedSample, samples->len - 1).speed = speed;
  else
    g_array_append_val (samples, sample);
  drop_old (samples, now);
}

/**
 * haulier_speed_log_get:
 * @id: a job
 * @out_n_samples: (out): how many there are
 *
 * Returns: (array) (nullable) (transfer none): what was taken down, in order of time
 */
const HaulierSpeedSample *
haulier_speed_log_get (HaulierSpeedLog *self, const char *id, guint *out_n_samples)
{
  GArray *samples = g_hash_table_lookup (self->jobs, id);

  *out_n_samples = samples != NULL ? samples->len : 0;
  return *out_n_samples > 0 ? &g_array_index (samples, HaulierSpeedSample, 0) : NULL;
}
