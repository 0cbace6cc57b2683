/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Why a candidate is passed over, and what it means that one answers. */
#include "config.h"

#include "haulier-login-private.h"

#include <glib/gi18n.h>

#include "haulier-combinations.h"
#include "haulier-rule-tables-private.h"

#define BIT(kind) (1u << HAULIER_CANDIDATE_##kind)
#define EXPLICIT (BIT (URL) | BIT (JOB) | BIT (HOST))
#define SOMETHING (EXPLICIT | BIT (IMPLICIT))

static gboolean
is_empty (const HaulierLoginCase *login, const HaulierLoginTrial *trial)
{
  return trial->scheme == 0 && !haulier_login_has_credential (login, trial->kind);
}

static gboolean
is_without_credentials (const HaulierLoginCase *login, const HaulierLoginTrial *trial)
{
  return trial->scheme == 0
         && !(login->challenge->target == HAULIER_AUTH_TARGET_PROXY
                  ? login->profile->has_proxy_credentials
                  : login->profile->has_credentials);
}

static gboolean
is_elsewhere (const HaulierLoginCase *login, const HaulierLoginTrial *trial)
{
  return trial->scheme == 0 && !login->challenge->same_origin;
}

static gboolean
is_unknown_scheme (const HaulierLoginCase *login, const HaulierLoginTrial *trial)
{
  return trial->scheme == 0 && (login->challenge->offered & HAULIER_AUTH_SCHEMES_ALL) == 0;
}

static gboolean
is_not_for_address (const HaulierLoginCase *login G_GNUC_UNUSED, const HaulierLoginTrial *trial)
{
  return trial->scheme != 0 && trial->credential == NULL;
}

static gboolean
is_not_offered (const HaulierLoginCase *login, const HaulierLoginTrial *trial)
{
  return trial->scheme != 0
         && (login->challenge->offered & HAULIER_AUTH_SCHEME_BIT (trial->scheme)) == 0;
}

static gboolean
is_passport_for_proxy (const HaulierLoginCase *login, const HaulierLoginTrial *trial)
{
  return trial->scheme == HAULIER_AUTH_SCHEME_PASSPORT
         && login->challenge->target == HAULIER_AUTH_TARGET_PROXY;
}

static gboolean
is_not_spoken (const HaulierLoginCase *login, const HaulierLoginTrial *trial)
{
  return trial->scheme != 0
         && (login->facts->wire_schemes & HAULIER_AUTH_SCHEME_BIT (trial->scheme)) == 0;
}

static gboolean
is_rejected (const HaulierLoginCase *login, const HaulierLoginTrial *trial)
{
  return trial->scheme != 0 && haulier_login_is_frozen (login, trial, HAULIER_TRIED_REJECTED);
}

static gboolean
is_of_unknown_outcome (const HaulierLoginCase *login, const HaulierLoginTrial *trial)
{
  return trial->scheme != 0 && haulier_login_is_frozen (login, trial, HAULIER_TRIED_UNKNOWN);
}

static gboolean
is_refused_for_file (const HaulierLoginCase *login, const HaulierLoginTrial *trial)
{
  return trial->scheme != 0 && haulier_login_is_frozen (login, trial, HAULIER_TRIED_FOR_FILE);
}

static gboolean
is_unknown_computer (const HaulierLoginCase *login, const HaulierLoginTrial *trial)
{
  return trial->scheme != 0 && login->identity == HAULIER_IDENTITY_COMPUTER
         && login->facts->computer_credentials == HAULIER_FACT_NO;
}

/* NTLM does without a ticket. */
static gboolean
is_without_ticket (const HaulierLoginCase *login, const HaulierLoginTrial *trial)
{
  HaulierFact ticket = login->identity == HAULIER_IDENTITY_COMPUTER
                           ? login->facts->computer_ticket
                           : login->facts->logon_credentials;

  return trial->scheme == HAULIER_AUTH_SCHEME_NEGOTIATE && ticket == HAULIER_FACT_NO;
}

static gboolean
is_weaker (const HaulierLoginCase *login, const HaulierLoginTrial *trial)
{
  return trial->scheme != 0 && login->used == (gint) trial->kind;
}

static gboolean
is_behind_url (const HaulierLoginCase *login, const HaulierLoginTrial *trial)
{
  return trial->scheme != 0 && login->used == HAULIER_CANDIDATE_URL;
}

static gboolean
is_behind_job (const HaulierLoginCase *login, const HaulierLoginTrial *trial)
{
  return trial->scheme != 0 && login->used == HAULIER_CANDIDATE_JOB;
}

static gboolean
is_behind_host (const HaulierLoginCase *login, const HaulierLoginTrial *trial)
{
  return trial->scheme != 0 && login->used == HAULIER_CANDIDATE_HOST;
}

static gboolean
is_answered (const HaulierLoginCase *login, const HaulierLoginTrial *trial G_GNUC_UNUSED)
{
  return login->used != HAULIER_CANDIDATE_NONE;
}

static gboolean
is_readable (const HaulierLoginCase *login, const HaulierLoginTrial *trial)
{
  return trial->scheme == HAULIER_AUTH_SCHEME_BASIC && !login->challenge->secure;
}

static gboolean
is_proxy (const HaulierLoginCase *login, const HaulierLoginTrial *trial G_GNUC_UNUSED)
{
  return login->challenge->target == HAULIER_AUTH_TARGET_PROXY;
}

/* The first row that fits passes a candidate over: first as a whole, then for each scheme. */
static const HaulierLoginRow pass_rows[] = {
  {
      .kinds = SOMETHING,
      .fits = is_elsewhere,
      .matters = TRUE,
      .rule = {
          .name = "login-other-origin",
          .requirements = "AUTH-2",
          .source = "decision: nothing across a redirect to another origin",
          .text = N_ ("Nothing is sent: a redirect led to another server than that of the address"),
      },
  },
  {
      .kinds = BIT (URL),
      .fits = is_empty,
      .rule = {
          .name = "login-url-none",
          .requirements = "AUTH-4",
          .source = "Authentication: embedded in the URL",
          .text = N_ ("There is no user name in the address"),
      },
  },
  {
      .kinds = BIT (JOB),
      .fits = is_empty,
      .rule = {
          .name = "login-job-none",
          .requirements = "AUTH-1 PRX-1",
          .source = "IBackgroundCopyJob2::SetCredentials",
          .text = N_ ("The job has no user name and password set for this"),
      },
  },
  {
      .kinds = BIT (HOST),
      .fits = is_empty,
      .rule = {
          .name = "login-host-none",
          .requirements = "AUTH-1",
          .source = "of Haulier: rules for one host",
          .text = N_ ("No rule for this host gives a user name and password"),
      },
  },
  {
      .kinds = BIT (JOB) | BIT (HOST),
      .fits = is_without_credentials,
      .matters = TRUE,
      .rule = {
          .name = "login-profile-none",
          .requirements = "AUTH-13 AUTH-19 PRX-6",
          .source = "Authentication: BITS 1.2 and earlier",
          .text = N_ ("The user name and password that are set do not count: this profile has "
                      "none but those in an address"),
      },
  },
  {
      .kinds = SOMETHING,
      .fits = is_unknown_scheme,
      .matters = TRUE,
      .rule = {
          .name = "login-no-known-scheme",
          .requirements = "AUTH-1",
          .source = "BG_AUTH_SCHEME",
          .text = N_ ("Nothing can be sent: none of the ways to log in that are offered is known"),
      },
  },
  {
      .kinds = BIT (URL),
      .fits = is_not_for_address,
      .matters = TRUE,
      .rule = {
          .name = "login-url-scheme",
          .requirements = "AUTH-4 AUTH-19",
          .source = "of Haulier: an address carries no realm and no sign-in name",
          .text = N_ ("The user name in the address answers NTLM, Digest and Basic only"),
      },
  },
  {
      .kinds = EXPLICIT,
      .fits = is_not_offered,
      .matters = TRUE,
      .rule = {
          .name = "login-not-offered",
          .requirements = "AUTH-1",
          .source = "BG_AUTH_SCHEME: an entry for each scheme",
          .text = N_ ("This way to log in is set, but it is not offered"),
      },
  },
  {
      .kinds = EXPLICIT,
      .fits = is_passport_for_proxy,
      .matters = TRUE,
      .rule = {
          .name = "login-passport-proxy",
          .requirements = "AUTH-1 AUTH-5",
          .source = "Passport SSI 1.4: no proxy takes part in it",
          .text = N_ ("Passport is not answered: a proxy has no business asking for it"),
      },
  },
  {
      .kinds = SOMETHING,
      .fits = is_not_spoken,
      .matters = TRUE,
      .rule = {
          .name = "login-not-spoken",
          .requirements = "AUTH-1",
          .source = "of Haulier: what the engine can speak",
          .text = N_ ("This engine cannot speak this way to log in"),
      },
  },
  {
      .kinds = SOMETHING,
      .fits = is_rejected,
      .matters = TRUE,
      .rule = {
          .name = "login-rejected",
          .requirements = "ACC-7",
          .source = "decision: one attempt, frozen afterwards",
          .text = N_ ("The login was rejected here; it is not sent again, since another attempt "
                      "could lock the account"),
      },
  },
  {
      .kinds = SOMETHING,
      .fits = is_of_unknown_outcome,
      .matters = TRUE,
      .rule = {
          .name = "login-outcome-unknown",
          .requirements = "ACC-7",
          .source = "decision: attempted is stored before the secret is sent",
          .text = N_ ("It is not sent again: it was sent here before, and how that ended is not "
                      "known"),
      },
  },
  {
      .kinds = SOMETHING,
      .fits = is_refused_for_file,
      .matters = TRUE,
      .file_only = TRUE,
      .rule = {
          .name = "login-not-permitted",
          .requirements = "ACC-7 AUTH-7",
          .source = "Authentication: an access control list on the file",
          .text = N_ ("The login was accepted elsewhere in this realm, but refused for this file: "
                      "who logs in may not read it"),
      },
  },
  {
      .kinds = BIT (IMPLICIT),
      .fits = is_unknown_computer,
      .matters = TRUE,
      .rule = {
          .name = "login-no-computer-credentials",
          .requirements = "ACC-6",
          .source = "Service Accounts and BITS: computer credentials",
          .text = N_ ("Logon credentials are not sent: the computer has no identity in a domain"),
      },
  },
  {
      .kinds = BIT (IMPLICIT),
      .fits = is_without_ticket,
      .matters = TRUE,
      .rule = {
          .name = "login-no-ticket",
          .requirements = "AUTH-6",
          .source = "Authentication: the user is impersonated",
          .text = N_ ("Logon credentials are not sent: there is no ticket to send"),
      },
  },
  {
      .kinds = SOMETHING,
      .fits = is_weaker,
      .rule = {
          .name = "login-stronger-scheme",
          .requirements = "AUTH-1 AUTH-6",
          .source = "of Haulier: Negotiate, NTLM, Passport, Digest, Basic",
          .text = N_ ("A stronger way to log in is used"),
      },
  },
  {
      .kinds = SOMETHING,
      .fits = is_behind_url,
      .rule = {
          .name = "login-url-wins",
          .requirements = "AUTH-4",
          .source = "Authentication: specified in both places",
          .text = N_ ("The user name and password in the address come first"),
      },
  },
  {
      .kinds = SOMETHING,
      .fits = is_behind_job,
      .rule = {
          .name = "login-job-wins",
          .requirements = "AUTH-1 PRX-1",
          .source = "Authentication: explicit before implicit",
          .text = N_ ("The user name and password of the job come first"),
      },
  },
  {
      .kinds = SOMETHING,
      .fits = is_behind_host,
      .rule = {
          .name = "login-host-wins",
          .requirements = "AUTH-1",
          .source = "of Haulier: explicit before implicit",
          .text = N_ ("The user name and password of a rule for this host come first"),
      },
  },
  {
      .kinds = BIT (ANONYMOUS),
      .fits = is_answered,
      .rule = {
          .name = "login-anonymous-not-needed",
          .requirements = "AUTH-1",
          .source = "IBackgroundCopyJob2::SetCredentials",
          .text = N_ ("There is something to answer with"),
      },
  },
};

/* What is said about a candidate that answers. Logon credentials have a table of their own. */
static const HaulierLoginRow use_rows[] = {
  {
      .kinds = EXPLICIT,
      .fits = is_readable,
      .rule = {
          .name = "login-basic-readable",
          .requirements = "AUTH-1 AUTH-3",
          .source = "Authentication: clear text unless HTTPS is used",
          .text = N_ ("The user name and password are sent, and can be read on the way: Basic "
                      "protects nothing outside HTTPS"),
      },
  },
  {
      .kinds = BIT (URL),
      .rule = {
          .name = "login-url-used",
          .requirements = "AUTH-4 AUTH-19",
          .source = "Authentication: specified in both places",
          .text = N_ ("The user name and password in the address are sent"),
      },
  },
  {
      .kinds = BIT (JOB),
      .rule = {
          .name = "login-job-used",
          .requirements = "AUTH-1 PRX-1",
          .source = "IBackgroundCopyJob2::SetCredentials",
          .text = N_ ("The user name and password of the job are sent"),
      },
  },
  {
      .kinds = BIT (HOST),
      .rule = {
          .name = "login-host-used",
          .requirements = "AUTH-1",
          .source = "of Haulier: rules for one host",
          .text = N_ ("The user name and password of a rule for this host are sent"),
      },
  },
  {
      .kinds = BIT (ANONYMOUS),
      .fits = is_proxy,
      .rule = {
          .name = "login-anonymous-proxy",
          .requirements = "PRX-1 ACC-7",
          .source = "HTTP 407",
          .text = N_ ("The job fails: the proxy asks who it is, and no login that it takes is "
                      "set; the owner of the job can set one"),
      },
  },
  {
      .kinds = BIT (ANONYMOUS),
      .rule = {
          .name = "login-anonymous-server",
          .requirements = "ACC-7",
          .source = "HTTP 401",
          .text = N_ ("The job fails: the server asks who it is, and no login that it takes is "
                      "set; the owner of the job can set one"),
      },
  },
};

const HaulierRuleTable haulier_login_pass_rules = HAULIER_RULE_TABLE (pass_rows);
const HaulierRuleTable haulier_login_use_rules = HAULIER_RULE_TABLE (use_rows);

static const HaulierLoginRow *
find_row (const HaulierLoginRow *rows,
          gsize n_rows,
          const HaulierLoginCase *login,
          const HaulierLoginTrial *trial)
{
  for (gsize i = 0; i < n_rows; i++)
    {
      if ((rows[i].kinds & (1u << trial->kind)) != 0
          && (rows[i].fits == NULL || rows[i].fits (login, trial)))
        return &rows[i];
    }
  return NULL;
}

/* A mix of logins that the profile refuses. What a proxy was answered with is known when the server
 * asks, not the other way round. */
static const HaulierRule *
find_refused_combination (const HaulierLoginCase *login, const HaulierLoginTrial *trial)
{
  const HaulierChallenge *challenge = login->challenge;
  gboolean is_server = challenge->target == HAULIER_AUTH_TARGET_SERVER;
  gboolean is_https = login->facts->remote != NULL
                      && g_ascii_strncasecmp (login->facts->remote, "https:", 6) == 0;
  const HaulierRule *rule;

  if (trial->scheme == 0
      || haulier_combination_decide (login->profile->profile,
                                     is_server ? trial->scheme : 0,
                                     is_server ? challenge->secure : is_https,
                                     login->facts->access->proxy.usage,
                                     is_server ? challenge->proxy_scheme : trial->scheme,
                                     &rule)
             != HAULIER_COMBINATION_REFUSED)
    return NULL;
  return rule;
}

/* Decides about one candidate: as a whole where the trial has no scheme. A whole one that nothing
 * is against is neither used nor does it have a rule, except the one that is last. */
HaulierLoginVerdict
haulier_login_rules_decide (const HaulierLoginCase *login, const HaulierLoginTrial *trial)
{
  gboolean is_implicit = trial->kind == HAULIER_CANDIDATE_IMPLICIT && trial->scheme != 0;
  HaulierLoginVerdict verdict = { .is_used = TRUE };
  const HaulierRule *combination;
  const HaulierLoginRow *row;

  if (is_implicit)
    verdict = haulier_implicit_rules_decide (
        login->facts, login->challenge->target, trial->scheme, login->challenge->origin);
  if (!verdict.is_used)
    return verdict;
  row = find_row (pass_rows, G_N_ELEMENTS (pass_rows), login, trial);
  if (row != NULL)
    return (HaulierLoginVerdict){
      .matters = row->matters,
      .file_only = row->file_only,
      .rule = &row->rule,
    };
  combination = find_refused_combination (login, trial);
  if (combination != NULL)
    return (HaulierLoginVerdict){ .matters = TRUE, .rule = combination };
  if (is_implicit)
    return verdict;
  if (trial->scheme == 0 && trial->kind != HAULIER_CANDIDATE_ANONYMOUS)
    return (HaulierLoginVerdict){ 0 };
  row = find_row (use_rows, G_N_ELEMENTS (use_rows), login, trial);
  return (HaulierLoginVerdict){ .is_used = TRUE, .rule = &row->rule };
}
