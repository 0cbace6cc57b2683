/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Settings of the engine: one table of keys with type, default and check. */
#pragma once

#include <glib.h>

#include "haulier-account.h"
#include "haulier-profile.h"
#include "haulier-proxy-settings.h"

G_BEGIN_DECLS

/* The settings of an engine are a vardict that has every key; its owner keeps one and replaces it.
 */
GVariant *haulier_settings_get_defaults (void);
gboolean haulier_settings_check (const char *key, GVariant *value, GError **error);
GVariant *haulier_settings_parse (const char *key, const char *text, GError **error);
char *haulier_settings_format (const char *key, GVariant *value);
guint64 haulier_settings_get_number (GVariant *settings, const char *key);
const char *haulier_settings_get_text (GVariant *settings, const char *key);
gint haulier_settings_get_level (GVariant *settings, const char *key);
gboolean haulier_settings_get_proxy (GVariant *settings,
                                     HaulierAccountKind account,
                                     HaulierProxySettings *out_proxy);
HaulierProfile haulier_settings_get_profile (GVariant *settings, gint own);

G_END_DECLS
