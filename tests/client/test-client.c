/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* The client: it opens, follows, passes errors on, and finds an engine that comes back. */
#include "config.h"

#include "haulier-client.h"

#include "fake-engine.h"
#include "haulier-client-calls.h"
#include "haulier-client-follow.h"
#include "haulier-client-job-calls.h"
#include "haulier-job-sending.h"

typedef struct
{
  FakeEngine *engine;
  HaulierClient *client;
} Fixture;

static void
open_client (HaulierClient *client)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  haulier_client_open_async (client, NULL, fake_engine_take_result, &result);
  wait_until (result != NULL);
  haulier_client_open_finish (client, result, &error);
  g_assert_no_error (error);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->engine = fake_engine_new ();
  fake_engine_add_job (fixture->engine, 1, "one");
  fake_engine_start (fixture->engine);
  fixture->client = haulier_client_new ();
  open_client (fixture->client);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  let_go (fixture->client);
  fake_engine_free (fixture->engine);
}

static void
test_client_open (Fixture *fixture, gconstpointer data)
{
  g_assert_true (haulier_client_is_connected (fixture->client));
  wait_until (haulier_client_get_notices (fixture->client)[0] != NULL);
  g_assert_cmpstr (haulier_client_get_notices (fixture->client)[0], ==, "a notice");
}

static GError *
list_and_fail (HaulierClient *client)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) jobs = NULL;
  GError *error = NULL;

  haulier_client_list_jobs_async (client, 0, 10, NULL, fake_engine_take_result, &result);
  wait_until (result != NULL);
  jobs = haulier_client_list_jobs_finish (client, result, &error);
  g_assert_null (jobs);
  return error;
}

static void
test_client_errors (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    gint dbus_code; /* -1: one of ours */
    gint code;
    const char *message;
  } rows[] = {
    { -1, HAULIER_ERROR_DISK_FULL, "write: the disk is full" },
    { G_DBUS_ERROR_NO_REPLY, HAULIER_ERROR_SERVER_UNAVAILABLE, "ask the engine: x" },
    { G_DBUS_ERROR_ACCESS_DENIED, HAULIER_ERROR_ACCESS_DENIED, "x" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GError) error = NULL;

      g_clear_error (&fixture->engine->failure);
      fixture->engine->failure
          = rows[i].dbus_code == -1
                ? g_error_new_literal (HAULIER_ERROR, rows[i].code, rows[i].message)
                : g_error_new_literal (G_DBUS_ERROR, rows[i].dbus_code, "x");
      error = list_and_fail (fixture->client);
      g_assert_error (error, HAULIER_ERROR, rows[i].code);
      g_assert_cmpstr (error->message, ==, rows[i].message);
      g_assert_cmpint (haulier_client_error_is_unreachable (error),
                       ==,
                       rows[i].code == HAULIER_ERROR_SERVER_UNAVAILABLE);
    }
}

static void
test_client_act (Fixture *fixture, gconstpointer data)
{
  const char *const ids[] = { "first", "second", NULL };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) results = NULL;
  const HaulierActResult *second = NULL;

  haulier_client_act_async (
      fixture->client, "suspend", ids, FALSE, NULL, fake_engine_take_result, &result);
  wait_until (result != NULL);
  results = haulier_client_act_finish (fixture->client, result, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (results->len, ==, 2);
  second = g_ptr_array_index (results, 1);
  g_assert_cmpstr (second->id, ==, "second");
  g_assert_cmpint (second->code, ==, HAULIER_ERROR_INVALID_STATE);
  g_assert_cmpstr (second->message, ==, "it is finished");
}

static void
test_client_details (Fixture *fixture, gconstpointer data)
{
  const HaulierJob *known = g_ptr_array_index (fixture->engine->jobs, 0);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) details = NULL;
  g_autoptr (HaulierJob) job = NULL;
  guint error_count = 0;

  haulier_client_get_details_async (
      fixture->client, known->id, NULL, fake_engine_take_result, &result);
  wait_until (result != NULL);
  job = haulier_client_get_details_finish (fixture->client, result, &details, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (job->name, ==, "one");
  g_assert_true (g_variant_lookup (details, "error-count", "u", &error_count));
  g_assert_cmpuint (error_count, ==, 3);
}

static HaulierJob *
create (HaulierClient *client, HaulierJobRequest *request, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  haulier_client_create_job_async (client, request, NULL, fake_engine_take_result, &result);
  wait_until (result != NULL);
  return haulier_client_create_job_finish (client, result, error);
}

static void
test_client_create_small (Fixture *fixture, gconstpointer data)
{
  g_autoptr (HaulierJobRequest) request = haulier_job_request_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (HaulierJob) job = NULL;

  haulier_job_request_add_file (request, "http://example.org/a", "/t/", NULL);
  job = create (fixture->client, request, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (job->name, ==, "one");
  g_assert_cmpuint (fake_engine_count_calls (fixture->engine, "CreateJob"), ==, 1);
  g_assert_cmpuint (fake_engine_count_calls (fixture->engine, "AddFiles"), ==, 0);
  g_assert_cmpuint (fake_engine_count_calls (fixture->engine, "Resume"), ==, 0);
}

/* More bytes than a message takes: held back until the last parcel is there. */
static void
test_client_create_large (Fixture *fixture, gconstpointer data)
{
  g_autoptr (HaulierJobRequest) request = haulier_job_request_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (HaulierJob) job = NULL;
  g_autofree char *tail = g_strnfill (16000, 'a');
  g_autofree char *address = g_strconcat ("http://example.org/", tail, NULL);

  for (guint i = 0; i < 2500; i++)
    haulier_job_request_add_file (request, address, "/t/", NULL);
  job = create (fixture->client, request, &error);
  g_assert_no_error (error);
  g_assert_nonnull (job);
  g_assert_cmpuint (fake_engine_count_calls (fixture->engine, "CreateJob"), ==, 1);
  g_assert_cmpuint (fake_engine_count_calls (fixture->engine, "AddFiles"), ==, 2);
  g_assert_cmpuint (fake_engine_count_calls (fixture->engine, "Resume"), ==, 1);
  g_assert_cmpuint (fake_engine_count_calls (fixture->engine, "Remove"), ==, 0);
}

static void
test_client_follow (Fixture *fixture, gconstpointer data)
{
  const char *const ids[] = { "some", "other", NULL };

  haulier_client_follow (fixture->client, ids);
  wait_until (fixture->engine->followed != NULL);
  g_assert_true (
      g_strv_equal ((const char *const *) fixture->engine->followed, (const char *const *) ids));
  haulier_client_follow_files (fixture->client, "some");
  haulier_client_follow_files (fixture->client, "some");
  wait_until (fixture->engine->followed_files != NULL
              && g_strv_length (fixture->engine->followed_files) == 1);
  g_assert_cmpstr (fixture->engine->followed_files[0], ==, "some");
  haulier_client_unfollow_files (fixture->client, "some");
  haulier_client_unfollow_files (fixture->client, "some");
  wait_until (fixture->engine->followed_files != NULL
              && g_strv_length (fixture->engine->followed_files) == 0);
}

/* A test program has no engine beside it that could be started: another one comes by itself. */
static void
test_client_engine_comes_back (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  haulier_client_follow (fixture->client, NULL);
  wait_until (fixture->engine->followed != NULL);
  fake_engine_stop (fixture->engine);
  wait_until (!haulier_client_is_connected (fixture->client));
  error = list_and_fail (fixture->client);
  g_assert_true (haulier_client_error_is_unreachable (error));
  g_clear_pointer (&fixture->engine->followed, g_strfreev);
  fake_engine_start (fixture->engine);
  wait_until (haulier_client_is_connected (fixture->client));
  wait_until (fixture->engine->followed != NULL);
}

static void
test_client_nothing_to_start (void)
{
  FakeEngine *engine = fake_engine_new ();
  g_autoptr (HaulierClient) client = haulier_client_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  haulier_client_open_async (client, NULL, fake_engine_take_result, &result);
  wait_until (result != NULL);
  g_assert_false (haulier_client_open_finish (client, result, &error));
  g_assert_error (error, HAULIER_ERROR, HAULIER_ERROR_SERVER_UNAVAILABLE);
  g_assert_cmpstr (error->message, ==, "start the engine: haulierd is not installed");
  g_assert_false (haulier_client_is_connected (client));
  fake_engine_free (engine);
}

#define ADD(name, function)                                                                        \
  g_test_add ("/client/client/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  ADD ("open", test_client_open);
  ADD ("errors", test_client_errors);
  ADD ("act", test_client_act);
  ADD ("details", test_client_details);
  ADD ("create-small", test_client_create_small);
  ADD ("create-large", test_client_create_large);
  ADD ("follow", test_client_follow);
  ADD ("engine-comes-back", test_client_engine_comes_back);
  g_test_add_func ("/client/client/nothing-to-start", test_client_nothing_to_start);
  return g_test_run ();
}
