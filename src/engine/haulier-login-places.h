/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* All places where somebody was asked to log in, and what one says about another. */
#pragma once

#include <glib.h>

#include "haulier-login-place.h"

G_BEGIN_DECLS

GPtrArray *haulier_login_places_new (void);
HaulierLoginPlace *haulier_login_places_ensure (GPtrArray *places, const HaulierLoginRecord *where);
HaulierLoginLease *
haulier_login_places_find_lease (GPtrArray *places, guint64 number, HaulierLoginPlace **out_place);
gboolean haulier_login_places_are_neighbours (const HaulierLoginPlace *left,
                                              const HaulierLoginPlace *right);
gboolean haulier_login_places_are_probed (GPtrArray *places,
                                          const HaulierLoginPlace *place,
                                          const HaulierLoginLease *like);
gboolean haulier_login_places_have_rejected (GPtrArray *places,
                                             const HaulierLoginPlace *place,
                                             const HaulierLoginLease *like);
HaulierAuthScheme haulier_login_places_find_proxy_scheme (GPtrArray *places, gconstpointer run);

G_END_DECLS
