/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* The methods of the engine about who is used for what: the access plan, and the settings of a job
 * that decide it. */
#pragma once

#include "haulier-client.h"

G_BEGIN_DECLS

/**
 * HaulierCredentialChange:
 * @target: `server` or `proxy`
 * @scheme: `basic`, `digest`, `ntlm`, `negotiate` or `passport`
 * @user: (nullable): user name; %NULL: logon credentials
 * @secret: a descriptor from which the password can be read, see haulier_secret_descriptor_new();
 *   -1 where there is none to pass on
 * @from_address: take user name and password out of the job's address instead
 */
typedef struct
{
  const char *target;
  const char *scheme;
  const char *user;
  int secret;
  gboolean from_address;
} HaulierCredentialChange;

void haulier_client_get_plan_async (HaulierClient *self,
                                    const char *id,
                                    guint file,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
GPtrArray *
haulier_client_get_plan_finish (HaulierClient *self, GAsyncResult *result, GError **error);
void haulier_client_plan_access_async (HaulierClient *self,
                                       GVariant *spec,
                                       GCancellable *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data);
GPtrArray *
haulier_client_plan_access_finish (HaulierClient *self, GAsyncResult *result, GError **error);
void haulier_client_list_credentials_async (HaulierClient *self,
                                            const char *id,
                                            GCancellable *cancellable,
                                            GAsyncReadyCallback callback,
                                            gpointer user_data);
GVariant *
haulier_client_list_credentials_finish (HaulierClient *self, GAsyncResult *result, GError **error);
void haulier_client_set_credential_async (HaulierClient *self,
                                          const char *id,
                                          const HaulierCredentialChange *change,
                                          GCancellable *cancellable,
                                          GAsyncReadyCallback callback,
                                          gpointer user_data);
char *
haulier_client_set_credential_finish (HaulierClient *self, GAsyncResult *result, GError **error);
void haulier_client_remove_credential_async (HaulierClient *self,
                                             const char *id,
                                             const char *target,
                                             const char *scheme,
                                             GCancellable *cancellable,
                                             GAsyncReadyCallback callback,
                                             gpointer user_data);
void haulier_client_list_host_credentials_async (HaulierClient *self,
                                                 GCancellable *cancellable,
                                                 GAsyncReadyCallback callback,
                                                 gpointer user_data);
void haulier_client_set_host_credential_async (HaulierClient *self,
                                               const char *address,
                                               const HaulierCredentialChange *change,
                                               GCancellable *cancellable,
                                               GAsyncReadyCallback callback,
                                               gpointer user_data);
void haulier_client_remove_host_credential_async (HaulierClient *self,
                                                  const char *address,
                                                  const char *target,
                                                  const char *scheme,
                                                  GCancellable *cancellable,
                                                  GAsyncReadyCallback callback,
                                                  gpointer user_data);
gboolean haulier_client_remove_credential_finish (HaulierClient *self,
                                                  GAsyncResult *result,
                                                  gboolean *out_removed,
                                                  GError **error);

/* Methods without arguments that answer with one dictionary: Get of the interfaces. */
typedef enum
{
  HAULIER_ACCESS_PART_PROXY,        /* `usage` s, `list` s, `bypass` s */
  HAULIER_ACCESS_PART_HELPER_TOKEN, /* `flags` u, `state` s, `principal` s */
  HAULIER_ACCESS_PART_CERTIFICATE,  /* `location` s, `store` s, `id` s or `subject` s */
} HaulierAccessPart;

void haulier_client_get_access_part_async (HaulierClient *self,
                                           const char *id,
                                           HaulierAccessPart part,
                                           GCancellable *cancellable,
                                           GAsyncReadyCallback callback,
                                           gpointer user_data);
GVariant *
haulier_client_get_access_part_finish (HaulierClient *self, GAsyncResult *result, GError **error);
void haulier_client_set_proxy_async (HaulierClient *self,
                                     const char *id,
                                     const char *usage,
                                     const char *list,
                                     const char *bypass,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
void haulier_client_set_token_flags_async (HaulierClient *self,
                                           const char *id,
                                           guint flags,
                                           GCancellable *cancellable,
                                           GAsyncReadyCallback callback,
                                           gpointer user_data);
void haulier_client_set_certificate_async (HaulierClient *self,
                                           const char *id,
                                           GVariant *certificate,
                                           GCancellable *cancellable,
                                           GAsyncReadyCallback callback,
                                           gpointer user_data);
gboolean
haulier_client_set_access_part_finish (HaulierClient *self, GAsyncResult *result, GError **error);

G_END_DECLS
