/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* The engine: jobs are created, wait, move, end, and come back after a restart. */
#pragma once

#include <gio/gio.h>

#include "haulier-file.h"
#include "haulier-job.h"

G_BEGIN_DECLS

#define HAULIER_TYPE_ENGINE (haulier_engine_get_type ())
G_DECLARE_FINAL_TYPE (HaulierEngine, haulier_engine, HAULIER, ENGINE, GObject)

/**
 * HaulierAction:
 *
 * What a person can do to a job.
 */
typedef enum
{
  HAULIER_ACTION_SUSPEND,
  HAULIER_ACTION_RESUME,
  HAULIER_ACTION_CANCEL,
  HAULIER_ACTION_COMPLETE,
  HAULIER_ACTION_RETRY,
  HAULIER_ACTION_REMOVE,
} HaulierAction;

void
haulier_engine_open_async (const char *folder, GAsyncReadyCallback callback, gpointer user_data);
HaulierEngine *haulier_engine_open_finish (GAsyncResult *result, GError **error);
void haulier_engine_close (HaulierEngine *self);

char **haulier_engine_dup_notices (HaulierEngine *self);
gboolean haulier_engine_is_idle (HaulierEngine *self);
GVariant *haulier_engine_get_settings (HaulierEngine *self);
void haulier_engine_set_settings_async (HaulierEngine *self,
                                        GVariant *changes,
                                        GAsyncReadyCallback callback,
                                        gpointer user_data);
gboolean
haulier_engine_set_settings_finish (HaulierEngine *self, GAsyncResult *result, GError **error);

const HaulierJob *haulier_engine_lookup_job (HaulierEngine *self, const char *id);
const HaulierJob *haulier_engine_find_job (HaulierEngine *self, const char *text, GError **error);
GPtrArray *haulier_engine_list_jobs (HaulierEngine *self, guint64 after, guint count);

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
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
gboolean
haulier_engine_add_files_finish (HaulierEngine *self, GAsyncResult *result, GError **error);

gboolean
haulier_engine_set_job (HaulierEngine *self, const char *id, GVariant *changes, GError **error);
void haulier_engine_act_async (HaulierEngine *self,
                               const char *id,
                               HaulierAction action,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
gint haulier_engine_act_finish (HaulierEngine *self, GAsyncResult *result, GError **error);

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
