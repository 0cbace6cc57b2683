/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Who opens, asks and answers: resource, helper flags and account to an identity. */
#include "config.h"

#include "haulier-identity-rules.h"

#include <glib/gi18n.h>

#include "haulier-error.h"
#include "haulier-profiles.h"
#include "haulier-rule-tables-private.h"

#define BIT(resource) (1u << HAULIER_RESOURCE_##resource)
#define STATE_BIT(state) (1u << HAULIER_TOKEN_STATE_##state)
#define OWNER_BIT(owner) (1u << HAULIER_ACCOUNT_##owner)

#define LOCAL_FILES (BIT (DOWNLOAD_FILE) | BIT (UPLOAD_FILE) | BIT (REPLY_FILE))
#define LOGINS (BIT (SMB_FILE) | BIT (SERVER_LOGIN) | BIT (PROXY_LOGIN))
#define NETWORK_THINGS (LOGINS | BIT (PROXY_SETTINGS) | BIT (PROXY_SCRIPT))

/* What a row does not name is 0 and fits everything. */
typedef struct
{
  guint resources;
  guint flag;                    /* HAULIER_TOKEN_…: has to be set */
  guint states;                  /* of the token */
  guint owners;                  /* accounts */
  gboolean only_owners_settings; /* profiles in which PRECONFIG never reads the helper's */
  HaulierIdentity identity;
  gint code;
  HaulierRule rule;
} IdentityRow;

/* The first row that fits is taken. */
static const IdentityRow identity_rows[] = {
  {
      .resources = BIT (CLIENT_CERTIFICATE),
      .flag = HAULIER_TOKEN_NETWORK,
      .owners = ~OWNER_BIT (LOCAL_SYSTEM),
      .identity = HAULIER_IDENTITY_NOBODY,
      .code = HAULIER_ERROR_CLIENT_CERT_NO_ACCESS_PRIVATE_KEY,
      .rule = {
          .name = "identity-certificate-no-key",
          .requirements = "TOK-6",
          .source = "SetHelperTokenFlags, Remarks: ERROR_WINHTTP_CLIENT_CERT_NO_ACCESS_PRIVATE_KEY",
          .text = N_ ("The job fails: with the flag NETWORK, the private key of its client "
                      "certificate can be read only where LocalSystem owns the job"),
      },
  },
  {
      .resources = BIT (CLIENT_CERTIFICATE),
      .identity = HAULIER_IDENTITY_OWNER,
      .rule = {
          .name = "identity-certificate-owner",
          .requirements = "TOK-5 AUTH-15",
          .source = "SetHelperTokenFlags, Remarks: everything else is the owner's",
          .text = N_ ("The owner shows the client certificate, whatever the helper token is used "
                      "for"),
      },
  },
  {
      .resources = BIT (OTHER) | BIT (HELPER_TOKEN),
      .identity = HAULIER_IDENTITY_OWNER,
      .rule = {
          .name = "identity-other-owner",
          .requirements = "TOK-5",
          .source = "SetHelperTokenFlags, Remarks: everything else is the owner's",
          .text = N_ ("The owner does whatever the flags of the helper token do not name"),
      },
  },
  {
      .resources = BIT (PROXY_SETTINGS),
      .flag = HAULIER_TOKEN_NETWORK,
      .only_owners_settings = TRUE,
      .identity = HAULIER_IDENTITY_OWNER,
      .rule = {
          .name = "identity-proxy-settings-before-1809",
          .requirements = "PRX-2 PROF-1",
          .source = "Helper tokens for BITS transfer jobs: authenticated proxies before version "
                    "1809",
          .text = N_ ("The owner’s proxy settings are read in spite of the flag NETWORK: the "
                      "helper’s are read only from Windows 10, version 1809, on"),
      },
  },
  {
      .resources = LOCAL_FILES,
      .flag = HAULIER_TOKEN_LOCAL_FILE,
      .states = STATE_BIT (NONE),
      .identity = HAULIER_IDENTITY_NOBODY,
      .code = HAULIER_ERROR_TOKEN_REQUIRED,
      .rule = {
          .name = "identity-token-not-set",
          .requirements = "TOK-10",
          .source = "Helper tokens for BITS transfer jobs: BG_E_TOKEN_REQUIRED",
          .text = N_ ("The job stops: its flags ask for a helper token, and it has none; lend "
                      "one, or clear the flags"),
      },
  },
  {
      .resources = LOCAL_FILES,
      .flag = HAULIER_TOKEN_LOCAL_FILE,
      .states = STATE_BIT (LOST),
      .identity = HAULIER_IDENTITY_NOBODY,
      .code = HAULIER_ERROR_TOKEN_REQUIRED,
      .rule = {
          .name = "identity-token-lost",
          .requirements = "TOK-10",
          .source = "Helper tokens for BITS transfer jobs: not persistent; BG_E_TOKEN_REQUIRED",
          .text = N_ ("The job stops: its helper token went with a log-off or a restart; lend it "
                      "again, or clear the flags"),
      },
  },
  {
      .resources = LOCAL_FILES,
      .flag = HAULIER_TOKEN_LOCAL_FILE,
      .states = STATE_BIT (WIDENED),
      .identity = HAULIER_IDENTITY_NOBODY,
      .code = HAULIER_ERROR_TOKEN_REQUIRED,
      .rule = {
          .name = "identity-token-widened",
          .requirements = "TOK-10",
          .source = "of Haulier: who lends agrees to an owner, flags, folders and origins",
          .text = N_ ("The job stops: it asks for more than was agreed to when its helper token "
                      "was lent; lend it again, or clear the flags"),
      },
  },
  {
      .resources = LOCAL_FILES,
      .flag = HAULIER_TOKEN_LOCAL_FILE,
      .states = STATE_BIT (WITHDRAWN),
      .identity = HAULIER_IDENTITY_NOBODY,
      .code = HAULIER_ERROR_TOKEN_REQUIRED,
      .rule = {
          .name = "identity-token-withdrawn",
          .requirements = "TOK-10",
          .source = "of Haulier: who lends an identity may take it back",
          .text = N_ ("The job stops: who lent its helper token took it back; lend one, or clear "
                      "the flags"),
      },
  },
  {
      .resources = NETWORK_THINGS,
      .flag = HAULIER_TOKEN_NETWORK,
      .states = STATE_BIT (WITHDRAWN),
      .identity = HAULIER_IDENTITY_NOBODY,
      .code = HAULIER_ERROR_TOKEN_REQUIRED,
      .rule = {
          .name = "identity-network-token-withdrawn",
          .requirements = "TOK-10",
          .source = "of Haulier: who lends an identity may take it back",
          .text = N_ ("The job stops: who lent the helper token that the flag NETWORK asks for took "
                      "it back; lend one, or clear the flag"),
      },
  },
  {
      .resources = NETWORK_THINGS,
      .flag = HAULIER_TOKEN_NETWORK,
      .states = STATE_BIT (WIDENED),
      .identity = HAULIER_IDENTITY_NOBODY,
      .code = HAULIER_ERROR_TOKEN_REQUIRED,
      .rule = {
          .name = "identity-network-token-widened",
          .requirements = "TOK-10",
          .source = "of Haulier: who lends agrees to an owner, flags, folders and origins",
          .text = N_ ("The job stops: it asks for more than was agreed to when the helper token "
                      "that the flag NETWORK asks for was lent; lend it again, or clear the flag"),
      },
  },
  {
      .resources = NETWORK_THINGS,
      .flag = HAULIER_TOKEN_NETWORK,
      .states = STATE_BIT (NONE),
      .identity = HAULIER_IDENTITY_NOBODY,
      .code = HAULIER_ERROR_TOKEN_REQUIRED,
      .rule = {
          .name = "identity-network-token-not-set",
          .requirements = "TOK-10",
          .source = "Helper tokens for BITS transfer jobs: BG_E_TOKEN_REQUIRED",
          .text = N_ ("The job stops: the flag NETWORK asks for a helper token, and there is "
                      "none; lend one, or clear the flag"),
      },
  },
  {
      .resources = NETWORK_THINGS,
      .flag = HAULIER_TOKEN_NETWORK,
      .states = STATE_BIT (LOST),
      .identity = HAULIER_IDENTITY_NOBODY,
      .code = HAULIER_ERROR_TOKEN_REQUIRED,
      .rule = {
          .name = "identity-network-token-lost",
          .requirements = "TOK-10",
          .source = "Helper tokens for BITS transfer jobs: not persistent; BG_E_TOKEN_REQUIRED",
          .text = N_ ("The job stops: the helper token that the flag NETWORK asks for went with "
                      "a log-off or a restart; lend it again, or clear the flag"),
      },
  },
  {
      .resources = BIT (UPLOAD_FILE),
      .flag = HAULIER_TOKEN_LOCAL_FILE,
      .identity = HAULIER_IDENTITY_HELPER,
      .rule = {
          .name = "identity-upload-file-helper",
          .requirements = "TOK-1 TOK-2",
          .source = "SetHelperTokenFlags, UsageFlags",
          .text = N_ ("The helper opens the local file of the upload, because the flag "
                      "LOCAL_FILE is set"),
      },
  },
  {
      .resources = BIT (DOWNLOAD_FILE),
      .flag = HAULIER_TOKEN_LOCAL_FILE,
      .identity = HAULIER_IDENTITY_HELPER,
      .rule = {
          .name = "identity-download-file-helper",
          .requirements = "TOK-1 TOK-2",
          .source = "SetHelperTokenFlags, UsageFlags",
          .text = N_ ("The helper creates and renames the file of the download, because the flag "
                      "LOCAL_FILE is set"),
      },
  },
  {
      .resources = BIT (REPLY_FILE),
      .flag = HAULIER_TOKEN_LOCAL_FILE,
      .identity = HAULIER_IDENTITY_HELPER,
      .rule = {
          .name = "identity-reply-file-helper",
          .requirements = "TOK-1 TOK-2",
          .source = "SetHelperTokenFlags, UsageFlags",
          .text = N_ ("The helper creates and renames the reply file, because the flag "
                      "LOCAL_FILE is set"),
      },
  },
  {
      .resources = BIT (SMB_FILE),
      .flag = HAULIER_TOKEN_NETWORK,
      .identity = HAULIER_IDENTITY_HELPER,
      .rule = {
          .name = "identity-smb-file-helper",
          .requirements = "TOK-1 TOK-3",
          .source = "SetHelperTokenFlags, UsageFlags",
          .text = N_ ("The helper opens the remote file of the share, because the flag NETWORK "
                      "is set"),
      },
  },
  {
      .resources = BIT (SERVER_LOGIN),
      .flag = HAULIER_TOKEN_NETWORK,
      .identity = HAULIER_IDENTITY_HELPER,
      .rule = {
          .name = "identity-server-login-helper",
          .requirements = "TOK-1 TOK-3 ACC-8",
          .source = "SetHelperTokenFlags, UsageFlags",
          .text = N_ ("The helper’s logon credentials are those for the server, because the flag "
                      "NETWORK is set"),
      },
  },
  {
      .resources = BIT (PROXY_LOGIN),
      .flag = HAULIER_TOKEN_NETWORK,
      .identity = HAULIER_IDENTITY_HELPER,
      .rule = {
          .name = "identity-proxy-login-helper",
          .requirements = "TOK-1 TOK-3 ACC-8",
          .source = "SetHelperTokenFlags, UsageFlags",
          .text = N_ ("The helper’s logon credentials are those for the proxy, because the flag "
                      "NETWORK is set"),
      },
  },
  {
      .resources = BIT (PROXY_SETTINGS),
      .flag = HAULIER_TOKEN_NETWORK,
      .identity = HAULIER_IDENTITY_HELPER,
      .rule = {
          .name = "identity-proxy-settings-helper",
          .requirements = "PRX-2 PRX-3",
          .source = "Helper tokens for BITS transfer jobs: authenticated proxies since version "
                    "1809",
          .text = N_ ("The helper’s proxy settings are read, because the flag NETWORK is set"),
      },
  },
  {
      .resources = BIT (PROXY_SCRIPT),
      .flag = HAULIER_TOKEN_NETWORK,
      .identity = HAULIER_IDENTITY_HELPER,
      .rule = {
          .name = "identity-proxy-script-helper",
          .requirements = "TOK-3 PRX-3",
          .source = "Helper tokens for BITS transfer jobs: automatic proxy detection",
          .text = N_ ("The helper runs the script that finds the proxy, because the flag NETWORK "
                      "is set"),
      },
  },
  {
      .resources = LOCAL_FILES,
      .identity = HAULIER_IDENTITY_OWNER,
      .rule = {
          .name = "identity-local-file-owner",
          .requirements = "TOK-5 ACC-4",
          .source = "Service Accounts and BITS; SetHelperTokenFlags, Remarks",
          .text = N_ ("The owner opens and creates the local files: no helper token is used for "
                      "them"),
      },
  },
  {
      .resources = BIT (PROXY_SETTINGS),
      .identity = HAULIER_IDENTITY_OWNER,
      .rule = {
          .name = "identity-proxy-settings-owner",
          .requirements = "PRX-2",
          .source = "Service Accounts and BITS: settings are stored per user",
          .text = N_ ("The owner’s own proxy settings are read"),
      },
  },
  {
      .resources = BIT (PROXY_SCRIPT),
      .identity = HAULIER_IDENTITY_OWNER,
      .rule = {
          .name = "identity-proxy-script-owner",
          .requirements = "TOK-5",
          .source = "SetHelperTokenFlags, Remarks: everything else is the owner's",
          .text = N_ ("The owner runs the script that finds the proxy"),
      },
  },
  {
      .resources = LOGINS,
      .owners = OWNER_BIT (LOGIN_USER),
      .identity = HAULIER_IDENTITY_OWNER,
      .rule = {
          .name = "identity-network-user",
          .requirements = "ACC-2 TOK-5",
          .source = "Service Accounts and BITS: as for any user account",
          .text = N_ ("The owner is shown to the network: no helper token is used there"),
      },
  },
  {
      .resources = LOGINS,
      .owners = OWNER_BIT (LOCAL_SYSTEM) | OWNER_BIT (NETWORK_SERVICE),
      .identity = HAULIER_IDENTITY_COMPUTER,
      .rule = {
          .name = "identity-network-computer",
          .requirements = "ACC-6 ACC-7",
          .source = "Service Accounts and BITS: computer credentials",
          .text = N_ ("The computer is shown to the network, not a person: LocalSystem and "
                      "NetworkService have no other identity there"),
      },
  },
  {
      .resources = LOGINS,
      .owners = OWNER_BIT (LOCAL_SERVICE),
      .identity = HAULIER_IDENTITY_ANONYMOUS,
      .rule = {
          .name = "identity-network-anonymous",
          .requirements = "ACC-6 ACC-7",
          .source = "Service Accounts and BITS: anonymous credentials",
          .text = N_ ("Nobody is shown to the network: LocalService is anonymous there"),
      },
  },
};

const HaulierRuleTable haulier_identity_rules = HAULIER_RULE_TABLE (identity_rows);

static gboolean
row_fits (const IdentityRow *row,
          HaulierResource resource,
          const HaulierHelperToken *token,
          HaulierAccountKind owner,
          const HaulierProfileFacts *facts)
{
  return (row->resources & (1u << resource)) != 0
         && (row->flag == 0 || (token->flags & row->flag) != 0)
         && (row->states == 0 || (row->states & (1u << token->state)) != 0)
         && (row->owners == 0 || (row->owners & (1u << owner)) != 0)
         && (!row->only_owners_settings || !facts->helper_proxy_settings);
}

/**
 * haulier_identity_decide:
 * @resource: what is touched
 * @token: (nullable): the helper token of the job; its flags count although it is not there
 * @owner: account that owns the job
 * @profile: the one that holds for it; in one without helper tokens @token does not count
 *
 * Tells who touches a resource. For logins that is whose logon credentials would be sent; whether
 * they are is for haulier_login_decide(). Explicit credentials do not depend on it.
 *
 * Shape: one decision for each combination; never partial.
 * Source: SetHelperTokenFlags; Service Accounts and BITS.
 *
 * Returns: who, and the rule that says so
 */
HaulierIdentityDecision
haulier_identity_decide (HaulierResource resource,
                         const HaulierHelperToken *token,
                         HaulierAccountKind owner,
                         HaulierProfile profile)
{
  static const HaulierHelperToken no_token = { 0 };
  const HaulierProfileFacts *facts = haulier_profile_get_facts (profile);
  const IdentityRow *row = &identity_rows[0];

  if (token == NULL || facts->token_setters == HAULIER_TOKEN_SETTERS_NOBODY)
    token = &no_token;
  while (!row_fits (row, resource, token, owner, facts))
    {
      row++;
      g_assert (row < identity_rows + G_N_ELEMENTS (identity_rows));
    }
  return (HaulierIdentityDecision){
    .identity = row->identity,
    .code = row->code,
    .rule = &row->rule,
  };
}
