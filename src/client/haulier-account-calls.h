/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* The methods of the engine about accounts. */
#pragma once

#include "haulier-client.h"

G_BEGIN_DECLS

void haulier_client_list_accounts_async (HaulierClient *self,
                                         gboolean refresh,
                                         GCancellable *cancellable,
                                         GAsyncReadyCallback callback,
                                         gpointer user_data);
GVariant *
haulier_client_list_accounts_finish (HaulierClient *self, GAsyncResult *result, GError **error);

G_END_DECLS
