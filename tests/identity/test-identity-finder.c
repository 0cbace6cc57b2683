/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Tests of who does the work of a job, in a session and for the machine. */
#include "config.h"

#include "haulier-identity-finder.h"

#include <unistd.h>

#include "haulier-error.h"

/* There on every machine, and nobody's job: the user `daemon`. */
#define DAEMON_UID 1

static void
found_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static HaulierJobIdentities *
find (HaulierEngineScope scope, HaulierJob *job, HaulierJobSides sides, GError **error)
{
  g_autoptr (HaulierIdentityFinder) finder = haulier_identity_finder_new (scope, NULL, NULL);
  g_autoptr (GAsyncResult) result = NULL;

  haulier_identity_finder_find_async (finder, job, sides, found_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return haulier_identity_finder_find_finish (result, error);
}

static HaulierJob *
new_job (HaulierAccountKind kind, uid_t uid)
{
  HaulierJob *job
      = haulier_job_new ("00000000-0000-4000-8000-000000000000", "job", HAULIER_JOB_ORIGIN_DESKTOP);

  job->owner = (HaulierAccount){ kind, uid };
  return job;
}

/* One user, one process for everything. */
static void
test_identity_finder_session (void)
{
  g_autoptr (HaulierJob) job = new_job (HAULIER_ACCOUNT_LOGIN_USER, geteuid ());
  g_autoptr (GError) error = NULL;
  g_autoptr (HaulierJobIdentities) both
      = find (HAULIER_ENGINE_SCOPE_SESSION, job, HAULIER_JOB_SIDES_BOTH, &error);
  g_autoptr (HaulierJobIdentities) files
      = find (HAULIER_ENGINE_SCOPE_SESSION, job, HAULIER_JOB_SIDES_FILES, &error);

  g_assert_no_error (error);
  g_assert_false (both->split);
  g_assert_true (both->network->own);
  g_assert_cmpstr (both->files->key, ==, both->network->key);
  g_assert_false (files->split);
  g_assert_cmpstr (files->files->key, ==, both->files->key);
}

/* In a session the files are looked at without the token; nothing is transferred without it. */
static void
test_identity_finder_session_without_token (void)
{
  g_autoptr (HaulierJob) job = new_job (HAULIER_ACCOUNT_LOGIN_USER, geteuid ());
  g_autoptr (GError) error = NULL;
  g_autoptr (HaulierJobIdentities) files = NULL;

  job->access.token.flags = HAULIER_TOKEN_FLAGS_ALL;
  files = find (HAULIER_ENGINE_SCOPE_SESSION, job, HAULIER_JOB_SIDES_FILES, &error);
  g_assert_no_error (error);
  g_assert_nonnull (files);
  g_assert_null (find (HAULIER_ENGINE_SCOPE_SESSION, job, HAULIER_JOB_SIDES_BOTH, &error));
  g_assert_error (error, HAULIER_ERROR, HAULIER_ERROR_TOKEN_REQUIRED);
}

static void
test_identity_finder_login_user (void)
{
  g_autoptr (HaulierJob) job = new_job (HAULIER_ACCOUNT_LOGIN_USER, DAEMON_UID);
  g_autoptr (GError) error = NULL;
  g_autoptr (HaulierJobIdentities) both
      = find (HAULIER_ENGINE_SCOPE_SYSTEM, job, HAULIER_JOB_SIDES_BOTH, &error);
  g_autoptr (HaulierJobIdentities) files
      = find (HAULIER_ENGINE_SCOPE_SYSTEM, job, HAULIER_JOB_SIDES_FILES, &error);

  g_assert_no_error (error);
  g_assert_false (both->split);
  g_assert_cmpuint (both->files->uid, ==, DAEMON_UID);
  g_assert_cmpstr (both->files->user, ==, "daemon");
  /* Nothing that speaks a protocol is started to look at a file. */
  g_assert_true (files->split);
  g_assert_null (files->network);
}

/* Decided before anything of the other account is touched. */
static void
test_identity_finder_token_required (void)
{
  g_autoptr (HaulierJob) job = new_job (HAULIER_ACCOUNT_LOCAL_SERVICE, 0);
  g_autoptr (GError) error = NULL;

  job->access.token.flags = HAULIER_TOKEN_LOCAL_FILE;
  g_assert_null (find (HAULIER_ENGINE_SCOPE_SYSTEM, job, HAULIER_JOB_SIDES_FILES, &error));
  g_assert_error (error, HAULIER_ERROR, HAULIER_ERROR_TOKEN_REQUIRED);
}

/* A machine without the users of the accounts says which one it lacks. */
static void
test_identity_finder_no_such_user (void)
{
  g_autoptr (HaulierJob) job = new_job (HAULIER_ACCOUNT_LOGIN_USER, 4000000000u);
  g_autoptr (GError) error = NULL;

  g_assert_null (find (HAULIER_ENGINE_SCOPE_SYSTEM, job, HAULIER_JOB_SIDES_BOTH, &error));
  g_assert_error (error, HAULIER_ERROR, HAULIER_ERROR_NO_SUCH_USER);
  g_assert_nonnull (strstr (error->message, "4000000000"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/identity/identity-finder/session", test_identity_finder_session);
  g_test_add_func ("/identity/identity-finder/session-without-token",
                   test_identity_finder_session_without_token);
  g_test_add_func ("/identity/identity-finder/login-user", test_identity_finder_login_user);
  g_test_add_func ("/identity/identity-finder/token-required", test_identity_finder_token_required);
  g_test_add_func ("/identity/identity-finder/no-such-user", test_identity_finder_no_such_user);
  return g_test_run ();
}
