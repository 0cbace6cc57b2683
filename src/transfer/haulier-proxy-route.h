/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Through which proxy a job reaches an address, and which one next when that cannot be reached. */
#pragma once

#include <gio/gio.h>

#include "haulier-failure.h"
#include "haulier-proxy-settings.h"

G_BEGIN_DECLS

typedef struct _HaulierProxyRoute HaulierProxyRoute;

HaulierProxyRoute *haulier_proxy_route_new (const char *list,
                                            const char *bypass,
                                            GProxyResolver *ignoring,
                                            HaulierFailure *failure);
void haulier_proxy_route_free (HaulierProxyRoute *route);
gboolean haulier_proxy_route_choose (HaulierProxyRoute *route,
                                     const char *address,
                                     const HaulierProxy **out_proxy,
                                     guint *out_count,
                                     HaulierFailure **out_failure);
void haulier_proxy_route_pass_over (HaulierProxyRoute *route,
                                    const char *address,
                                    const HaulierProxy *proxy);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HaulierProxyRoute, haulier_proxy_route_free)

G_END_DECLS
