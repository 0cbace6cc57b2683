/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Mixes of server login, proxy login and address that some generations do not support. */
#include "config.h"

#include "haulier-combinations.h"

#include <glib/gi18n.h>

#include "haulier-profiles.h"
#include "haulier-rule-tables-private.h"

#define BIT(scheme) HAULIER_AUTH_SCHEME_BIT (HAULIER_AUTH_SCHEME_##scheme)
#define ANY_SCHEME HAULIER_AUTH_SCHEMES_ALL

/* What a row does not name is 0 and fits everything. Two places of the table are blank for Server
 * 2003, which is read as supported.
 */
typedef struct
{
  guint unsupported_on; /* HAULIER_COMBINATIONS_… */
  guint server_schemes; /* HAULIER_AUTH_SCHEME_BIT () */
  guint proxy_schemes;  /* the same */
  gboolean secure;      /* over HTTPS */
  gboolean autodetect;  /* usage AUTODETECT */
  HaulierRule rule;
} CombinationRow;

/* In the order of the page. Those of both columns come first: the first row that fits is taken. */
static const CombinationRow combination_rows[] = {
  {
      .unsupported_on = HAULIER_COMBINATIONS_XP | HAULIER_COMBINATIONS_SERVER_2003,
      .server_schemes = BIT (PASSPORT),
      .proxy_schemes = ANY_SCHEME,
      .secure = TRUE,
      .rule = {
          .name = "combination-passport-proxy-login",
          .requirements = "AUTH-17",
          .source = "Authentication: scenarios not supported, row 1",
          .text = N_ ("Logging in to the server with Passport over HTTPS, through a proxy that "
                      "asks for a login, does not work in Windows XP and Server 2003"),
      },
  },
  {
      .unsupported_on = HAULIER_COMBINATIONS_XP | HAULIER_COMBINATIONS_SERVER_2003,
      .server_schemes = BIT (PASSPORT),
      .autodetect = TRUE,
      .rule = {
          .name = "combination-passport-autodetect",
          .requirements = "AUTH-17",
          .source = "Authentication: scenarios not supported, row 2",
          .text = N_ ("Logging in to the server with Passport, through a proxy that is detected "
                      "automatically, does not work in Windows XP and Server 2003"),
      },
  },
  {
      .unsupported_on = HAULIER_COMBINATIONS_XP | HAULIER_COMBINATIONS_SERVER_2003,
      .server_schemes = ANY_SCHEME,
      .proxy_schemes = BIT (DIGEST),
      .rule = {
          .name = "combination-login-digest-proxy",
          .requirements = "AUTH-17",
          .source = "Authentication: scenarios not supported, row 3",
          .text = N_ ("Logging in to the server at all, through a proxy that asks for Digest, "
                      "does not work in Windows XP and Server 2003"),
      },
  },
  {
      .unsupported_on = HAULIER_COMBINATIONS_XP,
      .server_schemes = BIT (NEGOTIATE),
      .proxy_schemes = BIT (BASIC),
      .rule = {
          .name = "combination-negotiate-basic-proxy",
          .requirements = "AUTH-17",
          .source = "Authentication: scenarios not supported, row 4",
          .text = N_ ("Logging in to the server with Negotiate, through a proxy that asks for "
                      "Basic, does not work in Windows XP"),
      },
  },
  {
      .unsupported_on = HAULIER_COMBINATIONS_XP,
      .proxy_schemes = BIT (DIGEST),
      .secure = TRUE,
      .rule = {
          .name = "combination-https-digest-proxy",
          .requirements = "AUTH-17",
          .source = "Authentication: scenarios not supported, row 5",
          .text = N_ ("An HTTPS address through a proxy that asks for Digest does not work in "
                      "Windows XP"),
      },
  },
};

const HaulierRuleTable haulier_combination_rules = HAULIER_RULE_TABLE (combination_rows);

static gboolean
schemes_fit (guint schemes, HaulierAuthScheme scheme)
{
  return schemes == 0 || (schemes & HAULIER_AUTH_SCHEME_BIT (scheme)) != 0;
}

/**
 * haulier_combination_decide:
 * @profile: of the job
 * @server_scheme: how the job logs in to the server; 0: it does not
 * @secure: the address is HTTPS
 * @proxy_usage: where the proxy comes from
 * @proxy_scheme: how the job logs in to the proxy; 0: it does not
 * @out_rule: (out) (optional) (nullable) (transfer none): the combination, %NULL where there is
 * none
 *
 * Tells whether a profile supports the mix of logins that a job comes to. Profiles that support it
 * report it nevertheless: staff who look for the cause of a failure elsewhere stop searching.
 *
 * Source: Authentication: scenarios not supported.
 *
 * Returns: refused where @profile is one of the generations that the row names
 */
HaulierCombinationVerdict
haulier_combination_decide (HaulierProfile profile,
                            HaulierAuthScheme server_scheme,
                            gboolean secure,
                            HaulierProxyUsage proxy_usage,
                            HaulierAuthScheme proxy_scheme,
                            const HaulierRule **out_rule)
{
  const HaulierProfileFacts *facts = haulier_profile_get_facts (profile);

  for (gsize i = 0; i < G_N_ELEMENTS (combination_rows); i++)
    {
      const CombinationRow *row = &combination_rows[i];

      if (schemes_fit (row->server_schemes, server_scheme)
          && schemes_fit (row->proxy_schemes, proxy_scheme) && (!row->secure || secure)
          && (!row->autodetect || proxy_usage == HAULIER_PROXY_USAGE_AUTODETECT))
        {
          if (out_rule != NULL)
            *out_rule = &row->rule;
          return (facts->refuses_combinations & row->unsupported_on) != 0
                     ? HAULIER_COMBINATION_REFUSED
                     : HAULIER_COMBINATION_REPORTED;
        }
    }
  if (out_rule != NULL)
    *out_rule = NULL;
  return HAULIER_COMBINATION_SUPPORTED;
}
