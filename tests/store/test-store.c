/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Tests of haulier-store.c: what goes in comes out, in the right order. */
#include "config.h"

#include <glib/gstdio.h>
#include <sys/stat.h>

#include "haulier-error.h"
#include "haulier-settings.h"
#include "store-fixture.h"

static HaulierFailure *
make_failure (void)
{
  return haulier_failure_new (HAULIER_ERROR_HTTP_404,
                              HAULIER_ERROR_CONTEXT_REMOTE_FILE,
                              7,
                              "fetch: the server has no such file",
                              g_variant_new_parsed ("[('http', 404, 'Not Found')]"));
}

static void
assert_failure (const HaulierFailure *failure)
{
  g_autofree char *evidence = NULL;

  g_assert_nonnull (failure);
  g_assert_cmphex ((guint) failure->code, ==, 0x80190194u);
  g_assert_cmpint (failure->context, ==, HAULIER_ERROR_CONTEXT_REMOTE_FILE);
  g_assert_cmpuint (failure->file_index, ==, 7);
  g_assert_cmpstr (failure->message, ==, "fetch: the server has no such file");
  evidence = g_variant_print (failure->evidence, FALSE);
  g_assert_cmpstr (evidence, ==, "[('http', 404, 'Not Found')]");
}

/* A job in which no field has its default. */
static HaulierJob *
make_full_job (void)
{
  HaulierJob *job = store_fixture_make_job (1);

  job->description = g_strdup ("what it is for");
  job->state = HAULIER_JOB_STATE_TRANSIENT_ERROR;
  job->origin = HAULIER_JOB_ORIGIN_BITS;
  job->settings.priority = HAULIER_PRIORITY_HIGH;
  job->settings.minimum_retry_delay = 61;
  job->settings.limit = G_GUINT64_CONSTANT (5000000000);
  job->settings.headers = g_strsplit ("A: 1\nB: 2", "\n", -1);
  job->settings.http_method = g_strdup ("POST");
  job->modified = 2;
  job->completed = 3;
  job->error_count = 4;
  job->files_transferred = 5;
  job->bytes_total = HAULIER_SIZE_UNKNOWN;
  job->bytes_transferred = G_GUINT64_CONSTANT (6000000000);
  job->files_unsized = 6;
  job->bytes_known = 7;
  job->remote = g_strdup ("http://example.org/é");
  job->local = g_strdup ("/target/\xff\xfe");
  job->failure = make_failure ();
  job->stalled_time = 8;
  job->moving_time = 9;
  job->proxy_variables = g_strsplit ("http_proxy=http://p:1\nno_proxy=a,b", "\n", -1);
  return job;
}

static void
assert_same_job (const HaulierJob *job, const HaulierJob *expected)
{
  g_autoptr (GVariant) settings
      = g_variant_ref_sink (haulier_job_settings_to_variant (&job->settings));
  g_autoptr (GVariant) expected_settings
      = g_variant_ref_sink (haulier_job_settings_to_variant (&expected->settings));

  g_assert_cmpuint (job->sequence, ==, expected->sequence);
  g_assert_cmpstr (job->id, ==, expected->id);
  g_assert_cmpstr (job->name, ==, expected->name);
  g_assert_cmpstr (job->description, ==, expected->description);
  g_assert_cmpint (job->type, ==, expected->type);
  g_assert_cmpint (job->state, ==, expected->state);
  g_assert_cmpint (job->origin, ==, expected->origin);
  g_assert_true (haulier_account_equal (job->owner, expected->owner));
  g_assert_cmpvariant (settings, expected_settings);
  g_assert_cmpint (job->created, ==, expected->created);
  g_assert_cmpint (job->modified, ==, expected->modified);
  g_assert_cmpint (job->completed, ==, expected->completed);
  g_assert_cmpuint (job->error_count, ==, expected->error_count);
  g_assert_cmpuint (job->files_total, ==, expected->files_total);
  g_assert_cmpuint (job->files_transferred, ==, expected->files_transferred);
  g_assert_cmpuint (job->bytes_total, ==, expected->bytes_total);
  g_assert_cmpuint (job->bytes_transferred, ==, expected->bytes_transferred);
  g_assert_cmpuint (job->files_unsized, ==, expected->files_unsized);
  g_assert_cmpuint (job->bytes_known, ==, expected->bytes_known);
  g_assert_cmpstr (job->remote, ==, expected->remote);
  g_assert_cmpstr (job->local, ==, expected->local);
  g_assert_cmpint (job->stalled_time, ==, expected->stalled_time);
  g_assert_cmpint (job->moving_time, ==, expected->moving_time);
  g_assert_cmpstrv (job->proxy_variables, expected->proxy_variables);
}

/* Every stored field survives, whether it comes with the creation or with a change. */
static void
test_store_job_fields (void)
{
  g_autofree char *folder = store_fixture_make_folder ();
  HaulierStore *store = store_fixture_open (folder);
  g_autoptr (HaulierJob) full = make_full_job ();
  g_autoptr (HaulierJob) changed = store_fixture_make_job (2);
  g_autoptr (GPtrArray) none = g_ptr_array_new ();
  g_autoptr (GPtrArray) jobs = NULL;
  guint64 sequence = 0;

  g_assert_true (store_fixture_create (store, full, none, NULL));
  g_assert_true (store_fixture_create (store, changed, none, NULL));
  g_assert_cmpuint (changed->sequence, >, full->sequence);
  sequence = changed->sequence;
  haulier_job_free (g_steal_pointer (&changed));
  changed = make_full_job ();
  changed->id[HAULIER_JOB_ID_LENGTH - 1] = '2';
  haulier_store_save_job (store, changed);
  store_fixture_close (store);
  store = store_fixture_open (folder);
  jobs = store_fixture_load_jobs (store);
  g_assert_cmpuint (jobs->len, ==, 2);
  assert_same_job (g_ptr_array_index (jobs, 0), full);
  assert_failure (((HaulierJob *) g_ptr_array_index (jobs, 0))->failure);
  changed->sequence = sequence;
  assert_same_job (g_ptr_array_index (jobs, 1), changed);
  assert_failure (((HaulierJob *) g_ptr_array_index (jobs, 1))->failure);
  store_fixture_close (store);
  store_fixture_remove_folder (folder);
}

static HaulierFile *
make_full_file (guint index)
{
  HaulierFile *file = haulier_file_new (index,
                                        "http://example.org/x",
                                        "/target/\xffx",
                                        HAULIER_FILE_EXPLICIT | HAULIER_FILE_OVERWRITE);

  file->state = HAULIER_FILE_STATE_FAILED;
  file->total = G_GUINT64_CONSTANT (7000000000);
  file->transferred = 11;
  file->modified = -12;
  file->ranges = g_strdup ("0:10");
  file->checksum = g_strdup ("sha256:00");
  file->validator = g_strdup ("\"etag\"");
  file->failure = make_failure ();
  return file;
}

static void
assert_full_file (const HaulierFile *file, guint index)
{
  g_assert_cmpuint (file->index, ==, index);
  g_assert_cmpint (file->state, ==, HAULIER_FILE_STATE_FAILED);
  g_assert_cmpuint (file->flags, ==, HAULIER_FILE_EXPLICIT | HAULIER_FILE_OVERWRITE);
  g_assert_cmpstr (file->remote, ==, "http://example.org/x");
  g_assert_cmpstr (file->local, ==, "/target/\xffx");
  g_assert_cmpuint (file->total, ==, G_GUINT64_CONSTANT (7000000000));
  g_assert_cmpuint (file->transferred, ==, 11);
  g_assert_cmpint (file->modified, ==, -12);
  g_assert_cmpstr (file->ranges, ==, "0:10");
  g_assert_cmpstr (file->checksum, ==, "sha256:00");
  g_assert_cmpstr (file->validator, ==, "\"etag\"");
  assert_failure (file->failure);
}

static void
test_store_file_fields (void)
{
  g_autofree char *folder = store_fixture_make_folder ();
  HaulierStore *store = store_fixture_open (folder);
  g_autoptr (HaulierJob) job = store_fixture_make_job (1);
  g_autoptr (GPtrArray) files = store_fixture_make_files ("/target", 3, 0);
  g_autoptr (GPtrArray) loaded = NULL;
  GPtrArray *saved = g_ptr_array_new_with_free_func ((GDestroyNotify) haulier_file_free);

  haulier_file_free (g_ptr_array_index (files, 1));
  g_ptr_array_index (files, 1) = make_full_file (1);
  g_assert_true (store_fixture_create (store, job, files, NULL));
  g_ptr_array_add (saved, make_full_file (2));
  haulier_store_save_files (store, job->id, saved);
  loaded = store_fixture_load_files (store, job->id, 0, 0);
  g_assert_cmpuint (loaded->len, ==, 3);
  assert_full_file (g_ptr_array_index (loaded, 1), 1);
  assert_full_file (g_ptr_array_index (loaded, 2), 2);
  g_assert_cmpuint (
      ((HaulierFile *) g_ptr_array_index (loaded, 0))->total, ==, HAULIER_SIZE_UNKNOWN);
  g_assert_null (((HaulierFile *) g_ptr_array_index (loaded, 0))->failure);
  store_fixture_close (store);
  store_fixture_remove_folder (folder);
}

static void
test_store_file_pages (void)
{
  g_autofree char *folder = store_fixture_make_folder ();
  HaulierStore *store = store_fixture_open (folder);
  g_autoptr (HaulierJob) job = store_fixture_make_job (1);
  g_autoptr (HaulierJob) other = store_fixture_make_job (2);
  g_autoptr (GPtrArray) files = store_fixture_make_files ("/target", 10, 0);
  g_autoptr (GPtrArray) more = store_fixture_make_files ("/other", 5, 0);
  g_autoptr (GPtrArray) page = NULL;
  g_autoptr (GPtrArray) rest = NULL;
  g_autoptr (GPtrArray) beyond = NULL;

  g_assert_true (store_fixture_create (store, job, files, NULL));
  g_assert_true (store_fixture_create (store, other, more, NULL));
  page = store_fixture_load_files (store, job->id, 4, 3);
  g_assert_cmpuint (page->len, ==, 3);
  g_assert_cmpuint (((HaulierFile *) g_ptr_array_index (page, 0))->index, ==, 4);
  rest = store_fixture_load_files (store, job->id, 8, 100);
  g_assert_cmpuint (rest->len, ==, 2);
  beyond = store_fixture_load_files (store, job->id, 10, 0);
  g_assert_cmpuint (beyond->len, ==, 0);
  store_fixture_close (store);
  store_fixture_remove_folder (folder);
}

/* A removed job takes its files and its trace with it; later changes of it are dropped, and its
 * sequence is not used again. */
static void
test_store_remove (void)
{
  g_autofree char *folder = store_fixture_make_folder ();
  HaulierStore *store = store_fixture_open (folder);
  g_autoptr (HaulierJob) job = store_fixture_make_job (1);
  g_autoptr (HaulierJob) next = store_fixture_make_job (2);
  g_autoptr (GPtrArray) files = store_fixture_make_files ("/target", 3, HAULIER_FILE_EXPLICIT);
  g_autoptr (GPtrArray) jobs = NULL;
  g_autoptr (GPtrArray) loaded = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (store_fixture_create (store, job, files, NULL));
  g_assert_true (store_fixture_remove (store, job->id, NULL));
  g_assert_true (store_fixture_remove (store, job->id, NULL));
  haulier_store_save_job (store, job);
  haulier_store_save_files (store, job->id, store_fixture_make_files ("/target", 1, 0));
  g_assert_true (store_fixture_flush (store, NULL));
  jobs = store_fixture_load_jobs (store);
  g_assert_cmpuint (jobs->len, ==, 0);
  g_assert_true (store_fixture_create (store, next, files, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (next->sequence, >, job->sequence);
  loaded = store_fixture_load_files (store, next->id, 0, 0);
  g_assert_cmpuint (loaded->len, ==, 3);
  store_fixture_close (store);
  store_fixture_remove_folder (folder);
}

static void
on_removed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(gboolean *) user_data = haulier_store_remove_jobs_finish (HAULIER_STORE (source), result, NULL);
}

/* What was saved before a call is stored before it, and what was saved after it, after it. */
static void
test_store_order (void)
{
  g_autofree char *folder = store_fixture_make_folder ();
  HaulierStore *store = store_fixture_open (folder);
  g_autoptr (HaulierJob) first = store_fixture_make_job (1);
  g_autoptr (HaulierJob) second = store_fixture_make_job (2);
  g_autoptr (GPtrArray) none = g_ptr_array_new ();
  g_autoptr (GPtrArray) jobs = NULL;
  const char *const ids[] = { first->id, NULL };
  gboolean removed = FALSE;

  g_assert_true (store_fixture_create (store, first, none, NULL));
  g_assert_true (store_fixture_create (store, second, none, NULL));
  second->error_count = 1;
  haulier_store_save_job (store, second);
  haulier_store_remove_jobs_async (store, ids, on_removed, &removed);
  second->error_count = 2;
  haulier_store_save_job (store, second);
  second->error_count = 3;
  haulier_store_save_job (store, second);
  jobs = store_fixture_load_jobs (store);
  g_assert_true (removed);
  g_assert_cmpuint (jobs->len, ==, 1);
  g_assert_cmpuint (((HaulierJob *) g_ptr_array_index (jobs, 0))->error_count, ==, 3);
  store_fixture_close (store);
  store_fixture_remove_folder (folder);
}

static void
on_settings (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GError **error = user_data;

  if (haulier_store_set_settings_finish (HAULIER_STORE (source), result, error))
    *error = g_error_new_literal (HAULIER_ERROR, 0, "set");
}

static void
test_store_settings (void)
{
  g_autofree char *folder = store_fixture_make_folder ();
  HaulierStore *store = store_fixture_open (folder);
  g_autoptr (GVariant) defaults = g_variant_ref_sink (haulier_settings_get_defaults ());
  g_autoptr (GError) good = NULL;
  g_autoptr (GError) bad = NULL;

  g_assert_cmpvariant (haulier_store_get_settings (store), defaults);
  haulier_store_set_settings_async (
      store,
      g_variant_new_parsed ("{'time-slice': <uint64 30>, 'certificate-authorities': <'/a b'>}"),
      on_settings,
      &good);
  haulier_store_set_settings_async (
      store,
      g_variant_new_parsed ("{'history-days': <uint64 1>, 'background-jobs': <uint64 0>}"),
      on_settings,
      &bad);
  while (good == NULL || bad == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpstr (good->message, ==, "set");
  g_assert_error (bad, HAULIER_ERROR, HAULIER_ERROR_INVALID_ARGUMENT);
  g_assert_cmpuint (
      haulier_settings_get_number (haulier_store_get_settings (store), "time-slice"), ==, 30);
  store_fixture_close (store);
  store = store_fixture_open (folder);
  g_assert_cmpuint (
      haulier_settings_get_number (haulier_store_get_settings (store), "time-slice"), ==, 30);
  g_assert_cmpuint (
      haulier_settings_get_number (haulier_store_get_settings (store), "history-days"), ==, 30);
  g_assert_cmpstr (
      haulier_settings_get_text (haulier_store_get_settings (store), "certificate-authorities"),
      ==,
      "/a b");
  store_fixture_close (store);
  store_fixture_remove_folder (folder);
}

static void
test_store_one_process (void)
{
  g_autofree char *folder = store_fixture_make_folder ();
  HaulierStore *store = store_fixture_open (folder);
  g_autoptr (GError) error = NULL;

  g_assert_null (store_fixture_try_open (folder, &error));
  g_assert_error (error, HAULIER_ERROR, HAULIER_ERROR_FAILED);
  g_assert_nonnull (strstr (error->message, "another Haulier engine"));
  store_fixture_close (store);
  store = store_fixture_open (folder);
  store_fixture_close (store);
  store_fixture_remove_folder (folder);
}

/* Nobody else reads the queue, not even what an earlier umask left open. */
static void
test_store_private_files (void)
{
  g_autofree char *parent = store_fixture_make_folder ();
  g_autofree char *folder = g_build_filename (parent, "state", NULL);
  g_autofree char *database = g_build_filename (folder, "queue.db", NULL);
  HaulierStore *store = store_fixture_open (folder);
  g_autoptr (GDir) dir = NULL;
  const char *name = NULL;
  GStatBuf status;

  store_fixture_create_jobs (store, 1, 1);
  store_fixture_close (store);
  g_assert_cmpint (g_chmod (database, 0644), ==, 0);
  g_assert_cmpint (g_chmod (folder, 0755), ==, 0);
  store = store_fixture_open (folder);
  store_fixture_create_jobs (store, 2, 1);
  g_assert_cmpint (g_stat (folder, &status), ==, 0);
  g_assert_cmphex (status.st_mode & 07777, ==, 0700);
  dir = g_dir_open (folder, 0, NULL);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      g_assert_cmpint (g_stat (path, &status), ==, 0);
      g_test_message ("%s", name);
      g_assert_cmphex (status.st_mode & 07777, ==, 0600);
    }
  store_fixture_close (store);
  store_fixture_remove_folder (folder);
  store_fixture_remove_folder (parent);
}

static void
on_flushed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(gboolean *) user_data = haulier_store_flush_finish (HAULIER_STORE (source), result, NULL);
}

/* What was asked for before the end is done, and answered. */
static void
test_store_close_answers (void)
{
  g_autofree char *folder = store_fixture_make_folder ();
  HaulierStore *store = store_fixture_open (folder);
  gboolean flushed = FALSE;

  haulier_store_flush_async (store, on_flushed, &flushed);
  haulier_store_close (store);
  g_assert_false (flushed);
  while (!flushed)
    g_main_context_iteration (NULL, TRUE);
  store_fixture_close (store);
  store_fixture_remove_folder (folder);
}

static void
test_store_closed (void)
{
  g_autofree char *folder = store_fixture_make_folder ();
  HaulierStore *store = store_fixture_open (folder);
  g_autoptr (HaulierJob) job = store_fixture_make_job (1);
  g_autoptr (GPtrArray) none = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;

  haulier_store_close (store);
  haulier_store_close (store);
  g_assert_false (store_fixture_create (store, job, none, &error));
  g_assert_error (error, HAULIER_ERROR, HAULIER_ERROR_INVALID_STATE);
  haulier_store_save_job (store, job);
  haulier_store_save_files (store, job->id, store_fixture_make_files ("/target", 1, 0));
  store_fixture_close (store);
  store_fixture_remove_folder (folder);
}

static void
test_store_bad_folder (void)
{
  g_autofree char *parent = store_fixture_make_folder ();
  g_autofree char *file = g_build_filename (parent, "file", NULL);
  g_autofree char *folder = g_build_filename (file, "state", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (file, "x", 1, NULL));
  g_assert_null (store_fixture_try_open (folder, &error));
  g_assert_nonnull (error);
  g_assert_true (error->domain == HAULIER_ERROR);
  store_fixture_remove_folder (parent);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/store/store/job-fields", test_store_job_fields);
  g_test_add_func ("/store/store/file-fields", test_store_file_fields);
  g_test_add_func ("/store/store/file-pages", test_store_file_pages);
  g_test_add_func ("/store/store/remove", test_store_remove);
  g_test_add_func ("/store/store/order", test_store_order);
  g_test_add_func ("/store/store/settings", test_store_settings);
  g_test_add_func ("/store/store/one-process", test_store_one_process);
  g_test_add_func ("/store/store/private-files", test_store_private_files);
  g_test_add_func ("/store/store/close-answers", test_store_close_answers);
  g_test_add_func ("/store/store/closed", test_store_closed);
  g_test_add_func ("/store/store/bad-folder", test_store_bad_folder);
  return g_test_run ();
}
