/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* The words for who is used for what: all of them, and none for what a newer engine says. */
#include "config.h"

#include "haulier-access-words.h"

static void
test_access_words_say (void)
{
  g_assert_cmpstr (haulier_access_words_say (HAULIER_ACCESS_VOCABULARY_RESOURCE, "proxy-login"),
                   ==,
                   "Proxy login");
  g_assert_cmpstr (haulier_access_words_say (HAULIER_ACCESS_VOCABULARY_STATE, "none"), ==, "none");
  g_assert_cmpstr (
      haulier_access_words_say (HAULIER_ACCESS_VOCABULARY_PROXY_USAGE, "none"), ==, "No proxy");
  g_assert_cmpstr (
      haulier_access_words_say (HAULIER_ACCESS_VOCABULARY_SCHEME, "new-one"), ==, "new-one");
  g_assert_cmpstr (haulier_access_words_say (HAULIER_ACCESS_VOCABULARY_SCHEME, NULL), ==, "");
}

static void
test_access_words_list (void)
{
  for (gint i = 0; i <= HAULIER_ACCESS_VOCABULARY_FIX; i++)
    {
      g_auto (GStrv) list = haulier_access_words_list ((HaulierAccessVocabulary) i);

      g_assert_cmpuint (g_strv_length (list), >=, 2);
      for (gsize j = 0; list[j] != NULL; j++)
        g_assert_cmpstr (haulier_access_words_say ((HaulierAccessVocabulary) i, list[j]), !=, "");
    }
}

static void
test_access_words_identity (void)
{
  static const struct
  {
    const char *identity;
    const char *name;
    const char *text;
  } rows[] = {
    { "owner", "ben", "ben" },
    { "owner", NULL, "the owner" },
    { "helper", "eve", "eve, lent" },
    { "computer", "HOST$", "the computer HOST$" },
    { "anonymous", "", "anonymous" },
    { "nobody", NULL, "nobody" },
    { NULL, NULL, "–" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *text = haulier_access_words_identity (rows[i].identity, rows[i].name);

      g_assert_cmpstr (text, ==, rows[i].text);
    }
}

static void
test_access_words_login (void)
{
  g_autofree char *whole = haulier_access_words_login ("job", "basic", "ann");
  g_autofree char *implicit = haulier_access_words_login ("implicit", "", "");
  g_autofree char *nothing = haulier_access_words_login (NULL, NULL, NULL);

  g_assert_cmpstr (whole, ==, "Basic, ann, set for this job");
  g_assert_cmpstr (implicit, ==, "logon credentials");
  g_assert_cmpstr (nothing, ==, "–");
}

static void
test_access_words_token_flags (void)
{
  static const char *const texts[] = {
    "not used",
    "for local files",
    "for the network",
    "for local files and the network",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    g_assert_cmpstr (haulier_access_words_token_flags (i), ==, texts[i]);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/client/access-words/say", test_access_words_say);
  g_test_add_func ("/client/access-words/list", test_access_words_list);
  g_test_add_func ("/client/access-words/identity", test_access_words_identity);
  g_test_add_func ("/client/access-words/login", test_access_words_login);
  g_test_add_func ("/client/access-words/token-flags", test_access_words_token_flags);
  return g_test_run ();
}
