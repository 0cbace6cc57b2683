/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Tests of the speed meter. */
#include "config.h"

#include "haulier-speed.h"

#define MSEC 1000

static void
test_speed_steady (void)
{
  HaulierSpeed speed = { 0 };
  gint64 now = 1;

  for (guint i = 0; i <= 100; i++, now += 100 * MSEC)
    haulier_speed_add (&speed, now, i * 100000ul);
  g_assert_cmpuint (haulier_speed_get (&speed, now - 100 * MSEC), >=, 950000);
  g_assert_cmpuint (haulier_speed_get (&speed, now - 100 * MSEC), <=, 1050000);
}

static void
test_speed_stalled (void)
{
  HaulierSpeed speed = { 0 };

  haulier_speed_add (&speed, 1, 0);
  haulier_speed_add (&speed, 1 + G_USEC_PER_SEC, 1000000);
  g_assert_cmpuint (haulier_speed_get (&speed, 1 + G_USEC_PER_SEC), ==, 1000000);
  g_assert_cmpuint (haulier_speed_get (&speed, 1 + 2 * G_USEC_PER_SEC), ==, 500000);
  g_assert_cmpuint (haulier_speed_get (&speed, 1 + 10 * G_USEC_PER_SEC), ==, 0);
}

static void
test_speed_empty (void)
{
  HaulierSpeed speed = { 0 };

  g_assert_cmpuint (haulier_speed_get (&speed, G_USEC_PER_SEC), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/engine/speed/steady", test_speed_steady);
  g_test_add_func ("/engine/speed/stalled", test_speed_stalled);
  g_test_add_func ("/engine/speed/empty", test_speed_empty);
  return g_test_run ();
}
