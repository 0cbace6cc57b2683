/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Settings of the engine, changed at once. */
#pragma once

#include <adwaita.h>

#include "haulier-engines.h"

G_BEGIN_DECLS

#define HAULIER_TYPE_PREFERENCES (haulier_preferences_get_type ())
G_DECLARE_FINAL_TYPE (HaulierPreferences,
                      haulier_preferences,
                      HAULIER,
                      PREFERENCES,
                      AdwPreferencesWindow)

void haulier_preferences_present (GtkWindow *parent, HaulierEngines *engines);

G_END_DECLS
