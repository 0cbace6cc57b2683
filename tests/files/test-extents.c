/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Tests of sets of bytes, against a plain array of booleans. */
#include "config.h"

#include "haulier-extents.h"

#define SIZE 64
#define ROUNDS 2000

static void
assert_same (const HaulierExtents *extents, const gboolean *model)
{
  guint64 total = 0;

  for (guint i = 0; i < SIZE; i++)
    {
      g_assert_cmpint (haulier_extents_contain (extents, i, i + 1), ==, model[i]);
      total += model[i] ? 1 : 0;
    }
  g_assert_cmpuint (haulier_extents_get_total (extents), ==, total);
  for (guint i = 0; i < haulier_extents_get_n_extents (extents); i++)
    {
      const HaulierExtent *extent = haulier_extents_get (extents, i);

      g_assert_cmpuint (extent->start, <, extent->end);
      if (i > 0)
        g_assert_cmpuint (haulier_extents_get (extents, i - 1)->end, <, extent->start);
    }
}

static void
test_extents_add (void)
{
  for (guint round = 0; round < ROUNDS; round++)
    {
      g_autoptr (HaulierExtents) extents = haulier_extents_new ();
      gboolean model[SIZE] = { FALSE };

      for (guint i = 0; i < 8; i++)
        {
          guint start = (guint) g_test_rand_int_range (0, SIZE);
          guint end = (guint) g_test_rand_int_range (0, SIZE + 1);

          haulier_extents_add (extents, start, end);
          for (guint j = start; j < end; j++)
            model[j] = TRUE;
          assert_same (extents, model);
        }
    }
}

static void
test_extents_find_gap (void)
{
  g_autoptr (HaulierExtents) extents = haulier_extents_new ();
  HaulierExtent gap;

  g_assert_true (haulier_extents_find_gap (extents, 0, 10, &gap));
  g_assert_cmpuint (gap.start, ==, 0);
  g_assert_cmpuint (gap.end, ==, 10);
  haulier_extents_add (extents, 0, 4);
  haulier_extents_add (extents, 6, 8);
  g_assert_true (haulier_extents_find_gap (extents, 0, 10, &gap));
  g_assert_cmpuint (gap.start, ==, 4);
  g_assert_cmpuint (gap.end, ==, 6);
  g_assert_true (haulier_extents_find_gap (extents, 5, 10, &gap));
  g_assert_cmpuint (gap.start, ==, 5);
  g_assert_true (haulier_extents_find_gap (extents, 6, 10, &gap));
  g_assert_cmpuint (gap.start, ==, 8);
  g_assert_cmpuint (gap.end, ==, 10);
  g_assert_false (haulier_extents_find_gap (extents, 6, 8, &gap));
  g_assert_false (haulier_extents_find_gap (extents, 0, 0, &gap));
  g_assert_true (haulier_extents_find_gap (extents, 0, 5, &gap));
  g_assert_cmpuint (gap.end, ==, 5);
}

static void
test_extents_copy (void)
{
  g_autoptr (HaulierExtents) extents = haulier_extents_new ();
  g_autoptr (HaulierExtents) copy = NULL;

  haulier_extents_add (extents, 1, 3);
  copy = haulier_extents_copy (extents);
  haulier_extents_clear (extents);
  g_assert_cmpuint (haulier_extents_get_total (extents), ==, 0);
  g_assert_cmpuint (haulier_extents_get_total (copy), ==, 2);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/files/extents/add", test_extents_add);
  g_test_add_func ("/files/extents/find-gap", test_extents_find_gap);
  g_test_add_func ("/files/extents/copy", test_extents_copy);
  return g_test_run ();
}
