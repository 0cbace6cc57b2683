/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Which credential answers a challenge, or none; and why every other candidate was passed over. */
#pragma once

#include <glib.h>

#include "haulier-access-facts.h"
#include "haulier-credential.h"
#include "haulier-identity-rules.h"
#include "haulier-rule.h"

G_BEGIN_DECLS

/**
 * HaulierChallenge:
 * @target: who asks
 * @origin: of who asks: scheme://host:port
 * @offered: HAULIER_AUTH_SCHEME_BIT() of every scheme offered
 * @secure: what is answered travels inside TLS
 * @same_origin: @origin is that of the file's own address, not of a redirect's; always so for a
 * proxy
 * @proxy_scheme: where a server asks: how the proxy on the way was answered; 0: it was not
 * @frozen: (nullable) (element-type HaulierFrozenLogin): what was rejected there, or tried without
 * an outcome
 */
typedef struct
{
  HaulierAuthTarget target;
  const char *origin;
  guint offered;
  gboolean secure;
  gboolean same_origin;
  HaulierAuthScheme proxy_scheme;
  const GArray *frozen;
} HaulierChallenge;

typedef enum
{
  HAULIER_CANDIDATE_URL,
  HAULIER_CANDIDATE_JOB,
  HAULIER_CANDIDATE_HOST,
  HAULIER_CANDIDATE_IMPLICIT,
  HAULIER_CANDIDATE_ANONYMOUS,
} HaulierCandidateKind;

/* How something ended that must not be tried again. */
typedef enum
{
  HAULIER_TRIED_REJECTED,
  HAULIER_TRIED_UNKNOWN,  /* it was sent, and it is not known what came of it */
  HAULIER_TRIED_FOR_FILE, /* it is good, but was refused for this file */
} HaulierTriedEnd;

/**
 * HaulierFrozenLogin:
 * @kind: what was tried
 * @scheme: how
 * @stamp: of the credential
 * @end: how it ended
 *
 * Not only what was tried is passed over: so is every other credential of that kind with the same
 * user, and logon credentials whatever the scheme. Setting it again, which changes the stamp, or
 * dropping the record for logon credentials, lets all of them go.
 */
typedef struct
{
  HaulierCandidateKind kind;
  HaulierAuthScheme scheme;
  guint64 stamp;
  HaulierTriedEnd end;
} HaulierFrozenLogin;

/**
 * HaulierCandidate:
 * @kind: where it comes from
 * @scheme: how it would answer; 0 where the candidate as a whole was passed over
 * @credential: (nullable) (unowned): the credential, as long as the facts live
 * @used: it answers
 * @rule: why, or why not
 */
typedef struct
{
  HaulierCandidateKind kind;
  HaulierAuthScheme scheme;
  const HaulierCredential *credential;
  gboolean used;
  const HaulierRule *rule;
} HaulierCandidate;

/**
 * HaulierLoginDecision:
 * @kind: what answers; %HAULIER_CANDIDATE_ANONYMOUS: nothing does
 * @scheme: how; 0 for anonymous
 * @credential: (nullable) (unowned): explicit credential that is sent; %NULL for logon credentials
 * and anonymous
 * @entry: (nullable) (unowned): what says that logon credentials are sent; %NULL where that is a
 * setting of the engine or the profile
 * @identity: whose logon credentials are sent; the owner for explicit ones
 * @file_only: nothing answers, but for another file something that was kept back might
 * @code: the HRESULT that the job fails with when nothing answers: 401 or 407, or what refuses it
 * @rule: why
 * @candidates: (element-type HaulierCandidate): all of them, in order
 */
typedef struct
{
  HaulierCandidateKind kind;
  HaulierAuthScheme scheme;
  const HaulierCredential *credential;
  const HaulierCredential *entry;
  HaulierIdentity identity;
  gboolean file_only;
  gint code;
  const HaulierRule *rule;
  GArray *candidates;
} HaulierLoginDecision;

HaulierLoginDecision *haulier_login_decide (const HaulierAccessFacts *facts,
                                            const HaulierChallenge *challenge);
void haulier_login_decision_free (HaulierLoginDecision *decision);
HaulierCandidateKind haulier_login_get_kind (const HaulierCredential *credential);
gboolean haulier_login_may_send_implicit (const HaulierAccessFacts *facts,
                                          HaulierAuthTarget target,
                                          HaulierAuthScheme scheme,
                                          const HaulierRule **out_rule);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HaulierLoginDecision, haulier_login_decision_free)

G_END_DECLS
