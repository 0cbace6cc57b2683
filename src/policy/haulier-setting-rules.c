/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Which access settings are refused when they are set, and why. */
#include "config.h"

#include "haulier-setting-rules.h"

#include <glib/gi18n.h>

#include "haulier-error.h"
#include "haulier-profiles.h"
#include "haulier-rule-tables-private.h"

#define ROOT_UID 0

/* One of the four is not NULL. */
typedef struct
{
  const HaulierCredential *credential;
  const HaulierProxySettings *proxy;
  const HaulierCertificateReference *certificate;
  const HaulierHelperToken *token;
  HaulierAccount owner; /* of a helper token */
  const HaulierProfileFacts *facts;
} Setting;

/* Those of an address are not set by anybody: BITS 1.0 has them. */
static gboolean
is_set_credential (const Setting *setting)
{
  return setting->credential != NULL
         && setting->credential->source != HAULIER_CREDENTIAL_SOURCE_URL;
}

static gboolean
is_implicit (const Setting *setting, HaulierAuthScheme scheme)
{
  return is_set_credential (setting) && setting->credential->implicit
         && setting->credential->scheme == scheme;
}

static gboolean
is_proxy_credential_without (const Setting *setting)
{
  return is_set_credential (setting) && setting->credential->target == HAULIER_AUTH_TARGET_PROXY
         && !setting->facts->has_proxy_credentials;
}

static gboolean
is_credential_without (const Setting *setting)
{
  return is_set_credential (setting) && !setting->facts->has_credentials;
}

static gboolean
is_passport_for_proxy (const Setting *setting)
{
  return is_set_credential (setting) && setting->credential->target == HAULIER_AUTH_TARGET_PROXY
         && setting->credential->scheme == HAULIER_AUTH_SCHEME_PASSPORT;
}

static gboolean
is_implicit_passport (const Setting *setting)
{
  return is_implicit (setting, HAULIER_AUTH_SCHEME_PASSPORT);
}

static gboolean
is_implicit_basic (const Setting *setting)
{
  return is_implicit (setting, HAULIER_AUTH_SCHEME_BASIC);
}

static gboolean
is_implicit_digest (const Setting *setting)
{
  return is_implicit (setting, HAULIER_AUTH_SCHEME_DIGEST);
}

static gboolean
is_autodetect_without (const Setting *setting)
{
  return setting->proxy != NULL && setting->proxy->usage == HAULIER_PROXY_USAGE_AUTODETECT
         && !setting->facts->has_proxy_autodetect;
}

static gboolean
is_certificate_without (const Setting *setting)
{
  return setting->certificate != NULL && !setting->facts->has_client_certificates;
}

static gboolean
is_foreign_store (const Setting *setting)
{
  return setting->certificate != NULL
         && setting->certificate->location != HAULIER_CERTIFICATE_LOCATION_CURRENT_USER
         && setting->certificate->location != HAULIER_CERTIFICATE_LOCATION_LOCAL_MACHINE;
}

/* No flags and no token: whoever wants that back gets it in every generation. */
static gboolean
is_token (const Setting *setting)
{
  return setting->token != NULL
         && (setting->token->flags != 0 || setting->token->state == HAULIER_TOKEN_STATE_SET);
}

static gboolean
is_token_by_update (const Setting *setting)
{
  return is_token (setting) && setting->facts->tokens_by_update;
}

static gboolean
is_token_without (const Setting *setting)
{
  return is_token (setting) && setting->facts->token_setters == HAULIER_TOKEN_SETTERS_NOBODY;
}

/* Decision: "administrator SID enabled" means uid 0; being a member of sudo or wheel does not. */
static gboolean
is_ordinary (HaulierAccount owner)
{
  return owner.kind != HAULIER_ACCOUNT_LOCAL_SYSTEM
         && !haulier_account_equal (owner, haulier_account_for_user (ROOT_UID));
}

static gboolean
is_token_of_ordinary_owner (const Setting *setting)
{
  return is_token (setting) && is_ordinary (setting->owner)
         && setting->facts->token_setters == HAULIER_TOKEN_SETTERS_ADMINISTRATORS;
}

static gboolean
is_administrator_for_ordinary_owner (const Setting *setting)
{
  return is_token (setting) && is_ordinary (setting->owner)
         && setting->token->state == HAULIER_TOKEN_STATE_SET && setting->token->administrator;
}

typedef struct
{
  gboolean (*fits) (const Setting *setting);
  gint code;
  HaulierRule rule;
} SettingRow;

/* The first row that fits refuses. What a generation does not have at all comes before what it
 * would not take.
 */
static const SettingRow setting_rows[] = {
  {
      .fits = is_proxy_credential_without,
      .code = HAULIER_ERROR_NOT_IMPLEMENTED,
      .rule = {
          .name = "setting-proxy-credential-none",
          .requirements = "PRX-6 AUTH-19",
          .source = "Service Accounts and BITS: BITS 1.2 and earlier",
          .text = N_ ("Credentials for a proxy cannot be set in this profile: BITS 1.2 and "
                      "earlier support none"),
      },
  },
  {
      .fits = is_credential_without,
      .code = HAULIER_ERROR_NOT_IMPLEMENTED,
      .rule = {
          .name = "setting-credential-none",
          .requirements = "AUTH-13 AUTH-19",
          .source = "Authentication: BITS 1.2 and earlier",
          .text = N_ ("Credentials cannot be set in this profile: in BITS 1.2 and earlier a user "
                      "name in the address is the only way to give Basic, and logon credentials "
                      "are always sent, which later versions may refuse where "
                      "LMCompatibilityLevel is below 2"),
      },
  },
  {
      .fits = is_passport_for_proxy,
      .code = HAULIER_ERROR_INVALID_ARGUMENT,
      .rule = {
          .name = "setting-passport-proxy",
          .requirements = "AUTH-1 AUTH-5",
          .source = "Passport SSI 1.4: no proxy takes part in it",
          .text = N_ ("Passport cannot be used for a proxy: only servers ask for it"),
      },
  },
  {
      .fits = is_implicit_passport,
      .code = HAULIER_ERROR_INVALID_ARGUMENT,
      .rule = {
          .name = "setting-passport-implicit",
          .requirements = "AUTH-5",
          .source = "Authentication: explicit credentials only",
          .text = N_ ("Passport needs a user name and a password: logon credentials cannot be "
                      "used for it"),
      },
  },
  {
      .fits = is_implicit_basic,
      .code = HAULIER_ERROR_INVALID_ARGUMENT,
      .rule = {
          .name = "setting-basic-implicit",
          .requirements = "AUTH-8",
          .source = "BG_BASIC_CREDENTIALS: NULL with NTLM and Negotiate only",
          .text = N_ ("Basic needs a user name and a password: logon credentials answer NTLM and "
                      "Negotiate only"),
      },
  },
  {
      .fits = is_implicit_digest,
      .code = HAULIER_ERROR_INVALID_ARGUMENT,
      .rule = {
          .name = "setting-digest-implicit",
          .requirements = "AUTH-8",
          .source = "BG_BASIC_CREDENTIALS: NULL with NTLM and Negotiate only",
          .text = N_ ("Digest needs a user name and a password: logon credentials answer NTLM "
                      "and Negotiate only"),
      },
  },
  {
      .fits = is_autodetect_without,
      .code = HAULIER_ERROR_NOT_IMPLEMENTED,
      .rule = {
          .name = "setting-autodetect-none",
          .requirements = "PRX-3 PROF-1",
          .source = "BG_JOB_PROXY_USAGE_AUTODETECT: not in BITS 1.5 and earlier",
          .text = N_ ("The proxy cannot be detected automatically in this profile: BITS 1.5 and "
                      "earlier do not know how"),
      },
  },
  {
      .fits = is_certificate_without,
      .code = HAULIER_ERROR_NOT_IMPLEMENTED,
      .rule = {
          .name = "setting-certificate-none",
          .requirements = "AUTH-15",
          .source = "Authentication: Prior to Windows Vista",
          .text = N_ ("A client certificate cannot be set in this profile: they came with "
                      "Windows Vista"),
      },
  },
  {
      .fits = is_foreign_store,
      .code = HAULIER_ERROR_NOT_IMPLEMENTED,
      .rule = {
          .name = "setting-certificate-store",
          .requirements = "AUTH-15",
          .source = "BG_CERT_STORE_LOCATION",
          .text = N_ ("The certificate cannot be taken from there: only the stores of the owner "
                      "and of the computer exist here"),
      },
  },
  {
      .fits = is_token_by_update,
      .code = HAULIER_ERROR_NOT_IMPLEMENTED,
      .rule = {
          .name = "setting-token-update",
          .requirements = "TOK-11",
          .source = "SetHelperTokenFlags, Requirements: Redistributable",
          .text = N_ ("Helper tokens do not exist in this profile: Windows Vista SP1 and Server "
                      "2008 SP2 get them with the Windows Management Framework only"),
      },
  },
  {
      .fits = is_token_without,
      .code = HAULIER_ERROR_NOT_IMPLEMENTED,
      .rule = {
          .name = "setting-token-none",
          .requirements = "TOK-9",
          .source = "SetHelperTokenFlags, Requirements",
          .text = N_ ("Helper tokens do not exist in this profile: they came with Windows 7 and "
                      "Server 2008 R2"),
      },
  },
  {
      .fits = is_token_of_ordinary_owner,
      .code = HAULIER_ERROR_ACCESS_DENIED,
      .rule = {
          .name = "setting-token-administrators",
          .requirements = "TOK-7",
          .source = "SetHelperTokenFlags, Remarks: older implementations",
          .text = N_ ("Only an administrator may use helper tokens in this profile: other owners "
                      "may from Windows 10, version 1607, on"),
      },
  },
  {
      .fits = is_administrator_for_ordinary_owner,
      .code = HAULIER_ERROR_ACCESS_DENIED,
      .rule = {
          .name = "setting-token-administrator",
          .requirements = "TOK-7",
          .source = "SetHelperTokenFlags, Remarks: DOMAIN_ALIAS_RID_ADMINS",
          .text = N_ ("The helper token cannot be used by this owner: the helper is an "
                      "administrator, and the owner is not"),
      },
  },
};

const HaulierRuleTable haulier_setting_rules = HAULIER_RULE_TABLE (setting_rows);

static HaulierSettingRefusal
refuse (const Setting *setting)
{
  for (gsize i = 0; i < G_N_ELEMENTS (setting_rows); i++)
    {
      if (setting_rows[i].fits (setting))
        return (HaulierSettingRefusal){
          .code = setting_rows[i].code,
          .rule = &setting_rows[i].rule,
        };
    }
  return (HaulierSettingRefusal){ 0 };
}

static gboolean
is_accepted (HaulierSettingRefusal refusal, GError **error)
{
  if (refusal.rule == NULL)
    return TRUE;
  g_set_error_literal (error, HAULIER_ERROR, refusal.code, refusal.rule->text);
  return FALSE;
}

/**
 * haulier_setting_rules_refuse_credential:
 * @credential: well formed
 * @profile: of the job
 *
 * Tells whether a job may have @credential; for front ends, which show the rule.
 *
 * Source: Authentication; IBackgroundCopyJob2::SetCredentials.
 *
 * Returns: why not; its rule is %NULL where nothing is against it
 */
HaulierSettingRefusal
haulier_setting_rules_refuse_credential (const HaulierCredential *credential,
                                         HaulierProfile profile)
{
  g_return_val_if_fail (credential != NULL, (HaulierSettingRefusal){ 0 });

  return refuse (&(Setting){
      .credential = credential,
      .facts = haulier_profile_get_facts (profile),
  });
}

/**
 * haulier_setting_rules_refuse_proxy:
 * @proxy: well formed
 * @profile: of the job
 *
 * Tells whether a job may have these proxy settings.
 *
 * Source: IBackgroundCopyJob::SetProxySettings.
 *
 * Returns: why not; its rule is %NULL where nothing is against it
 */
HaulierSettingRefusal
haulier_setting_rules_refuse_proxy (const HaulierProxySettings *proxy, HaulierProfile profile)
{
  g_return_val_if_fail (proxy != NULL, (HaulierSettingRefusal){ 0 });

  return refuse (&(Setting){
      .proxy = proxy,
      .facts = haulier_profile_get_facts (profile),
  });
}

/**
 * haulier_setting_rules_refuse_certificate:
 * @certificate: well formed
 * @profile: of the job
 *
 * Tells whether a job may have this client certificate.
 *
 * Source: IBackgroundCopyJobHttpOptions::SetClientCertificateByID.
 *
 * Returns: why not; its rule is %NULL where nothing is against it
 */
HaulierSettingRefusal
haulier_setting_rules_refuse_certificate (const HaulierCertificateReference *certificate,
                                          HaulierProfile profile)
{
  g_return_val_if_fail (certificate != NULL, (HaulierSettingRefusal){ 0 });

  return refuse (&(Setting){
      .certificate = certificate,
      .facts = haulier_profile_get_facts (profile),
  });
}

/**
 * haulier_setting_rules_refuse_token:
 * @owner: who owns the job, and asks
 * @token: flags and helper as they would be afterwards
 * @profile: of the job
 *
 * Tells whether a job may have this helper token with these flags. That whoever asks is the owner
 * is for haulier_authorisation_decide().
 *
 * Source: SetHelperTokenFlags, Remarks and Requirements.
 *
 * Returns: why not; its rule is %NULL where nothing is against it
 */
HaulierSettingRefusal
haulier_setting_rules_refuse_token (HaulierAccount owner,
                                    const HaulierHelperToken *token,
                                    HaulierProfile profile)
{
  g_return_val_if_fail (token != NULL, (HaulierSettingRefusal){ 0 });

  return refuse (&(Setting){
      .token = token,
      .owner = owner,
      .facts = haulier_profile_get_facts (profile),
  });
}

/**
 * haulier_setting_rules_check_credential:
 * @credential: as haulier_setting_rules_refuse_credential()
 * @profile: as haulier_setting_rules_refuse_credential()
 *
 * The same, for who sets it.
 *
 * Errors: %HAULIER_ERROR_NOT_IMPLEMENTED where the profile has no such thing,
 *   %HAULIER_ERROR_INVALID_ARGUMENT where the scheme does not go with it.
 *
 * Returns: whether it may be set
 */
gboolean
haulier_setting_rules_check_credential (const HaulierCredential *credential,
                                        HaulierProfile profile,
                                        GError **error)
{
  return is_accepted (haulier_setting_rules_refuse_credential (credential, profile), error);
}

/**
 * haulier_setting_rules_check_proxy:
 * @proxy: as haulier_setting_rules_refuse_proxy()
 * @profile: as haulier_setting_rules_refuse_proxy()
 *
 * The same, for who sets it.
 *
 * Errors: %HAULIER_ERROR_NOT_IMPLEMENTED where the profile has no such usage.
 *
 * Returns: whether it may be set
 */
gboolean
haulier_setting_rules_check_proxy (const HaulierProxySettings *proxy,
                                   HaulierProfile profile,
                                   GError **error)
{
  return is_accepted (haulier_setting_rules_refuse_proxy (proxy, profile), error);
}

/**
 * haulier_setting_rules_check_certificate:
 * @certificate: as haulier_setting_rules_refuse_certificate()
 * @profile: as haulier_setting_rules_refuse_certificate()
 *
 * The same, for who sets it.
 *
 * Errors: %HAULIER_ERROR_NOT_IMPLEMENTED where the profile has none, or not from there.
 *
 * Returns: whether it may be set
 */
gboolean
haulier_setting_rules_check_certificate (const HaulierCertificateReference *certificate,
                                         HaulierProfile profile,
                                         GError **error)
{
  return is_accepted (haulier_setting_rules_refuse_certificate (certificate, profile), error);
}

/**
 * haulier_setting_rules_check_token:
 * @owner: as haulier_setting_rules_refuse_token()
 * @token: as haulier_setting_rules_refuse_token()
 * @profile: as haulier_setting_rules_refuse_token()
 *
 * The same, for who sets it.
 *
 * Errors: %HAULIER_ERROR_NOT_IMPLEMENTED where the profile has no helper tokens,
 *   %HAULIER_ERROR_ACCESS_DENIED where the owner may not.
 *
 * Returns: whether it may be set
 */
gboolean
haulier_setting_rules_check_token (HaulierAccount owner,
                                   const HaulierHelperToken *token,
                                   HaulierProfile profile,
                                   GError **error)
{
  return is_accepted (haulier_setting_rules_refuse_token (owner, token, profile), error);
}
