/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Where files go: what a person writes for a target, made what the engine takes. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *haulier_cli_target_absolute (const char *path);
char *haulier_cli_target_default (GError **error);
gboolean haulier_cli_target_is_folder (const char *target);

G_END_DECLS
