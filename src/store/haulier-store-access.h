/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* What the queue on disk is asked for about access: a job's settings, and logins that were tried.
 */
#pragma once

#include "haulier-login-record.h"
#include "haulier-store.h"

G_BEGIN_DECLS

void haulier_store_set_job_async (HaulierStore *self,
                                  const HaulierJob *job,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
gboolean haulier_store_set_job_finish (HaulierStore *self, GAsyncResult *result, GError **error);

void haulier_store_load_logins_async (HaulierStore *self,
                                      const HaulierLoginRecord *where,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data);
GPtrArray *
haulier_store_load_logins_finish (HaulierStore *self, GAsyncResult *result, GError **error);
void haulier_store_write_login_async (HaulierStore *self,
                                      const HaulierLoginRecord *record,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data);
gboolean
haulier_store_write_login_finish (HaulierStore *self, GAsyncResult *result, GError **error);

/* Key of an account, and its rules as haulier_job_access_to_variant() has credentials. */
#define HAULIER_STORE_HOSTS_TYPE "(sa{sv})"

void haulier_store_load_hosts_async (HaulierStore *self,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
GPtrArray *
haulier_store_load_hosts_finish (HaulierStore *self, GAsyncResult *result, GError **error);
void haulier_store_set_hosts_async (HaulierStore *self,
                                    GVariant *rules,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
gboolean haulier_store_set_hosts_finish (HaulierStore *self, GAsyncResult *result, GError **error);

G_END_DECLS
