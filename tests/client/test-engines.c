/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Two engines as one: their jobs in one list, each thing asked of the right one; one of them may
 * come and go, or never be there. */
#include "config.h"

#include <pwd.h>
#include <unistd.h>

#include "haulier-all-jobs.h"
#include "haulier-client-follow.h"
#include "haulier-job-act.h"

#include "fake-engine.h"

typedef struct
{
  FakeEngine *own;
  FakeEngine *computer; /* (nullable) */
  HaulierEngines *engines;
  HaulierAllJobs *jobs;
  GPtrArray *shadow; /* what somebody knows who only listened to items-changed */
} Fixture;

static const HaulierAccount local_system = { .kind = HAULIER_ACCOUNT_LOCAL_SYSTEM };

static void
on_items_changed (GListModel *model, guint position, guint removed, guint added, gpointer data)
{
  Fixture *fixture = data;

  if (removed > 0)
    g_ptr_array_remove_range (fixture->shadow, position, removed);
  for (guint i = 0; i < added; i++)
    g_ptr_array_insert (
        fixture->shadow, (gint) (position + i), g_list_model_get_item (model, position + i));
}

static void
add_jobs (FakeEngine *engine, guint n_jobs, HaulierAccount owner, const char *name)
{
  for (guint i = 0; i < n_jobs; i++)
    fake_engine_add_job (engine, i + 1, name)->owner = owner;
}

static guint
n_items (Fixture *fixture)
{
  return g_list_model_get_n_items (G_LIST_MODEL (fixture->jobs));
}

static void
open_engines (Fixture *fixture)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  fixture->engines = haulier_engines_new ();
  fixture->shadow = g_ptr_array_new_with_free_func (g_object_unref);
  fixture->jobs = haulier_all_jobs_new (fixture->engines);
  g_signal_connect (fixture->jobs, "items-changed", G_CALLBACK (on_items_changed), fixture);
  haulier_engines_open_async (fixture->engines, NULL, fake_engine_take_result, &result);
  wait_until (result != NULL);
  haulier_engines_open_finish (fixture->engines, result, &error);
  g_assert_no_error (error);
}

/* The bus of the environment is that of the engine made last: the own one's. */
static void
begin (Fixture *fixture, gboolean computer_runs)
{
  fixture->computer = fake_engine_new ();
  g_setenv (
      "DBUS_SYSTEM_BUS_ADDRESS", g_test_dbus_get_bus_address (fixture->computer->test_bus), TRUE);
  fixture->own = fake_engine_new ();
  add_jobs (fixture->own, 3, haulier_account_for_user (getuid ()), "mine");
  add_jobs (fixture->computer, 2, local_system, "the computer's");
  fake_engine_start (fixture->own);
  if (computer_runs)
    fake_engine_start (fixture->computer);
  open_engines (fixture);
}

static void
end (Fixture *fixture)
{
  g_assert_cmpuint (fixture->shadow->len, ==, n_items (fixture));
  for (guint i = 0; i < fixture->shadow->len; i++)
    {
      g_autoptr (HaulierJobItem) item = g_list_model_get_item (G_LIST_MODEL (fixture->jobs), i);

      g_assert_true (item == g_ptr_array_index (fixture->shadow, i));
      g_assert_true (haulier_all_jobs_contains (fixture->jobs, item));
    }
  g_ptr_array_unref (fixture->shadow);
  let_go (fixture->jobs);
  let_go (fixture->engines);
  if (fixture->computer != NULL)
    fake_engine_free (fixture->computer);
  fake_engine_free (fixture->own);
  g_unsetenv ("DBUS_SYSTEM_BUS_ADDRESS");
}

static HaulierJobItem *
first_of (Fixture *fixture, HaulierClient *client)
{
  for (guint i = 0; i < n_items (fixture); i++)
    {
      g_autoptr (HaulierJobItem) item = g_list_model_get_item (G_LIST_MODEL (fixture->jobs), i);

      if (haulier_job_item_get_client (item) == client)
        return g_steal_pointer (&item);
    }
  return NULL;
}

static guint
count_owned (Fixture *fixture, HaulierAccount account)
{
  HaulierAccountList *accounts = haulier_engines_get_accounts (fixture->engines);

  return haulier_account_item_count_all (haulier_account_list_ensure (accounts, account));
}

/* The engines number their jobs from one, and here even name them alike. */
static void
test_engines_one_list (void)
{
  Fixture fixture = { 0 };

  begin (&fixture, TRUE);
  wait_until (n_items (&fixture) == 5);
  g_assert_cmpuint (haulier_all_jobs_count (fixture.jobs, HAULIER_JOB_GROUP_WAITING), ==, 5);
  g_assert_cmpuint (count_owned (&fixture, haulier_account_for_user (getuid ())), ==, 3);
  g_assert_cmpuint (count_owned (&fixture, local_system), ==, 2);
  fake_engine_tell_job (fixture.own, fake_engine_add_job (fixture.own, 9, "another"));
  wait_until (n_items (&fixture) == 6);
  end (&fixture);
}

static void
check_owner (Fixture *fixture, HaulierClient *client, const char *label)
{
  g_autoptr (HaulierJobItem) item = first_of (fixture, client);
  g_autofree char *owner = NULL;

  g_object_get (item, "owner-label", &owner, NULL);
  g_assert_cmpstr (owner, ==, label);
}

static void
test_engines_owners (void)
{
  Fixture fixture = { 0 };
  HaulierAccountItem *own = NULL;
  g_autofree char *name = g_strdup_printf ("%s (you)", getpwuid (getuid ())->pw_name);

  begin (&fixture, TRUE);
  own = haulier_account_list_get_self (haulier_engines_get_accounts (fixture.engines));
  wait_until (n_items (&fixture) == 5 && g_str_equal (haulier_account_item_get_label (own), name));
  check_owner (&fixture, haulier_engines_get_own (fixture.engines), name);
  check_owner (&fixture, haulier_engines_get_computer (fixture.engines), "LocalSystem");
  end (&fixture);
}

static gboolean
tells_of (Fixture *fixture, HaulierAccountKind kind)
{
  HaulierAccountList *accounts = haulier_engines_get_accounts (fixture->engines);
  HaulierAccountItem *item
      = haulier_account_list_ensure (accounts, (HaulierAccount){ .kind = kind });

  return haulier_account_item_get_facts (item) != NULL;
}

/* The engine of the computer tells of its accounts as long as it is there; the own one is not
 * asked, which has jobs of one account. */
static void
test_engines_accounts (void)
{
  Fixture fixture = { 0 };

  begin (&fixture, TRUE);
  wait_until (tells_of (&fixture, HAULIER_ACCOUNT_NETWORK_SERVICE));
  g_assert_false (tells_of (&fixture, HAULIER_ACCOUNT_LOCAL_SERVICE));
  fake_engine_stop (fixture.computer);
  wait_until (!tells_of (&fixture, HAULIER_ACCOUNT_NETWORK_SERVICE));
  g_assert_cmpuint (fake_engine_count_calls (fixture.own, "ListAccounts"), ==, 0);
  end (&fixture);
}

static void
test_engines_no_system_bus (void)
{
  Fixture fixture = { 0 };

  g_setenv ("DBUS_SYSTEM_BUS_ADDRESS", "unix:path=/nonexistent/bus", TRUE);
  fixture.own = fake_engine_new ();
  add_jobs (fixture.own, 3, haulier_account_for_user (getuid ()), "mine");
  fake_engine_start (fixture.own);
  open_engines (&fixture);
  wait_until (n_items (&fixture) == 3 && !haulier_all_jobs_is_loading (fixture.jobs));
  g_assert_false (haulier_client_is_connected (haulier_engines_get_computer (fixture.engines)));
  end (&fixture);
}

static void
test_engines_come_and_go (void)
{
  Fixture fixture = { 0 };

  begin (&fixture, FALSE);
  wait_until (n_items (&fixture) == 3);
  fake_engine_start (fixture.computer);
  wait_until (n_items (&fixture) == 5);
  fake_engine_stop (fixture.computer);
  wait_until (n_items (&fixture) == 3);
  g_assert_cmpuint (count_owned (&fixture, local_system), ==, 0);
  fake_engine_start (fixture.computer);
  wait_until (n_items (&fixture) == 5);
  g_assert_cmpuint (count_owned (&fixture, local_system), ==, 2);
  end (&fixture);
}

static guint
count_failures (GPtrArray *results)
{
  guint n_failures = 0;

  for (guint i = 0; i < results->len; i++)
    {
      if (((const HaulierActResult *) g_ptr_array_index (results, i))->code != 0)
        n_failures++;
    }
  return n_failures;
}

static GPtrArray *
act_on_both (Fixture *fixture)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GPtrArray *results = NULL;

  g_ptr_array_add (items, first_of (fixture, haulier_engines_get_own (fixture->engines)));
  g_ptr_array_add (items, first_of (fixture, haulier_engines_get_computer (fixture->engines)));
  haulier_job_act_async (items, HAULIER_JOB_ACTION_SUSPEND, NULL, fake_engine_take_result, &result);
  wait_until (result != NULL);
  results = haulier_job_act_finish (result, &error);
  g_assert_no_error (error);
  return results;
}

static void
test_engines_act (void)
{
  Fixture fixture = { 0 };
  g_autoptr (GPtrArray) results = NULL;

  begin (&fixture, TRUE);
  wait_until (n_items (&fixture) == 5);
  results = act_on_both (&fixture);
  g_assert_cmpuint (results->len, ==, 2);
  g_assert_cmpuint (count_failures (results), ==, 0);
  g_assert_cmpuint (fake_engine_count_calls (fixture.own, "Act"), ==, 1);
  g_assert_cmpuint (fake_engine_count_calls (fixture.computer, "Act"), ==, 1);
  end (&fixture);
}

/* What one engine refuses altogether is said of its jobs; the other one's went well. */
static void
test_engines_act_refused (void)
{
  Fixture fixture = { 0 };
  g_autoptr (GPtrArray) results = NULL;

  begin (&fixture, TRUE);
  wait_until (n_items (&fixture) == 5);
  fixture.computer->failure = g_error_new_literal (
      HAULIER_ERROR, HAULIER_ERROR_ELEVATION_REQUIRED, "suspend the job: dismissed");
  results = act_on_both (&fixture);
  g_assert_cmpuint (results->len, ==, 2);
  g_assert_cmpuint (count_failures (results), ==, 1);
  end (&fixture);
}

static void
test_engines_act_on_own (void)
{
  Fixture fixture = { 0 };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) results = NULL;

  begin (&fixture, TRUE);
  wait_until (n_items (&fixture) == 5);
  haulier_job_act_on_own_async (
      fixture.engines, HAULIER_JOB_ACTION_RESUME, NULL, fake_engine_take_result, &result);
  wait_until (result != NULL);
  results = haulier_job_act_finish (result, NULL);
  g_assert_nonnull (results);
  g_assert_cmpuint (fake_engine_count_calls (fixture.own, "Act"), ==, 1);
  g_assert_cmpuint (fake_engine_count_calls (fixture.computer, "Act"), ==, 1);
  end (&fixture);
}

static gboolean
ask_for_everybody (Fixture *fixture, GError **error)
{
  HaulierClient *computer = haulier_engines_get_computer (fixture->engines);
  g_autoptr (GAsyncResult) result = NULL;

  haulier_client_follow_everybody_async (computer, NULL, fake_engine_take_result, &result);
  wait_until (result != NULL);
  return haulier_client_follow_everybody_finish (computer, result, error);
}

/* Only the wish may bring up a dialog; that the list is filled again is no wish. */
static void
test_engines_everybody (void)
{
  Fixture fixture = { 0 };
  HaulierClient *computer = NULL;

  begin (&fixture, TRUE);
  wait_until (n_items (&fixture) == 5);
  computer = haulier_engines_get_computer (fixture.engines);
  g_assert_cmpuint (fake_engine_count_calls (fixture.computer, "Subscribe interactively"), ==, 0);
  fixture.computer->hides_others = TRUE;
  fake_engine_add_job (fixture.computer, 40, "ann's")->owner = haulier_account_for_user (12345);
  g_assert_true (ask_for_everybody (&fixture, NULL));
  g_assert_true (haulier_client_has_all_owners (computer));
  wait_until (n_items (&fixture) == 6);
  g_assert_cmpuint (fake_engine_count_calls (fixture.computer, "Subscribe interactively"), ==, 1);
  g_assert_cmpuint (
      fake_engine_count_calls (fixture.computer, "ListJobTable interactively"), ==, 0);
  haulier_client_set_all_owners (computer, FALSE);
  wait_until (n_items (&fixture) == 5);
  end (&fixture);
}

static void
test_engines_everybody_refused (void)
{
  Fixture fixture = { 0 };
  g_autoptr (GError) error = NULL;

  begin (&fixture, TRUE);
  wait_until (n_items (&fixture) == 5);
  fixture.computer->failure = g_error_new_literal (
      HAULIER_ERROR, HAULIER_ERROR_ELEVATION_REQUIRED, "list the jobs: dismissed");
  g_assert_false (ask_for_everybody (&fixture, &error));
  g_assert_error (error, HAULIER_ERROR, HAULIER_ERROR_ELEVATION_REQUIRED);
  g_assert_false (haulier_client_has_all_owners (haulier_engines_get_computer (fixture.engines)));
  g_assert_cmpuint (n_items (&fixture), ==, 5);
  end (&fixture);
}

/* An engine that was started anew does not know that it was allowed. */
static void
test_engines_everybody_ends (void)
{
  Fixture fixture = { 0 };
  HaulierClient *computer = NULL;

  begin (&fixture, TRUE);
  computer = haulier_engines_get_computer (fixture.engines);
  wait_until (n_items (&fixture) == 5);
  g_assert_true (ask_for_everybody (&fixture, NULL));
  fake_engine_stop (fixture.computer);
  wait_until (n_items (&fixture) == 3);
  fixture.computer->refuses_everybody = TRUE;
  fake_engine_start (fixture.computer);
  wait_until (n_items (&fixture) == 5 && !haulier_client_has_all_owners (computer));
  end (&fixture);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/client/engines/one-list", test_engines_one_list);
  g_test_add_func ("/client/engines/owners", test_engines_owners);
  g_test_add_func ("/client/engines/accounts", test_engines_accounts);
  g_test_add_func ("/client/engines/no-system-bus", test_engines_no_system_bus);
  g_test_add_func ("/client/engines/come-and-go", test_engines_come_and_go);
  g_test_add_func ("/client/engines/act", test_engines_act);
  g_test_add_func ("/client/engines/act-refused", test_engines_act_refused);
  g_test_add_func ("/client/engines/act-on-own", test_engines_act_on_own);
  g_test_add_func ("/client/engines/everybody", test_engines_everybody);
  g_test_add_func ("/client/engines/everybody-refused", test_engines_everybody_refused);
  g_test_add_func ("/client/engines/everybody-ends", test_engines_everybody_ends);
  return g_test_run ();
}
