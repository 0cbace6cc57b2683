/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Fuzz target of proxy and bypass lists: what gets in names proxies, and no message has a secret.
 */
#include "config.h"

#include <string.h>

#include "fuzz-target.h"
#include "haulier-error.h"
#include "haulier-proxy-settings.h"

/* A proxy that was read reads the same again. */
static void
check_proxy (const HaulierProxy *proxy)
{
  g_autofree char *uri = haulier_proxy_to_uri (proxy);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) again = haulier_proxy_list_choose (uri, "http://a/", &error);
  g_autofree char *uri_again = NULL;

  g_assert_no_error (error);
  g_assert_cmpuint (again->len, ==, 1);
  uri_again = haulier_proxy_to_uri (g_ptr_array_index (again, 0));
  g_assert_cmpstr (uri_again, ==, uri);
  g_assert_cmpuint (proxy->port, >, 0);
  g_assert_null (strpbrk (proxy->host, "/?#@%[] "));
}

static void
check_accepted (const HaulierProxySettings *settings)
{
  static const char *const remotes[]
      = { "http://a/", "https://a.example/", "http://10.0.0.1/", "https://[::1]:8443/" };

  for (gsize i = 0; i < G_N_ELEMENTS (remotes); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GPtrArray) proxies
          = haulier_proxy_list_choose (settings->list, remotes[i], &error);

      g_assert_no_error (error);
      for (guint k = 0; k < proxies->len; k++)
        check_proxy (g_ptr_array_index (proxies, k));
      haulier_proxy_bypass_matches (settings->bypass, remotes[i]);
    }
}

static void
check_refused (const HaulierProxySettings *settings, const GError *error)
{
  const char *at = strrchr (settings->list, '@');
  g_autofree char *secret = NULL;

  g_assert_true (error->domain == HAULIER_ERROR);
  g_assert_true (g_utf8_validate (error->message, -1, NULL));
  for (const char *p = error->message; *p != '\0'; p = g_utf8_next_char (p))
    g_assert_false (g_unichar_iscntrl (g_utf8_get_char (p)));
  if (at == NULL || at - settings->list < 8)
    return;
  secret = g_strndup (at - 8, 9);
  g_assert_null (strstr (error->message, secret));
}

/* The proxy list, a line end, the bypass list. */
int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autofree char *text = g_strndup ((const char *) data, size);
  g_auto (GStrv) parts = g_strsplit (text, "\n", 2);
  gboolean both = parts[0] != NULL && parts[1] != NULL;
  char empty[] = "";
  HaulierProxySettings settings = { .usage = HAULIER_PROXY_USAGE_OVERRIDE,
                                    .list = parts[0] != NULL ? parts[0] : empty,
                                    .bypass = both ? parts[1] : empty };
  g_autoptr (GError) error = NULL;

  if (haulier_proxy_settings_check (&settings, &error))
    check_accepted (&settings);
  else
    check_refused (&settings, error);
  return 0;
}
