/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* The workers that run: started on demand, ended when idle, replaced when they die. */
#include "config.h"

#include "haulier-worker-pool.h"

#include "haulier-worker-launcher.h"

/* How long a worker without work keeps its connections for the next job. */
#define IDLE_TIMEOUT_SEC 30

/* The session engine has one security context, so there is at most one worker here. */
struct _HaulierWorkerPool
{
  GObject parent_instance;

  HaulierWorkerLink *worker; /* (nullable) */
  guint n_users;
  GQueue starting;    /* of GTask, waiting for the worker */
  GVariant *settings; /* (nullable) what Configure gets */
  guint idle_id;
};

enum
{
  SIGNAL_LOGIN_ENDED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HaulierWorkerPool, haulier_worker_pool, G_TYPE_OBJECT)

static void
drop_worker (HaulierWorkerPool *self)
{
  if (self->worker == NULL)
    return;
  g_signal_handlers_disconnect_by_data (self->worker, self);
  g_clear_object (&self->worker);
}

static void
haulier_worker_pool_dispose (GObject *object)
{
  HaulierWorkerPool *self = HAULIER_WORKER_POOL (object);

  g_clear_handle_id (&self->idle_id, g_source_remove);
  drop_worker (self);
  g_queue_clear_full (&self->starting, g_object_unref);
  g_clear_pointer (&self->settings, g_variant_unref);
  G_OBJECT_CLASS (haulier_worker_pool_parent_class)->dispose (object);
}

static void
haulier_worker_pool_class_init (HaulierWorkerPoolClass *class)
{
  G_OBJECT_CLASS (class)->dispose = haulier_worker_pool_dispose;

  /* (guint64 login, GVariant *outcome), of any worker */
  signals[SIGNAL_LOGIN_ENDED] = g_signal_new ("login-ended",
                                              G_TYPE_FROM_CLASS (class),
                                              G_SIGNAL_RUN_LAST,
                                              0,
                                              NULL,
                                              NULL,
                                              NULL,
                                              G_TYPE_NONE,
                                              2,
                                              G_TYPE_UINT64,
                                              G_TYPE_VARIANT);
}

static void
haulier_worker_pool_init (HaulierWorkerPool *self)
{
  g_queue_init (&self->starting);
}

/**
 * haulier_worker_pool_new:
 *
 * Returns: (transfer full): a pool without workers
 */
HaulierWorkerPool *
haulier_worker_pool_new (void)
{
  return g_object_new (HAULIER_TYPE_WORKER_POOL, NULL);
}

/**
 * haulier_worker_pool_configure:
 * @self: the pool
 * @settings: (transfer floating): `a{sv}`, see Configure of org.haulier.Worker1
 *
 * Sets what holds for every worker, those that run and those to come.
 */
void
haulier_worker_pool_configure (HaulierWorkerPool *self, GVariant *settings)
{
  g_clear_pointer (&self->settings, g_variant_unref);
  self->settings = g_variant_ref_sink (settings);
  if (self->worker != NULL)
    haulier_worker_link_configure (self->worker, self->settings);
}

static void
died_cb (HaulierWorkerPool *self, HaulierWorkerLink *worker)
{
  if (self->worker == worker)
    drop_worker (self);
}

static void
login_ended_cb (HaulierWorkerPool *self,
                guint64 login,
                GVariant *outcome,
                HaulierWorkerLink *worker)
{
  g_signal_emit (self, signals[SIGNAL_LOGIN_ENDED], 0, login, outcome);
}

static void
hand_out (HaulierWorkerPool *self, GTask *task)
{
  g_clear_handle_id (&self->idle_id, g_source_remove);
  self->n_users++;
  g_task_return_pointer (task, g_object_ref (self->worker), g_object_unref);
}

static void
launched_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HaulierWorkerPool) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GDBusConnection) connection = haulier_worker_launcher_launch_finish (result, &error);

  if (connection != NULL)
    {
      self->worker = haulier_worker_link_new (connection);
      self->n_users = 0;
      g_signal_connect_swapped (self->worker, "died", G_CALLBACK (died_cb), self);
      g_signal_connect_swapped (self->worker, "login-ended", G_CALLBACK (login_ended_cb), self);
      if (self->settings != NULL)
        haulier_worker_link_configure (self->worker, self->settings);
    }
  while (!g_queue_is_empty (&self->starting))
    {
      g_autoptr (GTask) task = g_queue_pop_head (&self->starting);

      if (connection != NULL)
        hand_out (self, task);
      else
        g_task_return_error (task, g_error_copy (error));
    }
}

/**
 * haulier_worker_pool_acquire_async:
 * @self: the pool
 * @callback: called with a worker
 * @user_data: for @callback
 *
 * Each worker acquired is given back by haulier_worker_pool_release().
 */
void
haulier_worker_pool_acquire_async (HaulierWorkerPool *self,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);
  gboolean first = g_queue_is_empty (&self->starting);

  g_task_set_source_tag (task, haulier_worker_pool_acquire_async);
  if (self->worker != NULL)
    {
      hand_out (self, task);
      return;
    }
  g_queue_push_tail (&self->starting, g_steal_pointer (&task));
  if (first)
    haulier_worker_launcher_launch_async (NULL, launched_cb, g_object_ref (self));
}

/**
 * haulier_worker_pool_acquire_finish:
 * @self: the pool
 * @result: the result
 * @error: return location
 *
 * Returns: (transfer full): the worker, or %NULL when none could be started
 */
HaulierWorkerLink *
haulier_worker_pool_acquire_finish (HaulierWorkerPool *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static gboolean
idle_cb (gpointer user_data)
{
  HaulierWorkerPool *self = user_data;

  self->idle_id = 0;
  drop_worker (self);
  return G_SOURCE_REMOVE;
}

/**
 * haulier_worker_pool_release:
 * @self: the pool
 * @worker: (transfer full): what was acquired
 */
void
haulier_worker_pool_release (HaulierWorkerPool *self, HaulierWorkerLink *worker)
{
  if (worker == self->worker && --self->n_users == 0)
    self->idle_id = g_timeout_add_seconds (IDLE_TIMEOUT_SEC, idle_cb, self);
  g_object_unref (worker);
}
