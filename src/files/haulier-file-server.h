/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Opens the files of one job for another process, which is not trusted with more than those. */
#pragma once

#include <glib.h>

#include "haulier-file-steps.h"

G_BEGIN_DECLS

typedef struct _HaulierFileServer HaulierFileServer;

/**
 * HaulierFileServerEnded:
 *
 * Nothing is done for the other process any more.
 */
typedef void (*HaulierFileServerEnded) (gpointer user_data);

HaulierFileServer *haulier_file_server_new (int socket,
                                            const char *job_id,
                                            gboolean hold,
                                            mode_t mode,
                                            GMainContext *main);
void haulier_file_server_add (HaulierFileServer *server,
                              guint index,
                              const char *path,
                              HaulierServedFlags flags);
void haulier_file_server_end (HaulierFileServer *server,
                              HaulierFileServerEnded ended,
                              gpointer user_data);
void haulier_file_server_free (HaulierFileServer *server);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HaulierFileServer, haulier_file_server_free)

G_END_DECLS
