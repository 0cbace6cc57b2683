/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Whose tickets are in a Kerberos cache, found out by whoever would use it. */
#include "config.h"

#include "haulier-cache-check.h"

#include "haulier-engine-private.h"

static void
described_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  HaulierEngine *self = g_task_get_source_object (task);
  HaulierWorkerLink *worker = HAULIER_WORKER_LINK (source);
  GError *error = NULL;
  g_autoptr (GVariant) reply = haulier_worker_link_call_finish (worker, result, &error);
  char *principal = NULL;

  if (reply == NULL)
    g_task_return_error (task, error);
  else
    {
      g_variant_get (reply, "(s)", &principal);
      g_task_return_pointer (task, principal, g_free);
    }
  haulier_worker_pool_release (self->pool, worker);
}

static void
acquired_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  const HaulierSecurityContext *context = g_task_get_task_data (task);
  GError *error = NULL;
  HaulierWorkerLink *worker
      = haulier_worker_pool_acquire_finish (HAULIER_WORKER_POOL (source), result, &error);

  if (worker == NULL)
    g_task_return_error (task, error);
  else
    haulier_worker_link_call_async (worker,
                                    "DescribeCache",
                                    g_variant_new ("(s)", context->kerberos_cache),
                                    described_cb,
                                    g_steal_pointer (&task));
}

/**
 * haulier_engine_describe_cache_async:
 * @self: the engine
 * @context: who would use its cache, which it names
 * @callback: called with the principal
 * @user_data: for @callback
 *
 * A worker with the rights of @context looks: no Kerberos library is in the engine.
 */
void
haulier_engine_describe_cache_async (HaulierEngine *self,
                                     HaulierSecurityContext *context,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data)
{
  GTask *task = g_task_new (self, NULL, callback, user_data);

  g_task_set_source_tag (task, haulier_engine_describe_cache_async);
  g_task_set_task_data (task,
                        haulier_security_context_ref (context),
                        (GDestroyNotify) haulier_security_context_unref);
  haulier_worker_pool_acquire_async (
      self->pool, context, HAULIER_WORKER_PROGRAM_WHOLE, acquired_cb, task);
}

/**
 * haulier_engine_describe_cache_finish:
 * @self: the engine
 * @result: the result
 * @error: return location
 *
 * Errors: %HAULIER_ERROR_ACCESS_DENIED, %HAULIER_ERROR_INVALID_ARGUMENT, those of starting a
 *   worker.
 *
 * Returns: (transfer full) (nullable): the principal
 */
char *
haulier_engine_describe_cache_finish (HaulierEngine *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
