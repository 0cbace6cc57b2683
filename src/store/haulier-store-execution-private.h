/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Requests run together in one transaction, or, when that fails, one by one. */
#pragma once

#include "haulier-store-keeper-private.h"

G_BEGIN_DECLS

void haulier_store_execution_run (HaulierStoreKeeper *self, GPtrArray *requests);

G_END_DECLS
