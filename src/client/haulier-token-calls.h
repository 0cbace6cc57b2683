/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* The methods of the engine that ask for a helper token, and lend one. */
#pragma once

#include "haulier-client.h"

G_BEGIN_DECLS

void haulier_client_set_token_async (HaulierClient *self,
                                     const char *id,
                                     GVariant *options,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
void haulier_client_clear_token_async (HaulierClient *self,
                                       const char *id,
                                       GCancellable *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data);
void haulier_client_lend_async (HaulierClient *self,
                                const char *code,
                                const char *digest,
                                GVariant *options,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
void haulier_client_list_loans_async (HaulierClient *self,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data);
GVariant *
haulier_client_list_loans_finish (HaulierClient *self, GAsyncResult *result, GError **error);
void haulier_client_withdraw_async (HaulierClient *self,
                                    const char *id,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
gboolean
haulier_client_change_token_finish (HaulierClient *self, GAsyncResult *result, GError **error);
void haulier_client_offer_token_async (HaulierClient *self,
                                       const char *id,
                                       GCancellable *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data);
char *haulier_client_offer_token_finish (HaulierClient *self, GAsyncResult *result, GError **error);
void haulier_client_describe_offer_async (HaulierClient *self,
                                          const char *code,
                                          GCancellable *cancellable,
                                          GAsyncReadyCallback callback,
                                          gpointer user_data);
GVariant *
haulier_client_describe_offer_finish (HaulierClient *self, GAsyncResult *result, GError **error);

G_END_DECLS
