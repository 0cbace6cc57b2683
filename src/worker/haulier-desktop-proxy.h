/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* The proxy settings of the account, as its desktop keeps them. */
#pragma once

#include <gio/gio.h>

#include "haulier-proxy-route.h"

G_BEGIN_DECLS

HaulierProxyRoute *haulier_desktop_proxy_route_new (void);
void haulier_desktop_proxy_find (const char *address, HaulierProxySettings *out_settings);

G_END_DECLS
