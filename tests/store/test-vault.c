/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Tests of the vault where there is no keyring: memory it is. Those with one are in tests/bus. */
#include "config.h"

#include "haulier-vault.h"

#include "haulier-error.h"

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

static HaulierSecret *
lookup (HaulierVault *vault, const char *reference, HaulierKept *out_kept, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  haulier_vault_lookup_async (vault, reference, NULL, on_done, &result);
  return haulier_vault_lookup_finish (vault, wait_for (&result), out_kept, error);
}

static HaulierKept
inspect (HaulierVault *vault, const HaulierCredential *credential)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GHashTable) found = NULL;

  haulier_vault_inspect_async (vault, "job", NULL, on_done, &result);
  found = haulier_vault_inspect_finish (vault, wait_for (&result), NULL);
  return haulier_vault_tell (found, credential);
}

static void
test_vault_memory (void)
{
  g_autoptr (HaulierVault) vault = haulier_vault_new (HAULIER_ENGINE_SCOPE_SESSION, "/nonexistent");
  g_autoptr (HaulierCredential) credential
      = haulier_credential_new (HAULIER_AUTH_TARGET_SERVER, HAULIER_AUTH_SCHEME_BASIC);
  g_autoptr (HaulierSecret) secret = haulier_secret_new ("sesame", -1);
  g_autoptr (HaulierSecret) found = NULL;
  g_autoptr (GAsyncResult) kept_result = NULL;
  g_autoptr (GAsyncResult) removed_result = NULL;
  g_autoptr (GError) error = NULL;
  HaulierKept kept = HAULIER_KEPT_NONE;

  credential->user = g_strdup ("anna");
  g_assert_cmpint (inspect (vault, credential), ==, HAULIER_KEPT_NONE);
  credential->secret = g_strdup ("reference");
  g_assert_cmpint (inspect (vault, credential), ==, HAULIER_KEPT_MISSING);
  haulier_vault_keep_async (vault, "job", credential, secret, NULL, on_done, &kept_result);
  g_assert_cmpint (
      haulier_vault_keep_finish (vault, wait_for (&kept_result), NULL), ==, HAULIER_KEPT_MEMORY);
  found = lookup (vault, "reference", &kept, NULL);
  g_assert_cmpstr (haulier_secret_peek (found), ==, "sesame");
  g_assert_cmpint (kept, ==, HAULIER_KEPT_MEMORY);
  g_assert_cmpint (inspect (vault, credential), ==, HAULIER_KEPT_MEMORY);
  haulier_vault_remove_async (vault, "reference", on_done, &removed_result);
  wait_for (&removed_result);
  g_assert_null (lookup (vault, "reference", &kept, &error));
  g_assert_error (error, HAULIER_ERROR, HAULIER_ERROR_SERVER_UNAVAILABLE);
  g_assert_cmpint (kept, ==, HAULIER_KEPT_MISSING);
  g_assert_cmpint (inspect (vault, credential), ==, HAULIER_KEPT_MISSING);
}

/* Somebody gave up: then nothing is kept. */
static void
test_vault_cancelled (void)
{
  g_autoptr (HaulierVault) vault = haulier_vault_new (HAULIER_ENGINE_SCOPE_SESSION, "/nonexistent");
  g_autoptr (HaulierCredential) credential
      = haulier_credential_new (HAULIER_AUTH_TARGET_PROXY, HAULIER_AUTH_SCHEME_BASIC);
  g_autoptr (HaulierSecret) secret = haulier_secret_new ("sesame", -1);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  credential->user = g_strdup ("anna");
  credential->secret = g_strdup ("reference");
  g_cancellable_cancel (cancellable);
  haulier_vault_keep_async (vault, "job", credential, secret, cancellable, on_done, &result);
  haulier_vault_keep_finish (vault, wait_for (&result), &error);
  g_assert_error (error, HAULIER_ERROR, HAULIER_ERROR_CANCELLED);
  g_assert_cmpint (inspect (vault, credential), ==, HAULIER_KEPT_MISSING);
}

int
main (int argc, char *argv[])
{
  g_setenv ("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent/bus", TRUE);
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/store/vault/memory", test_vault_memory);
  g_test_add_func ("/store/vault/cancelled", test_vault_cancelled);
  return g_test_run ();
}
