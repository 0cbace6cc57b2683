/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* What the tables of logins look at, shared by them and by who walks them. */
#pragma once

#include <glib.h>

#include "haulier-login.h"
#include "haulier-profiles.h"

G_BEGIN_DECLS

#define HAULIER_CANDIDATE_NONE (-1)

/**
 * HaulierLoginCase:
 * @facts: what is known
 * @challenge: what is asked
 * @profile: facts of the profile
 * @identity: whose logon credentials would be sent
 * @used: the #HaulierCandidateKind that answers, as far as it has been decided;
 * #HAULIER_CANDIDATE_NONE: none yet
 */
typedef struct
{
  const HaulierAccessFacts *facts;
  const HaulierChallenge *challenge;
  const HaulierProfileFacts *profile;
  HaulierIdentity identity;
  gint used;
} HaulierLoginCase;

/**
 * HaulierLoginTrial:
 * @kind: which candidate
 * @scheme: how it would answer; 0: the candidate as a whole
 * @credential: (nullable): what it would send
 */
typedef struct
{
  HaulierCandidateKind kind;
  HaulierAuthScheme scheme;
  const HaulierCredential *credential;
} HaulierLoginTrial;

/**
 * HaulierLoginRow:
 * @kinds: 1 << #HaulierCandidateKind; which candidates it is about
 * @fits: (nullable): whether it holds; %NULL: always
 * @matters: something that could have answered was kept back, so that it explains why nothing does
 * @file_only: it would not be for another file
 * @rule: the row for people
 */
typedef struct
{
  guint kinds;
  gboolean (*fits) (const HaulierLoginCase *login, const HaulierLoginTrial *trial);
  gboolean matters;
  gboolean file_only;
  HaulierRule rule;
} HaulierLoginRow;

/* What is decided about one trial. */
typedef struct
{
  gboolean is_used;
  gboolean matters;               /* as in #HaulierLoginRow */
  gboolean file_only;             /* the same */
  gint code;                      /* other than 401 and 407 */
  const HaulierCredential *entry; /* (nullable): that says that logon credentials are sent */
  const HaulierRule *rule;
} HaulierLoginVerdict;

/* haulier-implicit-rules.c */
HaulierLoginVerdict haulier_implicit_rules_decide (const HaulierAccessFacts *facts,
                                                   HaulierAuthTarget target,
                                                   HaulierAuthScheme scheme,
                                                   const char *origin);

/* haulier-login-credentials.c */
const HaulierCredential *haulier_login_find_credential (const HaulierLoginCase *login,
                                                        HaulierCandidateKind kind,
                                                        HaulierAuthScheme scheme);
gboolean haulier_login_has_credential (const HaulierLoginCase *login, HaulierCandidateKind kind);
gboolean haulier_login_is_frozen (const HaulierLoginCase *login,
                                  const HaulierLoginTrial *trial,
                                  HaulierTriedEnd end);

/* haulier-login-rules.c */
HaulierLoginVerdict haulier_login_rules_decide (const HaulierLoginCase *login,
                                                const HaulierLoginTrial *trial);

G_END_DECLS
