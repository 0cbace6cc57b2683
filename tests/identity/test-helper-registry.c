/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Tests of what is lent to jobs: it goes with the log-off, and with nothing else (TOK-10). */
#include "config.h"

#include <unistd.h>

#include "haulier-error.h"
#include "haulier-helper-registry.h"

typedef struct
{
  HaulierLogonWatch *logon;
  HaulierHelperRegistry *registry;
  GString *dropped;
} Fixture;

static void
dropped_cb (HaulierHelperRegistry *registry, const char *job_id, Fixture *fixture)
{
  g_assert_null (haulier_helper_registry_lookup (registry, job_id));
  g_string_append_printf (fixture->dropped, "%s ", job_id);
}

/* Without a login manager, who is connected is logged on. */
static void
set_up (Fixture *fixture, const void *data)
{
  fixture->logon = haulier_logon_watch_new (NULL);
  fixture->registry = haulier_helper_registry_new (fixture->logon);
  fixture->dropped = g_string_new (NULL);
  g_signal_connect (fixture->registry, "dropped", G_CALLBACK (dropped_cb), fixture);
  haulier_logon_watch_set_connected (fixture->logon, getuid (), TRUE);
}

static void
tear_down (Fixture *fixture, const void *data)
{
  g_object_unref (fixture->registry);
  g_object_unref (fixture->logon);
  g_string_free (fixture->dropped, TRUE);
}

static gboolean
lend (Fixture *fixture, const char *job_id, const char *session, GError **error)
{
  HaulierLoan *loan = haulier_loan_new (haulier_security_context_new_own ("FILE:/cache"), session);

  return haulier_helper_registry_lend (fixture->registry, job_id, loan, error);
}

static void
lend_well (Fixture *fixture, const char *job_id, const char *session)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (lend (fixture, job_id, session, &error));
  g_assert_no_error (error);
}

static void
test_helper_registry_lend (Fixture *fixture, const void *data)
{
  g_assert_null (haulier_helper_registry_lookup (fixture->registry, "one"));
  lend_well (fixture, "one", NULL);
  g_assert_cmpstr (
      haulier_helper_registry_lookup (fixture->registry, "one")->kerberos_cache, ==, "FILE:/cache");
  g_assert_null (haulier_helper_registry_lookup (fixture->registry, "two"));
  haulier_helper_registry_remove (fixture->registry, "one");
  g_assert_null (haulier_helper_registry_lookup (fixture->registry, "one"));
  g_assert_cmpstr (fixture->dropped->str, ==, "");
}

static void
test_helper_registry_log_off (Fixture *fixture, const void *data)
{
  lend_well (fixture, "one", NULL);
  haulier_logon_watch_set_connected (fixture->logon, getuid () + 1, TRUE);
  haulier_logon_watch_set_connected (fixture->logon, getuid () + 1, FALSE);
  g_assert_nonnull (haulier_helper_registry_lookup (fixture->registry, "one"));
  haulier_logon_watch_set_connected (fixture->logon, getuid (), FALSE);
  g_assert_cmpstr (fixture->dropped->str, ==, "one ");
}

/* The session that it came from ends; the user has another one. */
static void
test_helper_registry_session (Fixture *fixture, const void *data)
{
  lend_well (fixture, "one", "c1");
  lend_well (fixture, "two", "c2");
  lend_well (fixture, "three", NULL);
  g_signal_emit_by_name (fixture->logon, "session-removed", "c1");
  g_assert_cmpstr (fixture->dropped->str, ==, "one ");
  g_assert_nonnull (haulier_helper_registry_lookup (fixture->registry, "two"));
  g_assert_nonnull (haulier_helper_registry_lookup (fixture->registry, "three"));
}

static void
test_helper_registry_too_late (Fixture *fixture, const void *data)
{
  g_autoptr (GError) error = NULL;

  haulier_logon_watch_set_connected (fixture->logon, getuid (), FALSE);
  g_assert_false (lend (fixture, "one", NULL, &error));
  g_assert_error (error, HAULIER_ERROR, HAULIER_ERROR_NOT_LOGGED_ON);
  g_assert_null (haulier_helper_registry_lookup (fixture->registry, "one"));
}

static void
add (const char *path, void (*test) (Fixture *fixture, const void *data))
{
  g_test_add (path, Fixture, NULL, set_up, test, tear_down);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  add ("/identity/helper-registry/lend", test_helper_registry_lend);
  add ("/identity/helper-registry/log-off", test_helper_registry_log_off);
  add ("/identity/helper-registry/session", test_helper_registry_session);
  add ("/identity/helper-registry/too-late", test_helper_registry_too_late);
  return g_test_run ();
}
