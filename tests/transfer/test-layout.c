/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Tests of byte ranges put together to one file. */
#include "config.h"

#include "haulier-content-range.h"
#include "haulier-error.h"
#include "haulier-layout.h"

static const HaulierRange ranges[] = { { 90, 10 }, { 0, 5 }, { 50, HAULIER_RANGE_TO_END } };

static void
test_layout_whole (void)
{
  g_autoptr (HaulierLayout) layout = haulier_layout_new (NULL, 0);
  guint64 remote = 0;
  guint64 end = 0;

  g_assert_true (haulier_layout_is_whole (layout));
  g_assert_true (haulier_layout_locate (layout, 7, &remote, &end));
  g_assert_cmpuint (remote, ==, 7);
  g_assert_cmpuint (end, ==, HAULIER_SIZE_UNKNOWN);
  g_assert_true (haulier_layout_resolve (layout, 100, NULL));
  g_assert_cmpuint (haulier_layout_get_total (layout), ==, 100);
  g_assert_false (haulier_layout_locate (layout, 100, &remote, &end));
  haulier_layout_reset (layout);
  g_assert_cmpuint (haulier_layout_get_total (layout), ==, HAULIER_SIZE_UNKNOWN);
}

static void
test_layout_ranges (void)
{
  g_autoptr (HaulierLayout) layout = haulier_layout_new (ranges, G_N_ELEMENTS (ranges));
  guint64 remote = 0;
  guint64 end = 0;

  g_assert_cmpuint (haulier_layout_get_total (layout), ==, HAULIER_SIZE_UNKNOWN);
  g_assert_true (haulier_layout_locate (layout, 3, &remote, &end));
  g_assert_cmpuint (remote, ==, 93);
  g_assert_cmpuint (end, ==, 10);
  g_assert_true (haulier_layout_resolve (layout, 100, NULL));
  g_assert_cmpuint (haulier_layout_get_total (layout), ==, 65);
  g_assert_true (haulier_layout_locate (layout, 12, &remote, &end));
  g_assert_cmpuint (remote, ==, 2);
  g_assert_cmpuint (end, ==, 15);
  g_assert_true (haulier_layout_locate (layout, 64, &remote, &end));
  g_assert_cmpuint (remote, ==, 99);
  g_assert_cmpuint (end, ==, 65);
  g_assert_false (haulier_layout_locate (layout, 65, &remote, &end));
}

static void
test_layout_beyond (void)
{
  g_autoptr (HaulierLayout) layout = haulier_layout_new (ranges, G_N_ELEMENTS (ranges));
  g_autoptr (GError) error = NULL;

  g_assert_false (haulier_layout_resolve (layout, 99, &error));
  g_assert_error (error, HAULIER_ERROR, HAULIER_ERROR_INVALID_RANGE);
}

static void
test_layout_digest (void)
{
  g_autoptr (HaulierLayout) whole = haulier_layout_new (NULL, 0);
  g_autoptr (HaulierLayout) some = haulier_layout_new (ranges, 2);
  g_autoptr (HaulierLayout) all = haulier_layout_new (ranges, 3);
  g_autofree char *a = haulier_layout_digest (whole);
  g_autofree char *b = haulier_layout_digest (some);
  g_autofree char *c = haulier_layout_digest (all);

  g_assert_cmpstr (a, !=, b);
  g_assert_cmpstr (b, !=, c);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/transfer/layout/whole", test_layout_whole);
  g_test_add_func ("/transfer/layout/ranges", test_layout_ranges);
  g_test_add_func ("/transfer/layout/beyond", test_layout_beyond);
  g_test_add_func ("/transfer/layout/digest", test_layout_digest);
  return g_test_run ();
}
