/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* One thing that the store's thread is asked to do. */
#include "config.h"

#include "haulier-store-request-private.h"

#include "haulier-store-files-private.h"
#include "haulier-store.h"
#include "haulier-trace-record.h"

static GHashTable *
new_map (GDestroyNotify free_value)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free, free_value);
}

/* Takes @task. */
HaulierStoreRequest *
haulier_store_request_new (HaulierStoreRequestKind kind, GTask *task)
{
  HaulierStoreRequest *self = g_new0 (HaulierStoreRequest, 1);

  self->kind = kind;
  self->task = task;
  if (kind == HAULIER_STORE_REQUEST_CREATE || kind == HAULIER_STORE_REQUEST_ADD_FILES)
    self->renamed = haulier_store_renamed_new ();
  if (kind == HAULIER_STORE_REQUEST_SAVE)
    {
      self->jobs = new_map ((GDestroyNotify) haulier_job_free);
      self->saved_files = new_map ((GDestroyNotify) g_ptr_array_unref);
      self->trace = new_map ((GDestroyNotify) g_ptr_array_unref);
      self->synced = new_map ((GDestroyNotify) g_array_unref);
    }
  return self;
}

void
haulier_store_request_free (HaulierStoreRequest *self)
{
  if (self == NULL)
    return;
  g_clear_object (&self->task);
  haulier_job_free (self->job);
  g_clear_pointer (&self->files, g_ptr_array_unref);
  g_strfreev (self->ids);
  g_free (self->id);
  g_clear_pointer (&self->settings, g_variant_unref);
  haulier_login_record_free (self->login);
  g_clear_pointer (&self->jobs, g_hash_table_unref);
  g_clear_pointer (&self->saved_files, g_hash_table_unref);
  g_clear_pointer (&self->trace, g_hash_table_unref);
  g_clear_pointer (&self->synced, g_hash_table_unref);
  g_clear_pointer (&self->renamed, g_array_unref);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_error (&self->error);
  g_free (self);
}

/* Whether it changes the database. */
gboolean
haulier_store_request_is_write (const HaulierStoreRequest *self)
{
  switch (self->kind)
    {
    case HAULIER_STORE_REQUEST_SAVE:
    case HAULIER_STORE_REQUEST_CREATE:
    case HAULIER_STORE_REQUEST_ADD_FILES:
    case HAULIER_STORE_REQUEST_REMOVE:
    case HAULIER_STORE_REQUEST_SET_SETTINGS:
    case HAULIER_STORE_REQUEST_SET_JOB:
    case HAULIER_STORE_REQUEST_WRITE_LOGIN:
    case HAULIER_STORE_REQUEST_SET_HOSTS:
      return TRUE;
    case HAULIER_STORE_REQUEST_FLUSH:
    case HAULIER_STORE_REQUEST_LOAD_JOBS:
    case HAULIER_STORE_REQUEST_LOAD_FILES:
    case HAULIER_STORE_REQUEST_LOAD_TRACE:
    case HAULIER_STORE_REQUEST_LOAD_LOGINS:
    case HAULIER_STORE_REQUEST_LOAD_HOSTS:
    case HAULIER_STORE_REQUEST_LIST_UNSYNCED:
      return FALSE;
    }
  g_assert_not_reached ();
}

/* As if it had never been tried. */
void
haulier_store_request_reset (HaulierStoreRequest *self)
{
  if (self->renamed != NULL)
    haulier_store_files_undo_names (self->renamed);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_error (&self->error);
}

/* It was undone; an error that it had before is the reason that counts. */
void
haulier_store_request_fail (HaulierStoreRequest *self, const GError *error)
{
  if (self->renamed != NULL)
    haulier_store_files_undo_names (self->renamed);
  if (self->error == NULL)
    self->error = g_error_copy (error);
}

void
haulier_store_request_save_job (HaulierStoreRequest *self, const HaulierJob *job)
{
  g_hash_table_replace (self->jobs, g_strdup (job->id), haulier_job_copy (job));
}

/* Moves the elements of @rows, which it takes, to the end of those that @map has for @id. */
static void
append_rows (GHashTable *map, const char *id, GPtrArray *rows)
{
  GPtrArray *present = g_hash_table_lookup (map, id);

  if (present == NULL)
    g_hash_table_insert (map, g_strdup (id), rows);
  else
    g_ptr_array_extend_and_steal (present, rows);
}

/* Takes @files. */
void
haulier_store_request_save_files (HaulierStoreRequest *self, const char *id, GPtrArray *files)
{
  g_ptr_array_set_free_func (files, (GDestroyNotify) haulier_file_free);
  append_rows (self->saved_files, id, files);
}

/* Takes @records. */
void
haulier_store_request_add_trace (HaulierStoreRequest *self, const char *id, GPtrArray *records)
{
  g_ptr_array_set_free_func (records, (GDestroyNotify) haulier_trace_record_free);
  append_rows (self->trace, id, records);
}

/* Copies @indexes. */
void
haulier_store_request_note_synced (HaulierStoreRequest *self, const char *id, GArray *indexes)
{
  GArray *present = g_hash_table_lookup (self->synced, id);

  if (present == NULL)
    {
      present = g_array_new (FALSE, FALSE, sizeof (guint));
      g_hash_table_insert (self->synced, g_strdup (id), present);
    }
  g_array_append_vals (present, indexes->data, indexes->len);
}

/* Keeps the newest of each file: what cannot be stored for hours must not grow for hours. */
static void
forget_older_files (GPtrArray *files)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_direct_hash, g_direct_equal);
  g_autoptr (GPtrArray) kept = g_ptr_array_new_with_free_func ((GDestroyNotify) haulier_file_free);

  for (guint i = files->len; i > 0; i--)
    {
      HaulierFile *file = g_ptr_array_index (files, i - 1);

      if (g_hash_table_add (seen, GUINT_TO_POINTER (file->index)))
        g_ptr_array_add (kept, file);
      else
        haulier_file_free (file);
    }
  g_ptr_array_set_free_func (files, NULL);
  g_ptr_array_set_size (files, 0);
  g_ptr_array_set_free_func (files, (GDestroyNotify) haulier_file_free);
  g_ptr_array_extend_and_steal (files, g_steal_pointer (&kept));
}

static void
absorb_map (GHashTable *map, GHashTable *newer)
{
  GHashTableIter iter;
  gpointer id = NULL;
  gpointer rows = NULL;

  g_hash_table_iter_init (&iter, newer);
  while (g_hash_table_iter_next (&iter, &id, &rows))
    append_rows (map, id, g_ptr_array_ref (rows));
}

/* Adds what @newer, which it takes, has to store; both are SAVE. */
void
haulier_store_request_absorb (HaulierStoreRequest *self, HaulierStoreRequest *newer)
{
  GHashTableIter iter;
  gpointer id = NULL;
  gpointer value = NULL;

  g_hash_table_iter_init (&iter, newer->jobs);
  while (g_hash_table_iter_next (&iter, &id, &value))
    {
      g_hash_table_iter_steal (&iter);
      g_hash_table_replace (self->jobs, id, value);
    }
  absorb_map (self->saved_files, newer->saved_files);
  absorb_map (self->trace, newer->trace);
  g_hash_table_iter_init (&iter, newer->synced);
  while (g_hash_table_iter_next (&iter, &id, &value))
    haulier_store_request_note_synced (self, id, value);
  g_hash_table_iter_init (&iter, self->saved_files);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    forget_older_files (value);
  g_hash_table_iter_init (&iter, self->trace);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      guint length = ((GPtrArray *) value)->len;

      if (length > HAULIER_STORE_TRACE_MAX_RECORDS_PER_JOB)
        g_ptr_array_remove_range (value, 0, length - HAULIER_STORE_TRACE_MAX_RECORDS_PER_JOB);
    }
  haulier_store_request_free (newer);
}
