/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Credentials as they are listed on the bus: never with a secret. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

GVariant *haulier_credential_rows_new (GPtrArray *reports);

G_END_DECLS
