/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Names of accounts, waited for and asked for. */
#include "config.h"

#include "haulier-account-names.h"

#define NOBODY_HAS_THIS_UID 4294967001u

static const struct
{
  HaulierAccount account;
  const char *name;
} rows[] = {
  { { HAULIER_ACCOUNT_LOGIN_USER, 0 }, "root" },
  { { HAULIER_ACCOUNT_LOGIN_USER, NOBODY_HAS_THIS_UID }, "uid:4294967001" },
  { { HAULIER_ACCOUNT_LOCAL_SYSTEM, 0 }, "LocalSystem" },
  { { HAULIER_ACCOUNT_NETWORK_SERVICE, 0 }, "NetworkService" },
};

static void
test_look_up (void)
{
  g_autoptr (HaulierAccountNames) names = haulier_account_names_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      const char *name = haulier_account_names_look_up (names, rows[i].account);

      g_assert_cmpstr (name, ==, rows[i].name);
      g_assert_true (haulier_account_names_look_up (names, rows[i].account) == name);
    }
}

static void
asked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  char **name = user_data;

  *name = haulier_account_names_ask_finish (result, &error);
  g_assert_no_error (error);
}

static void
test_ask (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *name = NULL;

      haulier_account_names_ask_async (rows[i].account, NULL, asked_cb, &name);
      g_assert_null (name);
      while (name == NULL)
        g_main_context_iteration (NULL, TRUE);
      g_assert_cmpstr (name, ==, rows[i].name);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/client/account-names/look-up", test_look_up);
  g_test_add_func ("/client/account-names/ask", test_ask);
  return g_test_run ();
}
