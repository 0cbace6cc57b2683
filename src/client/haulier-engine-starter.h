/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* The engine's process: activated by the bus where it is installed, started detached elsewhere. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

void haulier_engine_starter_ensure_async (GDBusConnection *bus,
                                          const char *address,
                                          GCancellable *cancellable,
                                          GAsyncReadyCallback callback,
                                          gpointer user_data);
char *haulier_engine_starter_ensure_finish (GAsyncResult *result, GError **error);

G_END_DECLS
