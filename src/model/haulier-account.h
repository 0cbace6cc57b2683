/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Who owns a job: a login user or one of the three built-in system accounts. */
#pragma once

#include <glib.h>
#include <sys/types.h>

G_BEGIN_DECLS

typedef enum
{
  HAULIER_ACCOUNT_LOGIN_USER,
  HAULIER_ACCOUNT_LOCAL_SYSTEM,
  HAULIER_ACCOUNT_LOCAL_SERVICE,
  HAULIER_ACCOUNT_NETWORK_SERVICE,
} HaulierAccountKind;

/**
 * HaulierAccount:
 * @kind: which of the four
 * @uid: the user of a login user; 0 for the others
 *
 * A plain value; two accounts are the same when both fields are.
 */
typedef struct
{
  HaulierAccountKind kind;
  uid_t uid;
} HaulierAccount;

HaulierAccount haulier_account_for_user (uid_t uid);
gboolean haulier_account_equal (HaulierAccount left, HaulierAccount right);
char *haulier_account_to_key (HaulierAccount account);
gboolean haulier_account_from_key (const char *key, HaulierAccount *out_account, GError **error);

G_END_DECLS
