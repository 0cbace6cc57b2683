/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Which key of a keytab stands for the computer. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The key belongs to a service, which is not the computer. */
#define HAULIER_COMPUTER_KEY_NONE G_MAXUINT

guint haulier_computer_key_rank (const char *const *components, const char *host);

G_END_DECLS
