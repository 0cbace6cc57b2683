/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Tests of haulier-store-boot.c: finished files that were not durable when the machine went down.
 */
#include "config.h"

#include <sqlite3.h>

#include "store-fixture.h"

/* A finished job of three files: durable, not durable, and a held one that is not durable. */
static HaulierJob *
create_finished_job (HaulierStore *store, const char *folder)
{
  HaulierJob *job = store_fixture_make_job (1);
  GPtrArray *files = store_fixture_make_files (folder, 3, 0);
  HaulierFile *first = files->pdata[0];
  HaulierFile *second = files->pdata[1];
  HaulierFile *third = files->pdata[2];

  g_assert_true (store_fixture_create (store, job, files, NULL));
  first->state = HAULIER_FILE_STATE_FINISHED;
  first->flags |= HAULIER_FILE_DURABLE;
  second->state = HAULIER_FILE_STATE_FINISHED;
  second->transferred = 100;
  third->state = HAULIER_FILE_STATE_HELD;
  third->transferred = 100;
  job->state = HAULIER_JOB_STATE_ACKNOWLEDGED;
  haulier_store_save_job (store, job);
  haulier_store_save_files (store, job->id, files);
  g_assert_true (store_fixture_flush (store, NULL));
  return job;
}

static void
pretend_another_boot (const char *folder)
{
  g_autofree char *path = g_build_filename (folder, "queue.db", NULL);
  sqlite3 *db = NULL;

  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  g_assert_cmpint (
      sqlite3_exec (db, "UPDATE settings SET value = 'other' WHERE key = 'boot'", NULL, NULL, NULL),
      ==,
      SQLITE_OK);
  g_assert_cmpint (sqlite3_changes (db), ==, 1);
  sqlite3_close (db);
}

static void
assert_reopened (const char *folder,
                 const char *id,
                 HaulierJobState job_state,
                 HaulierFileState second_state,
                 guint second_flags,
                 HaulierFileState third_state)
{
  HaulierStore *store = store_fixture_open (folder);
  g_autoptr (GPtrArray) jobs = store_fixture_load_jobs (store);
  g_autoptr (GPtrArray) files = store_fixture_load_files (store, id, 0, 0);
  const HaulierFile *first = files->pdata[0];
  const HaulierFile *second = files->pdata[1];
  const HaulierFile *third = files->pdata[2];

  g_assert_cmpint (((HaulierJob *) jobs->pdata[0])->state, ==, job_state);
  g_assert_cmpint (first->state, ==, HAULIER_FILE_STATE_FINISHED);
  g_assert_cmpint (second->state, ==, second_state);
  g_assert_cmpuint (second->flags & second_flags, ==, second_flags);
  g_assert_cmpint (third->state, ==, third_state);
  g_assert_cmpuint (third->flags & HAULIER_FILE_FRESH, ==, 0);
  store_fixture_close (store);
}

static void
test_boot_same (void)
{
  g_autofree char *folder = store_fixture_make_folder ();
  HaulierStore *store = store_fixture_open (folder);
  g_autoptr (HaulierJob) job = create_finished_job (store, folder);

  store_fixture_close (store);
  assert_reopened (folder,
                   job->id,
                   HAULIER_JOB_STATE_ACKNOWLEDGED,
                   HAULIER_FILE_STATE_FINISHED,
                   HAULIER_FILE_DURABLE,
                   HAULIER_FILE_STATE_HELD);
  store_fixture_remove_folder (folder);
}

static void
test_boot_another (void)
{
  g_autofree char *folder = store_fixture_make_folder ();
  HaulierStore *store = store_fixture_open (folder);
  g_autoptr (HaulierJob) job = create_finished_job (store, folder);

  store_fixture_close (store);
  pretend_another_boot (folder);
  assert_reopened (folder,
                   job->id,
                   HAULIER_JOB_STATE_QUEUED,
                   HAULIER_FILE_STATE_PENDING,
                   HAULIER_FILE_FRESH | HAULIER_FILE_OVERWRITE,
                   HAULIER_FILE_STATE_PENDING);
  store_fixture_remove_folder (folder);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/store/boot/same", test_boot_same);
  g_test_add_func ("/store/boot/another", test_boot_another);
  return g_test_run ();
}
