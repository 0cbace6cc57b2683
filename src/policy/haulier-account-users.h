/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Which users of the system carry an account: who opens its files, who speaks to the network. */
#pragma once

#include <glib.h>

#include "haulier-account.h"
#include "haulier-engine-scope.h"

G_BEGIN_DECLS

/**
 * HaulierAccountUsers:
 * @files_user: (nullable): name of the user that opens the account's files; %NULL: its own
 * @network_user: (nullable): name of the user that speaks to the network; %NULL: its own
 * @computer_credentials: whether its network side has the computer's Kerberos credentials
 * @always_logged_on: whether its jobs run without anybody being logged on
 * @is_service: whether nobody logs in as it
 * @runs_commands: whether the engine runs the notify commands of its jobs
 * @requirements: IDs
 * @source: where the row comes from
 */
typedef struct
{
  const char *files_user;
  const char *network_user;
  gboolean computer_credentials;
  gboolean always_logged_on;
  gboolean is_service;
  gboolean runs_commands;
  const char *requirements;
  const char *source;
} HaulierAccountUsers;

const HaulierAccountUsers *haulier_account_users_find (HaulierAccount account);
const HaulierAccountUsers *haulier_account_users_find_in (HaulierEngineScope scope,
                                                          HaulierAccount account);

G_END_DECLS
