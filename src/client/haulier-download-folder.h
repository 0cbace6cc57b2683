/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* The user's download folder, the same in every front end. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *haulier_download_folder_ensure (GError **error);

G_END_DECLS
