/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Tries every combination of account, flags, token, profile, settings, credentials, target and
 * offer: each one comes to exactly one decision with a reason, and breaks none of the promises.
 */
#include "config.h"

#include "login-case.h"

#include "haulier-error.h"

#define LOGON_SCHEMES (OFFER (NTLM) | OFFER (NEGOTIATE))

#ifdef __SANITIZE_ADDRESS__
#define SPARINGLY TRUE
#else
#define SPARINGLY FALSE
#endif

/* What is set for one target. */
typedef enum
{
  NOTHING,
  EXPLICIT, /* for Digest, and for Passport where a server asks */
  IMPLICIT,
} Set;

/* One combination, but for what is offered. */
typedef struct
{
  HaulierAccountKind owner;
  guint flags;
  HaulierTokenState state;
  HaulierProfile profile;
  gint compat;
  gint level;
  Set set[PROXY + 1]; /* by target */
  HaulierAuthTarget target;
  gboolean same_origin;
} Combination;

static void
build (LoginCase *login, const Combination *self)
{
  login_case_init (login);
  login->facts.owner = self->owner;
  login->facts.profile = self->profile;
  login->facts.use_lm_compat = self->compat;
  login->facts.lm_compatibility_level = self->level;
  login->access.token.flags = self->flags;
  login->access.token.state = self->state;
  for (guint target = SERVER; target <= PROXY; target++)
    {
      if (self->set[target] == IMPLICIT)
        login_case_add (login, JOB, target, NEGOTIATE, NULL);
      if (self->set[target] == EXPLICIT)
        login_case_add (login, JOB, target, DIGEST, "ann");
      if (self->set[target] == EXPLICIT && target == SERVER)
        login_case_add (login, JOB, target, PASSPORT, "ann@test");
    }
  login_case_ask (login, self->target, 0);
  login->challenge.same_origin = self->same_origin;
}

/* The decision function of the texts, said once more and in another way. */
static gboolean
may_send_logon_credentials (const Combination *self, HaulierAuthScheme scheme)
{
  const HaulierProfileFacts *facts = haulier_profile_get_facts (self->profile);
  gboolean network = facts->token_setters != 0 && (self->flags & HAULIER_TOKEN_NETWORK) != 0;
  gint compat = self->compat;
  gint level = self->level;

  if (network && self->state != HAULIER_TOKEN_STATE_SET)
    return FALSE;
  if (!network && self->owner == LOCAL_SERVICE)
    return FALSE;
  if (!network && self->owner != USER && scheme == NTLM)
    return FALSE;
  if (!facts->has_credentials)
    return self->target == SERVER;
  if (self->set[self->target] == IMPLICIT)
    return TRUE;
  if (self->target == SERVER && self->set[PROXY] == IMPLICIT && self->set[SERVER] != EXPLICIT)
    return TRUE;
  if (network)
    return FALSE;
  if (compat < 0 || compat > facts->use_lm_compat_max)
    compat = facts->use_lm_compat_default;
  if (level < 0)
    level = facts->lm_level_default;
  return compat == 0 || (compat == 1 && level >= 2);
}

/* What has to answer, in the order of the schemes. */
static HaulierAuthScheme
expect_answer (const Combination *self, guint offered, HaulierCandidateKind *kind)
{
  *kind = HAULIER_CANDIDATE_JOB;
  if (self->same_origin && self->set[self->target] == EXPLICIT
      && haulier_profile_get_facts (self->profile)->has_credentials)
    {
      if (self->target == SERVER && (offered & OFFER (PASSPORT)) != 0)
        return PASSPORT;
      if ((offered & OFFER (DIGEST)) != 0)
        return DIGEST;
    }
  *kind = HAULIER_CANDIDATE_IMPLICIT;
  for (guint scheme = NEGOTIATE; self->same_origin && scheme >= NTLM; scheme--)
    {
      if ((offered & OFFER (scheme)) != 0 && may_send_logon_credentials (self, scheme))
        return scheme;
    }
  *kind = HAULIER_CANDIDATE_ANONYMOUS;
  return 0;
}

static const HaulierCandidate *
get_only_used (const HaulierLoginDecision *decision)
{
  const HaulierCandidate *used = NULL;
  gint last = -1;

  for (guint i = 0; i < decision->candidates->len; i++)
    {
      const HaulierCandidate *candidate
          = &g_array_index (decision->candidates, HaulierCandidate, i);

      g_assert_nonnull (candidate->rule);
      g_assert_cmpint (candidate->kind, >=, last);
      g_assert_cmpint (candidate->kind, <=, last + 1); /* none is left out */
      last = candidate->kind;
      if (candidate->used)
        {
          g_assert_null (used);
          used = candidate;
        }
    }
  g_assert_cmpint (last, ==, HAULIER_CANDIDATE_ANONYMOUS);
  g_assert_nonnull (used);
  return used;
}

static void
check_logon_credentials (const Combination *self, const HaulierLoginDecision *decision)
{
  g_assert_true ((OFFER (decision->scheme) & LOGON_SCHEMES) != 0);
  g_assert_null (decision->credential);
  g_assert_true (self->same_origin);
  g_assert_cmpint (decision->identity, !=, HAULIER_IDENTITY_ANONYMOUS);
  g_assert_cmpint (decision->identity, !=, HAULIER_IDENTITY_NOBODY);
  if (self->owner == LOCAL_SERVICE)
    g_assert_cmpint (decision->identity, ==, HAULIER_IDENTITY_HELPER);
  if (decision->identity == HAULIER_IDENTITY_HELPER)
    {
      g_assert_true ((self->flags & HAULIER_TOKEN_NETWORK) != 0);
      g_assert_cmpint (self->state, ==, HAULIER_TOKEN_STATE_SET);
      g_assert_true (self->set[SERVER] == IMPLICIT || self->set[PROXY] == IMPLICIT);
    }
}

static void
check_decision (const Combination *self, guint offered, const HaulierLoginDecision *decision)
{
  const HaulierCandidate *used = get_only_used (decision);
  HaulierCandidateKind kind;
  HaulierAuthScheme scheme = expect_answer (self, offered, &kind);

  g_assert_cmpint (decision->kind, ==, kind);
  g_assert_cmpint (decision->scheme, ==, scheme);
  g_assert_cmpint (decision->kind, ==, used->kind);
  g_assert_cmpint (decision->scheme, ==, used->scheme);
  g_assert_true (decision->credential == used->credential);
  g_assert_nonnull (decision->rule);
  g_assert_cmpint (decision->code != 0, ==, kind == HAULIER_CANDIDATE_ANONYMOUS);
  if (kind != HAULIER_CANDIDATE_ANONYMOUS)
    {
      g_assert_true (decision->rule == used->rule);
      g_assert_true ((offered & OFFER (decision->scheme)) != 0);
      g_assert_true (self->same_origin);
    }
  if (kind == HAULIER_CANDIDATE_IMPLICIT)
    check_logon_credentials (self, decision);
  if (kind == HAULIER_CANDIDATE_JOB)
    g_assert_false (decision->credential->implicit);
}

/* What was rejected is never sent again, neither as it was nor to another kind of question. */
static void
check_frozen (LoginCase *login, const HaulierLoginDecision *rejected)
{
  g_autoptr (HaulierLoginDecision) decision = NULL;
  const HaulierCredential *credential = rejected->credential;

  if (rejected->kind == HAULIER_CANDIDATE_ANONYMOUS)
    return;
  login_case_freeze (login,
                     rejected->kind,
                     rejected->scheme,
                     credential != NULL ? credential->stamp : 0,
                     (HaulierTriedEnd) (login->facts.profile % (HAULIER_TRIED_FOR_FILE + 1)));
  decision = haulier_login_decide (&login->facts, &login->challenge);
  get_only_used (decision);
  g_assert_true (decision->kind != rejected->kind
                 || (credential != NULL && decision->credential != credential
                     && g_strcmp0 (decision->credential->user, credential->user) != 0));
  login->challenge.frozen = NULL;
}

/* Across a redirect nothing is sent whatever is offered: two offers will do. The sanitizer, which
 * is after memory and not after rules, gets one scheme at a time, and all of them. */
static guint
try_offers (const Combination *self)
{
  LoginCase login;
  guint n_cases = 0;

  build (&login, self);
  for (guint offered = 0; offered <= HAULIER_AUTH_SCHEMES_ALL; offered += 2)
    {
      g_autoptr (HaulierLoginDecision) decision = NULL;

      if (offered != 0 && offered != HAULIER_AUTH_SCHEMES_ALL
          && (!self->same_origin || (SPARINGLY && (offered & (offered - 1)) != 0)))
        continue;
      n_cases++;
      login.challenge.offered = offered;
      decision = haulier_login_decide (&login.facts, &login.challenge);
      check_decision (self, offered, decision);
      if (offered == HAULIER_AUTH_SCHEMES_ALL)
        check_frozen (&login, decision);
    }
  return n_cases;
}

static guint
try_settings (Combination *self)
{
  guint n_cases = 0;

  for (self->compat = HAULIER_NOT_SET; self->compat <= 2; self->compat++)
    for (self->level = HAULIER_NOT_SET; self->level <= 2; self->level += self->level < 0 ? 2 : 1)
      for (self->set[SERVER] = NOTHING; self->set[SERVER] <= IMPLICIT; self->set[SERVER]++)
        for (self->set[PROXY] = NOTHING; self->set[PROXY] <= IMPLICIT; self->set[PROXY]++)
          for (self->target = SERVER; self->target <= PROXY; self->target++)
            for (self->same_origin = FALSE; self->same_origin <= TRUE; self->same_origin++)
              n_cases += try_offers (self);
  return n_cases;
}

static void
test_login_total (gconstpointer data)
{
  Combination combination = { .profile = GPOINTER_TO_SIZE (data) };
  guint n_cases = 0;

  for (guint owner = USER; owner <= NETWORK_SERVICE; owner++)
    for (guint flags = 0; flags <= HAULIER_TOKEN_FLAGS_ALL; flags++)
      for (guint state = 0; state <= HAULIER_TOKEN_STATE_WITHDRAWN; state++)
        {
          combination.owner = owner;
          combination.flags = flags;
          combination.state = state;
          n_cases += try_settings (&combination);
        }
  g_test_message ("%u decisions", n_cases);
  g_assert_cmpuint (n_cases, ==, 4 * 4 * 5 * 4 * 3 * 9 * 2 * ((SPARINGLY ? 7 : 32) + 2));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  for (gsize profile = HAULIER_PROFILE_NATIVE; profile <= HAULIER_PROFILE_XP; profile++)
    {
      g_autofree char *path = g_strdup_printf ("/policy/login-total/%s",
                                               haulier_profile_get_facts (profile)->rule.name);

      g_test_add_data_func (path, GSIZE_TO_POINTER (profile), test_login_total);
    }
  return g_test_run ();
}
