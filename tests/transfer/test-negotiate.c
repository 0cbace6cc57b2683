/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Tests of Negotiate where the logon has no tickets: caches that are not there or not ours. Those
 * with tickets are in tests/lab. */
#include "config.h"

#include "haulier-negotiate.h"

#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#define NOBODY_UID 65534
/* Kerberos 1.20 does not survive the sight of somebody else's cache more often than not. */
#define N_TRIES 20

static void
assert_unavailable (const char *cache, const char *words)
{
  g_setenv ("KRB5CCNAME", cache, TRUE);
  for (guint i = 0; i < N_TRIES; i++)
    {
      g_autoptr (HaulierNegotiate) negotiate = haulier_negotiate_new (NULL, NULL);
      g_autofree char *token = NULL;
      g_autofree char *message = NULL;

      g_assert_cmpint (haulier_negotiate_make_token (negotiate, "localhost", &token, &message),
                       ==,
                       HAULIER_NEGOTIATE_UNAVAILABLE);
      g_assert_null (token);
      g_assert_nonnull (strstr (message, words));
      g_assert_nonnull (strstr (message, cache));
    }
}

/* What lies in it is cut off after the version. */
static void
make_cache (const char *path)
{
  g_assert_true (g_file_set_contents (path, "\x05\x04", 2, NULL));
  g_assert_no_errno (g_chmod (path, geteuid () == 0 ? 0600 : 0));
}

/* In a process of its own: there is no way back for root. */
static void
become_nobody (void)
{
  if (geteuid () == 0)
    g_assert_no_errno (setresuid (NOBODY_UID, NOBODY_UID, NOBODY_UID));
}

static void
test_negotiate_missing (void)
{
  assert_unavailable ("FILE:/nonexistent/cache", "there are none");
  assert_unavailable ("/nonexistent/cache", "there are none");
  assert_unavailable ("DIR:/nonexistent/caches", "there are none");
}

/* The part that is somebody else. */
static void
test_negotiate_as_nobody (void)
{
  const char *file = g_getenv ("TEST_CACHE");
  g_autofree char *folder = NULL;
  g_autofree char *file_name = g_strconcat ("FILE:", file, NULL);
  g_autofree char *folder_name = NULL;
  const char *words = NULL;

  if (!g_test_subprocess ())
    return;
  folder = g_path_get_dirname (file);
  folder_name = g_strconcat ("DIR:", folder, NULL);
  become_nobody ();
  words = geteuid () == NOBODY_UID ? "belongs to somebody else" : "Permission denied";
  assert_unavailable (file_name, words);
  assert_unavailable (file, words);
  assert_unavailable (folder_name, words);
}

static void
test_negotiate_of_somebody_else (void)
{
  g_autofree char *folder = g_dir_make_tmp (NULL, NULL);
  g_autofree char *file = g_build_filename (folder, "tkt", NULL);
  g_autofree char *primary = g_build_filename (folder, "primary", NULL);

  g_assert_no_errno (g_chmod (folder, 0755));
  g_assert_true (g_file_set_contents (primary, "tkt\n", -1, NULL));
  make_cache (file);
  g_setenv ("TEST_CACHE", file, TRUE);
  g_test_trap_subprocess ("/transfer/negotiate/as-nobody", 0, 0);
  g_test_trap_assert_passed ();
  g_assert_no_errno (g_unlink (file));
  g_assert_no_errno (g_unlink (primary));
  g_assert_no_errno (g_rmdir (folder));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_setenv ("KRB5_CONFIG", "/dev/null", TRUE);
  g_test_add_func ("/transfer/negotiate/missing", test_negotiate_missing);
  g_test_add_func ("/transfer/negotiate/as-nobody", test_negotiate_as_nobody);
  g_test_add_func ("/transfer/negotiate/of-somebody-else", test_negotiate_of_somebody_else);
  return g_test_run ();
}
