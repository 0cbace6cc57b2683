/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Whether the jobs of a database that is sound make sense. */
#pragma once

#include "haulier-store-connection-private.h"

G_BEGIN_DECLS

gboolean haulier_store_sense_check (HaulierStoreConnection *connection, GError **error);

G_END_DECLS
