/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Has complete files synced whose worker could not report that it had done so. */
#include "config.h"

#include "haulier-late-syncs.h"

/* Files of one call: an answer comes within the time of a sync, and the message stays small. */
#define BATCH_FILES 10000

typedef enum
{
  LATE_SYNCS_IDLE,
  LATE_SYNCS_LISTING,   /* the store looks for jobs */
  LATE_SYNCS_ACQUIRING, /* a worker that has the files of the next job comes from the pool */
  LATE_SYNCS_LOADING,   /* those files come from the store */
  LATE_SYNCS_SYNCING,   /* the worker syncs them */
} LateSyncsPhase;

struct _HaulierLateSyncs
{
  GObject parent_instance;

  LateSyncsPhase phase;
  gboolean again; /* something came while this one was looking */
  HaulierStore *store;
  HaulierWorkerPool *pool;
  HaulierLateSyncsLookup lookup; /* (nullable) once it was stopped */
  gpointer user_data;
  HaulierJobWorkers *workers; /* (nullable) */
  GPtrArray *ids;             /* (nullable) of jobs; the last one is next */
  GPtrArray *files;           /* (nullable) of HaulierFile, of that job */
  guint next;                 /* first file that was not looked at yet */
};

G_DEFINE_FINAL_TYPE (HaulierLateSyncs, haulier_late_syncs, G_TYPE_OBJECT)

static void run_phase (HaulierLateSyncs *self);

static void
haulier_late_syncs_dispose (GObject *object)
{
  HaulierLateSyncs *self = HAULIER_LATE_SYNCS (object);

  g_clear_pointer (&self->workers, haulier_job_workers_release);
  g_clear_object (&self->store);
  g_clear_object (&self->pool);
  g_clear_pointer (&self->ids, g_ptr_array_unref);
  g_clear_pointer (&self->files, g_ptr_array_unref);
  G_OBJECT_CLASS (haulier_late_syncs_parent_class)->dispose (object);
}

static void
haulier_late_syncs_class_init (HaulierLateSyncsClass *class)
{
  G_OBJECT_CLASS (class)->dispose = haulier_late_syncs_dispose;
}

static void
haulier_late_syncs_init (HaulierLateSyncs *self)
{
}

static void
set_phase (HaulierLateSyncs *self, LateSyncsPhase phase)
{
  self->phase = phase;
  run_phase (self);
}

/* What is not synced now is not known to be synced: the next look, or the next boot, sees it. */
static void
stop (HaulierLateSyncs *self)
{
  g_clear_pointer (&self->ids, g_ptr_array_unref);
  g_clear_pointer (&self->files, g_ptr_array_unref);
  g_clear_pointer (&self->workers, haulier_job_workers_release);
  self->phase = LATE_SYNCS_IDLE;
  if (!self->again)
    return;
  self->again = FALSE;
  haulier_late_syncs_look (self);
}

static void
listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HaulierLateSyncs) self = user_data;

  self->ids = haulier_store_list_unsynced_finish (HAULIER_STORE (source), result, NULL);
  if (self->ids == NULL || self->ids->len == 0)
    stop (self);
  else
    set_phase (self, LATE_SYNCS_ACQUIRING);
}

static const char *
get_id (HaulierLateSyncs *self)
{
  return g_ptr_array_index (self->ids, self->ids->len - 1);
}

static void
go_to_next_job (HaulierLateSyncs *self)
{
  g_ptr_array_set_size (self->ids, (gint) self->ids->len - 1);
  g_clear_pointer (&self->files, g_ptr_array_unref);
  g_clear_pointer (&self->workers, haulier_job_workers_release);
  if (self->ids->len == 0)
    stop (self);
  else
    set_phase (self, LATE_SYNCS_ACQUIRING);
}

static void
acquired_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HaulierLateSyncs) self = user_data;

  self->workers = haulier_job_workers_acquire_finish (result, NULL);
  /* Whose identity is not to be had now has its files looked at another time. */
  if (self->workers == NULL)
    go_to_next_job (self);
  else
    set_phase (self, LATE_SYNCS_LOADING);
}

/* A job that was removed meanwhile has no files. */
static void
acquire_workers (HaulierLateSyncs *self)
{
  const HaulierJob *job
      = self->lookup != NULL ? self->lookup (get_id (self), self->user_data) : NULL;

  if (job == NULL)
    go_to_next_job (self);
  else
    haulier_job_workers_acquire_async (
        self->pool, job, HAULIER_JOB_SIDES_FILES, acquired_cb, g_object_ref (self));
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HaulierLateSyncs) self = user_data;

  self->files = haulier_store_load_files_finish (HAULIER_STORE (source), result, NULL);
  self->next = 0;
  if (self->files == NULL)
    go_to_next_job (self);
  else
    set_phase (self, LATE_SYNCS_SYNCING);
}

static void
synced_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HaulierLateSyncs) self = user_data;
  g_autoptr (GVariant) reply
      = haulier_worker_link_call_finish (HAULIER_WORKER_LINK (source), result, NULL);
  g_autoptr (GVariantIter) iter = NULL;
  g_autoptr (GArray) indexes = g_array_new (FALSE, FALSE, sizeof (guint));
  guint32 index = 0;

  if (reply == NULL)
    {
      stop (self);
      return;
    }
  g_variant_get (reply, "(au)", &iter);
  while (g_variant_iter_next (iter, "u", &index))
    g_array_append_val (indexes, index);
  if (indexes->len > 0)
    haulier_store_note_synced (self->store, get_id (self), indexes);
  set_phase (self, LATE_SYNCS_SYNCING);
}

static gboolean
is_unsynced (const HaulierFile *file)
{
  return (file->state == HAULIER_FILE_STATE_HELD || file->state == HAULIER_FILE_STATE_FINISHED)
         && (file->flags & HAULIER_FILE_DURABLE) == 0;
}

static void
sync_next_files (HaulierLateSyncs *self)
{
  GVariantBuilder builder;
  guint n_files = 0;

  g_variant_builder_init (&builder, G_VARIANT_TYPE ("a(uayb)"));
  for (; self->next < self->files->len && n_files < BATCH_FILES; self->next++)
    {
      const HaulierFile *file = self->files->pdata[self->next];

      if (!is_unsynced (file))
        continue;
      n_files++;
      g_variant_builder_add (&builder,
                             "(u@ayb)",
                             file->index,
                             g_variant_new_bytestring (file->local),
                             file->state == HAULIER_FILE_STATE_HELD);
    }
  if (n_files == 0)
    {
      g_variant_builder_clear (&builder);
      go_to_next_job (self);
      return;
    }
  haulier_worker_link_call_files_async (self->workers->files,
                                        "SyncFiles",
                                        g_variant_new ("(sa(uayb))", get_id (self), &builder),
                                        synced_cb,
                                        g_object_ref (self));
}

static void
run_phase (HaulierLateSyncs *self)
{
  switch (self->phase)
    {
    case LATE_SYNCS_IDLE:
      break;
    case LATE_SYNCS_LISTING:
      haulier_store_list_unsynced_async (self->store, listed_cb, g_object_ref (self));
      break;
    case LATE_SYNCS_ACQUIRING:
      acquire_workers (self);
      break;
    case LATE_SYNCS_LOADING:
      haulier_store_load_files_async (
          self->store, get_id (self), 0, 0, loaded_cb, g_object_ref (self));
      break;
    case LATE_SYNCS_SYNCING:
      sync_next_files (self);
      break;
    }
}

/**
 * haulier_late_syncs_new:
 * @store: where files are known
 * @pool: where the workers come from
 * @lookup: finds a job
 * @user_data: for @lookup
 *
 * Returns: (transfer full): nothing looked for yet
 */
HaulierLateSyncs *
haulier_late_syncs_new (HaulierStore *store,
                        HaulierWorkerPool *pool,
                        HaulierLateSyncsLookup lookup,
                        gpointer user_data)
{
  HaulierLateSyncs *self = g_object_new (HAULIER_TYPE_LATE_SYNCS, NULL);

  self->store = g_object_ref (store);
  self->pool = g_object_ref (pool);
  self->lookup = lookup;
  self->user_data = user_data;
  return self;
}

/**
 * haulier_late_syncs_look:
 * @self: the late syncs
 *
 * Has every complete file synced of which it is not known that it was. Until then a power cut may
 * take it, and the next boot fetches it again.
 */
void
haulier_late_syncs_look (HaulierLateSyncs *self)
{
  if (self->phase != LATE_SYNCS_IDLE)
    {
      self->again = TRUE;
      return;
    }
  set_phase (self, LATE_SYNCS_LISTING);
}

/**
 * haulier_late_syncs_stop:
 * @self: the late syncs
 *
 * Looks no job up any more. What is not synced is seen at the next start.
 */
void
haulier_late_syncs_stop (HaulierLateSyncs *self)
{
  self->lookup = NULL;
}
