/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* The proxy settings that an engine keeps for a built-in system account, which has no desktop. */
#include "config.h"

#include "haulier-account-proxy.h"

#include <string.h>

#include "haulier-error.h"
#include "haulier-model-types.h"
#include "haulier-words.h"

/* Neither a proxy nor a host has one. */
#define BEFORE_BYPASS ";"

/**
 * haulier_account_proxy_get_key:
 * @account: an account
 *
 * Source: bitsadmin /Util /SetIEProxy.
 *
 * Returns: (nullable): key of the engine's setting; %NULL for a login user, who has a desktop
 */
const char *
haulier_account_proxy_get_key (HaulierAccountKind account)
{
  switch (account)
    {
    case HAULIER_ACCOUNT_LOGIN_USER:
      return NULL;
    case HAULIER_ACCOUNT_LOCAL_SYSTEM:
      return "local-system-proxy";
    case HAULIER_ACCOUNT_LOCAL_SERVICE:
      return "local-service-proxy";
    case HAULIER_ACCOUNT_NETWORK_SERVICE:
      return "network-service-proxy";
    }
  g_assert_not_reached ();
}

static char *
dup_stripped (const char *text)
{
  return text != NULL ? g_strstrip (g_strdup (text)) : NULL;
}

/* Takes "USAGE[ LIST[; BYPASS]]" apart. */
static gboolean
split (const char *text, HaulierProxySettings *settings, GError **error)
{
  g_auto (GStrv) halves = g_strsplit (text, BEFORE_BYPASS, 2);
  g_auto (GStrv) words = g_strsplit (halves[0] != NULL ? halves[0] : "", " ", 2);
  gint usage = 0;

  if (!haulier_word_to_value (
          HAULIER_TYPE_PROXY_USAGE, words[0] != NULL ? words[0] : "", &usage, error))
    return FALSE;
  settings->usage = (HaulierProxyUsage) usage;
  settings->list = words[0] != NULL ? dup_stripped (words[1]) : NULL;
  settings->bypass = halves[0] != NULL ? dup_stripped (halves[1]) : NULL;
  return TRUE;
}

/**
 * haulier_account_proxy_check:
 * @settings: settings
 * @error: return location
 *
 * Errors: %HAULIER_ERROR_INVALID_ARGUMENT, and those of haulier_proxy_settings_check().
 *
 * Returns: whether an account without a desktop can have them
 */
gboolean
haulier_account_proxy_check (const HaulierProxySettings *settings, GError **error)
{
  if (settings->usage != HAULIER_PROXY_USAGE_PRECONFIG)
    return haulier_proxy_settings_check (settings, error);
  g_set_error_literal (error,
                       HAULIER_ERROR,
                       HAULIER_ERROR_INVALID_ARGUMENT,
                       "set the proxy: this account has no desktop whose settings could be read: "
                       "none, autodetect or override");
  return FALSE;
}

/**
 * haulier_account_proxy_parse:
 * @text: “none”, “autodetect”, or “override LIST”, after which “; BYPASS” may follow; both as in
 * #HaulierProxySettings
 * @out_settings: (out): the settings; the caller clears them
 * @error: return location
 *
 * Errors: those of haulier_account_proxy_check().
 * Source: bitsadmin /Util /SetIEProxy: NO_PROXY, AUTODETECT, MANUAL_PROXY.
 *
 * Returns: whether an account can have them
 */
gboolean
haulier_account_proxy_parse (const char *text, HaulierProxySettings *out_settings, GError **error)
{
  HaulierProxySettings settings = { 0 };

  if (split (text, &settings, error) && haulier_account_proxy_check (&settings, error))
    {
      *out_settings = settings;
      return TRUE;
    }
  haulier_proxy_settings_clear (&settings);
  return FALSE;
}

/**
 * haulier_account_proxy_format:
 * @settings: settings for which haulier_account_proxy_check() holds
 *
 * Returns: (transfer full): the text that haulier_account_proxy_parse() reads
 */
char *
haulier_account_proxy_format (const HaulierProxySettings *settings)
{
  const char *usage = haulier_word_from_value (HAULIER_TYPE_PROXY_USAGE, (gint) settings->usage);

  if (settings->list == NULL || settings->list[0] == '\0')
    return g_strdup (usage);
  if (settings->bypass == NULL || settings->bypass[0] == '\0')
    return g_strdup_printf ("%s %s", usage, settings->list);
  return g_strdup_printf ("%s %s" BEFORE_BYPASS " %s", usage, settings->list, settings->bypass);
}
