/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Remote names: addresses of files, checked at the door, with the userinfo split off. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Longer than BITS's 2,200: signed addresses of object stores are. */
#define HAULIER_URI_MAX_LENGTH_BYTES 16384

gboolean
haulier_uri_split (const char *text, char **out_remote, char **out_userinfo, GError **error);
char *haulier_uri_dup_file_name (const char *remote);
char *haulier_uri_dup_host (const char *remote);
char *haulier_uri_dup_origin (const char *remote);
gboolean haulier_uri_is_loopback (const char *remote);

G_END_DECLS
