/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Tests of the flags of a helper token: words, numbers, other bits. */
#include "config.h"

#include "haulier-helper-token.h"

#include "haulier-error.h"

static const struct
{
  const char *text;
  gint flags; /* -1: refused */
} parse_rows[] = {
  { "none", 0 },
  { "0", 0 },
  { "local-file", 1 },
  { "1", 1 },
  { "network", 2 },
  { "0x2", 2 },
  { "local-file,network", 3 },
  { "network, local-file", 3 },
  { "3", 3 },
  { "4", -1 },
  { "7", -1 },
  { "0x10", -1 },
  { "4294967296", -1 },
  { "-1", -1 },
  { "", -1 },
  { "Network", -1 },
  { "network,", -1 },
  { "network,none", -1 },
  { "network,1", -1 },
  { "local file", -1 },
};

static void
test_helper_token_parse (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (parse_rows); i++)
    {
      guint flags = 99;
      g_autoptr (GError) error = NULL;

      g_test_message ("“%s”", parse_rows[i].text);
      if (parse_rows[i].flags == -1)
        {
          g_assert_false (haulier_token_flags_parse (parse_rows[i].text, &flags, &error));
          g_assert_error (error, HAULIER_ERROR, HAULIER_ERROR_INVALID_ARGUMENT);
          g_assert_cmpuint (flags, ==, 99);
          continue;
        }
      haulier_token_flags_parse (parse_rows[i].text, &flags, &error);
      g_assert_no_error (error);
      g_assert_cmpint ((gint) flags, ==, parse_rows[i].flags);
    }
}

static void
test_helper_token_text (void)
{
  for (guint flags = 0; flags <= HAULIER_TOKEN_FLAGS_ALL; flags++)
    {
      guint again = 99;

      g_assert_true (haulier_token_flags_check (flags, NULL));
      g_assert_true (haulier_token_flags_parse (haulier_token_flags_to_text (flags), &again, NULL));
      g_assert_cmpuint (again, ==, flags);
    }
}

static void
test_helper_token_other_bits (void)
{
  for (guint bit = 2; bit < 32; bit++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_false (haulier_token_flags_check (1u << bit | HAULIER_TOKEN_NETWORK, &error));
      g_assert_error (error, HAULIER_ERROR, HAULIER_ERROR_INVALID_ARGUMENT);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/model/helper-token/parse", test_helper_token_parse);
  g_test_add_func ("/model/helper-token/text", test_helper_token_text);
  g_test_add_func ("/model/helper-token/other-bits", test_helper_token_other_bits);
  return g_test_run ();
}
