/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Points in time in words: short for lists, exact for details. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *haulier_moment_dup_short (gint64 time);
char *haulier_moment_dup_long (gint64 time);

G_END_DECLS
