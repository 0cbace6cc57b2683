/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* What each kind of request does to the database and to the journal. */
#include "config.h"

#include "haulier-store-apply-private.h"

#include "haulier-error.h"
#include "haulier-job-transition.h"
#include "haulier-store-files-private.h"
#include "haulier-store-hosts-private.h"
#include "haulier-store-jobs-private.h"
#include "haulier-store-logins-private.h"
#include "haulier-store-options-private.h"
#include "haulier-store-trace-private.h"

static gboolean
apply_saved_jobs (HaulierStoreApply *self, GHashTable *jobs, GError **error)
{
  GHashTableIter iter;
  gpointer value = NULL;

  g_hash_table_iter_init (&iter, jobs);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      const HaulierJob *job = value;

      if (!haulier_store_jobs_update (self->connection, job, error))
        return FALSE;
      if (haulier_job_state_is_final (job->state))
        haulier_store_journal_note_end (self->journal, job);
    }
  return TRUE;
}

/* What belongs to a job that was removed meanwhile is dropped. */
static gboolean
apply_saved_files (HaulierStoreApply *self, GHashTable *files, GError **error)
{
  GHashTableIter iter;
  gpointer id = NULL;
  gpointer rows = NULL;
  guint64 sequence = 0;

  g_hash_table_iter_init (&iter, files);
  while (g_hash_table_iter_next (&iter, &id, &rows))
    {
      if (!haulier_store_jobs_lookup (self->connection, id, &sequence, error))
        return FALSE;
      if (sequence == 0)
        continue;
      if (!haulier_store_files_update (self->connection, sequence, rows, error))
        return FALSE;
      haulier_store_journal_note_finished (self->journal, id, rows);
    }
  return TRUE;
}

static gboolean
apply_synced (HaulierStoreApply *self, GHashTable *synced, GError **error)
{
  GHashTableIter iter;
  gpointer id = NULL;
  gpointer indexes = NULL;
  guint64 sequence = 0;

  g_hash_table_iter_init (&iter, synced);
  while (g_hash_table_iter_next (&iter, &id, &indexes))
    {
      if (!haulier_store_jobs_lookup (self->connection, id, &sequence, error)
          || (sequence != 0
              && !haulier_store_files_note_synced (self->connection, sequence, indexes, error)))
        return FALSE;
    }
  return TRUE;
}

static gboolean
apply_trace (HaulierStoreApply *self, GHashTable *trace, GError **error)
{
  GHashTableIter iter;
  gpointer id = NULL;
  gpointer rows = NULL;
  guint64 sequence = 0;

  g_hash_table_iter_init (&iter, trace);
  while (g_hash_table_iter_next (&iter, &id, &rows))
    {
      if (!haulier_store_jobs_lookup (self->connection, id, &sequence, error)
          || (sequence != 0 && !haulier_store_trace_add (self->connection, sequence, rows, error)))
        return FALSE;
    }
  return TRUE;
}

/* The job's own path is that of its first file, which may just have got a number. */
static void
follow_first_file (HaulierJob *job, GPtrArray *files)
{
  const HaulierFile *first = files->len > 0 ? g_ptr_array_index (files, 0) : NULL;

  if (first == NULL || first->index != 0 || job->local == NULL)
    return;
  g_free (job->local);
  job->local = g_strdup (first->local);
}

static gboolean
apply_create (HaulierStoreApply *self, HaulierStoreRequest *request, GError **error)
{
  HaulierJob *job = request->job;

  job->sequence = 0;
  if (!haulier_store_jobs_insert (self->connection, job, &request->sequence, error)
      || !haulier_store_files_add (
          self->connection, request->sequence, request->files, request->renamed, error))
    return FALSE;
  job->sequence = request->sequence;
  if (request->renamed->len > 0)
    {
      follow_first_file (job, request->files);
      if (!haulier_store_jobs_update (self->connection, job, error))
        return FALSE;
    }
  haulier_store_journal_note_files (
      self->journal, HAULIER_STORE_EVENT_CREATED, job, request->files);
  return TRUE;
}

static gboolean
apply_add_files (HaulierStoreApply *self, HaulierStoreRequest *request, GError **error)
{
  HaulierJob *job = request->job;

  if (!haulier_store_jobs_lookup (self->connection, job->id, &request->sequence, error))
    return FALSE;
  if (request->sequence == 0)
    {
      g_set_error (error,
                   HAULIER_ERROR,
                   HAULIER_ERROR_NOT_FOUND,
                   "add files to the job %s: there is no such job",
                   job->id);
      return FALSE;
    }
  job->sequence = request->sequence;
  if (!haulier_store_files_add (
          self->connection, request->sequence, request->files, request->renamed, error))
    return FALSE;
  follow_first_file (job, request->files);
  if (!haulier_store_jobs_update (self->connection, job, error))
    return FALSE;
  haulier_store_journal_note_files (self->journal, HAULIER_STORE_EVENT_ADDED, job, request->files);
  return TRUE;
}

static gboolean
apply_remove (HaulierStoreApply *self, HaulierStoreRequest *request, GError **error)
{
  for (guint i = 0; request->ids[i] != NULL; i++)
    {
      gboolean removed = FALSE;

      if (!haulier_store_jobs_remove (self->connection, request->ids[i], &removed, error))
        return FALSE;
      if (removed)
        haulier_store_journal_note_removal (self->journal, request->ids[i]);
    }
  return TRUE;
}

static gboolean
apply_set_job (HaulierStoreApply *self, HaulierStoreRequest *request, GError **error)
{
  HaulierJob *job = request->job;

  if (!haulier_store_jobs_lookup (self->connection, job->id, &request->sequence, error))
    return FALSE;
  if (request->sequence == 0)
    {
      g_set_error (error,
                   HAULIER_ERROR,
                   HAULIER_ERROR_NOT_FOUND,
                   "change the job %s: there is no such job",
                   job->id);
      return FALSE;
    }
  haulier_store_journal_note_set (self->journal, job);
  return haulier_store_jobs_update (self->connection, job, error);
}

static gboolean
apply_change (HaulierStoreApply *self, HaulierStoreRequest *request, GError **error)
{
  switch (request->kind)
    {
    case HAULIER_STORE_REQUEST_SAVE:
      return apply_saved_jobs (self, request->jobs, error)
             && apply_saved_files (self, request->saved_files, error)
             && apply_synced (self, request->synced, error)
             && apply_trace (self, request->trace, error);
    case HAULIER_STORE_REQUEST_CREATE:
      return apply_create (self, request, error);
    case HAULIER_STORE_REQUEST_ADD_FILES:
      return apply_add_files (self, request, error);
    case HAULIER_STORE_REQUEST_REMOVE:
      return apply_remove (self, request, error);
    case HAULIER_STORE_REQUEST_SET_SETTINGS:
      haulier_store_journal_note_settings (self->journal, request->settings);
      return haulier_store_options_save (self->connection, request->settings, error);
    case HAULIER_STORE_REQUEST_SET_JOB:
      return apply_set_job (self, request, error);
    case HAULIER_STORE_REQUEST_WRITE_LOGIN:
      haulier_store_journal_note_login (self->journal, request->login);
      return haulier_store_logins_write (self->connection, request->login, error);
    case HAULIER_STORE_REQUEST_SET_HOSTS:
      haulier_store_journal_note_hosts (self->journal, request->settings);
      return haulier_store_hosts_write (self->connection, request->settings, error);
    case HAULIER_STORE_REQUEST_FLUSH:
    case HAULIER_STORE_REQUEST_LOAD_JOBS:
    case HAULIER_STORE_REQUEST_LOAD_FILES:
    case HAULIER_STORE_REQUEST_LOAD_TRACE:
    case HAULIER_STORE_REQUEST_LOAD_LOGINS:
    case HAULIER_STORE_REQUEST_LOAD_HOSTS:
    case HAULIER_STORE_REQUEST_LIST_UNSYNCED:
      haulier_store_apply_read (self, request);
      return TRUE;
    }
  g_assert_not_reached ();
}

/* Refused by a rule, not by the surroundings: the others of the transaction are not concerned. */
static gboolean
is_refusal (const GError *error)
{
  return g_error_matches (error, HAULIER_ERROR, HAULIER_ERROR_FILE_EXISTS)
         || g_error_matches (error, HAULIER_ERROR, HAULIER_ERROR_NOT_FOUND)
         || g_error_matches (error, HAULIER_ERROR, HAULIER_ERROR_TOO_MANY_FILES_IN_JOB);
}

static gboolean
run_savepoint (HaulierStoreApply *self, HaulierStatement which, GError **error)
{
  sqlite3_stmt *statement = haulier_store_connection_prepare (self->connection, which, error);

  return statement != NULL
         && haulier_store_connection_run (
             self->connection, statement, "begin a change of the database", error);
}

/* Runs one request inside a transaction. A refusal is undone and noted in the request.
 *
 * Returns: FALSE when the transaction cannot go on */
gboolean
haulier_store_apply_request (HaulierStoreApply *self, HaulierStoreRequest *request, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  gsize mark = haulier_store_journal_mark (self->journal);

  if (request->kind == HAULIER_STORE_REQUEST_SAVE || !haulier_store_request_is_write (request))
    return apply_change (self, request, error);
  if (!run_savepoint (self, HAULIER_STATEMENT_SAVEPOINT, error))
    return FALSE;
  if (apply_change (self, request, &local_error))
    return run_savepoint (self, HAULIER_STATEMENT_SAVEPOINT_KEEP, error);
  if (!is_refusal (local_error))
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  haulier_store_request_fail (request, local_error);
  haulier_store_journal_undo (self->journal, mark);
  return run_savepoint (self, HAULIER_STATEMENT_SAVEPOINT_UNDO, error)
         && run_savepoint (self, HAULIER_STATEMENT_SAVEPOINT_KEEP, error);
}

static GPtrArray *
read_of_job (HaulierStoreApply *self, HaulierStoreRequest *request, GError **error)
{
  guint64 sequence = 0;

  if (!haulier_store_jobs_lookup (self->connection, request->id, &sequence, error))
    return NULL;
  if (sequence == 0)
    {
      g_set_error (error,
                   HAULIER_ERROR,
                   HAULIER_ERROR_NOT_FOUND,
                   "read the job %s: there is no such job",
                   request->id);
      return NULL;
    }
  if (request->kind == HAULIER_STORE_REQUEST_LOAD_TRACE)
    return haulier_store_trace_list (
        self->connection, sequence, request->after, request->count, error);
  return haulier_store_files_list (
      self->connection, sequence, (guint) request->after, request->count, error);
}

/* Runs a request that changes nothing. */
void
haulier_store_apply_read (HaulierStoreApply *self, HaulierStoreRequest *request)
{
  if (request->kind == HAULIER_STORE_REQUEST_LOAD_JOBS)
    request->rows = haulier_store_jobs_list (self->connection, &request->error);
  else if (request->kind == HAULIER_STORE_REQUEST_LOAD_LOGINS)
    request->rows = haulier_store_logins_list (self->connection, request->login, &request->error);
  else if (request->kind == HAULIER_STORE_REQUEST_LOAD_HOSTS)
    request->rows = haulier_store_hosts_list (self->connection, &request->error);
  else if (request->kind == HAULIER_STORE_REQUEST_LIST_UNSYNCED)
    request->rows = haulier_store_files_list_unsynced (self->connection, &request->error);
  else if (request->kind != HAULIER_STORE_REQUEST_FLUSH)
    request->rows = read_of_job (self, request, &request->error);
}
