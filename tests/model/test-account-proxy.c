/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Tests of the proxy settings of a system account: what can be kept, and what cannot. */
#include "config.h"

#include "haulier-account-proxy.h"

#include "haulier-error.h"

static const struct
{
  const char *text;
  gint code; /* 0: accepted */
  HaulierProxyUsage usage;
  const char *list;
  const char *bypass;
} rows[] = {
  { "none", 0, HAULIER_PROXY_USAGE_NO_PROXY, NULL, NULL },
  { "autodetect", 0, HAULIER_PROXY_USAGE_AUTODETECT, NULL, NULL },
  { "override proxy:3128", 0, HAULIER_PROXY_USAGE_OVERRIDE, "proxy:3128", NULL },
  { "override http=a:80 https=b:81; *.corp <local>",
    0,
    HAULIER_PROXY_USAGE_OVERRIDE,
    "http=a:80 https=b:81",
    "*.corp <local>" },
  { "", HAULIER_ERROR_INVALID_ARGUMENT },
  { "preconfig", HAULIER_ERROR_INVALID_ARGUMENT },
  { "somehow", HAULIER_ERROR_INVALID_ARGUMENT },
  { "override", HAULIER_ERROR_INVALID_ARGUMENT },
  { "override ; a", HAULIER_ERROR_INVALID_ARGUMENT },
  { "none proxy:3128", HAULIER_ERROR_INVALID_ARGUMENT },
  { "autodetect; a", HAULIER_ERROR_INVALID_ARGUMENT },
  { "override ann:word@proxy:3128", HAULIER_ERROR_INVALID_PROXY_INFO },
  { "override proxy:3128; a*b", HAULIER_ERROR_INVALID_PROXY_INFO },
  { "override proxy:3128; a; b", HAULIER_ERROR_INVALID_PROXY_INFO },
};

static void
test_account_proxy_text (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      HaulierProxySettings settings = { 0 };
      g_autoptr (GError) error = NULL;
      g_autofree char *text = NULL;

      g_test_message ("%s", rows[i].text);
      if (!haulier_account_proxy_parse (rows[i].text, &settings, &error))
        {
          g_assert_error (error, HAULIER_ERROR, rows[i].code);
          continue;
        }
      g_assert_cmpint (rows[i].code, ==, 0);
      g_assert_cmpint (settings.usage, ==, rows[i].usage);
      g_assert_cmpstr (settings.list, ==, rows[i].list);
      g_assert_cmpstr (settings.bypass, ==, rows[i].bypass);
      text = haulier_account_proxy_format (&settings);
      g_assert_cmpstr (text, ==, rows[i].text);
      haulier_proxy_settings_clear (&settings);
    }
}

static void
test_account_proxy_key (void)
{
  g_assert_null (haulier_account_proxy_get_key (HAULIER_ACCOUNT_LOGIN_USER));
  g_assert_cmpstr (
      haulier_account_proxy_get_key (HAULIER_ACCOUNT_LOCAL_SYSTEM), ==, "local-system-proxy");
  g_assert_cmpstr (
      haulier_account_proxy_get_key (HAULIER_ACCOUNT_LOCAL_SERVICE), ==, "local-service-proxy");
  g_assert_cmpstr (
      haulier_account_proxy_get_key (HAULIER_ACCOUNT_NETWORK_SERVICE), ==, "network-service-proxy");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/model/account-proxy/text", test_account_proxy_text);
  g_test_add_func ("/model/account-proxy/key", test_account_proxy_key);
  return g_test_run ();
}
