/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* The file of a Kerberos cache that the engine puts where one user alone can read it. */
#pragma once

#include <glib.h>

#include "haulier-security-context.h"

G_BEGIN_DECLS

char *haulier_cache_file_path (const char *folder, uid_t uid);
gboolean haulier_cache_file_write (const char *folder,
                                   const HaulierSecurityContext *context,
                                   const guint8 *bytes,
                                   gsize length,
                                   GError **error);
void haulier_cache_file_remove (const char *folder, uid_t uid);

G_END_DECLS
