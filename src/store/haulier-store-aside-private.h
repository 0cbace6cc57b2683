/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Damaged files, out of the way and not lost. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Of each damaged file this many are kept, the newest. */
#define HAULIER_STORE_ASIDE_MAX_FILES 5

gboolean haulier_store_aside_move (const char *path, char **out_name, GError **error);
void haulier_store_aside_remove (const char *path);

G_END_DECLS
