/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Warnings about helper tokens and client certificates: lost, not kept, without effect, at odds. */
#include "config.h"

#include <glib/gi18n.h>

#include "haulier-rule-tables-private.h"
#include "haulier-warnings-private.h"

static const HaulierHelperToken *
get_token (const HaulierAccessDecisions *decisions)
{
  return &decisions->facts->access->token;
}

static gboolean
has_tokens (const HaulierAccessDecisions *decisions)
{
  return decisions->profile->token_setters != HAULIER_TOKEN_SETTERS_NOBODY;
}

static gboolean
is_used (const HaulierAccessDecisions *decisions)
{
  return has_tokens (decisions) && get_token (decisions)->flags != 0;
}

static gboolean
is_not_there (const HaulierAccessDecisions *decisions, HaulierResource resource)
{
  return is_used (decisions) && get_token (decisions)->state == HAULIER_TOKEN_STATE_NONE;
}

static gboolean
is_lost (const HaulierAccessDecisions *decisions, HaulierResource resource)
{
  return is_used (decisions) && get_token (decisions)->state == HAULIER_TOKEN_STATE_LOST;
}

static gboolean
is_widened (const HaulierAccessDecisions *decisions, HaulierResource resource)
{
  return is_used (decisions) && get_token (decisions)->state == HAULIER_TOKEN_STATE_WIDENED;
}

static gboolean
is_withdrawn (const HaulierAccessDecisions *decisions, HaulierResource resource)
{
  return is_used (decisions) && get_token (decisions)->state == HAULIER_TOKEN_STATE_WITHDRAWN;
}

static gboolean
is_lent (const HaulierAccessDecisions *decisions, HaulierResource resource)
{
  return is_used (decisions) && get_token (decisions)->state == HAULIER_TOKEN_STATE_SET;
}

static gboolean
is_lent_for_nothing (const HaulierAccessDecisions *decisions, HaulierResource resource)
{
  return get_token (decisions)->flags == 0
         && get_token (decisions)->state == HAULIER_TOKEN_STATE_SET;
}

static gboolean
does_not_exist (const HaulierAccessDecisions *decisions, HaulierResource resource)
{
  return !has_tokens (decisions) && get_token (decisions)->flags != 0;
}

static gboolean
has_power (const HaulierAccessDecisions *decisions, HaulierResource resource)
{
  return is_lent (decisions, resource)
         && (get_token (decisions)->administrator
             || decisions->facts->helper_in_administrators == HAULIER_FACT_YES);
}

static gboolean
keeps_file (const HaulierAccessDecisions *decisions, HaulierResource resource)
{
  return decisions->identities[resource].identity == HAULIER_IDENTITY_HELPER;
}

static gboolean
does_nothing (const HaulierAccessDecisions *decisions, HaulierResource resource)
{
  HaulierAuthTarget target = haulier_warning_get_target (resource);

  return decisions->identities[resource].identity == HAULIER_IDENTITY_HELPER
         && (target == HAULIER_AUTH_TARGET_SERVER ? decisions->is_http
                                                  : decisions->has_proxy != HAULIER_FACT_NO)
         && !haulier_access_decisions_wants_implicit (decisions, target)
         && !haulier_access_decisions_answers (decisions, target, HAULIER_CANDIDATE_IMPLICIT);
}

static GVariant *
keep_token (const HaulierAccessDecisions *decisions, HaulierResource resource)
{
  return haulier_fix_with_flags (get_token (decisions)->flags);
}

static GVariant *
use_for_network (const HaulierAccessDecisions *decisions, HaulierResource resource)
{
  return haulier_fix_with_flags (HAULIER_TOKEN_NETWORK);
}

static GVariant *
use_for_nothing (const HaulierAccessDecisions *decisions, HaulierResource resource)
{
  return haulier_fix_with_flags (0);
}

static GVariant *
not_for_network (const HaulierAccessDecisions *decisions, HaulierResource resource)
{
  return haulier_fix_with_flags (get_token (decisions)->flags & ~HAULIER_TOKEN_NETWORK);
}

static gboolean
key_is_out_of_reach (const HaulierAccessDecisions *decisions, HaulierResource resource)
{
  return decisions->facts->access->certificate != NULL
         && decisions->profile->has_client_certificates
         && decisions->identities[resource].identity == HAULIER_IDENTITY_NOBODY;
}

static gboolean
has_no_certificates (const HaulierAccessDecisions *decisions, HaulierResource resource)
{
  return decisions->facts->access->certificate != NULL
         && !decisions->profile->has_client_certificates;
}

static gboolean
shows_certificate_to_nobody (const HaulierAccessDecisions *decisions, HaulierResource resource)
{
  return decisions->facts->access->certificate != NULL && decisions->facts->remote != NULL
         && !decisions->secure;
}

static gboolean
needs_certificate (const HaulierAccessDecisions *decisions, HaulierResource resource)
{
  return decisions->facts->access->certificate == NULL && decisions->secure
         && decisions->profile->needs_client_certificate;
}

static const HaulierWarningRow token_rows[] = {
  {
      .rule = {
          .name = "warn-token-not-there",
          .requirements = "TOK-10",
          .source = "Helper tokens for BITS transfer jobs: BG_E_TOKEN_REQUIRED",
          .text = N_ ("The job stops with 0x80200056 (BG_E_TOKEN_REQUIRED): it is to use a helper, "
                      "and nobody is lent to it"),
      },
      .severity = HAULIER_SEVERITY_ERROR,
      .resources = HAULIER_WARNING_ON (HELPER_TOKEN),
      .holds = is_not_there,
      .fix = "lend-token",
      .arguments = keep_token,
  },
  {
      .rule = {
          .name = "warn-token-lost",
          .requirements = "TOK-10",
          .source = "Helper tokens for BITS transfer jobs: a token is not persistent",
          .text = N_ ("The job stops with 0x80200056 (BG_E_TOKEN_REQUIRED): its helper token went "
                      "with a log-off or a restart"),
      },
      .severity = HAULIER_SEVERITY_ERROR,
      .resources = HAULIER_WARNING_ON (HELPER_TOKEN),
      .holds = is_lost,
      .fix = "lend-token",
      .arguments = keep_token,
  },
  {
      .rule = {
          .name = "warn-token-widened",
          .requirements = "TOK-10",
          .source = "of Haulier: who lends agrees to an owner, flags, folders and origins",
          .text = N_ ("The job stops with 0x80200056 (BG_E_TOKEN_REQUIRED): it asks for more than "
                      "its helper token was lent for"),
      },
      .severity = HAULIER_SEVERITY_ERROR,
      .resources = HAULIER_WARNING_ON (HELPER_TOKEN),
      .holds = is_widened,
      .fix = "lend-token",
      .arguments = keep_token,
  },
  {
      .rule = {
          .name = "warn-token-withdrawn",
          .requirements = "TOK-10",
          .source = "of Haulier: who lends an identity may take it back",
          .text = N_ ("The job stops with 0x80200056 (BG_E_TOKEN_REQUIRED): who lent its helper token "
                      "took it back"),
      },
      .severity = HAULIER_SEVERITY_ERROR,
      .resources = HAULIER_WARNING_ON (HELPER_TOKEN),
      .holds = is_withdrawn,
      .fix = "lend-token",
      .arguments = keep_token,
  },
  {
      .rule = {
          .name = "warn-token-not-kept",
          .requirements = "TOK-10",
          .source = "Helper tokens for BITS transfer jobs: a token lasts as long as the logon",
          .text = N_ ("The job will stop when the helper logs off or the computer restarts: a helper "
                      "token is not kept"),
      },
      .severity = HAULIER_SEVERITY_INFORMATION,
      .resources = HAULIER_WARNING_ON (HELPER_TOKEN),
      .holds = is_lent,
  },
  {
      .rule = {
          .name = "warn-token-without-flags",
          .requirements = "TOK-1 TOK-11",
          .source = "IBitsTokenOptions::SetHelperTokenFlags: 0",
          .text = N_ ("The helper is not used for anything: neither local files nor the network are "
                      "switched on"),
      },
      .severity = HAULIER_SEVERITY_WARNING,
      .resources = HAULIER_WARNING_ON (HELPER_TOKEN),
      .holds = is_lent_for_nothing,
      .fix = "set-token-flags",
      .arguments = use_for_network,
  },
  {
      .rule = {
          .name = "warn-profile-has-no-tokens",
          .requirements = "TOK-9 TOK-11",
          .source = "IBitsTokenOptions: since Windows 7 and Server 2008 R2",
          .text = N_ ("The helper is not used: the Windows of this profile has no helper tokens"),
      },
      .severity = HAULIER_SEVERITY_WARNING,
      .resources = HAULIER_WARNING_ON (HELPER_TOKEN),
      .holds = does_not_exist,
      .fix = "set-token-flags",
      .arguments = use_for_nothing,
  },
  {
      .rule = {
          .name = "warn-helper-is-administrator",
          .requirements = "TOK-7",
          .source = "IBitsTokenOptions: an administrator as helper; of Haulier: membership of sudo, "
                    "wheel or admin",
          .text = N_ ("Whoever may change this job can act with the rights of an administrator: "
                      "the helper is one, or can become one"),
      },
      .severity = HAULIER_SEVERITY_WARNING,
      .resources = HAULIER_WARNING_ON (HELPER_TOKEN),
      .holds = has_power,
  },
  {
      .rule = {
          .name = "warn-file-is-the-helpers",
          .requirements = "TOK-2",
          .source = "of Haulier: who creates a file owns it, also when it is complete",
          .text = N_ ("The finished file belongs to the helper, and the owner of the job may not be "
                      "able to open it"),
      },
      .severity = HAULIER_SEVERITY_INFORMATION,
      .resources = HAULIER_WARNING_ON (DOWNLOAD_FILE) | HAULIER_WARNING_ON (REPLY_FILE),
      .holds = keeps_file,
  },
  {
      .rule = {
          .name = "warn-network-token-does-nothing",
          .requirements = "TOK-4 TOK-3",
          .source = "IBitsTokenOptions::SetHelperTokenFlags: SetCredentials has to be called",
          .text = N_ ("The helper does not log in over HTTP: that takes logon credentials that are "
                      "set for this job"),
      },
      .severity = HAULIER_SEVERITY_WARNING,
      .resources = HAULIER_WARNING_ON_LOGINS,
      .holds = does_nothing,
      .fix = "set-credential",
      .arguments = haulier_fix_with_logon_credentials,
  },
  {
      .rule = {
          .name = "warn-certificate-with-network",
          .requirements = "TOK-6 TOK-5",
          .source = "IBitsTokenOptions::SetHelperTokenFlags: "
                    "ERROR_WINHTTP_CLIENT_CERT_NO_ACCESS_PRIVATE_KEY",
          .text = N_ ("The job fails with 0x80072F9A: the owner’s key cannot be read while the "
                      "helper uses the network"),
      },
      .severity = HAULIER_SEVERITY_ERROR,
      .resources = HAULIER_WARNING_ON (CLIENT_CERTIFICATE),
      .holds = key_is_out_of_reach,
      .fix = "set-token-flags",
      .arguments = not_for_network,
  },
  {
      .rule = {
          .name = "warn-profile-has-no-certificates",
          .requirements = "AUTH-15",
          .source = "Authentication in BITS: client certificates are not supported before Vista",
          .text = N_ ("The certificate is not shown: the Windows of this profile has no client "
                      "certificates"),
      },
      .severity = HAULIER_SEVERITY_WARNING,
      .resources = HAULIER_WARNING_ON (CLIENT_CERTIFICATE),
      .holds = has_no_certificates,
      .fix = "set-profile",
      .arguments = haulier_fix_with_native,
  },
  {
      .rule = {
          .name = "warn-certificate-without-https",
          .requirements = "AUTH-15",
          .source = "IBackgroundCopyJobHttpOptions: client certificates are for HTTPS",
          .text = N_ ("The certificate is shown to nobody: only a server with HTTPS asks for one"),
      },
      .severity = HAULIER_SEVERITY_INFORMATION,
      .resources = HAULIER_WARNING_ON (CLIENT_CERTIFICATE),
      .holds = shows_certificate_to_nobody,
      .fix = "clear-certificate",
  },
  {
      .rule = {
          .name = "warn-certificate-may-be-needed",
          .requirements = "AUTH-16",
          .source = "Authentication in BITS: ERROR_WINHTTP_CLIENT_AUTH_CERT_NEEDED",
          .text = N_ ("The job fails with 0x80072F0C at a server that asks for a certificate, even if "
                      "the server can do without"),
      },
      .severity = HAULIER_SEVERITY_INFORMATION,
      .resources = HAULIER_WARNING_ON (CLIENT_CERTIFICATE),
      .holds = needs_certificate,
      .fix = "set-profile",
      .arguments = haulier_fix_with_native,
  },
};

const HaulierWarningTable haulier_token_warnings = HAULIER_WARNING_TABLE (token_rows);
const HaulierRuleTable haulier_token_warning_rules = HAULIER_RULE_TABLE (token_rows);
