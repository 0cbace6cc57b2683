/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Tests of accounts: keys there and back, and what is no key. */
#include "config.h"

#include "haulier-account.h"

#include "haulier-error.h"

static const struct
{
  HaulierAccount account;
  const char *key;
} key_rows[] = {
  { { HAULIER_ACCOUNT_LOGIN_USER, 0 }, "uid:0" },
  { { HAULIER_ACCOUNT_LOGIN_USER, 1000 }, "uid:1000" },
  { { HAULIER_ACCOUNT_LOGIN_USER, G_MAXUINT32 - 1 }, "uid:4294967294" },
  { { HAULIER_ACCOUNT_LOCAL_SYSTEM, 0 }, "LocalSystem" },
  { { HAULIER_ACCOUNT_LOCAL_SERVICE, 0 }, "LocalService" },
  { { HAULIER_ACCOUNT_NETWORK_SERVICE, 0 }, "NetworkService" },
};

static void
test_account_keys (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (key_rows); i++)
    {
      g_autofree char *key = haulier_account_to_key (key_rows[i].account);
      g_autofree char *upper = g_ascii_strup (key, -1);
      g_autoptr (GError) error = NULL;
      HaulierAccount account = { 0 };

      g_assert_cmpstr (key, ==, key_rows[i].key);
      g_assert_true (haulier_account_from_key (key, &account, &error));
      g_assert_no_error (error);
      g_assert_true (haulier_account_equal (account, key_rows[i].account));
      g_assert_cmpint (haulier_account_from_key (upper, &account, NULL),
                       ==,
                       key_rows[i].account.kind != HAULIER_ACCOUNT_LOGIN_USER);
      for (gsize j = 0; j < G_N_ELEMENTS (key_rows); j++)
        g_assert_cmpint (
            haulier_account_equal (key_rows[i].account, key_rows[j].account), ==, i == j);
    }
  g_assert_true (haulier_account_equal (haulier_account_for_user (1000), key_rows[1].account));
}

static void
test_account_refused (void)
{
  static const char *const rows[] = { "",
                                      "uid",
                                      "uid:",
                                      "uid:-1",
                                      "uid:+1",
                                      "uid: 1",
                                      "uid:1 ",
                                      "uid:0x1",
                                      "uid:4294967295",
                                      "uid:4294967296",
                                      "uid:99999999999999999999",
                                      "1000",
                                      "root",
                                      "Local System",
                                      "LocalSystem ",
                                      "NT AUTHORITY\\SYSTEM" };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      HaulierAccount account = { HAULIER_ACCOUNT_LOCAL_SERVICE, 7 };
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", rows[i]);
      g_assert_false (haulier_account_from_key (rows[i], &account, &error));
      g_assert_error (error, HAULIER_ERROR, HAULIER_ERROR_INVALID_ARGUMENT);
      g_assert_cmpint (account.kind, ==, HAULIER_ACCOUNT_LOCAL_SERVICE);
      g_assert_cmpuint (account.uid, ==, 7);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/model/account/keys", test_account_keys);
  g_test_add_func ("/model/account/refused", test_account_refused);
  return g_test_run ();
}
