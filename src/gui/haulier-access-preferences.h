/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* The settings of the engine that decide when logon credentials are sent. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define HAULIER_TYPE_ACCESS_PREFERENCES (haulier_access_preferences_get_type ())
G_DECLARE_FINAL_TYPE (HaulierAccessPreferences,
                      haulier_access_preferences,
                      HAULIER,
                      ACCESS_PREFERENCES,
                      AdwPreferencesGroup)

/* Signal `set` (text, GVariant): a key of the engine's settings, and what it is to be. */

void haulier_access_preferences_show (HaulierAccessPreferences *self, GVariant *settings);

G_END_DECLS
