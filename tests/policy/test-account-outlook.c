/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Tests of what is said of an account before it has a job: one row each. */
#include "config.h"

#include "haulier-account-outlook.h"

#include "haulier-access-plan.h"

#define N_WARNINGS 3

static const struct
{
  const char *what;
  HaulierAccountKind account;
  HaulierFact logged_on;
  HaulierFact system_user;
  HaulierFact computer;
  HaulierIdentity network;
  const char *warnings[N_WARNINGS + 1];
} rows[] = {
  /* ACC-2 ACC-9 */
  { "a person who is logged on",
    HAULIER_ACCOUNT_LOGIN_USER,
    HAULIER_FACT_YES,
    HAULIER_FACT_NO,
    HAULIER_FACT_UNKNOWN,
    HAULIER_IDENTITY_OWNER,
    { NULL } },
  { "a person who is not",
    HAULIER_ACCOUNT_LOGIN_USER,
    HAULIER_FACT_NO,
    HAULIER_FACT_NO,
    HAULIER_FACT_UNKNOWN,
    HAULIER_IDENTITY_OWNER,
    { "warn-owner-logged-off" } },
  { "a user of the system",
    HAULIER_ACCOUNT_LOGIN_USER,
    HAULIER_FACT_UNKNOWN,
    HAULIER_FACT_YES,
    HAULIER_FACT_UNKNOWN,
    HAULIER_IDENTITY_OWNER,
    { "warn-owner-system-user" } },
  /* ACC-6 ACC-7 */
  { "LocalSystem in a domain",
    HAULIER_ACCOUNT_LOCAL_SYSTEM,
    HAULIER_FACT_YES,
    HAULIER_FACT_UNKNOWN,
    HAULIER_FACT_YES,
    HAULIER_IDENTITY_COMPUTER,
    { "warn-computer-logs-in" } },
  { "LocalSystem without one",
    HAULIER_ACCOUNT_LOCAL_SYSTEM,
    HAULIER_FACT_YES,
    HAULIER_FACT_UNKNOWN,
    HAULIER_FACT_NO,
    HAULIER_IDENTITY_COMPUTER,
    { "warn-computer-has-no-login" } },
  { "NetworkService in a domain",
    HAULIER_ACCOUNT_NETWORK_SERVICE,
    HAULIER_FACT_YES,
    HAULIER_FACT_UNKNOWN,
    HAULIER_FACT_YES,
    HAULIER_IDENTITY_COMPUTER,
    { "warn-service-opens-file", "warn-computer-logs-in" } },
  { "NetworkService without one",
    HAULIER_ACCOUNT_NETWORK_SERVICE,
    HAULIER_FACT_YES,
    HAULIER_FACT_UNKNOWN,
    HAULIER_FACT_NO,
    HAULIER_IDENTITY_COMPUTER,
    { "warn-service-opens-file", "warn-computer-has-no-login" } },
  { "LocalService",
    HAULIER_ACCOUNT_LOCAL_SERVICE,
    HAULIER_FACT_YES,
    HAULIER_FACT_UNKNOWN,
    HAULIER_FACT_YES,
    HAULIER_IDENTITY_ANONYMOUS,
    { "warn-service-opens-file", "warn-local-service-is-nobody" } },
};

static void
test_account_outlook_rows (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      const HaulierAccessFacts facts = {
        .owner = rows[i].account,
        .owner_logged_on = rows[i].logged_on,
        .owner_is_system_user = rows[i].system_user,
        .computer_credentials = rows[i].computer,
        .use_lm_compat = HAULIER_NOT_SET,
        .lm_compatibility_level = HAULIER_NOT_SET,
      };
      g_autoptr (GPtrArray) warnings = haulier_account_outlook_warn (&facts);

      g_test_message ("%s", rows[i].what);
      g_assert_cmpint (haulier_account_outlook_get_network (rows[i].account), ==, rows[i].network);
      for (guint j = 0; j < warnings->len; j++)
        g_assert_cmpstr (
            ((const HaulierWarning *) warnings->pdata[j])->rule->name, ==, rows[i].warnings[j]);
      g_assert_null (rows[i].warnings[warnings->len]);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/policy/account-outlook/rows", test_account_outlook_rows);
  return g_test_run ();
}
