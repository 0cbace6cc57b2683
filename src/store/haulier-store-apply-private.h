/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* What each kind of request does to the database and to the journal. */
#pragma once

#include "haulier-store-connection-private.h"
#include "haulier-store-journal-private.h"
#include "haulier-store-request-private.h"

G_BEGIN_DECLS

typedef struct
{
  HaulierStoreConnection *connection;
  HaulierStoreJournal *journal;
} HaulierStoreApply;

gboolean
haulier_store_apply_request (HaulierStoreApply *self, HaulierStoreRequest *request, GError **error);
void haulier_store_apply_read (HaulierStoreApply *self, HaulierStoreRequest *request);

G_END_DECLS
