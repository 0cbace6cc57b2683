/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Dates in headers. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

gint64 haulier_http_date_parse (const char *text);

G_END_DECLS
