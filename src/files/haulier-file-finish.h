/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* The last steps of a file: check, permissions, time, final name. */
#pragma once

#include <glib.h>

#include "haulier-folder.h"
#include "haulier-part-file.h"

G_BEGIN_DECLS

gboolean haulier_file_finish_prepare (HaulierPartFile *part,
                                      guint64 total,
                                      mode_t mode,
                                      gint64 modified,
                                      HaulierFailure **out_failure);
char *haulier_file_finish_rename (HaulierFolder *folder,
                                  const char *from,
                                  const char *name,
                                  gboolean overwrite,
                                  gboolean number,
                                  HaulierFailure **out_failure);

G_END_DECLS
