/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Tests of security contexts: what makes two of them the same, and users that are not there. */
#include "config.h"

#include "haulier-security-context.h"

#include <unistd.h>

#include "haulier-error.h"

static void
test_security_context_own (void)
{
  g_autoptr (HaulierSecurityContext) own = haulier_security_context_new_own (NULL);
  g_autoptr (HaulierSecurityContext) again = haulier_security_context_new_own (NULL);

  g_assert_true (own->own);
  g_assert_cmpuint (own->uid, ==, geteuid ());
  g_assert_cmpstr (own->home, ==, g_get_home_dir ());
  g_assert_cmpstr (own->key, ==, again->key);
}

/* Who has another ticket is somebody else on the network. */
static void
test_security_context_cache_tells_apart (void)
{
  g_autoptr (HaulierSecurityContext) own = haulier_security_context_new_own (NULL);
  g_autoptr (HaulierSecurityContext) eve
      = haulier_security_context_with_cache (own, "FILE:/tmp/eve");
  g_autoptr (HaulierSecurityContext) again
      = haulier_security_context_with_cache (eve, "FILE:/tmp/eve");

  g_assert_cmpstr (own->key, !=, eve->key);
  g_assert_cmpstr (again->key, ==, eve->key);
  g_assert_cmpstr (eve->kerberos_cache, ==, "FILE:/tmp/eve");
  g_assert_cmpuint (eve->uid, ==, own->uid);
  g_assert_true (eve->own);
}

static void
test_security_context_lookup (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HaulierSecurityContext) by_name
      = haulier_security_context_lookup ("root", NULL, &error);
  g_autoptr (HaulierSecurityContext) by_uid = haulier_security_context_lookup_uid (0, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (by_name->key, ==, by_uid->key);
  g_assert_cmpstr (by_uid->user, ==, "root");
  g_assert_cmpuint (by_name->groups[0], ==, 0);
  g_assert_false (by_name->own);
}

static void
test_security_context_no_such_user (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (haulier_security_context_lookup ("nobody here", NULL, &error));
  g_assert_error (error, HAULIER_ERROR, HAULIER_ERROR_NO_SUCH_USER);
  g_assert_nonnull (strstr (error->message, "nobody here"));
  g_clear_error (&error);
  g_assert_null (haulier_security_context_lookup_uid (4000000000u, NULL, &error));
  g_assert_error (error, HAULIER_ERROR, HAULIER_ERROR_NO_SUCH_USER);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/identity/security-context/own", test_security_context_own);
  g_test_add_func ("/identity/security-context/cache-tells-apart",
                   test_security_context_cache_tells_apart);
  g_test_add_func ("/identity/security-context/lookup", test_security_context_lookup);
  g_test_add_func ("/identity/security-context/no-such-user", test_security_context_no_such_user);
  return g_test_run ();
}
