/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* How jobs come to be: checked, made durable, queued. */
#pragma once

#include "haulier-engine.h"

G_BEGIN_DECLS

void haulier_engine_create_job_async (HaulierEngine *self,
                                      HaulierJob *job,
                                      GPtrArray *files,
                                      gboolean start,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data);
const HaulierJob *
haulier_engine_create_job_finish (HaulierEngine *self, GAsyncResult *result, GError **error);
void haulier_engine_add_files_async (HaulierEngine *self,
                                     const char *id,
                                     GPtrArray *files,
                                     GPtrArray *credentials,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
gboolean
haulier_engine_add_files_finish (HaulierEngine *self, GAsyncResult *result, GError **error);

G_END_DECLS
