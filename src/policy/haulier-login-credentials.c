/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Which credential of a job a candidate would send, and whether it has been tried before. */
#include "config.h"

#include "haulier-login-private.h"

/* What a user name and password in an address answer. */
#define URL_SCHEMES                                                                                \
  (HAULIER_AUTH_SCHEME_BIT (HAULIER_AUTH_SCHEME_NTLM)                                              \
   | HAULIER_AUTH_SCHEME_BIT (HAULIER_AUTH_SCHEME_DIGEST)                                          \
   | HAULIER_AUTH_SCHEME_BIT (HAULIER_AUTH_SCHEME_BASIC))

/* An explicit credential of this kind for who asks. Those of a job are for every server of it;
 * those of an address or of a rule are for their own origin only. */
static gboolean
is_for (const HaulierCredential *credential,
        HaulierCandidateKind kind,
        const HaulierChallenge *challenge)
{
  return haulier_login_get_kind (credential) == kind && !credential->implicit
         && credential->target == challenge->target
         && (kind == HAULIER_CANDIDATE_JOB
             || (credential->origin != NULL
                 && g_strcmp0 (credential->origin, challenge->origin) == 0));
}

static gboolean
answers (const HaulierCredential *credential, HaulierAuthScheme scheme)
{
  if (credential->source == HAULIER_CREDENTIAL_SOURCE_URL)
    return (URL_SCHEMES & HAULIER_AUTH_SCHEME_BIT (scheme)) != 0;
  return credential->scheme == scheme;
}

/* The explicit credential of a candidate for one scheme. */
const HaulierCredential *
haulier_login_find_credential (const HaulierLoginCase *login,
                               HaulierCandidateKind kind,
                               HaulierAuthScheme scheme)
{
  GPtrArray *credentials = login->facts->access->credentials;

  for (guint i = 0; credentials != NULL && i < credentials->len; i++)
    {
      const HaulierCredential *credential = credentials->pdata[i];

      if (is_for (credential, kind, login->challenge) && answers (credential, scheme))
        return credential;
    }
  return NULL;
}

/* Whether a candidate has any explicit credential for who asks. */
gboolean
haulier_login_has_credential (const HaulierLoginCase *login, HaulierCandidateKind kind)
{
  GPtrArray *credentials = login->facts->access->credentials;

  for (guint i = 0; credentials != NULL && i < credentials->len; i++)
    {
      if (is_for (credentials->pdata[i], kind, login->challenge))
        return TRUE;
    }
  return FALSE;
}

/* The user that was tried: a wrong password is not tried again with another scheme either. */
static const char *
get_tried_user (const HaulierLoginCase *login, const HaulierFrozenLogin *frozen)
{
  GPtrArray *credentials = login->facts->access->credentials;

  for (guint i = 0; credentials != NULL && i < credentials->len; i++)
    {
      const HaulierCredential *credential = credentials->pdata[i];

      if (is_for (credential, frozen->kind, login->challenge) && credential->stamp == frozen->stamp)
        return credential->user;
    }
  return NULL;
}

static gboolean
is_same_login (const HaulierLoginCase *login,
               const HaulierLoginTrial *trial,
               const HaulierFrozenLogin *frozen)
{
  const char *user;

  if (frozen->kind != trial->kind)
    return FALSE;
  if (trial->credential == NULL)
    return TRUE;
  if (frozen->stamp == trial->credential->stamp)
    return TRUE;
  user = get_tried_user (login, frozen);
  return user != NULL && g_strcmp0 (user, trial->credential->user) == 0;
}

/* Whether what @trial would send was sent here before, and ended so. */
gboolean
haulier_login_is_frozen (const HaulierLoginCase *login,
                         const HaulierLoginTrial *trial,
                         HaulierTriedEnd end)
{
  const GArray *frozen = login->challenge->frozen;

  for (guint i = 0; frozen != NULL && i < frozen->len; i++)
    {
      const HaulierFrozenLogin *tried = &g_array_index (frozen, HaulierFrozenLogin, i);

      if (tried->end == end && is_same_login (login, trial, tried))
        return TRUE;
    }
  return FALSE;
}
