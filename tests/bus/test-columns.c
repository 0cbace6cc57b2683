/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Tests of the columns: what goes in comes out, and what is cut off is not read. */
#include "config.h"

#include "haulier-columns.h"

#define TYPES "ustx"

static GVariant *
make_columns (void)
{
  HaulierColumns *columns = haulier_columns_new (TYPES);

  haulier_columns_add (columns, 1u, "one", G_MAXUINT64, (gint64) -1);
  haulier_columns_add (columns, G_MAXUINT32, NULL, (guint64) 0, G_MININT64);
  g_assert_cmpuint (haulier_columns_get_n_rows (columns), ==, 2);
  return g_variant_ref_sink (haulier_columns_end (columns));
}

static void
test_columns_round_trip (void)
{
  g_autoptr (GVariant) value = make_columns ();
  g_auto (HaulierColumnsReader) reader;
  const char *text = NULL;
  guint32 number = 0;
  guint64 size = 0;
  gint64 time = 0;

  haulier_columns_reader_init (&reader, value, TYPES);
  g_assert_true (haulier_columns_reader_next (&reader, &number, &text, &size, &time));
  g_assert_cmpuint (number, ==, 1);
  g_assert_cmpstr (text, ==, "one");
  g_assert_cmpuint (size, ==, G_MAXUINT64);
  g_assert_cmpint (time, ==, -1);
  g_assert_true (haulier_columns_reader_next (&reader, &number, &text, &size, &time));
  g_assert_cmpuint (number, ==, G_MAXUINT32);
  g_assert_cmpstr (text, ==, "");
  g_assert_cmpint (time, ==, G_MININT64);
  g_assert_false (haulier_columns_reader_next (&reader, &number, &text, &size, &time));
}

static void
test_columns_empty (void)
{
  g_autoptr (GVariant) value
      = g_variant_ref_sink (haulier_columns_end (haulier_columns_new (TYPES)));
  g_auto (HaulierColumnsReader) reader;
  const char *text = NULL;
  guint32 number = 0;
  guint64 size = 0;
  gint64 time = 0;

  haulier_columns_reader_init (&reader, value, TYPES);
  g_assert_false (haulier_columns_reader_next (&reader, &number, &text, &size, &time));
}

/* A text without its end, a number of which a part is missing, a column that is not there. */
static void
test_columns_cut_off (void)
{
  const char *const broken[] = {
    "[b'\\1\\0\\0', b'x', b'abcdefg', b'abcdefg']",
    "[@ay [1, 0, 0, 0], @ay [120], @ay [1, 2, 3, 4, 5, 6, 7, 8], @ay [1, 2, 3, 4, 5, 6, 7, 8]]",
    "[@ay [1, 0, 0], @ay [120, 0], @ay [1, 2, 3, 4, 5, 6, 7, 8], @ay [1, 2, 3, 4, 5, 6, 7, 8]]",
    "[@ay [1, 0, 0, 0], @ay [120, 0], @ay [1, 2, 3, 4, 5, 6, 7, 8]]",
    "@aay []",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (broken); i++)
    {
      g_autoptr (GVariant) value = g_variant_ref_sink (g_variant_new_parsed (broken[i]));
      g_auto (HaulierColumnsReader) reader;
      const char *text = NULL;
      guint32 number = 0;
      guint64 size = 0;
      gint64 time = 0;

      haulier_columns_reader_init (&reader, value, TYPES);
      g_assert_false (haulier_columns_reader_next (&reader, &number, &text, &size, &time));
      g_assert_null (text);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/bus/columns/round-trip", test_columns_round_trip);
  g_test_add_func ("/bus/columns/empty", test_columns_empty);
  g_test_add_func ("/bus/columns/cut-off", test_columns_cut_off);
  return g_test_run ();
}
