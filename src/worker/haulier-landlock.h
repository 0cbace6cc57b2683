/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* The part of the file system that a network side needs. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean haulier_landlock_enter (void);

G_END_DECLS
