/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Warnings about logins: clear text, what is never used, what is sent further than one thinks. */
#include "config.h"

#include <glib/gi18n.h>

#include "haulier-model-types.h"
#include "haulier-rule-tables-private.h"
#include "haulier-warnings-private.h"

#define SERVER HAULIER_AUTH_TARGET_SERVER
#define PROXY HAULIER_AUTH_TARGET_PROXY
#define URL HAULIER_CREDENTIAL_SOURCE_URL
#define JOB HAULIER_CREDENTIAL_SOURCE_JOB
#define HOST HAULIER_CREDENTIAL_SOURCE_HOST

static const HaulierCredential *
find_in_address (const HaulierAccessDecisions *decisions)
{
  return haulier_access_decisions_find (decisions, URL, SERVER, FALSE);
}

/* Set for the server, by the job or for the host, whatever it stands for. */
static const HaulierCredential *
find_set (const HaulierAccessDecisions *decisions, HaulierAuthTarget target)
{
  const HaulierCredential *credential
      = haulier_access_decisions_find (decisions, JOB, target, FALSE);

  if (credential == NULL)
    credential = haulier_access_decisions_find (decisions, HOST, target, FALSE);
  if (credential == NULL)
    credential = haulier_access_decisions_find (decisions, JOB, target, TRUE);
  return credential;
}

static gboolean
has_login_in_address (const HaulierAccessDecisions *decisions, HaulierResource resource)
{
  return find_in_address (decisions) != NULL;
}

static GVariant *
move_to_server (const HaulierAccessDecisions *decisions, HaulierResource resource)
{
  return g_variant_new_parsed ("{'target': <'server'>, 'scheme': <'basic'>}");
}

static gboolean
logins_disagree (const HaulierAccessDecisions *decisions, HaulierResource resource)
{
  const HaulierCredential *address = find_in_address (decisions);
  const HaulierCredential *set = find_set (decisions, SERVER);

  return address != NULL && set != NULL && g_strcmp0 (address->user, set->user) != 0;
}

static GVariant *
remove_from_server (const HaulierAccessDecisions *decisions, HaulierResource resource)
{
  const HaulierCredential *set = find_set (decisions, SERVER);

  return g_variant_new_parsed ("{'target': <'server'>, 'scheme': <%s>}",
                               haulier_word_from_value (HAULIER_TYPE_AUTH_SCHEME, set->scheme));
}

static gboolean
address_is_only_way (const HaulierAccessDecisions *decisions, HaulierResource resource)
{
  return !decisions->profile->has_credentials && find_in_address (decisions) != NULL;
}

static gboolean
profile_has_none (const HaulierAccessDecisions *decisions, HaulierResource resource)
{
  HaulierAuthTarget target = haulier_warning_get_target (resource);

  return !decisions->profile->has_credentials && find_set (decisions, target) != NULL;
}

static gboolean
may_never_be_asked (const HaulierAccessDecisions *decisions, HaulierResource resource)
{
  return decisions->facts->server_offered == 0
         && (find_in_address (decisions) != NULL || find_set (decisions, SERVER) != NULL
             || haulier_access_decisions_wants_implicit (decisions, SERVER));
}

static gboolean
is_missing (const HaulierAccessDecisions *decisions, HaulierResource resource)
{
  return decisions->facts->server_offered != 0
         && decisions->logins[SERVER][0]->kind == HAULIER_CANDIDATE_ANONYMOUS;
}

static gboolean
goes_to_server_too (const HaulierAccessDecisions *decisions, HaulierResource resource)
{
  return haulier_access_decisions_answers (decisions, SERVER, HAULIER_CANDIDATE_IMPLICIT)
         && haulier_access_decisions_find (decisions, JOB, PROXY, TRUE) != NULL
         && haulier_access_decisions_find (decisions, JOB, SERVER, TRUE) == NULL;
}

static gboolean
travels_in_clear (const HaulierAccessDecisions *decisions, HaulierResource resource)
{
  HaulierAuthTarget target = haulier_warning_get_target (resource);
  const HaulierLoginDecision *login = decisions->logins[target][HAULIER_AUTH_SCHEME_BASIC];
  gboolean secure = target == SERVER ? decisions->secure : decisions->proxy_secure;

  /* one that stands in the address has a warning of its own */
  return !secure && login->kind != HAULIER_CANDIDATE_URL && login->credential != NULL
         && (target == SERVER || decisions->has_proxy != HAULIER_FACT_NO);
}

static gboolean
is_sent_unset (const HaulierAccessDecisions *decisions, HaulierResource resource)
{
  HaulierAuthTarget target = haulier_warning_get_target (resource);

  return haulier_access_decisions_answers (decisions, target, HAULIER_CANDIDATE_IMPLICIT)
         && !haulier_access_decisions_wants_implicit (decisions, target)
         && (target == SERVER || decisions->has_proxy != HAULIER_FACT_NO);
}

/* Where nothing can be set, nothing keeps them back either. */
static gboolean
can_be_kept_back (const HaulierAccessDecisions *decisions)
{
  return decisions->profile->use_lm_compat_max >= 2;
}

static gboolean
is_sent_by_engine (const HaulierAccessDecisions *decisions, HaulierResource resource)
{
  return is_sent_unset (decisions, resource) && can_be_kept_back (decisions);
}

static gboolean
is_sent_by_profile (const HaulierAccessDecisions *decisions, HaulierResource resource)
{
  return is_sent_unset (decisions, resource) && !can_be_kept_back (decisions);
}

static GVariant *
set_compat_2 (const HaulierAccessDecisions *decisions, HaulierResource resource)
{
  return g_variant_new_parsed ("{'use-lm-compat': <2>}");
}

static gint
get_use_lm_compat (const HaulierAccessDecisions *decisions)
{
  return haulier_profile_get_use_lm_compat (decisions->facts->profile,
                                            decisions->facts->use_lm_compat);
}

/* Only there does the level decide anything. */
static gboolean
level_decides (const HaulierAccessDecisions *decisions, HaulierResource resource)
{
  HaulierAuthTarget target = haulier_warning_get_target (resource);

  return get_use_lm_compat (decisions) == 1
         && !haulier_access_decisions_wants_implicit (decisions, target)
         && (target == SERVER || decisions->has_proxy != HAULIER_FACT_NO);
}

static gboolean
level_is_absent (const HaulierAccessDecisions *decisions, HaulierResource resource)
{
  return level_decides (decisions, resource)
         && decisions->facts->lm_compatibility_level == HAULIER_NOT_SET;
}

static gboolean
level_is_set (const HaulierAccessDecisions *decisions, HaulierResource resource)
{
  return level_decides (decisions, resource)
         && decisions->facts->lm_compatibility_level != HAULIER_NOT_SET;
}

static gboolean
has_no_ticket (const HaulierAccessDecisions *decisions, HaulierResource resource)
{
  HaulierIdentity identity = decisions->identities[resource].identity;
  HaulierFact ticket = identity == HAULIER_IDENTITY_COMPUTER ? decisions->facts->computer_ticket
                                                             : decisions->facts->logon_credentials;

  return (identity == HAULIER_IDENTITY_OWNER || identity == HAULIER_IDENTITY_HELPER
          || identity == HAULIER_IDENTITY_COMPUTER)
         && ticket == HAULIER_FACT_NO
         && haulier_access_decisions_wants_implicit (decisions,
                                                     haulier_warning_get_target (resource));
}

/* Windows takes a name with a dot for one of the internet. */
static gboolean
goes_to_internet (const HaulierAccessDecisions *decisions, HaulierResource resource)
{
  const char *host = decisions->origin != NULL ? strstr (decisions->origin, "://") : NULL;

  return host != NULL && strpbrk (host + strlen ("://"), ".[") != NULL
         && haulier_access_decisions_answers (decisions, SERVER, HAULIER_CANDIDATE_IMPLICIT);
}

static gboolean
is_not_spoken (const HaulierAccessDecisions *decisions, HaulierResource resource)
{
  GPtrArray *credentials = decisions->facts->access->credentials;
  HaulierAuthTarget target = haulier_warning_get_target (resource);

  for (guint i = 0; credentials != NULL && i < credentials->len; i++)
    {
      const HaulierCredential *credential = credentials->pdata[i];

      if (credential->target == target && credential->source != URL
          && (decisions->facts->wire_schemes & HAULIER_AUTH_SCHEME_BIT (credential->scheme)) == 0)
        return TRUE;
    }
  return FALSE;
}

static gboolean
smb_takes_none (const HaulierAccessDecisions *decisions, HaulierResource resource)
{
  return decisions->is_smb && find_set (decisions, SERVER) != NULL;
}

static const HaulierWarningRow login_rows[] = {
  {
      .rule = {
          .name = "warn-login-in-address",
          .requirements = "AUTH-3",
          .source = "Authentication in BITS: user name and password in the URL are clear text",
          .text = N_ ("Whoever sees the address has the password, and over http:// whoever listens: "
                      "it stands there in clear text"),
      },
      .severity = HAULIER_SEVERITY_WARNING,
      .resources = HAULIER_WARNING_ON (SERVER_LOGIN),
      .holds = has_login_in_address,
      .fix = "move-url-credentials",
      .arguments = move_to_server,
  },
  {
      .rule = {
          .name = "warn-logins-disagree",
          .requirements = "AUTH-4",
          .source = "Authentication in BITS: credentials of the URL come first",
          .text = N_ ("The login that is set is not used: the address has another one, which comes "
                      "first"),
      },
      .severity = HAULIER_SEVERITY_WARNING,
      .resources = HAULIER_WARNING_ON (SERVER_LOGIN),
      .holds = logins_disagree,
      .fix = "remove-credential",
      .arguments = remove_from_server,
  },
  {
      .rule = {
          .name = "warn-address-is-only-way",
          .requirements = "AUTH-19 AUTH-13",
          .source = "Authentication in BITS: BITS 1.2 and earlier",
          .text = N_ ("Such a job may fail with a later BITS where LMCompatibilityLevel is below 2: "
                      "this profile knows no login but that in the address"),
      },
      .severity = HAULIER_SEVERITY_INFORMATION,
      .resources = HAULIER_WARNING_ON (SERVER_LOGIN),
      .holds = address_is_only_way,
      .fix = "set-profile",
      .arguments = haulier_fix_with_native,
  },
  {
      .rule = {
          .name = "warn-profile-has-no-logins",
          .requirements = "AUTH-13 AUTH-19 PRX-6",
          .source = "Authentication in BITS: BITS 1.2 and earlier have no SetCredentials",
          .text = N_ ("The login that is set is not used: the Windows of this profile knows none "
                      "but that in the address"),
      },
      .severity = HAULIER_SEVERITY_WARNING,
      .resources = HAULIER_WARNING_ON_LOGINS,
      .holds = profile_has_none,
      .fix = "set-profile",
      .arguments = haulier_fix_with_native,
  },
  {
      .rule = {
          .name = "warn-may-never-be-asked",
          .requirements = "AUTH-7",
          .source = "Authentication in BITS: anonymous and another scheme enabled",
          .text = N_ ("A server that lets everybody in never asks for this login, and then refuses a "
                      "file that is for some people only"),
      },
      .severity = HAULIER_SEVERITY_INFORMATION,
      .resources = HAULIER_WARNING_ON (SERVER_LOGIN),
      .holds = may_never_be_asked,
  },
  {
      .rule = {
          .name = "warn-server-login-missing",
          .requirements = "ACC-7 AUTH-1",
          .source = "IBackgroundCopyJob2::SetCredentials: BG_AUTH_TARGET_SERVER",
          .text = N_ ("The job fails at the server, which asks who it is: no login that works is "
                      "set"),
      },
      .severity = HAULIER_SEVERITY_WARNING,
      .resources = HAULIER_WARNING_ON (SERVER_LOGIN),
      .holds = is_missing,
      .fix = "set-credential",
      .arguments = haulier_fix_with_target,
  },
  {
      .rule = {
          .name = "warn-proxy-login-for-server",
          .requirements = "AUTH-9",
          .source = "Authentication in BITS: implicit credentials for a proxy",
          .text = N_ ("The server gets the logon credentials too: they are set for the proxy, and "
                      "nothing is set for the server"),
      },
      .severity = HAULIER_SEVERITY_INFORMATION,
      .resources = HAULIER_WARNING_ON (SERVER_LOGIN),
      .holds = goes_to_server_too,
      .fix = "set-credential",
      .arguments = haulier_fix_with_target,
  },
  {
      .rule = {
          .name = "warn-password-in-clear",
          .requirements = "AUTH-1 AUTH-3",
          .source = "BG_AUTH_SCHEME_BASIC: user name and password are sent in clear text",
          .text = N_ ("Whoever listens on the way can read the password: Basic without HTTPS does "
                      "not hide it"),
      },
      .severity = HAULIER_SEVERITY_WARNING,
      .resources = HAULIER_WARNING_ON_LOGINS,
      .holds = travels_in_clear,
  },
  {
      .rule = {
          .name = "warn-sent-without-being-set",
          .requirements = "AUTH-10 AUTH-11",
          .source = "Authentication in BITS: UseLMCompat",
          .text = N_ ("Whoever asks gets your logon credentials: UseLMCompat lets them out although "
                      "this job does not say so"),
      },
      .severity = HAULIER_SEVERITY_WARNING,
      .resources = HAULIER_WARNING_ON_LOGINS,
      .holds = is_sent_by_engine,
      .fix = "set-engine-setting",
      .arguments = set_compat_2,
  },
  {
      .rule = {
          .name = "warn-profile-sends-unset",
          .requirements = "AUTH-12 AUTH-13",
          .source = "Authentication in BITS: UseLMCompat 2 needs BITS 2.0; BITS 1.2 always sends",
          .text = N_ ("Whoever asks gets your logon credentials: the Windows of this profile may "
                      "send them although this job does not say so"),
      },
      .severity = HAULIER_SEVERITY_WARNING,
      .resources = HAULIER_WARNING_ON_LOGINS,
      .holds = is_sent_by_profile,
      .fix = "set-profile",
      .arguments = haulier_fix_with_native,
  },
  {
      .rule = {
          .name = "warn-level-absent",
          .requirements = "AUTH-18",
          .source = "Authentication in BITS: LMCompatibilityLevel is absent",
          .text = N_ ("The default of the profile decides whether logon credentials are sent: "
                      "LMCompatibilityLevel is not set, which is not the same as 0"),
      },
      .severity = HAULIER_SEVERITY_INFORMATION,
      .resources = HAULIER_WARNING_ON_LOGINS,
      .holds = level_is_absent,
      .fix = "set-credential",
      .arguments = haulier_fix_with_logon_credentials,
  },
  {
      .rule = {
          .name = "warn-level-is-for-others",
          .requirements = "AUTH-18 AUTH-10",
          .source = "Authentication in BITS: changing LMCompatibilityLevel affects other programs",
          .text = N_ ("Other programs change with it: LMCompatibilityLevel is meant for those that "
                      "cannot set credentials for a job"),
      },
      .severity = HAULIER_SEVERITY_INFORMATION,
      .resources = HAULIER_WARNING_ON_LOGINS,
      .holds = level_is_set,
      .fix = "set-credential",
      .arguments = haulier_fix_with_logon_credentials,
  },
  {
      .rule = {
          .name = "warn-no-logon-credentials",
          .requirements = "AUTH-6 AUTH-8",
          .source = "SetCredentials: logon credentials work inside a trusted domain only",
          .text = N_ ("Nothing is sent: who would log in has no valid Kerberos ticket; logging "
                      "on again gets one"),
      },
      .severity = HAULIER_SEVERITY_WARNING,
      .resources = HAULIER_WARNING_ON_LOGINS,
      .holds = has_no_ticket,
  },
  {
      .rule = {
          .name = "warn-login-to-internet",
          .requirements = "AUTH-8",
          .source = "WinHTTP, automatic logon policy: medium is for intranet hosts only",
          .text = N_ ("A server outside may learn who you are: Windows counts a name with a dot as "
                      "one of the internet"),
      },
      .severity = HAULIER_SEVERITY_INFORMATION,
      .resources = HAULIER_WARNING_ON (SERVER_LOGIN),
      .holds = goes_to_internet,
  },
  {
      .rule = {
          .name = "warn-scheme-not-spoken",
          .requirements = "AUTH-1",
          .source = "of Haulier: what this engine can send",
          .text = N_ ("A login that is set is never used: this engine cannot log in that way"),
      },
      .severity = HAULIER_SEVERITY_WARNING,
      .resources = HAULIER_WARNING_ON_LOGINS,
      .holds = is_not_spoken,
  },
  {
      .rule = {
          .name = "warn-smb-takes-no-login",
          .requirements = "TOK-3",
          .source = "IBackgroundCopyJob2::SetCredentials: not for SMB names",
          .text = N_ ("The login that is set is not used: a file share sees who runs the job"),
      },
      .severity = HAULIER_SEVERITY_WARNING,
      .resources = HAULIER_WARNING_ON (SMB_FILE),
      .holds = smb_takes_none,
      .fix = "lend-token",
      .arguments = haulier_fix_with_network,
  },
};

const HaulierWarningTable haulier_login_warnings = HAULIER_WARNING_TABLE (login_rows);
const HaulierRuleTable haulier_login_warning_rules = HAULIER_RULE_TABLE (login_rows);
