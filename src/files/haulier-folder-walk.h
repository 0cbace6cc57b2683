/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* The way to a folder, one step after the other, so that nobody else's link leads it elsewhere. */
#pragma once

#include <glib.h>

#include "haulier-failure.h"

G_BEGIN_DECLS

int haulier_folder_walk (const char *path, HaulierFailure **out_failure);

G_END_DECLS
