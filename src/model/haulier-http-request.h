/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* What a person may add to a request: headers, another method. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean haulier_http_headers_check (const char *const *headers, GError **error);
gboolean haulier_http_method_check (const char *method, GError **error);

G_END_DECLS
