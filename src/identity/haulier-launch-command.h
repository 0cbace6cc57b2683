/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* How a program is started in a security context: command line, environment, folder. */
#pragma once

#include <gio/gio.h>

#include "haulier-security-context.h"

G_BEGIN_DECLS

void haulier_launch_add_words (const HaulierSecurityContext *context, GPtrArray *words);
void haulier_launch_prepare (const HaulierSecurityContext *context, GSubprocessLauncher *launcher);

G_END_DECLS
