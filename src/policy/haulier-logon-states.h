/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Which states of a user, in the words of the login manager, are being logged on. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean haulier_logon_state_counts (const char *state);

G_END_DECLS
