/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Checksums that a server announces in headers. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean haulier_digest_parse_repr (const char *text, GChecksumType *out_type, char **out_hex);
gboolean haulier_digest_parse_old (const char *text, GChecksumType *out_type, char **out_hex);
gboolean haulier_digest_parse_md5 (const char *text, GChecksumType *out_type, char **out_hex);

G_END_DECLS
