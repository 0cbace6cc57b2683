/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* What the engine sends, as values of the transfer layer. */
#pragma once

#include <gio/gio.h>

#include "haulier-file-order.h"
#include "haulier-transfer-settings.h"

G_BEGIN_DECLS

GPtrArray *haulier_worker_orders_read_files (GVariant *columns, GVariant *options, GError **error);
void haulier_worker_orders_read_settings (GVariant *settings,
                                          HaulierTransferSettings *out_settings);

GVariant *haulier_worker_orders_find_proxy (const char *address);

G_END_DECLS
