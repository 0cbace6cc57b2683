/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* The job list: snapshot, changes in place, removals, an engine that comes back, many jobs. */
#include "config.h"

#include "haulier-job-list.h"

#include "fake-engine.h"

/* Sanitizers keep a stack for each of the many millions of allocations. */
#ifdef __SANITIZE_ADDRESS__
#define MANY_JOBS 6000
#else
#define MANY_JOBS 100000
#endif

typedef struct
{
  FakeEngine *engine;
  HaulierClient *client;
  HaulierAccountList *accounts;
  HaulierJobList *list;
  GPtrArray *shadow; /* what somebody knows who only listened to items-changed */
  guint n_changes;
} Fixture;

static void
on_items_changed (GListModel *model, guint position, guint removed, guint added, gpointer data)
{
  Fixture *fixture = data;

  fixture->n_changes++;
  if (removed > 0)
    g_ptr_array_remove_range (fixture->shadow, position, removed);
  for (guint i = 0; i < added; i++)
    g_ptr_array_insert (
        fixture->shadow, (gint) (position + i), g_list_model_get_item (model, position + i));
}

static void
begin (Fixture *fixture, guint n_jobs)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  fixture->engine = fake_engine_new ();
  for (guint i = 0; i < n_jobs; i++)
    fake_engine_add_job (fixture->engine, i + 1, "a job");
  fake_engine_start (fixture->engine);
  fixture->client = haulier_client_new ();
  fixture->shadow = g_ptr_array_new_with_free_func (g_object_unref);
  fixture->accounts = haulier_account_list_new ();
  fixture->list = haulier_job_list_new (fixture->client, fixture->accounts);
  g_signal_connect (fixture->list, "items-changed", G_CALLBACK (on_items_changed), fixture);
  haulier_client_open_async (fixture->client, NULL, fake_engine_take_result, &result);
  wait_until (result != NULL);
  haulier_client_open_finish (fixture->client, result, &error);
  g_assert_no_error (error);
  wait_until (!haulier_job_list_is_loading (fixture->list)
              && g_list_model_get_n_items (G_LIST_MODEL (fixture->list)) == n_jobs);
}

/* Who only listened knows the same list, and each item is where the list finds it. */
static void
check_shadow (Fixture *fixture)
{
  guint n_items = g_list_model_get_n_items (G_LIST_MODEL (fixture->list));

  g_assert_cmpuint (fixture->shadow->len, ==, n_items);
  for (guint i = 0; i < n_items; i++)
    {
      g_autoptr (HaulierJobItem) item = g_list_model_get_item (G_LIST_MODEL (fixture->list), i);
      guint position = 0;

      g_assert_true (item == g_ptr_array_index (fixture->shadow, i));
      g_assert_true (haulier_job_list_find (fixture->list, item, &position));
      g_assert_cmpuint (position, ==, i);
      g_assert_true (haulier_job_list_lookup (fixture->list, haulier_job_item_get_id (item))
                     == item);
    }
}

static void
end (Fixture *fixture)
{
  check_shadow (fixture);
  g_ptr_array_unref (fixture->shadow);
  let_go (fixture->list);
  let_go (fixture->client);
  let_go (fixture->accounts);
  fake_engine_free (fixture->engine);
}

static const HaulierJob *
job_at (Fixture *fixture, guint position)
{
  return g_ptr_array_index (fixture->engine->jobs, position);
}

static void
count_notify (GObject *object, GParamSpec *pspec, GPtrArray *names)
{
  g_ptr_array_add (names, (gpointer) pspec->name);
}

static void
test_job_list_change (void)
{
  Fixture fixture = { 0 };
  HaulierJob *job = NULL;
  HaulierJobItem *item = NULL;
  g_autoptr (GPtrArray) notified = g_ptr_array_new ();
  guint n_changes = 0;

  begin (&fixture, 3);
  n_changes = fixture.n_changes;
  job = g_ptr_array_index (fixture.engine->jobs, 1);
  item = haulier_job_list_lookup (fixture.list, job->id);
  g_signal_connect (item, "notify", G_CALLBACK (count_notify), notified);
  g_assert_cmpuint (haulier_job_list_count (fixture.list, HAULIER_JOB_GROUP_WAITING), ==, 3);
  job->bytes_transferred = 5;
  fake_engine_tell_job (fixture.engine, job);
  wait_until (haulier_job_item_get_job (item)->bytes_transferred == 5);
  g_assert_cmpuint (notified->len, ==, 2); /* the bytes and the progress, nothing else */
  g_assert_true (
      g_ptr_array_find_with_equal_func (notified, "bytes-transferred", g_str_equal, NULL));
  g_assert_true (g_ptr_array_find_with_equal_func (notified, "progress", g_str_equal, NULL));
  job->state = HAULIER_JOB_STATE_ACKNOWLEDGED;
  fake_engine_tell_job (fixture.engine, job);
  wait_until (haulier_job_item_get_group (item) == HAULIER_JOB_GROUP_FINISHED);
  g_assert_cmpuint (haulier_job_list_count (fixture.list, HAULIER_JOB_GROUP_WAITING), ==, 2);
  g_assert_cmpuint (haulier_job_list_count (fixture.list, HAULIER_JOB_GROUP_FINISHED), ==, 1);
  g_assert_cmpuint (fixture.n_changes, ==, n_changes); /* no row moved */
  end (&fixture);
}

static void
test_job_list_add (void)
{
  Fixture fixture = { 0 };
  guint n_changes = 0;
  g_autoptr (GPtrArray) added = g_ptr_array_new ();

  begin (&fixture, 3);
  n_changes = fixture.n_changes;
  for (guint i = 0; i < 100; i++)
    g_ptr_array_add (added, fake_engine_add_job (fixture.engine, 10 + i, "new"));
  fake_engine_tell_jobs (fixture.engine, added, NULL);
  wait_until (g_list_model_get_n_items (G_LIST_MODEL (fixture.list)) == 103);
  g_assert_cmpuint (fixture.n_changes, ==, n_changes + 1); /* told at once */
  end (&fixture);
}

/* A job that is made last but comes with a lower number than others, between them. */
static void
test_job_list_add_between (void)
{
  Fixture fixture = { 0 };
  HaulierJob *last = NULL;

  begin (&fixture, 3);
  last = fake_engine_add_job (fixture.engine, 20, "last");
  fake_engine_tell_job (fixture.engine, last);
  wait_until (g_list_model_get_n_items (G_LIST_MODEL (fixture.list)) == 4);
  fake_engine_tell_job (fixture.engine, fake_engine_add_job (fixture.engine, 15, "between"));
  wait_until (g_list_model_get_n_items (G_LIST_MODEL (fixture.list)) == 5);
  {
    g_autoptr (HaulierJobItem) item = g_list_model_get_item (G_LIST_MODEL (fixture.list), 3);

    g_assert_cmpstr (haulier_job_item_get_job (item)->name, ==, "between");
  }
  end (&fixture);
}

static void
remove_every (Fixture *fixture, guint step, guint expected_left)
{
  g_autoptr (GPtrArray) nothing = g_ptr_array_new ();
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();

  for (guint i = 0; i < fixture->engine->jobs->len; i += step)
    g_ptr_array_add (ids, (gpointer) job_at (fixture, i)->id);
  g_ptr_array_add (ids, (gpointer) "no such job");
  g_ptr_array_add (ids, NULL);
  fake_engine_tell_jobs (fixture->engine, nothing, (const char *const *) ids->pdata);
  wait_until (g_list_model_get_n_items (G_LIST_MODEL (fixture->list)) == expected_left);
  g_assert_null (haulier_job_list_lookup (fixture->list, job_at (fixture, 0)->id));
  g_assert_cmpuint (
      haulier_job_list_count (fixture->list, HAULIER_JOB_GROUP_WAITING), ==, expected_left);
}

static void
test_job_list_remove_few (void)
{
  Fixture fixture = { 0 };

  begin (&fixture, 30);
  remove_every (&fixture, 3, 20);
  end (&fixture);
}

/* So many stretches that they are told as one. */
static void
test_job_list_remove_many (void)
{
  Fixture fixture = { 0 };
  guint n_changes = 0;

  begin (&fixture, 500);
  n_changes = fixture.n_changes;
  remove_every (&fixture, 2, 250);
  g_assert_cmpuint (fixture.n_changes, ==, n_changes + 1);
  end (&fixture);
}

/* All in a row: one change. */
static void
test_job_list_remove_all (void)
{
  Fixture fixture = { 0 };
  guint n_changes = 0;

  begin (&fixture, 500);
  n_changes = fixture.n_changes;
  remove_every (&fixture, 1, 0);
  g_assert_cmpuint (fixture.n_changes, ==, n_changes + 1);
  end (&fixture);
}

static void
test_job_list_engine_comes_back (void)
{
  Fixture fixture = { 0 };
  g_autoptr (HaulierJobItem) kept = NULL;
  g_autofree char *gone = NULL;

  begin (&fixture, 5);
  kept = g_object_ref (haulier_job_list_lookup (fixture.list, job_at (&fixture, 0)->id));
  gone = g_strdup (job_at (&fixture, 4)->id);
  fake_engine_stop (fixture.engine);
  wait_until (!haulier_client_is_connected (fixture.client));
  g_ptr_array_remove_index (fixture.engine->jobs, 4);
  fake_engine_add_job (fixture.engine, 9, "made meanwhile");
  ((HaulierJob *) g_ptr_array_index (fixture.engine->jobs, 0))->bytes_transferred = 7;
  fake_engine_start (fixture.engine);
  wait_until (haulier_job_item_get_job (kept)->bytes_transferred == 7
              && haulier_job_list_lookup (fixture.list, gone) == NULL);
  g_assert_true (haulier_job_list_lookup (fixture.list, job_at (&fixture, 0)->id) == kept);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture.list)), ==, 5);
  g_clear_object (&kept);
  end (&fixture);
}

/* What changes while the snapshot comes in is neither lost nor there twice. */
static void
test_job_list_change_while_loading (void)
{
  Fixture fixture = { 0 };
  g_autoptr (GPtrArray) changed = g_ptr_array_new ();

  begin (&fixture, 5000);
  g_signal_emit_by_name (fixture.client, "notify::connected", NULL);
  g_assert_true (haulier_job_list_is_loading (fixture.list));
  for (guint i = 0; i < 5000; i += 100)
    {
      HaulierJob *job = g_ptr_array_index (fixture.engine->jobs, i);

      job->bytes_transferred = 3;
      g_ptr_array_add (changed, job);
    }
  g_ptr_array_add (changed, fake_engine_add_job (fixture.engine, 6000, "new"));
  fake_engine_tell_jobs (fixture.engine, changed, NULL);
  wait_until (!haulier_job_list_is_loading (fixture.list)
              && g_list_model_get_n_items (G_LIST_MODEL (fixture.list)) == 5001);
  for (guint i = 0; i < 5000; i += 100)
    {
      HaulierJobItem *item = haulier_job_list_lookup (fixture.list, job_at (&fixture, i)->id);

      g_assert_cmpuint (haulier_job_item_get_job (item)->bytes_transferred, ==, 3);
    }
  end (&fixture);
}

static void
test_job_list_many (void)
{
  Fixture fixture = { 0 };
  HaulierJob *job = NULL;
  gint64 start = 0;

  begin (&fixture, MANY_JOBS);
  job = g_ptr_array_index (fixture.engine->jobs, MANY_JOBS / 2);
  start = g_get_monotonic_time ();
  for (guint i = 1; i <= 1000; i++)
    {
      job->bytes_transferred = i;
      fake_engine_tell_job (fixture.engine, job);
    }
  wait_until (
      haulier_job_item_get_job (haulier_job_list_lookup (fixture.list, job->id))->bytes_transferred
      == 1000);
  g_test_message ("1000 changes: %" G_GINT64_FORMAT " us", g_get_monotonic_time () - start);
  remove_every (&fixture, 2, MANY_JOBS / 2);
  end (&fixture);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/client/job-list/change", test_job_list_change);
  g_test_add_func ("/client/job-list/add", test_job_list_add);
  g_test_add_func ("/client/job-list/add-between", test_job_list_add_between);
  g_test_add_func ("/client/job-list/remove-few", test_job_list_remove_few);
  g_test_add_func ("/client/job-list/remove-many", test_job_list_remove_many);
  g_test_add_func ("/client/job-list/remove-all", test_job_list_remove_all);
  g_test_add_func ("/client/job-list/engine-comes-back", test_job_list_engine_comes_back);
  g_test_add_func ("/client/job-list/change-while-loading", test_job_list_change_while_loading);
  g_test_add_func ("/client/job-list/many", test_job_list_many);
  return g_test_run ();
}
