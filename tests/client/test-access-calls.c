/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* The calls about access: what they say on the bus, what comes back, and that no message has a
 * password. */
#include "config.h"

#include "haulier-access-calls.h"

#include <string.h>
#include <glib/gstdio.h>
#include <unistd.h>

#include "fake-engine.h"
#include "haulier-job-request.h"
#include "haulier-job-sending.h"
#include "haulier-plan-item.h"
#include "haulier-secret-descriptor.h"

#define ID "00000000-0000-4000-8000-000000000001"
#define PASSWORD "s3cret-w0rd"

typedef struct
{
  FakeEngine *engine;
  HaulierClient *client;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  fixture->engine = fake_engine_new ();
  fake_engine_add_job (fixture->engine, 1, "one");
  fake_engine_start (fixture->engine);
  fixture->client = haulier_client_new ();
  haulier_client_open_async (fixture->client, NULL, fake_engine_take_result, &result);
  wait_until (result != NULL);
  haulier_client_open_finish (fixture->client, result, &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  let_go (fixture->client);
  fake_engine_free (fixture->engine);
}

static void
answer (Fixture *fixture, const char *text)
{
  g_clear_pointer (&fixture->engine->answer, g_variant_unref);
  fixture->engine->answer = g_variant_ref_sink (g_variant_parse (NULL, text, NULL, NULL, NULL));
}

static void
assert_said (Fixture *fixture, const char *method, const char *parameters)
{
  g_autofree char *said = g_variant_print (fixture->engine->parameters, TRUE);
  GPtrArray *calls = fixture->engine->calls;

  g_assert_cmpstr (g_ptr_array_index (calls, calls->len - 1), ==, method);
  g_assert_cmpstr (said, ==, parameters);
  g_assert_null (strstr (said, PASSWORD));
}

static void
test_access_calls_plan (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) plan = NULL;

  answer (fixture, "([{'resource': <'other'>}],)");
  haulier_client_get_plan_async (fixture->client, ID, 7, NULL, fake_engine_take_result, &result);
  wait_until (result != NULL);
  plan = haulier_client_get_plan_finish (fixture->client, result, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (plan->len, ==, 1);
  g_assert_cmpstr (haulier_plan_item_get_resource (g_ptr_array_index (plan, 0)), ==, "other");
  assert_said (fixture, "GetPlan", "(uint32 7,)");
}

static void
test_access_calls_plan_without_a_job (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) plan = NULL;

  answer (fixture, "([@a{sv} {}, {}],)");
  haulier_client_plan_access_async (fixture->client,
                                    g_variant_new_parsed ("{'account': <'LocalService'>}"),
                                    NULL,
                                    fake_engine_take_result,
                                    &result);
  wait_until (result != NULL);
  plan = haulier_client_plan_access_finish (fixture->client, result, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (plan->len, ==, 2);
  assert_said (fixture, "PlanAccess", "({'account': <'LocalService'>},)");
}

static void
test_access_calls_list (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) list = NULL;

  answer (fixture, "([{'target': <'proxy'>}],)");
  haulier_client_list_credentials_async (
      fixture->client, ID, NULL, fake_engine_take_result, &result);
  wait_until (result != NULL);
  list = haulier_client_list_credentials_finish (fixture->client, result, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_variant_n_children (list), ==, 1);
}

static char *
set_credential (Fixture *fixture, const char *user, int secret)
{
  const HaulierCredentialChange change
      = { .target = "server", .scheme = "negotiate", .user = user, .secret = secret };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  char *kept = NULL;

  answer (fixture, "({'kept': <'keyring'>},)");
  haulier_client_set_credential_async (
      fixture->client, ID, &change, NULL, fake_engine_take_result, &result);
  wait_until (result != NULL);
  kept = haulier_client_set_credential_finish (fixture->client, result, &error);
  g_assert_no_error (error);
  return kept;
}

static void
test_access_calls_set_explicit (Fixture *fixture, gconstpointer data)
{
  int secret = haulier_secret_descriptor_new (PASSWORD, -1, NULL);
  g_autofree char *kept = set_credential (fixture, "ann", secret);

  g_close (secret, NULL);
  g_assert_cmpstr (kept, ==, "keyring");
  g_assert_cmpstr (fixture->engine->secret, ==, PASSWORD);
  g_assert_cmpuint (fake_engine_count_calls (fixture->engine, "Set"), ==, 1);
  assert_said (fixture, "Set", "('server', 'negotiate', {'secret': <handle 0>, 'user': <'ann'>})");
}

static void
test_access_calls_set_implicit (Fixture *fixture, gconstpointer data)
{
  g_autofree char *kept = set_credential (fixture, NULL, -1);

  g_assert_null (fixture->engine->secret);
  assert_said (fixture, "Set", "('server', 'negotiate', {'implicit': <true>})");
}

static void
test_access_calls_set_from_address (Fixture *fixture, gconstpointer data)
{
  const HaulierCredentialChange change
      = { .target = "server", .scheme = "basic", .secret = -1, .from_address = TRUE };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *kept = NULL;

  answer (fixture, "({'kept': <'memory'>},)");
  haulier_client_set_credential_async (
      fixture->client, ID, &change, NULL, fake_engine_take_result, &result);
  wait_until (result != NULL);
  kept = haulier_client_set_credential_finish (fixture->client, result, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (kept, ==, "memory");
  assert_said (fixture, "Set", "('server', 'basic', {'from-address': <true>})");
}

static void
test_access_calls_set_without_secret (Fixture *fixture, gconstpointer data)
{
  const HaulierCredentialChange change
      = { .target = "server", .scheme = "basic", .user = "ann", .secret = -1 };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  haulier_client_set_credential_async (
      fixture->client, ID, &change, NULL, fake_engine_take_result, &result);
  wait_until (result != NULL);
  g_assert_null (haulier_client_set_credential_finish (fixture->client, result, &error));
  g_assert_nonnull (error);
}

static void
test_access_calls_remove (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  gboolean removed = FALSE;

  answer (fixture, "(true,)");
  haulier_client_remove_credential_async (
      fixture->client, ID, "proxy", "digest", NULL, fake_engine_take_result, &result);
  wait_until (result != NULL);
  g_assert_true (
      haulier_client_remove_credential_finish (fixture->client, result, &removed, &error));
  g_assert_no_error (error);
  g_assert_true (removed);
  assert_said (fixture, "Remove", "('proxy', 'digest')");
}

static void
test_access_calls_get_part (Fixture *fixture, gconstpointer data)
{
  for (gint i = 0; i <= HAULIER_ACCESS_PART_CERTIFICATE; i++)
    {
      g_autoptr (GAsyncResult) result = NULL;
      g_autoptr (GError) error = NULL;
      g_autoptr (GVariant) settings = NULL;

      answer (fixture, "({'usage': <'override'>},)");
      haulier_client_get_access_part_async (
          fixture->client, ID, (HaulierAccessPart) i, NULL, fake_engine_take_result, &result);
      wait_until (result != NULL);
      settings = haulier_client_get_access_part_finish (fixture->client, result, &error);
      g_assert_no_error (error);
      g_assert_true (g_variant_is_of_type (settings, G_VARIANT_TYPE_VARDICT));
      assert_said (fixture, "Get", "()");
    }
}

static void
assert_set (Fixture *fixture, GAsyncResult **result, const char *method, const char *parameters)
{
  g_autoptr (GError) error = NULL;

  wait_until (*result != NULL);
  g_assert_true (haulier_client_set_access_part_finish (fixture->client, *result, &error));
  g_assert_no_error (error);
  assert_said (fixture, method, parameters);
  g_clear_object (result);
}

static void
test_access_calls_set_part (Fixture *fixture, gconstpointer data)
{
  HaulierClient *client = fixture->client;
  GAsyncResult *result = NULL;

  haulier_client_set_proxy_async (
      client, ID, "override", "p:1", NULL, NULL, fake_engine_take_result, &result);
  assert_set (fixture, &result, "Set", "('override', 'p:1', '')");
  haulier_client_set_token_flags_async (client, ID, 3, NULL, fake_engine_take_result, &result);
  assert_set (fixture, &result, "SetFlags", "(uint32 3,)");
  haulier_client_set_certificate_async (client,
                                        ID,
                                        g_variant_new_parsed ("{'store': <'MY'>}"),
                                        NULL,
                                        fake_engine_take_result,
                                        &result);
  assert_set (fixture, &result, "Set", "({'store': <'MY'>},)");
  haulier_client_set_certificate_async (client, ID, NULL, NULL, fake_engine_take_result, &result);
  assert_set (fixture, &result, "Clear", "()");
}

/* The password of a new job goes the same way. */
static void
test_access_calls_create (Fixture *fixture, gconstpointer data)
{
  g_autoptr (HaulierJobRequest) request = haulier_job_request_new ();
  int secret = haulier_secret_descriptor_new (PASSWORD, -1, NULL);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (HaulierJob) job = NULL;
  GVariantBuilder credentials;
  gint handle = haulier_job_request_add_descriptor (request, secret, &error);

  g_assert_no_error (error);
  g_close (secret, NULL);
  g_variant_builder_init (&credentials, G_VARIANT_TYPE ("aa{sv}"));
  g_variant_builder_open (&credentials, G_VARIANT_TYPE_VARDICT);
  g_variant_builder_add (&credentials, "{sv}", "secret", g_variant_new_handle (handle));
  g_variant_builder_close (&credentials);
  haulier_job_request_set (request, "credentials", g_variant_builder_end (&credentials));
  haulier_job_request_add_file (request, "http://h/", "/tmp/", NULL);
  haulier_client_create_job_async (
      fixture->client, request, NULL, fake_engine_take_result, &result);
  wait_until (result != NULL);
  job = haulier_client_create_job_finish (fixture->client, result, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (fixture->engine->secret, ==, PASSWORD);
}

#define add(path, test)                                                                            \
  g_test_add ("/client/access-calls/" path, Fixture, NULL, set_up, test, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  add ("plan", test_access_calls_plan);
  add ("plan-without-a-job", test_access_calls_plan_without_a_job);
  add ("list", test_access_calls_list);
  add ("set-explicit", test_access_calls_set_explicit);
  add ("set-implicit", test_access_calls_set_implicit);
  add ("set-from-address", test_access_calls_set_from_address);
  add ("set-without-secret", test_access_calls_set_without_secret);
  add ("remove", test_access_calls_remove);
  add ("get-part", test_access_calls_get_part);
  add ("set-part", test_access_calls_set_part);
  add ("create", test_access_calls_create);
  return g_test_run ();
}
