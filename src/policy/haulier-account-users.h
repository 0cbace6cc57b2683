/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Which users of the system carry an account: who opens its files, who speaks to the network. */
#pragma once

#include <glib.h>

#include "haulier-account.h"

G_BEGIN_DECLS

/**
 * HaulierAccountUsers:
 * @files_user: (nullable): name of the user that opens the account's files; %NULL: its own
 * @network_user: (nullable): name of the user that speaks to the network; %NULL: its own
 * @computer_credentials: whether its network side has the computer's Kerberos credentials
 * @always_logged_on: whether its jobs run without anybody being logged on
 * @requirements: IDs
 * @source: where the row comes from
 */
typedef struct
{
  const char *files_user;
  const char *network_user;
  gboolean computer_credentials;
  gboolean always_logged_on;
  const char *requirements;
  const char *source;
} HaulierAccountUsers;

const HaulierAccountUsers *haulier_account_users_find (HaulierAccount account);

G_END_DECLS
