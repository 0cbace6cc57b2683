/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Tests of what a plan tells of settings that are about to be set: each form that no job can have,
 * each rule, and in which row it stands. */
#include "config.h"

#include "haulier-error.h"
#include "haulier-setting-refusals.h"

#define DIGITS "0123456789abcdef0123456789abcdef01234567"

/* Returns: (transfer full): @length times @letter */
static char *
repeat (char letter, gsize length)
{
  char *text = g_malloc (length + 1);

  memset (text, letter, length);
  text[length] = '\0';
  return text;
}

/* The code of the check, and by it a rule of the tables. */
static void
check_form (HaulierSetting setting,
            gboolean good,
            const GError *error,
            const char *rule,
            guint32 code)
{
  HaulierSettingRefusal refusal = { 0 };

  g_assert_cmpint (good, ==, rule == NULL);
  if (rule == NULL)
    return;
  g_assert_error (error, HAULIER_ERROR, (gint) code);
  refusal = haulier_setting_form_explain (setting, error->code);
  g_assert_nonnull (refusal.rule);
  g_assert_cmpstr (refusal.rule->name, ==, rule);
  g_assert_cmphex ((guint32) refusal.code, ==, code);
  g_assert_true (haulier_rule_find (rule) == refusal.rule);
}

static void
check_user (const char *user, const char *rule, guint32 code)
{
  g_autoptr (GError) error = NULL;
  HaulierCredential credential = {
    .target = HAULIER_AUTH_TARGET_SERVER,
    .scheme = HAULIER_AUTH_SCHEME_BASIC,
    .user = (char *) user,
  };
  gboolean good = haulier_credential_check (&credential, &error);

  check_form (HAULIER_SETTING_CREDENTIALS, good, error, rule, code);
}

static void
test_refusals_user (void)
{
  g_autofree char *longest = repeat ('u', 300);
  g_autofree char *longer = repeat ('u', 301);

  check_user ("ann", NULL, 0);
  check_user (longest, NULL, 0);
  check_user (longer, "setting-user-name-length", 0x80200025);
  check_user ("", "setting-user-name", 0x80200040);
  check_user ("a\tb", "setting-user-name", 0x80200040);
  check_user ("a\xff", "setting-user-name", 0x80200040);
  check_user ("a:b", "setting-user-name", 0x80200040);
}

static void
check_proxy (HaulierProxyUsage usage,
             const char *list,
             const char *bypass,
             const char *rule,
             guint32 code)
{
  g_autoptr (GError) error = NULL;
  HaulierProxySettings proxy = { .usage = usage, .list = (char *) list, .bypass = (char *) bypass };
  gboolean good = haulier_proxy_settings_check (&proxy, &error);

  check_form (HAULIER_SETTING_PROXY, good, error, rule, code);
}

static void
test_refusals_proxy (void)
{
  g_autofree char *longer = repeat ('p', 4001);

  check_proxy (HAULIER_PROXY_USAGE_OVERRIDE, "proxy:3128", "<local> *.example.org", NULL, 0);
  check_proxy (HAULIER_PROXY_USAGE_OVERRIDE, NULL, NULL, "setting-proxy-list-missing", 0x80070057);
  check_proxy (HAULIER_PROXY_USAGE_OVERRIDE, "  ", NULL, "setting-proxy-list-missing", 0x80070057);
  check_proxy (
      HAULIER_PROXY_USAGE_NO_PROXY, "proxy", NULL, "setting-proxy-list-missing", 0x80070057);
  check_proxy (HAULIER_PROXY_USAGE_OVERRIDE, "proxy:99999", NULL, "setting-proxy-list", 0x8020003F);
  check_proxy (
      HAULIER_PROXY_USAGE_OVERRIDE, "ann:word@proxy", NULL, "setting-proxy-list", 0x8020003F);
  check_proxy (
      HAULIER_PROXY_USAGE_OVERRIDE, "proxy", "a.*.example", "setting-proxy-list", 0x8020003F);
  check_proxy (HAULIER_PROXY_USAGE_OVERRIDE, "proxy", "host:80", "setting-proxy-list", 0x8020003F);
  check_proxy (HAULIER_PROXY_USAGE_OVERRIDE, longer, NULL, "setting-proxy-list-length", 0x80200018);
  check_proxy (
      HAULIER_PROXY_USAGE_OVERRIDE, "proxy", longer, "setting-proxy-bypass-length", 0x80200019);
}

static void
check_certificate (const char *store,
                   const char *thumbprint,
                   const char *subject,
                   const char *rule,
                   guint32 code)
{
  g_autoptr (GError) error = NULL;
  HaulierCertificateReference *certificate = haulier_certificate_reference_new (
      HAULIER_CERTIFICATE_LOCATION_CURRENT_USER, store, thumbprint, subject, &error);

  check_form (HAULIER_SETTING_CERTIFICATE, certificate != NULL, error, rule, code);
  haulier_certificate_reference_free (certificate);
}

static void
test_refusals_certificate (void)
{
  g_autofree char *longer = repeat ('s', 256);
  const char *name = "setting-certificate-name";
  const char *length = "setting-certificate-length";
  const char *thumbprint = "setting-certificate-thumbprint";

  check_certificate ("MY", DIGITS, NULL, NULL, 0);
  check_certificate ("MY", NULL, "ann", NULL, 0);
  check_certificate ("MY", "0123", NULL, thumbprint, 0x800706F7);
  check_certificate ("MY", DIGITS "00", NULL, thumbprint, 0x800706F7);
  check_certificate ("MY", "no digits", NULL, name, 0x80070057);
  check_certificate ("", DIGITS, NULL, name, 0x80070057);
  check_certificate ("MY", NULL, "", name, 0x80070057);
  check_certificate ("MY", NULL, "a\nb", name, 0x80070057);
  check_certificate ("MY", NULL, longer, length, 0x80200021);
  check_certificate (longer, DIGITS, NULL, length, 0x80200021);
}

static void
check_flags (guint flags, const char *rule, guint32 code)
{
  g_autoptr (GError) error = NULL;
  gboolean good = haulier_token_flags_check (flags, &error);

  check_form (HAULIER_SETTING_TOKEN, good, error, rule, code);
}

static void
test_refusals_flags (void)
{
  check_flags (0, NULL, 0);
  check_flags (3, NULL, 0);
  check_flags (4, "setting-token-flags", 0x80070057);
  check_flags (0x80000001, "setting-token-flags", 0x80070057);
}

/* What is no matter of a person's typing stays an error. */
static void
test_refusals_unknown (void)
{
  g_assert_null (
      haulier_setting_form_explain (HAULIER_SETTING_CREDENTIALS, HAULIER_ERROR_INVALID_AUTH_SCHEME)
          .rule);
  g_assert_null (
      haulier_setting_form_explain (HAULIER_SETTING_PROXY, HAULIER_ERROR_NOT_IMPLEMENTED).rule);
  g_assert_null (
      haulier_setting_form_explain (HAULIER_SETTING_TOKEN, HAULIER_ERROR_INVALID_CREDENTIALS).rule);
}

/* A job of which everything would be refused. */
static void
init_access (HaulierJobAccess *access)
{
  HaulierCredential *server
      = haulier_credential_new (HAULIER_AUTH_TARGET_SERVER, HAULIER_AUTH_SCHEME_BASIC);
  HaulierCredential *proxy
      = haulier_credential_new (HAULIER_AUTH_TARGET_PROXY, HAULIER_AUTH_SCHEME_PASSPORT);

  haulier_job_access_init (access);
  server->implicit = TRUE;
  proxy->user = g_strdup ("ann");
  haulier_credentials_take (access->credentials, server);
  haulier_credentials_take (access->credentials, proxy);
  access->proxy.usage = HAULIER_PROXY_USAGE_AUTODETECT;
  access->token.flags = HAULIER_TOKEN_NETWORK;
  access->certificate = haulier_certificate_reference_new (
      HAULIER_CERTIFICATE_LOCATION_USERS, "MY", DIGITS, NULL, NULL);
}

static const struct
{
  HaulierSetting settings;
  HaulierProfile profile;
  const char *rules; /* with the row that each stands in */
} rule_rows[] = {
  { 0, HAULIER_PROFILE_SERVER_2003, "" },
  { HAULIER_SETTING_CREDENTIALS,
    HAULIER_PROFILE_NATIVE,
    "server-login setting-basic-implicit, proxy-login setting-passport-proxy, " },
  { HAULIER_SETTING_CREDENTIALS,
    HAULIER_PROFILE_XP,
    "server-login setting-credential-none, proxy-login setting-proxy-credential-none, " },
  { HAULIER_SETTING_PROXY,
    HAULIER_PROFILE_SERVER_2003,
    "proxy-settings setting-autodetect-none, " },
  { HAULIER_SETTING_PROXY, HAULIER_PROFILE_NATIVE, "" },
  { HAULIER_SETTING_CERTIFICATE,
    HAULIER_PROFILE_NATIVE,
    "client-certificate setting-certificate-store, " },
  { HAULIER_SETTING_CERTIFICATE,
    HAULIER_PROFILE_XP,
    "client-certificate setting-certificate-none, " },
  { HAULIER_SETTING_TOKEN, HAULIER_PROFILE_XP, "helper-token setting-token-none, " },
  { HAULIER_SETTING_TOKEN,
    HAULIER_PROFILE_WINDOWS_7,
    "helper-token setting-token-administrators, " },
};

static const char *
name_resource (HaulierResource resource)
{
  static const char *const names[] = {
    [HAULIER_RESOURCE_SERVER_LOGIN] = "server-login",
    [HAULIER_RESOURCE_PROXY_LOGIN] = "proxy-login",
    [HAULIER_RESOURCE_PROXY_SETTINGS] = "proxy-settings",
    [HAULIER_RESOURCE_CLIENT_CERTIFICATE] = "client-certificate",
    [HAULIER_RESOURCE_HELPER_TOKEN] = "helper-token",
  };

  return names[resource];
}

static void
test_refusals_rules (void)
{
  HaulierJobAccess access = { 0 };

  init_access (&access);
  for (gsize i = 0; i < G_N_ELEMENTS (rule_rows); i++)
    {
      g_autoptr (GPtrArray) refused = haulier_refused_settings_new ();
      g_autoptr (GString) told = g_string_new (NULL);

      haulier_refused_settings_add_rules (refused,
                                          rule_rows[i].settings,
                                          &access,
                                          haulier_account_for_user (1000),
                                          rule_rows[i].profile);
      for (guint j = 0; j < refused->len; j++)
        {
          const HaulierRefusedSetting *setting = refused->pdata[j];

          g_assert_cmpint (setting->refusal.code, !=, 0);
          g_string_append_printf (
              told, "%s %s, ", name_resource (setting->resource), setting->refusal.rule->name);
        }
      g_assert_cmpstr (told->str, ==, rule_rows[i].rules);
    }
  haulier_job_access_clear (&access);
}

static GPtrArray *
make_plan (const char *remote, const HaulierJobAccess *access)
{
  HaulierAccessFacts facts = {
    .use_lm_compat = HAULIER_NOT_SET,
    .lm_compatibility_level = HAULIER_NOT_SET,
    .access = access,
    .remote = remote,
    .local = "/srv/file",
    .wire_schemes = HAULIER_AUTH_SCHEMES_ALL,
  };

  return haulier_access_plan_new (&facts);
}

static const HaulierWarning *
find_refused (GPtrArray *plan, HaulierResource resource, guint position)
{
  for (guint i = 0; i < plan->len; i++)
    {
      const HaulierPlanRow *row = plan->pdata[i];

      if (row->resource != resource)
        continue;
      g_assert_cmpuint (row->warnings->len, >, position);
      return row->warnings->pdata[position];
    }
  g_assert_not_reached ();
}

/* Before everything else that is to be minded, in the order of the settings. */
static void
test_refusals_in_a_plan (void)
{
  g_autoptr (GError) error = NULL;
  HaulierJobAccess access = { 0 };
  g_autoptr (GPtrArray) plan = NULL;
  GPtrArray *refused = haulier_refused_settings_new ();
  const HaulierWarning *first = NULL;
  const HaulierWarning *second = NULL;

  haulier_job_access_init (&access);
  access.proxy.usage = HAULIER_PROXY_USAGE_OVERRIDE;
  g_assert_false (haulier_proxy_settings_check (&access.proxy, &error));
  plan = make_plan ("http://intranet/", &access);
  haulier_refused_settings_add_form (
      refused, HAULIER_SETTING_PROXY, HAULIER_RESOURCE_PROXY_SETTINGS, error);
  access.proxy.usage = HAULIER_PROXY_USAGE_AUTODETECT;
  haulier_refused_settings_add_rules (
      refused, HAULIER_SETTING_PROXY, &access, haulier_account_for_user (1000), HAULIER_PROFILE_XP);
  haulier_access_plan_take_refused (plan, refused);
  first = find_refused (plan, HAULIER_RESOURCE_PROXY_SETTINGS, 0);
  second = find_refused (plan, HAULIER_RESOURCE_PROXY_SETTINGS, 1);
  g_assert_cmpstr (first->rule->name, ==, "setting-proxy-list-missing");
  g_assert_cmpint (first->severity, ==, HAULIER_SEVERITY_REFUSED);
  g_assert_cmpint (first->code, ==, HAULIER_ERROR_INVALID_ARGUMENT);
  g_assert_cmpstr (first->detail, ==, error->message);
  g_assert_cmpstr (second->rule->name, ==, "setting-autodetect-none");
  g_assert_null (second->detail);
  haulier_job_access_clear (&access);
}

/* A share asks for no login over HTTP, and what is set for one is refused all the same. */
static void
test_refusals_without_a_row (void)
{
  HaulierJobAccess access = { 0 };
  g_autoptr (GPtrArray) plan = NULL;
  GPtrArray *refused = haulier_refused_settings_new ();

  init_access (&access);
  plan = make_plan ("smb://server/share/file", &access);
  haulier_refused_settings_add_rules (refused,
                                      HAULIER_SETTING_CREDENTIALS,
                                      &access,
                                      haulier_account_for_user (1000),
                                      HAULIER_PROFILE_NATIVE);
  haulier_access_plan_take_refused (plan, refused);
  g_assert_cmpstr (
      find_refused (plan, HAULIER_RESOURCE_OTHER, 0)->rule->name, ==, "setting-basic-implicit");
  haulier_job_access_clear (&access);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/policy/refusals/user", test_refusals_user);
  g_test_add_func ("/policy/refusals/proxy", test_refusals_proxy);
  g_test_add_func ("/policy/refusals/certificate", test_refusals_certificate);
  g_test_add_func ("/policy/refusals/flags", test_refusals_flags);
  g_test_add_func ("/policy/refusals/unknown", test_refusals_unknown);
  g_test_add_func ("/policy/refusals/rules", test_refusals_rules);
  g_test_add_func ("/policy/refusals/in-a-plan", test_refusals_in_a_plan);
  g_test_add_func ("/policy/refusals/without-a-row", test_refusals_without_a_row);
  return g_test_run ();
}
