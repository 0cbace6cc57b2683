/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* What the queue on disk is asked for about access: a job's settings, and logins that were tried.
 */
#include "config.h"

#include "haulier-store-access.h"

#include "haulier-store-private.h"

/**
 * haulier_store_set_job_async:
 * @self: a store
 * @job: a job that is stored, as it is with its new settings
 * @callback: called when they are durable
 * @user_data: for @callback
 *
 * Stores what a person decided about a job. It comes back after a damaged database, too: with the
 * proxy of an older copy, a job would go where it must not.
 *
 * Errors: %HAULIER_ERROR_NOT_FOUND when the job was removed.
 */
void
haulier_store_set_job_async (HaulierStore *self,
                             const HaulierJob *job,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  HaulierStoreRequest *request = NULL;

  g_return_if_fail (HAULIER_IS_STORE (self));
  request = haulier_store_new_request (self,
                                       HAULIER_STORE_REQUEST_SET_JOB,
                                       haulier_store_set_job_async,
                                       "[haulier] store set job",
                                       callback,
                                       user_data);
  request->job = haulier_job_copy (job);
  haulier_store_push (self, request);
}

/**
 * haulier_store_set_job_finish:
 * @self: a store
 * @result: the result
 * @error: return location
 *
 * Returns: whether they are stored
 */
gboolean
haulier_store_set_job_finish (HaulierStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * haulier_store_load_logins_async:
 * @self: a store
 * @where: whose owner, target, origin and realm count; without an origin, owner and stamp
 * @callback: called when they are read
 * @user_data: for @callback
 *
 * Reads what was tried there.
 */
void
haulier_store_load_logins_async (HaulierStore *self,
                                 const HaulierLoginRecord *where,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  HaulierStoreRequest *request = NULL;

  g_return_if_fail (HAULIER_IS_STORE (self));
  request = haulier_store_new_request (self,
                                       HAULIER_STORE_REQUEST_LOAD_LOGINS,
                                       haulier_store_load_logins_async,
                                       "[haulier] store load logins",
                                       callback,
                                       user_data);
  request->login = haulier_login_record_copy (where);
  haulier_store_push (self, request);
}

/**
 * haulier_store_load_logins_finish:
 * @self: a store
 * @result: the result
 * @error: return location
 *
 * Returns: (transfer full) (element-type HaulierLoginRecord) (nullable): the logins, oldest first
 */
GPtrArray *
haulier_store_load_logins_finish (HaulierStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * haulier_store_write_login_async:
 * @self: a store
 * @record: a login; another outcome of one that is there replaces it
 * @callback: called when it is durable
 * @user_data: for @callback
 *
 * An attempt is written before the secret is sent: neither a crash nor many answers at once make a
 * second wrong try. The newest %HAULIER_STORE_LOGINS_MAX_RECORDS are kept.
 */
void
haulier_store_write_login_async (HaulierStore *self,
                                 const HaulierLoginRecord *record,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  HaulierStoreRequest *request = NULL;

  g_return_if_fail (HAULIER_IS_STORE (self));
  request = haulier_store_new_request (self,
                                       HAULIER_STORE_REQUEST_WRITE_LOGIN,
                                       haulier_store_write_login_async,
                                       "[haulier] store write login",
                                       callback,
                                       user_data);
  request->login = haulier_login_record_copy (record);
  haulier_store_push (self, request);
}

/**
 * haulier_store_write_login_finish:
 * @self: a store
 * @result: the result
 * @error: return location
 *
 * Returns: whether it is stored
 */
gboolean
haulier_store_write_login_finish (HaulierStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * haulier_store_load_hosts_async:
 * @self: a store
 * @callback: called when they are read
 * @user_data: for @callback
 *
 * Reads the rules for hosts of every account.
 */
void
haulier_store_load_hosts_async (HaulierStore *self,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  g_return_if_fail (HAULIER_IS_STORE (self));
  haulier_store_push (self,
                      haulier_store_new_request (self,
                                                 HAULIER_STORE_REQUEST_LOAD_HOSTS,
                                                 haulier_store_load_hosts_async,
                                                 "[haulier] store load hosts",
                                                 callback,
                                                 user_data));
}

/**
 * haulier_store_load_hosts_finish:
 * @self: a store
 * @result: the result
 * @error: return location
 *
 * Returns: (transfer full) (element-type GVariant) (nullable): a %HAULIER_STORE_HOSTS_TYPE for each
 * account that has rules
 */
GPtrArray *
haulier_store_load_hosts_finish (HaulierStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * haulier_store_set_hosts_async:
 * @self: a store
 * @rules: (transfer floating): a %HAULIER_STORE_HOSTS_TYPE: what the account has from now on
 * @callback: called when it is durable
 * @user_data: for @callback
 *
 * They come back after a damaged database.
 */
void
haulier_store_set_hosts_async (HaulierStore *self,
                               GVariant *rules,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  HaulierStoreRequest *request = NULL;

  g_return_if_fail (HAULIER_IS_STORE (self));
  request = haulier_store_new_request (self,
                                       HAULIER_STORE_REQUEST_SET_HOSTS,
                                       haulier_store_set_hosts_async,
                                       "[haulier] store set hosts",
                                       callback,
                                       user_data);
  request->settings = g_variant_ref_sink (rules);
  haulier_store_push (self, request);
}

/**
 * haulier_store_set_hosts_finish:
 * @self: a store
 * @result: the result
 * @error: return location
 *
 * Returns: whether they are stored
 */
gboolean
haulier_store_set_hosts_finish (HaulierStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}
