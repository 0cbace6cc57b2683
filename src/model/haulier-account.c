/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Who owns a job: a login user or one of the three built-in system accounts. */
#include "config.h"

#include "haulier-account.h"

#include "haulier-error.h"

/* Names as BITS writes them; a login user is its uid, since names belong to the user database. */
static const char *const built_in_keys[] = {
  [HAULIER_ACCOUNT_LOGIN_USER] = NULL,
  [HAULIER_ACCOUNT_LOCAL_SYSTEM] = "LocalSystem",
  [HAULIER_ACCOUNT_LOCAL_SERVICE] = "LocalService",
  [HAULIER_ACCOUNT_NETWORK_SERVICE] = "NetworkService",
};

/**
 * haulier_account_for_user:
 * @uid: a user
 *
 * Returns: the account of that login user
 */
HaulierAccount
haulier_account_for_user (uid_t uid)
{
  return (HaulierAccount){ .kind = HAULIER_ACCOUNT_LOGIN_USER, .uid = uid };
}

/**
 * haulier_account_equal:
 * @left: an account
 * @right: an account
 *
 * Returns: whether both are the same account
 */
gboolean
haulier_account_equal (HaulierAccount left, HaulierAccount right)
{
  return left.kind == right.kind && left.uid == right.uid;
}

/**
 * haulier_account_to_key:
 * @account: an account
 *
 * Returns: (transfer full): the text that is stored: "LocalSystem", "uid:1000"
 */
char *
haulier_account_to_key (HaulierAccount account)
{
  if (account.kind == HAULIER_ACCOUNT_LOGIN_USER)
    return g_strdup_printf ("uid:%u", (guint) account.uid);
  return g_strdup (built_in_keys[account.kind]);
}

/**
 * haulier_account_from_key:
 * @key: a text of haulier_account_to_key(); the built-in names in any case
 * @out_account: (out): the account
 * @error: return location
 *
 * Errors: %HAULIER_ERROR_INVALID_ARGUMENT.
 *
 * Returns: whether @key names an account
 */
gboolean
haulier_account_from_key (const char *key, HaulierAccount *out_account, GError **error)
{
  guint64 uid = 0;

  for (guint kind = HAULIER_ACCOUNT_LOCAL_SYSTEM; kind < G_N_ELEMENTS (built_in_keys); kind++)
    {
      if (g_ascii_strcasecmp (key, built_in_keys[kind]) != 0)
        continue;
      *out_account = (HaulierAccount){ .kind = kind };
      return TRUE;
    }
  if (g_str_has_prefix (key, "uid:")
      && g_ascii_string_to_unsigned (key + strlen ("uid:"), 10, 0, G_MAXUINT32 - 1, &uid, NULL))
    {
      *out_account = haulier_account_for_user ((uid_t) uid);
      return TRUE;
    }
  g_set_error (error, HAULIER_ERROR, HAULIER_ERROR_INVALID_ARGUMENT, "“%s” is not an account", key);
  return FALSE;
}
