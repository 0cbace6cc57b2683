/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* The workers that run: started on demand, ended when idle, replaced when they die. */
#include "config.h"

#include "haulier-worker-pool.h"

/* How long a worker without work keeps its connections for the next job. */
#define IDLE_TIMEOUT_SEC 30

struct _HaulierWorkerPool
{
  GObject parent_instance;

  HaulierIdentityFinder *identities;
  GHashTable *places; /* key -> Place */
  GVariant *settings; /* (nullable) what Configure gets */
};

/* Where the worker of one security context and program is, or will be. */
typedef struct
{
  HaulierWorkerPool *pool;
  HaulierSecurityContext *context;
  HaulierWorkerProgram program;
  HaulierWorkerLink *worker; /* (nullable) */
  guint n_users;
  GQueue starting; /* of GTask, waiting for the worker */
  guint idle_id;
} Place;

enum
{
  SIGNAL_LOGIN_ENDED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HaulierWorkerPool, haulier_worker_pool, G_TYPE_OBJECT)

static void
note_use (Place *place, gboolean used)
{
  if (place->program != HAULIER_WORKER_PROGRAM_FILES)
    haulier_identity_finder_set_used (place->pool->identities, place->context, used);
}

static void
drop_worker (Place *place)
{
  if (place->worker == NULL)
    return;
  note_use (place, FALSE);
  g_signal_handlers_disconnect_by_data (place->worker, place);
  g_clear_object (&place->worker);
}

static void
place_free (gpointer data)
{
  Place *place = data;

  g_clear_handle_id (&place->idle_id, g_source_remove);
  drop_worker (place);
  g_queue_clear_full (&place->starting, g_object_unref);
  haulier_security_context_unref (place->context);
  g_free (place);
}

static char *
make_key (const HaulierSecurityContext *context, HaulierWorkerProgram program)
{
  return g_strdup_printf ("%d %s", program, context->key);
}

static Place *
ensure_place (HaulierWorkerPool *self,
              HaulierSecurityContext *context,
              HaulierWorkerProgram program)
{
  g_autofree char *key = make_key (context, program);
  Place *place = g_hash_table_lookup (self->places, key);

  if (place != NULL)
    return place;
  place = g_new0 (Place, 1);
  place->pool = self;
  place->context = haulier_security_context_ref (context);
  place->program = program;
  g_queue_init (&place->starting);
  g_hash_table_insert (self->places, g_steal_pointer (&key), place);
  return place;
}

/* Nobody has it and nobody waits for it: a context that is not used any more leaves nothing here.
 */
static void
forget (Place *place)
{
  g_autofree char *key = NULL;

  if (place->worker != NULL || !g_queue_is_empty (&place->starting))
    return;
  key = make_key (place->context, place->program);
  g_hash_table_remove (place->pool->places, key);
}

static void
haulier_worker_pool_dispose (GObject *object)
{
  HaulierWorkerPool *self = HAULIER_WORKER_POOL (object);

  g_hash_table_remove_all (self->places);
  g_clear_pointer (&self->settings, g_variant_unref);
  G_OBJECT_CLASS (haulier_worker_pool_parent_class)->dispose (object);
}

static void
haulier_worker_pool_finalize (GObject *object)
{
  HaulierWorkerPool *self = HAULIER_WORKER_POOL (object);

  g_hash_table_unref (self->places);
  haulier_identity_finder_free (self->identities);
  G_OBJECT_CLASS (haulier_worker_pool_parent_class)->finalize (object);
}

static void
haulier_worker_pool_class_init (HaulierWorkerPoolClass *class)
{
  G_OBJECT_CLASS (class)->dispose = haulier_worker_pool_dispose;
  G_OBJECT_CLASS (class)->finalize = haulier_worker_pool_finalize;

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
  self->places = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, place_free);
}

/**
 * haulier_worker_pool_new:
 * @identities: (transfer full): whose rights the workers of a job have
 *
 * Returns: (transfer full): a pool without workers
 */
HaulierWorkerPool *
haulier_worker_pool_new (HaulierIdentityFinder *identities)
{
  HaulierWorkerPool *self = g_object_new (HAULIER_TYPE_WORKER_POOL, NULL);

  self->identities = identities;
  return self;
}

/**
 * haulier_worker_pool_get_identities:
 * @self: the pool
 *
 * Returns: (transfer none): what finds out whose rights the workers of a job have
 */
HaulierIdentityFinder *
haulier_worker_pool_get_identities (HaulierWorkerPool *self)
{
  return self->identities;
}

/* Who only opens files has nothing to configure. */
static void
configure (Place *place)
{
  if (place->worker != NULL && place->pool->settings != NULL
      && place->program != HAULIER_WORKER_PROGRAM_FILES)
    haulier_worker_link_configure (place->worker, place->pool->settings);
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
  GHashTableIter iter;
  gpointer place = NULL;

  g_clear_pointer (&self->settings, g_variant_unref);
  self->settings = g_variant_ref_sink (settings);
  g_hash_table_iter_init (&iter, self->places);
  while (g_hash_table_iter_next (&iter, NULL, &place))
    configure (place);
}

static void
died_cb (Place *place, HaulierWorkerLink *worker)
{
  g_clear_handle_id (&place->idle_id, g_source_remove);
  drop_worker (place);
  forget (place);
}

static void
login_ended_cb (Place *place, guint64 login, GVariant *outcome, HaulierWorkerLink *worker)
{
  g_signal_emit (place->pool, signals[SIGNAL_LOGIN_ENDED], 0, login, outcome);
}

static void
hand_out (Place *place, GTask *task)
{
  g_clear_handle_id (&place->idle_id, g_source_remove);
  place->n_users++;
  g_task_return_pointer (task, g_object_ref (place->worker), g_object_unref);
}

static void
take_connection (Place *place, GDBusConnection *connection)
{
  place->worker = haulier_worker_link_new (connection);
  place->n_users = 0;
  note_use (place, TRUE);
  g_signal_connect_swapped (place->worker, "died", G_CALLBACK (died_cb), place);
  g_signal_connect_swapped (place->worker, "login-ended", G_CALLBACK (login_ended_cb), place);
  configure (place);
}

typedef struct
{
  HaulierWorkerPool *pool;
  char *key; /* of the place, which may be gone */
} Launch;

static void
launched_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Launch *launch = user_data;
  g_autoptr (HaulierWorkerPool) self = g_steal_pointer (&launch->pool);
  g_autofree char *key = g_steal_pointer (&launch->key);
  g_autoptr (GError) error = NULL;
  g_autoptr (GDBusConnection) connection = haulier_worker_launcher_launch_finish (result, &error);
  Place *place = g_hash_table_lookup (self->places, key);

  g_free (launch);
  if (place == NULL)
    return;
  if (connection != NULL)
    take_connection (place, connection);
  while (!g_queue_is_empty (&place->starting))
    {
      g_autoptr (GTask) task = g_queue_pop_head (&place->starting);

      if (connection != NULL)
        hand_out (place, task);
      else
        g_task_return_error (task, g_error_copy (error));
    }
  forget (place);
}

static void
launch (Place *place)
{
  Launch *launch = g_new0 (Launch, 1);

  launch->pool = g_object_ref (place->pool);
  launch->key = make_key (place->context, place->program);
  haulier_worker_launcher_launch_async (place->context, place->program, NULL, launched_cb, launch);
}

/**
 * haulier_worker_pool_acquire_async:
 * @self: the pool
 * @context: whose rights the worker has
 * @program: what it does
 * @callback: called with a worker
 * @user_data: for @callback
 *
 * Each worker acquired is given back by haulier_worker_pool_release().
 */
void
haulier_worker_pool_acquire_async (HaulierWorkerPool *self,
                                   HaulierSecurityContext *context,
                                   HaulierWorkerProgram program,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);
  Place *place = ensure_place (self, context, program);
  gboolean first = g_queue_is_empty (&place->starting);

  g_task_set_source_tag (task, haulier_worker_pool_acquire_async);
  if (place->worker != NULL)
    {
      hand_out (place, task);
      return;
    }
  g_queue_push_tail (&place->starting, g_steal_pointer (&task));
  if (first)
    launch (place);
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
  Place *place = user_data;

  place->idle_id = 0;
  drop_worker (place);
  forget (place);
  return G_SOURCE_REMOVE;
}

static Place *
find_place_of (HaulierWorkerPool *self, HaulierWorkerLink *worker)
{
  GHashTableIter iter;
  gpointer place = NULL;

  g_hash_table_iter_init (&iter, self->places);
  while (g_hash_table_iter_next (&iter, NULL, &place))
    {
      if (((Place *) place)->worker == worker)
        return place;
    }
  return NULL;
}

/**
 * haulier_worker_pool_release:
 * @self: the pool
 * @worker: (transfer full): what was acquired
 */
void
haulier_worker_pool_release (HaulierWorkerPool *self, HaulierWorkerLink *worker)
{
  Place *place = find_place_of (self, worker);

  if (place != NULL && --place->n_users == 0)
    place->idle_id = g_timeout_add_seconds (IDLE_TIMEOUT_SEC, idle_cb, place);
  g_object_unref (worker);
}
