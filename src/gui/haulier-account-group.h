/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* One account in the preferences: who it is here and on the network, its proxy, what to mind. */
#pragma once

#include <adwaita.h>

#include "haulier-engines.h"

G_BEGIN_DECLS

#define HAULIER_TYPE_ACCOUNT_GROUP (haulier_account_group_get_type ())
G_DECLARE_FINAL_TYPE (HaulierAccountGroup,
                      haulier_account_group,
                      HAULIER,
                      ACCOUNT_GROUP,
                      AdwPreferencesGroup)

GtkWidget *haulier_account_group_new (HaulierEngines *engines, HaulierAccountItem *account);

G_END_DECLS
