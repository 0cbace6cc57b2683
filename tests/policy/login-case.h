/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* A job and a challenge in one value, for tests that try many of them. */
#pragma once

#include "haulier-login.h"
#include "haulier-profiles.h"

#define ORIGIN "http://server.test:80"
#define PROXY_ORIGIN "http://proxy.test:3128"
#define OTHER_ORIGIN "http://other.test:80"

#define SERVER HAULIER_AUTH_TARGET_SERVER
#define PROXY HAULIER_AUTH_TARGET_PROXY
#define BASIC HAULIER_AUTH_SCHEME_BASIC
#define DIGEST HAULIER_AUTH_SCHEME_DIGEST
#define NTLM HAULIER_AUTH_SCHEME_NTLM
#define NEGOTIATE HAULIER_AUTH_SCHEME_NEGOTIATE
#define PASSPORT HAULIER_AUTH_SCHEME_PASSPORT
#define OFFER(scheme) HAULIER_AUTH_SCHEME_BIT (scheme)
#define URL HAULIER_CREDENTIAL_SOURCE_URL
#define JOB HAULIER_CREDENTIAL_SOURCE_JOB
#define HOST HAULIER_CREDENTIAL_SOURCE_HOST
#define USER HAULIER_ACCOUNT_LOGIN_USER
#define SYSTEM HAULIER_ACCOUNT_LOCAL_SYSTEM
#define LOCAL_SERVICE HAULIER_ACCOUNT_LOCAL_SERVICE
#define NETWORK_SERVICE HAULIER_ACCOUNT_NETWORK_SERVICE

#define MAX_CREDENTIALS 4

typedef struct
{
  HaulierCredential credentials[MAX_CREDENTIALS];
  gpointer pointers[MAX_CREDENTIALS];
  GPtrArray array;
  GArray frozen;
  HaulierFrozenLogin tried;
  HaulierJobAccess access;
  HaulierAccessFacts facts;
  HaulierChallenge challenge;
} LoginCase;

/* A user's job without any setting, asked by its own server over HTTPS, in the native profile, by
 * an engine that speaks everything. It must not move afterwards. */
static inline void
login_case_init (LoginCase *self)
{
  *self = (LoginCase){
    .facts = {
        .use_lm_compat = HAULIER_NOT_SET,
        .lm_compatibility_level = HAULIER_NOT_SET,
        .remote = ORIGIN "/file",
        .wire_schemes = HAULIER_AUTH_SCHEMES_ALL,
    },
    .challenge = {
        .target = SERVER,
        .origin = ORIGIN,
        .offered = HAULIER_AUTH_SCHEMES_ALL,
        .secure = TRUE,
        .same_origin = TRUE,
    },
  };
  self->array.pdata = self->pointers;
  self->access.credentials = &self->array;
  self->facts.access = &self->access;
}

/* A credential without a user is logon credentials. */
static inline void
login_case_add (LoginCase *self,
                HaulierCredentialSource source,
                HaulierAuthTarget target,
                HaulierAuthScheme scheme,
                const char *user)
{
  guint i = self->array.len++;

  g_assert_cmpuint (i, <, MAX_CREDENTIALS);
  self->credentials[i] = (HaulierCredential){
    .source = source,
    .target = target,
    .scheme = scheme,
    .origin = (char *) (source == JOB     ? NULL
                        : target == PROXY ? PROXY_ORIGIN
                                          : ORIGIN),
    .implicit = user == NULL,
    .user = (char *) user,
    .stamp = 100 + i,
  };
  self->pointers[i] = &self->credentials[i];
}

static inline void
login_case_ask (LoginCase *self, HaulierAuthTarget target, guint offered)
{
  self->challenge.target = target;
  self->challenge.origin = target == PROXY ? PROXY_ORIGIN : ORIGIN;
  self->challenge.offered = offered;
}

static inline void
login_case_freeze (LoginCase *self,
                   HaulierCandidateKind kind,
                   HaulierAuthScheme scheme,
                   guint64 stamp,
                   HaulierTriedEnd end)
{
  self->tried = (HaulierFrozenLogin){
    .kind = kind,
    .scheme = scheme,
    .stamp = stamp,
    .end = end,
  };
  self->frozen = (GArray){ .data = (char *) &self->tried, .len = 1 };
  self->challenge.frozen = &self->frozen;
}
