/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Is there a network, and does it cost: facts from GNetworkMonitor, with one signal. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define HAULIER_TYPE_NETWORK_WATCH (haulier_network_watch_get_type ())
G_DECLARE_FINAL_TYPE (HaulierNetworkWatch, haulier_network_watch, HAULIER, NETWORK_WATCH, GObject)

HaulierNetworkWatch *haulier_network_watch_new (void);
gboolean haulier_network_watch_is_metered (HaulierNetworkWatch *self);
gboolean haulier_network_watch_is_available (HaulierNetworkWatch *self, const char *remote);

G_END_DECLS
