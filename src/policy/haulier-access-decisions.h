/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Everything that the tables decide about one job and one address, made once, before anything is
 * sent: what a plan shows and what warnings are about. */
#pragma once

#include <glib.h>

#include "haulier-access-facts.h"
#include "haulier-identity-rules.h"
#include "haulier-login.h"
#include "haulier-profiles.h"

G_BEGIN_DECLS

/**
 * HaulierAccessDecisions:
 * @facts: (unowned): what they were made from
 * @profile: of the job
 * @origin: (nullable): scheme://host:port of the address; %NULL without one, and for SMB
 * @secure: what the server is told travels inside TLS
 * @is_smb: the address is one of SMB
 * @is_http: the address is one of HTTP
 * @local: whether a file is read or written here
 * @has_proxy: whether a proxy stands before the address
 * @proxy: (nullable): the first proxy, protocol://host:port
 * @proxy_secure: what the proxy is told travels inside TLS
 * @proxy_code: HRESULT that the job fails with for its proxy settings, else 0
 * @proxy_rule: why it is that proxy, or none
 * @identities: by #HaulierResource, as far as haulier_identity_decide() knows it
 * @logins: by target and by the one scheme that is offered; [0]: all that were offered before, or
 * just all
 */
typedef struct
{
  const HaulierAccessFacts *facts;
  const HaulierProfileFacts *profile;
  char *origin;
  gboolean secure;
  gboolean is_smb;
  gboolean is_http;
  HaulierResource local;
  HaulierFact has_proxy;
  char *proxy;
  gboolean proxy_secure;
  gint proxy_code;
  const HaulierRule *proxy_rule;
  HaulierIdentityDecision identities[HAULIER_RESOURCE_OTHER + 1];
  HaulierLoginDecision *logins[HAULIER_AUTH_TARGET_PROXY + 1][HAULIER_AUTH_SCHEME_PASSPORT + 1];
} HaulierAccessDecisions;

/* Whose settings PRECONFIG means. */
typedef enum
{
  HAULIER_PROXY_READER_OWNER,  /* the desktop's of the owner */
  HAULIER_PROXY_READER_ENGINE, /* what the engine keeps for the account */
  HAULIER_PROXY_READER_HELPER, /* the desktop's of the helper */
  HAULIER_PROXY_READER_NOBODY, /* the helper's, who is not there */
  HAULIER_PROXY_READER_JOB,    /* nobody's: the job says itself which proxy */
} HaulierProxyReader;

HaulierProxyReader haulier_access_get_proxy_reader (const HaulierAccessFacts *facts);
HaulierAccessDecisions *haulier_access_decisions_new (const HaulierAccessFacts *facts);
void haulier_access_decisions_free (HaulierAccessDecisions *decisions);
gboolean haulier_access_decisions_answers (const HaulierAccessDecisions *decisions,
                                           HaulierAuthTarget target,
                                           HaulierCandidateKind kind);
const HaulierCredential *haulier_access_decisions_find (const HaulierAccessDecisions *decisions,
                                                        HaulierCredentialSource source,
                                                        HaulierAuthTarget target,
                                                        gboolean implicit);
gboolean haulier_access_decisions_wants_implicit (const HaulierAccessDecisions *decisions,
                                                  HaulierAuthTarget target);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HaulierAccessDecisions, haulier_access_decisions_free)

G_END_DECLS
