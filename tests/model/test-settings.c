/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Tests of the engine's settings: defaults, borders, types. */
#include "config.h"

#include "haulier-settings.h"

#include "haulier-error.h"

static const struct
{
  const char *key;
  const char *text;  /* as a person writes it */
  const char *shown; /* what is shown, or NULL: refused */
} parse_rows[] = {
  { "background-jobs", "1", "1" },
  { "background-jobs", "64", "64" },
  { "background-jobs", "0", NULL },
  { "background-jobs", "65", NULL },
  { "background-jobs", "-1", NULL },
  { "background-jobs", "", NULL },
  { "background-jobs", "3k", NULL },
  { "background-jobs", "18446744073709551616", NULL },
  { "time-slice", "1", "1" },
  { "time-slice", "0", NULL },
  { "time-slice", "86401", NULL },
  { "download-limit", "none", "none" },
  { "download-limit", "0", "none" },
  { "download-limit", "2.5M", "2500k" },
  { "download-limit", "fast", NULL },
  { "history-days", "0", "0" },
  { "history-days", "3651", NULL },
  { "inactivity-days", "1", "1" },
  { "inactivity-days", "999", "999" },
  { "inactivity-days", "0", NULL },
  { "inactivity-days", "1000", NULL },
  { "maximum-jobs", "1000000", "1000000" },
  { "maximum-jobs", "0", NULL },
  { "maximum-jobs-per-user", "60", "60" },
  { "maximum-jobs-per-user", "0", NULL },
  { "maximum-files", "10000000", "10000000" },
  { "maximum-files", "10000001", NULL },
  { "maximum-ranges", "500", "500" },
  { "maximum-ranges", "1000001", NULL },
  { "certificate-authorities", "/etc/ssl/own.pem", "/etc/ssl/own.pem" },
  { "certificate-authorities", "", "" },
  { "certificate-authorities", "own.pem", NULL },
  { "certificate-authorities", "~/own.pem", NULL },
  { "keytab", "/etc/own.keytab", "/etc/own.keytab" },
  { "keytab", "FILE:/etc/own.keytab", NULL },
  { "profile", "", "" },
  { "profile", "xp-sp2", "xp-sp2" },
  { "profile", "windows-10-1809", "windows-10-1809" },
  { "profile", "windows-12", NULL },
  { "use-lm-compat", "", "" },
  { "use-lm-compat", "0", "0" },
  { "use-lm-compat", "2", "2" },
  { "use-lm-compat", "3", NULL },
  { "use-lm-compat", "-1", NULL },
  { "use-lm-compat", "4294967295", NULL },
  { "use-lm-compat", "none", NULL },
  { "lm-compatibility-level", "", "" },
  { "lm-compatibility-level", "0", "0" },
  { "lm-compatibility-level", "5", "5" },
  { "lm-compatibility-level", "6", NULL },
  { "local-system-proxy", "none", "none" },
  { "local-system-proxy", "override proxy:3128; <local>", "override proxy:3128; <local>" },
  { "local-system-proxy", "", NULL },
  { "local-service-proxy", "none", "none" },
  { "local-service-proxy", "preconfig", NULL },
  { "network-service-proxy", "none", "none" },
  { "network-service-proxy", "autodetect", "autodetect" },
  { "network-service-proxy", "override", NULL },
};

static void
test_settings_parse (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (parse_rows); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GVariant) value
          = haulier_settings_parse (parse_rows[i].key, parse_rows[i].text, &error);
      g_autofree char *shown = NULL;

      g_test_message ("%s=%s", parse_rows[i].key, parse_rows[i].text);
      if (parse_rows[i].shown == NULL)
        {
          g_assert_null (value);
          g_assert_error (error, HAULIER_ERROR, HAULIER_ERROR_INVALID_ARGUMENT);
          continue;
        }
      g_assert_no_error (error);
      g_assert_true (g_variant_is_floating (value));
      g_assert_true (haulier_settings_check (parse_rows[i].key, value, &error));
      shown = haulier_settings_format (parse_rows[i].key, value);
      g_assert_cmpstr (shown, ==, parse_rows[i].shown);
    }
}

static void
test_settings_unknown (void)
{
  g_autoptr (GVariant) value = g_variant_ref_sink (g_variant_new_uint64 (1));
  g_autoptr (GError) parse_error = NULL;
  g_autoptr (GError) check_error = NULL;

  g_assert_null (haulier_settings_parse ("no-such-key", "1", &parse_error));
  g_assert_error (parse_error, HAULIER_ERROR, HAULIER_ERROR_UNKNOWN_PROPERTY_ID);
  g_assert_false (haulier_settings_check ("no-such-key", value, &check_error));
  g_assert_error (check_error, HAULIER_ERROR, HAULIER_ERROR_UNKNOWN_PROPERTY_ID);
}

/* Each default is a value that could be set, and has been tried above. */
static void
test_settings_defaults (void)
{
  g_autoptr (GVariant) settings = g_variant_ref_sink (haulier_settings_get_defaults ());
  GVariantIter iter;
  const char *key = NULL;
  GVariant *value = NULL;

  g_variant_iter_init (&iter, settings);
  while (g_variant_iter_loop (&iter, "{&sv}", &key, &value))
    {
      g_autofree char *shown = haulier_settings_format (key, value);
      g_autoptr (GVariant) again = haulier_settings_parse (key, shown, NULL);
      gboolean tried = FALSE;

      g_assert_true (haulier_settings_check (key, value, NULL));
      g_assert_true (g_variant_equal (again, value));
      for (gsize i = 0; i < G_N_ELEMENTS (parse_rows); i++)
        tried = tried || g_str_equal (parse_rows[i].key, key);
      g_assert_true (tried);
    }
  g_assert_cmpuint (haulier_settings_get_number (settings, "background-jobs"), ==, 3);
  g_assert_cmpuint (haulier_settings_get_number (settings, "time-slice"), ==, 300);
  g_assert_cmpuint (haulier_settings_get_number (settings, "download-limit"), ==, 0);
  g_assert_cmpuint (haulier_settings_get_number (settings, "history-days"), ==, 30);
  g_assert_cmpuint (haulier_settings_get_number (settings, "inactivity-days"), ==, 90);
  g_assert_cmpuint (haulier_settings_get_number (settings, "maximum-jobs"), ==, 100000);
  g_assert_cmpuint (haulier_settings_get_number (settings, "maximum-files"), ==, 1000000);
  g_assert_cmpstr (haulier_settings_get_text (settings, "certificate-authorities"), ==, "");
  g_assert_cmpuint (haulier_settings_get_number (settings, "no-such-key"), ==, 0);
  g_assert_cmpstr (haulier_settings_get_text (settings, "no-such-key"), ==, "");
  g_assert_cmpint (haulier_settings_get_level (settings, "use-lm-compat"), ==, HAULIER_NOT_SET);
  g_assert_cmpint (
      haulier_settings_get_level (settings, "lm-compatibility-level"), ==, HAULIER_NOT_SET);
}

/* What is kept for each of the three; a login user has a desktop. */
static void
test_settings_proxy (void)
{
  g_autoptr (GVariant) settings
      = g_variant_ref_sink (g_variant_new_parsed ("{'local-system-proxy': <'override a:1; b'>,"
                                                  " 'local-service-proxy': <'none'>,"
                                                  " 'network-service-proxy': <'autodetect'>}"));
  HaulierProxySettings proxy = { 0 };

  g_assert_false (haulier_settings_get_proxy (settings, HAULIER_ACCOUNT_LOGIN_USER, &proxy));
  g_assert_true (haulier_settings_get_proxy (settings, HAULIER_ACCOUNT_LOCAL_SYSTEM, &proxy));
  g_assert_cmpint (proxy.usage, ==, HAULIER_PROXY_USAGE_OVERRIDE);
  g_assert_cmpstr (proxy.list, ==, "a:1");
  g_assert_cmpstr (proxy.bypass, ==, "b");
  haulier_proxy_settings_clear (&proxy);
  g_assert_true (haulier_settings_get_proxy (settings, HAULIER_ACCOUNT_LOCAL_SERVICE, &proxy));
  g_assert_cmpint (proxy.usage, ==, HAULIER_PROXY_USAGE_NO_PROXY);
  g_assert_true (haulier_settings_get_proxy (settings, HAULIER_ACCOUNT_NETWORK_SERVICE, &proxy));
  g_assert_cmpint (proxy.usage, ==, HAULIER_PROXY_USAGE_AUTODETECT);
}

/* The job's own, else the engine's, else the native one. */
static void
test_settings_profile (void)
{
  g_autoptr (GVariant) unset = g_variant_ref_sink (haulier_settings_get_defaults ());
  g_autoptr (GVariant) vista
      = g_variant_ref_sink (g_variant_new_parsed ("{'profile': <'vista'>, 'use-lm-compat': <1>}"));

  g_assert_cmpint (
      haulier_settings_get_profile (unset, HAULIER_NOT_SET), ==, HAULIER_PROFILE_NATIVE);
  g_assert_cmpint (
      haulier_settings_get_profile (vista, HAULIER_NOT_SET), ==, HAULIER_PROFILE_VISTA);
  g_assert_cmpint (
      haulier_settings_get_profile (vista, HAULIER_PROFILE_XP), ==, HAULIER_PROFILE_XP);
  g_assert_cmpint (
      haulier_settings_get_profile (vista, HAULIER_PROFILE_NATIVE), ==, HAULIER_PROFILE_NATIVE);
  g_assert_cmpint (haulier_settings_get_level (vista, "use-lm-compat"), ==, 1);
}

static void
test_settings_wrong_type (void)
{
  static const char *const values[]
      = { "'3'", "9", "-2", "uint32 3", "true", "@as []", "<uint64 3>", "3.0", "b'/x'" };
  g_autoptr (GVariant) settings = g_variant_ref_sink (haulier_settings_get_defaults ());

  for (gsize i = 0; i < G_N_ELEMENTS (values); i++)
    {
      g_autoptr (GVariant) value = g_variant_parse (NULL, values[i], NULL, NULL, NULL);
      GVariantIter iter;
      const char *key = NULL;

      g_variant_iter_init (&iter, settings);
      while (g_variant_iter_next (&iter, "{&sv}", &key, NULL))
        {
          g_autoptr (GError) error = NULL;

          g_test_message ("%s: %s", key, values[i]);
          g_assert_false (haulier_settings_check (key, value, &error));
          g_assert_error (error, HAULIER_ERROR, HAULIER_ERROR_INVALID_ARGUMENT);
          g_free (haulier_settings_format (key, value));
        }
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/model/settings/parse", test_settings_parse);
  g_test_add_func ("/model/settings/unknown", test_settings_unknown);
  g_test_add_func ("/model/settings/defaults", test_settings_defaults);
  g_test_add_func ("/model/settings/profile", test_settings_profile);
  g_test_add_func ("/model/settings/wrong-type", test_settings_wrong_type);
  g_test_add_func ("/model/settings/proxy", test_settings_proxy);
  return g_test_run ();
}
