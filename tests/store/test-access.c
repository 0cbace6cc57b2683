/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Tests of what the store knows about access: settings of jobs, and logins that were tried. */
#include "config.h"

#include <glib/gstdio.h>

#include "haulier-error.h"
#include "store-fixture.h"

#define ORIGIN "https://a.example:443"

static void
on_done (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GAsyncResult **place = user_data;

  *place = g_object_ref (result);
}

static GAsyncResult *
wait_for (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return *result;
}

static gboolean
set_job (HaulierStore *store, const HaulierJob *job, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  haulier_store_set_job_async (store, job, on_done, &result);
  return haulier_store_set_job_finish (store, wait_for (&result), error);
}

static void
write_login (HaulierStore *store, const HaulierLoginRecord *record)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  haulier_store_write_login_async (store, record, on_done, &result);
  haulier_store_write_login_finish (store, wait_for (&result), &error);
  g_assert_no_error (error);
}

static GPtrArray *
load_logins (HaulierStore *store, const HaulierLoginRecord *where)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GPtrArray *records = NULL;

  haulier_store_load_logins_async (store, where, on_done, &result);
  records = haulier_store_load_logins_finish (store, wait_for (&result), &error);
  g_assert_no_error (error);
  return records;
}

static void
set_proxy (HaulierJob *job, const char *list)
{
  haulier_proxy_settings_clear (&job->access.proxy);
  job->access.proxy.usage = HAULIER_PROXY_USAGE_OVERRIDE;
  job->access.proxy.list = g_strdup (list);
}

/* Returns: (transfer full): the only job */
static HaulierJob *
load_job (HaulierStore *store)
{
  g_autoptr (GPtrArray) jobs = store_fixture_load_jobs (store);

  g_assert_cmpuint (jobs->len, ==, 1);
  return haulier_job_copy (g_ptr_array_index (jobs, 0));
}

/* Returns: a folder with a store that has one job, in database and copy */
static char *
make_folder (void)
{
  char *folder = store_fixture_make_folder ();
  HaulierStore *store = store_fixture_open (folder);
  g_autoptr (HaulierJob) job = store_fixture_make_job (1);
  g_autoptr (GPtrArray) files = store_fixture_make_files ("/target", 1, HAULIER_FILE_EXPLICIT);
  HaulierCredential *credential
      = haulier_credential_new (HAULIER_AUTH_TARGET_SERVER, HAULIER_AUTH_SCHEME_BASIC);

  credential->user = g_strdup ("anna");
  credential->secret = g_strdup ("reference");
  credential->stamp = 12;
  haulier_credentials_take (job->access.credentials, credential);
  set_proxy (job, "first:3128");
  job->access.token.flags = HAULIER_TOKEN_NETWORK;
  job->settings.profile = HAULIER_PROFILE_VISTA;
  g_assert_true (store_fixture_create (store, job, files, NULL));
  store_fixture_close (store);
  return folder;
}

static void
assert_access (const HaulierJob *job, const char *proxy_list)
{
  const HaulierCredential *credential = haulier_credentials_find (job->access.credentials,
                                                                  HAULIER_CREDENTIAL_SOURCE_JOB,
                                                                  HAULIER_AUTH_TARGET_SERVER,
                                                                  HAULIER_AUTH_SCHEME_BASIC,
                                                                  NULL);

  g_assert_nonnull (credential);
  g_assert_cmpstr (credential->user, ==, "anna");
  g_assert_cmpuint (credential->stamp, ==, 12);
  g_assert_cmpint (job->access.proxy.usage, ==, HAULIER_PROXY_USAGE_OVERRIDE);
  g_assert_cmpstr (job->access.proxy.list, ==, proxy_list);
  g_assert_cmpuint (job->access.token.flags, ==, HAULIER_TOKEN_NETWORK);
  g_assert_cmpint (job->settings.profile, ==, HAULIER_PROFILE_VISTA);
}

static void
test_access_of_job (void)
{
  g_autofree char *folder = make_folder ();
  HaulierStore *store = store_fixture_open (folder);
  g_autoptr (HaulierJob) job = load_job (store);
  g_autoptr (HaulierJob) again = NULL;
  g_autoptr (HaulierJob) other = store_fixture_make_job (2);
  g_autoptr (GError) error = NULL;

  assert_access (job, "first:3128");
  set_proxy (job, "second:3128");
  g_assert_true (set_job (store, job, NULL));
  again = load_job (store);
  assert_access (again, "second:3128");
  g_assert_false (set_job (store, other, &error));
  g_assert_error (error, HAULIER_ERROR, HAULIER_ERROR_NOT_FOUND);
  store_fixture_close (store);
  store_fixture_remove_folder (folder);
}

static GBytes *
read_file (const char *folder, const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  char *content = NULL;
  gsize size = 0;

  g_assert_true (g_file_get_contents (path, &content, &size, NULL));
  return g_bytes_new_take (content, size);
}

static void
write_file (const char *folder, const char *name, GBytes *content)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);

  g_assert_true (g_file_set_contents (
      path, g_bytes_get_data (content, NULL), (gssize) g_bytes_get_size (content), NULL));
}

/* Closes @store as if it had been killed with a damaged database: what is left is @copy and the
 * journal of now.
 *
 * Returns: the store, opened again */
static HaulierStore *
reopen_damaged (const char *folder, HaulierStore *store, GBytes *copy)
{
  g_autoptr (GBytes) journal = read_file (folder, "queue.journal");
  g_autofree char *database = g_build_filename (folder, "queue.db", NULL);
  g_autofree char *log = g_build_filename (folder, "queue.db-wal", NULL);

  store_fixture_close (store);
  write_file (folder, "queue.journal", journal);
  write_file (folder, "queue.db.copy", copy);
  g_unlink (log);
  store_fixture_damage (database, 0, "garbage", 7);
  store = store_fixture_open (folder);
  g_assert_nonnull (haulier_store_get_notices (store)[0]);
  return store;
}

/* The copy has the proxy of before: what came later is in the journal. */
static void
test_access_is_rescued (void)
{
  g_autofree char *folder = make_folder ();
  g_autoptr (GBytes) copy = read_file (folder, "queue.db.copy");
  HaulierStore *store = store_fixture_open (folder);
  g_autoptr (HaulierJob) job = load_job (store);
  g_autoptr (HaulierJob) again = NULL;

  set_proxy (job, "second:3128");
  g_assert_true (set_job (store, job, NULL));
  store = reopen_damaged (folder, store, copy);
  again = load_job (store);
  assert_access (again, "second:3128");
  store_fixture_close (store);
  store_fixture_remove_folder (folder);
}

static HaulierLoginRecord
make_login (const char *owner, const char *user, guint64 stamp, HaulierLoginOutcome outcome)
{
  return (HaulierLoginRecord){ .owner = (char *) owner,
                               .target = HAULIER_AUTH_TARGET_SERVER,
                               .origin = (char *) ORIGIN,
                               .realm = (char *) "files",
                               .kind = HAULIER_CANDIDATE_JOB,
                               .scheme = HAULIER_AUTH_SCHEME_BASIC,
                               .user = (char *) user,
                               .stamp = stamp,
                               .outcome = outcome,
                               .time = (gint64) stamp };
}

static void
test_access_logins (void)
{
  g_autofree char *folder = store_fixture_make_folder ();
  HaulierStore *store = store_fixture_open (folder);
  HaulierLoginRecord first = make_login ("uid:1000", "anna", 1, HAULIER_LOGIN_ATTEMPTED);
  HaulierLoginRecord implicit = make_login ("uid:1000", NULL, 2, HAULIER_LOGIN_ATTEMPTED);
  HaulierLoginRecord stranger = make_login ("uid:1001", "anna", 3, HAULIER_LOGIN_REJECTED);
  HaulierLoginRecord elsewhere = make_login ("uid:1000", "anna", 4, HAULIER_LOGIN_REJECTED);
  g_autoptr (GPtrArray) records = NULL;
  g_autoptr (GPtrArray) by_stamp = NULL;
  const HaulierLoginRecord *record = NULL;

  elsewhere.realm = (char *) "other";
  implicit.kind = HAULIER_CANDIDATE_IMPLICIT;
  write_login (store, &first);
  write_login (store, &implicit);
  write_login (store, &stranger);
  write_login (store, &elsewhere);
  first.outcome = HAULIER_LOGIN_REJECTED;
  write_login (store, &first);
  store_fixture_close (store);
  store = store_fixture_open (folder);
  records = load_logins (store, &first);
  g_assert_cmpuint (records->len, ==, 2);
  record = g_ptr_array_index (records, 0);
  g_assert_cmpstr (record->user, ==, "anna");
  g_assert_cmpint (record->kind, ==, HAULIER_CANDIDATE_JOB);
  g_assert_cmpint (record->scheme, ==, HAULIER_AUTH_SCHEME_BASIC);
  g_assert_cmpuint (record->stamp, ==, 1);
  g_assert_cmpint (record->outcome, ==, HAULIER_LOGIN_REJECTED);
  g_assert_cmpint (record->time, ==, 1);
  g_assert_cmpstr (record->origin, ==, ORIGIN);
  record = g_ptr_array_index (records, 1);
  g_assert_null (record->user);
  g_assert_cmpint (record->kind, ==, HAULIER_CANDIDATE_IMPLICIT);
  g_assert_cmpint (record->outcome, ==, HAULIER_LOGIN_ATTEMPTED);
  by_stamp = load_logins (store, &(HaulierLoginRecord){ .owner = (char *) "uid:1000", .stamp = 4 });
  g_assert_cmpuint (by_stamp->len, ==, 1);
  g_assert_cmpint (((HaulierLoginRecord *) g_ptr_array_index (by_stamp, 0))->outcome,
                   ==,
                   HAULIER_LOGIN_REJECTED);
  store_fixture_close (store);
  store_fixture_remove_folder (folder);
}

static void
assert_outcome (HaulierStore *store, const HaulierLoginRecord *login)
{
  g_autoptr (GPtrArray) records = load_logins (store, login);
  const HaulierLoginRecord *record = NULL;

  g_assert_cmpuint (records->len, ==, 1);
  record = g_ptr_array_index (records, 0);
  g_assert_cmpint (record->outcome, ==, login->outcome);
  g_assert_cmpuint (record->stamp, ==, login->stamp);
  g_assert_cmpstr (record->user, ==, login->user);
}

/* The copy knows of no attempt, or of one without its end: the journal has both. */
static void
test_access_logins_are_rescued (void)
{
  g_autofree char *folder = make_folder ();
  HaulierStore *store = store_fixture_open (folder);
  HaulierLoginRecord early = make_login ("uid:1000", "anna", 1, HAULIER_LOGIN_ATTEMPTED);
  HaulierLoginRecord late = make_login ("uid:1001", "ben", 2, HAULIER_LOGIN_ATTEMPTED);
  g_autoptr (GBytes) copy = NULL;

  write_login (store, &early);
  store_fixture_close (store);
  copy = read_file (folder, "queue.db.copy");
  store = store_fixture_open (folder);
  early.outcome = HAULIER_LOGIN_REJECTED;
  early.time++;
  write_login (store, &early);
  write_login (store, &late);
  store = reopen_damaged (folder, store, copy);
  assert_outcome (store, &early);
  assert_outcome (store, &late);
  store_fixture_close (store);
  store_fixture_remove_folder (folder);
}

/* A sound database that lost its log has them back; what it knows better it keeps. */
static void
test_access_logins_are_replayed (void)
{
  g_autofree char *folder = make_folder ();
  HaulierStore *store = store_fixture_open (folder);
  HaulierLoginRecord known = make_login ("uid:1000", "anna", 1, HAULIER_LOGIN_ATTEMPTED);
  HaulierLoginRecord lost = make_login ("uid:1001", "ben", 2, HAULIER_LOGIN_REJECTED);
  g_autoptr (GBytes) journal = NULL;
  g_autoptr (GBytes) database = NULL;

  write_login (store, &known);
  journal = read_file (folder, "queue.journal");
  known.outcome = HAULIER_LOGIN_REJECTED;
  known.time++;
  write_login (store, &known);
  store_fixture_close (store);
  write_file (folder, "queue.journal", journal);
  store = store_fixture_open (folder);
  assert_outcome (store, &known);
  store_fixture_close (store);
  database = read_file (folder, "queue.db");
  store = store_fixture_open (folder);
  write_login (store, &lost);
  g_clear_pointer (&journal, g_bytes_unref);
  journal = read_file (folder, "queue.journal");
  store_fixture_close (store);
  write_file (folder, "queue.journal", journal);
  write_file (folder, "queue.db", database);
  store = store_fixture_open (folder);
  assert_outcome (store, &lost);
  store_fixture_close (store);
  store_fixture_remove_folder (folder);
}

static void
set_hosts (HaulierStore *store, const char *text)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  haulier_store_set_hosts_async (store, g_variant_new_parsed (text), on_done, &result);
  haulier_store_set_hosts_finish (store, wait_for (&result), &error);
  g_assert_no_error (error);
}

/* What every account has, as text. */
static char *
print_hosts (HaulierStore *store)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) rows = NULL;
  g_autoptr (GString) text = g_string_new (NULL);

  haulier_store_load_hosts_async (store, on_done, &result);
  rows = haulier_store_load_hosts_finish (store, wait_for (&result), NULL);
  for (guint i = 0; i < rows->len; i++)
    {
      g_autofree char *row = g_variant_print (rows->pdata[i], FALSE);

      g_string_append (text, row);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* Replaced for one account at a time, and there again after damage. */
static void
test_access_hosts (void)
{
  g_autofree char *folder = make_folder ();
  HaulierStore *store = store_fixture_open (folder);
  g_autoptr (GBytes) copy = NULL;
  g_autofree char *before = print_hosts (store);
  g_autofree char *kept = NULL;
  g_autofree char *rescued = NULL;

  g_assert_cmpstr (before, ==, "");
  set_hosts (store, "('uid:1001', {'b': <2>})");
  set_hosts (store, "('uid:1000', {'a': <1>})");
  store_fixture_close (store);
  copy = read_file (folder, "queue.db.copy");
  store = store_fixture_open (folder);
  kept = print_hosts (store);
  g_assert_cmpstr (kept, ==, "('uid:1000', {'a': <1>})('uid:1001', {'b': <2>})");
  set_hosts (store, "('uid:1001', @a{sv} {})");
  set_hosts (store, "('uid:1000', {'a': <3>})");
  store = reopen_damaged (folder, store, copy);
  rescued = print_hosts (store);
  g_assert_cmpstr (rescued, ==, "('uid:1000', {'a': <3>})('uid:1001', {})");
  store_fixture_close (store);
  store_fixture_remove_folder (folder);
}

static void
on_written (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_assert_true (haulier_store_write_login_finish (HAULIER_STORE (source), result, NULL));
  (*(guint *) user_data)++;
}

/* The oldest ones go. */
static void
test_access_logins_limit (void)
{
  g_autofree char *folder = store_fixture_make_folder ();
  HaulierStore *store = store_fixture_open (folder);
  HaulierLoginRecord where = make_login ("uid:1000", "anna", 0, HAULIER_LOGIN_REJECTED);
  g_autoptr (GPtrArray) records = NULL;
  const guint n_written = HAULIER_STORE_LOGINS_MAX_RECORDS + 3;
  guint done = 0;

  for (guint i = 1; i <= n_written; i++)
    {
      HaulierLoginRecord record = make_login ("uid:1000", "anna", i, HAULIER_LOGIN_REJECTED);

      haulier_store_write_login_async (store, &record, on_written, &done);
    }
  while (done < n_written)
    g_main_context_iteration (NULL, TRUE);
  records = load_logins (store, &where);
  g_assert_cmpuint (records->len, ==, HAULIER_STORE_LOGINS_MAX_RECORDS);
  g_assert_cmpuint (((HaulierLoginRecord *) g_ptr_array_index (records, 0))->stamp, ==, 4);
  store_fixture_close (store);
  store_fixture_remove_folder (folder);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/store/access/of-job", test_access_of_job);
  g_test_add_func ("/store/access/is-rescued", test_access_is_rescued);
  g_test_add_func ("/store/access/logins", test_access_logins);
  g_test_add_func ("/store/access/logins-are-rescued", test_access_logins_are_rescued);
  g_test_add_func ("/store/access/logins-are-replayed", test_access_logins_are_replayed);
  g_test_add_func ("/store/access/hosts", test_access_hosts);
  g_test_add_func ("/store/access/logins-limit", test_access_logins_limit);
  return g_test_run ();
}
