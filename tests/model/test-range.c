/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Tests of byte ranges: text forms, limits, overlaps. */
#include "config.h"

#include "haulier-range.h"

#include <string.h>

#include "haulier-error.h"

#define LARGEST "9223372036854775807"

static const struct
{
  const char *text;
  const char *again;
  guint n;
} accepted_rows[] = {
  { "0:1", "0:1", 1 },
  { "0:eof", "0:eof", 1 },
  { "5:EOF", "5:eof", 1 },
  { "0:5,5:5", "0:5,5:5", 2 },
  { "10:5,0:5", "10:5,0:5", 2 },
  { "100:eof,0:100", "100:eof,0:100", 2 },
  { "007:01", "7:1", 1 },
  { "0:" LARGEST, "0:" LARGEST, 1 },
  { LARGEST ":eof", LARGEST ":eof", 1 },
};

static void
test_range_accepted (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (accepted_rows); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GArray) ranges = haulier_ranges_parse (accepted_rows[i].text, &error);
      g_autofree char *again = NULL;

      g_test_message ("%s", accepted_rows[i].text);
      g_assert_no_error (error);
      g_assert_cmpuint (ranges->len, ==, accepted_rows[i].n);
      again = haulier_ranges_to_text ((HaulierRange *) ranges->data, ranges->len);
      g_assert_cmpstr (again, ==, accepted_rows[i].again);
    }
}

static const struct
{
  const char *text;
  guint32 code;
} refused_rows[] = {
  { "", 0x80070057 },
  { ",", 0x80070057 },
  { ":", 0x80070057 },
  { "0", 0x80070057 },
  { "0:", 0x80070057 },
  { ":5", 0x80070057 },
  { "0:0", 0x80070057 },
  { "0:5,", 0x80070057 },
  { ",0:5", 0x80070057 },
  { "0:5:5", 0x80070057 },
  { "0-5", 0x80070057 },
  { "-1:5", 0x80070057 },
  { "0:-5", 0x80070057 },
  { "+0:5", 0x80070057 },
  { " 0:5", 0x80070057 },
  { "0: 5", 0x80070057 },
  { "0x0:5", 0x80070057 },
  { "0:5k", 0x80070057 },
  { "0:end", 0x80070057 },
  { "eof:5", 0x80070057 },
  { "9223372036854775808:1", 0x80070057 },
  { "0:9223372036854775808", 0x80070057 },
  { "18446744073709551616:1", 0x80070057 },
  { "1:" LARGEST, 0x80070057 },
  { LARGEST ":1", 0x80070057 },
  { LARGEST ":" LARGEST, 0x80070057 },
  { "0:5,4:5", 0x8020002c },
  { "4:5,0:5", 0x8020002c },
  { "0:5,0:5", 0x8020002c },
  { "0:eof,5:5", 0x8020002c },
  { "5:5,0:eof", 0x8020002c },
  { "0:eof,0:eof", 0x8020002c },
  { "0:5,10:5,20:5,14:1", 0x8020002c },
};

static void
test_range_refused (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (refused_rows); i++)
    {
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", refused_rows[i].text);
      g_assert_null (haulier_ranges_parse (refused_rows[i].text, &error));
      g_assert_error (error, HAULIER_ERROR, (gint) refused_rows[i].code);
    }
}

static void
test_range_limit (void)
{
  for (guint n = HAULIER_RANGE_MAX_PER_FILE; n <= HAULIER_RANGE_MAX_PER_FILE + 1; n++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      g_autoptr (GArray) ranges = NULL;
      g_autoptr (GError) error = NULL;

      for (guint i = 0; i < n; i++)
        g_string_append_printf (text, "%s%u:10", i == 0 ? "" : ",", (n - i) * 10);
      ranges = haulier_ranges_parse (text->str, &error);
      if (n > HAULIER_RANGE_MAX_PER_FILE)
        g_assert_error (error, HAULIER_ERROR, HAULIER_ERROR_TOO_MANY_RANGES_IN_FILE);
      else
        g_assert_cmpuint (ranges->len, ==, n);
    }
}

/* Values that do not come from a text: sums that run over are found. */
static void
test_range_values (void)
{
  static const struct
  {
    HaulierRange ranges[2];
    guint n;
    guint32 code;
  } rows[] = {
    { { { 0, 5 }, { 5, HAULIER_RANGE_TO_END } }, 2, 0 },
    { { { 0, 0 } }, 1, 0x80070057 },
    { { { 0, 0 } }, 0, 0x80070057 },
    { { { G_MAXUINT64, 1 } }, 1, 0x80070057 },
    { { { G_MAXUINT64, HAULIER_RANGE_TO_END } }, 1, 0x80070057 },
    { { { 1, G_MAXUINT64 - 1 } }, 1, 0x80070057 },
    { { { G_GUINT64_CONSTANT (1) << 63, G_GUINT64_CONSTANT (1) << 63 }, { G_MAXINT64, 1 } },
      2,
      0x80070057 },
    { { { 1, HAULIER_RANGE_TO_END }, { G_MAXINT64, 0 } }, 2, 0x80070057 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_cmpint (
          haulier_ranges_check (rows[i].ranges, rows[i].n, &error), ==, rows[i].code == 0);
      if (rows[i].code != 0)
        g_assert_error (error, HAULIER_ERROR, (gint) rows[i].code);
    }
}

/* Checking does not change the order: the local file is the ranges in the order given. */
static void
test_range_order (void)
{
  HaulierRange ranges[] = { { 20, 5 }, { 0, 5 }, { 10, 5 } };

  g_assert_true (haulier_ranges_check (ranges, G_N_ELEMENTS (ranges), NULL));
  g_assert_cmpuint (ranges[0].offset, ==, 20);
  g_assert_cmpuint (ranges[1].offset, ==, 0);
  g_assert_cmpuint (ranges[2].offset, ==, 10);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/model/range/accepted", test_range_accepted);
  g_test_add_func ("/model/range/refused", test_range_refused);
  g_test_add_func ("/model/range/limit", test_range_limit);
  g_test_add_func ("/model/range/values", test_range_values);
  g_test_add_func ("/model/range/order", test_range_order);
  return g_test_run ();
}
