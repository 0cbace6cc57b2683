/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Tests of file names: hostile, long, many-byte and numbered ones. */
#include "config.h"

#include "haulier-file-name.h"

#include <string.h>

static const struct
{
  const char *name; /* (nullable) */
  const char *harmless;
} harmless_rows[] = {
  { "a.zip", "a.zip" },
  { "ä ö.tar.gz", "ä ö.tar.gz" },
  { NULL, "download" },
  { "", "download" },
  /* one file of the folder */
  { "/etc/passwd", "passwd" },
  { "../../x", "x" },
  { "..\\..\\x", "x" },
  { "C:\\dir\\x", "x" },
  { "a/b\\c", "c" },
  { "a\\b/c", "c" },
  { "a/", "download" },
  { "/", "download" },
  { "a/..", "download" },
  { ".", "download" },
  { "..", "download" },
  { "...", "download" },
  { " ", "download" },
  { ". . .", "download" },
  /* not hidden, no blanks around */
  { ".bashrc", "bashrc" },
  { "..x", "x" },
  { " .x", "x" },
  { ". x", "x" },
  { "\302\240x", "x" },
  { "x ", "x" },
  { "x.", "x" },
  { "x. . ", "x" },
  { "-rf", "-rf" },
  { "~", "~" },
  /* no characters that other systems, shells or eyes trip over */
  { "a:b*c?d\"e<f>g|h", "a_b_c_d_e_f_g_h" },
  { "a\tb\nc\rd", "abcd" },
  { "\033[31mx", "[31mx" },
  { "a\177b", "ab" },
  { "a\302\205b", "ab" },
  { "a\342\200\250b\342\200\251c", "a b c" },
  { "a\342\200\256gpj.exe", "agpj.exe" },
  { "\357\273\277x", "x" },
  { "a\302\255b", "ab" },
  { "a\302\240b", "a b" },
  { "\n", "download" },
  { "\342\200\256", "download" },
  /* not text */
  { "\377.zip", "\357\277\275.zip" },
  { "a\300\257b", "a\357\277\275\357\277\275b" },
  { "a\355\240\200b", "a\357\277\275\357\277\275\357\277\275b" },
};

static void
test_file_name_harmless (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (harmless_rows); i++)
    {
      g_autofree char *harmless = haulier_file_name_make_harmless (harmless_rows[i].name);
      g_autofree char *again = haulier_file_name_make_harmless (harmless);

      g_test_message ("%s", harmless_rows[i].harmless);
      g_assert_cmpstr (harmless, ==, harmless_rows[i].harmless);
      g_assert_cmpstr (again, ==, harmless);
    }
}

static const struct
{
  const char *name;
  guint number;
  const char *numbered;
} number_rows[] = {
  { "a.zip", 1, "a (1).zip" },
  { "a.zip", 10, "a (10).zip" },
  { "a.zip", G_MAXUINT, "a (4294967295).zip" },
  { "a", 2, "a (2)" },
  { "a.tar.gz", 1, "a (1).tar.gz" },
  { "a.TAR.xz", 1, "a (1).TAR.xz" },
  { "a.b.tar.gz", 1, "a.b (1).tar.gz" },
  { ".tar.gz", 1, ".tar (1).gz" },
  { "tar.gz", 1, "tar (1).gz" },
  { "a.start.gz", 1, "a.start (1).gz" },
  { "atar.gz", 1, "atar (1).gz" },
  { "a (1).zip", 1, "a (1) (1).zip" },
  { ".bashrc", 1, ".bashrc (1)" },
  { "Dr. Smith report", 1, "Dr. Smith report (1)" },
  { "v1.2 final", 3, "v1.2 final (3)" },
  { "a.notanextensionatall", 1, "a.notanextensionatall (1)" },
  { "a.", 1, "a (1)." },
  { "ä.ö", 1, "ä (1).ö" },
};

static void
test_file_name_number (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (number_rows); i++)
    {
      g_autofree char *numbered
          = haulier_file_name_number (number_rows[i].name, number_rows[i].number);

      g_assert_cmpstr (numbered, ==, number_rows[i].numbered);
    }
}

/* Characters of one to four bytes, at every place where the limit can fall. */
static void
test_file_name_limit (void)
{
  static const char *const characters[] = { "x", "ä", "€", "😀" };
  static const char *const extensions[] = { "", ".zip", ".tar.gz", ".fifteen_letters" };

  for (gsize c = 0; c < G_N_ELEMENTS (characters); c++)
    {
      for (gsize e = 0; e < G_N_ELEMENTS (extensions); e++)
        {
          for (gsize stem = 225; stem < 270; stem++)
            {
              g_autoptr (GString) name = g_string_new ("a");
              g_autofree char *harmless = NULL;
              g_autofree char *numbered = NULL;

              while (name->len < stem)
                g_string_append (name, characters[c]);
              g_string_append (name, extensions[e]);
              harmless = haulier_file_name_make_harmless (name->str);
              numbered = haulier_file_name_number (harmless, 1234);
              g_assert_cmpuint (strlen (harmless), <=, HAULIER_FILE_NAME_MAX_BYTES);
              g_assert_cmpuint (strlen (numbered), <=, HAULIER_FILE_NAME_MAX_BYTES);
              g_assert_true (g_utf8_validate (harmless, -1, NULL));
              g_assert_true (g_utf8_validate (numbered, -1, NULL));
              g_assert_true (g_str_has_suffix (harmless, extensions[e]));
              g_assert_true (g_str_has_suffix (numbered, extensions[e]));
              g_assert_nonnull (strstr (numbered, " (1234)"));
              /* nothing is cut that need not be */
              if (name->len <= HAULIER_FILE_NAME_MAX_BYTES)
                g_assert_cmpstr (harmless, ==, name->str);
              else
                g_assert_cmpuint (strlen (harmless), >, HAULIER_FILE_NAME_MAX_BYTES - 4);
            }
        }
    }
}

static void
test_file_name_huge (void)
{
  g_autofree char *filler = g_strnfill (1024 * 1024, 'x');
  g_autofree char *dots = g_strnfill (1024 * 1024, '.');
  g_autofree char *one = haulier_file_name_make_harmless (filler);
  g_autofree char *none = haulier_file_name_make_harmless (dots);

  g_assert_cmpuint (strlen (one), ==, HAULIER_FILE_NAME_MAX_BYTES);
  g_assert_cmpstr (none, ==, "download");
}

/* A cut does not leave a blank or a dot at the end. */
static void
test_file_name_cut_at_blank (void)
{
  g_autofree char *filler = g_strnfill (HAULIER_FILE_NAME_MAX_BYTES - 3, 'x');
  g_autofree char *name = g_strdup_printf ("%s . . end of a long sentence that has no dot", filler);
  g_autofree char *harmless = haulier_file_name_make_harmless (name);

  g_assert_cmpstr (harmless, ==, filler);
}

/* Names of the disk are bytes: they are numbered too. */
static void
test_file_name_number_of_bytes (void)
{
  g_autofree char *filler = g_strnfill (300, '\200');
  g_autofree char *short_one = haulier_file_name_number ("\377\376.bin", 1);
  g_autofree char *long_one = haulier_file_name_number (filler, 1);

  g_assert_cmpstr (short_one, ==, "\377\376 (1).bin");
  g_assert_cmpuint (strlen (long_one), <=, HAULIER_FILE_NAME_MAX_BYTES);
  g_assert_true (g_str_has_suffix (long_one, " (1)"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/model/file-name/harmless", test_file_name_harmless);
  g_test_add_func ("/model/file-name/number", test_file_name_number);
  g_test_add_func ("/model/file-name/limit", test_file_name_limit);
  g_test_add_func ("/model/file-name/huge", test_file_name_huge);
  g_test_add_func ("/model/file-name/cut-at-blank", test_file_name_cut_at_blank);
  g_test_add_func ("/model/file-name/number-of-bytes", test_file_name_number_of_bytes);
  return g_test_run ();
}
