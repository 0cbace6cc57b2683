/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Errors in words for a person, with the code that a helper asks for. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *haulier_error_text_dup (const GError *error);
char *haulier_error_text_dup_code (gint code);
char *haulier_error_text_dup_sentence (gint code);

G_END_DECLS
