/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Tests of logon credentials: UseLMCompat, LM level, SetCredentials, the eight systems, tokens. */
#include "config.h"

#include "login-case.h"

#define LEVELS_END 6

/* The eight systems of the page. What a value of UseLMCompat comes to there: S sent whenever asked,
 * L from LM level 2 on, N only with SetCredentials; absent, 0, 1, 2. */
static const struct
{
  const char *title;
  HaulierProfile profile;
  const char *compat;
  gint level; /* where it is absent */
  gboolean has_set_credentials;
} system_rows[] = {
  { "Windows XP", HAULIER_PROFILE_XP, "SSSS", 0, FALSE },
  { "Windows XP with SP1", HAULIER_PROFILE_XP_SP1, "SSSS", 0, FALSE },
  { "Windows XP with SP2", HAULIER_PROFILE_XP_SP2, "LSLN", 0, TRUE },
  { "Windows XP with SP3", HAULIER_PROFILE_XP_SP3, "LSLN", 0, TRUE },
  { "Windows Server 2003", HAULIER_PROFILE_SERVER_2003, "LSLL", 2, TRUE },
  { "Windows Server 2003 R2", HAULIER_PROFILE_SERVER_2003_R2, "LSLN", 2, TRUE },
  { "Windows Vista", HAULIER_PROFILE_VISTA, "NSLN", 3, TRUE },
  { "Windows Server 2008", HAULIER_PROFILE_SERVER_2008, "NSLN", 3, TRUE },
};

static const char *
expect_rule (gsize system, gint compat, gint level, gboolean called)
{
  if (!system_rows[system].has_set_credentials)
    return "implicit-always";
  if (called)
    return "implicit-set";
  if (level == HAULIER_NOT_SET)
    level = system_rows[system].level;
  switch (system_rows[system].compat[compat + 1])
    {
    case 'S':
      return "implicit-compat-0";
    case 'L':
      return level >= 2 ? "implicit-level-reached" : "implicit-level-low";
    case 'N':
      return "implicit-compat-2";
    default:
      g_assert_not_reached ();
    }
}

static const char *const allowing_rules[] = {
  "implicit-always",     "implicit-set",      "implicit-helper-set",    "implicit-host-set",
  "implicit-from-proxy", "implicit-compat-0", "implicit-level-reached", NULL,
};

static void
check (const LoginCase *login, HaulierAuthScheme scheme, const char *expected)
{
  const HaulierRule *rule;
  gboolean allowed
      = haulier_login_may_send_implicit (&login->facts, login->challenge.target, scheme, &rule);

  g_assert_cmpstr (rule->name, ==, expected);
  g_assert_cmpint (allowed, ==, g_strv_contains (allowing_rules, expected));
  g_assert_true (haulier_rule_find (expected) == rule);
}

static void
test_implicit_system (gconstpointer data)
{
  gsize i = GPOINTER_TO_SIZE (data);

  for (gint compat = HAULIER_NOT_SET; compat <= 2; compat++)
    for (gint level = HAULIER_NOT_SET; level < LEVELS_END; level++)
      for (guint called = FALSE; called <= TRUE; called++)
        for (guint scheme = NTLM; scheme <= NEGOTIATE; scheme++)
          {
            LoginCase login;

            login_case_init (&login);
            login.facts.profile = system_rows[i].profile;
            login.facts.use_lm_compat = compat;
            login.facts.lm_compatibility_level = level;
            if (called)
              login_case_add (&login, JOB, SERVER, NEGOTIATE, NULL);
            g_test_message ("%s, UseLMCompat %d, level %d, called %u",
                            system_rows[i].title,
                            compat,
                            level,
                            called);
            check (&login, scheme, expect_rule (i, compat, level, called));
          }
}

/* What else may hold logon credentials back, or let them go. */
typedef enum
{
  NO_TOKEN,
  TOKEN,
  TOKEN_LOST,
} Token;

static const struct
{
  const char *rule;
  const char *why;
  HaulierAuthTarget target;
  HaulierAuthScheme scheme;
  HaulierAccountKind owner;
  Token token;
  HaulierProfile profile;
  gint compat;
  struct
  {
    HaulierCredentialSource source;
    HaulierAuthTarget target;
    HaulierAuthScheme scheme;
    const char *user;
  } credentials[2]; /* as far as there is a target */
} case_rows[] = {
  /* clang-format off */
  { "implicit-passport", "whatever is set", SERVER, PASSPORT, USER, NO_TOKEN, 0, 0,
    { { JOB, SERVER, NEGOTIATE, NULL, }, }, },
  { "implicit-basic-digest", "whatever is set", SERVER, BASIC, USER, NO_TOKEN, 0, 0,
    { { JOB, SERVER, NEGOTIATE, NULL, }, }, },
  { "implicit-basic-digest", "nor for a proxy", PROXY, DIGEST, USER, NO_TOKEN, 0, 0,
    { { JOB, PROXY, NEGOTIATE, NULL, }, }, },
  { "implicit-basic-digest", "an entry that should not be there", SERVER, BASIC, USER, NO_TOKEN, 0, 0,
    { { JOB, SERVER, BASIC, NULL, }, }, },
  { "implicit-token-required", "although set", SERVER, NEGOTIATE, USER, TOKEN_LOST, 0, 0,
    { { JOB, SERVER, NEGOTIATE, NULL, }, }, },
  { "implicit-anonymous-account", "although set", SERVER, NEGOTIATE, LOCAL_SERVICE, NO_TOKEN, 0, 0,
    { { JOB, SERVER, NEGOTIATE, NULL, }, }, },
  { "implicit-anonymous-account", "even in XP", SERVER, NTLM, LOCAL_SERVICE, NO_TOKEN,
    HAULIER_PROFILE_XP, -1, { }, },
  { "implicit-computer-ntlm", "the computer has a ticket only", SERVER, NTLM, NETWORK_SERVICE, NO_TOKEN, 0, 0,
    { { JOB, SERVER, NTLM, NULL, }, }, },
  { "implicit-set", "the computer answers Negotiate", PROXY, NEGOTIATE, NETWORK_SERVICE, NO_TOKEN, 0, -1,
    { { JOB, PROXY, NEGOTIATE, NULL, }, }, },
  { "implicit-compat-2", "the computer is no exception", SERVER, NEGOTIATE, SYSTEM, NO_TOKEN, 0, -1, { }, },
  { "implicit-proxy-none", "no proxy in BITS 1.2", PROXY, NEGOTIATE, USER, NO_TOKEN,
    HAULIER_PROFILE_XP_SP1, 0, { }, },
  { "implicit-helper-set", "NETWORK and NULL, NULL", SERVER, NEGOTIATE, USER, TOKEN, 0, -1,
    { { JOB, SERVER, NEGOTIATE, NULL, }, }, },
  { "implicit-helper-set", "LocalService with a helper", PROXY, NTLM, LOCAL_SERVICE, TOKEN, 0, -1,
    { { JOB, PROXY, NTLM, NULL, }, }, },
  { "implicit-helper-not-set", "NETWORK alone", SERVER, NEGOTIATE, USER, TOKEN, 0, -1, { }, },
  { "implicit-helper-not-set", "UseLMCompat does not help", SERVER, NTLM, SYSTEM, TOKEN, 0, 0, { }, },
  { "implicit-helper-not-set", "set for the other target", PROXY, NTLM, USER, TOKEN, 0, 0,
    { { JOB, SERVER, NEGOTIATE, NULL, }, }, },
  { "implicit-from-proxy", "the helper goes to the server too", SERVER, NEGOTIATE, USER, TOKEN, 0, -1,
    { { JOB, PROXY, NEGOTIATE, NULL, }, }, },
  { "implicit-from-proxy", "set for the proxy", SERVER, NEGOTIATE, USER, NO_TOKEN, 0, -1,
    { { JOB, PROXY, NEGOTIATE, NULL, }, }, },
  { "implicit-from-proxy", "Negotiate covers NTLM there too", SERVER, NTLM, USER, NO_TOKEN, 0, -1,
    { { JOB, PROXY, NEGOTIATE, NULL, }, }, },
  { "implicit-compat-2", "NTLM for the proxy is not Negotiate", SERVER, NEGOTIATE, USER, NO_TOKEN, 0, -1,
    { { JOB, PROXY, NTLM, NULL, }, }, },
  { "implicit-proxy-only", "the server has its own", SERVER, NEGOTIATE, USER, NO_TOKEN, 0, -1,
    { { JOB, PROXY, NEGOTIATE, NULL, }, { JOB, SERVER, BASIC, "ann", }, }, },
  { "implicit-proxy-only", "the address has one", SERVER, NEGOTIATE, USER, NO_TOKEN, 0, 2,
    { { JOB, PROXY, NEGOTIATE, NULL, }, { URL, SERVER, BASIC, "ann", }, }, },
  { "implicit-proxy-only", "UseLMCompat does not help a helper", SERVER, NEGOTIATE, USER, TOKEN, 0, 0,
    { { JOB, PROXY, NEGOTIATE, NULL, }, { JOB, SERVER, BASIC, "ann", }, }, },
  { "implicit-compat-0", "but an owner", SERVER, NEGOTIATE, USER, NO_TOKEN, 0, 0,
    { { JOB, PROXY, NEGOTIATE, NULL, }, { JOB, SERVER, BASIC, "ann", }, }, },
  { "implicit-compat-2", "not the other way round", PROXY, NEGOTIATE, USER, NO_TOKEN, 0, -1,
    { { JOB, SERVER, NEGOTIATE, NULL, }, }, },
  { "implicit-ntlm-only", "NTLM does not cover Negotiate", SERVER, NEGOTIATE, USER, NO_TOKEN, 0, -1,
    { { JOB, SERVER, NTLM, NULL, }, }, },
  { "implicit-ntlm-only", "nor the helper's", SERVER, NEGOTIATE, USER, TOKEN, 0, 0,
    { { JOB, SERVER, NTLM, NULL, }, }, },
  { "implicit-compat-0", "UseLMCompat sends it all the same", SERVER, NEGOTIATE, USER, NO_TOKEN, 0, 0,
    { { JOB, SERVER, NTLM, NULL, }, }, },
  { "implicit-set", "NTLM covers NTLM", SERVER, NTLM, USER, NO_TOKEN, 0, -1,
    { { JOB, SERVER, NTLM, NULL, }, }, },
  { "implicit-host-set", "a rule for the host", SERVER, NEGOTIATE, USER, NO_TOKEN, 0, 2,
    { { HOST, SERVER, NEGOTIATE, NULL, }, }, },
  { "implicit-always", "entries do not count before 1.5", SERVER, NEGOTIATE, USER, NO_TOKEN,
    HAULIER_PROFILE_XP, 2, { { JOB, SERVER, NTLM, NULL, }, }, },
  { "implicit-level-not-set", "this computer has no level of its own", SERVER, NTLM, USER, NO_TOKEN, 0, 1, { }, },
  { "implicit-compat-2", "the default", SERVER, NTLM, USER, NO_TOKEN, 0, -1, { }, },
  /* clang-format on */
};

static void
test_implicit_case (gconstpointer data)
{
  gsize i = GPOINTER_TO_SIZE (data);
  LoginCase login;

  login_case_init (&login);
  login_case_ask (&login, case_rows[i].target, HAULIER_AUTH_SCHEMES_ALL);
  login.facts.owner = case_rows[i].owner;
  login.facts.profile = case_rows[i].profile;
  login.facts.use_lm_compat = case_rows[i].compat;
  login.access.token.flags = case_rows[i].token == NO_TOKEN ? 0 : HAULIER_TOKEN_NETWORK;
  login.access.token.state
      = case_rows[i].token == TOKEN ? HAULIER_TOKEN_STATE_SET : HAULIER_TOKEN_STATE_LOST;
  for (gsize j = 0; j < 2 && case_rows[i].credentials[j].target != 0; j++)
    login_case_add (&login,
                    case_rows[i].credentials[j].source,
                    case_rows[i].credentials[j].target,
                    case_rows[i].credentials[j].scheme,
                    case_rows[i].credentials[j].user);
  g_test_message ("%s", case_rows[i].why);
  check (&login, case_rows[i].scheme, case_rows[i].rule);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (system_rows); i++)
    {
      g_autofree char *path = g_strdup_printf ("/policy/implicit/%s", system_rows[i].title);

      g_test_add_data_func (path, GSIZE_TO_POINTER (i), test_implicit_system);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (case_rows); i++)
    {
      g_autofree char *path
          = g_strdup_printf ("/policy/implicit/%02" G_GSIZE_FORMAT "-%s", i, case_rows[i].rule);

      g_test_add_data_func (path, GSIZE_TO_POINTER (i), test_implicit_case);
    }
  return g_test_run ();
}
