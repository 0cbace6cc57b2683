/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Tests of who does what: the table of SetHelperTokenFlags, the three accounts, tokens that went.
 */
#include "config.h"

#include "haulier-identity-rules.h"
#include "haulier-profiles.h"

#define LOCAL HAULIER_TOKEN_LOCAL_FILE
#define NETWORK HAULIER_TOKEN_NETWORK
#define BOTH (LOCAL | NETWORK)
#define USER HAULIER_ACCOUNT_LOGIN_USER
#define SYSTEM HAULIER_ACCOUNT_LOCAL_SYSTEM
#define LOCAL_SERVICE HAULIER_ACCOUNT_LOCAL_SERVICE
#define NETWORK_SERVICE HAULIER_ACCOUNT_NETWORK_SERVICE
#define NEVER HAULIER_TOKEN_STATE_NONE
#define SET HAULIER_TOKEN_STATE_SET
#define LOST HAULIER_TOKEN_STATE_LOST
#define WIDENED HAULIER_TOKEN_STATE_WIDENED
#define WITHDRAWN HAULIER_TOKEN_STATE_WITHDRAWN
#define OWNER HAULIER_IDENTITY_OWNER
#define HELPER HAULIER_IDENTITY_HELPER
#define COMPUTER HAULIER_IDENTITY_COMPUTER
#define ANONYMOUS HAULIER_IDENTITY_ANONYMOUS
#define NOBODY HAULIER_IDENTITY_NOBODY
#define NATIVE HAULIER_PROFILE_NATIVE

static HaulierIdentityDecision
decide (HaulierResource resource,
        guint flags,
        HaulierTokenState state,
        HaulierAccountKind owner,
        HaulierProfile profile)
{
  HaulierHelperToken token = { .flags = flags, .state = state };

  return haulier_identity_decide (resource, &token, owner, profile);
}

/* SetHelperTokenFlags: a user's job with a helper token; what each flag changes, and what not. */
static const struct
{
  HaulierResource resource;
  const char *neither;
  const char *local;
  const char *network;
  const char *both;
} flag_rows[] = {
  {
      .resource = HAULIER_RESOURCE_UPLOAD_FILE,
      .neither = "identity-local-file-owner",
      .local = "identity-upload-file-helper",
      .network = "identity-local-file-owner",
      .both = "identity-upload-file-helper",
  },
  {
      .resource = HAULIER_RESOURCE_DOWNLOAD_FILE,
      .neither = "identity-local-file-owner",
      .local = "identity-download-file-helper",
      .network = "identity-local-file-owner",
      .both = "identity-download-file-helper",
  },
  {
      .resource = HAULIER_RESOURCE_REPLY_FILE,
      .neither = "identity-local-file-owner",
      .local = "identity-reply-file-helper",
      .network = "identity-local-file-owner",
      .both = "identity-reply-file-helper",
  },
  {
      .resource = HAULIER_RESOURCE_SMB_FILE,
      .neither = "identity-network-user",
      .local = "identity-network-user",
      .network = "identity-smb-file-helper",
      .both = "identity-smb-file-helper",
  },
  {
      .resource = HAULIER_RESOURCE_SERVER_LOGIN,
      .neither = "identity-network-user",
      .local = "identity-network-user",
      .network = "identity-server-login-helper",
      .both = "identity-server-login-helper",
  },
  {
      .resource = HAULIER_RESOURCE_PROXY_LOGIN,
      .neither = "identity-network-user",
      .local = "identity-network-user",
      .network = "identity-proxy-login-helper",
      .both = "identity-proxy-login-helper",
  },
  {
      .resource = HAULIER_RESOURCE_PROXY_SETTINGS,
      .neither = "identity-proxy-settings-owner",
      .local = "identity-proxy-settings-owner",
      .network = "identity-proxy-settings-helper",
      .both = "identity-proxy-settings-helper",
  },
  {
      .resource = HAULIER_RESOURCE_PROXY_SCRIPT,
      .neither = "identity-proxy-script-owner",
      .local = "identity-proxy-script-owner",
      .network = "identity-proxy-script-helper",
      .both = "identity-proxy-script-helper",
  },
  {
      .resource = HAULIER_RESOURCE_CLIENT_CERTIFICATE,
      .neither = "identity-certificate-owner",
      .local = "identity-certificate-owner",
      .network = "identity-certificate-no-key",
      .both = "identity-certificate-no-key",
  },
  {
      .resource = HAULIER_RESOURCE_OTHER,
      .neither = "identity-other-owner",
      .local = "identity-other-owner",
      .network = "identity-other-owner",
      .both = "identity-other-owner",
  },
  {
      .resource = HAULIER_RESOURCE_HELPER_TOKEN,
      .neither = "identity-other-owner",
      .local = "identity-other-owner",
      .network = "identity-other-owner",
      .both = "identity-other-owner",
  },
};

G_STATIC_ASSERT (G_N_ELEMENTS (flag_rows) == HAULIER_RESOURCE_HELPER_TOKEN + 1);

static void
check_flags (HaulierResource resource, guint flags, const char *rule)
{
  HaulierIdentityDecision decision = decide (resource, flags, SET, USER, NATIVE);

  g_test_message ("resource %d, flags %u: %s", resource, flags, rule);
  g_assert_cmpstr (decision.rule->name, ==, rule);
  g_assert_cmpint (decision.identity,
                   ==,
                   g_str_has_suffix (rule, "-helper")   ? HELPER
                   : g_str_has_suffix (rule, "-no-key") ? NOBODY
                                                        : OWNER);
}

static void
test_identity_flags (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (flag_rows); i++)
    {
      check_flags (flag_rows[i].resource, 0, flag_rows[i].neither);
      check_flags (flag_rows[i].resource, LOCAL, flag_rows[i].local);
      check_flags (flag_rows[i].resource, NETWORK, flag_rows[i].network);
      check_flags (flag_rows[i].resource, BOTH, flag_rows[i].both);
    }
}

/* Service Accounts and BITS, and what a token that is not there does. */
static const struct
{
  const char *why;
  HaulierResource resource;
  guint flags;
  HaulierTokenState state;
  HaulierAccountKind owner;
  HaulierProfile profile;
  HaulierIdentity identity;
  guint32 code;
  const char *rule;
} case_rows[] = {
  /* clang-format off */
  { "a user is the user", HAULIER_RESOURCE_SERVER_LOGIN, 0, NEVER, USER, NATIVE,
    OWNER, 0, "identity-network-user", },
  { "LocalSystem is the computer", HAULIER_RESOURCE_SERVER_LOGIN, 0, NEVER, SYSTEM, NATIVE,
    COMPUTER, 0, "identity-network-computer", },
  { "NetworkService is the computer", HAULIER_RESOURCE_SERVER_LOGIN, 0, NEVER, NETWORK_SERVICE, NATIVE,
    COMPUTER, 0, "identity-network-computer", },
  { "LocalService is nobody in particular", HAULIER_RESOURCE_SERVER_LOGIN, 0, NEVER, LOCAL_SERVICE, NATIVE,
    ANONYMOUS, 0, "identity-network-anonymous", },
  { "to a proxy as well", HAULIER_RESOURCE_PROXY_LOGIN, 0, NEVER, LOCAL_SERVICE, NATIVE,
    ANONYMOUS, 0, "identity-network-anonymous", },
  { "to a share as well", HAULIER_RESOURCE_SMB_FILE, 0, NEVER, LOCAL_SERVICE, NATIVE,
    ANONYMOUS, 0, "identity-network-anonymous", },
  { "a share sees the computer", HAULIER_RESOURCE_SMB_FILE, LOCAL, SET, SYSTEM, NATIVE,
    COMPUTER, 0, "identity-network-computer", },
  { "with a token LocalService has somebody to show", HAULIER_RESOURCE_SERVER_LOGIN, NETWORK, SET,
    LOCAL_SERVICE, NATIVE, HELPER, 0, "identity-server-login-helper", },
  { "with a token NetworkService is the helper", HAULIER_RESOURCE_PROXY_LOGIN, NETWORK, SET,
    NETWORK_SERVICE, NATIVE, HELPER, 0, "identity-proxy-login-helper", },
  { "its files stay its own", HAULIER_RESOURCE_DOWNLOAD_FILE, NETWORK, SET, LOCAL_SERVICE, NATIVE,
    OWNER, 0, "identity-local-file-owner", },
  { "a token without flags is not used", HAULIER_RESOURCE_SMB_FILE, 0, SET, USER, NATIVE,
    OWNER, 0, "identity-network-user", },
  { "NETWORK without a token", HAULIER_RESOURCE_SERVER_LOGIN, NETWORK, NEVER, USER, NATIVE,
    NOBODY, 0x80200056, "identity-network-token-not-set", },
  { "NETWORK with a token that went", HAULIER_RESOURCE_SMB_FILE, NETWORK, LOST, SYSTEM, NATIVE,
    NOBODY, 0x80200056, "identity-network-token-lost", },
  { "the settings of a token that went", HAULIER_RESOURCE_PROXY_SETTINGS, NETWORK, LOST, USER, NATIVE,
    NOBODY, 0x80200056, "identity-network-token-lost", },
  { "LOCAL_FILE without a token", HAULIER_RESOURCE_UPLOAD_FILE, LOCAL, NEVER, USER, NATIVE,
    NOBODY, 0x80200056, "identity-token-not-set", },
  { "LOCAL_FILE with a token that went", HAULIER_RESOURCE_REPLY_FILE, BOTH, LOST, USER, NATIVE,
    NOBODY, 0x80200056, "identity-token-lost", },
  { "NETWORK with a token lent for less", HAULIER_RESOURCE_SERVER_LOGIN, NETWORK, WIDENED, USER, NATIVE,
    NOBODY, 0x80200056, "identity-network-token-widened", },
  { "LOCAL_FILE with a token lent for less", HAULIER_RESOURCE_DOWNLOAD_FILE, LOCAL, WIDENED, SYSTEM, NATIVE,
    NOBODY, 0x80200056, "identity-token-widened", },
  { "NETWORK with a token that was taken back", HAULIER_RESOURCE_SERVER_LOGIN, NETWORK, WITHDRAWN, USER, NATIVE,
    NOBODY, 0x80200056, "identity-network-token-withdrawn", },
  { "LOCAL_FILE with a token that was taken back", HAULIER_RESOURCE_DOWNLOAD_FILE, BOTH, WITHDRAWN, LOCAL_SERVICE,
    NATIVE, NOBODY, 0x80200056, "identity-token-withdrawn", },
  { "a flag of the other kind needs no token here", HAULIER_RESOURCE_DOWNLOAD_FILE, NETWORK, LOST,
    USER, NATIVE, OWNER, 0, "identity-local-file-owner", },
  { "NETWORK and a certificate", HAULIER_RESOURCE_CLIENT_CERTIFICATE, NETWORK, SET, NETWORK_SERVICE, NATIVE,
    NOBODY, 0x80072f9a, "identity-certificate-no-key", },
  { "whether the token is there or not", HAULIER_RESOURCE_CLIENT_CERTIFICATE, NETWORK, LOST, USER, NATIVE,
    NOBODY, 0x80072f9a, "identity-certificate-no-key", },
  { "but LocalSystem's", HAULIER_RESOURCE_CLIENT_CERTIFICATE, BOTH, SET, SYSTEM, NATIVE,
    OWNER, 0, "identity-certificate-owner", },
  { "the owner's settings before 1809", HAULIER_RESOURCE_PROXY_SETTINGS, NETWORK, SET, USER,
    HAULIER_PROFILE_WINDOWS_10_1607, OWNER, 0, "identity-proxy-settings-before-1809", },
  { "so a token that went does not matter", HAULIER_RESOURCE_PROXY_SETTINGS, NETWORK, LOST, USER,
    HAULIER_PROFILE_WINDOWS_7, OWNER, 0, "identity-proxy-settings-before-1809", },
  { "the helper's since 1809", HAULIER_RESOURCE_PROXY_SETTINGS, NETWORK, SET, USER,
    HAULIER_PROFILE_WINDOWS_10_1809, HELPER, 0, "identity-proxy-settings-helper", },
  { "Vista has no helper tokens", HAULIER_RESOURCE_SERVER_LOGIN, NETWORK, SET, SYSTEM,
    HAULIER_PROFILE_VISTA, COMPUTER, 0, "identity-network-computer", },
  { "and asks for none", HAULIER_RESOURCE_UPLOAD_FILE, LOCAL, LOST, USER,
    HAULIER_PROFILE_XP, OWNER, 0, "identity-local-file-owner", },
  /* clang-format on */
};

static void
test_identity_case (gconstpointer data)
{
  gsize i = GPOINTER_TO_SIZE (data);
  HaulierIdentityDecision decision = decide (case_rows[i].resource,
                                             case_rows[i].flags,
                                             case_rows[i].state,
                                             case_rows[i].owner,
                                             case_rows[i].profile);

  g_test_message ("%s", case_rows[i].why);
  g_assert_cmpstr (decision.rule->name, ==, case_rows[i].rule);
  g_assert_cmpint (decision.identity, ==, case_rows[i].identity);
  g_assert_cmphex ((guint32) decision.code, ==, case_rows[i].code);
}

/* What holds for every combination. */
static void
check_any (HaulierResource resource,
           guint flags,
           guint state,
           HaulierAccountKind owner,
           guint profile)
{
  HaulierIdentityDecision decision = decide (resource, flags, state, owner, profile);
  gboolean has_tokens = haulier_profile_get_facts (profile)->token_setters != 0;

  g_assert_nonnull (decision.rule);
  g_assert_true (haulier_rule_find (decision.rule->name) == decision.rule);
  g_assert_cmpint (decision.code != 0, ==, decision.identity == NOBODY);
  if (decision.identity == HELPER)
    g_assert_true (has_tokens && state == SET && flags != 0);
  if (decision.identity == ANONYMOUS)
    g_assert_cmpint (owner, ==, LOCAL_SERVICE);
  if (decision.identity == COMPUTER)
    g_assert_true (owner == SYSTEM || owner == NETWORK_SERVICE);
  if (decision.identity == NOBODY)
    g_assert_true (has_tokens && flags != 0);
  if (resource >= HAULIER_RESOURCE_CLIENT_CERTIFICATE)
    g_assert_true (decision.identity == OWNER || decision.identity == NOBODY);
}

static void
test_identity_total (void)
{
  guint n_cases = 0;

  for (guint resource = 0; resource <= HAULIER_RESOURCE_HELPER_TOKEN; resource++)
    for (guint flags = 0; flags <= BOTH; flags++)
      for (guint state = NEVER; state <= LOST; state++)
        for (guint owner = USER; owner <= NETWORK_SERVICE; owner++)
          for (guint profile = NATIVE; profile <= HAULIER_PROFILE_XP; profile++, n_cases++)
            check_any (resource, flags, state, owner, profile);
  g_assert_cmpuint (n_cases, ==, 11 * 4 * 3 * 4 * 12);
}

static void
test_identity_no_token (void)
{
  HaulierIdentityDecision decision
      = haulier_identity_decide (HAULIER_RESOURCE_SMB_FILE, NULL, USER, NATIVE);

  g_assert_cmpint (decision.identity, ==, OWNER);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/policy/identity/flags", test_identity_flags);
  for (gsize i = 0; i < G_N_ELEMENTS (case_rows); i++)
    {
      g_autofree char *path
          = g_strdup_printf ("/policy/identity/%02" G_GSIZE_FORMAT "-%s", i, case_rows[i].rule);

      g_test_add_data_func (path, GSIZE_TO_POINTER (i), test_identity_case);
    }
  g_test_add_func ("/policy/identity/total", test_identity_total);
  g_test_add_func ("/policy/identity/no-token", test_identity_no_token);
  return g_test_run ();
}
