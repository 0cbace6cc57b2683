/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Rows of jobs. */
#include "config.h"

#include "haulier-store-jobs-private.h"

#include <string.h>

#include "haulier-error.h"

/* Of the settings: what decides about access, an a{sv}. */
#define ACCESS_KEY "access"
/* Not a setting either: the notify command has still to run, b. */
#define NOTIFY_KEY "notify-pending"

static gboolean
has_access (const HaulierJobAccess *access)
{
  return access->credentials->len > 0 || access->proxy.usage != HAULIER_PROXY_USAGE_PRECONFIG
         || access->token.flags != 0 || access->token.state != HAULIER_TOKEN_STATE_NONE
         || access->certificate != NULL;
}

/* What differs from the defaults of the origin: most jobs have nothing, and a new setting needs no
 * new column.
 *
 * Returns: (transfer full) (nullable): a{sv} */
GVariant *
haulier_store_job_dup_settings (const HaulierJob *job)
{
  HaulierJobSettings defaults;
  g_autofree char **keys = NULL;
  GVariantBuilder builder;
  gboolean differs = has_access (&job->access) || job->notify_pending;

  haulier_job_settings_init (&defaults, job->origin);
  /* The short way for nearly all; a difference in the padding costs only time. */
  if (!differs && memcmp (&job->settings, &defaults, sizeof defaults) == 0)
    return NULL;
  keys = haulier_job_setting_list_keys ();
  g_variant_builder_init (&builder, G_VARIANT_TYPE_VARDICT);
  for (guint i = 0; keys[i] != NULL; i++)
    {
      g_autoptr (GVariant) value
          = g_variant_ref_sink (haulier_job_settings_get (&job->settings, keys[i]));
      g_autoptr (GVariant) usual
          = g_variant_ref_sink (haulier_job_settings_get (&defaults, keys[i]));

      if (g_variant_equal (value, usual))
        continue;
      g_variant_builder_add (&builder, "{sv}", keys[i], value);
      differs = TRUE;
    }
  haulier_job_settings_clear (&defaults);
  if (job->notify_pending)
    g_variant_builder_add (&builder, "{sv}", NOTIFY_KEY, g_variant_new_boolean (TRUE));
  if (has_access (&job->access))
    g_variant_builder_add (
        &builder, "{sv}", ACCESS_KEY, haulier_job_access_to_variant (&job->access));
  if (differs)
    return g_variant_ref_sink (g_variant_builder_end (&builder));
  g_variant_builder_clear (&builder);
  return NULL;
}

/* A key that this program does not know, or refuses by now, is left out. */
static void
settings_from_variant (HaulierJob *job, GVariant *variant)
{
  g_autoptr (GVariant) access
      = g_variant_lookup_value (variant, ACCESS_KEY, G_VARIANT_TYPE_VARDICT);
  GVariantIter iter;
  const char *key = NULL;
  GVariant *value = NULL;

  g_variant_iter_init (&iter, variant);
  while (g_variant_iter_loop (&iter, "{&sv}", &key, &value))
    haulier_job_settings_set (&job->settings, key, value, NULL);
  g_variant_lookup (variant, NOTIFY_KEY, "b", &job->notify_pending);
  if (access != NULL)
    haulier_job_access_from_variant (&job->access, access, NULL);
}

/* Fills what JOB_INSERT and JOB_UPDATE take. */
void
haulier_store_job_write (HaulierStoreRowWriter *writer, const HaulierJob *job)
{
  g_autofree char *owner = haulier_account_to_key (job->owner);
  g_autofree char *variables
      = job->proxy_variables != NULL ? g_strjoinv ("\n", job->proxy_variables) : NULL;
  g_autoptr (GVariant) settings = haulier_store_job_dup_settings (job);

  haulier_store_row_put_int (writer, (gint64) job->sequence);
  haulier_store_row_put_text (writer, job->id);
  haulier_store_row_put_copy (writer, owner);
  haulier_store_row_put_int (writer, job->type);
  haulier_store_row_put_int (writer, job->origin);
  haulier_store_row_put_int (writer, job->state);
  haulier_store_row_put_text (writer, job->name);
  haulier_store_row_put_text (writer, job->description);
  haulier_store_row_put_variant (writer, settings);
  haulier_store_row_put_int (writer, job->created);
  haulier_store_row_put_int (writer, job->modified);
  haulier_store_row_put_int (writer, job->completed);
  haulier_store_row_put_int (writer, job->error_count);
  haulier_store_row_put_int (writer, job->files_total);
  haulier_store_row_put_int (writer, job->files_transferred);
  haulier_store_row_put_int (writer, (gint64) job->bytes_total);
  haulier_store_row_put_int (writer, (gint64) job->bytes_transferred);
  haulier_store_row_put_int (writer, job->files_unsized);
  haulier_store_row_put_int (writer, (gint64) job->bytes_known);
  haulier_store_row_put_text (writer, job->remote);
  haulier_store_row_put_text (writer, job->local);
  haulier_store_row_put_int (writer, job->stalled_time);
  haulier_store_row_put_int (writer, job->moving_time);
  haulier_store_row_put_copy (writer, variables);
  haulier_store_row_put_failure (writer, job->failure);
}

/* Returns: (transfer full): the job of a row */
HaulierJob *
haulier_store_job_read (HaulierStoreRowReader *reader)
{
  guint64 sequence = (guint64) haulier_store_row_get_int (reader);
  const char *id = haulier_store_row_get_text (reader);
  HaulierJob *job = g_new0 (HaulierJob, 1);
  const char *owner = haulier_store_row_get_text (reader);
  g_autoptr (GVariant) settings = NULL;
  const char *variables = NULL;

  job->sequence = sequence;
  g_strlcpy (job->id, id != NULL ? id : "", sizeof job->id);
  if (owner != NULL)
    haulier_account_from_key (owner, &job->owner, NULL);
  job->type = (HaulierJobType) haulier_store_row_get_enum (
      reader, HAULIER_JOB_TYPE_UPLOAD_REPLY, HAULIER_JOB_TYPE_DOWNLOAD);
  job->origin = (HaulierJobOrigin) haulier_store_row_get_enum (
      reader, HAULIER_JOB_ORIGIN_BITS, HAULIER_JOB_ORIGIN_DESKTOP);
  job->state = (HaulierJobState) haulier_store_row_get_enum (
      reader, HAULIER_JOB_STATE_CANCELLED, HAULIER_JOB_STATE_SUSPENDED);
  haulier_job_settings_init (&job->settings, job->origin);
  haulier_job_access_init (&job->access);
  job->name = g_strdup (haulier_store_row_get_text (reader));
  job->description = g_strdup (haulier_store_row_get_text (reader));
  settings = haulier_store_row_get_variant (reader, G_VARIANT_TYPE_VARDICT);
  if (settings != NULL)
    settings_from_variant (job, settings);
  job->created = haulier_store_row_get_int (reader);
  job->modified = haulier_store_row_get_int (reader);
  job->completed = haulier_store_row_get_int (reader);
  job->error_count = (guint) haulier_store_row_get_int (reader);
  job->files_total = (guint) haulier_store_row_get_int (reader);
  job->files_transferred = (guint) haulier_store_row_get_int (reader);
  job->bytes_total = (guint64) haulier_store_row_get_int (reader);
  job->bytes_transferred = (guint64) haulier_store_row_get_int (reader);
  job->files_unsized = (guint) haulier_store_row_get_int (reader);
  job->bytes_known = (guint64) haulier_store_row_get_int (reader);
  job->remote = haulier_store_row_dup_words (reader);
  job->local = g_strdup (haulier_store_row_get_text (reader));
  job->stalled_time = haulier_store_row_get_int (reader);
  job->moving_time = haulier_store_row_get_int (reader);
  variables = haulier_store_row_get_text (reader);
  job->proxy_variables = variables != NULL ? g_strsplit (variables, "\n", -1) : NULL;
  job->failure = haulier_store_row_get_failure (reader);
  if (job->name == NULL)
    job->name = g_strdup ("");
  return job;
}

/* A job without a sequence gets the next one. */
gboolean
haulier_store_jobs_insert (HaulierStoreConnection *connection,
                           const HaulierJob *job,
                           guint64 *out_sequence,
                           GError **error)
{
  HaulierStoreRowWriter writer = { .statement = haulier_store_connection_prepare (
                                       connection, HAULIER_STATEMENT_JOB_INSERT, error) };

  if (writer.statement == NULL)
    return FALSE;
  haulier_store_job_write (&writer, job);
  if (job->sequence == 0)
    sqlite3_bind_null (writer.statement, 1);
  if (!haulier_store_connection_run (connection, writer.statement, "store the job", error))
    return FALSE;
  *out_sequence = (guint64) sqlite3_last_insert_rowid (connection->db);
  return TRUE;
}

/* A job that was removed meanwhile is no error. */
gboolean
haulier_store_jobs_update (HaulierStoreConnection *connection,
                           const HaulierJob *job,
                           GError **error)
{
  HaulierStoreRowWriter writer = { .statement = haulier_store_connection_prepare (
                                       connection, HAULIER_STATEMENT_JOB_UPDATE, error) };

  if (writer.statement == NULL)
    return FALSE;
  haulier_store_job_write (&writer, job);
  return haulier_store_connection_run (connection, writer.statement, "store the job", error);
}

/* Puts back what a person decided; a job that was removed meanwhile is no error. */
gboolean
haulier_store_jobs_set (HaulierStoreConnection *connection,
                        const char *id,
                        GVariant *settings,
                        GError **error)
{
  HaulierStoreRowWriter writer = { .statement = haulier_store_connection_prepare (
                                       connection, HAULIER_STATEMENT_JOB_SETTINGS, error) };

  if (writer.statement == NULL)
    return FALSE;
  haulier_store_row_put_text (&writer, id);
  haulier_store_row_put_variant (&writer, settings);
  return haulier_store_connection_run (connection, writer.statement, "store the job", error);
}

static gboolean
run_with_key (HaulierStoreConnection *connection,
              HaulierStatement which,
              guint64 first,
              guint64 last,
              GError **error)
{
  sqlite3_stmt *statement = haulier_store_connection_prepare (connection, which, error);

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, (gint64) first);
  if (last != 0)
    sqlite3_bind_int64 (statement, 2, (gint64) last);
  return haulier_store_connection_run (connection, statement, "remove the job", error);
}

/* With its files and its trace; one that is not there is no error. */
gboolean
haulier_store_jobs_remove (HaulierStoreConnection *connection,
                           const char *id,
                           gboolean *out_removed,
                           GError **error)
{
  guint64 sequence = 0;
  guint64 first = 0;

  if (!haulier_store_jobs_lookup (connection, id, &sequence, error))
    return FALSE;
  *out_removed = sequence != 0;
  if (sequence == 0)
    return TRUE;
  first = sequence << HAULIER_STORE_INDEX_BITS;
  return run_with_key (connection,
                       HAULIER_STATEMENT_FILE_DELETE,
                       first,
                       first + HAULIER_STORE_INDEX_MAX,
                       error)
         && run_with_key (connection, HAULIER_STATEMENT_TRACE_DELETE, sequence, 0, error)
         && run_with_key (connection, HAULIER_STATEMENT_JOB_DELETE, sequence, 0, error);
}

/* Finds the sequence of a job, 0 when there is no such job. */
gboolean
haulier_store_jobs_lookup (HaulierStoreConnection *connection,
                           const char *id,
                           guint64 *out_sequence,
                           GError **error)
{
  sqlite3_stmt *statement
      = haulier_store_connection_prepare (connection, HAULIER_STATEMENT_JOB_SEQUENCE, error);
  gboolean found = FALSE;

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_text (statement, 1, id, -1, SQLITE_STATIC);
  if (!haulier_store_connection_next (connection, statement, "look for the job", &found, error))
    return FALSE;
  *out_sequence = found ? (guint64) sqlite3_column_int64 (statement, 0) : 0;
  sqlite3_reset (statement);
  return TRUE;
}

/* Returns: (transfer full) (element-type HaulierJob) (nullable): every job, in order of creation */
GPtrArray *
haulier_store_jobs_list (HaulierStoreConnection *connection, GError **error)
{
  sqlite3_stmt *statement
      = haulier_store_connection_prepare (connection, HAULIER_STATEMENT_JOB_LIST, error);
  g_autoptr (GPtrArray) jobs = g_ptr_array_new_with_free_func ((GDestroyNotify) haulier_job_free);
  gboolean more = statement != NULL;

  if (statement == NULL)
    return NULL;
  while (more)
    {
      if (!haulier_store_connection_next (connection, statement, "read the jobs", &more, error))
        return NULL;
      if (more)
        g_ptr_array_add (
            jobs, haulier_store_job_read (&(HaulierStoreRowReader){ .statement = statement }));
    }
  return g_steal_pointer (&jobs);
}
