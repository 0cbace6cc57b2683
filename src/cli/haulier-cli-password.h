/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* A password from a prompt or from standard input, straight into a descriptor. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

int haulier_cli_password_ask (const char *prompt, GError **error);
int haulier_cli_password_read_line (GError **error);

G_END_DECLS
