/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* What a power cut took away from files that were said to be finished. */
#pragma once

#include "haulier-store-connection-private.h"

G_BEGIN_DECLS

gboolean haulier_store_boot_reconcile (HaulierStoreConnection *connection,
                                       const char *boot_id,
                                       GError **error);
char *haulier_store_boot_read_id (void);

G_END_DECLS
