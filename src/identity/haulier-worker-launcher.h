/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Starts a worker process and the private connection to it. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

void haulier_worker_launcher_launch_async (GCancellable *cancellable,
                                           GAsyncReadyCallback callback,
                                           gpointer user_data);
GDBusConnection *haulier_worker_launcher_launch_finish (GAsyncResult *result, GError **error);

G_END_DECLS
