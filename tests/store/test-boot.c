/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Tests of haulier-store-boot.c: finished files that were not durable when the machine went down.
 */
#include "config.h"

#include <sqlite3.h>

#include "haulier-error.h"
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

typedef struct
{
  HaulierJobState job;
  HaulierFileState second;
  guint second_flags; /* those of the mask below */
  HaulierFileState third;
} Expected;

static void
assert_reopened (const char *folder, const char *id, const Expected *expected)
{
  const guint mask = HAULIER_FILE_DURABLE | HAULIER_FILE_FRESH | HAULIER_FILE_OVERWRITE;
  HaulierStore *store = store_fixture_open (folder);
  g_autoptr (GPtrArray) jobs = store_fixture_load_jobs (store);
  g_autoptr (GPtrArray) files = store_fixture_load_files (store, id, 0, 0);
  const HaulierFile *first = files->pdata[0];
  const HaulierFile *second = files->pdata[1];
  const HaulierFile *third = files->pdata[2];

  g_assert_cmpint (((HaulierJob *) jobs->pdata[0])->state, ==, expected->job);
  g_assert_cmpint (first->state, ==, HAULIER_FILE_STATE_FINISHED);
  g_assert_cmpint (second->state, ==, expected->second);
  g_assert_cmphex (second->flags & mask, ==, expected->second_flags);
  g_assert_cmpint (third->state, ==, expected->third);
  g_assert_cmpuint (third->flags & HAULIER_FILE_FRESH, ==, 0);
  store_fixture_close (store);
}

/* The engine may be started again and again within one boot: that syncs nothing. */
static void
test_boot_same (void)
{
  const Expected as_before = {
    .job = HAULIER_JOB_STATE_ACKNOWLEDGED,
    .second = HAULIER_FILE_STATE_FINISHED,
    .third = HAULIER_FILE_STATE_HELD,
  };
  const Expected distrusted = {
    .job = HAULIER_JOB_STATE_QUEUED,
    .second = HAULIER_FILE_STATE_PENDING,
    .second_flags = HAULIER_FILE_FRESH | HAULIER_FILE_OVERWRITE,
    .third = HAULIER_FILE_STATE_PENDING,
  };
  g_autofree char *folder = store_fixture_make_folder ();
  HaulierStore *store = store_fixture_open (folder);
  g_autoptr (HaulierJob) job = create_finished_job (store, folder);

  store_fixture_close (store);
  assert_reopened (folder, job->id, &as_before);
  assert_reopened (folder, job->id, &as_before);
  pretend_another_boot (folder);
  assert_reopened (folder, job->id, &distrusted);
  store_fixture_remove_folder (folder);
}

/* What was synced late is believed after another boot. */
static void
test_boot_synced (void)
{
  const Expected durable = {
    .job = HAULIER_JOB_STATE_ACKNOWLEDGED,
    .second = HAULIER_FILE_STATE_FINISHED,
    .second_flags = HAULIER_FILE_DURABLE,
    .third = HAULIER_FILE_STATE_HELD,
  };
  g_autofree char *folder = store_fixture_make_folder ();
  HaulierStore *store = store_fixture_open (folder);
  g_autoptr (HaulierJob) job = create_finished_job (store, folder);
  g_autoptr (GPtrArray) before = store_fixture_list_unsynced (store);
  g_autoptr (GPtrArray) after = NULL;
  g_autoptr (GArray) indexes = g_array_new (FALSE, FALSE, sizeof (guint));

  g_assert_cmpuint (before->len, ==, 1);
  g_assert_cmpstr (before->pdata[0], ==, job->id);
  for (guint i = 1; i < 3; i++)
    g_array_append_val (indexes, i);
  haulier_store_note_synced (store, job->id, indexes);
  after = store_fixture_list_unsynced (store);
  g_assert_cmpuint (after->len, ==, 0);
  store_fixture_close (store);
  pretend_another_boot (folder);
  assert_reopened (folder, job->id, &durable);
  store_fixture_remove_folder (folder);
}

/* Noted in any order, with gaps: those files and no others. */
static void
test_boot_synced_gaps (void)
{
  const guint synced[] = { 7, 2, 3, 9, 1, 3, 12 };
  g_autofree char *folder = store_fixture_make_folder ();
  HaulierStore *store = store_fixture_open (folder);
  g_autoptr (HaulierJob) job = store_fixture_make_job (1);
  GPtrArray *files = store_fixture_make_files (folder, 14, 0);
  g_autoptr (GPtrArray) stored = NULL;
  g_autoptr (GArray) indexes = g_array_new (FALSE, FALSE, sizeof (guint));
  guint mask = 0;

  g_assert_true (store_fixture_create (store, job, files, NULL));
  for (guint i = 0; i < files->len; i++)
    ((HaulierFile *) files->pdata[i])->state = HAULIER_FILE_STATE_FINISHED;
  haulier_store_save_files (store, job->id, files);
  g_array_append_vals (indexes, synced, G_N_ELEMENTS (synced));
  haulier_store_note_synced (store, job->id, indexes);
  stored = store_fixture_load_files (store, job->id, 0, 0);
  for (guint i = 0; i < stored->len; i++)
    {
      if ((((const HaulierFile *) stored->pdata[i])->flags & HAULIER_FILE_DURABLE) != 0)
        mask |= 1u << i;
    }
  g_assert_cmphex (mask, ==, 1u << 1 | 1u << 2 | 1u << 3 | 1u << 7 | 1u << 9 | 1u << 12);
  store_fixture_close (store);
  store_fixture_remove_folder (folder);
}

/* A file that is fetched again owns its path again. */
static void
test_boot_owns_target (void)
{
  g_autofree char *folder = store_fixture_make_folder ();
  HaulierStore *store = store_fixture_open (folder);
  g_autoptr (HaulierJob) job = create_finished_job (store, folder);
  g_autoptr (HaulierJob) second = store_fixture_make_job (2);
  g_autoptr (HaulierJob) third = store_fixture_make_job (3);
  g_autoptr (GPtrArray) explicit = store_fixture_make_files (folder, 3, HAULIER_FILE_EXPLICIT);
  g_autoptr (GPtrArray) durable = store_fixture_make_files (folder, 1, HAULIER_FILE_EXPLICIT);
  g_autoptr (GError) error = NULL;

  store_fixture_close (store);
  pretend_another_boot (folder);
  store = store_fixture_open (folder);
  g_ptr_array_remove_index (explicit, 2);
  g_ptr_array_remove_index (explicit, 0);
  g_assert_false (store_fixture_create (store, second, explicit, &error));
  g_assert_error (error, HAULIER_ERROR, HAULIER_ERROR_FILE_EXISTS);
  g_assert_true (store_fixture_create (store, third, durable, NULL));
  store_fixture_close (store);
  store_fixture_remove_folder (folder);
}

/* A finished job of one file that is not known to be synced. */
static HaulierJob *
create_unsynced_job (HaulierStore *store, const char *folder, guint number, HaulierFileState state)
{
  HaulierJob *job = store_fixture_make_job (number);
  GPtrArray *files = store_fixture_make_files (folder, 1, HAULIER_FILE_OVERWRITE);
  HaulierFile *file = files->pdata[0];

  g_assert_true (store_fixture_create (store, job, files, NULL));
  file->state = state;
  if (state == HAULIER_FILE_STATE_FINISHED)
    job->state = HAULIER_JOB_STATE_ACKNOWLEDGED;
  haulier_store_save_job (store, job);
  haulier_store_save_files (store, job->id, files);
  g_assert_true (store_fixture_flush (store, NULL));
  return job;
}

/* Of the jobs that fetched to one path only the newest gets it back. */
static void
test_boot_one_owner (gconstpointer data)
{
  HaulierFileState last = (HaulierFileState) GPOINTER_TO_INT (data);
  g_autofree char *folder = store_fixture_make_folder ();
  HaulierStore *store = store_fixture_open (folder);
  g_autoptr (HaulierJob) first
      = create_unsynced_job (store, folder, 1, HAULIER_FILE_STATE_FINISHED);
  g_autoptr (HaulierJob) second = create_unsynced_job (store, folder, 2, last);
  g_autoptr (GPtrArray) jobs = NULL;
  g_autoptr (GPtrArray) first_files = NULL;
  g_autoptr (GPtrArray) second_files = NULL;

  store_fixture_close (store);
  pretend_another_boot (folder);
  store = store_fixture_open (folder);
  jobs = store_fixture_load_jobs (store);
  first_files = store_fixture_load_files (store, first->id, 0, 0);
  second_files = store_fixture_load_files (store, second->id, 0, 0);
  g_assert_cmpint (((HaulierJob *) jobs->pdata[0])->state, ==, HAULIER_JOB_STATE_ACKNOWLEDGED);
  g_assert_cmpint (((HaulierFile *) first_files->pdata[0])->state, ==, HAULIER_FILE_STATE_FINISHED);
  g_assert_cmpint (((HaulierJob *) jobs->pdata[1])->state, !=, HAULIER_JOB_STATE_ACKNOWLEDGED);
  g_assert_cmpint (((HaulierFile *) second_files->pdata[0])->state, ==, HAULIER_FILE_STATE_PENDING);
  store_fixture_close (store);
  store_fixture_remove_folder (folder);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/store/boot/same", test_boot_same);
  g_test_add_func ("/store/boot/synced", test_boot_synced);
  g_test_add_func ("/store/boot/synced-gaps", test_boot_synced_gaps);
  g_test_add_func ("/store/boot/owns-target", test_boot_owns_target);
  g_test_add_data_func ("/store/boot/one-owner/finished",
                        GINT_TO_POINTER (HAULIER_FILE_STATE_FINISHED),
                        test_boot_one_owner);
  g_test_add_data_func ("/store/boot/one-owner/pending",
                        GINT_TO_POINTER (HAULIER_FILE_STATE_PENDING),
                        test_boot_one_owner);
  return g_test_run ();
}
