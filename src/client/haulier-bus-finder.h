/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* The bus: the system's, or that of the session; where there is none of these, a private one that
 * outlives the caller. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

void haulier_bus_finder_open_async (GBusType bus_type,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
GDBusConnection *
haulier_bus_finder_open_finish (GAsyncResult *result, char **out_address, GError **error);

G_END_DECLS
