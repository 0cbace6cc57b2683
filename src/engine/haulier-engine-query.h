/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* What can be asked of the engine: its jobs, their files and traces. */
#pragma once

#include "haulier-engine.h"

G_BEGIN_DECLS

const HaulierJob *haulier_engine_lookup_job (HaulierEngine *self, const char *id);
const HaulierJob *haulier_engine_find_job (HaulierEngine *self,
                                           const char *text,
                                           HaulierJobFilter filter,
                                           gpointer user_data,
                                           GError **error);
GPtrArray *haulier_engine_list_jobs (HaulierEngine *self,
                                     guint64 after,
                                     guint count,
                                     HaulierJobFilter filter,
                                     gpointer user_data);
void haulier_engine_load_files_async (HaulierEngine *self,
                                      const char *id,
                                      guint first,
                                      guint count,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data);
GPtrArray *
haulier_engine_load_files_finish (HaulierEngine *self, GAsyncResult *result, GError **error);
void haulier_engine_load_trace_async (HaulierEngine *self,
                                      const char *id,
                                      guint64 after,
                                      guint count,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data);
GPtrArray *
haulier_engine_load_trace_finish (HaulierEngine *self, GAsyncResult *result, GError **error);

G_END_DECLS
