/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Checksums that a person gives: an algorithm and its hexadecimal value. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean
haulier_checksum_parse (const char *text, GChecksumType *out_type, char **out_hex, GError **error);
const char *haulier_checksum_type_to_name (GChecksumType type);
gboolean haulier_checksum_type_from_name (const char *name, GChecksumType *out_type);

G_END_DECLS
