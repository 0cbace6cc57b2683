/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Tests that the queue of every former version is read, and brought up to date. */
#include "config.h"

#include <sqlite3.h>

#include "haulier-error.h"
#include "haulier-settings.h"
#include "haulier-store-schema-private.h"
#include "haulier-store-target-private.h"
#include "store-fixture.h"

static void
make_database (const char *folder, const char *name, const char *fixture)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autofree char *source = g_test_build_filename (G_TEST_DIST, "store", "data", fixture, NULL);
  g_autofree char *sql = NULL;
  sqlite3 *db = NULL;

  g_assert_true (g_file_get_contents (source, &sql, NULL, NULL));
  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  sqlite3_exec (db, sql, NULL, NULL, NULL);
  g_assert_cmpstr (sqlite3_errmsg (db), ==, "not an error");
  g_assert_cmpint (sqlite3_close (db), ==, SQLITE_OK);
}

static gint64
get_version (const char *folder)
{
  g_autofree char *path = g_build_filename (folder, "queue.db", NULL);
  sqlite3 *db = NULL;
  sqlite3_stmt *statement = NULL;
  gint64 version = 0;

  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  g_assert_cmpint (
      sqlite3_prepare_v2 (db, "PRAGMA user_version", -1, &statement, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_step (statement), ==, SQLITE_ROW);
  version = sqlite3_column_int64 (statement, 0);
  sqlite3_finalize (statement);
  sqlite3_close (db);
  return version;
}

static void
assert_version_1 (HaulierStore *store)
{
  g_autoptr (GPtrArray) jobs = store_fixture_load_jobs (store);
  const HaulierJob *job = g_ptr_array_index (jobs, 0);
  g_autoptr (GPtrArray) files = NULL;
  const HaulierFile *file = NULL;

  g_assert_cmpuint (jobs->len, ==, 1);
  g_assert_cmpuint (job->sequence, ==, 7);
  g_assert_cmpstr (job->name, ==, "seven");
  g_assert_cmpint (job->state, ==, HAULIER_JOB_STATE_TRANSIENT_ERROR);
  g_assert_true (haulier_account_equal (job->owner, haulier_account_for_user (1000)));
  g_assert_cmpuint (job->bytes_total, ==, HAULIER_SIZE_UNKNOWN);
  g_assert_cmpint (job->moving_time, ==, 6);
  g_assert_cmphex ((guint) job->failure->code, ==, 0x80200014u);
  files = store_fixture_load_files (store, job->id, 0, 0);
  g_assert_cmpuint (files->len, ==, 2);
  file = g_ptr_array_index (files, 0);
  g_assert_cmpint (file->state, ==, HAULIER_FILE_STATE_FINISHED);
  g_assert_cmpuint (file->flags, ==, HAULIER_FILE_DURABLE);
  g_assert_cmpstr (file->validator, ==, "\"etag\"");
  g_assert_null (file->failure);
  file = g_ptr_array_index (files, 1);
  g_assert_cmpstr (file->local, ==, "/target/b");
  g_assert_cmpstr (file->failure->message, ==, "fetch: there is no such file");
  g_assert_cmpuint (
      haulier_settings_get_number (haulier_store_get_settings (store), "time-slice"), ==, 77);
}

static void
on_done (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GAsyncResult **place = user_data;

  *place = g_object_ref (result);
}

/* A table that versions 1 and 2 did not have. */
static void
assert_logins (HaulierStore *store)
{
  char owner[] = "uid:1000";
  char origin[] = "http://example.org:80";
  HaulierLoginRecord record = { .owner = owner,
                                .target = HAULIER_AUTH_TARGET_SERVER,
                                .origin = origin,
                                .scheme = HAULIER_AUTH_SCHEME_BASIC };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  haulier_store_write_login_async (store, &record, on_done, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  haulier_store_write_login_finish (store, result, &error);
  g_assert_no_error (error);
}

/* What is new in it works, and what was in it still means the same. */
static void
assert_up_to_date (HaulierStore *store)
{
  g_autoptr (GPtrArray) jobs = store_fixture_load_jobs (store);
  const HaulierJob *job = g_ptr_array_index (jobs, 0);
  GPtrArray *records = g_ptr_array_new ();
  g_autoptr (GPtrArray) trace = NULL;
  g_autoptr (HaulierJob) next = store_fixture_make_job (8);
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func ((GDestroyNotify) haulier_file_free);
  g_autoptr (GError) error = NULL;

  g_ptr_array_add (records, haulier_trace_record_new (1, 0, "state", "It moved.", NULL));
  haulier_store_add_trace (store, job->id, records);
  trace = store_fixture_load_trace (store, job->id, 0, 0);
  g_assert_cmpuint (trace->len, ==, 1);
  assert_logins (store);
  g_ptr_array_add (files,
                   haulier_file_new (0, "http://example.org/", "/target/b", HAULIER_FILE_EXPLICIT));
  g_assert_false (store_fixture_create (store, next, files, &error));
  g_assert_error (error, HAULIER_ERROR, HAULIER_ERROR_FILE_EXISTS);
}

static void
test_migration_version (gconstpointer fixture)
{
  g_autofree char *folder = store_fixture_make_folder ();
  HaulierStore *store = NULL;

  make_database (folder, "queue.db", fixture);
  store = store_fixture_open (folder);
  g_assert_null (haulier_store_get_notices (store)[0]);
  assert_version_1 (store);
  assert_up_to_date (store);
  store_fixture_close (store);
  g_assert_cmpint (get_version (folder), ==, haulier_store_schema_get_version ());
  store_fixture_remove_folder (folder);
}

/* The database is gone, and the copy is of the former version. */
static void
test_migration_of_copy (void)
{
  g_autofree char *folder = store_fixture_make_folder ();
  HaulierStore *store = NULL;

  make_database (folder, "queue.db.copy", "version-1.sql");
  store = store_fixture_open (folder);
  g_assert_nonnull (haulier_store_get_notices (store)[0]);
  assert_version_1 (store);
  assert_up_to_date (store);
  store_fixture_close (store);
  store_fixture_remove_folder (folder);
}

/* The hash of a path is in the database: it never changes. */
static void
test_migration_target_hash (void)
{
  g_assert_cmpint (
      haulier_store_target_hash ("/target/b"), ==, G_GINT64_CONSTANT (-3211965697034592890));
  g_assert_cmpint (
      haulier_store_target_hash ("/target//x/../b"), ==, haulier_store_target_hash ("/target/b"));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_data_func ("/store/migration/version-1", "version-1.sql", test_migration_version);
  g_test_add_data_func ("/store/migration/version-2", "version-2.sql", test_migration_version);
  g_test_add_data_func ("/store/migration/version-3", "version-3.sql", test_migration_version);
  g_test_add_func ("/store/migration/of-copy", test_migration_of_copy);
  g_test_add_func ("/store/migration/target-hash", test_migration_target_hash);
  return g_test_run ();
}
