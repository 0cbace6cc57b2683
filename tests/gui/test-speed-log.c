/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* The log of speeds keeps two minutes, and forgets jobs that no longer move. */
#include "config.h"

#include "haulier-speed-log.h"

#define SECOND G_USEC_PER_SEC

static void
test_samples (void)
{
  HaulierSpeedLog *log = haulier_speed_log_new ();
  const HaulierSpeedSample *samples;
  guint n_samples;

  g_assert_null (haulier_speed_log_get (log, "a", &n_samples));
  g_assert_cmpuint (n_samples, ==, 0);
  haulier_speed_log_add (log, "a", 100, 1 * SECOND);
  haulier_speed_log_add (log, "a", 200, 2 * SECOND);
  haulier_speed_log_add (log, "b", 5, 2 * SECOND);
  samples = haulier_speed_log_get (log, "a", &n_samples);
  g_assert_cmpuint (n_samples, ==, 2);
  g_assert_cmpuint (samples[0].speed, ==, 100);
  g_assert_cmpint (samples[1].time, ==, 2 * SECOND);
  haulier_speed_log_free (log);
}

static void
test_close_together (void)
{
  HaulierSpeedLog *log = haulier_speed_log_new ();
  const HaulierSpeedSample *samples;
  guint n_samples;

  haulier_speed_log_add (log, "a", 100, SECOND);
  haulier_speed_log_add (log, "a", 300, SECOND + SECOND / 10);
  samples = haulier_speed_log_get (log, "a", &n_samples);
  g_assert_cmpuint (n_samples, ==, 1);
  g_assert_cmpuint (samples[0].speed, ==, 300);
  haulier_speed_log_free (log);
}

static void
test_standing_still (void)
{
  HaulierSpeedLog *log = haulier_speed_log_new ();
  guint n_samples;

  for (guint i = 1; i < 10; i++)
    haulier_speed_log_add (log, "a", 0, i * SECOND);
  haulier_speed_log_get (log, "a", &n_samples);
  g_assert_cmpuint (n_samples, ==, 0);
  haulier_speed_log_add (log, "a", 9, 10 * SECOND);
  for (guint i = 11; i < 20; i++)
    haulier_speed_log_add (log, "a", 0, i * SECOND);
  haulier_speed_log_get (log, "a", &n_samples);
  g_assert_cmpuint (n_samples, ==, 2);
  haulier_speed_log_free (log);
}

static void
test_old_samples (void)
{
  HaulierSpeedLog *log = haulier_speed_log_new ();
  const HaulierSpeedSample *samples;
  guint n_samples;

  for (guint i = 0; i < 1000; i++)
    haulier_speed_log_add (log, "a", i + 1, i * SECOND);
  samples = haulier_speed_log_get (log, "a", &n_samples);
  g_assert_cmpuint (n_samples, ==, HAULIER_SPEED_LOG_SECONDS + 1);
  g_assert_cmpuint (samples[n_samples - 1].speed, ==, 1000);
  haulier_speed_log_free (log);
}

static void
test_forgets_jobs (void)
{
  HaulierSpeedLog *log = haulier_speed_log_new ();
  guint n_samples;

  for (guint i = 0; i < 200; i++)
    {
      g_autofree char *id = g_strdup_printf ("%u", i);

      haulier_speed_log_add (log, id, 1, i * 10 * SECOND);
    }
  g_assert_null (haulier_speed_log_get (log, "0", &n_samples));
  g_assert_nonnull (haulier_speed_log_get (log, "199", &n_samples));
  haulier_speed_log_free (log);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/gui/speed-log/samples", test_samples);
  g_test_add_func ("/gui/speed-log/close-together", test_close_together);
  g_test_add_func ("/gui/speed-log/standing-still", test_standing_still);
  g_test_add_func ("/gui/speed-log/old-samples", test_old_samples);
  g_test_add_func ("/gui/speed-log/forgets-jobs", test_forgets_jobs);
  return g_test_run ();
}
