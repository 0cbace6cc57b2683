/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* How calls of the store become requests of its thread. */
#pragma once

#include "haulier-store-request-private.h"
#include "haulier-store.h"

G_BEGIN_DECLS

HaulierStoreRequest *haulier_store_new_request (HaulierStore *self,
                                                HaulierStoreRequestKind kind,
                                                gpointer tag,
                                                const char *name,
                                                GAsyncReadyCallback callback,
                                                gpointer user_data);
void haulier_store_push (HaulierStore *self, HaulierStoreRequest *request);

G_END_DECLS
