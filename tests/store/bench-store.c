/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* How long the store takes for what performance depends on; prints milliseconds. */
#include "config.h"

#include <stdio.h>

#include "store-fixture.h"

#define N_FILES 10000u
#define N_JOBS 100000u

static gint64
now (void)
{
  return g_get_monotonic_time ();
}

static void
print_time (const char *what, gint64 since)
{
  printf ("%-44s %8.1f ms\n", what, (double) (now () - since) / 1000.0);
  fflush (stdout);
}

static void
bench_files (HaulierStore *store)
{
  g_autoptr (HaulierJob) job = store_fixture_make_job (1);
  g_autoptr (GPtrArray) files = store_fixture_make_files ("/target/many", N_FILES, 0);
  g_autoptr (GPtrArray) loaded = NULL;
  GPtrArray *saved = g_ptr_array_new ();
  gint64 start = now ();

  g_assert_true (store_fixture_create (store, job, files, NULL));
  print_time ("create a job of 10,000 files", start);
  for (guint i = 0; i < files->len; i++)
    {
      HaulierFile *copy = haulier_file_copy (g_ptr_array_index (files, i));

      copy->state = HAULIER_FILE_STATE_FINISHED;
      copy->total = copy->transferred = 4096;
      g_ptr_array_add (saved, copy);
    }
  start = now ();
  haulier_store_save_files (store, job->id, saved);
  g_assert_true (store_fixture_flush (store, NULL));
  print_time ("save 10,000 finished files and flush", start);
  start = now ();
  loaded = store_fixture_load_files (store, job->id, 0, 0);
  print_time ("load 10,000 files", start);
}

static void
bench_same_name (HaulierStore *store)
{
  g_autoptr (HaulierJob) job = store_fixture_make_job (2);
  g_autoptr (GPtrArray) files = store_fixture_make_files ("/target/one", N_FILES, 0);
  gint64 start = 0;

  for (guint i = 0; i < files->len; i++)
    {
      HaulierFile *file = g_ptr_array_index (files, i);

      g_free (file->local);
      file->local = g_strdup ("/target/one/index.html");
    }
  start = now ();
  g_assert_true (store_fixture_create (store, job, files, NULL));
  print_time ("create a job of 10,000 files of one name", start);
}

static void
on_created (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_assert_true (haulier_store_create_job_finish (HAULIER_STORE (source), result, NULL, NULL));
  ++*(guint *) user_data;
}

static void
bench_jobs (HaulierStore *store, guint n_jobs)
{
  gint64 start = now ();
  guint n_created = 0;

  for (guint i = 0; i < n_jobs; i++)
    {
      g_autoptr (HaulierJob) job = store_fixture_make_job (100 + i);
      g_autofree char *folder = g_strdup_printf ("/target/job-%u", i);
      g_autoptr (GPtrArray) files = store_fixture_make_files (folder, 1, 0);

      job->local = g_strdup (((HaulierFile *) g_ptr_array_index (files, 0))->local);
      job->remote = g_strdup (((HaulierFile *) g_ptr_array_index (files, 0))->remote);
      haulier_store_create_job_async (store, job, files, on_created, &n_created);
    }
  while (n_created < n_jobs)
    g_main_context_iteration (NULL, TRUE);
  print_time ("create 100,000 jobs", start);
}

static void
bench_one_job (HaulierStore *store, guint number)
{
  gint64 start = now ();

  store_fixture_create_jobs (store, number, 1);
  print_time ("create one more job", start);
}

int
main (int argc, char *argv[])
{
  g_autofree char *folder = argc > 1 ? g_strdup (argv[1]) : store_fixture_make_folder ();
  HaulierStore *store = store_fixture_open (folder);
  g_autoptr (GPtrArray) jobs = NULL;
  gint64 start = 0;

  bench_files (store);
  bench_same_name (store);
  bench_jobs (store, N_JOBS);
  for (guint i = 0; i < 5; i++)
    bench_one_job (store, 500000 + i);
  start = now ();
  store_fixture_close (store);
  print_time ("close", start);
  start = now ();
  store = store_fixture_open (folder);
  print_time ("open, 100,000 jobs", start);
  start = now ();
  jobs = store_fixture_load_jobs (store);
  print_time ("load 100,000 jobs", start);
  g_assert_cmpuint (jobs->len, ==, N_JOBS + 7);
  start = now ();
  store_fixture_close (store);
  print_time ("close without a change", start);
  if (argc < 2)
    store_fixture_remove_folder (folder);
  return 0;
}
