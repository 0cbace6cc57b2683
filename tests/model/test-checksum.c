/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Tests of checksums: names, lengths, and that nothing is written on refusal. */
#include "config.h"

#include "haulier-checksum.h"

#include "haulier-error.h"

#define ZEROS_32 "00000000000000000000000000000000"
#define ZEROS_64 ZEROS_32 ZEROS_32

static const struct
{
  const char *name;
  const char *alias;
  GChecksumType type;
  guint digits;
} type_rows[] = {
  { "md5", "MD5", G_CHECKSUM_MD5, 32 },           { "sha1", "SHA-1", G_CHECKSUM_SHA1, 40 },
  { "sha256", "Sha-256", G_CHECKSUM_SHA256, 64 }, { "sha384", "sha-384", G_CHECKSUM_SHA384, 96 },
  { "sha512", "SHA512", G_CHECKSUM_SHA512, 128 },
};

static void
test_checksum_names (void)
{
  static const char *const unknown[]
      = { "",         "-",    "sha",     "sha-",    "sha2",  "m-d5",   "s-ha256",
          "sha--256", "md-5", "-sha256", "sha256-", "crc32", "sha224", " md5" };

  for (gsize i = 0; i < G_N_ELEMENTS (type_rows); i++)
    {
      GChecksumType type = G_CHECKSUM_MD5;

      g_assert_cmpstr (haulier_checksum_type_to_name (type_rows[i].type), ==, type_rows[i].name);
      g_assert_true (haulier_checksum_type_from_name (type_rows[i].name, &type));
      g_assert_cmpint (type, ==, type_rows[i].type);
      g_assert_true (haulier_checksum_type_from_name (type_rows[i].alias, &type));
      g_assert_cmpint (type, ==, type_rows[i].type);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (unknown); i++)
    {
      GChecksumType type = G_CHECKSUM_SHA384;

      g_test_message ("%s", unknown[i]);
      g_assert_false (haulier_checksum_type_from_name (unknown[i], &type));
      g_assert_cmpint (type, ==, G_CHECKSUM_SHA384);
    }
  g_assert_cmpstr (haulier_checksum_type_to_name ((GChecksumType) 99), ==, "unknown");
}

/* Each algorithm with the right number of digits, one less and one more. */
static void
test_checksum_length (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (type_rows); i++)
    {
      for (gint difference = -1; difference <= 1; difference++)
        {
          g_autofree char *digits = g_strnfill (type_rows[i].digits + difference, 'A');
          g_autofree char *text = g_strdup_printf ("%s:%s", type_rows[i].alias, digits);
          g_autofree char *lower = g_ascii_strdown (digits, -1);
          g_autofree char *hex = NULL;
          g_autoptr (GError) error = NULL;
          GChecksumType type = G_CHECKSUM_MD5;

          g_assert_cmpint (haulier_checksum_parse (text, &type, &hex, &error), ==, difference == 0);
          if (difference != 0)
            {
              g_assert_error (error, HAULIER_ERROR, HAULIER_ERROR_INVALID_ARGUMENT);
              continue;
            }
          g_assert_cmpint (type, ==, type_rows[i].type);
          g_assert_cmpstr (hex, ==, lower);
        }
    }
}

static void
test_checksum_refused (void)
{
  static const struct
  {
    const char *text;
    gint code;
  } rows[] = {
    { "", HAULIER_ERROR_INVALID_HASH_ALGORITHM },
    { ":", HAULIER_ERROR_INVALID_HASH_ALGORITHM },
    { ZEROS_64, HAULIER_ERROR_INVALID_HASH_ALGORITHM },
    { "crc32:00000000", HAULIER_ERROR_INVALID_HASH_ALGORITHM },
    { " sha256:" ZEROS_64, HAULIER_ERROR_INVALID_HASH_ALGORITHM },
    { "sha256", HAULIER_ERROR_INVALID_ARGUMENT },
    { "sha256:", HAULIER_ERROR_INVALID_ARGUMENT },
    { "sha256:" ZEROS_64 " ", HAULIER_ERROR_INVALID_ARGUMENT },
    { "md5:" ZEROS_64, HAULIER_ERROR_INVALID_ARGUMENT },
    { "md5:0000000000000000000000000000000g", HAULIER_ERROR_INVALID_ARGUMENT },
    { "md5:+0000000000000000000000000000000", HAULIER_ERROR_INVALID_ARGUMENT },
    { "md5:000000000000000000000000000000:0", HAULIER_ERROR_INVALID_ARGUMENT },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      GChecksumType type = G_CHECKSUM_SHA384;
      char *hex = (char *) "untouched";
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", rows[i].text);
      g_assert_false (haulier_checksum_parse (rows[i].text, &type, &hex, &error));
      g_assert_error (error, HAULIER_ERROR, rows[i].code);
      g_assert_cmpint (type, ==, G_CHECKSUM_SHA384);
      g_assert_cmpstr (hex, ==, "untouched");
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/model/checksum/names", test_checksum_names);
  g_test_add_func ("/model/checksum/length", test_checksum_length);
  g_test_add_func ("/model/checksum/refused", test_checksum_refused);
  return g_test_run ();
}
