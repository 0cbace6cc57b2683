/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Who is lent by a caller: the caller itself, or a user that an administrator names. */
#pragma once

#include <gio/gio.h>

#include "haulier-engine-scope.h"
#include "haulier-security-context.h"

G_BEGIN_DECLS

/**
 * HaulierHelperQuery:
 * @scope: whom the engine serves
 * @uid: who calls
 * @groups: (array length=n_groups): its groups when it connected
 * @n_groups: how many; 0: as of the user database
 * @user: (nullable): name of a user to lend instead
 * @kerberos_cache: (nullable): as of #HaulierSecurityContext
 */
typedef struct
{
  HaulierEngineScope scope;
  uid_t uid;
  const gid_t *groups;
  gsize n_groups;
  const char *user;
  const char *kerberos_cache;
} HaulierHelperQuery;

void haulier_helper_finder_find_async (const HaulierHelperQuery *query,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data);
HaulierSecurityContext *haulier_helper_finder_find_finish (GAsyncResult *result, GError **error);

G_END_DECLS
