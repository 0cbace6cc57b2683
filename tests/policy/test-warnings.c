/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Tests of the warnings: each row of the tables in a case in which it has to be said, and in one
 * that differs by what it is about, in which it must not be. */
#include "config.h"

#include "access-case.h"
#include "haulier-access-plan.h"
#include "warning-cases.h"

static const HaulierWarning *
find_warning (GPtrArray *plan, HaulierResource resource, const char *rule)
{
  const HaulierPlanRow *row = haulier_access_case_find_row (plan, resource);

  for (guint i = 0; row != NULL && i < row->warnings->len; i++)
    {
      const HaulierWarning *warning = row->warnings->pdata[i];

      if (g_str_equal (warning->rule->name, rule))
        return warning;
    }
  return NULL;
}

static char *
print_fix (const HaulierFix *fix)
{
  g_autofree char *arguments
      = fix->arguments != NULL ? g_variant_print (fix->arguments, TRUE) : NULL;

  return fix->action != NULL ? g_strjoin (" ", fix->action, arguments, NULL) : NULL;
}

static void
test_warning (gconstpointer data)
{
  const WarningCase *row = data;
  g_autoptr (HaulierAccessCase) with = haulier_access_case_new (row->with);
  g_autoptr (HaulierAccessCase) without = haulier_access_case_new (row->without);
  g_autoptr (GPtrArray) plan = haulier_access_plan_new (&with->facts);
  g_autoptr (GPtrArray) other_plan = haulier_access_plan_new (&without->facts);
  const HaulierWarning *warning = find_warning (plan, row->resource, row->rule);
  g_autofree char *fix = warning != NULL ? print_fix (&warning->fix) : NULL;
  g_auto (GStrv) requirements = g_strsplit (row->requirements, " ", -1);
  g_auto (GStrv) named = NULL;

  g_assert_nonnull (warning);
  g_assert_cmpint (warning->severity, ==, row->severity);
  named = g_strsplit (warning->rule->requirements, " ", -1);
  for (gsize i = 0; requirements[i] != NULL; i++)
    g_assert_true (g_strv_contains ((const char *const *) named, requirements[i]));
  g_assert_cmpstr (fix, ==, row->fix);
  g_assert_nonnull (haulier_access_case_find_row (other_plan, row->resource));
  g_assert_null (find_warning (other_plan, row->resource, row->rule));
}

#define ON(resource) (1u << HAULIER_RESOURCE_##resource)
#define LOGINS (ON (SERVER_LOGIN) | ON (PROXY_LOGIN))
#define BOTH_IMPLICIT IMPLICIT "proxy=negotiate:implicit " PROXIED

/* All the rows of a plan in which a warning stands. */
static const struct
{
  const char *rule;
  const char *with;
  guint resources;
} place_cases[] = {
  { "warn-service-opens-file", "owner=network-service", ON (DOWNLOAD_FILE) },
  { "warn-service-opens-file", "owner=network-service type=upload", ON (UPLOAD_FILE) },
  { "warn-file-is-the-helpers", "flags=1 " LENT, ON (DOWNLOAD_FILE) },
  { "warn-file-is-the-helpers", "type=upload-reply flags=1 " LENT, ON (REPLY_FILE) },
  { "warn-computer-logs-in", "owner=network-service computer=yes " BOTH_IMPLICIT, LOGINS },
  { "warn-computer-has-no-login", "owner=network-service computer=no " BOTH_IMPLICIT, LOGINS },
  { "warn-local-service-is-nobody", "owner=local-service " BOTH_IMPLICIT, LOGINS },
  { "warn-profile-has-no-logins", "profile=xp server=basic:ann proxy=basic:ann " PROXIED, LOGINS },
  { "warn-password-in-clear", "server=basic:ann proxy=basic:ann " PROXIED, LOGINS },
  { "warn-sent-without-being-set", "compat=0 " PROXIED, LOGINS },
  { "warn-profile-sends-unset", "profile=xp-sp1 " PROXIED, ON (SERVER_LOGIN) },
  { "warn-profile-sends-unset", "profile=server-2003 level=2 " PROXIED, LOGINS },
  { "warn-level-absent", "profile=xp-sp2 " PROXIED, LOGINS },
  { "warn-level-is-for-others", "compat=1 level=2 " PROXIED, LOGINS },
  { "warn-no-logon-credentials", "logon=no " BOTH_IMPLICIT, LOGINS },
  { "warn-scheme-not-spoken", "wire=basic server=digest:ann proxy=digest:ann " PROXIED, LOGINS },
  { "warn-network-token-does-nothing", "flags=2 " LENT PROXIED, LOGINS },
};

static void
test_warnings_places (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (place_cases); i++)
    {
      g_autoptr (HaulierAccessCase) with = haulier_access_case_new (place_cases[i].with);
      g_autoptr (GPtrArray) plan = haulier_access_plan_new (&with->facts);
      guint resources = 0;

      g_test_message ("%s: %s", place_cases[i].rule, place_cases[i].with);
      for (guint j = 0; j < plan->len; j++)
        {
          HaulierResource resource = ((const HaulierPlanRow *) plan->pdata[j])->resource;

          if (find_warning (plan, resource, place_cases[i].rule) != NULL)
            resources |= 1u << resource;
        }
      g_assert_cmphex (resources, ==, place_cases[i].resources);
    }
}

/* No row of the tables goes without a case. */
static void
test_warnings_all (void)
{
  const HaulierRule *rule = NULL;
  guint n_warnings = 0;

  for (guint i = 0; (rule = haulier_rule_get_nth (i)) != NULL; i++)
    {
      const char *found = NULL;

      if (!g_str_has_prefix (rule->name, "warn-"))
        continue;
      n_warnings++;
      for (gsize j = 0; j < G_N_ELEMENTS (warning_cases); j++)
        found = g_str_equal (warning_cases[j].rule, rule->name) ? rule->name : found;
      g_assert_cmpstr (found, ==, rule->name);
    }
  g_assert_cmpuint (n_warnings, >, 30);
}

/* A plain download of a person has nothing to mind. */
static void
test_warnings_none (void)
{
  g_autoptr (HaulierAccessCase) plain = haulier_access_case_new ("logged-on=yes");
  g_autoptr (GPtrArray) plan = haulier_access_plan_new (&plain->facts);

  for (guint i = 0; i < plan->len; i++)
    g_assert_cmpuint (((const HaulierPlanRow *) plan->pdata[i])->warnings->len, ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (warning_cases); i++)
    {
      g_autofree char *path
          = g_strdup_printf ("/policy/warnings/%02u/%s", i, warning_cases[i].rule);

      g_test_add_data_func (path, &warning_cases[i], test_warning);
    }
  g_test_add_func ("/policy/warnings/all", test_warnings_all);
  g_test_add_func ("/policy/warnings/places", test_warnings_places);
  g_test_add_func ("/policy/warnings/none", test_warnings_none);
  return g_test_run ();
}
