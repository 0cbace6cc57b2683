/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* What is said of an account, in the person's language. */
#include "config.h"

#include "haulier-account-words.h"

#include <glib/gi18n-lib.h>

#include "haulier-access-words.h"

/* Returns: (transfer none) (nullable): a text of the row */
static const char *
lookup_text (GVariant *account, const char *key)
{
  const char *text = NULL;

  return g_variant_lookup (account, key, "&s", &text) ? text : NULL;
}

/**
 * haulier_account_words_logged_on:
 * @account: `a{sv}`, a row of ListAccounts
 *
 * Returns: whether it is logged on
 */
const char *
haulier_account_words_logged_on (GVariant *account)
{
  gboolean is_on = FALSE;

  if (!g_variant_lookup (account, "logged-on", "b", &is_on))
    return "–";
  return is_on ? _ ("yes") : _ ("no");
}

/**
 * haulier_account_words_users:
 * @account: `a{sv}`, a row of ListAccounts
 *
 * Returns: (transfer full): the users of the system that do its work
 */
char *
haulier_account_words_users (GVariant *account)
{
  const char *files = lookup_text (account, "files-user");
  const char *network = lookup_text (account, "network-user");

  if (files == NULL || network == NULL || g_str_equal (files, network))
    return g_strdup (files != NULL ? files : "–");
  /* translators: the user that opens files, and the user that speaks to the network */
  return g_strdup_printf (_ ("%s, network: %s"), files, network);
}

/**
 * haulier_account_words_network:
 * @account: `a{sv}`, a row of ListAccounts
 *
 * Returns: (transfer full): who it is for a server that asks
 */
char *
haulier_account_words_network (GVariant *account)
{
  if (g_strcmp0 (lookup_text (account, "ticket"), "none") == 0)
    return g_strdup (_ ("nobody"));
  return haulier_access_words_identity (lookup_text (account, "network-identity"),
                                        lookup_text (account, "network-name"));
}

static char *
format_time (gint64 seconds)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_local (seconds);

  return time != NULL ? g_date_time_format (time, "%Y-%m-%d %H:%M:%S") : g_strdup ("–");
}

/**
 * haulier_account_words_ticket:
 * @account: `a{sv}`, a row of ListAccounts
 *
 * Returns: (transfer full) (nullable): what there is to say of the computer's ticket; %NULL for an
 *   account that does not use it
 */
char *
haulier_account_words_ticket (GVariant *account)
{
  const char *ticket = lookup_text (account, "ticket");
  const char *reason = lookup_text (account, "reason");
  g_autofree char *until = NULL;
  gint64 expires = 0;

  if (ticket == NULL)
    return NULL;
  if (g_str_equal (ticket, "none"))
    return g_strdup (_ ("none: this computer is in no domain"));
  if (g_str_equal (ticket, "failed"))
    /* translators: %s is what Kerberos said */
    return g_strdup_printf (_ ("failed: %s"), reason != NULL ? reason : "");
  if (!g_variant_lookup (account, "expires", "x", &expires))
    return g_strdup (_ ("when a job needs it"));
  until = format_time (expires);
  if (reason != NULL)
    /* translators: the first %s is a time, the second why it cannot be renewed */
    return g_strdup_printf (_ ("until %s, not renewed: %s"), until, reason);
  /* translators: %s is a time */
  return g_strdup_printf (_ ("until %s"), until);
}

/**
 * haulier_account_words_proxy:
 * @account: `a{sv}`, a row of ListAccounts
 *
 * Returns: (transfer full): which proxy its jobs use that are set to its own
 */
char *
haulier_account_words_proxy (GVariant *account)
{
  const char *usage = lookup_text (account, "proxy-usage");
  const char *list = lookup_text (account, "proxy-list");
  const char *bypass = lookup_text (account, "proxy-bypass");

  if (usage != NULL && g_str_equal (usage, "override") && list != NULL)
    /* translators: proxies, and the hosts that are reached without them */
    return bypass != NULL ? g_strdup_printf (_ ("%s, not for %s"), list, bypass) : g_strdup (list);
  return g_strdup (haulier_access_words_say (HAULIER_ACCESS_VOCABULARY_PROXY_USAGE,
                                             usage != NULL ? usage : "preconfig"));
}

/**
 * haulier_account_words_jobs:
 * @account: `a{sv}`, a row of ListAccounts
 *
 * Returns: (transfer full): how many jobs are not finished
 */
char *
haulier_account_words_jobs (GVariant *account)
{
  guint n_jobs = 0;

  return g_variant_lookup (account, "jobs", "u", &n_jobs) ? g_strdup_printf ("%u", n_jobs)
                                                          : g_strdup ("–");
}
