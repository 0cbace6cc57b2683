/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* The folder of the store, and that one process has it. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

int haulier_store_lock_folder (const char *folder, const char *lock, GError **error);

G_END_DECLS
