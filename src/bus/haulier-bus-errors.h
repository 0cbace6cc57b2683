/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* The D-Bus names of the error domain. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

void haulier_bus_errors_register (void);

G_END_DECLS
