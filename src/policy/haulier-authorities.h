/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Where a computer may have a file of authorities that all its accounts use. */
#pragma once

#include <glib.h>

#include "haulier-engine-scope.h"

G_BEGIN_DECLS

gboolean haulier_authorities_check (HaulierEngineScope scope, GVariant *settings, GError **error);

G_END_DECLS
