/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Where the programs of Haulier are. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *haulier_program_find (const char *name);

G_END_DECLS
