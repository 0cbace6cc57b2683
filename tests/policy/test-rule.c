/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Tests of the rules as a whole: each one can be found, says something, and says who asks for it.
 */
#include "config.h"

#include "haulier-rule.h"

static gboolean
is_name (const char *text)
{
  if (!g_ascii_islower (text[0]))
    return FALSE;
  for (const char *at = text; *at != '\0'; at++)
    {
      if (!g_ascii_islower (*at) && !g_ascii_isdigit (*at) && *at != '-')
        return FALSE;
    }
  return TRUE;
}

/* For instance AUTH-12. */
static gboolean
is_requirement (const char *text)
{
  static const char *const families[] = { "ACC-", "PRX-", "AUTH-", "TOK-", "PROF-", NULL };

  for (gsize i = 0; families[i] != NULL; i++)
    {
      if (g_str_has_prefix (text, families[i]))
        {
          const char *number = text + strlen (families[i]);

          return *number != '\0' && strspn (number, "0123456789") == strlen (number);
        }
    }
  return FALSE;
}

static void
test_rule_every_one_says_who_and_what (void)
{
  g_autoptr (GHashTable) names = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) texts = g_hash_table_new (g_str_hash, g_str_equal);
  const HaulierRule *rule;

  for (guint i = 0; (rule = haulier_rule_get_nth (i)) != NULL; i++)
    {
      g_auto (GStrv) requirements = NULL;

      g_test_message ("%s", rule->name);
      g_assert_true (is_name (rule->name));
      g_assert_true (g_hash_table_add (names, (gpointer) rule->name));
      g_assert_true (g_hash_table_add (texts, (gpointer) rule->text));
      g_assert_cmpstr (rule->source, !=, NULL);
      g_assert_cmpstr (rule->source, !=, "");
      /* One sentence: it begins with a capital, and what shows it decides how it ends. */
      g_assert_true (g_unichar_isupper (g_utf8_get_char (rule->text)));
      g_assert_false (g_str_has_suffix (rule->text, "."));
      requirements = g_strsplit (rule->requirements, " ", -1);
      g_assert_cmpuint (g_strv_length (requirements), >, 0);
      for (gsize j = 0; requirements[j] != NULL; j++)
        g_assert_true (is_requirement (requirements[j]));
    }
  g_assert_cmpuint (g_hash_table_size (names), >, 0);
}

static void
test_rule_find (void)
{
  const HaulierRule *rule;

  for (guint i = 0; (rule = haulier_rule_get_nth (i)) != NULL; i++)
    g_assert_true (haulier_rule_find (rule->name) == rule);
  g_assert_null (haulier_rule_find (""));
  g_assert_null (haulier_rule_find ("Profile-Native"));
  g_assert_null (haulier_rule_get_nth (G_MAXUINT));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/policy/rule/says-who-and-what", test_rule_every_one_says_who_and_what);
  g_test_add_func ("/policy/rule/find", test_rule_find);
  return g_test_run ();
}
