/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Who logs in where: target and scheme to a user name, or to logon credentials. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* BG_AUTH_TARGET. */
typedef enum
{
  HAULIER_AUTH_TARGET_SERVER = 1,
  HAULIER_AUTH_TARGET_PROXY = 2,
} HaulierAuthTarget;

/* BG_AUTH_SCHEME. */
typedef enum
{
  HAULIER_AUTH_SCHEME_BASIC = 1,
  HAULIER_AUTH_SCHEME_DIGEST = 2,
  HAULIER_AUTH_SCHEME_NTLM = 3,
  HAULIER_AUTH_SCHEME_NEGOTIATE = 4,
  HAULIER_AUTH_SCHEME_PASSPORT = 5,
} HaulierAuthScheme;

/* A set of schemes, for instance those that a challenge offers. */
#define HAULIER_AUTH_SCHEME_BIT(scheme) (1u << (scheme))
#define HAULIER_AUTH_SCHEMES_ALL 0x3eu

/**
 * HaulierCredentialSource:
 * @HAULIER_CREDENTIAL_SOURCE_URL: user name and password stood in an address of the job
 * @HAULIER_CREDENTIAL_SOURCE_JOB: SetCredentials
 * @HAULIER_CREDENTIAL_SOURCE_HOST: a rule of the person for one origin, for every job
 */
typedef enum
{
  HAULIER_CREDENTIAL_SOURCE_URL,
  HAULIER_CREDENTIAL_SOURCE_JOB,
  HAULIER_CREDENTIAL_SOURCE_HOST,
} HaulierCredentialSource;

/* IBackgroundCopyJob2::SetCredentials: BG_AUTH_CREDENTIALS. */
#define HAULIER_USER_NAME_MAX_CHARS 300
#define HAULIER_PASSWORD_MAX_CHARS 65535

/**
 * HaulierCredential:
 * @target: who asks
 * @scheme: how; of %HAULIER_CREDENTIAL_SOURCE_URL always Basic, and it answers Digest and NTLM too
 * @source: where it came from
 * @origin: (nullable): scheme://host:port that it is for; %NULL for those of a job
 * @implicit: logon credentials: SetCredentials(NULL, NULL)
 * @user: (nullable): user name, "DOMAIN\user" or "user\@REALM"; %NULL when @implicit
 * @secret: (nullable): reference of the password in the vault, never the password; %NULL when
 * @implicit
 * @stamp: changes whenever the credential is set; what was tried with another stamp does not count
 */
typedef struct
{
  HaulierAuthTarget target;
  HaulierAuthScheme scheme;
  HaulierCredentialSource source;
  char *origin;
  gboolean implicit;
  char *user;
  char *secret;
  guint64 stamp;
} HaulierCredential;

HaulierCredential *haulier_credential_new (HaulierAuthTarget target, HaulierAuthScheme scheme);
HaulierCredential *haulier_credential_copy (const HaulierCredential *credential);
void haulier_credential_free (HaulierCredential *credential);
gboolean haulier_credential_check (const HaulierCredential *credential, GError **error);
gboolean haulier_password_check (const char *password, gssize length, GError **error);

GPtrArray *haulier_credentials_new (void);
GPtrArray *haulier_credentials_copy (GPtrArray *credentials);
const HaulierCredential *haulier_credentials_find (GPtrArray *credentials,
                                                   HaulierCredentialSource source,
                                                   HaulierAuthTarget target,
                                                   HaulierAuthScheme scheme,
                                                   const char *origin);
void haulier_credentials_take (GPtrArray *credentials, HaulierCredential *credential);
gboolean haulier_credentials_remove (GPtrArray *credentials,
                                     HaulierCredentialSource source,
                                     HaulierAuthTarget target,
                                     HaulierAuthScheme scheme,
                                     const char *origin);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HaulierCredential, haulier_credential_free)

G_END_DECLS
