/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Rows of the engine's settings. */
#pragma once

#include "haulier-store-connection-private.h"

G_BEGIN_DECLS

GVariant *haulier_store_options_merge (GVariant *settings, GVariant *changes, GError **error);
gboolean
haulier_store_options_save (HaulierStoreConnection *connection, GVariant *settings, GError **error);
GVariant *haulier_store_options_load (HaulierStoreConnection *connection, GError **error);

G_END_DECLS
