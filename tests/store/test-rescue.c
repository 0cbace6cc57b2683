/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Tests of haulier-store-rescue.c: whatever is damaged, the queue comes back. */
#include "config.h"

#include <glib/gstdio.h>
#include <sqlite3.h>
#include <string.h>
#include <unistd.h>

#include "haulier-error.h"
#include "haulier-settings.h"
#include "store-fixture.h"

#define N_COPIED 60u
#define N_JOURNALLED 5u
#define PAGE_SIZE_BYTES 4096u

static const char *const file_names[]
    = { "queue.db", "queue.db-wal", "queue.db.copy", "queue.journal" };

static void
on_settings (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(gboolean *) user_data
      = haulier_store_set_settings_finish (HAULIER_STORE (source), result, NULL);
}

static void
end_job (HaulierStore *store, guint number)
{
  g_autoptr (HaulierJob) job = store_fixture_make_job (number);
  GPtrArray *files = store_fixture_load_files (store, job->id, 0, 0);
  HaulierFile *file = g_ptr_array_index (files, 0);

  file->state = HAULIER_FILE_STATE_FINISHED;
  file->total = file->transferred = 4711;
  file->flags |= HAULIER_FILE_DURABLE;
  haulier_store_save_files (store, job->id, files);
  job->state = HAULIER_JOB_STATE_ACKNOWLEDGED;
  job->completed = 42;
  haulier_store_save_job (store, job);
}

/* Jobs 1 to 60 are in the copy, 61 to 65 in the journal; 2 and 61 were removed, 3 and 62 ended. */
static void
fill (HaulierStore *store)
{
  g_autoptr (HaulierJob) old = store_fixture_make_job (2);
  g_autoptr (HaulierJob) new = store_fixture_make_job (N_COPIED + 1);
  gboolean set = FALSE;

  store_fixture_create_jobs (store, N_COPIED + 1, N_JOURNALLED);
  g_assert_true (store_fixture_remove (store, old->id, NULL));
  g_assert_true (store_fixture_remove (store, new->id, NULL));
  end_job (store, 3);
  end_job (store, N_COPIED + 2);
  haulier_store_set_settings_async (
      store, g_variant_new_parsed ("{'time-slice': <uint64 77>}"), on_settings, &set);
  g_assert_true (store_fixture_flush (store, NULL));
  g_assert_true (set);
}

static void
copy_files (const char *from, const char *to)
{
  for (guint i = 0; i < G_N_ELEMENTS (file_names); i++)
    {
      g_autofree char *source = g_build_filename (from, file_names[i], NULL);
      g_autofree char *target = g_build_filename (to, file_names[i], NULL);
      g_autofree char *content = NULL;
      gsize size = 0;

      g_assert_true (g_file_get_contents (source, &content, &size, NULL));
      g_assert_true (g_file_set_contents (target, content, (gssize) size, NULL));
    }
}

/* Returns: a folder as a power cut leaves it: nothing was closed */
static char *
make_interrupted (void)
{
  g_autofree char *folder = store_fixture_make_folder ();
  char *interrupted = store_fixture_make_folder ();
  HaulierStore *store = store_fixture_open (folder);

  store_fixture_create_jobs (store, 1, N_COPIED);
  store_fixture_close (store);
  store = store_fixture_open (folder);
  fill (store);
  copy_files (folder, interrupted);
  store_fixture_close (store);
  store_fixture_remove_folder (folder);
  return interrupted;
}

static HaulierJob *
find_job (GPtrArray *jobs, guint number)
{
  g_autoptr (HaulierJob) like = store_fixture_make_job (number);

  for (guint i = 0; i < jobs->len; i++)
    {
      HaulierJob *job = g_ptr_array_index (jobs, i);

      if (g_str_equal (job->id, like->id))
        return job;
    }
  return NULL;
}

static void
assert_ended (HaulierStore *store, GPtrArray *jobs, guint number)
{
  const HaulierJob *job = find_job (jobs, number);
  g_autoptr (GPtrArray) files = NULL;

  g_assert_nonnull (job);
  g_assert_cmpint (job->state, ==, HAULIER_JOB_STATE_ACKNOWLEDGED);
  g_assert_cmpint (job->completed, ==, 42);
  files = store_fixture_load_files (store, job->id, 0, 0);
  g_assert_cmpint (
      ((HaulierFile *) g_ptr_array_index (files, 0))->state, ==, HAULIER_FILE_STATE_FINISHED);
  g_assert_cmpuint (((HaulierFile *) g_ptr_array_index (files, 0))->total, ==, 4711);
  /* Otherwise it would be fetched again, over what its owner has made of it. */
  g_assert_cmpuint (
      ((HaulierFile *) g_ptr_array_index (files, 0))->flags, ==, HAULIER_FILE_DURABLE);
}

/* Everything is as it was, and works. */
static void
assert_whole (HaulierStore *store)
{
  g_autoptr (GPtrArray) jobs = store_fixture_load_jobs (store);
  g_autoptr (HaulierJob) next = store_fixture_make_job (1000);
  g_autoptr (GPtrArray) taken
      = store_fixture_make_files ("/target/job-64", 1, HAULIER_FILE_EXPLICIT);
  g_autoptr (GError) error = NULL;
  guint64 sequence = 0;

  for (guint i = 0; i < jobs->len; i++)
    {
      const HaulierJob *job = g_ptr_array_index (jobs, i);
      g_autoptr (GPtrArray) files = store_fixture_load_files (store, job->id, 0, 0);

      g_assert_cmpuint (job->sequence, >, sequence);
      g_assert_cmpuint (files->len, ==, 1);
      sequence = job->sequence;
    }
  g_assert_cmpuint (jobs->len, ==, N_COPIED + N_JOURNALLED - 2);
  g_assert_null (find_job (jobs, 2));
  g_assert_null (find_job (jobs, N_COPIED + 1));
  assert_ended (store, jobs, 3);
  assert_ended (store, jobs, N_COPIED + 2);
  g_assert_false (store_fixture_create (store, next, taken, &error));
  g_assert_error (error, HAULIER_ERROR, HAULIER_ERROR_FILE_EXISTS);
  g_assert_cmpuint (
      haulier_settings_get_number (haulier_store_get_settings (store), "time-slice"), ==, 77);
}

static gsize
get_size (const char *path)
{
  GStatBuf status;

  g_assert_cmpint (g_stat (path, &status), ==, 0);
  return (gsize) status.st_size;
}

static void
overwrite_all (const char *path)
{
  gsize size = get_size (path);
  g_autofree char *garbage = g_malloc (size);

  for (gsize i = 0; i < size; i++)
    garbage[i] = (char) g_test_rand_int_range (0, 256);
  store_fixture_damage (path, 0, garbage, size);
}

static void
cut_in_half (const char *path)
{
  g_assert_cmpint (truncate (path, (off_t) (get_size (path) / 2 - 100)), ==, 0);
}

static void
cut_to_nothing (const char *path)
{
  g_assert_cmpint (truncate (path, 0), ==, 0);
}

static void delete (const char *path) { g_assert_cmpint (g_unlink (path), ==, 0); }

static void
overwrite_magic (const char *path)
{
  store_fixture_damage (path, 0, "SQLite format 9", 15);
}

/* Every page but the first one, each in turn, would be long: the ones in the middle. */
static void
overwrite_page (const char *path)
{
  gsize n_pages = get_size (path) / PAGE_SIZE_BYTES;
  g_autofree char *garbage = g_strnfill (PAGE_SIZE_BYTES, (char) 0xee);

  g_assert_cmpuint (n_pages, >, 4);
  store_fixture_damage (path, n_pages / 2 * PAGE_SIZE_BYTES, garbage, PAGE_SIZE_BYTES);
}

static void
overwrite_tables (const char *path)
{
  g_autofree char *content = NULL;
  gsize size = 0;
  char *name = NULL;

  g_assert_true (g_file_get_contents (path, &content, &size, NULL));
  name = memmem (content, size, "CREATE TABLE jobs", strlen ("CREATE TABLE jobs"));
  g_assert_nonnull (name);
  store_fixture_damage (path, (gsize) (name - content), "CREATE GARBAGE !!", 17);
}

/* Every occurrence: rows may have been moved, and what they left behind is still there. */
static void
overwrite_text (const char *path, const char *text, const char *bytes)
{
  g_autofree char *content = NULL;
  gsize size = 0;
  guint n_found = 0;

  g_assert_true (g_file_get_contents (path, &content, &size, NULL));
  for (char *found = content; found != NULL; found++)
    {
      found = memmem (found, size - (gsize) (found - content), text, strlen (text));
      if (found == NULL)
        break;
      store_fixture_damage (path, (gsize) (found - content), bytes, strlen (bytes));
      n_found++;
    }
  g_assert_cmpuint (n_found, >, 0);
}

static void
overwrite_name (const char *path)
{
  g_autoptr (HaulierJob) job = store_fixture_make_job (5);

  overwrite_text (path, job->name, "\xff\xfe");
}

static void
overwrite_owner (const char *path)
{
  overwrite_text (path, "uid:", "gid:");
}

static void
overwrite_id (const char *path)
{
  g_autoptr (HaulierJob) job = store_fixture_make_job (5);

  overwrite_text (path, job->id, "????");
}

typedef struct
{
  const char *what;
  void (*damage) (const char *path);
} DamageRow;

static const DamageRow damage_rows[] = {
  { "garbage", overwrite_all },
  { "half of it", cut_in_half },
  { "empty", cut_to_nothing },
  { "gone", delete },
  { "wrong magic", overwrite_magic },
  { "unreadable page", overwrite_page },
  { "unreadable tables", overwrite_tables },
  { "name that is no text", overwrite_name },
  { "owner who is nobody", overwrite_owner },
  { "id that is none", overwrite_id },
};

/* Without what belongs to a database. */
static guint
count_files (const char *folder, const char *part)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name = NULL;
  guint n_files = 0;

  while ((name = g_dir_read_name (dir)) != NULL)
    n_files += strstr (name, part) != NULL && !g_str_has_suffix (name, "-wal")
                       && !g_str_has_suffix (name, "-shm")
                   ? 1
                   : 0;
  return n_files;
}

static void
test_rescue_damage (gconstpointer data)
{
  const DamageRow *row = data;
  g_autofree char *folder = make_interrupted ();
  g_autofree char *database = g_build_filename (folder, "queue.db", NULL);
  g_autofree char *wal = g_build_filename (folder, "queue.db-wal", NULL);
  HaulierStore *store = NULL;

  /* Without its log, which has the newest version of most pages. */
  g_assert_cmpint (g_unlink (wal), ==, 0);
  row->damage (database);
  store = store_fixture_open (folder);
  g_assert_nonnull (haulier_store_get_notices (store)[0]);
  g_assert_cmpuint (count_files (folder, "queue.db.damaged-"), ==, row->damage == delete ? 0 : 1);
  assert_whole (store);
  store_fixture_close (store);
  store = store_fixture_open (folder);
  g_assert_null (haulier_store_get_notices (store)[0]);
  assert_whole (store);
  store_fixture_close (store);
  store_fixture_remove_folder (folder);
}

/* Damage that comes again and again does not fill the disk. */
static void
test_rescue_repeated (void)
{
  g_autofree char *folder = store_fixture_make_folder ();
  g_autofree char *database = g_build_filename (folder, "queue.db", NULL);

  for (guint i = 0; i < 8; i++)
    {
      HaulierStore *store = store_fixture_open (folder);

      store_fixture_create_jobs (store, i + 1, 1);
      store_fixture_close (store);
      overwrite_all (database);
    }
  g_assert_cmpuint (count_files (folder, "queue.db.damaged-"), ==, 5);
  store_fixture_remove_folder (folder);
}

/* More than the page cache holds, so that it has to be read again. */
static GPtrArray *
make_large_files (void)
{
  g_autofree char *padding = g_strnfill (4000, 'x');
  GPtrArray *files = store_fixture_make_files ("/target/large", 5000, 0);

  for (guint i = 0; i < files->len; i++)
    {
      HaulierFile *file = g_ptr_array_index (files, i);

      g_free (file->remote);
      file->remote = g_strdup_printf ("http://example.org/%u/%s", i, padding);
    }
  return files;
}

static void
on_rescued (HaulierStore *store, const char *const *notices, char ***out_notices)
{
  *out_notices = g_strdupv ((char **) notices);
}

/* A store with a large job, which is in the database file and in the copy. */
static HaulierStore *
open_large (const char *folder, HaulierJob *job, GPtrArray *files)
{
  g_autofree char *database = g_build_filename (folder, "queue.db", NULL);
  g_autofree char *copy = g_build_filename (folder, "queue.db.copy", NULL);
  HaulierStore *store = store_fixture_open (folder);

  g_assert_true (store_fixture_create (store, job, files, NULL));
  /* Both are written when there is nothing else to do. */
  while (!g_file_test (copy, G_FILE_TEST_EXISTS) || get_size (database) < 5000 * 4000)
    g_assert_true (store_fixture_flush (store, NULL));
  return store;
}

static void
assert_large (HaulierStore *store, const HaulierJob *job, GPtrArray *files)
{
  g_autoptr (GPtrArray) loaded = store_fixture_load_files (store, job->id, 0, 0);

  g_assert_cmpuint (loaded->len, ==, files->len);
  g_assert_cmpstr (((HaulierFile *) g_ptr_array_index (loaded, 7))->remote,
                   ==,
                   ((HaulierFile *) g_ptr_array_index (files, 7))->remote);
}

/* The database is damaged while it is in use: nobody has to start anything again. */
static void
test_rescue_in_use (void)
{
  g_autofree char *folder = store_fixture_make_folder ();
  g_autofree char *database = g_build_filename (folder, "queue.db", NULL);
  g_autoptr (HaulierJob) job = store_fixture_make_job (1000);
  g_autoptr (GPtrArray) files = make_large_files ();
  HaulierStore *store = open_large (folder, job, files);
  g_autoptr (GPtrArray) jobs = NULL;
  g_auto (GStrv) notices = NULL;

  g_signal_connect (store, "rescued", G_CALLBACK (on_rescued), &notices);
  store_fixture_create_jobs (store, 1, 3);
  overwrite_all (database);
  assert_large (store, job, files);
  while (notices == NULL)
    g_main_context_iteration (NULL, TRUE);
  store_fixture_create_jobs (store, 4, 1);
  jobs = store_fixture_load_jobs (store);
  g_assert_cmpuint (jobs->len, ==, 5);
  g_assert_cmpuint (count_files (folder, "queue.db.damaged-"), ==, 1);
  store_fixture_close (store);
  store_fixture_remove_folder (folder);
}

/* Pages are copied as they are: a copy of a damaged database does not replace the good one. */
static void
test_rescue_copy_is_checked (void)
{
  g_autofree char *folder = store_fixture_make_folder ();
  g_autofree char *database = g_build_filename (folder, "queue.db", NULL);
  g_autoptr (HaulierJob) job = store_fixture_make_job (1000);
  g_autoptr (GPtrArray) files = make_large_files ();
  HaulierStore *store = open_large (folder, job, files);

  haulier_store_save_job (store, job);
  overwrite_page (database);
  store_fixture_close (store);
  store = store_fixture_open (folder);
  g_assert_nonnull (haulier_store_get_notices (store)[0]);
  assert_large (store, job, files);
  store_fixture_close (store);
  store_fixture_remove_folder (folder);
}

/* A log that is damaged is silently passed over by SQLite; the journal is not. */
static void
test_rescue_log (void)
{
  g_autofree char *folder = make_interrupted ();
  g_autofree char *wal = g_build_filename (folder, "queue.db-wal", NULL);
  HaulierStore *store = NULL;
  g_autoptr (GPtrArray) jobs = NULL;

  overwrite_all (wal);
  store = store_fixture_open (folder);
  g_assert_nonnull (haulier_store_get_notices (store)[0]);
  jobs = store_fixture_load_jobs (store);
  g_assert_cmpuint (jobs->len, ==, N_COPIED + N_JOURNALLED - 2);
  assert_ended (store, jobs, N_COPIED + 2);
  store_fixture_close (store);
  store_fixture_remove_folder (folder);
}

static void
test_rescue_damaged_copy (void)
{
  g_autofree char *folder = make_interrupted ();
  g_autofree char *database = g_build_filename (folder, "queue.db", NULL);
  g_autofree char *wal = g_build_filename (folder, "queue.db-wal", NULL);
  g_autofree char *copy = g_build_filename (folder, "queue.db.copy", NULL);
  HaulierStore *store = NULL;
  g_autoptr (GPtrArray) jobs = NULL;

  g_unlink (wal);
  overwrite_all (database);
  overwrite_page (copy);
  store = store_fixture_open (folder);
  g_assert_cmpuint (g_strv_length ((char **) haulier_store_get_notices (store)), >=, 3);
  g_assert_cmpuint (count_files (folder, "queue.db.copy.damaged-"), ==, 1);
  jobs = store_fixture_load_jobs (store);
  g_assert_cmpuint (jobs->len, ==, N_JOURNALLED - 1);
  store_fixture_close (store);
  store_fixture_remove_folder (folder);
}

static void
test_rescue_nothing_left (void)
{
  g_autofree char *folder = make_interrupted ();
  HaulierStore *store = NULL;
  g_autoptr (GPtrArray) jobs = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (file_names); i++)
    {
      g_autofree char *path = g_build_filename (folder, file_names[i], NULL);

      overwrite_all (path);
    }
  store = store_fixture_open (folder);
  g_assert_nonnull (haulier_store_get_notices (store)[0]);
  jobs = store_fixture_load_jobs (store);
  g_assert_cmpuint (jobs->len, ==, 0);
  store_fixture_create_jobs (store, 1, 1);
  store_fixture_close (store);
  store_fixture_remove_folder (folder);
}

/* Nothing is damaged: nothing is said, and nothing changes. */
static void
test_rescue_interrupted (void)
{
  g_autofree char *folder = make_interrupted ();
  g_autofree char *half_copy = g_build_filename (folder, "queue.db.copy.new", NULL);
  g_autofree char *half_rescue = g_build_filename (folder, "queue.db.new", NULL);
  HaulierStore *store = NULL;

  g_assert_true (g_file_set_contents (half_copy, "half", -1, NULL));
  g_assert_true (g_file_set_contents (half_rescue, "half", -1, NULL));
  store = store_fixture_open (folder);
  g_assert_null (haulier_store_get_notices (store)[0]);
  assert_whole (store);
  store_fixture_close (store);
  store_fixture_remove_folder (folder);
}

static void
set_version (const char *path, int version)
{
  g_autofree char *sql = g_strdup_printf ("PRAGMA user_version = %d", version);
  sqlite3 *db = NULL;

  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db, sql, NULL, NULL, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_close (db), ==, SQLITE_OK);
}

static GBytes *
read_bytes (const char *path)
{
  char *content = NULL;
  gsize size = 0;

  g_assert_true (g_file_get_contents (path, &content, &size, NULL));
  return g_bytes_new_take (content, size);
}

/* What a newer program wrote is refused and left alone, also when only the copy is readable. */
static void
test_rescue_newer (void)
{
  g_autofree char *folder = make_interrupted ();
  g_autofree char *database = g_build_filename (folder, "queue.db", NULL);
  g_autofree char *copy = g_build_filename (folder, "queue.db.copy", NULL);
  g_autofree char *journal = g_build_filename (folder, "queue.journal", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) copy_error = NULL;
  g_autoptr (GBytes) before = NULL;
  g_autoptr (GBytes) after = NULL;
  g_autoptr (GBytes) journal_before = read_bytes (journal);
  g_autoptr (GBytes) journal_after = NULL;

  set_version (database, 9999);
  before = read_bytes (database);
  g_assert_null (store_fixture_try_open (folder, &error));
  g_assert_error (error, HAULIER_ERROR, HAULIER_ERROR_NOT_IMPLEMENTED);
  g_assert_nonnull (strstr (error->message, "newer version"));
  after = read_bytes (database);
  g_assert_true (g_bytes_equal (before, after));
  set_version (copy, 9999);
  overwrite_all (database);
  g_assert_null (store_fixture_try_open (folder, &copy_error));
  g_assert_error (copy_error, HAULIER_ERROR, HAULIER_ERROR_NOT_IMPLEMENTED);
  g_assert_cmpuint (count_files (folder, "damaged"), ==, 0);
  journal_after = read_bytes (journal);
  g_assert_true (g_bytes_equal (journal_before, journal_after));
  store_fixture_remove_folder (folder);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (damage_rows); i++)
    {
      g_autofree char *path = g_strdup_printf ("/store/rescue/damage/%s", damage_rows[i].what);

      g_test_add_data_func (g_strdelimit (path, " ", '-'), &damage_rows[i], test_rescue_damage);
    }
  g_test_add_func ("/store/rescue/repeated", test_rescue_repeated);
  g_test_add_func ("/store/rescue/in-use", test_rescue_in_use);
  g_test_add_func ("/store/rescue/copy-is-checked", test_rescue_copy_is_checked);
  g_test_add_func ("/store/rescue/log", test_rescue_log);
  g_test_add_func ("/store/rescue/damaged-copy", test_rescue_damaged_copy);
  g_test_add_func ("/store/rescue/nothing-left", test_rescue_nothing_left);
  g_test_add_func ("/store/rescue/interrupted", test_rescue_interrupted);
  g_test_add_func ("/store/rescue/newer", test_rescue_newer);
  return g_test_run ();
}
