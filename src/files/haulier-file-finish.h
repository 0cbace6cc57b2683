/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* The last steps of a file before its final name: length, permissions, time. */
#pragma once

#include <glib.h>

#include "haulier-folder.h"
#include "haulier-part-file.h"

G_BEGIN_DECLS

/* What is complete and has not got its name is nobody else's yet. */
#define HAULIER_HELD_FILE_MODE ((mode_t) 0600)

mode_t haulier_file_finish_get_mode (void);
gboolean haulier_file_finish_prepare (HaulierPartFile *part,
                                      guint64 total,
                                      mode_t mode,
                                      gint64 modified,
                                      HaulierFailure **out_failure);

G_END_DECLS
