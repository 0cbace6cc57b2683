/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* What every test of the store needs: a folder of its own, and calls that wait. */
#include "config.h"

#include "store-fixture.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <unistd.h>

#include "haulier-error.h"

static void
on_done (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GAsyncResult **place = user_data;

  *place = g_object_ref (result);
}

/* The deadline is that of the test program. */
static GAsyncResult *
wait_for (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return *result;
}

char *
store_fixture_make_folder (void)
{
  g_autoptr (GError) error = NULL;
  char *folder = g_dir_make_tmp ("haulier-store-XXXXXX", &error);

  g_assert_no_error (error);
  return folder;
}

void
store_fixture_remove_folder (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name = NULL;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      g_unlink (path);
    }
  g_rmdir (folder);
}

HaulierStore *
store_fixture_try_open (const char *folder, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  haulier_store_open_async (folder, NULL, on_done, &result);
  return haulier_store_open_finish (wait_for (&result), error);
}

HaulierStore *
store_fixture_open (const char *folder)
{
  g_autoptr (GError) error = NULL;
  HaulierStore *store = store_fixture_try_open (folder, &error);

  g_assert_no_error (error);
  g_assert_nonnull (store);
  return store;
}

void
store_fixture_close (HaulierStore *store)
{
  haulier_store_close (store);
  g_assert_finalize_object (store);
}

HaulierJob *
store_fixture_make_job (guint number)
{
  g_autofree char *id = g_strdup_printf ("00000000-0000-4000-8000-%012x", number);
  g_autofree char *name = g_strdup_printf ("job %u", number);
  HaulierJob *job = haulier_job_new (id, name, HAULIER_JOB_ORIGIN_DESKTOP);

  job->owner = haulier_account_for_user (1000);
  job->created = (gint64) number * G_USEC_PER_SEC;
  return job;
}

/* FOLDER/file-N each. */
GPtrArray *
store_fixture_make_files (const char *folder, guint n_files, guint flags)
{
  GPtrArray *files = g_ptr_array_new_full (n_files, (GDestroyNotify) haulier_file_free);

  for (guint i = 0; i < n_files; i++)
    {
      g_autofree char *remote = g_strdup_printf ("http://example.org%s/file-%u", folder, i);
      g_autofree char *local = g_strdup_printf ("%s/file-%u", folder, i);

      g_ptr_array_add (files, haulier_file_new (i, remote, local, flags));
    }
  return files;
}

gboolean
store_fixture_create (HaulierStore *store, HaulierJob *job, GPtrArray *files, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  job->files_total = files->len;
  haulier_store_create_job_async (store, job, files, on_done, &result);
  return haulier_store_create_job_finish (store, wait_for (&result), &job->sequence, error);
}

/* Jobs with one file each, /target/job-N/file-0. */
void
store_fixture_create_jobs (HaulierStore *store, guint first, guint n_jobs)
{
  for (guint i = first; i < first + n_jobs; i++)
    {
      g_autoptr (HaulierJob) job = store_fixture_make_job (i);
      g_autofree char *folder = g_strdup_printf ("/target/job-%u", i);
      g_autoptr (GPtrArray) files = store_fixture_make_files (folder, 1, 0);
      g_autoptr (GError) error = NULL;

      store_fixture_create (store, job, files, &error);
      g_assert_no_error (error);
    }
}

gboolean
store_fixture_add_files (HaulierStore *store, HaulierJob *job, GPtrArray *files, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  haulier_store_add_files_async (store, job, files, on_done, &result);
  return haulier_store_add_files_finish (store, wait_for (&result), error);
}

gboolean
store_fixture_remove (HaulierStore *store, const char *id, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  const char *const ids[] = { id, NULL };

  haulier_store_remove_jobs_async (store, ids, on_done, &result);
  return haulier_store_remove_jobs_finish (store, wait_for (&result), error);
}

gboolean
store_fixture_flush (HaulierStore *store, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  haulier_store_flush_async (store, on_done, &result);
  return haulier_store_flush_finish (store, wait_for (&result), error);
}

GPtrArray *
store_fixture_load_jobs (HaulierStore *store)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GPtrArray *jobs = NULL;

  haulier_store_load_jobs_async (store, on_done, &result);
  jobs = haulier_store_load_jobs_finish (store, wait_for (&result), &error);
  g_assert_no_error (error);
  return jobs;
}

GPtrArray *
store_fixture_load_files (HaulierStore *store, const char *id, guint first, guint count)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GPtrArray *files = NULL;

  haulier_store_load_files_async (store, id, first, count, on_done, &result);
  files = haulier_store_load_files_finish (store, wait_for (&result), &error);
  g_assert_no_error (error);
  return files;
}

GPtrArray *
store_fixture_list_unsynced (HaulierStore *store)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GPtrArray *ids = NULL;

  haulier_store_list_unsynced_async (store, on_done, &result);
  ids = haulier_store_list_unsynced_finish (store, wait_for (&result), &error);
  g_assert_no_error (error);
  return ids;
}

GPtrArray *
store_fixture_load_trace (HaulierStore *store, const char *id, guint64 after, guint count)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GPtrArray *records = NULL;

  haulier_store_load_trace_async (store, id, after, count, on_done, &result);
  records = haulier_store_load_trace_finish (store, wait_for (&result), &error);
  g_assert_no_error (error);
  return records;
}

/* Overwrites a part of a file. */
void
store_fixture_damage (const char *path, gsize offset, const char *bytes, gsize size)
{
  int fd = open (path, O_WRONLY | O_CLOEXEC);

  g_assert_cmpint (fd, >=, 0);
  g_assert_cmpint (pwrite (fd, bytes, size, (off_t) offset), ==, (gssize) size);
  g_assert_true (g_close (fd, NULL));
}
