/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Accounts as a person names them. */
#include "config.h"

#include "haulier-cli-account.h"

#include <glib/gi18n-lib.h>
#include <pwd.h>
#include <unistd.h>

#include "haulier-error.h"

/**
 * haulier_cli_account_read:
 * @name: a service account by its name, a person by the one of the login
 * @out_account: (out): the account
 * @error: return location
 *
 * Errors: %HAULIER_ERROR_INVALID_ARGUMENT.
 *
 * Returns: whether there is such an account
 */
gboolean
haulier_cli_account_read (const char *name, HaulierAccount *out_account, GError **error)
{
  const struct passwd *entry = NULL;

  if (haulier_account_from_key (name, out_account, NULL))
    return TRUE;
  entry = getpwnam (name);
  if (entry != NULL)
    {
      *out_account = haulier_account_for_user (entry->pw_uid);
      return TRUE;
    }
  g_set_error (error,
               HAULIER_ERROR,
               HAULIER_ERROR_INVALID_ARGUMENT,
               _ ("use the account “%s”: there is none of that name"),
               name);
  return FALSE;
}

/**
 * haulier_cli_account_apply:
 * @cli: a run; from now on it means the system engine when the account is not one's own
 * @name: (nullable): an account; %NULL: one's own
 * @request: a new job
 * @error: return location
 *
 * Sets who will own a job.
 *
 * Errors: %HAULIER_ERROR_INVALID_ARGUMENT.
 *
 * Returns: whether there is such an account
 */
gboolean
haulier_cli_account_apply (HaulierCli *cli,
                           const char *name,
                           HaulierJobRequest *request,
                           GError **error)
{
  HaulierAccount account = { 0 };
  g_autofree char *key = NULL;

  if (name == NULL)
    return TRUE;
  if (!haulier_cli_account_read (name, &account, error))
    return FALSE;
  key = haulier_account_to_key (account);
  haulier_job_request_set (request, "account", g_variant_new_string (key));
  if (!haulier_account_equal (account, haulier_account_for_user (getuid ())))
    cli->system = TRUE;
  return TRUE;
}
