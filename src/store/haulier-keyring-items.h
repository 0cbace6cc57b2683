/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Which items of the Secret Service have some attributes, though others are deleting them. */
#pragma once

#include <libsecret/secret.h>

G_BEGIN_DECLS

void haulier_keyring_items_find_async (SecretService *service,
                                       const SecretSchema *schema,
                                       GHashTable *attributes,
                                       gboolean with_secrets,
                                       GCancellable *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data);
GList *haulier_keyring_items_find_finish (GAsyncResult *result, GError **error);

G_END_DECLS
