/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* The session bus: the desktop's where there is one, else a private one that outlives the caller.
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

void haulier_bus_finder_open_async (GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
GDBusConnection *
haulier_bus_finder_open_finish (GAsyncResult *result, char **out_address, GError **error);

G_END_DECLS
