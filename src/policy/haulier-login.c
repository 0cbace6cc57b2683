/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Which credential answers a challenge, or none; and why every other candidate was passed over. */
#include "config.h"

#include "haulier-login.h"

#include "haulier-error.h"
#include "haulier-login-private.h"
#include "haulier-uri.h"

/* The strongest first. */
static const HaulierAuthScheme schemes[] = {
  HAULIER_AUTH_SCHEME_NEGOTIATE, HAULIER_AUTH_SCHEME_NTLM,  HAULIER_AUTH_SCHEME_PASSPORT,
  HAULIER_AUTH_SCHEME_DIGEST,    HAULIER_AUTH_SCHEME_BASIC,
};

/* One for each offered scheme of two kinds, and one for each other kind. */
#define USUAL_CANDIDATES 13

static void
use (HaulierLoginDecision *decision,
     const HaulierLoginCase *login,
     const HaulierLoginTrial *trial,
     const HaulierCredential *entry)
{
  decision->kind = trial->kind;
  decision->scheme = trial->scheme;
  decision->credential = trial->credential;
  decision->entry = entry;
  decision->identity = HAULIER_IDENTITY_OWNER;
  if (trial->kind == HAULIER_CANDIDATE_IMPLICIT)
    decision->identity = login->identity;
  if (trial->kind == HAULIER_CANDIDATE_ANONYMOUS)
    decision->identity = HAULIER_IDENTITY_ANONYMOUS;
}

/* Keeps the rule that explains best why nothing answers: one with an error of its own, else the
 * first that kept something back, else what is said of anonymous. */
static void
explain (HaulierLoginDecision *decision, const HaulierLoginVerdict *verdict)
{
  decision->file_only = decision->file_only || verdict->file_only;
  if (verdict->code != 0 && decision->code == 0)
    {
      decision->code = verdict->code;
      decision->rule = verdict->rule;
    }
  else if (decision->rule == NULL && (verdict->matters || verdict->is_used))
    decision->rule = verdict->rule;
}

/* Returns: whether there is something to be said, which is not so where a candidate as a whole has
 * nothing against it. */
static gboolean
consider (HaulierLoginDecision *decision, HaulierLoginCase *login, const HaulierLoginTrial *trial)
{
  HaulierLoginVerdict verdict = haulier_login_rules_decide (login, trial);
  HaulierCandidate candidate = {
    .kind = trial->kind,
    .scheme = trial->scheme,
    .credential = trial->credential,
    .used = verdict.is_used,
    .rule = verdict.rule,
  };

  if (verdict.rule == NULL)
    return FALSE;
  g_array_append_val (decision->candidates, candidate);
  if (verdict.is_used && trial->kind != HAULIER_CANDIDATE_ANONYMOUS)
    {
      login->used = trial->kind;
      decision->file_only = FALSE;
      decision->code = 0;
      decision->rule = verdict.rule;
    }
  else if (login->used == HAULIER_CANDIDATE_NONE)
    explain (decision, &verdict);
  if (verdict.is_used)
    use (decision, login, trial, verdict.entry);
  return TRUE;
}

/* An address and logon credentials could answer whatever is offered; the job and a rule for the
 * host what is set for them. */
static gboolean
is_tried (const HaulierLoginCase *login, const HaulierLoginTrial *trial)
{
  if (trial->kind == HAULIER_CANDIDATE_JOB || trial->kind == HAULIER_CANDIDATE_HOST)
    return trial->credential != NULL;
  return (login->challenge->offered & HAULIER_AUTH_SCHEME_BIT (trial->scheme)) != 0;
}

static void
consider_kind (HaulierLoginDecision *decision, HaulierLoginCase *login, HaulierCandidateKind kind)
{
  HaulierLoginTrial trial = { .kind = kind };

  if (consider (decision, login, &trial))
    return;
  for (gsize i = 0; i < G_N_ELEMENTS (schemes); i++)
    {
      trial.scheme = schemes[i];
      trial.credential = haulier_login_find_credential (login, kind, schemes[i]);
      if (is_tried (login, &trial))
        consider (decision, login, &trial);
    }
}

/**
 * haulier_login_decide:
 * @facts: what is known
 * @challenge: who asks for what
 *
 * Decides what answers a challenge. Candidates in order: user name and password of the address, of
 * the job, of a rule for the host; logon credentials; nothing. Of one candidate the strongest way
 * to log in that is offered, set and spoken is taken.
 *
 * Shape: one decision for each case; one candidate in it is used, which is the anonymous one where
 *   nothing answers, and each of the others has the rule that it was passed over by.
 * Errors: `code` of the decision is HTTP 401 or 407 where nothing answers, or
 *   %HAULIER_ERROR_TOKEN_REQUIRED where a helper token is missing.
 * Source: Authentication; SetHelperTokenFlags; Service Accounts and BITS;
 *   IBackgroundCopyJob2::SetCredentials.
 *
 * Returns: (transfer full): the decision; it points into @facts
 */
HaulierLoginDecision *
haulier_login_decide (const HaulierAccessFacts *facts, const HaulierChallenge *challenge)
{
  HaulierLoginDecision *decision = g_new0 (HaulierLoginDecision, 1);
  gboolean is_proxy = challenge->target == HAULIER_AUTH_TARGET_PROXY;
  HaulierLoginCase login = {
    .facts = facts,
    .challenge = challenge,
    .profile = haulier_profile_get_facts (facts->profile),
    .identity = haulier_identity_decide (is_proxy ? HAULIER_RESOURCE_PROXY_LOGIN
                                                  : HAULIER_RESOURCE_SERVER_LOGIN,
                                         &facts->access->token,
                                         facts->owner,
                                         facts->profile)
                    .identity,
    .used = HAULIER_CANDIDATE_NONE,
  };

  decision->candidates
      = g_array_sized_new (FALSE, FALSE, sizeof (HaulierCandidate), USUAL_CANDIDATES);
  for (gint kind = HAULIER_CANDIDATE_URL; kind < HAULIER_CANDIDATE_ANONYMOUS; kind++)
    consider_kind (decision, &login, kind);
  consider (decision, &login, &(HaulierLoginTrial){ .kind = HAULIER_CANDIDATE_ANONYMOUS });
  if (login.used == HAULIER_CANDIDATE_NONE && decision->code == 0)
    decision->code = is_proxy ? HAULIER_ERROR_HTTP_407 : HAULIER_ERROR_HTTP_401;
  return decision;
}

void
haulier_login_decision_free (HaulierLoginDecision *decision)
{
  g_array_unref (decision->candidates);
  g_free (decision);
}

/**
 * haulier_login_get_kind:
 * @credential: a credential
 *
 * Source: IBackgroundCopyJob2::SetCredentials: user and password NULL are logon credentials.
 *
 * Returns: as which candidate it answers
 */
HaulierCandidateKind
haulier_login_get_kind (const HaulierCredential *credential)
{
  if (credential->implicit)
    return HAULIER_CANDIDATE_IMPLICIT;
  switch (credential->source)
    {
    case HAULIER_CREDENTIAL_SOURCE_URL:
      return HAULIER_CANDIDATE_URL;
    case HAULIER_CREDENTIAL_SOURCE_JOB:
      return HAULIER_CANDIDATE_JOB;
    case HAULIER_CREDENTIAL_SOURCE_HOST:
      return HAULIER_CANDIDATE_HOST;
    }
  g_assert_not_reached ();
}

/**
 * haulier_login_may_send_implicit:
 * @facts: what is known; a rule for a host counts for the server of its address
 * @target: who would ask
 * @scheme: for what
 * @out_rule: (out) (optional) (transfer none): why, or why not
 *
 * Tells whether logon credentials may answer, before anybody asks and whatever else would answer.
 *
 * Source: Authentication: using implicit credentials, UseLMCompat; SetHelperTokenFlags, UsageFlags.
 *
 * Returns: whether they may be sent
 */
gboolean
haulier_login_may_send_implicit (const HaulierAccessFacts *facts,
                                 HaulierAuthTarget target,
                                 HaulierAuthScheme scheme,
                                 const HaulierRule **out_rule)
{
  g_autofree char *origin = target == HAULIER_AUTH_TARGET_SERVER && facts->remote != NULL
                                ? haulier_uri_dup_origin (facts->remote)
                                : NULL;
  HaulierLoginVerdict verdict = haulier_implicit_rules_decide (facts, target, scheme, origin);

  if (out_rule != NULL)
    *out_rule = verdict.rule;
  return verdict.is_used;
}
