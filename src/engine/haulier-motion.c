/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* A job in motion: its files go to a worker in batches, and results come back in batches. */
#include "config.h"

#include "haulier-motion.h"

#include "haulier-error.h"
#include "haulier-file-ledger.h"
#include "haulier-file-service.h"
#include "haulier-speed.h"

typedef enum
{
  MOTION_LOADING,  /* files come from the store, a worker from the pool */
  MOTION_MOVING,   /* the worker has files */
  MOTION_STOPPING, /* waiting for the worker to write nothing any more */
  MOTION_SYNCING,  /* ended for the engine; waiting for the files to be on stable storage */
  MOTION_OVER,
} MotionPhase;

struct _HaulierMotion
{
  GObject parent_instance;

  MotionPhase phase;
  HaulierJob *job; /* the engine's; valid until ended */
  char *id;
  HaulierStore *store;
  HaulierWorkerPool *pool;
  HaulierLateSyncs *late_syncs;
  HaulierJobWorkers *workers; /* (nullable) */
  HaulierFileService
      *service;   /* (nullable) unless one worker has the files and another transfers */
  guint handle;   /* of the job at the worker that transfers */
  gulong died_id; /* of the service */
  const HaulierMotionEvents *events;
  gpointer user_data;

  HaulierProxySettings *proxy; /* (nullable) instead of the job's own */
  HaulierFileLedger *ledger;   /* (nullable) until the files are loaded */
  HaulierFailure *failure;     /* (nullable) of the engine's own: no files, no worker */
  gboolean retry_failed;
  gboolean stop_requested;
  HaulierSpeed speed;
};

G_DEFINE_FINAL_TYPE (HaulierMotion, haulier_motion, G_TYPE_OBJECT)

static void
release_worker (HaulierMotion *self)
{
  if (self->workers == NULL)
    return;
  if (self->service != NULL)
    g_clear_signal_handler (&self->died_id, self->workers->files);
  g_clear_pointer (&self->service, haulier_file_service_free);
  haulier_worker_link_close_job (self->workers->network, self->handle);
  g_clear_pointer (&self->workers, haulier_job_workers_release);
}

static void
haulier_motion_dispose (GObject *object)
{
  HaulierMotion *self = HAULIER_MOTION (object);

  release_worker (self);
  g_clear_object (&self->store);
  g_clear_object (&self->pool);
  g_clear_object (&self->late_syncs);
  G_OBJECT_CLASS (haulier_motion_parent_class)->dispose (object);
}

static void
haulier_motion_finalize (GObject *object)
{
  HaulierMotion *self = HAULIER_MOTION (object);

  g_clear_pointer (&self->proxy, haulier_proxy_settings_free);
  g_clear_pointer (&self->ledger, haulier_file_ledger_free);
  g_clear_pointer (&self->failure, haulier_failure_free);
  g_free (self->id);
  G_OBJECT_CLASS (haulier_motion_parent_class)->finalize (object);
}

static void
haulier_motion_class_init (HaulierMotionClass *class)
{
  G_OBJECT_CLASS (class)->dispose = haulier_motion_dispose;
  G_OBJECT_CLASS (class)->finalize = haulier_motion_finalize;
}

static void
haulier_motion_init (HaulierMotion *self)
{
}

static gboolean
has_unsynced_files (HaulierMotion *self)
{
  return self->ledger != NULL && haulier_file_ledger_get_n_unsynced (self->ledger) > 0;
}

static const HaulierFailure *
get_failure (HaulierMotion *self)
{
  if (self->failure != NULL || self->ledger == NULL)
    return self->failure;
  return haulier_file_ledger_get_failure (self->ledger);
}

/* The worker will not report to this motion any more: what it did not report as synced is looked
 * after by others. */
static void
leave (HaulierMotion *self)
{
  self->phase = MOTION_OVER;
  release_worker (self);
  if (has_unsynced_files (self))
    haulier_late_syncs_look (self->late_syncs);
}

static void
end (HaulierMotion *self, HaulierMotionOutcome outcome)
{
  g_autoptr (HaulierMotion) keep = g_object_ref (self);

  self->job->connections = 0;
  self->job->speed = 0;
  if (self->ledger != NULL)
    haulier_file_ledger_forget_job (self->ledger);
  if (self->phase == MOTION_MOVING && outcome != HAULIER_MOTION_WORKER_DIED
      && has_unsynced_files (self))
    {
      /* While it syncs the motion lives on its own: the engine is done with it. */
      self->phase = MOTION_SYNCING;
      g_object_ref (self);
    }
  else
    {
      if (self->phase == MOTION_MOVING && outcome != HAULIER_MOTION_WORKER_DIED)
        haulier_worker_link_stop_job_async (self->workers->network, self->handle, NULL, NULL);
      leave (self);
    }
  self->job = NULL;
  self->events->ended (self, outcome, get_failure (self), self->user_data);
}

static void
fail_with_error (HaulierMotion *self, const GError *error)
{
  gint code = error->domain == HAULIER_ERROR ? error->code : HAULIER_ERROR_FAILED;

  self->failure = haulier_failure_new (
      code, HAULIER_ERROR_CONTEXT_QUEUE_MANAGER, HAULIER_FAILURE_NO_FILE, error->message, NULL);
  end (self, HAULIER_MOTION_FAILED);
}

static void
save_files (HaulierMotion *self, GPtrArray *changed)
{
  g_autoptr (GPtrArray) copies = NULL;

  if (changed->len == 0)
    return;
  copies = g_ptr_array_new_full (changed->len, (GDestroyNotify) haulier_file_free);
  for (guint i = 0; i < changed->len; i++)
    g_ptr_array_add (copies, haulier_file_copy (changed->pdata[i]));
  haulier_store_save_files (self->store, self->id, g_steal_pointer (&copies));
}

static void
measure (HaulierMotion *self)
{
  haulier_speed_add (
      &self->speed, g_get_monotonic_time (), haulier_file_ledger_get_moved_bytes (self->ledger));
}

static void
stopped_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HaulierMotion) self = user_data;

  haulier_worker_link_stop_job_finish (HAULIER_WORKER_LINK (source), result, NULL);
  if (self->phase != MOTION_STOPPING)
    return;
  haulier_file_ledger_recall (self->ledger);
  end (self, self->stop_requested ? HAULIER_MOTION_STOPPED : HAULIER_MOTION_FAILED);
}

static void
stop (HaulierMotion *self)
{
  self->phase = MOTION_STOPPING;
  haulier_worker_link_stop_job_async (
      self->workers->network, self->handle, stopped_cb, g_object_ref (self));
}

typedef struct
{
  HaulierMotion *motion;
  GVariant *orders;
} ServedOrders;

/* Who transfers is told of a file when who has it knows it. */
static void
served_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  ServedOrders *served = user_data;
  g_autoptr (HaulierMotion) self = served->motion;
  g_autoptr (GVariant) orders = served->orders;
  g_autoptr (GError) error = NULL;

  g_free (served);
  if (!haulier_file_service_add_finish (result, &error) || self->phase != MOTION_MOVING)
    return;
  haulier_worker_link_add_files (self->workers->network, self->handle, orders);
}

static void
send_orders (HaulierMotion *self, GVariant *orders)
{
  ServedOrders *served = NULL;

  if (self->service == NULL)
    {
      haulier_worker_link_add_files (self->workers->network, self->handle, orders);
      return;
    }
  served = g_new0 (ServedOrders, 1);
  served->motion = g_object_ref (self);
  served->orders = g_variant_ref_sink (orders);
  haulier_file_service_add_async (self->service, served->orders, served_cb, served);
}

/* Gives the worker what is due, and sees whether that was all. */
static void
go_on (HaulierMotion *self)
{
  GVariant *orders = haulier_file_ledger_take_orders (self->ledger);

  if (orders != NULL)
    send_orders (self, orders);
  switch (haulier_file_ledger_judge (self->ledger))
    {
    case HAULIER_LEDGER_OPEN:
      break;
    case HAULIER_LEDGER_RECALL:
      stop (self);
      break;
    case HAULIER_LEDGER_FAILED:
      end (self, HAULIER_MOTION_FAILED);
      break;
    case HAULIER_LEDGER_DONE:
      end (self, HAULIER_MOTION_FINISHED);
      break;
    }
}

static void
progress_cb (guint index, guint64 transferred, guint64 total, guint connections, gpointer user_data)
{
  HaulierMotion *self = user_data;
  g_autoptr (GPtrArray) changed = NULL;
  HaulierFile *file = NULL;

  if (self->job == NULL)
    return;
  file = haulier_file_ledger_enter_progress (self->ledger, index, transferred, total, connections);
  if (file == NULL)
    return;
  changed = g_ptr_array_new ();
  g_ptr_array_add (changed, file);
  measure (self);
  self->events->files_changed (self, changed, self->user_data);
  self->events->moved (self, transferred > 0, self->user_data);
}

static void
finished_cb (GVariant *columns, GVariant *details, gpointer user_data)
{
  HaulierMotion *self = user_data;
  g_autoptr (GPtrArray) changed = NULL;

  if (self->job == NULL)
    return;
  changed = haulier_file_ledger_enter_results (self->ledger, columns, details);
  save_files (self, changed);
  measure (self);
  self->events->files_changed (self, changed, self->user_data);
  self->events->moved (self, has_unsynced_files (self), self->user_data);
  if (self->phase == MOTION_MOVING)
    go_on (self);
}

static void
durable_cb (GVariant *indexes, gpointer user_data)
{
  HaulierMotion *self = user_data;
  g_autoptr (GArray) changed = haulier_file_ledger_enter_durable (self->ledger, indexes);

  if (changed->len > 0)
    haulier_store_note_synced (self->store, self->id, changed);
  if (self->phase != MOTION_SYNCING || has_unsynced_files (self))
    return;
  self->phase = MOTION_OVER;
  haulier_worker_link_stop_job_async (self->workers->network, self->handle, NULL, NULL);
  release_worker (self);
  g_object_unref (self);
}

static void
traced_cb (GVariant *rows, gpointer user_data)
{
  HaulierMotion *self = user_data;
  g_autoptr (GPtrArray) records
      = g_ptr_array_new_with_free_func ((GDestroyNotify) haulier_trace_record_free);
  g_autoptr (GVariantIter) iter = NULL;
  const char *kind = NULL;
  const char *text = NULL;
  GVariant *details = NULL;
  guint32 index = 0;
  gint64 time = 0;

  g_variant_get (rows, "a(xussa{sv})", &iter);
  while (g_variant_iter_next (iter, "(xu&s&s@a{sv})", &time, &index, &kind, &text, &details))
    {
      g_ptr_array_add (records, haulier_trace_record_new (time, index, kind, text, details));
      g_variant_unref (details);
    }
  haulier_store_add_trace (self->store, self->id, g_steal_pointer (&records));
}

static void
challenged_cb (guint file,
               GVariant *challenge,
               GDBusMethodInvocation *invocation,
               gpointer user_data)
{
  HaulierMotion *self = user_data;

  if (self->job != NULL)
    self->events->challenged (self, file, challenge, invocation, self->user_data);
  else
    g_dbus_method_invocation_return_error (invocation,
                                           HAULIER_ERROR,
                                           HAULIER_ERROR_INVALID_STATE,
                                           "ask who logs in: the job does not run");
}

static void
died_cb (gpointer user_data)
{
  HaulierMotion *self = user_data;

  if (self->phase == MOTION_SYNCING)
    {
      leave (self);
      g_object_unref (self);
      return;
    }
  if (self->phase != MOTION_OVER)
    end (self, self->stop_requested ? HAULIER_MOTION_STOPPED : HAULIER_MOTION_WORKER_DIED);
}

static const HaulierWorkerEvents worker_events = {
  .progress = progress_cb,
  .finished = finished_cb,
  .durable = durable_cb,
  .traced = traced_cb,
  .challenged = challenged_cb,
  .died = died_cb,
};

/* What the worker is told of a job whose proxy is not its own. */
static HaulierJob *
copy_with_proxy (const HaulierJob *job, const HaulierProxySettings *proxy)
{
  HaulierJob *copy = haulier_job_copy (job);

  haulier_proxy_settings_clear (&copy->access.proxy);
  haulier_proxy_settings_copy (&copy->access.proxy, proxy);
  return copy;
}

/* Two workers for one job: the one that transfers gets its files through a channel of the other. */
static gboolean
open_job (HaulierMotion *self, GError **error)
{
  g_autoptr (HaulierJob) copy
      = self->proxy != NULL ? copy_with_proxy (self->job, self->proxy) : NULL;
  int channel = -1;

  if (haulier_job_workers_are_split (self->workers))
    {
      self->service = haulier_file_service_new (self->workers->files, self->job, &channel, error);
      if (self->service == NULL)
        return FALSE;
      self->died_id
          = g_signal_connect_swapped (self->workers->files, "died", G_CALLBACK (died_cb), self);
    }
  self->handle = haulier_worker_link_open_job (
      self->workers->network, copy != NULL ? copy : self->job, channel, &worker_events, self);
  return TRUE;
}

static void
acquired_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HaulierMotion) self = user_data;
  g_autoptr (GError) error = NULL;
  HaulierJobWorkers *workers = haulier_job_workers_acquire_finish (result, &error);

  if (self->stop_requested)
    {
      /* The job was never opened at the worker: there is nothing to stop there. */
      haulier_job_workers_release (workers);
      end (self, HAULIER_MOTION_STOPPED);
      return;
    }
  self->workers = workers;
  if (workers == NULL || !open_job (self, &error))
    {
      fail_with_error (self, error);
      return;
    }
  self->phase = MOTION_MOVING;
  go_on (self);
}

static void
take_files (HaulierMotion *self, GPtrArray *files)
{
  self->ledger = haulier_file_ledger_new (self->job, files, self->retry_failed);
  haulier_job_workers_acquire_async (
      self->pool, self->job, HAULIER_JOB_SIDES_BOTH, acquired_cb, g_object_ref (self));
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HaulierMotion) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) files
      = haulier_store_load_files_finish (HAULIER_STORE (source), result, &error);

  if (self->stop_requested)
    end (self, HAULIER_MOTION_STOPPED);
  else if (files == NULL)
    fail_with_error (self, error);
  else
    take_files (self, files);
}

/**
 * haulier_motion_new:
 * @job: the engine's job; its numbers are kept up to date until the motion ended
 * @store: where files come from and results go
 * @pool: where the worker comes from
 * @late_syncs: for files that the worker cannot sync itself
 * @events: (not nullable): what the engine is told
 * @user_data: for @events
 *
 * Returns: (transfer full): a motion that was not started
 */
HaulierMotion *
haulier_motion_new (HaulierJob *job,
                    HaulierStore *store,
                    HaulierWorkerPool *pool,
                    HaulierLateSyncs *late_syncs,
                    const HaulierMotionEvents *events,
                    gpointer user_data)
{
  HaulierMotion *self = g_object_new (HAULIER_TYPE_MOTION, NULL);

  self->job = job;
  self->id = g_strdup (job->id);
  self->store = g_object_ref (store);
  self->pool = g_object_ref (pool);
  self->late_syncs = g_object_ref (late_syncs);
  self->events = events;
  self->user_data = user_data;
  job->retry_after = 0;
  return self;
}

/**
 * haulier_motion_use_proxy:
 * @self: a new motion
 * @proxy: (nullable) (transfer full): what PRECONFIG means for the account of the job; %NULL when
 * the worker finds that out
 */
void
haulier_motion_use_proxy (HaulierMotion *self, HaulierProxySettings *proxy)
{
  haulier_proxy_settings_free (self->proxy);
  self->proxy = proxy;
}

/**
 * haulier_motion_start:
 * @self: a new motion
 * @files: (nullable): the files of the job when they are at hand; otherwise they are loaded
 * @retry_failed: whether files that failed for good are tried again
 */
void
haulier_motion_start (HaulierMotion *self, GPtrArray *files, gboolean retry_failed)
{
  self->retry_failed = retry_failed;
  if (files != NULL)
    take_files (self, files);
  else
    haulier_store_load_files_async (self->store, self->id, 0, 0, loaded_cb, g_object_ref (self));
}

/**
 * haulier_motion_stop:
 * @self: the motion
 *
 * Ends the transfer; the outcome comes when the worker writes nothing any more.
 */
void
haulier_motion_stop (HaulierMotion *self)
{
  self->stop_requested = TRUE;
  if (self->phase == MOTION_MOVING)
    stop (self);
}

/**
 * haulier_motion_settings_changed:
 * @self: the motion
 *
 * Tells the worker the settings of the job that can change while it runs.
 */
void
haulier_motion_settings_changed (HaulierMotion *self)
{
  if (self->phase == MOTION_MOVING)
    haulier_worker_link_set_job (self->workers->network, self->handle, self->job);
}

/**
 * haulier_motion_get_files:
 * @self: the motion
 *
 * Returns: (transfer none) (nullable) (element-type HaulierFile): the files, once they are loaded
 */
GPtrArray *
haulier_motion_get_files (HaulierMotion *self)
{
  return self->ledger != NULL ? haulier_file_ledger_get_files (self->ledger) : NULL;
}

/**
 * haulier_motion_get_speed:
 * @self: the motion
 * @now: monotonic microseconds
 *
 * Returns: bytes a second
 */
guint64
haulier_motion_get_speed (HaulierMotion *self, gint64 now)
{
  return haulier_speed_get (&self->speed, now);
}
