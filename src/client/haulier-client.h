/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* The way to the engine: finds the bus, starts the engine, calls it, follows its changes. */
#pragma once

#include <gio/gio.h>

#include "haulier-job-request.h"
#include "haulier-job.h"
#include "haulier-trace-record.h"

G_BEGIN_DECLS

#define HAULIER_TYPE_CLIENT (haulier_client_get_type ())
G_DECLARE_FINAL_TYPE (HaulierClient, haulier_client, HAULIER, CLIENT, GObject)

/**
 * HaulierActResult:
 * @id: the job
 * @code: a #HaulierErrorCode; 0 is success
 * @message: why not, when @code is not 0
 */
typedef struct
{
  char *id;
  gint code;
  char *message;
} HaulierActResult;

void haulier_act_result_free (HaulierActResult *result);

HaulierClient *haulier_client_new (void);
void haulier_client_open_async (HaulierClient *self,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
gboolean haulier_client_open_finish (HaulierClient *self, GAsyncResult *result, GError **error);
gboolean haulier_client_is_connected (HaulierClient *self);
const char *const *haulier_client_get_notices (HaulierClient *self);
void haulier_client_follow (HaulierClient *self, const char *const *ids);
void haulier_client_follow_files (HaulierClient *self, const char *id);
void haulier_client_unfollow_files (HaulierClient *self, const char *id);
gboolean haulier_client_error_is_unreachable (const GError *error);

/* Methods of the engine. Each can be called as soon as the client is open. */
void haulier_client_create_job_async (HaulierClient *self,
                                      HaulierJobRequest *request,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data);
HaulierJob *
haulier_client_create_job_finish (HaulierClient *self, GAsyncResult *result, GError **error);
void haulier_client_add_files_async (HaulierClient *self,
                                     const char *id,
                                     HaulierJobRequest *request,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
gboolean
haulier_client_add_files_finish (HaulierClient *self, GAsyncResult *result, GError **error);
void haulier_client_list_jobs_async (HaulierClient *self,
                                     guint64 after,
                                     guint count,
                                     gboolean all_owners,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
GPtrArray *
haulier_client_list_jobs_finish (HaulierClient *self, GAsyncResult *result, GError **error);
void haulier_client_find_jobs_async (HaulierClient *self,
                                     const char *const *texts,
                                     gboolean all_owners,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
GPtrArray *
haulier_client_find_jobs_finish (HaulierClient *self, GAsyncResult *result, GError **error);
void haulier_client_act_async (HaulierClient *self,
                               const char *action,
                               const char *const *ids,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
GPtrArray *haulier_client_act_finish (HaulierClient *self, GAsyncResult *result, GError **error);
void haulier_client_get_details_async (HaulierClient *self,
                                       const char *id,
                                       GCancellable *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data);
HaulierJob *haulier_client_get_details_finish (HaulierClient *self,
                                               GAsyncResult *result,
                                               GVariant **out_details,
                                               GError **error);
void haulier_client_get_files_async (HaulierClient *self,
                                     const char *id,
                                     guint first,
                                     guint count,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
GPtrArray *
haulier_client_get_files_finish (HaulierClient *self, GAsyncResult *result, GError **error);
void haulier_client_get_trace_async (HaulierClient *self,
                                     const char *id,
                                     guint64 after,
                                     guint count,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
GPtrArray *
haulier_client_get_trace_finish (HaulierClient *self, GAsyncResult *result, GError **error);
void haulier_client_set_async (HaulierClient *self,
                               const char *id,
                               GVariant *settings,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
gboolean haulier_client_set_finish (HaulierClient *self, GAsyncResult *result, GError **error);
void haulier_client_get_settings_async (HaulierClient *self,
                                        GCancellable *cancellable,
                                        GAsyncReadyCallback callback,
                                        gpointer user_data);
GVariant *
haulier_client_get_settings_finish (HaulierClient *self, GAsyncResult *result, GError **error);
void haulier_client_set_settings_async (HaulierClient *self,
                                        GVariant *settings,
                                        GCancellable *cancellable,
                                        GAsyncReadyCallback callback,
                                        gpointer user_data);
gboolean
haulier_client_set_settings_finish (HaulierClient *self, GAsyncResult *result, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HaulierActResult, haulier_act_result_free)

G_END_DECLS
