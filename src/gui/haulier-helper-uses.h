/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Rows with switches: what a job uses a helper for. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define HAULIER_TYPE_HELPER_USES (haulier_helper_uses_get_type ())
G_DECLARE_FINAL_TYPE (HaulierHelperUses,
                      haulier_helper_uses,
                      HAULIER,
                      HELPER_USES,
                      AdwPreferencesGroup)

/* Signal `changed`: another use was chosen. */

GtkWidget *haulier_helper_uses_new (void);
guint haulier_helper_uses_get_flags (HaulierHelperUses *self);
void haulier_helper_uses_set_flags (HaulierHelperUses *self, guint flags);

G_END_DECLS
