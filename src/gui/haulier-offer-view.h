/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Rows that say what a job asks a helper for: its owner, the uses, folders, servers. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define HAULIER_TYPE_OFFER_VIEW (haulier_offer_view_get_type ())
G_DECLARE_FINAL_TYPE (HaulierOfferView,
                      haulier_offer_view,
                      HAULIER,
                      OFFER_VIEW,
                      AdwPreferencesGroup)

void haulier_offer_view_show (HaulierOfferView *self, GVariant *offer);

G_END_DECLS
