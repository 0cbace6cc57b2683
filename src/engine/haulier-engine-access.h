/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* What decides who is used for a job: how it is set. */
#pragma once

#include "haulier-engine.h"
#include "haulier-secret.h"

G_BEGIN_DECLS

void haulier_engine_set_proxy_async (HaulierEngine *self,
                                     const char *id,
                                     const HaulierProxySettings *proxy,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
void haulier_engine_set_certificate_async (HaulierEngine *self,
                                           const char *id,
                                           HaulierCertificateReference *certificate,
                                           GAsyncReadyCallback callback,
                                           gpointer user_data);
void haulier_engine_set_credential_async (HaulierEngine *self,
                                          const char *id,
                                          HaulierCredential *credential,
                                          HaulierSecret *secret,
                                          GAsyncReadyCallback callback,
                                          gpointer user_data);
void haulier_engine_adopt_credential_async (HaulierEngine *self,
                                            const char *id,
                                            HaulierAuthTarget target,
                                            HaulierAuthScheme scheme,
                                            GAsyncReadyCallback callback,
                                            gpointer user_data);
void haulier_engine_remove_credential_async (HaulierEngine *self,
                                             const char *id,
                                             HaulierAuthTarget target,
                                             HaulierAuthScheme scheme,
                                             GAsyncReadyCallback callback,
                                             gpointer user_data);
gboolean haulier_engine_set_access_finish (HaulierEngine *self,
                                           GAsyncResult *result,
                                           gint *out_detail,
                                           GError **error);
gboolean haulier_engine_check_access (HaulierEngine *self, const HaulierJob *job, GError **error);
void haulier_engine_stamp_credential (HaulierCredential *credential);

G_END_DECLS
