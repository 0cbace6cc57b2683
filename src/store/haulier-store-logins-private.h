/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Rows of logins that were tried. */
#pragma once

#include "haulier-login-record.h"
#include "haulier-store-connection-private.h"

G_BEGIN_DECLS

gboolean haulier_store_logins_write (HaulierStoreConnection *connection,
                                     const HaulierLoginRecord *record,
                                     GError **error);
GPtrArray *haulier_store_logins_list (HaulierStoreConnection *connection,
                                      const HaulierLoginRecord *where,
                                      GError **error);

G_END_DECLS
