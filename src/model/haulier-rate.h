/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Rates that a person gives: bytes a second with a unit. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean haulier_rate_parse (const char *text, guint64 *out_rate, GError **error);
char *haulier_rate_format (guint64 rate);

G_END_DECLS
