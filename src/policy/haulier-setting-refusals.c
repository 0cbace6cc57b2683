/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* What of the settings that somebody is about to set would be refused: said in the plan, before it
 * is tried. */
#include "config.h"

#include "haulier-setting-refusals.h"

#include <glib/gi18n.h>

#include "haulier-error.h"
#include "haulier-rule-tables-private.h"

#define BASIC_CREDENTIALS "BG_BASIC_CREDENTIALS"
#define SET_PROXY_SETTINGS "IBackgroundCopyJob::SetProxySettings"
#define SET_CERTIFICATE "IBackgroundCopyJobHttpOptions::SetClientCertificateByID"

typedef struct
{
  HaulierSetting setting;
  gint code; /* of the check of the setting's form */
  HaulierRule rule;
} FormRow;

/* Where a setting has no form that any job could have. Which one of its characters is wrong, the
 * check says. */
static const FormRow form_rows[] = {
  {
      .setting = HAULIER_SETTING_CREDENTIALS,
      .code = HAULIER_ERROR_INVALID_CREDENTIALS,
      .rule = {
          .name = "setting-user-name",
          .requirements = "AUTH-1 AUTH-8",
          .source = BASIC_CREDENTIALS ", UserName; RFC 7617, 2: no colon",
          .text = N_ ("This user name cannot be used: it is empty, or has characters that no "
                      "login can have"),
      },
  },
  {
      .setting = HAULIER_SETTING_CREDENTIALS,
      .code = HAULIER_ERROR_USERNAME_TOO_LARGE,
      .rule = {
          .name = "setting-user-name-length",
          .requirements = "AUTH-1",
          .source = BASIC_CREDENTIALS ", UserName: 300 characters",
          .text = N_ ("This user name cannot be used: it is longer than 300 characters"),
      },
  },
  {
      .setting = HAULIER_SETTING_PROXY,
      .code = HAULIER_ERROR_INVALID_ARGUMENT,
      .rule = {
          .name = "setting-proxy-list-missing",
          .requirements = "PRX-3",
          .source = SET_PROXY_SETTINGS ": BG_JOB_PROXY_USAGE_OVERRIDE",
          .text = N_ ("The proxy settings do not fit together: “override” needs a list of proxies, "
                      "and nothing else has lists"),
      },
  },
  {
      .setting = HAULIER_SETTING_PROXY,
      .code = HAULIER_ERROR_INVALID_PROXY_INFO,
      .rule = {
          .name = "setting-proxy-list",
          .requirements = "PRX-3",
          .source = SET_PROXY_SETTINGS ": BG_E_INVALID_PROXY_INFO",
          .text = N_ ("These lists of proxies and exceptions cannot be used: an entry cannot be "
                      "read, or would never match"),
      },
  },
  {
      .setting = HAULIER_SETTING_PROXY,
      .code = HAULIER_ERROR_PROXY_LIST_TOO_LARGE,
      .rule = {
          .name = "setting-proxy-list-length",
          .requirements = "PRX-3",
          .source = SET_PROXY_SETTINGS ": BG_E_PROXY_LIST_TOO_LARGE",
          .text = N_ ("This list of proxies cannot be used: it is longer than 4000 characters"),
      },
  },
  {
      .setting = HAULIER_SETTING_PROXY,
      .code = HAULIER_ERROR_PROXY_BYPASS_LIST_TOO_LARGE,
      .rule = {
          .name = "setting-proxy-bypass-length",
          .requirements = "PRX-3",
          .source = SET_PROXY_SETTINGS ": BG_E_PROXY_BYPASS_LIST_TOO_LARGE",
          .text = N_ ("This list of exceptions cannot be used: it is longer than 4000 characters"),
      },
  },
  {
      .setting = HAULIER_SETTING_CERTIFICATE,
      .code = HAULIER_ERROR_BAD_STUB_DATA,
      .rule = {
          .name = "setting-certificate-thumbprint",
          .requirements = "AUTH-15",
          .source = SET_CERTIFICATE ", pCertHashBlob: SHA-1, 20 bytes",
          .text = N_ ("This is no thumbprint: one has 40 hexadecimal digits"),
      },
  },
  {
      .setting = HAULIER_SETTING_CERTIFICATE,
      .code = HAULIER_ERROR_INVALID_ARGUMENT,
      .rule = {
          .name = "setting-certificate-name",
          .requirements = "AUTH-15",
          .source = SET_CERTIFICATE ", SetClientCertificateByName",
          .text = N_ ("This names no certificate: it takes a store, and in it a thumbprint or a "
                      "subject"),
      },
  },
  {
      .setting = HAULIER_SETTING_CERTIFICATE,
      .code = HAULIER_ERROR_STRING_TOO_LONG,
      .rule = {
          .name = "setting-certificate-length",
          .requirements = "AUTH-15",
          .source = SET_CERTIFICATE ": BG_E_STRING_TOO_LONG, 255 characters",
          .text = N_ ("This certificate cannot be named: its store or subject is longer than 255 "
                      "characters"),
      },
  },
  {
      .setting = HAULIER_SETTING_TOKEN,
      .code = HAULIER_ERROR_INVALID_ARGUMENT,
      .rule = {
          .name = "setting-token-flags",
          .requirements = "TOK-1 TOK-11",
          .source = "SetHelperTokenFlags, UsageFlags",
          .text = N_ ("The flags are not known: LOCAL_FILE is 1, NETWORK is 2, both are 3, and 0 "
                      "clears them"),
      },
  },
};

const HaulierRuleTable haulier_setting_form_rules = HAULIER_RULE_TABLE (form_rows);

/**
 * haulier_setting_form_explain:
 * @setting: one setting
 * @code: what the check of its form answers
 *
 * Finds the rule that a setting without a good form breaks.
 *
 * Source: each row names its own.
 *
 * Returns: the refusal; its rule is %NULL where the check does not answer @code
 */
HaulierSettingRefusal
haulier_setting_form_explain (HaulierSetting setting, gint code)
{
  for (gsize i = 0; i < G_N_ELEMENTS (form_rows); i++)
    {
      if (form_rows[i].setting == setting && form_rows[i].code == code)
        return (HaulierSettingRefusal){ .code = code, .rule = &form_rows[i].rule };
    }
  return (HaulierSettingRefusal){ .code = code };
}

static void
refused_setting_free (HaulierRefusedSetting *setting)
{
  g_free (setting->detail);
  g_free (setting);
}

/**
 * haulier_refused_settings_new:
 *
 * Returns: (transfer full) (element-type HaulierRefusedSetting): nothing yet
 */
GPtrArray *
haulier_refused_settings_new (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) refused_setting_free);
}

static void
add_refused (GPtrArray *refused,
             HaulierResource resource,
             HaulierSettingRefusal refusal,
             const char *detail)
{
  HaulierRefusedSetting *setting = NULL;

  if (refusal.rule == NULL)
    return;
  setting = g_new0 (HaulierRefusedSetting, 1);
  setting->resource = resource;
  setting->refusal = refusal;
  setting->detail = g_strdup (detail);
  g_ptr_array_add (refused, setting);
}

/**
 * haulier_refused_settings_add_form:
 * @refused: what is refused so far
 * @setting: one setting
 * @resource: whose row of a plan is to say it
 * @error: what the check of its form answers
 *
 * Adds a setting that has no form that a job could have.
 */
void
haulier_refused_settings_add_form (GPtrArray *refused,
                                   HaulierSetting setting,
                                   HaulierResource resource,
                                   const GError *error)
{
  g_return_if_fail (error != NULL && error->domain == HAULIER_ERROR);

  add_refused (
      refused, resource, haulier_setting_form_explain (setting, error->code), error->message);
}

/**
 * haulier_refused_settings_add_rules:
 * @refused: what is refused so far
 * @settings: which of them somebody is about to set
 * @access: with these settings, well formed
 * @owner: of the job
 * @profile: of the job
 *
 * Adds those that the rules about settings refuse.
 *
 * Source: haulier_setting_rules_refuse_credential() and its likes.
 */
void
haulier_refused_settings_add_rules (GPtrArray *refused,
                                    HaulierSetting settings,
                                    const HaulierJobAccess *access,
                                    HaulierAccount owner,
                                    HaulierProfile profile)
{
  for (guint i = 0; (settings & HAULIER_SETTING_CREDENTIALS) != 0 && i < access->credentials->len;
       i++)
    {
      const HaulierCredential *credential = access->credentials->pdata[i];

      add_refused (refused,
                   credential->target == HAULIER_AUTH_TARGET_PROXY ? HAULIER_RESOURCE_PROXY_LOGIN
                                                                   : HAULIER_RESOURCE_SERVER_LOGIN,
                   haulier_setting_rules_refuse_credential (credential, profile),
                   NULL);
    }
  if ((settings & HAULIER_SETTING_PROXY) != 0)
    add_refused (refused,
                 HAULIER_RESOURCE_PROXY_SETTINGS,
                 haulier_setting_rules_refuse_proxy (&access->proxy, profile),
                 NULL);
  if ((settings & HAULIER_SETTING_CERTIFICATE) != 0 && access->certificate != NULL)
    add_refused (refused,
                 HAULIER_RESOURCE_CLIENT_CERTIFICATE,
                 haulier_setting_rules_refuse_certificate (access->certificate, profile),
                 NULL);
  if ((settings & HAULIER_SETTING_TOKEN) != 0)
    add_refused (refused,
                 HAULIER_RESOURCE_HELPER_TOKEN,
                 haulier_setting_rules_refuse_token (owner, &access->token, profile),
                 NULL);
}

/* Its row, or the last one where the address has none: a share asks for no proxy. */
static HaulierPlanRow *
find_row (GPtrArray *plan, HaulierResource resource)
{
  for (guint i = 0; i < plan->len; i++)
    {
      HaulierPlanRow *row = plan->pdata[i];

      if (row->resource == resource)
        return row;
    }
  return plan->pdata[plan->len - 1];
}

/**
 * haulier_access_plan_take_refused:
 * @plan: (element-type HaulierPlanRow): a plan
 * @refused: (transfer full) (element-type HaulierRefusedSetting): what of its settings is refused
 *
 * Says so in the rows of the plan, before everything else that is to be minded there.
 */
void
haulier_access_plan_take_refused (GPtrArray *plan, GPtrArray *refused)
{
  for (guint i = refused->len; i > 0; i--)
    {
      const HaulierRefusedSetting *setting = refused->pdata[i - 1];
      HaulierWarning *warning = g_new0 (HaulierWarning, 1);

      warning->rule = setting->refusal.rule;
      warning->severity = HAULIER_SEVERITY_REFUSED;
      warning->code = setting->refusal.code;
      warning->detail = g_strdup (setting->detail);
      g_ptr_array_insert (find_row (plan, setting->resource)->warnings, 0, warning);
    }
  g_ptr_array_unref (refused);
}
