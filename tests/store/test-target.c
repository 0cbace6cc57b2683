/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Tests of haulier-store-target.c: two live files never have the same target. */
#include "config.h"

#include <string.h>

#include "haulier-error.h"
#include "store-fixture.h"

typedef struct
{
  char *folder;
  HaulierStore *store;
  guint n_jobs;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->folder = store_fixture_make_folder ();
  fixture->store = store_fixture_open (fixture->folder);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  store_fixture_close (fixture->store);
  store_fixture_remove_folder (fixture->folder);
  g_free (fixture->folder);
}

/* Adds a job with the files that are named; each path with a flag in front: "!" is explicit.
 *
 * Returns: the paths as they were stored, with blanks between, or the error */
static char *
add (Fixture *fixture, const char *const *paths, HaulierJob **out_job)
{
  g_autoptr (HaulierJob) job = store_fixture_make_job (++fixture->n_jobs);
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func ((GDestroyNotify) haulier_file_free);
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GPtrArray) stored = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; paths[i] != NULL; i++)
    g_ptr_array_add (files,
                     haulier_file_new (i,
                                       "http://example.org/",
                                       paths[i] + (paths[i][0] == '!' ? 1 : 0),
                                       paths[i][0] == '!' ? HAULIER_FILE_EXPLICIT : 0));
  job->local = g_strdup (((HaulierFile *) g_ptr_array_index (files, 0))->local);
  if (!store_fixture_create (fixture->store, job, files, &error))
    {
      for (guint i = 0; i < files->len; i++)
        g_assert_cmpstr (((HaulierFile *) g_ptr_array_index (files, i))->local,
                         ==,
                         paths[i] + (paths[i][0] == '!' ? 1 : 0));
      g_assert_error (error, HAULIER_ERROR, HAULIER_ERROR_FILE_EXISTS);
      return g_strdup (error->message);
    }
  stored = store_fixture_load_files (fixture->store, job->id, 0, 0);
  for (guint i = 0; i < stored->len; i++)
    {
      const char *local = ((HaulierFile *) g_ptr_array_index (stored, i))->local;

      g_assert_cmpstr (local, ==, ((HaulierFile *) g_ptr_array_index (files, i))->local);
      g_string_append_printf (text, "%s%s", i == 0 ? "" : "|", local);
    }
  if (out_job != NULL)
    *out_job = g_steal_pointer (&job);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

#define ADD(...) add (fixture, (const char *const[]){ __VA_ARGS__, NULL }, NULL)

static void
test_target_numbers (Fixture *fixture, gconstpointer data)
{
  g_autofree char *first = ADD ("/t/a.tar.gz");
  g_autofree char *second = ADD ("/t/a.tar.gz");
  g_autofree char *third = ADD ("/t/a.tar.gz", "/t/b", "/t/a.tar.gz");
  g_autofree char *given = ADD ("!/t/c (1)");
  g_autofree char *around = ADD ("/t/c", "/t/c", "/t/c");
  g_autofree char *elsewhere = ADD ("/u/a.tar.gz");
  g_autoptr (GPtrArray) jobs = store_fixture_load_jobs (fixture->store);

  g_assert_cmpstr (first, ==, "/t/a.tar.gz");
  g_assert_cmpstr (second, ==, "/t/a (1).tar.gz");
  g_assert_cmpstr (third, ==, "/t/a (2).tar.gz|/t/b|/t/a (3).tar.gz");
  g_assert_cmpstr (given, ==, "/t/c (1)");
  g_assert_cmpstr (around, ==, "/t/c|/t/c (2)|/t/c (3)");
  g_assert_cmpstr (elsewhere, ==, "/u/a.tar.gz");
  /* What the list shows of a job follows its first file. */
  g_assert_cmpstr (((HaulierJob *) g_ptr_array_index (jobs, 1))->local, ==, "/t/a (1).tar.gz");
}

/* An explicit target is refused, with the name of the job that has it, and nothing is half done. */
static void
test_target_explicit (Fixture *fixture, gconstpointer data)
{
  HaulierJob *job = NULL;
  g_autofree char *owner = add (fixture, (const char *const[]){ "/t/x", NULL }, &job);
  g_autofree char *refused = ADD ("/t/new", "/t/x", "!/t/x");
  g_autofree char *itself = ADD ("!/t/y", "!/t/y");
  g_autofree char *spelled = ADD ("!/t//z/../x");
  g_autofree char *fresh = ADD ("!/t/new", "!/t/y");
  g_autoptr (GPtrArray) jobs = store_fixture_load_jobs (fixture->store);

  g_assert_cmpstr (owner, ==, "/t/x");
  g_assert_nonnull (strstr (refused, "/t/x"));
  g_assert_nonnull (strstr (refused, job->id));
  g_assert_nonnull (strstr (refused, job->name));
  g_assert_nonnull (strstr (itself, "/t/y"));
  g_assert_nonnull (strstr (spelled, job->id));
  g_assert_cmpstr (fresh, ==, "/t/new|/t/y");
  g_assert_cmpuint (jobs->len, ==, 2);
  haulier_job_free (job);
}

static void
save_file_state (Fixture *fixture, const HaulierJob *job, HaulierFileState state)
{
  GPtrArray *files = store_fixture_load_files (fixture->store, job->id, 0, 1);

  ((HaulierFile *) g_ptr_array_index (files, 0))->state = state;
  haulier_store_save_files (fixture->store, job->id, files);
}

/* A target is free again when its file is finished, its job has ended, or is removed. */
static void
test_target_release (Fixture *fixture, gconstpointer data)
{
  const char *const path[] = { "!/t/x", NULL };
  HaulierJob *finished = NULL;
  HaulierJob *cancelled = NULL;
  HaulierJob *removed = NULL;
  g_autofree char *first = add (fixture, path, &finished);
  g_autofree char *second = NULL;
  g_autofree char *third = NULL;
  g_autofree char *fourth = NULL;
  g_autofree char *fifth = NULL;

  save_file_state (fixture, finished, HAULIER_FILE_STATE_HELD);
  second = add (fixture, path, NULL);
  g_assert_nonnull (strstr (second, finished->id));
  save_file_state (fixture, finished, HAULIER_FILE_STATE_FINISHED);
  third = add (fixture, path, &cancelled);
  g_assert_cmpstr (third, ==, "/t/x");
  cancelled->state = HAULIER_JOB_STATE_CANCELLED;
  haulier_store_save_job (fixture->store, cancelled);
  fourth = add (fixture, path, &removed);
  g_assert_cmpstr (fourth, ==, "/t/x");
  g_assert_true (store_fixture_remove (fixture->store, removed->id, NULL));
  fifth = add (fixture, path, NULL);
  g_assert_cmpstr (fifth, ==, "/t/x");
  haulier_job_free (finished);
  haulier_job_free (cancelled);
  haulier_job_free (removed);
}

static void
test_target_add_files (Fixture *fixture, gconstpointer data)
{
  HaulierJob *job = NULL;
  g_autofree char *first = add (fixture, (const char *const[]){ "/t/x", NULL }, &job);
  g_autoptr (HaulierJob) unknown = store_fixture_make_job (99);
  g_autoptr (GPtrArray) more = g_ptr_array_new_with_free_func ((GDestroyNotify) haulier_file_free);
  g_autoptr (GPtrArray) refused
      = g_ptr_array_new_with_free_func ((GDestroyNotify) haulier_file_free);
  g_autoptr (GPtrArray) stored = NULL;
  g_autoptr (GPtrArray) jobs = NULL;
  g_autoptr (GError) exists = NULL;
  g_autoptr (GError) missing = NULL;

  g_ptr_array_add (more, haulier_file_new (1, "http://example.org/", "/t/x", 0));
  job->files_total = 2;
  g_assert_true (store_fixture_add_files (fixture->store, job, more, NULL));
  g_assert_cmpstr (((HaulierFile *) g_ptr_array_index (more, 0))->local, ==, "/t/x (1)");
  g_ptr_array_add (refused, haulier_file_new (2, "http://example.org/", "/t/free", 0));
  g_ptr_array_add (refused,
                   haulier_file_new (3, "http://example.org/", "/t/x", HAULIER_FILE_EXPLICIT));
  job->files_total = 4;
  g_assert_false (store_fixture_add_files (fixture->store, job, refused, &exists));
  g_assert_error (exists, HAULIER_ERROR, HAULIER_ERROR_FILE_EXISTS);
  g_assert_false (store_fixture_add_files (fixture->store, unknown, more, &missing));
  g_assert_error (missing, HAULIER_ERROR, HAULIER_ERROR_NOT_FOUND);
  stored = store_fixture_load_files (fixture->store, job->id, 0, 0);
  g_assert_cmpuint (stored->len, ==, 2);
  jobs = store_fixture_load_jobs (fixture->store);
  g_assert_cmpuint (((HaulierJob *) g_ptr_array_index (jobs, 0))->files_total, ==, 2);
  haulier_job_free (job);
}

/* Thousands of files of one name, in one job and in many: each number once, and not by trying all.
 */
static void
test_target_many_of_one_name (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  gint64 start = g_get_monotonic_time ();

  for (guint i = 0; i < 4; i++)
    {
      g_autoptr (HaulierJob) job = store_fixture_make_job (i);
      g_autoptr (GPtrArray) files = store_fixture_make_files ("/t", 3000, 0);

      for (guint j = 0; j < files->len; j++)
        {
          HaulierFile *file = g_ptr_array_index (files, j);

          g_free (file->local);
          file->local = g_strdup ("/t/index.html");
        }
      g_assert_true (store_fixture_create (fixture->store, job, files, NULL));
      for (guint j = 0; j < files->len; j++)
        g_assert_true (g_hash_table_add (
            seen, g_strdup (((HaulierFile *) g_ptr_array_index (files, j))->local)));
    }
  g_assert_cmpuint (g_hash_table_size (seen), ==, 12000);
  g_assert_true (g_hash_table_contains (seen, "/t/index (1).html"));
  /* Trying all would be seventy million questions. */
  g_assert_cmpint (g_get_monotonic_time () - start, <, 30 * G_USEC_PER_SEC);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add ("/store/target/numbers", Fixture, NULL, set_up, test_target_numbers, tear_down);
  g_test_add ("/store/target/explicit", Fixture, NULL, set_up, test_target_explicit, tear_down);
  g_test_add ("/store/target/release", Fixture, NULL, set_up, test_target_release, tear_down);
  g_test_add ("/store/target/add-files", Fixture, NULL, set_up, test_target_add_files, tear_down);
  g_test_add ("/store/target/many-of-one-name",
              Fixture,
              NULL,
              set_up,
              test_target_many_of_one_name,
              tear_down);
  return g_test_run ();
}
