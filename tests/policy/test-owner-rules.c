/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Tests of who may own a job. */
#include "config.h"

#include "haulier-error.h"
#include "haulier-owner-rules.h"

static const struct
{
  const char *what;
  HaulierAccount owner;
  gboolean is_system_user;
} rows[] = {
  { "root", { HAULIER_ACCOUNT_LOGIN_USER, 0 }, FALSE },
  { "the first one of the system", { HAULIER_ACCOUNT_LOGIN_USER, 1 }, TRUE },
  { "the last one of the system", { HAULIER_ACCOUNT_LOGIN_USER, 999 }, TRUE },
  { "the first person", { HAULIER_ACCOUNT_LOGIN_USER, 1000 }, FALSE },
  { "before nobody", { HAULIER_ACCOUNT_LOGIN_USER, 65533 }, FALSE },
  { "nobody", { HAULIER_ACCOUNT_LOGIN_USER, 65534 }, TRUE },
  { "a person of a directory", { HAULIER_ACCOUNT_LOGIN_USER, 3999999999 }, FALSE },
  { "LocalSystem", { HAULIER_ACCOUNT_LOCAL_SYSTEM, 0 }, FALSE },
  { "LocalService", { HAULIER_ACCOUNT_LOCAL_SERVICE, 0 }, FALSE },
  { "NetworkService", { HAULIER_ACCOUNT_NETWORK_SERVICE, 0 }, FALSE },
};

static void
test_owner_rules_rows (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GError) error = NULL;
      gint code = -1;
      const HaulierRule *rule
          = haulier_owner_rules_refuse (HAULIER_ENGINE_SCOPE_SYSTEM, rows[i].owner, &code);

      g_test_message ("%s", rows[i].what);
      g_assert_cmpint (haulier_owner_is_system_user (rows[i].owner), ==, rows[i].is_system_user);
      g_assert_cmpstr (rule != NULL ? rule->name : NULL,
                       ==,
                       rows[i].is_system_user ? "owner-system-user" : NULL);
      g_assert_cmphex ((guint32) code, ==, rows[i].is_system_user ? 0x80070005u : 0u);
      g_assert_cmpint (
          haulier_owner_rules_check (HAULIER_ENGINE_SCOPE_SYSTEM, rows[i].owner, &error),
          ==,
          !rows[i].is_system_user);
      if (rows[i].is_system_user)
        g_assert_error (error, HAULIER_ERROR, HAULIER_ERROR_ACCESS_DENIED);
      g_assert_true (haulier_owner_rules_check (HAULIER_ENGINE_SCOPE_SESSION, rows[i].owner, NULL));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/policy/owner-rules/rows", test_owner_rules_rows);
  return g_test_run ();
}
