/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Tests of the warnings: each row of the tables in a case in which it has to be said, and in one
 * that differs by what it is about, in which it must not be. */
#include "config.h"

#include "access-case.h"
#include "haulier-access-plan.h"

#define LOCAL HAULIER_RESOURCE_DOWNLOAD_FILE
#define SMB HAULIER_RESOURCE_SMB_FILE
#define SERVER HAULIER_RESOURCE_SERVER_LOGIN
#define SETTINGS HAULIER_RESOURCE_PROXY_SETTINGS
#define PROXY HAULIER_RESOURCE_PROXY_LOGIN
#define CERTIFICATE HAULIER_RESOURCE_CLIENT_CERTIFICATE
#define TOKEN HAULIER_RESOURCE_HELPER_TOKEN
#define OTHER HAULIER_RESOURCE_OTHER

#define INFORMATION HAULIER_SEVERITY_INFORMATION
#define WARNING HAULIER_SEVERITY_WARNING
#define ERROR HAULIER_SEVERITY_ERROR

#define PROXIED "usage=override list=proxy:3128 "
#define IMPLICIT "server=negotiate:implicit "
#define LENT "token=set helper=eve "

typedef struct
{
  const char *rule;
  const char *requirements; /* at least these */
  HaulierResource resource;
  HaulierSeverity severity;
  const char *with;
  const char *without;
  const char *fix; /* action and arguments, as they are printed */
} WarningCase;

static const WarningCase warning_cases[] = {
  {
      .rule = "warn-owner-logged-off",
      .requirements = "ACC-2",
      .resource = OTHER,
      .severity = WARNING,
      .with = "logged-on=no",
      .without = "logged-on=no owner=local-service", /* ACC-1: always logged on */
  },
  {
      .rule = "warn-owner-system-user",
      .requirements = "ACC-9",
      .resource = OTHER,
      .severity = ERROR,
      .with = "system-user=yes",
      .without = "system-user=no",
      .fix = "lend-token",
  },
  {
      .rule = "warn-path-session-bound",
      .requirements = "ACC-5",
      .resource = LOCAL,
      .severity = WARNING,
      .with = "owner=local-system session=yes",
      .without = "owner=local-system session=yes flags=1 " LENT,
      .fix = "change-local-path",
  },
  {
      .rule = "warn-path-session-bound",
      .requirements = "ACC-5",
      .resource = HAULIER_RESOURCE_UPLOAD_FILE,
      .severity = WARNING,
      .with = "type=upload owner=local-system session=yes",
      .without = "type=upload owner=local-system session=no",
      .fix = "change-local-path",
  },
  {
      .rule = "warn-path-session-bound",
      .requirements = "ACC-5",
      .resource = HAULIER_RESOURCE_REPLY_FILE,
      .severity = WARNING,
      .with = "type=upload-reply owner=local-system session=yes",
      .without = "type=upload-reply owner=local-system session=no",
      .fix = "change-local-path",
  },
  {
      .rule = "warn-service-opens-file",
      .requirements = "ACC-7",
      .resource = LOCAL,
      .severity = INFORMATION,
      .with = "owner=network-service flags=2 " LENT,
      .without = "owner=local-system flags=2 " LENT,
      .fix = "lend-token {'flags': <uint32 3>}",
  },
  {
      .rule = "warn-computer-logs-in",
      .requirements = "ACC-6 ACC-7",
      .resource = SERVER,
      .severity = WARNING,
      .with = "owner=network-service computer=yes " IMPLICIT,
      .without = "owner=network-service computer=yes " IMPLICIT "flags=2 " LENT,
      .fix = "lend-token {'flags': <uint32 2>}",
  },
  {
      .rule = "warn-computer-has-no-login",
      .requirements = "ACC-6",
      .resource = SERVER,
      .severity = WARNING,
      .with = "owner=local-system computer=no " IMPLICIT,
      .without = "owner=local-system computer=yes " IMPLICIT,
      .fix = "lend-token {'flags': <uint32 2>}",
  },
  {
      .rule = "warn-local-service-is-nobody",
      .requirements = "ACC-6",
      .resource = SERVER,
      .severity = WARNING,
      .with = "owner=local-service " IMPLICIT,
      .without = "owner=local-service server=basic:ann",
      .fix = "lend-token {'flags': <uint32 2>}",
  },
  {
      .rule = "warn-service-has-no-proxy",
      .requirements = "PRX-2",
      .resource = SETTINGS,
      .severity = WARNING,
      .with = "owner=network-service",
      .without = "owner=network-service account-proxy=proxy:3128",
      .fix = "set-proxy {'usage': <'override'>}",
  },
  {
      .rule = "warn-helper-proxy-not-read",
      .requirements = "PRX-2",
      .resource = SETTINGS,
      .severity = INFORMATION,
      .with = "profile=windows-10-1607 flags=2 " LENT,
      .without = "profile=windows-10-1809 flags=2 " LENT,
      .fix = "set-proxy {'usage': <'override'>}",
  },
  {
      .rule = "warn-proxy-variables-ignored",
      .requirements = "PRX-5",
      .resource = SETTINGS,
      .severity = WARNING,
      .with = "variable=http_proxy",
      .without = "variable=http_proxy account-proxy=proxy:3128",
      .fix = "set-proxy {'usage': <'override'>}",
  },
  {
      .rule = "warn-proxy-list-unusable",
      .requirements = "PRX-3",
      .resource = SETTINGS,
      .severity = ERROR,
      .with = "usage=override list=http://",
      .without = PROXIED,
      .fix = "set-proxy {'usage': <'override'>}",
  },
  {
      .rule = "warn-proxy-detected",
      .requirements = "PRX-3",
      .resource = SETTINGS,
      .severity = WARNING,
      .with = "usage=autodetect",
      .without = "usage=none",
  },
  {
      .rule = "warn-proxy-detection-not-possible",
      .requirements = "PRX-3",
      .resource = SETTINGS,
      .severity = ERROR,
      .with = "usage=autodetect profile=xp-sp1",
      .without = "usage=autodetect profile=vista",
      .fix = "set-profile {'profile': <'native'>}",
  },
  {
      .rule = "warn-service-proxy-login-missing",
      .requirements = "PRX-1",
      .resource = PROXY,
      .severity = WARNING,
      .with = "owner=network-service " PROXIED,
      .without = "owner=network-service proxy=negotiate:implicit " PROXIED,
      .fix = "set-credential {'target': <'proxy'>, 'scheme': <'negotiate'>, 'implicit': <true>}",
  },
  {
      .rule = "warn-service-proxy-login-missing",
      .requirements = "PRX-1",
      .resource = PROXY,
      .severity = WARNING,
      .with = "owner=local-service proxy=negotiate:implicit " PROXIED,
      .without = "owner=local-service proxy=basic:ann " PROXIED,
      .fix = "set-credential {'target': <'proxy'>}",
  },
  {
      .rule = "warn-proxy-login-missing",
      .requirements = "PRX-1",
      .resource = PROXY,
      .severity = WARNING,
      .with = "proxy-asks=negotiate " PROXIED,
      .without = PROXIED,
      .fix = "set-credential {'target': <'proxy'>, 'scheme': <'negotiate'>, 'implicit': <true>}",
  },
  {
      .rule = "warn-login-in-address",
      .requirements = "AUTH-3",
      .resource = SERVER,
      .severity = WARNING,
      .with = "url=ann",
      .without = "server=basic:ann",
      .fix = "move-url-credentials {'target': <'server'>, 'scheme': <'basic'>}",
  },
  {
      .rule = "warn-logins-disagree",
      .requirements = "AUTH-4",
      .resource = SERVER,
      .severity = WARNING,
      .with = "url=ann server=digest:ben",
      .without = "url=ann server=digest:ann",
      .fix = "remove-credential {'target': <'server'>, 'scheme': <'digest'>}",
  },
  {
      .rule = "warn-address-is-only-way",
      .requirements = "AUTH-19",
      .resource = SERVER,
      .severity = INFORMATION,
      .with = "url=ann profile=xp",
      .without = "url=ann profile=xp-sp2",
      .fix = "set-profile {'profile': <'native'>}",
  },
  {
      .rule = "warn-profile-has-no-logins",
      .requirements = "AUTH-13 AUTH-19",
      .resource = SERVER,
      .severity = WARNING,
      .with = "server=basic:ann profile=xp",
      .without = "url=ann profile=xp",
      .fix = "set-profile {'profile': <'native'>}",
  },
  {
      .rule = "warn-profile-has-no-logins",
      .requirements = "PRX-6",
      .resource = PROXY,
      .severity = WARNING,
      .with = "proxy=basic:ann profile=xp " PROXIED,
      .without = "proxy=basic:ann profile=xp-sp2 " PROXIED,
      .fix = "set-profile {'profile': <'native'>}",
  },
  {
      .rule = "warn-may-never-be-asked",
      .requirements = "AUTH-7",
      .resource = SERVER,
      .severity = INFORMATION,
      .with = "server=basic:ann",
      .without = "server=basic:ann server-asks=basic",
  },
  {
      .rule = "warn-server-login-missing",
      .requirements = "ACC-7",
      .resource = SERVER,
      .severity = WARNING,
      .with = "server-asks=digest server=basic:ann",
      .without = "server-asks=digest server=digest:ann",
      .fix = "set-credential {'target': <'server'>}",
  },
  {
      .rule = "warn-proxy-login-for-server",
      .requirements = "AUTH-9",
      .resource = SERVER,
      .severity = INFORMATION,
      .with = "proxy=negotiate:implicit " PROXIED,
      .without = "proxy=negotiate:implicit server=basic:ann " PROXIED,
      .fix = "set-credential {'target': <'server'>}",
  },
  {
      .rule = "warn-password-in-clear",
      .requirements = "AUTH-1",
      .resource = SERVER,
      .severity = WARNING,
      .with = "server=basic:ann",
      .without = "server=basic:ann remote=https://intranet/report",
  },
  {
      .rule = "warn-password-in-clear",
      .requirements = "AUTH-1",
      .resource = PROXY,
      .severity = WARNING,
      .with = "proxy=basic:ann " PROXIED,
      .without = "proxy=basic:ann usage=none",
  },
  {
      .rule = "warn-sent-without-being-set",
      .requirements = "AUTH-11",
      .resource = SERVER,
      .severity = WARNING,
      .with = "compat=0",
      .without = "compat=0 " IMPLICIT,
      .fix = "set-engine-setting {'use-lm-compat': <2>}",
  },
  {
      .rule = "warn-profile-sends-unset",
      .requirements = "AUTH-13",
      .resource = SERVER,
      .severity = WARNING,
      .with = "profile=xp-sp1",
      .without = "profile=vista",
      .fix = "set-profile {'profile': <'native'>}",
  },
  {
      .rule = "warn-level-absent",
      .requirements = "AUTH-18",
      .resource = SERVER,
      .severity = INFORMATION,
      .with = "profile=xp-sp2",
      .without = "profile=xp-sp2 level=0",
      .fix = "set-credential {'target': <'server'>, 'scheme': <'negotiate'>, 'implicit': <true>}",
  },
  {
      .rule = "warn-level-is-for-others",
      .requirements = "AUTH-18",
      .resource = SERVER,
      .severity = INFORMATION,
      .with = "compat=1 level=2",
      .without = "compat=2 level=2",
      .fix = "set-credential {'target': <'server'>, 'scheme': <'negotiate'>, 'implicit': <true>}",
  },
  {
      .rule = "warn-no-logon-credentials",
      .requirements = "AUTH-8",
      .resource = SERVER,
      .severity = WARNING,
      .with = "logon=no " IMPLICIT,
      .without = "logon=yes " IMPLICIT,
  },
  {
      .rule = "warn-login-to-internet",
      .requirements = "AUTH-8",
      .resource = SERVER,
      .severity = INFORMATION,
      .with = "remote=https://www.example.com/report " IMPLICIT,
      .without = "remote=https://intranet/report " IMPLICIT,
  },
  {
      .rule = "warn-scheme-not-spoken",
      .requirements = "AUTH-1",
      .resource = SERVER,
      .severity = WARNING,
      .with = "server=passport:ann wire=basic,negotiate",
      .without = "server=basic:ann wire=basic,negotiate",
  },
  {
      .rule = "warn-smb-takes-no-login",
      .requirements = "TOK-3",
      .resource = SMB,
      .severity = WARNING,
      .with = "remote=smb://server/share/report server=negotiate:ann",
      .without = "remote=smb://server/share/report",
      .fix = "lend-token {'flags': <uint32 2>}",
  },
  {
      .rule = "warn-token-not-there",
      .requirements = "TOK-10",
      .resource = TOKEN,
      .severity = ERROR,
      .with = "flags=1",
      .without = "flags=1 " LENT,
      .fix = "lend-token {'flags': <uint32 1>}",
  },
  {
      .rule = "warn-token-lost",
      .requirements = "TOK-10",
      .resource = TOKEN,
      .severity = ERROR,
      .with = "flags=3 token=lost",
      .without = "flags=3 token=none",
      .fix = "lend-token {'flags': <uint32 3>}",
  },
  {
      .rule = "warn-token-widened",
      .requirements = "TOK-10",
      .resource = TOKEN,
      .severity = ERROR,
      .with = "flags=3 token=widened",
      .without = "flags=3 token=lost",
      .fix = "lend-token {'flags': <uint32 3>}",
  },
  {
      .rule = "warn-token-withdrawn",
      .requirements = "TOK-10",
      .resource = TOKEN,
      .severity = ERROR,
      .with = "flags=3 token=withdrawn",
      .without = "flags=3 token=widened",
      .fix = "lend-token {'flags': <uint32 3>}",
  },
  {
      .rule = "warn-token-not-kept",
      .requirements = "TOK-10",
      .resource = TOKEN,
      .severity = INFORMATION,
      .with = "flags=1 " LENT,
      .without = "flags=0 " LENT,
  },
  {
      .rule = "warn-token-without-flags",
      .requirements = "TOK-1",
      .resource = TOKEN,
      .severity = WARNING,
      .with = "flags=0 " LENT,
      .without = "flags=2 " LENT,
      .fix = "set-token-flags {'flags': <uint32 2>}",
  },
  {
      .rule = "warn-profile-has-no-tokens",
      .requirements = "TOK-9",
      .resource = TOKEN,
      .severity = WARNING,
      .with = "flags=2 profile=xp-sp3 " LENT,
      .without = "flags=2 profile=windows-7 " LENT,
      .fix = "set-token-flags {'flags': <uint32 0>}",
  },
  {
      .rule = "warn-helper-is-administrator",
      .requirements = "TOK-7",
      .resource = TOKEN,
      .severity = WARNING,
      .with = "flags=1 helper-administrator=yes " LENT,
      .without = "flags=1 helper-administrator=no " LENT,
  },
  {
      .rule = "warn-file-is-the-helpers",
      .requirements = "TOK-2",
      .resource = LOCAL,
      .severity = INFORMATION,
      .with = "flags=1 " LENT,
      .without = "flags=2 " LENT,
  },
  {
      .rule = "warn-network-token-does-nothing",
      .requirements = "TOK-4",
      .resource = SERVER,
      .severity = WARNING,
      .with = "flags=2 " LENT,
      .without = "flags=2 " LENT IMPLICIT,
      .fix = "set-credential {'target': <'server'>, 'scheme': <'negotiate'>, 'implicit': <true>}",
  },
  {
      .rule = "warn-certificate-with-network",
      .requirements = "TOK-6",
      .resource = CERTIFICATE,
      .severity = ERROR,
      .with = "certificate=ann flags=3 " LENT,
      .without = "certificate=ann flags=3 owner=local-system " LENT,
      .fix = "set-token-flags {'flags': <uint32 1>}",
  },
  {
      .rule = "warn-profile-has-no-certificates",
      .requirements = "AUTH-15",
      .resource = CERTIFICATE,
      .severity = WARNING,
      .with = "certificate=ann profile=server-2003 remote=https://intranet/report",
      .without = "certificate=ann profile=vista remote=https://intranet/report",
      .fix = "set-profile {'profile': <'native'>}",
  },
  {
      .rule = "warn-certificate-without-https",
      .requirements = "AUTH-15",
      .resource = CERTIFICATE,
      .severity = INFORMATION,
      .with = "certificate=ann",
      .without = "certificate=ann remote=https://intranet/report",
      .fix = "clear-certificate",
  },
  {
      .rule = "warn-certificate-may-be-needed",
      .requirements = "AUTH-16",
      .resource = CERTIFICATE,
      .severity = INFORMATION,
      .with = "profile=windows-7 remote=https://intranet/report",
      .without = "profile=native remote=https://intranet/report",
      .fix = "set-profile {'profile': <'native'>}",
  },
  {
      .rule = "combination-passport-proxy-login",
      .requirements = "AUTH-17",
      .resource = PROXY,
      .severity = WARNING,
      .with = "profile=xp-sp2 remote=https://intranet/report server=passport:ann "
              "proxy=basic:ann " PROXIED,
      .without = "profile=xp-sp2 server=passport:ann proxy=basic:ann " PROXIED,
      .fix = "set-profile {'profile': <'native'>}",
  },
  {
      .rule = "combination-passport-autodetect",
      .requirements = "AUTH-17",
      .resource = PROXY,
      .severity = INFORMATION,
      .with = "server=passport:ann usage=autodetect",
      .without = "server=passport:ann usage=none",
  },
  {
      .rule = "combination-login-digest-proxy",
      .requirements = "AUTH-17",
      .resource = PROXY,
      .severity = WARNING,
      .with = "profile=server-2003 server=basic:ann proxy=digest:ann " PROXIED,
      .without = "profile=server-2003 server=basic:ann proxy=digest:ann proxy-asks=basic " PROXIED,
      .fix = "set-profile {'profile': <'native'>}",
  },
  {
      .rule = "combination-negotiate-basic-proxy",
      .requirements = "AUTH-17",
      .resource = PROXY,
      .severity = WARNING,
      .with = "profile=xp-sp3 server=negotiate:ann proxy=basic:ann " PROXIED,
      .without = "profile=xp-sp3 server=negotiate:ann proxy=basic:ann usage=none",
      .fix = "set-profile {'profile': <'native'>}",
  },
  {
      .rule = "combination-https-digest-proxy",
      .requirements = "AUTH-17",
      .resource = PROXY,
      .severity = INFORMATION,
      .with = "remote=https://intranet/report proxy=digest:ann " PROXIED,
      .without = "proxy=digest:ann " PROXIED,
  },
  {
      /* what the server is given is not what the proxy is given */
      .rule = "combination-https-digest-proxy",
      .requirements = "AUTH-17",
      .resource = PROXY,
      .severity = INFORMATION,
      .with = "remote=https://intranet/report wire=basic proxy=digest:ann " PROXIED,
      .without
      = "remote=https://intranet/report wire=basic server=digest:ann proxy=basic:ann " PROXIED,
  },
};

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
  g_test_add_func ("/policy/warnings/none", test_warnings_none);
  return g_test_run ();
}
