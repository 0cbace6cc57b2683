/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Tests of rates: units, and what is no rate. */
#include "config.h"

#include "haulier-rate.h"

#include "haulier-error.h"

static const struct
{
  const char *text;
  guint64 rate;
} rate_rows[] = {
  { "0", 0 },
  { "none", 0 },
  { "NONE", 0 },
  { "1", 1 },
  { "1000", 1000 },
  { "500k", 500000 },
  { "500K", 500000 },
  { "500kB", 500000 },
  { "500KB/s", 500000 },
  { "500kb/s", 500000 },
  { "500/s", 500 },
  { "500B/s", 500 },
  { "2.5M", 2500000 },
  { "2.5m", 2500000 },
  { "1Ki", 1024 },
  { "1KiB", 1024 },
  { "1MiB/s", 1048576 },
  { "1GiB", 1073741824 },
  { "1g", 1000000000 },
  { "1TiB", G_GUINT64_CONSTANT (1099511627776) },
  { ".5k", 500 },
  { "1e3", 1000 },
};

static void
test_rate_parse (void)
{
  static const char *const refused[] = { "",
                                         " ",
                                         "k",
                                         "B",
                                         "fast",
                                         "-1",
                                         "-0.5",
                                         "nan",
                                         "inf",
                                         "-inf",
                                         "1x",
                                         "1 k",
                                         "1kk",
                                         "1kiBB",
                                         "1k/m",
                                         "1,5k",
                                         "0.5",
                                         "0.0001k",
                                         "9223372036854775808",
                                         "1e30",
                                         "9999999999T",
                                         "1k\n",
                                         "5i",
                                         "none/s" };

  for (gsize i = 0; i < G_N_ELEMENTS (rate_rows); i++)
    {
      guint64 rate = 77;
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", rate_rows[i].text);
      g_assert_true (haulier_rate_parse (rate_rows[i].text, &rate, &error));
      g_assert_no_error (error);
      g_assert_cmpuint (rate, ==, rate_rows[i].rate);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      guint64 rate = 77;
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", refused[i]);
      g_assert_false (haulier_rate_parse (refused[i], &rate, &error));
      g_assert_error (error, HAULIER_ERROR, HAULIER_ERROR_INVALID_ARGUMENT);
      g_assert_cmpuint (rate, ==, 77);
    }
}

static void
test_rate_format (void)
{
  static const struct
  {
    guint64 rate;
    const char *text;
  } rows[] = {
    { 0, "none" },           { 1, "1" },
    { 999, "999" },          { 1000, "1k" },
    { 1500, "1500" },        { 2500000, "2500k" },
    { 20000000, "20M" },     { 1024, "1024" },
    { 3000000000000, "3T" }, { 7000000000000000, "7000T" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *text = haulier_rate_format (rows[i].rate);
      guint64 rate = 77;

      g_assert_cmpstr (text, ==, rows[i].text);
      g_assert_true (haulier_rate_parse (text, &rate, NULL));
      g_assert_cmpuint (rate, ==, rows[i].rate);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/model/rate/parse", test_rate_parse);
  g_test_add_func ("/model/rate/format", test_rate_format);
  return g_test_run ();
}
