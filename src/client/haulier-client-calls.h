/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* The methods of the engine about its jobs as a whole, and the settings. */
#pragma once

#include "haulier-client.h"

G_BEGIN_DECLS

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

void haulier_client_list_jobs_async (HaulierClient *self,
                                     guint64 after,
                                     guint count,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
GPtrArray *
haulier_client_list_jobs_finish (HaulierClient *self, GAsyncResult *result, GError **error);
void haulier_client_find_jobs_async (HaulierClient *self,
                                     const char *const *texts,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
GPtrArray *
haulier_client_find_jobs_finish (HaulierClient *self, GAsyncResult *result, GError **error);
void haulier_client_act_async (HaulierClient *self,
                               const char *action,
                               const char *const *ids,
                               gboolean all_owners,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
GPtrArray *haulier_client_act_finish (HaulierClient *self, GAsyncResult *result, GError **error);
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
