/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Where running programs find each other: the runtime folder, and programs beside this one. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *haulier_runtime_folder_ensure (GError **error);
char *haulier_program_find (const char *name, const char *sibling_folder);

G_END_DECLS
