/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* A password on its way to the engine: in memory that can be read once it is whole, and no more be
 * changed. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

int haulier_secret_descriptor_new (const char *secret, gssize length, GError **error);

G_END_DECLS
