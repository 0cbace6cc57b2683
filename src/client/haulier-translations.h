/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* The user's language: the first thing that a front end asks for. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *haulier_translations_find (const char *program);
void haulier_translations_start (void);

G_END_DECLS
