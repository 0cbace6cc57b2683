/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* The command that a job runs when it is done: what it must look like. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* MAX_PATH without its final zero, and the limit of SetNotifyCmdLine for the parameters. */
#define HAULIER_NOTIFY_PROGRAM_MAX_CHARS 259
#define HAULIER_NOTIFY_COMMAND_MAX_CHARS 4000

char **haulier_notify_command_split (const char *command, GError **error);

G_END_DECLS
