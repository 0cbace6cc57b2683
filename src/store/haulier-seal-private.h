/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* systemd-creds: what this computer alone can read again, and under the same name only. */
#pragma once

#include <gio/gio.h>

#include "haulier-secret.h"

G_BEGIN_DECLS

void haulier_seal_async (const char *name,
                         HaulierSecret *secret,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data);
GBytes *haulier_seal_finish (GAsyncResult *result, GError **error);
void haulier_unseal_async (const char *name,
                           const char *path,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data);
HaulierSecret *haulier_unseal_finish (GAsyncResult *result, GError **error);

G_END_DECLS
