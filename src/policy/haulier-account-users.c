/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Which users of the system carry an account: who opens its files, who speaks to the network. */
#include "config.h"

#include "haulier-account-users.h"

#define ROOT_UID 0

/* No protocol library runs in a process of root: what is root's on the disk speaks to the network
 * as a user of its own. */
static const HaulierAccountUsers root_users = {
  .files_user = "root",
  .network_user = "haulier-system",
  .runs_commands = TRUE,
  .requirements = "ACC-2",
  .source = "of Haulier: root is a login user whose network side runs without root's rights",
};

/* In an engine of one user. */
static const HaulierAccountUsers own_user = {
  .runs_commands = TRUE,
  .requirements = "ACC-2",
  .source = "of Haulier: a user's own engine does everything as that user, root's too",
};

/* Indexed by the kind of the account. Notify commands of services: SetNotifyCmdLine, Remarks. */
static const HaulierAccountUsers account_users[] = {
  [HAULIER_ACCOUNT_LOGIN_USER] = {
      .runs_commands = TRUE,
      .requirements = "ACC-2",
      .source = "Service Accounts and BITS: an impersonated user is treated as that user",
  },
  [HAULIER_ACCOUNT_LOCAL_SYSTEM] = {
      .files_user = "root",
      .network_user = "haulier-system",
      .computer_credentials = TRUE,
      .always_logged_on = TRUE,
      .is_service = TRUE,
      .requirements = "ACC-1 ACC-4 ACC-6",
      .source = "Service Accounts and BITS: LocalSystem is always logged on, computer credentials",
  },
  [HAULIER_ACCOUNT_LOCAL_SERVICE] = {
      .files_user = "haulier-local",
      .network_user = "haulier-local",
      .always_logged_on = TRUE,
      .is_service = TRUE,
      .requirements = "ACC-1 ACC-4 ACC-6",
      .source = "Service Accounts and BITS: LocalService is always logged on, anonymous",
  },
  [HAULIER_ACCOUNT_NETWORK_SERVICE] = {
      .files_user = "haulier-network",
      .network_user = "haulier-network",
      .computer_credentials = TRUE,
      .always_logged_on = TRUE,
      .is_service = TRUE,
      .requirements = "ACC-1 ACC-4 ACC-6",
      .source
      = "Service Accounts and BITS: NetworkService is always logged on, computer credentials",
  },
};

/**
 * haulier_account_users_find:
 * @account: an account
 *
 * Tells which users of the system do the work of an account where the engine is the machine's.
 *
 * Source: Service Accounts and BITS.
 *
 * Returns: (transfer none): its row
 */
const HaulierAccountUsers *
haulier_account_users_find (HaulierAccount account)
{
  g_return_val_if_fail ((guint) account.kind < G_N_ELEMENTS (account_users), &root_users);

  if (account.kind == HAULIER_ACCOUNT_LOGIN_USER && account.uid == ROOT_UID)
    return &root_users;
  return &account_users[account.kind];
}

/**
 * haulier_account_users_find_in:
 * @scope: whom the engine serves
 * @account: an account
 *
 * The same for any engine: that of one user tells of the accounts of services what would be.
 *
 * Source: Service Accounts and BITS.
 *
 * Returns: (transfer none): its row
 */
const HaulierAccountUsers *
haulier_account_users_find_in (HaulierEngineScope scope, HaulierAccount account)
{
  const HaulierAccountUsers *users = haulier_account_users_find (account);

  return scope == HAULIER_ENGINE_SCOPE_SESSION && !users->is_service ? &own_user : users;
}
