/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Tests that changes which cannot be stored are kept, told, and stored later. */
#include "config.h"

#include <signal.h>
#include <sys/resource.h>

#include "haulier-error.h"
#include "store-fixture.h"

/* Files of this process cannot grow beyond it: what a full disk is like. */
static void
set_file_limit (gboolean limited)
{
  struct rlimit limit;

  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &limit), ==, 0);
  limit.rlim_cur = limited ? 1 : limit.rlim_max;
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &limit), ==, 0);
}

static void
on_trouble (HaulierStore *store, const char *reason, GPtrArray *reasons)
{
  g_ptr_array_add (reasons, g_strdup (reason));
}

static void
save (HaulierStore *store, HaulierJob *job, guint error_count)
{
  job->error_count = error_count;
  haulier_store_save_job (store, job);
}

static void
assert_stored (HaulierStore *store, const HaulierJob *job)
{
  g_autoptr (GPtrArray) jobs = store_fixture_load_jobs (store);
  g_autoptr (GPtrArray) files = store_fixture_load_files (store, job->id, 0, 0);
  g_autoptr (GPtrArray) trace = store_fixture_load_trace (store, job->id, 0, 0);

  g_assert_cmpuint (jobs->len, ==, 1);
  g_assert_cmpuint (((HaulierJob *) g_ptr_array_index (jobs, 0))->error_count, ==, 7);
  g_assert_cmpuint (((HaulierFile *) g_ptr_array_index (files, 0))->transferred, ==, 9);
  g_assert_cmpuint (((HaulierFile *) g_ptr_array_index (files, 1))->transferred, ==, 8);
  g_assert_cmpuint (trace->len, ==, 2);
}

static GPtrArray *
make_progress (guint index, guint64 transferred)
{
  GPtrArray *files = g_ptr_array_new ();
  HaulierFile *file = haulier_file_new (index, "http://example.org/", "/target/file", 0);

  file->transferred = transferred;
  g_ptr_array_add (files, file);
  return files;
}

static GPtrArray *
make_trace (const char *text)
{
  GPtrArray *records = g_ptr_array_new ();

  g_ptr_array_add (records, haulier_trace_record_new (1, 0, "state", text, NULL));
  return records;
}

static void
test_trouble_kept (void)
{
  g_autofree char *folder = store_fixture_make_folder ();
  HaulierStore *store = store_fixture_open (folder);
  g_autoptr (GPtrArray) reasons = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (HaulierJob) job = store_fixture_make_job (1);
  g_autoptr (HaulierJob) refused = store_fixture_make_job (2);
  g_autoptr (GPtrArray) files = store_fixture_make_files ("/target", 2, 0);
  g_autoptr (GPtrArray) others = store_fixture_make_files ("/other", 2, 0);
  g_autoptr (GError) error = NULL;

  g_signal_connect (store, "trouble", G_CALLBACK (on_trouble), reasons);
  g_assert_true (store_fixture_create (store, job, files, NULL));
  set_file_limit (TRUE);
  save (store, job, 5);
  haulier_store_save_files (store, job->id, make_progress (0, 5));
  haulier_store_add_trace (store, job->id, make_trace ("first"));
  while (reasons->len == 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_nonnull (g_ptr_array_index (reasons, 0));
  save (store, job, 6);
  haulier_store_save_files (store, job->id, make_progress (1, 8));
  g_assert_false (store_fixture_flush (store, &error));
  g_assert_error (error, HAULIER_ERROR, HAULIER_ERROR_IO_DEVICE);
  g_clear_error (&error);
  g_assert_false (store_fixture_create (store, refused, others, &error));
  g_assert_nonnull (error);
  save (store, job, 7);
  haulier_store_save_files (store, job->id, make_progress (0, 9));
  haulier_store_add_trace (store, job->id, make_trace ("second"));
  set_file_limit (FALSE);
  /* Nobody asks: it is tried again by itself. */
  while (g_ptr_array_index (reasons, reasons->len - 1) != NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (store_fixture_flush (store, NULL));
  assert_stored (store, job);
  store_fixture_close (store);
  store = store_fixture_open (folder);
  assert_stored (store, job);
  store_fixture_close (store);
  store_fixture_remove_folder (folder);
}

/* A creation that fails leaves the names of its files as they were, and takes no one with it. */
static void
test_trouble_create (void)
{
  g_autofree char *folder = store_fixture_make_folder ();
  HaulierStore *store = store_fixture_open (folder);
  g_autoptr (HaulierJob) job = store_fixture_make_job (1);
  g_autoptr (HaulierJob) next = store_fixture_make_job (2);
  g_autoptr (GPtrArray) files = store_fixture_make_files ("/target", 1, 0);
  g_autoptr (GPtrArray) same = store_fixture_make_files ("/target", 1, 0);
  g_autoptr (GError) error = NULL;

  g_assert_true (store_fixture_create (store, job, files, NULL));
  set_file_limit (TRUE);
  g_assert_false (store_fixture_create (store, next, same, &error));
  set_file_limit (FALSE);
  g_assert_nonnull (error);
  g_assert_true (error->domain == HAULIER_ERROR);
  g_assert_cmpstr (((HaulierFile *) g_ptr_array_index (same, 0))->local, ==, "/target/file-0");
  g_clear_error (&error);
  store_fixture_create (store, next, same, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (((HaulierFile *) g_ptr_array_index (same, 0))->local, ==, "/target/file-0 (1)");
  store_fixture_close (store);
  store_fixture_remove_folder (folder);
}

int
main (int argc, char *argv[])
{
  signal (SIGXFSZ, SIG_IGN);
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/store/trouble/kept", test_trouble_kept);
  g_test_add_func ("/store/trouble/create", test_trouble_create);
  return g_test_run ();
}
