/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* The files of a job: full length at once, rows where somebody looks, changes in place. */
#include "config.h"

#include "haulier-file-list.h"

#include "fake-engine.h"
#include "haulier-client-follow.h"
#include "haulier-trace-list.h"

/* Sanitizers keep a stack for each of the many allocations. */
#ifdef __SANITIZE_ADDRESS__
#define MANY_FILES 20000
#else
#define MANY_FILES 100000
#endif

typedef struct
{
  FakeEngine *engine;
  HaulierClient *client;
  HaulierJobItem *job;
} Fixture;

static void
begin (Fixture *fixture, guint n_files)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  HaulierJob *job = NULL;

  fixture->engine = fake_engine_new ();
  fake_engine_add_files (fixture->engine, n_files);
  job = fake_engine_add_job (fixture->engine, 1, "one");
  job->files_total = n_files;
  fake_engine_start (fixture->engine);
  fixture->client = haulier_client_new ();
  haulier_client_open_async (fixture->client, NULL, fake_engine_take_result, &result);
  wait_until (result != NULL);
  haulier_client_open_finish (fixture->client, result, &error);
  g_assert_no_error (error);
  haulier_client_follow (fixture->client, NULL);
  fixture->job = haulier_job_item_new (haulier_job_copy (job));
}

static void
end (Fixture *fixture)
{
  let_go (fixture->job);
  let_go (fixture->client);
  fake_engine_free (fixture->engine);
}

static void
test_file_list_look (void)
{
  Fixture fixture = { 0 };
  HaulierFileList *list = NULL;
  g_autoptr (HaulierFileItem) item = NULL;
  g_autoptr (HaulierFileItem) same = NULL;

  begin (&fixture, 50000);
  list = haulier_file_list_new (fixture.client, fixture.job);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, 50000);
  g_assert_null (g_list_model_get_item (G_LIST_MODEL (list), 50000));
  item = g_list_model_get_item (G_LIST_MODEL (list), 40001);
  g_assert_null (haulier_file_item_get_file (item));
  wait_until (haulier_file_item_get_file (item) != NULL);
  g_assert_cmpstr (haulier_file_item_get_file (item)->remote, ==, "http://example.org/40001");
  g_assert_cmpuint (fake_engine_count_calls (fixture.engine, "GetFiles"), ==, 1);
  same = g_list_model_get_item (G_LIST_MODEL (list), 40001);
  g_assert_true (item == same);
  g_clear_object (&same);
  g_clear_object (&item);
  let_go (list);
  end (&fixture);
}

/* Somebody scrolls through everything: not every page is asked for, the last one is. */
static void
test_file_list_scroll (void)
{
  Fixture fixture = { 0 };
  HaulierFileList *list = NULL;
  g_autoptr (HaulierFileItem) held = NULL;
  g_autoptr (HaulierFileItem) last = NULL;
  g_autoptr (HaulierFileItem) again = NULL;

  begin (&fixture, MANY_FILES);
  list = haulier_file_list_new (fixture.client, fixture.job);
  held = g_list_model_get_item (G_LIST_MODEL (list), 0);
  for (guint i = 0; i < MANY_FILES; i++)
    {
      g_autoptr (HaulierFileItem) item = g_list_model_get_item (G_LIST_MODEL (list), i);

      g_assert_cmpuint (haulier_file_item_get_index (item), ==, i);
    }
  last = g_list_model_get_item (G_LIST_MODEL (list), MANY_FILES - 1);
  wait_until (haulier_file_item_get_file (last) != NULL);
  g_assert_cmpuint (fake_engine_count_calls (fixture.engine, "GetFiles"), <, 20);
  /* what somebody holds is still what the list has there */
  again = g_list_model_get_item (G_LIST_MODEL (list), 0);
  g_assert_true (held == again);
  g_clear_object (&held);
  g_clear_object (&again);
  g_clear_object (&last);
  let_go (list);
  end (&fixture);
}

static void
test_file_list_change (void)
{
  Fixture fixture = { 0 };
  HaulierFileList *list = NULL;
  g_autoptr (HaulierFileItem) item = NULL;
  HaulierFile *file = NULL;
  double progress = 0;
  g_autofree char *words = NULL;

  begin (&fixture, 10);
  list = haulier_file_list_new (fixture.client, fixture.job);
  item = g_list_model_get_item (G_LIST_MODEL (list), 3);
  wait_until (haulier_file_item_get_file (item) != NULL);
  wait_until (fixture.engine->followed_files != NULL && fixture.engine->followed_files[0] != NULL);
  file = g_ptr_array_index (fixture.engine->files, 3);
  file->state = HAULIER_FILE_STATE_ACTIVE;
  file->total = 8;
  file->transferred = 2;
  fake_engine_tell_file (fixture.engine, haulier_job_item_get_id (fixture.job), file);
  wait_until (haulier_file_item_get_file (item)->transferred == 2);
  g_object_get (item, "progress", &progress, "state-text", &words, NULL);
  g_assert_cmpfloat (progress, ==, 0.25);
  g_assert_cmpstr (words, ==, "Downloading");
  g_clear_object (&item);
  let_go (list);
  end (&fixture);
}

static void
count_change (GListModel *model, guint position, guint removed, guint added, guint *out)
{
  out[0] = position;
  out[1] = removed;
  out[2] = added;
}

static void
test_file_list_grow (void)
{
  Fixture fixture = { 0 };
  HaulierFileList *list = NULL;
  HaulierJob *job = NULL;
  g_autoptr (HaulierFileItem) item = NULL;
  guint change[3] = { 0 };

  begin (&fixture, 10);
  list = haulier_file_list_new (fixture.client, fixture.job);
  item = g_list_model_get_item (G_LIST_MODEL (list), 9);
  wait_until (haulier_file_item_get_file (item) != NULL);
  g_clear_object (&item);
  g_signal_connect (list, "items-changed", G_CALLBACK (count_change), change);
  fake_engine_add_files (fixture.engine, 5);
  job = haulier_job_copy (haulier_job_item_get_job (fixture.job));
  job->files_total = 15;
  haulier_job_item_update (fixture.job, job);
  g_assert_cmpuint (change[0], ==, 10);
  g_assert_cmpuint (change[1], ==, 0);
  g_assert_cmpuint (change[2], ==, 5);
  item = g_list_model_get_item (G_LIST_MODEL (list), 14);
  wait_until (haulier_file_item_get_file (item) != NULL);
  g_clear_object (&item);
  let_go (list);
  end (&fixture);
}

static void
test_trace_list_grow (void)
{
  Fixture fixture = { 0 };
  HaulierTraceList *list = NULL;
  HaulierJob *job = NULL;

  begin (&fixture, 1);
  for (guint i = 0; i < 1500; i++)
    {
      HaulierTraceRecord *record = haulier_trace_record_new (i + 1, 0, "request", "asked", NULL);

      record->sequence = i + 1;
      g_ptr_array_add (fixture.engine->records, record);
    }
  list = haulier_trace_list_new (fixture.client, fixture.job);
  wait_until (g_list_model_get_n_items (G_LIST_MODEL (list)) == 1500);
  {
    HaulierTraceRecord *record = haulier_trace_record_new (9, 0, "finish", "done", NULL);
    g_autoptr (HaulierTraceItem) item = NULL;

    record->sequence = 1501;
    g_ptr_array_add (fixture.engine->records, record);
    job = haulier_job_copy (haulier_job_item_get_job (fixture.job));
    job->state = HAULIER_JOB_STATE_ACKNOWLEDGED;
    haulier_job_item_update (fixture.job, job);
    wait_until (g_list_model_get_n_items (G_LIST_MODEL (list)) == 1501);
    item = g_list_model_get_item (G_LIST_MODEL (list), 1500);
    g_assert_cmpstr (haulier_trace_item_get_record (item)->text, ==, "done");
  }
  let_go (list);
  end (&fixture);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/client/file-list/look", test_file_list_look);
  g_test_add_func ("/client/file-list/scroll", test_file_list_scroll);
  g_test_add_func ("/client/file-list/change", test_file_list_change);
  g_test_add_func ("/client/file-list/grow", test_file_list_grow);
  g_test_add_func ("/client/trace-list/grow", test_trace_list_grow);
  return g_test_run ();
}
