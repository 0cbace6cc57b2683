/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Tests of who may own a job, and of who takes one. */
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

/* Whose a job is that somebody takes. Root is an administrator, and none of the services. */
static const struct
{
  const char *what;
  HaulierAccount taker;
  HaulierAccount owner;
  const char *rule;
} taking_rows[] = {
  { "root, a user's",
    { HAULIER_ACCOUNT_LOGIN_USER, 0 },
    { HAULIER_ACCOUNT_LOGIN_USER, 1000 },
    "owner-takes" },
  { "root, its own",
    { HAULIER_ACCOUNT_LOGIN_USER, 0 },
    { HAULIER_ACCOUNT_LOGIN_USER, 0 },
    "owner-keeps" },
  { "root, LocalSystem's",
    { HAULIER_ACCOUNT_LOGIN_USER, 0 },
    { HAULIER_ACCOUNT_LOCAL_SYSTEM, 0 },
    "owner-takes" },
  { "root, LocalService's",
    { HAULIER_ACCOUNT_LOGIN_USER, 0 },
    { HAULIER_ACCOUNT_LOCAL_SERVICE, 0 },
    "owner-takes" },
  { "root, NetworkService's",
    { HAULIER_ACCOUNT_LOGIN_USER, 0 },
    { HAULIER_ACCOUNT_NETWORK_SERVICE, 0 },
    "owner-takes" },
  { "a user, another one's",
    { HAULIER_ACCOUNT_LOGIN_USER, 1001 },
    { HAULIER_ACCOUNT_LOGIN_USER, 1000 },
    "owner-takes" },
  { "a user, his own",
    { HAULIER_ACCOUNT_LOGIN_USER, 1000 },
    { HAULIER_ACCOUNT_LOGIN_USER, 1000 },
    "owner-keeps" },
  { "a service, its own",
    { HAULIER_ACCOUNT_LOCAL_SERVICE, 0 },
    { HAULIER_ACCOUNT_LOCAL_SERVICE, 0 },
    "owner-keeps" },
  { "a service, another one's",
    { HAULIER_ACCOUNT_LOCAL_SERVICE, 0 },
    { HAULIER_ACCOUNT_NETWORK_SERVICE, 0 },
    "owner-takes" },
};

static void
test_owner_rules_taking (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (taking_rows); i++)
    {
      const HaulierRule *rule = NULL;
      HaulierTaking taking
          = haulier_owner_rules_take (taking_rows[i].taker, taking_rows[i].owner, &rule);

      g_test_message ("%s", taking_rows[i].what);
      g_assert_cmpstr (rule->name, ==, taking_rows[i].rule);
      g_assert_true ((taking == HAULIER_TAKING_ALL) == g_str_equal (rule->name, "owner-takes"));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/policy/owner-rules/rows", test_owner_rules_rows);
  g_test_add_func ("/policy/owner-rules/taking", test_owner_rules_taking);
  return g_test_run ();
}
