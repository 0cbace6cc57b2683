/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Everything that the tables decide about one job and one address, made once, before anything is
 * sent: what a plan shows and what warnings are about. */
#include "config.h"

#include "haulier-access-decisions.h"

#include <glib/gi18n.h>

#include "haulier-account-users.h"
#include "haulier-error.h"
#include "haulier-rule-tables-private.h"
#include "haulier-setting-rules.h"
#include "haulier-uri.h"

typedef enum
{
  PROXY_LIST_OF_JOB,
  PROXY_LIST_UNUSABLE,
  PROXY_BYPASSED,
  PROXY_NOT_WANTED,
  PROXY_DETECTED,
  PROXY_OF_SERVICE,
  PROXY_OF_DESKTOP,
  PROXY_NOT_FOUND,
  PROXY_NOT_KNOWN,
} ProxyOutcome;

#define SET_PROXY_SETTINGS "IBackgroundCopyJob::SetProxySettings"

static const struct
{
  HaulierFact has_proxy;
  gint code;
  HaulierRule rule;
} proxy_rows[] = {
  [PROXY_LIST_OF_JOB] = {
      .has_proxy = HAULIER_FACT_YES,
      .rule = {
          .name = "proxy-of-job",
          .requirements = "PRX-3",
          .source = SET_PROXY_SETTINGS ": BG_JOB_PROXY_USAGE_OVERRIDE",
          .text = N_ ("The proxy is the one that is set for this job"),
      },
  },
  [PROXY_LIST_UNUSABLE] = {
      .has_proxy = HAULIER_FACT_UNKNOWN,
      .code = HAULIER_ERROR_INVALID_PROXY_INFO,
      .rule = {
          .name = "proxy-list-unusable",
          .requirements = "PRX-3",
          .source = "BG_E_INVALID_PROXY_INFO",
          .text = N_ ("The job fails: its list of proxies cannot be read"),
      },
  },
  [PROXY_BYPASSED] = {
      .has_proxy = HAULIER_FACT_NO,
      .rule = {
          .name = "proxy-bypassed",
          .requirements = "PRX-3",
          .source = SET_PROXY_SETTINGS ": proxy bypass list",
          .text = N_ ("The server is reached without a proxy: it is on the list of exceptions"),
      },
  },
  [PROXY_NOT_WANTED] = {
      .has_proxy = HAULIER_FACT_NO,
      .rule = {
          .name = "proxy-not-wanted",
          .requirements = "PRX-3",
          .source = SET_PROXY_SETTINGS ": BG_JOB_PROXY_USAGE_NO_PROXY",
          .text = N_ ("The server is reached without a proxy: this job is set to use none"),
      },
  },
  [PROXY_DETECTED] = {
      .has_proxy = HAULIER_FACT_UNKNOWN,
      .rule = {
          .name = "proxy-detected",
          .requirements = "PRX-3",
          .source = SET_PROXY_SETTINGS ": BG_JOB_PROXY_USAGE_AUTODETECT",
          .text = N_ ("The network is asked for a proxy when the job runs"),
      },
  },
  [PROXY_OF_SERVICE] = {
      .has_proxy = HAULIER_FACT_YES,
      .rule = {
          .name = "proxy-of-service",
          .requirements = "PRX-4",
          .source = "bitsadmin /Util /SetIEProxy",
          .text = N_ ("The proxy is the one that is set for this service account"),
      },
  },
  [PROXY_OF_DESKTOP] = {
      .has_proxy = HAULIER_FACT_YES,
      .rule = {
          .name = "proxy-of-desktop",
          .requirements = "PRX-2",
          .source = SET_PROXY_SETTINGS ": BG_JOB_PROXY_USAGE_PRECONFIG",
          .text = N_ ("The proxy is the one of the desktop settings"),
      },
  },
  [PROXY_NOT_FOUND] = {
      .has_proxy = HAULIER_FACT_NO,
      .rule = {
          .name = "proxy-not-found",
          .requirements = "PRX-2",
          .source = SET_PROXY_SETTINGS ": BG_JOB_PROXY_USAGE_PRECONFIG",
          .text = N_ ("The server is reached without a proxy: the settings name none"),
      },
  },
  [PROXY_NOT_KNOWN] = {
      .has_proxy = HAULIER_FACT_UNKNOWN,
      .rule = {
          .name = "proxy-not-known",
          .requirements = "PRX-2",
          .source = SET_PROXY_SETTINGS ": BG_JOB_PROXY_USAGE_PRECONFIG",
          .text = N_ ("The proxy settings of the account are read when the job runs"),
      },
  },
};

/* Whose settings PRECONFIG means; for an identity that is nobody, nobody's. */
static const struct
{
  HaulierIdentity identity; /* that reads them */
  gboolean has_desktop;     /* the owner does */
  HaulierProxyReader reader;
  const char *requirements;
  const char *source;
} reader_rows[] = {
  {
      .identity = HAULIER_IDENTITY_OWNER,
      .has_desktop = TRUE,
      .reader = HAULIER_PROXY_READER_OWNER,
      .requirements = "PRX-2",
      .source = "Service Accounts and BITS: proxy settings are those of the user",
  },
  {
      .identity = HAULIER_IDENTITY_OWNER,
      .has_desktop = FALSE,
      .reader = HAULIER_PROXY_READER_ENGINE,
      .requirements = "PRX-2 PRX-4",
      .source = "bitsadmin /Util /SetIEProxy: for accounts without a desktop",
  },
  {
      .identity = HAULIER_IDENTITY_HELPER,
      .has_desktop = TRUE,
      .reader = HAULIER_PROXY_READER_HELPER,
      .requirements = "PRX-2",
      .source = "Helper tokens for BITS transfer jobs: Windows 10, version 1809",
  },
  {
      .identity = HAULIER_IDENTITY_HELPER,
      .has_desktop = FALSE,
      .reader = HAULIER_PROXY_READER_HELPER,
      .requirements = "PRX-2 PRX-3",
      .source = "Helper tokens for BITS transfer jobs: Windows 10, version 1809",
  },
};

const HaulierRuleTable haulier_proxy_rules = HAULIER_RULE_TABLE (proxy_rows);

static void
take_outcome (HaulierAccessDecisions *self, ProxyOutcome outcome)
{
  self->has_proxy = proxy_rows[outcome].has_proxy;
  self->proxy_code = proxy_rows[outcome].code;
  self->proxy_rule = &proxy_rows[outcome].rule;
}

/* The first one of the list counts: which other one is taken when it fails is known then. */
static void
choose_from_list (HaulierAccessDecisions *self,
                  const char *list,
                  const char *bypass,
                  ProxyOutcome found)
{
  const char *remote = self->facts->remote;
  g_autoptr (GPtrArray) proxies = NULL;
  const HaulierProxy *first = NULL;

  if (remote != NULL && bypass != NULL && haulier_proxy_bypass_matches (bypass, remote))
    {
      take_outcome (self, PROXY_BYPASSED);
      return;
    }
  proxies = haulier_proxy_list_choose (list, remote != NULL ? remote : "http://host/", NULL);
  if (proxies == NULL || proxies->len == 0)
    {
      take_outcome (self, proxies == NULL ? PROXY_LIST_UNUSABLE : PROXY_NOT_FOUND);
      return;
    }
  first = proxies->pdata[0];
  take_outcome (self, found);
  self->proxy = haulier_proxy_to_uri (first);
  self->proxy_secure = g_strcmp0 (first->protocol, "https") == 0;
}

/* Whose settings they are is in the row, as its identity. */
static void
choose_preconfigured (HaulierAccessDecisions *self)
{
  const HaulierProxySettings *account = self->facts->account_proxy;
  HaulierProxyReader reader = haulier_access_get_proxy_reader (self->facts);
  gboolean service = reader == HAULIER_PROXY_READER_ENGINE;

  if (account == NULL)
    {
      take_outcome (self, service ? PROXY_NOT_FOUND : PROXY_NOT_KNOWN);
      return;
    }
  switch (account->usage)
    {
    case HAULIER_PROXY_USAGE_OVERRIDE:
      choose_from_list (self,
                        account->list != NULL ? account->list : "",
                        account->bypass,
                        service ? PROXY_OF_SERVICE : PROXY_OF_DESKTOP);
      return;
    case HAULIER_PROXY_USAGE_AUTODETECT:
      take_outcome (self, PROXY_DETECTED);
      return;
    case HAULIER_PROXY_USAGE_PRECONFIG:
    case HAULIER_PROXY_USAGE_NO_PROXY:
      take_outcome (self, PROXY_NOT_FOUND);
      return;
    }
}

static void
choose_proxy (HaulierAccessDecisions *self)
{
  const HaulierProxySettings *settings = &self->facts->access->proxy;
  HaulierSettingRefusal refusal
      = haulier_setting_rules_refuse_proxy (settings, self->facts->profile);

  if (refusal.rule != NULL)
    {
      self->proxy_code = refusal.code;
      self->proxy_rule = refusal.rule;
      return;
    }
  switch (settings->usage)
    {
    case HAULIER_PROXY_USAGE_PRECONFIG:
      choose_preconfigured (self);
      return;
    case HAULIER_PROXY_USAGE_NO_PROXY:
      take_outcome (self, PROXY_NOT_WANTED);
      return;
    case HAULIER_PROXY_USAGE_OVERRIDE:
      choose_from_list (
          self, settings->list != NULL ? settings->list : "", settings->bypass, PROXY_LIST_OF_JOB);
      /* an empty list is no list; one for other protocols is */
      if (settings->list == NULL || settings->list[0] == '\0')
        take_outcome (self, PROXY_LIST_UNUSABLE);
      return;
    case HAULIER_PROXY_USAGE_AUTODETECT:
      take_outcome (self, PROXY_DETECTED);
      return;
    }
}

static void
decide_logins (HaulierAccessDecisions *self, HaulierAuthTarget target)
{
  gboolean server = target == HAULIER_AUTH_TARGET_SERVER;
  const char *origin = server ? self->origin : self->proxy;
  guint known = server ? self->facts->server_offered : self->facts->proxy_offered;
  HaulierChallenge challenge = {
    .target = target,
    .origin = origin != NULL ? origin : "",
    .secure = server ? self->secure : self->proxy_secure,
    .same_origin = TRUE,
    .frozen = server ? self->facts->server_frozen : self->facts->proxy_frozen,
  };

  if (server && self->facts->proxy_offered != 0)
    challenge.proxy_scheme = self->logins[HAULIER_AUTH_TARGET_PROXY][0]->scheme;
  challenge.offered = known != 0 ? known : HAULIER_AUTH_SCHEMES_ALL;
  self->logins[target][0] = haulier_login_decide (self->facts, &challenge);
  for (guint scheme = HAULIER_AUTH_SCHEME_BASIC; scheme <= HAULIER_AUTH_SCHEME_PASSPORT; scheme++)
    {
      challenge.offered = HAULIER_AUTH_SCHEME_BIT (scheme);
      self->logins[target][scheme] = haulier_login_decide (self->facts, &challenge);
    }
}

/**
 * haulier_access_get_proxy_reader:
 * @facts: what is known
 *
 * Tells whose settings say which proxy: a service account has no desktop, and a job with other
 * settings than PRECONFIG reads nobody's.
 *
 * Source: Service Accounts and BITS: proxy settings; bitsadmin /Util /SetIEProxy; Helper tokens for
 *   BITS transfer jobs.
 *
 * Returns: where
 */
HaulierProxyReader
haulier_access_get_proxy_reader (const HaulierAccessFacts *facts)
{
  HaulierAccount owner = { .kind = facts->owner };
  gboolean has_desktop = !haulier_account_users_find (owner)->is_service;
  HaulierIdentity identity
      = haulier_identity_decide (
            HAULIER_RESOURCE_PROXY_SETTINGS, &facts->access->token, facts->owner, facts->profile)
            .identity;

  if (facts->access->proxy.usage != HAULIER_PROXY_USAGE_PRECONFIG)
    return HAULIER_PROXY_READER_JOB;
  for (gsize i = 0; i < G_N_ELEMENTS (reader_rows); i++)
    {
      if (reader_rows[i].identity == identity && reader_rows[i].has_desktop == has_desktop)
        return reader_rows[i].reader;
    }
  return HAULIER_PROXY_READER_NOBODY;
}

/**
 * haulier_access_decisions_new:
 * @facts: what is known; has to live as long as the result
 *
 * Asks every table, in the way in which the engine asks it when the job runs.
 *
 * Source: the tables.
 *
 * Returns: (transfer full): what they say
 */
HaulierAccessDecisions *
haulier_access_decisions_new (const HaulierAccessFacts *facts)
{
  HaulierAccessDecisions *self = g_new0 (HaulierAccessDecisions, 1);
  const char *remote = facts->remote != NULL ? facts->remote : "";

  self->facts = facts;
  self->profile = haulier_profile_get_facts (facts->profile);
  self->is_smb = g_str_has_prefix (remote, "smb:");
  self->secure = g_str_has_prefix (remote, "https:");
  self->is_http = self->secure || g_str_has_prefix (remote, "http:");
  self->origin = self->is_http ? haulier_uri_dup_origin (remote) : NULL;
  self->local = facts->type == HAULIER_JOB_TYPE_DOWNLOAD ? HAULIER_RESOURCE_DOWNLOAD_FILE
                                                         : HAULIER_RESOURCE_UPLOAD_FILE;
  for (guint resource = 0; resource <= HAULIER_RESOURCE_OTHER; resource++)
    self->identities[resource]
        = haulier_identity_decide (resource, &facts->access->token, facts->owner, facts->profile);
  choose_proxy (self);
  decide_logins (self, HAULIER_AUTH_TARGET_PROXY);
  decide_logins (self, HAULIER_AUTH_TARGET_SERVER);
  return self;
}

void
haulier_access_decisions_free (HaulierAccessDecisions *decisions)
{
  for (guint target = HAULIER_AUTH_TARGET_SERVER; target <= HAULIER_AUTH_TARGET_PROXY; target++)
    {
      for (guint scheme = 0; scheme <= HAULIER_AUTH_SCHEME_PASSPORT; scheme++)
        haulier_login_decision_free (decisions->logins[target][scheme]);
    }
  g_free (decisions->origin);
  g_free (decisions->proxy);
  g_free (decisions);
}

/**
 * haulier_access_decisions_answers:
 * @decisions: decisions
 * @target: who asks
 * @kind: what would answer
 *
 * Source: haulier_login_decide().
 *
 * Returns: whether a credential of @kind answers at least one scheme
 */
gboolean
haulier_access_decisions_answers (const HaulierAccessDecisions *decisions,
                                  HaulierAuthTarget target,
                                  HaulierCandidateKind kind)
{
  for (guint scheme = HAULIER_AUTH_SCHEME_BASIC; scheme <= HAULIER_AUTH_SCHEME_PASSPORT; scheme++)
    {
      if (decisions->logins[target][scheme]->kind == kind)
        return TRUE;
    }
  return FALSE;
}

/**
 * haulier_access_decisions_find:
 * @decisions: decisions
 * @source: where the credential came from
 * @target: who it is for
 * @implicit: whether it stands for logon credentials
 *
 * Source: IBackgroundCopyJob2::SetCredentials.
 *
 * Returns: (transfer none) (nullable): the first credential of that kind that is for this address
 */
const HaulierCredential *
haulier_access_decisions_find (const HaulierAccessDecisions *decisions,
                               HaulierCredentialSource source,
                               HaulierAuthTarget target,
                               gboolean implicit)
{
  GPtrArray *credentials = decisions->facts->access->credentials;
  const char *origin = target == HAULIER_AUTH_TARGET_SERVER ? decisions->origin : decisions->proxy;

  for (guint i = 0; credentials != NULL && i < credentials->len; i++)
    {
      const HaulierCredential *credential = credentials->pdata[i];

      if (credential->source == source && credential->target == target
          && !credential->implicit == !implicit
          && (credential->origin == NULL || g_strcmp0 (credential->origin, origin) == 0))
        return credential;
    }
  return NULL;
}

/**
 * haulier_access_decisions_wants_implicit:
 * @decisions: decisions
 * @target: who asks
 *
 * Tells whether the job says that logon credentials are to be sent, whether or not somebody has
 * any.
 *
 * Source: SetCredentials with user and password NULL; those of a proxy are for the server too,
 * unless explicit ones are set for it.
 *
 * Returns: whether it does
 */
gboolean
haulier_access_decisions_wants_implicit (const HaulierAccessDecisions *decisions,
                                         HaulierAuthTarget target)
{
  if (haulier_access_decisions_find (decisions, HAULIER_CREDENTIAL_SOURCE_JOB, target, TRUE)
      != NULL)
    return TRUE;
  return target == HAULIER_AUTH_TARGET_SERVER
         && haulier_access_decisions_find (
                decisions, HAULIER_CREDENTIAL_SOURCE_JOB, HAULIER_AUTH_TARGET_PROXY, TRUE)
                != NULL
         && haulier_access_decisions_find (
                decisions, HAULIER_CREDENTIAL_SOURCE_JOB, HAULIER_AUTH_TARGET_SERVER, FALSE)
                == NULL;
}
