/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Names of local files: what may come from outside, made harmless. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What every file system of Linux takes (NAME_MAX). */
#define HAULIER_FILE_NAME_MAX_BYTES 255

char *haulier_file_name_make_harmless (const char *name);
char *haulier_file_name_number (const char *name, guint number);

G_END_DECLS
