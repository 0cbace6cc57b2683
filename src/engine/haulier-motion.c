/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* A job in motion: its files go to a worker in batches, and results come back in batches. */
#include "config.h"

#include "haulier-motion.h"

#include <string.h>

#include "haulier-file-tally.h"
#include "haulier-retry.h"
#include "haulier-speed.h"
#include "haulier-worker-order.h"
#include "haulier-worker-rows.h"

/* Files that a worker has at most: enough for the time between two batches of results. */
#define WINDOW_FILES 4096
/* Files are sent when so many are due, or when the worker runs dry: one message for many. */
#define REFILL_FILES 512

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
  HaulierWorkerLink *worker; /* (nullable) */
  guint handle;
  const HaulierMotionEvents *events;
  gpointer user_data;

  GPtrArray *files;    /* (nullable) of HaulierFile */
  guint next;          /* first file that was not looked at yet */
  guint n_outstanding; /* files that the worker has */
  guint n_unsynced;    /* finished files that are not durable yet */
  gboolean feeding;    /* whether more files may go to the worker */
  gboolean retry_failed;
  gboolean stop_requested;
  gboolean custom_method;
  GHashTable *connections; /* file index -> open connections */
  HaulierFailure *failure; /* (nullable) the one that stopped or delays the job */
  guint64 moved_bytes;     /* since the start, only growing */
  HaulierSpeed speed;
};

G_DEFINE_FINAL_TYPE (HaulierMotion, haulier_motion, G_TYPE_OBJECT)

static void feed (HaulierMotion *self);
static void check_end (HaulierMotion *self);

static void
release_worker (HaulierMotion *self)
{
  if (self->worker == NULL)
    return;
  haulier_worker_link_close_job (self->worker, self->handle);
  haulier_worker_pool_release (self->pool, g_steal_pointer (&self->worker));
}

static void
haulier_motion_dispose (GObject *object)
{
  HaulierMotion *self = HAULIER_MOTION (object);

  release_worker (self);
  g_clear_object (&self->store);
  g_clear_object (&self->pool);
  G_OBJECT_CLASS (haulier_motion_parent_class)->dispose (object);
}

static void
haulier_motion_finalize (GObject *object)
{
  HaulierMotion *self = HAULIER_MOTION (object);

  g_clear_pointer (&self->files, g_ptr_array_unref);
  g_clear_pointer (&self->connections, g_hash_table_unref);
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
  self->connections = g_hash_table_new (NULL, NULL);
  self->feeding = TRUE;
}

static void
end (HaulierMotion *self, HaulierMotionOutcome outcome)
{
  g_autoptr (HaulierMotion) keep = g_object_ref (self);

  self->job->connections = 0;
  self->job->speed = 0;
  self->phase
      = outcome == HAULIER_MOTION_FINISHED && self->n_unsynced > 0 ? MOTION_SYNCING : MOTION_OVER;
  /* While it syncs the motion lives on its own: the engine is done with it. */
  if (self->phase == MOTION_SYNCING)
    g_object_ref (self);
  else
    release_worker (self);
  self->events->ended (self, outcome, self->failure, self->user_data);
  self->job = NULL;
}

static void
set_failure (HaulierMotion *self, const HaulierFailure *failure)
{
  haulier_failure_free (self->failure);
  self->failure = haulier_failure_copy (failure);
}

static void
fail_with_error (HaulierMotion *self, const GError *error)
{
  gint code = error->domain == HAULIER_ERROR ? error->code : HAULIER_ERROR_FAILED;
  g_autoptr (HaulierFailure) failure = haulier_failure_new (
      code, HAULIER_ERROR_CONTEXT_QUEUE_MANAGER, HAULIER_FAILURE_NO_FILE, error->message, NULL);

  set_failure (self, failure);
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
progress_cb (guint index, guint64 transferred, guint64 total, guint connections, gpointer user_data)
{
  HaulierMotion *self = user_data;
  g_autoptr (GPtrArray) changed = g_ptr_array_new ();
  HaulierFile *file = NULL;
  guint before;

  if (self->job == NULL || index >= self->files->len)
    return;
  file = self->files->pdata[index];
  if (file->state != HAULIER_FILE_STATE_ACTIVE)
    return;
  before = GPOINTER_TO_UINT (g_hash_table_lookup (self->connections, GUINT_TO_POINTER (index)));
  g_hash_table_insert (self->connections, GUINT_TO_POINTER (index), GUINT_TO_POINTER (connections));
  self->job->connections
      = self->job->connections - MIN (before, self->job->connections) + connections;
  if (transferred > file->transferred)
    self->moved_bytes += transferred - file->transferred;
  haulier_file_tally_remove (self->job, file);
  file->transferred = transferred;
  file->total = total;
  haulier_file_tally_add (self->job, file);
  haulier_speed_add (&self->speed, g_get_monotonic_time (), self->moved_bytes);
  g_ptr_array_add (changed, file);
  self->events->files_changed (self, changed, self->user_data);
  self->events->moved (self, transferred > 0, self->user_data);
}

static HaulierFailure *
read_failure (guint index, gint code, GVariant *details)
{
  g_autoptr (GVariant) evidence
      = g_variant_lookup_value (details, "evidence", G_VARIANT_TYPE ("a(sis)"));
  const char *message = "";
  guint32 context = HAULIER_ERROR_CONTEXT_UNKNOWN;

  g_variant_lookup (details, "context", "u", &context);
  g_variant_lookup (details, "message", "&s", &message);
  return haulier_failure_new (code, context, index, message, evidence);
}

/* One row of HAULIER_WORKER_RESULTS_TYPE. */
typedef struct
{
  guint32 index;
  guint32 code;
  guint64 size;
  const char *path;
  gint64 modified;
  const char *validator;
  GVariant *details;
} ResultRow;

/* A failure that every other file would meet too: there is no use in trying them now. */
static gboolean
failure_stops_feeding (const HaulierFailure *failure)
{
  return failure->context == HAULIER_ERROR_CONTEXT_LOCAL_FILE
         || failure->context == HAULIER_ERROR_CONTEXT_GENERAL_TRANSPORT;
}

static void
file_failed (HaulierMotion *self, HaulierFile *file, gint code, GVariant *details)
{
  g_autoptr (HaulierFailure) failure = read_failure (file->index, code, details);
  gboolean transient = haulier_retry_is_transient (code, failure->context, self->custom_method);
  guint32 retry_after = 0;

  g_variant_lookup (details, "transferred", "t", &file->transferred);
  g_variant_lookup (details, "retry-after", "u", &retry_after);
  haulier_failure_free (file->failure);
  file->failure = haulier_failure_copy (failure);
  self->job->retry_after = MAX (self->job->retry_after, retry_after);
  if (transient)
    {
      file->state = HAULIER_FILE_STATE_PENDING;
      if (failure_stops_feeding (failure))
        self->feeding = FALSE;
      set_failure (self, failure);
      return;
    }
  file->state = HAULIER_FILE_STATE_FAILED;
  if (self->job->origin == HAULIER_JOB_ORIGIN_BITS)
    {
      self->feeding = FALSE;
      set_failure (self, failure);
    }
}

static void
file_succeeded (HaulierMotion *self, HaulierFile *file, const ResultRow *row)
{
  if (row->size > file->transferred)
    self->moved_bytes += row->size - file->transferred;
  file->state = self->job->origin == HAULIER_JOB_ORIGIN_BITS ? HAULIER_FILE_STATE_HELD
                                                             : HAULIER_FILE_STATE_FINISHED;
  file->transferred = row->size;
  file->total = row->size;
  file->modified = row->modified;
  if (row->path[0] != '\0' && strcmp (row->path, file->local) != 0)
    {
      g_free (file->local);
      file->local = g_strdup (row->path);
      if (file->index == 0)
        {
          g_free (self->job->local);
          self->job->local = g_strdup (row->path);
        }
    }
  if (row->validator[0] != '\0')
    {
      g_free (file->validator);
      file->validator = g_strdup (row->validator);
    }
  g_clear_pointer (&file->failure, haulier_failure_free);
  file->flags &= ~(guint) (HAULIER_FILE_FRESH | HAULIER_FILE_DURABLE);
  self->n_unsynced++;
}

static void
drop_connections (HaulierMotion *self, guint index)
{
  gpointer before = NULL;

  if (!g_hash_table_steal_extended (self->connections, GUINT_TO_POINTER (index), NULL, &before))
    return;
  self->job->connections -= MIN (GPOINTER_TO_UINT (before), self->job->connections);
}

static void
take_result (HaulierMotion *self, HaulierFile *file, const ResultRow *row)
{
  const char *remote = NULL;

  self->n_outstanding--;
  drop_connections (self, file->index);
  haulier_file_tally_remove (self->job, file);
  if (g_variant_lookup (row->details, "remote", "&s", &remote))
    {
      g_free (file->remote);
      file->remote = g_strdup (remote);
    }
  if (row->code == 0)
    file_succeeded (self, file, row);
  else
    file_failed (self, file, (gint) row->code, row->details);
  haulier_file_tally_add (self->job, file);
}

static void
finished_cb (GVariant *rows, gpointer user_data)
{
  HaulierMotion *self = user_data;
  g_autoptr (GPtrArray) changed = g_ptr_array_new ();
  GVariantIter iter;
  ResultRow row = { 0 };

  if (self->job == NULL)
    return;
  g_variant_iter_init (&iter, rows);
  while (g_variant_iter_next (&iter,
                              "(uut^&ayx&s@a{sv})",
                              &row.index,
                              &row.code,
                              &row.size,
                              &row.path,
                              &row.modified,
                              &row.validator,
                              &row.details))
    {
      g_autoptr (GVariant) details = row.details;
      HaulierFile *file = row.index < self->files->len ? self->files->pdata[row.index] : NULL;

      if (file == NULL || file->state != HAULIER_FILE_STATE_ACTIVE)
        continue;
      take_result (self, file, &row);
      g_ptr_array_add (changed, file);
    }
  save_files (self, changed);
  haulier_speed_add (&self->speed, g_get_monotonic_time (), self->moved_bytes);
  self->events->files_changed (self, changed, self->user_data);
  self->events->moved (self, TRUE, self->user_data);
  if (self->phase != MOTION_MOVING)
    return;
  feed (self);
  check_end (self);
}

static void
durable_cb (GVariant *indexes, gpointer user_data)
{
  HaulierMotion *self = user_data;
  g_autoptr (GPtrArray) changed = g_ptr_array_new ();
  GVariantIter iter;
  guint32 index = 0;

  g_variant_iter_init (&iter, indexes);
  while (g_variant_iter_next (&iter, "u", &index))
    {
      HaulierFile *file = index < self->files->len ? self->files->pdata[index] : NULL;

      if (file == NULL || (file->flags & HAULIER_FILE_DURABLE) != 0)
        continue;
      file->flags |= HAULIER_FILE_DURABLE;
      g_ptr_array_add (changed, file);
    }
  self->n_unsynced -= MIN (changed->len, self->n_unsynced);
  save_files (self, changed);
  if (self->phase != MOTION_SYNCING || self->n_unsynced > 0)
    return;
  self->phase = MOTION_OVER;
  haulier_worker_link_stop_job_async (self->worker, self->handle, NULL, NULL);
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
died_cb (gpointer user_data)
{
  HaulierMotion *self = user_data;

  if (self->phase == MOTION_SYNCING)
    {
      self->phase = MOTION_OVER;
      release_worker (self);
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
  .died = died_cb,
};

static void
feed (HaulierMotion *self)
{
  GVariantBuilder builder;
  guint n_sent = 0;

  if (!self->feeding || self->next >= self->files->len
      || (self->n_outstanding > 0 && self->n_outstanding + REFILL_FILES > WINDOW_FILES))
    return;
  g_variant_builder_init (&builder, HAULIER_WORKER_FILES_TYPE);
  for (; self->next < self->files->len && self->n_outstanding < WINDOW_FILES; self->next++)
    {
      HaulierFile *file = self->files->pdata[self->next];

      if (file->state != HAULIER_FILE_STATE_PENDING)
        continue;
      file->state = HAULIER_FILE_STATE_ACTIVE;
      g_variant_builder_add_value (&builder, haulier_worker_order_new (file));
      self->n_outstanding++;
      n_sent++;
    }
  if (n_sent > 0)
    haulier_worker_link_add_files (self->worker, self->handle, g_variant_builder_end (&builder));
  else
    g_variant_builder_clear (&builder);
}

static HaulierFailure *
summarize_failed_files (HaulierMotion *self)
{
  const HaulierFailure *first = NULL;
  guint n_failed = 0;

  for (guint i = 0; i < self->files->len; i++)
    {
      const HaulierFile *file = self->files->pdata[i];

      if (file->state != HAULIER_FILE_STATE_FAILED)
        continue;
      n_failed++;
      if (first == NULL)
        first = file->failure;
    }
  if (n_failed == 0)
    return NULL;
  if (n_failed > 1 && first != NULL)
    {
      g_autofree char *message = g_strdup_printf (
          "%u of %u files failed; the first: %s", n_failed, self->files->len, first->message);

      return haulier_failure_new (
          first->code, first->context, first->file_index, message, first->evidence);
    }
  if (first != NULL)
    return haulier_failure_copy (first);
  return haulier_failure_new (HAULIER_ERROR_FAILED,
                              HAULIER_ERROR_CONTEXT_UNKNOWN,
                              HAULIER_FAILURE_NO_FILE,
                              "a file failed",
                              NULL);
}

static gboolean
has_pending_files (HaulierMotion *self)
{
  for (guint i = 0; i < self->files->len; i++)
    {
      const HaulierFile *file = self->files->pdata[i];

      if (file->state == HAULIER_FILE_STATE_PENDING)
        return TRUE;
    }
  return FALSE;
}

static void
check_end (HaulierMotion *self)
{
  gboolean fatal_in_bits = self->job->origin == HAULIER_JOB_ORIGIN_BITS && !self->feeding;

  if (self->n_outstanding > 0 && !fatal_in_bits)
    return;
  if (self->n_outstanding > 0)
    {
      haulier_motion_stop (self);
      return;
    }
  if (self->failure != NULL && (has_pending_files (self) || fatal_in_bits))
    {
      end (self, HAULIER_MOTION_FAILED);
      return;
    }
  g_clear_pointer (&self->failure, haulier_failure_free);
  self->failure = summarize_failed_files (self);
  end (self, self->failure != NULL ? HAULIER_MOTION_FAILED : HAULIER_MOTION_FINISHED);
}

static void
acquired_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HaulierMotion) self = user_data;
  g_autoptr (GError) error = NULL;

  self->worker = haulier_worker_pool_acquire_finish (HAULIER_WORKER_POOL (source), result, &error);
  if (self->stop_requested)
    {
      /* The job was never opened at the worker: there is nothing to stop there. */
      if (self->worker != NULL)
        haulier_worker_pool_release (self->pool, g_steal_pointer (&self->worker));
      end (self, HAULIER_MOTION_STOPPED);
      return;
    }
  if (self->worker == NULL)
    {
      fail_with_error (self, error);
      return;
    }
  self->phase = MOTION_MOVING;
  self->handle = haulier_worker_link_open_job (self->worker, self->job, &worker_events, self);
  feed (self);
  check_end (self);
}

static void
take_files (HaulierMotion *self, GPtrArray *files)
{
  self->files = g_ptr_array_ref (files);
  haulier_file_tally_reset (self->job);
  for (guint i = 0; i < files->len; i++)
    {
      HaulierFile *file = files->pdata[i];

      if (file->state == HAULIER_FILE_STATE_ACTIVE
          || (file->state == HAULIER_FILE_STATE_FAILED && self->retry_failed))
        file->state = HAULIER_FILE_STATE_PENDING;
      haulier_file_tally_add (self->job, file);
    }
  haulier_worker_pool_acquire_async (self->pool, acquired_cb, g_object_ref (self));
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
 * @events: (not nullable): what the engine is told
 * @user_data: for @events
 *
 * Returns: (transfer full): a motion that was not started
 */
HaulierMotion *
haulier_motion_new (HaulierJob *job,
                    HaulierStore *store,
                    HaulierWorkerPool *pool,
                    const HaulierMotionEvents *events,
                    gpointer user_data)
{
  HaulierMotion *self = g_object_new (HAULIER_TYPE_MOTION, NULL);

  self->job = job;
  self->id = g_strdup (job->id);
  self->store = g_object_ref (store);
  self->pool = g_object_ref (pool);
  self->events = events;
  self->user_data = user_data;
  self->custom_method = job->settings.http_method != NULL;
  job->retry_after = 0;
  return self;
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

static void
stopped_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HaulierMotion) self = user_data;

  haulier_worker_link_stop_job_finish (HAULIER_WORKER_LINK (source), result, NULL);
  if (self->phase != MOTION_STOPPING)
    return;
  for (guint i = 0; i < self->files->len; i++)
    {
      HaulierFile *file = self->files->pdata[i];

      if (file->state == HAULIER_FILE_STATE_ACTIVE)
        file->state = HAULIER_FILE_STATE_PENDING;
    }
  end (self, self->stop_requested ? HAULIER_MOTION_STOPPED : HAULIER_MOTION_FAILED);
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
  if (self->phase == MOTION_LOADING)
    self->stop_requested = TRUE;
  if (self->phase != MOTION_MOVING)
    return;
  /* Without a failure it is a person or the scheduler who stops. */
  self->stop_requested = self->failure == NULL || self->feeding;
  self->phase = MOTION_STOPPING;
  haulier_worker_link_stop_job_async (self->worker, self->handle, stopped_cb, g_object_ref (self));
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
    haulier_worker_link_set_job (self->worker, self->handle, self->job);
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
  return self->files;
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
