/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Temporary files that no download uses: given their final names, or deleted. */
#pragma once

#include <glib.h>
#include <sys/types.h>

#include "haulier-failure.h"

G_BEGIN_DECLS

guint haulier_held_files_discard (const char *job_id, guint index, const char *path);
char *haulier_held_files_complete (const char *job_id,
                                   guint index,
                                   const char *path,
                                   gboolean overwrite,
                                   gboolean number,
                                   mode_t mode,
                                   gint64 modified,
                                   HaulierFailure **out_failure);

G_END_DECLS
