/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Tests of what a caller is to an account. */
#include "config.h"

#include "haulier-caller-relations.h"

#define SESSION HAULIER_ENGINE_SCOPE_SESSION
#define SYSTEM HAULIER_ENGINE_SCOPE_SYSTEM
#define ROOT HAULIER_CALLER_IS_ROOT
#define ENGINE HAULIER_CALLER_RUNS_ENGINE
#define ACCOUNT HAULIER_CALLER_IS_ACCOUNT
#define SERVICE HAULIER_CALLER_MEETS_SERVICE
#define SEES HAULIER_CALLER_SEES_ALL
#define CHANGES (HAULIER_CALLER_SEES_ALL | HAULIER_CALLER_CHANGES_ALL)
#define ALL_FACTS 63

static const struct
{
  const char *what;
  HaulierEngineScope scope;
  guint facts;
  HaulierCallerRelation relation;
} rows[] = {
  /* ACC-2, ACC-3, ACC-4 */
  { "one's own engine", SESSION, ENGINE, HAULIER_CALLER_OWNER },
  { "one's own engine, of a service", SESSION, ENGINE | SERVICE, HAULIER_CALLER_OWNER },
  { "root's own engine", SESSION, ENGINE | ROOT, HAULIER_CALLER_OWNER },
  { "root at a user's", SESSION, ROOT, HAULIER_CALLER_ADMINISTRATOR },
  { "root at a user's, of a service", SESSION, ROOT | SERVICE, HAULIER_CALLER_ADMINISTRATOR },
  { "somebody else at a user's", SESSION, 0, HAULIER_CALLER_STRANGER },
  { "the account's user at another's", SESSION, ACCOUNT, HAULIER_CALLER_STRANGER },
  { "authorised at a user's", SESSION, CHANGES, HAULIER_CALLER_STRANGER },
  { "the user", SYSTEM, ACCOUNT, HAULIER_CALLER_OWNER },
  { "the user, authorised", SYSTEM, ACCOUNT | CHANGES, HAULIER_CALLER_OWNER },
  { "root's own", SYSTEM, ACCOUNT | ROOT | ENGINE, HAULIER_CALLER_OWNER },
  { "the service's user", SYSTEM, ACCOUNT | SERVICE, HAULIER_CALLER_OWNER },
  { "root for a service", SYSTEM, ROOT | ENGINE | SERVICE, HAULIER_CALLER_OWNER },
  { "root for a user", SYSTEM, ROOT | ENGINE, HAULIER_CALLER_ADMINISTRATOR },
  { "root, authorised", SYSTEM, ROOT | CHANGES, HAULIER_CALLER_ADMINISTRATOR },
  { "authorised to change", SYSTEM, CHANGES, HAULIER_CALLER_MANAGER },
  { "authorised to change, a service", SYSTEM, CHANGES | SERVICE, HAULIER_CALLER_MANAGER },
  { "authorised to see", SYSTEM, SEES, HAULIER_CALLER_VIEWER },
  { "somebody", SYSTEM, 0, HAULIER_CALLER_OTHER },
  { "somebody, of a service", SYSTEM, SERVICE, HAULIER_CALLER_OTHER },
};

static void
test_caller_relations_rows (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_test_message ("%s", rows[i].what);
      g_assert_cmpint (haulier_caller_relate (rows[i].scope, rows[i].facts), ==, rows[i].relation);
    }
}

/* More is never known of a caller to its harm, but that the account is another one's. */
static void
test_caller_relations_total (void)
{
  for (guint facts = 0; facts <= ALL_FACTS; facts++)
    {
      HaulierCallerRelation of_session = haulier_caller_relate (SESSION, facts);
      HaulierCallerRelation of_system = haulier_caller_relate (SYSTEM, facts);

      g_assert_cmpint (of_session == HAULIER_CALLER_OWNER, ==, (facts & ENGINE) != 0);
      g_assert_cmpint (of_session, !=, HAULIER_CALLER_OTHER);
      g_assert_cmpint (of_system, !=, HAULIER_CALLER_STRANGER);
      g_assert_cmpint (haulier_caller_relate (SYSTEM, facts | ACCOUNT), ==, HAULIER_CALLER_OWNER);
      g_assert_cmpint (haulier_caller_relate (SYSTEM, facts | ROOT), <=, of_system);
      g_assert_cmpint (haulier_caller_relate (SYSTEM, facts | CHANGES), <=, of_system);
      g_assert_cmpint (haulier_caller_relate (SESSION, facts | CHANGES), ==, of_session);
    }
}

static void
test_caller_relations_grants (void)
{
  g_assert_cmpint (haulier_caller_get_grants ("org.haulier.transfer1.view-all-jobs"), ==, SEES);
  g_assert_cmpint (haulier_caller_get_grants ("org.haulier.transfer1.manage-all"), ==, CHANGES);
  g_assert_cmpint (haulier_caller_get_grants ("org.haulier.transfer1.settings"), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/policy/caller-relations/rows", test_caller_relations_rows);
  g_test_add_func ("/policy/caller-relations/total", test_caller_relations_total);
  g_test_add_func ("/policy/caller-relations/grants", test_caller_relations_grants);
  return g_test_run ();
}
