/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Warnings about proxies: none for services, none of the environment, a login that is missing. */
#include "config.h"

#include <glib/gi18n.h>

#include "haulier-rule-tables-private.h"
#include "haulier-warnings-private.h"

static HaulierProxyUsage
get_usage (const HaulierAccessDecisions *decisions)
{
  return decisions->facts->access->proxy.usage;
}

/* With what is kept for the account, or read from its desktop, where that is known. */
static HaulierProxyUsage
get_usage_in_force (const HaulierAccessDecisions *decisions)
{
  const HaulierProxySettings *account = decisions->facts->account_proxy;

  return get_usage (decisions) == HAULIER_PROXY_USAGE_PRECONFIG && account != NULL
             ? account->usage
             : get_usage (decisions);
}

static gboolean
reads_helper (const HaulierAccessDecisions *decisions)
{
  return decisions->identities[HAULIER_RESOURCE_PROXY_SETTINGS].identity == HAULIER_IDENTITY_HELPER;
}

static gboolean
service_has_no_settings (const HaulierAccessDecisions *decisions, HaulierResource resource)
{
  return get_usage (decisions) == HAULIER_PROXY_USAGE_PRECONFIG
         && haulier_warning_owner_is_service (decisions) && !reads_helper (decisions)
         && (get_usage_in_force (decisions) == HAULIER_PROXY_USAGE_PRECONFIG
             || get_usage_in_force (decisions) == HAULIER_PROXY_USAGE_NO_PROXY);
}

static gboolean
helper_is_not_read (const HaulierAccessDecisions *decisions, HaulierResource resource)
{
  return get_usage (decisions) == HAULIER_PROXY_USAGE_PRECONFIG
         && (decisions->facts->access->token.flags & HAULIER_TOKEN_NETWORK) != 0
         && decisions->profile->token_setters != HAULIER_TOKEN_SETTERS_NOBODY
         && !decisions->profile->helper_proxy_settings;
}

static gboolean
variables_are_ignored (const HaulierAccessDecisions *decisions, HaulierResource resource)
{
  return (get_usage (decisions) == HAULIER_PROXY_USAGE_PRECONFIG
          || get_usage (decisions) == HAULIER_PROXY_USAGE_AUTODETECT)
         && decisions->proxy == NULL && decisions->facts->proxy_variables != NULL
         && decisions->facts->proxy_variables[0] != NULL;
}

static GVariant *
set_override (const HaulierAccessDecisions *decisions, HaulierResource resource)
{
  return g_variant_new_parsed ("{'usage': <'override'>}");
}

static gboolean
list_is_unusable (const HaulierAccessDecisions *decisions, HaulierResource resource)
{
  return get_usage (decisions) == HAULIER_PROXY_USAGE_OVERRIDE && decisions->proxy_code != 0;
}

static gboolean
trusts_network (const HaulierAccessDecisions *decisions, HaulierResource resource)
{
  return get_usage_in_force (decisions) == HAULIER_PROXY_USAGE_AUTODETECT
         && decisions->proxy_code == 0;
}

static gboolean
cannot_detect (const HaulierAccessDecisions *decisions, HaulierResource resource)
{
  return get_usage (decisions) == HAULIER_PROXY_USAGE_AUTODETECT && decisions->proxy_code != 0;
}

static gboolean
login_is_missing (const HaulierAccessDecisions *decisions)
{
  return decisions->has_proxy == HAULIER_FACT_YES
         && decisions->logins[HAULIER_AUTH_TARGET_PROXY][0]->kind == HAULIER_CANDIDATE_ANONYMOUS;
}

static gboolean
service_has_no_login (const HaulierAccessDecisions *decisions, HaulierResource resource)
{
  return haulier_warning_owner_is_service (decisions) && login_is_missing (decisions);
}

static gboolean
person_has_no_login (const HaulierAccessDecisions *decisions, HaulierResource resource)
{
  return !haulier_warning_owner_is_service (decisions) && login_is_missing (decisions)
         && decisions->facts->proxy_offered != 0;
}

/* Logon credentials of nobody would help nobody. */
static GVariant *
set_proxy_login (const HaulierAccessDecisions *decisions, HaulierResource resource)
{
  return decisions->identities[resource].identity == HAULIER_IDENTITY_ANONYMOUS
             ? haulier_fix_with_target (decisions, resource)
             : haulier_fix_with_logon_credentials (decisions, resource);
}

static const HaulierWarningRow proxy_rows[] = {
  {
      .rule = {
          .name = "warn-service-has-no-proxy",
          .requirements = "PRX-2 PRX-3",
          .source = "Service accounts and BITS: proxy settings are per user",
          .text = N_ ("The job goes without a proxy: desktop proxy settings belong to people, and "
                      "service accounts have none"),
      },
      .severity = HAULIER_SEVERITY_WARNING,
      .resources = HAULIER_WARNING_ON (PROXY_SETTINGS),
      .holds = service_has_no_settings,
      .fix = "set-proxy",
      .arguments = set_override,
  },
  {
      .rule = {
          .name = "warn-helper-proxy-not-read",
          .requirements = "PRX-2 TOK-5",
          .source = "Helper tokens for BITS transfer jobs: before Windows 10, version 1809",
          .text = N_ ("The helper’s proxy settings are not used: the Windows of this profile reads "
                      "the owner’s"),
      },
      .severity = HAULIER_SEVERITY_INFORMATION,
      .resources = HAULIER_WARNING_ON (PROXY_SETTINGS),
      .holds = helper_is_not_read,
      .fix = "set-proxy",
      .arguments = set_override,
  },
  {
      .rule = {
          .name = "warn-proxy-variables-ignored",
          .requirements = "PRX-5",
          .source = "Service accounts and BITS: settings of Proxycfg.exe are not recognized",
          .text = N_ ("The job goes without the proxy of your environment: variables such as "
                      "http_proxy are not used"),
      },
      .severity = HAULIER_SEVERITY_WARNING,
      .resources = HAULIER_WARNING_ON (PROXY_SETTINGS),
      .holds = variables_are_ignored,
      .fix = "set-proxy",
      .arguments = set_override,
  },
  {
      .rule = {
          .name = "warn-proxy-list-unusable",
          .requirements = "PRX-3",
          .source = "BG_E_INVALID_PROXY_INFO",
          .text = N_ ("The job stops before it connects: no proxy can be read from its list"),
      },
      .severity = HAULIER_SEVERITY_ERROR,
      .resources = HAULIER_WARNING_ON (PROXY_SETTINGS),
      .holds = list_is_unusable,
      .fix = "set-proxy",
      .arguments = set_override,
  },
  {
      .rule = {
          .name = "warn-proxy-detected",
          .requirements = "PRX-3",
          .source = "BG_JOB_PROXY_USAGE_AUTODETECT: web proxy auto-discovery",
          .text = N_ ("Whoever answers in this network becomes the proxy: it is detected, and "
                      "nobody vouches for it"),
      },
      .severity = HAULIER_SEVERITY_WARNING,
      .resources = HAULIER_WARNING_ON (PROXY_SETTINGS),
      .holds = trusts_network,
  },
  {
      .rule = {
          .name = "warn-proxy-detection-not-possible",
          .requirements = "PRX-3 PROF-1",
          .source = "BG_JOB_PROXY_USAGE: AUTODETECT is not in BITS 1.5 and earlier",
          .text = N_ ("The job stops before it connects: its profile is of a Windows that cannot "
                      "detect a proxy"),
      },
      .severity = HAULIER_SEVERITY_ERROR,
      .resources = HAULIER_WARNING_ON (PROXY_SETTINGS),
      .holds = cannot_detect,
      .fix = "set-profile",
      .arguments = haulier_fix_with_native,
  },
  {
      .rule = {
          .name = "warn-service-proxy-login-missing",
          .requirements = "PRX-1",
          .source = "Service accounts and BITS: a proxy that requires user credentials",
          .text = N_ ("The job fails if the proxy asks who it is: no login that works is set for "
                      "the proxy"),
      },
      .severity = HAULIER_SEVERITY_WARNING,
      .resources = HAULIER_WARNING_ON (PROXY_LOGIN),
      .holds = service_has_no_login,
      .fix = "set-credential",
      .arguments = set_proxy_login,
  },
  {
      .rule = {
          .name = "warn-proxy-login-missing",
          .requirements = "PRX-1",
          .source = "IBackgroundCopyJob2::SetCredentials: BG_AUTH_TARGET_PROXY",
          .text = N_ ("The job fails at the proxy, which asks who it is: no login that works is "
                      "set"),
      },
      .severity = HAULIER_SEVERITY_WARNING,
      .resources = HAULIER_WARNING_ON (PROXY_LOGIN),
      .holds = person_has_no_login,
      .fix = "set-credential",
      .arguments = set_proxy_login,
  },
};

const HaulierWarningTable haulier_proxy_warnings = HAULIER_WARNING_TABLE (proxy_rows);
const HaulierRuleTable haulier_proxy_warning_rules = HAULIER_RULE_TABLE (proxy_rows);
