/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Rows of logins that were tried. */
#pragma once

#include "haulier-login-record.h"
#include "haulier-store-connection-private.h"
#include "haulier-store-row-private.h"

G_BEGIN_DECLS

void haulier_store_login_write (HaulierStoreRowWriter *writer, const HaulierLoginRecord *record);
HaulierLoginRecord *haulier_store_login_read (HaulierStoreRowReader *reader);
gboolean haulier_store_logins_write (HaulierStoreConnection *connection,
                                     const HaulierLoginRecord *record,
                                     GError **error);
gboolean haulier_store_logins_restore (HaulierStoreConnection *connection,
                                       const HaulierLoginRecord *record,
                                       GError **error);
GPtrArray *haulier_store_logins_list (HaulierStoreConnection *connection,
                                      const HaulierLoginRecord *where,
                                      GError **error);

G_END_DECLS
