/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Who opens, asks and answers: resource, helper flags and account to an identity. */
#pragma once

#include <glib.h>

#include "haulier-account.h"
#include "haulier-helper-token.h"
#include "haulier-profile.h"
#include "haulier-rule.h"

G_BEGIN_DECLS

/* What a job touches. */
typedef enum
{
  HAULIER_RESOURCE_DOWNLOAD_FILE,  /* create and rename the temporary file */
  HAULIER_RESOURCE_UPLOAD_FILE,    /* open the local file */
  HAULIER_RESOURCE_REPLY_FILE,     /* create and rename it */
  HAULIER_RESOURCE_SMB_FILE,       /* the remote file of an SMB address */
  HAULIER_RESOURCE_SERVER_LOGIN,   /* an HTTP server's challenge, logon credentials */
  HAULIER_RESOURCE_PROXY_LOGIN,    /* a proxy's challenge, logon credentials */
  HAULIER_RESOURCE_PROXY_SETTINGS, /* whose settings PRECONFIG reads */
  HAULIER_RESOURCE_PROXY_SCRIPT,   /* who runs an automatic configuration script */
  HAULIER_RESOURCE_CLIENT_CERTIFICATE,
  HAULIER_RESOURCE_OTHER,
  HAULIER_RESOURCE_HELPER_TOKEN, /* the token itself, in a plan; not decided by the table */
} HaulierResource;

typedef enum
{
  HAULIER_IDENTITY_OWNER,
  HAULIER_IDENTITY_HELPER,
  HAULIER_IDENTITY_COMPUTER,
  HAULIER_IDENTITY_ANONYMOUS,
  HAULIER_IDENTITY_NOBODY, /* it cannot be done: the rule says why, the code is the job's error */
} HaulierIdentity;

/**
 * HaulierIdentityDecision:
 * @identity: who
 * @code: the HRESULT that the job fails with where @identity is nobody, else 0
 * @rule: why
 */
typedef struct
{
  HaulierIdentity identity;
  gint code;
  const HaulierRule *rule;
} HaulierIdentityDecision;

HaulierIdentityDecision haulier_identity_decide (HaulierResource resource,
                                                 const HaulierHelperToken *token,
                                                 HaulierAccountKind owner,
                                                 HaulierProfile profile);

G_END_DECLS
