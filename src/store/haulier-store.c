/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* The queue on disk: what was accepted is there after any crash. */
#include "config.h"

#include "haulier-store.h"

#include "haulier-error.h"
#include "haulier-store-options-private.h"
#include "haulier-store-private.h"
#include "haulier-store-thread-private.h"

struct _HaulierStore
{
  GObject parent_instance;

  HaulierStoreThread *thread;
  gboolean closed;
  GTask *opening; /* (nullable) until the thread has said whether it could */
  char **notices;
  GVariant *settings; /* a{sv} of every key */
};

enum
{
  SIGNAL_TROUBLE,
  SIGNAL_RESCUED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HaulierStore, haulier_store, G_TYPE_OBJECT)

static void
haulier_store_dispose (GObject *object)
{
  HaulierStore *self = HAULIER_STORE (object);

  haulier_store_close (self);
  g_clear_pointer (&self->thread, haulier_store_thread_free);
  G_OBJECT_CLASS (haulier_store_parent_class)->dispose (object);
}

static void
haulier_store_finalize (GObject *object)
{
  HaulierStore *self = HAULIER_STORE (object);

  g_strfreev (self->notices);
  g_clear_pointer (&self->settings, g_variant_unref);
  G_OBJECT_CLASS (haulier_store_parent_class)->finalize (object);
}

static void
haulier_store_class_init (HaulierStoreClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);

  object_class->dispose = haulier_store_dispose;
  object_class->finalize = haulier_store_finalize;

  /**
   * HaulierStore::trouble:
   * @self: the store
   * @reason: (nullable): a sentence, or %NULL when the trouble is over
   *
   * Changes cannot be stored; they are kept and tried again.
   */
  signals[SIGNAL_TROUBLE] = g_signal_new ("trouble",
                                          HAULIER_TYPE_STORE,
                                          G_SIGNAL_RUN_LAST,
                                          0,
                                          NULL,
                                          NULL,
                                          NULL,
                                          G_TYPE_NONE,
                                          1,
                                          G_TYPE_STRING);

  /**
   * HaulierStore::rescued:
   * @self: the store
   * @notices: sentences: what was found damaged, what came back
   *
   * The database was damaged while it was in use, and came back from its copy and its journal.
   * States and progress may be those of the copy: who has newer ones saves them again.
   */
  signals[SIGNAL_RESCUED] = g_signal_new ("rescued",
                                          HAULIER_TYPE_STORE,
                                          G_SIGNAL_RUN_LAST,
                                          0,
                                          NULL,
                                          NULL,
                                          NULL,
                                          G_TYPE_NONE,
                                          1,
                                          G_TYPE_STRV);
}

static void
haulier_store_init (HaulierStore *self)
{
}

static void
finish_opening (HaulierStore *self, HaulierStoreReport *report)
{
  g_autoptr (GTask) task = g_steal_pointer (&self->opening);

  self->notices = g_steal_pointer (&report->notices);
  self->settings = g_steal_pointer (&report->settings);
  if (report->error != NULL)
    g_task_return_error (task, g_steal_pointer (&report->error));
  else
    g_task_return_pointer (task, g_object_ref (self), g_object_unref);
}

static void
answer (HaulierStore *self, HaulierStoreRequest *request)
{
  g_autoptr (GVariant) merged = NULL;

  if (request->task == NULL)
    return;
  if (request->error != NULL)
    {
      g_task_return_error (request->task, g_steal_pointer (&request->error));
      return;
    }
  switch (request->kind)
    {
    case HAULIER_STORE_REQUEST_CREATE:
      g_task_return_pointer (
          request->task, g_memdup2 (&request->sequence, sizeof request->sequence), g_free);
      break;
    case HAULIER_STORE_REQUEST_SET_SETTINGS:
      merged = haulier_store_options_merge (self->settings, request->settings, NULL);
      g_variant_unref (self->settings);
      self->settings = g_steal_pointer (&merged);
      g_task_return_boolean (request->task, TRUE);
      break;
    case HAULIER_STORE_REQUEST_SAVE:
    case HAULIER_STORE_REQUEST_ADD_FILES:
    case HAULIER_STORE_REQUEST_REMOVE:
    case HAULIER_STORE_REQUEST_SET_JOB:
    case HAULIER_STORE_REQUEST_WRITE_LOGIN:
    case HAULIER_STORE_REQUEST_SET_HOSTS:
    case HAULIER_STORE_REQUEST_FLUSH:
      g_task_return_boolean (request->task, TRUE);
      break;
    case HAULIER_STORE_REQUEST_LOAD_JOBS:
    case HAULIER_STORE_REQUEST_LOAD_FILES:
    case HAULIER_STORE_REQUEST_LOAD_TRACE:
    case HAULIER_STORE_REQUEST_LOAD_LOGINS:
    case HAULIER_STORE_REQUEST_LOAD_HOSTS:
    case HAULIER_STORE_REQUEST_LIST_UNSYNCED:
      g_task_return_pointer (
          request->task, g_steal_pointer (&request->rows), (GDestroyNotify) g_ptr_array_unref);
      break;
    }
}

static void
on_report (HaulierStoreReport *report, gpointer user_data)
{
  g_autoptr (HaulierStore) self = g_object_ref (HAULIER_STORE (user_data));

  if (report->opened)
    finish_opening (self, report);
  for (guint i = 0; report->requests != NULL && i < report->requests->len; i++)
    answer (self, g_ptr_array_index (report->requests, i));
  if (report->trouble_changed)
    g_signal_emit (self, signals[SIGNAL_TROUBLE], 0, report->trouble);
  if (report->rescued != NULL)
    g_signal_emit (self, signals[SIGNAL_RESCUED], 0, report->rescued);
}

/**
 * haulier_store_open_async:
 * @folder: an absolute path; made if it is missing
 * @cancellable: (nullable): a cancellable
 * @callback: called when it is open
 * @user_data: for @callback
 *
 * Opens the queue of @folder: checks the database, brings back what was damaged, and its tables to
 * the newest version.
 *
 * Errors: %HAULIER_ERROR_FAILED when another process has it, %HAULIER_ERROR_NOT_IMPLEMENTED when a
 *   newer program wrote it, and what the file system says.
 */
void
haulier_store_open_async (const char *folder,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  g_autoptr (HaulierStore) self = g_object_new (HAULIER_TYPE_STORE, NULL);

  g_return_if_fail (g_path_is_absolute (folder));
  self->opening = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (self->opening, haulier_store_open_async);
  g_task_set_name (self->opening, "[haulier] store open");
  /* The task keeps the store until it is open. */
  g_task_set_task_data (self->opening, g_object_ref (self), g_object_unref);
  self->thread = haulier_store_thread_start (folder, on_report, self);
}

/**
 * haulier_store_open_finish:
 * @result: the result
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the store
 */
HaulierStore *
haulier_store_open_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * haulier_store_get_notices:
 * @self: a store
 *
 * Returns: (transfer none): sentences: what was found damaged, and what came back; usually none
 */
const char *const *
haulier_store_get_notices (HaulierStore *self)
{
  g_return_val_if_fail (HAULIER_IS_STORE (self), NULL);
  return (const char *const *) self->notices;
}

/**
 * haulier_store_close:
 * @self: a store
 *
 * Stores everything that waits, makes the copy, and gives the folder free. Blocks; for the end of
 * the process only. Calls that still run are answered when the main loop goes on.
 */
void
haulier_store_close (HaulierStore *self)
{
  g_return_if_fail (HAULIER_IS_STORE (self));
  if (!self->closed && self->thread != NULL)
    haulier_store_thread_stop (self->thread);
  self->closed = TRUE;
}

/* Returns: (transfer full): a request whose answer goes to @callback */
HaulierStoreRequest *
haulier_store_new_request (HaulierStore *self,
                           HaulierStoreRequestKind kind,
                           gpointer tag,
                           const char *name,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  GTask *task = g_task_new (self, NULL, callback, user_data);

  g_task_set_source_tag (task, tag);
  g_task_set_name (task, name);
  return haulier_store_request_new (kind, task);
}

/* Hands a request, which it takes, to the thread. */
void
haulier_store_push (HaulierStore *self, HaulierStoreRequest *request)
{
  if (!self->closed)
    {
      haulier_store_thread_push (self->thread, request);
      return;
    }
  g_task_return_new_error (
      request->task, HAULIER_ERROR, HAULIER_ERROR_INVALID_STATE, "use the store: it is closed");
  haulier_store_request_free (request);
}

/**
 * haulier_store_get_settings:
 * @self: a store
 *
 * Returns: (transfer none): `a{sv}` with every key, until the next successful
 *   haulier_store_set_settings_async()
 */
GVariant *
haulier_store_get_settings (HaulierStore *self)
{
  g_return_val_if_fail (HAULIER_IS_STORE (self), NULL);
  return self->settings;
}

/**
 * haulier_store_set_settings_async:
 * @self: a store
 * @settings: `a{sv}` of what changes; a floating one is taken
 * @callback: called when it is durable
 * @user_data: for @callback
 *
 * Errors: those of haulier_settings_check(); then nothing is changed.
 */
void
haulier_store_set_settings_async (HaulierStore *self,
                                  GVariant *settings,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  HaulierStoreRequest *request = NULL;
  g_autoptr (GVariant) merged = NULL;
  g_autoptr (GError) error = NULL;

  g_return_if_fail (HAULIER_IS_STORE (self));
  request = haulier_store_new_request (self,
                                       HAULIER_STORE_REQUEST_SET_SETTINGS,
                                       haulier_store_set_settings_async,
                                       "[haulier] store settings",
                                       callback,
                                       user_data);
  request->settings = g_variant_ref_sink (settings);
  merged = haulier_store_options_merge (self->settings, settings, &error);
  if (merged != NULL)
    {
      haulier_store_push (self, request);
      return;
    }
  g_task_return_error (request->task, g_steal_pointer (&error));
  haulier_store_request_free (request);
}

/**
 * haulier_store_set_settings_finish:
 * @self: a store
 * @result: the result
 * @error: return location
 *
 * Returns: whether they were stored
 */
gboolean
haulier_store_set_settings_finish (HaulierStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * haulier_store_save_job:
 * @self: a store
 * @job: a job that is stored
 *
 * Stores what changed, soon, together with other changes. It survives the end of the process once
 * it is committed; haulier_store_flush_async() makes it survive a power cut.
 */
void
haulier_store_save_job (HaulierStore *self, const HaulierJob *job)
{
  g_return_if_fail (HAULIER_IS_STORE (self));
  if (self->closed)
    return;
  haulier_store_request_save_job (haulier_store_thread_begin_save (self->thread), job);
  haulier_store_thread_end_save (self->thread);
}

/**
 * haulier_store_save_files:
 * @self: a store
 * @id: a job that is stored
 * @files: (transfer full) (element-type HaulierFile): those that changed
 *
 * As haulier_store_save_job(). The files are freed with haulier_file_free().
 */
void
haulier_store_save_files (HaulierStore *self, const char *id, GPtrArray *files)
{
  g_return_if_fail (HAULIER_IS_STORE (self));
  if (self->closed)
    {
      g_ptr_array_unref (files);
      return;
    }
  haulier_store_request_save_files (haulier_store_thread_begin_save (self->thread), id, files);
  haulier_store_thread_end_save (self->thread);
}

/**
 * haulier_store_note_synced:
 * @self: a store
 * @id: a job that is stored
 * @indexes: (element-type guint): complete files that are on stable storage now
 *
 * As haulier_store_save_job().
 */
void
haulier_store_note_synced (HaulierStore *self, const char *id, GArray *indexes)
{
  g_return_if_fail (HAULIER_IS_STORE (self));
  if (self->closed)
    return;
  haulier_store_request_note_synced (haulier_store_thread_begin_save (self->thread), id, indexes);
  haulier_store_thread_end_save (self->thread);
}

/**
 * haulier_store_add_trace:
 * @self: a store
 * @id: a job that is stored
 * @records: (transfer full) (element-type HaulierTraceRecord): what happened, in order
 *
 * As haulier_store_save_job(). The newest %HAULIER_STORE_TRACE_MAX_RECORDS_PER_JOB are kept. The
 * records are freed with haulier_trace_record_free().
 */
void
haulier_store_add_trace (HaulierStore *self, const char *id, GPtrArray *records)
{
  g_return_if_fail (HAULIER_IS_STORE (self));
  if (self->closed)
    {
      g_ptr_array_unref (records);
      return;
    }
  haulier_store_request_add_trace (haulier_store_thread_begin_save (self->thread), id, records);
  haulier_store_thread_end_save (self->thread);
}

/**
 * haulier_store_flush_async:
 * @self: a store
 * @callback: called when all that was saved before this call is durable
 * @user_data: for @callback
 *
 * Errors: %HAULIER_ERROR_IO_DEVICE while changes cannot be stored; they are kept all the same.
 */
void
haulier_store_flush_async (HaulierStore *self, GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (HAULIER_IS_STORE (self));
  haulier_store_push (self,
                      haulier_store_new_request (self,
                                                 HAULIER_STORE_REQUEST_FLUSH,
                                                 haulier_store_flush_async,
                                                 "[haulier] store flush",
                                                 callback,
                                                 user_data));
}

/**
 * haulier_store_flush_finish:
 * @self: a store
 * @result: the result
 * @error: return location
 *
 * Returns: whether everything is durable
 */
gboolean
haulier_store_flush_finish (HaulierStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}
