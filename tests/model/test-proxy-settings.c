/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Tests of proxy settings: lists that parse and lists that do not, and what they choose. */
#include "config.h"

#include "haulier-proxy-settings.h"

#include <string.h>

#include "haulier-error.h"

#define INFO HAULIER_ERROR_INVALID_PROXY_INFO

static const struct
{
  const char *list;
  const char *http;  /* proxies of http://host.example/, separated by spaces; NULL: refused */
  const char *https; /* of https */
} list_rows[] = {
  { "p1", "http://p1:80", "http://p1:80" },
  { "p1:3128", "http://p1:3128", "http://p1:3128" },
  { "p1:80", "http://p1:80", "http://p1:80" },
  { "https://p1:80", "https://p1:80", "https://p1:80" },
  { "  p1:3128   p2 ", "http://p1:3128 http://p2:80", "http://p1:3128 http://p2:80" },
  { "http://P1.Example:3128", "http://p1.example:3128", "http://p1.example:3128" },
  { "https://p1", "https://p1:443", "https://p1:443" },
  { "SOCKS5://p1", "socks5://p1:1080", "socks5://p1:1080" },
  { "http=http://p1:80 p2", "http://p1:80", "http://p2:80" },
  { "http=p1 https=p2:8443", "http://p1:80", "http://p2:8443" },
  { "http=p1", "http://p1:80", "" },
  { "https=https://p1", "", "https://p1:443" },
  { "p3 HTTPS=p1 https=socks5://p2", "http://p3:80", "http://p1:80 socks5://p2:1080" },
  { "10.1.2.3:8080", "http://10.1.2.3:8080", "http://10.1.2.3:8080" },
  { "[::1]:3128", "http://[::1]:3128", "http://[::1]:3128" },
  { "[2001:db8::80]", "http://[2001:db8::80]:80", "http://[2001:db8::80]:80" },
  { "http=[::1] [::2]:80", "http://[::1]:80", "http://[::2]:80" },
  { "http://p1:3128/", NULL, NULL },
  { "p1/path", NULL, NULL },
  { "p1?", NULL, NULL },
  { "p1#x", NULL, NULL },
  { "p1:0", NULL, NULL },
  { "p1:65536", NULL, NULL },
  { "p1:port", NULL, NULL },
  { "p1:-1", NULL, NULL },
  { "p1,p2", NULL, NULL },
  { "p1;p2", NULL, NULL },
  { "::1", NULL, NULL },
  { "[::1", NULL, NULL },
  { "[::1%25lo]", NULL, NULL },
  { "[::g]:80", NULL, NULL },
  { "p 1:x", NULL, NULL },
  { "http=", NULL, NULL },
  { "=p1", NULL, NULL },
  { "http==p1", NULL, NULL },
  { "http=https=p1", NULL, NULL },
  { "http://", NULL, NULL },
  { "://p1", NULL, NULL },
  { "ftp=p1", NULL, NULL },
  { "socks=p1", NULL, NULL },
  { "ftp://p1", NULL, NULL },
  { "socks4://p1", NULL, NULL },
  { "http://http://p1", NULL, NULL },
  { "p1\np2", NULL, NULL },
  { "p1\tp2", NULL, NULL },
  { "p\303", NULL, NULL },
  { "p_1..example", NULL, NULL },
  { "p%31", NULL, NULL },
  { "p1 p2:x p3", NULL, NULL },
};

static char *
choose (const char *list, const char *remote, GError **error)
{
  g_autoptr (GPtrArray) proxies = haulier_proxy_list_choose (list, remote, error);
  g_autoptr (GString) text = g_string_new (NULL);

  if (proxies == NULL)
    return NULL;
  for (guint i = 0; i < proxies->len; i++)
    {
      g_autofree char *uri = haulier_proxy_to_uri (g_ptr_array_index (proxies, i));

      g_string_append_printf (text, "%s%s", i == 0 ? "" : " ", uri);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
test_proxy_settings_list (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (list_rows); i++)
    {
      char *list = (char *) list_rows[i].list;
      HaulierProxySettings settings = { .usage = HAULIER_PROXY_USAGE_OVERRIDE, .list = list };
      g_autoptr (GError) error = NULL;
      g_autoptr (GError) check_error = NULL;
      g_autofree char *http = choose (list, "http://host.example/", &error);
      g_autofree char *https = choose (list, "https://host.example/", NULL);

      g_test_message ("%" G_GSIZE_FORMAT, i);
      g_assert_cmpstr (http, ==, list_rows[i].http);
      g_assert_cmpstr (https, ==, list_rows[i].https);
      haulier_proxy_settings_check (&settings, &check_error);
      if (http != NULL)
        {
          g_assert_no_error (check_error);
          continue;
        }
      g_assert_error (error, HAULIER_ERROR, INFO);
      g_assert_error (check_error, HAULIER_ERROR, INFO);
    }
}

/* A password in a list is refused, and not repeated. */
static void
test_proxy_settings_userinfo (void)
{
  static const char *const lists[]
      = { "http://anna:secret@p1:3128", "http=anna:secret@p1", "p1 anna:sec=secret@p2", "secret@" };

  for (gsize i = 0; i < G_N_ELEMENTS (lists); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (haulier_proxy_list_choose (lists[i], "http://a/", &error));
      g_assert_error (error, HAULIER_ERROR, INFO);
      g_assert_null (strstr (error->message, "secret"));
    }
}

static const struct
{
  const char *pattern;
  const char *matches; /* addresses, separated by spaces; NULL: refused */
  const char *misses;
} bypass_rows[] = {
  { "host.example",
    "http://host.example/ https://HOST.example:8443/x http://host.example./",
    "http://a.host.example/ http://host.example.com/" },
  { "HOST.example.", "http://host.example/ http://host.example./", "http://host/" },
  { "*.example", "http://a.example/ http://a.b.example/", "http://example/ http://a.example.com/" },
  { "*example", "http://example/ http://myexample/", "http://example.com/" },
  { "*", "http://a/ http://10.0.0.1/ http://[::1]/", "" },
  { "<local>",
    "http://intranet/ http://localhost:8080/",
    "http://a.example/ http://10.0.0.1/ http://[::1]/ http://[fe80::1]/" },
  { "<LOCAL>", "http://intranet/", "http://a.example/" },
  { "10.1.2.3", "http://10.1.2.3:99/", "http://10.1.2.30/ http://110.1.2.3/" },
  { "*.1.2.3", "http://10.1.2.3/", "http://10.1.2.4/" },
  { "::1", "http://[::1]/ http://[0:0::1]:80/", "http://[::2]/ http://a/" },
  { "[2001:DB8::1]", "http://[2001:db8:0::1]/", "http://[2001:db8::2]/" },
  { "a  b", "http://a/ http://b/", "http://ab/" },
  { "", "", "http://a/" },
  { "a*", NULL, NULL },
  { "a.*", NULL, NULL },
  { "10.*", NULL, NULL },
  { "*.a.*", NULL, NULL },
  { "**", NULL, NULL },
  { "a*b", NULL, NULL },
  { "http://a", NULL, NULL },
  { "http://*", NULL, NULL },
  { "a/b", NULL, NULL },
  { "10.0.0.0/8", NULL, NULL },
  { "a:80", NULL, NULL },
  { "[::1]:80", NULL, NULL },
  { "*:1", NULL, NULL },
  { "*::1", NULL, NULL },
  { "[a]", NULL, NULL },
  { "[]", NULL, NULL },
  { "<loopback>", NULL, NULL },
  { "<-loopback>", NULL, NULL },
  { "<local", NULL, NULL },
  { ".example", NULL, NULL },
  { "a..b", NULL, NULL },
  { "*..b", NULL, NULL },
  { "..", NULL, NULL },
  { "a,b", NULL, NULL },
  { "a;b", NULL, NULL },
  { "a@b", NULL, NULL },
  { "a?", NULL, NULL },
  { "a\tb", NULL, NULL },
  { "\345", NULL, NULL },
  { "a b* c", NULL, NULL },
  { "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.b", NULL, NULL },
};

static void
check_matches (const char *bypass, const char *remotes, gboolean expected)
{
  g_auto (GStrv) words = g_strsplit (remotes, " ", -1);

  for (guint i = 0; words[i] != NULL && remotes[0] != '\0'; i++)
    {
      g_test_message ("%s", words[i]);
      g_assert_true (haulier_proxy_bypass_matches (bypass, words[i]) == expected);
    }
}

static void
test_proxy_settings_bypass (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (bypass_rows); i++)
    {
      const char *bypass = bypass_rows[i].pattern;
      char list[] = "p1";
      HaulierProxySettings settings
          = { .usage = HAULIER_PROXY_USAGE_OVERRIDE, .list = list, .bypass = (char *) bypass };
      g_autoptr (GError) error = NULL;

      g_test_message ("%" G_GSIZE_FORMAT, i);
      haulier_proxy_settings_check (&settings, &error);
      if (bypass_rows[i].matches == NULL)
        {
          g_assert_error (error, HAULIER_ERROR, INFO);
          continue;
        }
      g_assert_no_error (error);
      check_matches (bypass, bypass_rows[i].matches, TRUE);
      check_matches (bypass, bypass_rows[i].misses, FALSE);
    }
}

static const struct
{
  const char *what;
  gint usage;
  const char *list;
  const char *bypass;
  gint code; /* 0: accepted */
} usage_rows[] = {
  { "preconfig", HAULIER_PROXY_USAGE_PRECONFIG, NULL, NULL, 0 },
  { "empty texts", HAULIER_PROXY_USAGE_NO_PROXY, "", "", 0 },
  { "autodetect", HAULIER_PROXY_USAGE_AUTODETECT, NULL, NULL, 0 },
  { "override", HAULIER_PROXY_USAGE_OVERRIDE, "p1", NULL, 0 },
  { "both lists", HAULIER_PROXY_USAGE_OVERRIDE, "p1", "<local>", 0 },
  { "no list", HAULIER_PROXY_USAGE_OVERRIDE, NULL, NULL, HAULIER_ERROR_INVALID_ARGUMENT },
  { "empty list", HAULIER_PROXY_USAGE_OVERRIDE, "", "a", HAULIER_ERROR_INVALID_ARGUMENT },
  { "blank list", HAULIER_PROXY_USAGE_OVERRIDE, "  ", NULL, HAULIER_ERROR_INVALID_ARGUMENT },
  { "list", HAULIER_PROXY_USAGE_PRECONFIG, "p1", NULL, HAULIER_ERROR_INVALID_ARGUMENT },
  { "list", HAULIER_PROXY_USAGE_NO_PROXY, "p1", NULL, HAULIER_ERROR_INVALID_ARGUMENT },
  { "bypass", HAULIER_PROXY_USAGE_AUTODETECT, NULL, "a", HAULIER_ERROR_INVALID_ARGUMENT },
  { "usage", 4, NULL, NULL, HAULIER_ERROR_NOT_IMPLEMENTED },
};

static void
test_proxy_settings_usage (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (usage_rows); i++)
    {
      HaulierProxySettings settings = { .usage = (HaulierProxyUsage) usage_rows[i].usage,
                                        .list = (char *) usage_rows[i].list,
                                        .bypass = (char *) usage_rows[i].bypass };
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", usage_rows[i].what);
      g_assert_true (haulier_proxy_settings_check (&settings, &error) == (usage_rows[i].code == 0));
      if (usage_rows[i].code != 0)
        g_assert_error (error, HAULIER_ERROR, usage_rows[i].code);
    }
}

/* Of @length characters, none of them one byte long where it can be. */
static char *
fill (const char *word, gsize length)
{
  GString *text = g_string_new (word);

  while (text->len < length)
    g_string_append_c (text, ' ');
  return g_string_free (text, FALSE);
}

static void
test_proxy_settings_limits (void)
{
  g_autofree char *longest = fill ("p1", 4000);
  g_autofree char *longer = fill ("p1", 4001);
  HaulierProxySettings settings
      = { .usage = HAULIER_PROXY_USAGE_OVERRIDE, .list = longest, .bypass = longest };
  g_autoptr (GError) list_error = NULL;
  g_autoptr (GError) bypass_error = NULL;
  HaulierProxySettings copy;

  g_assert_true (haulier_proxy_settings_check (&settings, NULL));
  settings.bypass = longer;
  g_assert_false (haulier_proxy_settings_check (&settings, &bypass_error));
  g_assert_error (bypass_error, HAULIER_ERROR, HAULIER_ERROR_PROXY_BYPASS_LIST_TOO_LARGE);
  settings.list = longer;
  g_assert_false (haulier_proxy_settings_check (&settings, &list_error));
  g_assert_error (list_error, HAULIER_ERROR, HAULIER_ERROR_PROXY_LIST_TOO_LARGE);

  haulier_proxy_settings_copy (&copy, &settings);
  g_assert_cmpstr (copy.list, ==, longer);
  g_assert_true (copy.list != longer);
  haulier_proxy_settings_clear (&copy);
  g_assert_null (copy.list);
  g_assert_cmpint (copy.usage, ==, HAULIER_PROXY_USAGE_PRECONFIG);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/model/proxy-settings/list", test_proxy_settings_list);
  g_test_add_func ("/model/proxy-settings/userinfo", test_proxy_settings_userinfo);
  g_test_add_func ("/model/proxy-settings/bypass", test_proxy_settings_bypass);
  g_test_add_func ("/model/proxy-settings/usage", test_proxy_settings_usage);
  g_test_add_func ("/model/proxy-settings/limits", test_proxy_settings_limits);
  return g_test_run ();
}
