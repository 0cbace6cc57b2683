/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Tests of what is refused when it is set: each rule, what it lets through, in which profile. */
#include "config.h"

#include "haulier-error.h"
#include "haulier-setting-rules.h"

#define SERVER HAULIER_AUTH_TARGET_SERVER
#define PROXY HAULIER_AUTH_TARGET_PROXY
#define BASIC HAULIER_AUTH_SCHEME_BASIC
#define DIGEST HAULIER_AUTH_SCHEME_DIGEST
#define NTLM HAULIER_AUTH_SCHEME_NTLM
#define NEGOTIATE HAULIER_AUTH_SCHEME_NEGOTIATE
#define PASSPORT HAULIER_AUTH_SCHEME_PASSPORT
#define URL HAULIER_CREDENTIAL_SOURCE_URL
#define JOB HAULIER_CREDENTIAL_SOURCE_JOB
#define HOST HAULIER_CREDENTIAL_SOURCE_HOST
#define IMPLICIT TRUE
#define EXPLICIT FALSE
#define NATIVE HAULIER_PROFILE_NATIVE
#define WIN_1607 HAULIER_PROFILE_WINDOWS_10_1607
#define WIN_7 HAULIER_PROFILE_WINDOWS_7
#define VISTA HAULIER_PROFILE_VISTA
#define S2008 HAULIER_PROFILE_SERVER_2008
#define R2 HAULIER_PROFILE_SERVER_2003_R2
#define S2003 HAULIER_PROFILE_SERVER_2003
#define XP_SP3 HAULIER_PROFILE_XP_SP3
#define XP_SP1 HAULIER_PROFILE_XP_SP1
#define XP HAULIER_PROFILE_XP

/* The same answer from both functions: with code and sentence where it is refused. */
static void
check_refusal (HaulierSettingRefusal refusal,
               gboolean accepted,
               const GError *error,
               const char *rule,
               guint32 code)
{
  g_assert_cmpstr (refusal.rule != NULL ? refusal.rule->name : NULL, ==, rule);
  g_assert_cmphex ((guint32) refusal.code, ==, code);
  g_assert_cmpint (accepted, ==, rule == NULL);
  if (rule != NULL)
    {
      g_assert_true (haulier_rule_find (rule) == refusal.rule);
      g_assert_error (error, HAULIER_ERROR, (gint) code);
      g_assert_cmpstr (error->message, ==, refusal.rule->text);
    }
  else
    g_assert_no_error (error);
}

static const struct
{
  HaulierAuthTarget target;
  HaulierAuthScheme scheme;
  HaulierCredentialSource source;
  gboolean implicit;
  HaulierProfile profile;
  guint32 code;
  const char *rule;
} credential_rows[] = {
  /* clang-format off */
  { SERVER, BASIC, JOB, EXPLICIT, NATIVE, 0, NULL, },
  { SERVER, DIGEST, JOB, EXPLICIT, NATIVE, 0, NULL, },
  { SERVER, NTLM, JOB, EXPLICIT, NATIVE, 0, NULL, },
  { SERVER, NEGOTIATE, HOST, EXPLICIT, NATIVE, 0, NULL, },
  { SERVER, PASSPORT, JOB, EXPLICIT, NATIVE, 0, NULL, },
  { SERVER, NTLM, JOB, IMPLICIT, NATIVE, 0, NULL, },
  { PROXY, NEGOTIATE, JOB, IMPLICIT, NATIVE, 0, NULL, },
  { SERVER, BASIC, JOB, IMPLICIT, NATIVE, 0x80070057, "setting-basic-implicit", },
  { PROXY, BASIC, JOB, IMPLICIT, WIN_7, 0x80070057, "setting-basic-implicit", },
  { SERVER, DIGEST, JOB, IMPLICIT, NATIVE, 0x80070057, "setting-digest-implicit", },
  { SERVER, DIGEST, HOST, IMPLICIT, S2003, 0x80070057, "setting-digest-implicit", },
  { SERVER, PASSPORT, JOB, IMPLICIT, NATIVE, 0x80070057, "setting-passport-implicit", },
  { SERVER, PASSPORT, JOB, IMPLICIT, R2, 0x80070057, "setting-passport-implicit", },
  { PROXY, PASSPORT, JOB, EXPLICIT, NATIVE, 0x80070057, "setting-passport-proxy", },
  { PROXY, PASSPORT, JOB, IMPLICIT, VISTA, 0x80070057, "setting-passport-proxy", },
  { PROXY, BASIC, JOB, EXPLICIT, S2003, 0, NULL, },
  { PROXY, BASIC, JOB, EXPLICIT, XP_SP1, 0x80004001, "setting-proxy-credential-none", },
  { PROXY, NEGOTIATE, JOB, IMPLICIT, XP, 0x80004001, "setting-proxy-credential-none", },
  { SERVER, BASIC, JOB, EXPLICIT, XP, 0x80004001, "setting-credential-none", },
  { SERVER, NEGOTIATE, JOB, IMPLICIT, XP_SP1, 0x80004001, "setting-credential-none", },
  { SERVER, BASIC, HOST, EXPLICIT, XP, 0x80004001, "setting-credential-none", },
  { SERVER, BASIC, URL, EXPLICIT, XP, 0, NULL, },
  { SERVER, BASIC, URL, EXPLICIT, NATIVE, 0, NULL, },
  /* clang-format on */
};

static void
test_settings_credentials (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (credential_rows); i++)
    {
      g_autoptr (GError) error = NULL;
      HaulierCredential credential = {
        .target = credential_rows[i].target,
        .scheme = credential_rows[i].scheme,
        .source = credential_rows[i].source,
        .implicit = credential_rows[i].implicit,
      };
      HaulierProfile profile = credential_rows[i].profile;
      gboolean accepted = haulier_setting_rules_check_credential (&credential, profile, &error);

      g_test_message ("credential %" G_GSIZE_FORMAT, i);
      check_refusal (haulier_setting_rules_refuse_credential (&credential, profile),
                     accepted,
                     error,
                     credential_rows[i].rule,
                     credential_rows[i].code);
    }
}

static const struct
{
  HaulierProxyUsage usage;
  HaulierProfile profile;
  guint32 code;
  const char *rule;
} proxy_rows[] = {
  { HAULIER_PROXY_USAGE_AUTODETECT, NATIVE, 0, NULL },
  { HAULIER_PROXY_USAGE_AUTODETECT, R2, 0, NULL },
  { HAULIER_PROXY_USAGE_AUTODETECT, S2003, 0x80004001, "setting-autodetect-none" },
  { HAULIER_PROXY_USAGE_AUTODETECT, XP_SP3, 0, NULL },
  { HAULIER_PROXY_USAGE_AUTODETECT, XP_SP1, 0x80004001, "setting-autodetect-none" },
  { HAULIER_PROXY_USAGE_OVERRIDE, XP, 0, NULL },
  { HAULIER_PROXY_USAGE_PRECONFIG, XP, 0, NULL },
  { HAULIER_PROXY_USAGE_NO_PROXY, S2003, 0, NULL },
};

static void
test_settings_proxy (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (proxy_rows); i++)
    {
      g_autoptr (GError) error = NULL;
      HaulierProxySettings proxy = { .usage = proxy_rows[i].usage };
      HaulierProfile profile = proxy_rows[i].profile;
      gboolean accepted = haulier_setting_rules_check_proxy (&proxy, profile, &error);

      g_test_message ("proxy %" G_GSIZE_FORMAT, i);
      check_refusal (haulier_setting_rules_refuse_proxy (&proxy, profile),
                     accepted,
                     error,
                     proxy_rows[i].rule,
                     proxy_rows[i].code);
    }
}

static void
check_certificate (HaulierCertificateLocation location,
                   HaulierProfile profile,
                   const char *rule,
                   guint32 code)
{
  g_autoptr (GError) error = NULL;
  HaulierCertificateReference certificate = { .location = location };
  gboolean accepted = haulier_setting_rules_check_certificate (&certificate, profile, &error);

  check_refusal (haulier_setting_rules_refuse_certificate (&certificate, profile),
                 accepted,
                 error,
                 rule,
                 code);
}

static void
test_settings_certificate (void)
{
  const char *none = "setting-certificate-none";
  const char *store = "setting-certificate-store";

  check_certificate (HAULIER_CERTIFICATE_LOCATION_CURRENT_USER, NATIVE, NULL, 0);
  check_certificate (HAULIER_CERTIFICATE_LOCATION_LOCAL_MACHINE, VISTA, NULL, 0);
  check_certificate (HAULIER_CERTIFICATE_LOCATION_CURRENT_USER, R2, none, 0x80004001);
  check_certificate (HAULIER_CERTIFICATE_LOCATION_CURRENT_USER, XP_SP3, none, 0x80004001);
  check_certificate (HAULIER_CERTIFICATE_LOCATION_USERS, XP, none, 0x80004001);
  for (guint location = HAULIER_CERTIFICATE_LOCATION_CURRENT_SERVICE;
       location <= HAULIER_CERTIFICATE_LOCATION_LOCAL_MACHINE_ENTERPRISE;
       location++)
    check_certificate (location, WIN_7, store, 0x80004001);
}

/* clang-format off */
#define PERSON { HAULIER_ACCOUNT_LOGIN_USER, 1000 }
#define ROOT { HAULIER_ACCOUNT_LOGIN_USER, 0 }
#define SYSTEM { HAULIER_ACCOUNT_LOCAL_SYSTEM, 0 }
#define LOCAL { HAULIER_ACCOUNT_LOCAL_SERVICE, 0 }
#define NETWORK { HAULIER_ACCOUNT_NETWORK_SERVICE, 0 }
/* clang-format on */

static const struct
{
  HaulierAccount owner;
  guint flags;
  HaulierTokenState state;
  gboolean helper_is_administrator;
  HaulierProfile profile;
  guint32 code;
  const char *rule;
} token_rows[] = {
  /* clang-format off */
  { PERSON, 0, HAULIER_TOKEN_STATE_NONE, FALSE, NATIVE, 0, NULL, },
  { PERSON, 1, HAULIER_TOKEN_STATE_NONE, FALSE, NATIVE, 0, NULL, },
  { PERSON, 2, HAULIER_TOKEN_STATE_SET, FALSE, NATIVE, 0, NULL, },
  { PERSON, 3, HAULIER_TOKEN_STATE_LOST, FALSE, WIN_1607, 0, NULL, },
  { PERSON, 2, HAULIER_TOKEN_STATE_SET, TRUE, NATIVE, 0x80070005, "setting-token-administrator", },
  { PERSON, 0, HAULIER_TOKEN_STATE_SET, TRUE, WIN_1607, 0x80070005, "setting-token-administrator", },
  { PERSON, 2, HAULIER_TOKEN_STATE_LOST, TRUE, NATIVE, 0, NULL, },
  { ROOT, 2, HAULIER_TOKEN_STATE_SET, TRUE, WIN_1607, 0, NULL, },
  { PERSON, 2, HAULIER_TOKEN_STATE_SET, FALSE, WIN_7, 0x80070005, "setting-token-administrators", },
  { PERSON, 1, HAULIER_TOKEN_STATE_NONE, FALSE, WIN_7, 0x80070005, "setting-token-administrators", },
  { PERSON, 0, HAULIER_TOKEN_STATE_LOST, FALSE, WIN_7, 0, NULL, },
  { SYSTEM, 2, HAULIER_TOKEN_STATE_SET, TRUE, NATIVE, 0, NULL, },
  { SYSTEM, 2, HAULIER_TOKEN_STATE_SET, FALSE, WIN_7, 0, NULL, },
  { LOCAL, 2, HAULIER_TOKEN_STATE_SET, FALSE, WIN_7, 0x80070005, "setting-token-administrators", },
  { NETWORK, 2, HAULIER_TOKEN_STATE_SET, TRUE, NATIVE, 0x80070005, "setting-token-administrator", },
  { ROOT, 3, HAULIER_TOKEN_STATE_SET, TRUE, WIN_7, 0, NULL, },
  { ROOT, 3, HAULIER_TOKEN_STATE_NONE, FALSE, VISTA, 0x80004001, "setting-token-update", },
  { ROOT, 0, HAULIER_TOKEN_STATE_SET, FALSE, S2008, 0x80004001, "setting-token-update", },
  { ROOT, 2, HAULIER_TOKEN_STATE_SET, FALSE, R2, 0x80004001, "setting-token-none", },
  { ROOT, 1, HAULIER_TOKEN_STATE_NONE, FALSE, XP, 0x80004001, "setting-token-none", },
  { PERSON, 0, HAULIER_TOKEN_STATE_NONE, FALSE, XP, 0, NULL, },
  /* clang-format on */
};

static void
test_settings_token (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (token_rows); i++)
    {
      g_autoptr (GError) error = NULL;
      HaulierAccount owner = token_rows[i].owner;
      HaulierHelperToken token = {
        .flags = token_rows[i].flags,
        .state = token_rows[i].state,
        .administrator = token_rows[i].helper_is_administrator,
      };
      HaulierProfile profile = token_rows[i].profile;
      gboolean accepted = haulier_setting_rules_check_token (owner, &token, profile, &error);

      g_test_message ("token %" G_GSIZE_FORMAT, i);
      check_refusal (haulier_setting_rules_refuse_token (owner, &token, profile),
                     accepted,
                     error,
                     token_rows[i].rule,
                     token_rows[i].code);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/policy/settings/credentials", test_settings_credentials);
  g_test_add_func ("/policy/settings/proxy", test_settings_proxy);
  g_test_add_func ("/policy/settings/certificate", test_settings_certificate);
  g_test_add_func ("/policy/settings/token", test_settings_token);
  return g_test_run ();
}
