/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Rows of rules for hosts: who logs in where, for every job of an account. */
#pragma once

#include "haulier-store-connection-private.h"
#include "haulier-store-row-private.h"

G_BEGIN_DECLS

/* Rules are a %HAULIER_STORE_HOSTS_TYPE. */
void haulier_store_hosts_put (HaulierStoreRowWriter *writer, GVariant *rules);
GVariant *haulier_store_hosts_get (HaulierStoreRowReader *reader);
gboolean
haulier_store_hosts_write (HaulierStoreConnection *connection, GVariant *rules, GError **error);
GPtrArray *haulier_store_hosts_list (HaulierStoreConnection *connection, GError **error);

G_END_DECLS
