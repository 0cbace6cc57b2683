/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Tests of the users that carry an account: one row each. */
#include "config.h"

#include "haulier-account-users.h"

#define BEN_UID 1000

static const struct
{
  HaulierAccountKind kind;
  uid_t uid;
  const char *files_user;
  const char *network_user;
  gboolean computer_credentials;
  gboolean always_logged_on;
  gboolean is_service;
} rows[] = {
  /* ACC-2 */
  { HAULIER_ACCOUNT_LOGIN_USER, BEN_UID, NULL, NULL, FALSE, FALSE, FALSE },
  { HAULIER_ACCOUNT_LOGIN_USER, 0, "root", "haulier-system", FALSE, FALSE, FALSE },
  /* ACC-1 ACC-4 ACC-6 */
  { HAULIER_ACCOUNT_LOCAL_SYSTEM, 0, "root", "haulier-system", TRUE, TRUE, TRUE },
  { HAULIER_ACCOUNT_LOCAL_SERVICE, 0, "haulier-local", "haulier-local", FALSE, TRUE, TRUE },
  { HAULIER_ACCOUNT_NETWORK_SERVICE, 0, "haulier-network", "haulier-network", TRUE, TRUE, TRUE },
};

static void
test_account_users_rows (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      const HaulierAccountUsers *users
          = haulier_account_users_find ((HaulierAccount){ rows[i].kind, rows[i].uid });

      g_test_message ("row %" G_GSIZE_FORMAT, i);
      g_assert_cmpstr (users->files_user, ==, rows[i].files_user);
      g_assert_cmpstr (users->network_user, ==, rows[i].network_user);
      g_assert_cmpint (users->computer_credentials, ==, rows[i].computer_credentials);
      g_assert_cmpint (users->always_logged_on, ==, rows[i].always_logged_on);
      g_assert_cmpint (users->is_service, ==, rows[i].is_service);
      g_assert_cmpint (users->runs_commands, ==, !rows[i].is_service);
      g_assert_true (users->requirements[0] != '\0' && users->source[0] != '\0');
    }
}

/* An engine of one user is that user in everything; of services it tells what would be. */
static void
test_account_users_of_one_user (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      HaulierAccount account = { rows[i].kind, rows[i].uid };
      const HaulierAccountUsers *own
          = haulier_account_users_find_in (HAULIER_ENGINE_SCOPE_SESSION, account);

      g_assert_true (haulier_account_users_find_in (HAULIER_ENGINE_SCOPE_SYSTEM, account)
                     == haulier_account_users_find (account));
      if (rows[i].is_service)
        {
          g_assert_true (own == haulier_account_users_find (account));
          continue;
        }
      g_assert_null (own->files_user);
      g_assert_null (own->network_user);
      g_assert_false (own->computer_credentials || own->always_logged_on || own->is_service);
      g_assert_true (own->runs_commands);
    }
}

/* Decision by decision the same thing: what speaks a protocol is never root. */
static void
test_account_users_network_is_never_root (void)
{
  for (gint kind = HAULIER_ACCOUNT_LOCAL_SYSTEM; kind <= HAULIER_ACCOUNT_NETWORK_SERVICE; kind++)
    g_assert_cmpstr (
        haulier_account_users_find ((HaulierAccount){ kind, 0 })->network_user, !=, "root");
  g_assert_cmpstr (
      haulier_account_users_find (haulier_account_for_user (0))->network_user, !=, "root");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/policy/account-users/rows", test_account_users_rows);
  g_test_add_func ("/policy/account-users/of-one-user", test_account_users_of_one_user);
  g_test_add_func ("/policy/account-users/network-is-never-root",
                   test_account_users_network_is_never_root);
  return g_test_run ();
}
