/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* The rows in which proxy settings are entered: usage, list and the hosts reached without it. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define HAULIER_TYPE_PROXY_ROWS (haulier_proxy_rows_get_type ())
G_DECLARE_FINAL_TYPE (HaulierProxyRows,
                      haulier_proxy_rows,
                      HAULIER,
                      PROXY_ROWS,
                      AdwPreferencesGroup)

/* Signal `changed`: something else is entered. */

GtkWidget *haulier_proxy_rows_new (gboolean has_desktop);
void haulier_proxy_rows_show (HaulierProxyRows *self,
                              const char *usage,
                              const char *list,
                              const char *bypass);
void haulier_proxy_rows_begin (HaulierProxyRows *self, const char *usage);
const char *haulier_proxy_rows_get_usage (HaulierProxyRows *self);
const char *haulier_proxy_rows_get_list (HaulierProxyRows *self);
const char *haulier_proxy_rows_get_bypass (HaulierProxyRows *self);
gboolean haulier_proxy_rows_is_complete (HaulierProxyRows *self);

G_END_DECLS
