/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* The private connection to the engine, which a program of this room inherits. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

GDBusConnection *haulier_engine_connection_new (GError **error);
int haulier_engine_connection_take_channel (GDBusMethodInvocation *invocation,
                                            gint32 handle,
                                            GError **error);

G_END_DECLS
