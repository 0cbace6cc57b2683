/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* The accounts in the preferences: who each is here and on the network, and what to mind. */
#pragma once

#include <adwaita.h>

#include "haulier-engines.h"

G_BEGIN_DECLS

#define HAULIER_TYPE_ACCOUNTS_PAGE (haulier_accounts_page_get_type ())
G_DECLARE_FINAL_TYPE (HaulierAccountsPage,
                      haulier_accounts_page,
                      HAULIER,
                      ACCOUNTS_PAGE,
                      AdwPreferencesPage)

HaulierAccountsPage *haulier_accounts_page_new (HaulierEngines *engines);
gboolean haulier_accounts_page_is_empty (HaulierAccountsPage *self);

G_END_DECLS
