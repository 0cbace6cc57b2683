/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Tests of the vault of a whole computer: sealed with a key of the test, by systemd-creds (AUTH-2).
 */
#include "config.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

#include "haulier-error.h"
#include "haulier-vault.h"

#define SECRET "sésame, ouvre-toi"

typedef struct
{
  char *folder;
  char *key;
  HaulierVault *vault;
  HaulierCredential *credential;
} Fixture;

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

/* A computer's key is made by the first one who needs it. */
static void
set_up (Fixture *fixture, gconstpointer user_data)
{
  fixture->folder = g_dir_make_tmp (NULL, NULL);
  fixture->key = g_build_filename (fixture->folder, "key", NULL);
  g_setenv ("SYSTEMD_CREDENTIAL_SECRET", fixture->key, TRUE);
  fixture->vault = haulier_vault_new (HAULIER_ENGINE_SCOPE_SYSTEM, fixture->folder);
  fixture->credential
      = haulier_credential_new (HAULIER_AUTH_TARGET_SERVER, HAULIER_AUTH_SCHEME_BASIC);
  fixture->credential->user = g_strdup ("anna");
  fixture->credential->secret = g_uuid_string_random ();
}

static char *
dup_path (const Fixture *fixture)
{
  return g_build_filename (fixture->folder, "secrets", fixture->credential->secret, NULL);
}

static void
tear_down (Fixture *fixture, gconstpointer user_data)
{
  g_autofree char *path = dup_path (fixture);
  g_autofree char *secrets = g_path_get_dirname (path);

  g_object_unref (fixture->vault);
  haulier_credential_free (fixture->credential);
  g_unlink (path);
  g_unlink (fixture->key);
  g_rmdir (secrets);
  g_assert_no_errno (g_rmdir (fixture->folder));
  g_free (fixture->folder);
  g_free (fixture->key);
}

/* A restart of the engine: nothing is in memory. */
static void
restart (Fixture *fixture)
{
  g_object_unref (fixture->vault);
  fixture->vault = haulier_vault_new (HAULIER_ENGINE_SCOPE_SYSTEM, fixture->folder);
}

static HaulierKept
keep (Fixture *fixture, const char *text)
{
  g_autoptr (HaulierSecret) secret = haulier_secret_new (text, -1);
  g_autoptr (GAsyncResult) result = NULL;

  haulier_vault_keep_async (
      fixture->vault, "job", fixture->credential, secret, NULL, on_done, &result);
  return haulier_vault_keep_finish (fixture->vault, wait_for (&result), NULL);
}

static HaulierSecret *
lookup (Fixture *fixture, HaulierKept *out_kept, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  haulier_vault_lookup_async (fixture->vault, fixture->credential->secret, NULL, on_done, &result);
  return haulier_vault_lookup_finish (fixture->vault, wait_for (&result), out_kept, error);
}

static HaulierKept
inspect (Fixture *fixture)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GHashTable) found = NULL;

  haulier_vault_inspect_async (fixture->vault, "job", NULL, on_done, &result);
  found = haulier_vault_inspect_finish (fixture->vault, wait_for (&result), NULL);
  return haulier_vault_tell (found, fixture->credential);
}

static gboolean
forget (Fixture *fixture)
{
  g_autoptr (GAsyncResult) result = NULL;

  haulier_vault_remove_async (fixture->vault, fixture->credential->secret, on_done, &result);
  return haulier_vault_remove_finish (fixture->vault, wait_for (&result), NULL);
}

static void
assert_gone (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  HaulierKept kept = HAULIER_KEPT_NONE;

  g_assert_null (lookup (fixture, &kept, &error));
  g_assert_nonnull (error);
  g_assert_cmpint (kept, ==, HAULIER_KEPT_MISSING);
}

static void
test_sealed_vault_survives (Fixture *fixture, gconstpointer user_data)
{
  g_autoptr (HaulierSecret) found = NULL;
  HaulierKept kept = HAULIER_KEPT_NONE;

  g_assert_cmpint (inspect (fixture), ==, HAULIER_KEPT_MISSING);
  g_assert_cmpint (keep (fixture, SECRET), ==, HAULIER_KEPT_MACHINE);
  g_assert_false (haulier_vault_is_needed (fixture->vault));
  restart (fixture);
  g_assert_cmpint (inspect (fixture), ==, HAULIER_KEPT_MACHINE);
  found = lookup (fixture, &kept, NULL);
  g_assert_nonnull (found);
  g_assert_cmpstr (haulier_secret_peek (found), ==, SECRET);
  g_assert_cmpuint (haulier_secret_get_length (found), ==, strlen (SECRET));
  g_assert_cmpint (kept, ==, HAULIER_KEPT_MACHINE);
}

static void
test_sealed_vault_file (Fixture *fixture, gconstpointer user_data)
{
  g_autofree char *path = dup_path (fixture);
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *contents = NULL;
  gsize length = 0;
  GStatBuf status;

  keep (fixture, SECRET);
  g_assert_no_errno (g_stat (path, &status));
  g_assert_cmpint (status.st_mode, ==, S_IFREG | 0600);
  g_assert_no_errno (g_stat (folder, &status));
  g_assert_cmpint (status.st_mode, ==, S_IFDIR | 0700);
  g_assert_true (g_file_get_contents (path, &contents, &length, NULL));
  g_assert_null (memmem (contents, length, SECRET, strlen (SECRET)));
  g_assert_null (memmem (contents, length, "anna", 4));
}

static void
test_sealed_vault_forgets (Fixture *fixture, gconstpointer user_data)
{
  g_autofree char *path = dup_path (fixture);

  keep (fixture, SECRET);
  g_assert_true (forget (fixture));
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
  assert_gone (fixture);
  g_assert_cmpint (inspect (fixture), ==, HAULIER_KEPT_MISSING);
  g_assert_true (forget (fixture));
}

/* A file in the place of another one is not taken for it. */
static void
test_sealed_vault_other_name (Fixture *fixture, gconstpointer user_data)
{
  g_autofree char *from = dup_path (fixture);
  g_autofree char *to = NULL;

  keep (fixture, SECRET);
  g_free (fixture->credential->secret);
  fixture->credential->secret = g_uuid_string_random ();
  to = dup_path (fixture);
  g_assert_no_errno (g_rename (from, to));
  assert_gone (fixture);
}

static void
test_sealed_vault_other_computer (Fixture *fixture, gconstpointer user_data)
{
  keep (fixture, SECRET);
  restart (fixture);
  g_assert_no_errno (g_unlink (fixture->key));
  assert_gone (fixture);
}

static void
test_sealed_vault_damaged (Fixture *fixture, gconstpointer user_data)
{
  g_autofree char *path = dup_path (fixture);

  keep (fixture, SECRET);
  restart (fixture);
  g_assert_true (g_file_set_contents (path, "damaged", -1, NULL));
  assert_gone (fixture);
}

/* What comes out of a database is no path. */
static void
test_sealed_vault_bad_reference (Fixture *fixture, gconstpointer user_data)
{
  g_free (fixture->credential->secret);
  fixture->credential->secret = g_strdup ("../key");
  assert_gone (fixture);
  g_assert_true (g_file_set_contents (fixture->key, "key", -1, NULL));
  g_assert_true (forget (fixture));
  g_assert_true (g_file_test (fixture->key, G_FILE_TEST_EXISTS));
}

static void
test_sealed_vault_empty (Fixture *fixture, gconstpointer user_data)
{
  g_autoptr (HaulierSecret) found = NULL;

  g_assert_cmpint (keep (fixture, ""), ==, HAULIER_KEPT_MACHINE);
  restart (fixture);
  found = lookup (fixture, NULL, NULL);
  g_assert_nonnull (found);
  g_assert_cmpstr (haulier_secret_peek (found), ==, "");
}

/* Memory it is, and said so; a restart loses it. */
static void
assert_memory_only (Fixture *fixture)
{
  g_autoptr (HaulierSecret) found = NULL;
  HaulierKept kept = HAULIER_KEPT_NONE;

  g_assert_cmpint (keep (fixture, SECRET), ==, HAULIER_KEPT_MEMORY);
  g_assert_true (haulier_vault_is_needed (fixture->vault));
  g_assert_cmpint (inspect (fixture), ==, HAULIER_KEPT_MEMORY);
  found = lookup (fixture, &kept, NULL);
  g_assert_cmpstr (haulier_secret_peek (found), ==, SECRET);
  g_assert_cmpint (kept, ==, HAULIER_KEPT_MEMORY);
  restart (fixture);
  assert_gone (fixture);
}

static void
test_sealed_vault_no_program (Fixture *fixture, gconstpointer user_data)
{
  g_autofree char *path = g_strdup (g_getenv ("PATH"));

  g_setenv ("PATH", "/nonexistent", TRUE);
  assert_memory_only (fixture);
  g_setenv ("PATH", path, TRUE);
}

static void
test_sealed_vault_no_key (Fixture *fixture, gconstpointer user_data)
{
  g_setenv ("SYSTEMD_CREDENTIAL_SECRET", "/proc/nonexistent/key", TRUE);
  assert_memory_only (fixture);
}

static void
test_sealed_vault_cancelled (Fixture *fixture, gconstpointer user_data)
{
  g_autoptr (HaulierSecret) secret = haulier_secret_new (SECRET, -1);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  haulier_vault_keep_async (
      fixture->vault, "job", fixture->credential, secret, cancellable, on_done, &result);
  g_cancellable_cancel (cancellable);
  haulier_vault_keep_finish (fixture->vault, wait_for (&result), &error);
  g_assert_error (error, HAULIER_ERROR, HAULIER_ERROR_CANCELLED);
  assert_gone (fixture);
}

static void
add (const char *path, void (*test) (Fixture *, gconstpointer))
{
  g_test_add (path, Fixture, NULL, set_up, test, tear_down);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  add ("/store/sealed-vault/survives", test_sealed_vault_survives);
  add ("/store/sealed-vault/file", test_sealed_vault_file);
  add ("/store/sealed-vault/forgets", test_sealed_vault_forgets);
  add ("/store/sealed-vault/other-name", test_sealed_vault_other_name);
  add ("/store/sealed-vault/other-computer", test_sealed_vault_other_computer);
  add ("/store/sealed-vault/damaged", test_sealed_vault_damaged);
  add ("/store/sealed-vault/bad-reference", test_sealed_vault_bad_reference);
  add ("/store/sealed-vault/empty", test_sealed_vault_empty);
  add ("/store/sealed-vault/no-program", test_sealed_vault_no_program);
  add ("/store/sealed-vault/no-key", test_sealed_vault_no_key);
  add ("/store/sealed-vault/cancelled", test_sealed_vault_cancelled);
  return g_test_run ();
}
