/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Tests of whose identity may be lent. */
#include "config.h"

#include "haulier-error.h"
#include "haulier-helper-token.h"
#include "haulier-lending-rules.h"

#define ROOT 0
#define BEN 1000
#define EVE 1001

static const struct
{
  const char *what;
  HaulierLending lending;
  guint32 code;
  const char *rule;
} rows[] = {
  { "oneself", { BEN, BEN, TRUE, FALSE, ROOT }, 0, NULL },
  { "somebody else", { EVE, BEN, TRUE, FALSE, ROOT }, 0x80070005, "lending-somebody-else" },
  { "root, by a person", { EVE, ROOT, TRUE, FALSE, ROOT }, 0x80070005, "lending-somebody-else" },
  { "somebody, by root", { ROOT, BEN, TRUE, FALSE, ROOT }, 0, NULL },
  { "root, by root", { ROOT, ROOT, TRUE, FALSE, ROOT }, 0, NULL },
  { "oneself, logged off", { BEN, BEN, FALSE, FALSE, ROOT }, 0x800704dd, "lending-logged-off" },
  { "logged off, by root", { ROOT, BEN, FALSE, FALSE, ROOT }, 0x800704dd, "lending-logged-off" },
  { "oneself to one's own", { BEN, BEN, TRUE, TRUE, BEN }, 0, NULL },
  { "ben to root's own", { ROOT, BEN, TRUE, TRUE, ROOT }, 0x80070005, "lending-own-engine" },
};

static void
test_lending_rules_rows (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GError) error = NULL;
      gint code = -1;
      const HaulierRule *rule = haulier_lending_rules_refuse (&rows[i].lending, &code);
      gboolean accepted = haulier_lending_rules_check (&rows[i].lending, &error);

      g_test_message ("%s", rows[i].what);
      g_assert_cmphex ((guint32) code, ==, rows[i].code);
      g_assert_cmpstr (rule != NULL ? rule->name : NULL, ==, rows[i].rule);
      g_assert_cmpint (accepted, ==, rule == NULL);
      if (rule != NULL)
        g_assert_error (error, HAULIER_ERROR, code);
      else
        g_assert_no_error (error);
    }
}

/* TOK-7: one lends to what one agreed to, and to oneself whatever it is. */
static void
test_lending_rules_covers (void)
{
  HaulierAccount ben = haulier_account_for_user (BEN);
  HaulierAccount eve = haulier_account_for_user (EVE);
  g_autoptr (HaulierConsent) bens = haulier_consent_new (ben, HAULIER_TOKEN_NETWORK);
  g_autoptr (HaulierConsent) eves = haulier_consent_new (eve, HAULIER_TOKEN_NETWORK);
  g_autoptr (HaulierConsent) more = haulier_consent_new (ben, HAULIER_TOKEN_FLAGS_ALL);
  g_autoptr (HaulierConsent) less = haulier_consent_new (ben, 0);

  g_assert_true (haulier_lending_covers (NULL, ben, more));
  g_assert_false (haulier_lending_covers (NULL, eve, bens));
  g_assert_false (haulier_lending_covers (NULL, ben, eves));
  g_assert_true (haulier_lending_covers (bens, eve, bens));
  g_assert_true (haulier_lending_covers (bens, eve, less));
  g_assert_false (haulier_lending_covers (bens, eve, more));
  g_assert_false (haulier_lending_covers (bens, eve, eves));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/policy/lending-rules/rows", test_lending_rules_rows);
  g_test_add_func ("/policy/lending-rules/covers", test_lending_rules_covers);
  return g_test_run ();
}
