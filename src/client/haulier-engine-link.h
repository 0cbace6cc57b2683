/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* The line to an engine: opened once, and mended by itself whenever the engine or the bus goes. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define HAULIER_TYPE_ENGINE_LINK (haulier_engine_link_get_type ())
G_DECLARE_FINAL_TYPE (HaulierEngineLink, haulier_engine_link, HAULIER, ENGINE_LINK, GObject)

/* Signal `engine-changed`: there is an engine, another one, or none. */

HaulierEngineLink *haulier_engine_link_new (GBusType bus_type);
void haulier_engine_link_open_async (HaulierEngineLink *self,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
gboolean
haulier_engine_link_open_finish (HaulierEngineLink *self, GAsyncResult *result, GError **error);
void haulier_engine_link_close (HaulierEngineLink *self);
gboolean haulier_engine_link_is_system (HaulierEngineLink *self);
GDBusConnection *haulier_engine_link_get_bus (HaulierEngineLink *self);
const char *haulier_engine_link_get_engine (HaulierEngineLink *self);

G_END_DECLS
