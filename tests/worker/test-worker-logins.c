/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Tests of a real worker that is asked who it is: it asks, tries once, and uses what was accepted.
 */
#include "config.h"

#include "haulier-worker-fixture.h"

#include <string.h>

#define ID "6a1f8f5e-0000-4000-8000-000000000002"
#define N_FILES 20
/* ben:benpw, ben:other */
#define RIGHT "Basic YmVuOmJlbnB3"
#define OFFERS                                                                                     \
  "WWW-Authenticate: Negotiate\r\nWWW-Authenticate: Foo x=\"y, z\", Basic realm=\"Lab\"\r\n"
#define LARGE (24 * 1024 * 1024)

static GVariant *
make_refusal (void)
{
  GVariantBuilder builder;

  g_variant_builder_init (&builder, G_VARIANT_TYPE_VARDICT);
  g_variant_builder_add (&builder, "{sv}", "login", g_variant_new_uint64 (0));
  g_variant_builder_add (&builder, "{sv}", "code", g_variant_new_uint32 (0x80190191));
  g_variant_builder_add (&builder, "{sv}", "rule", g_variant_new_string ("nobody"));
  g_variant_builder_add (&builder, "{sv}", "message", g_variant_new_string ("nobody answers"));
  return g_variant_builder_end (&builder);
}

static GVariant *
make_basic (guint64 number)
{
  GVariantBuilder builder;

  g_variant_builder_init (&builder, G_VARIANT_TYPE_VARDICT);
  g_variant_builder_add (&builder, "{sv}", "login", g_variant_new_uint64 (number));
  g_variant_builder_add (&builder, "{sv}", "scheme", g_variant_new_string ("basic"));
  g_variant_builder_add (&builder, "{sv}", "user", g_variant_new_string ("ben"));
  g_variant_builder_add (&builder, "{sv}", "secret", g_variant_new_handle (0));
  return g_variant_builder_end (&builder);
}

static guint64
get_sent (GVariant *challenge)
{
  guint64 sent = 0;

  g_assert_true (g_variant_lookup (challenge, "sent", "t", &sent));
  return sent;
}

/* One login; when that is rejected, nothing. */
static GVariant *
answer_once (HaulierWorkerFixture *fixture, guint file, GVariant *challenge)
{
  return get_sent (challenge) == 0 && fixture->challenges->len == 1 ? make_basic (7)
                                                                    : make_refusal ();
}

static GVariant *
answer_never (HaulierWorkerFixture *fixture, guint file, GVariant *challenge)
{
  return make_refusal ();
}

static guint
count_logins (HaulierTwistedServer *server)
{
  guint count = 0;

  for (guint i = 0; i < haulier_twisted_server_get_n_requests (server); i++)
    {
      g_autofree char *head = haulier_twisted_server_dup_request (server, i);

      count += strstr (head, "\r\nAuthorization: ") != NULL ? 1 : 0;
    }
  return count;
}

static void
add_files (HaulierWorkerFixture *fixture, HaulierTwistedServer *server, guint n_files)
{
  for (guint i = 0; i < n_files; i++)
    {
      g_autofree char *path = g_strdup_printf ("/folder/%u?x=/y", i);
      g_autofree char *name = g_strdup_printf ("file-%u", i);
      g_autofree char *address = haulier_twisted_server_dup_address (server, path);

      haulier_worker_fixture_add (fixture, i, address, name, NULL, NULL);
    }
}

static void
assert_challenge (HaulierWorkerFixture *fixture, HaulierTwistedServer *server)
{
  GVariant *challenge = g_ptr_array_index (fixture->challenges, 0);
  g_autofree char *origin = haulier_twisted_server_dup_address (server, "");
  g_autoptr (GVariant) offered = g_variant_lookup_value (challenge, "offered", NULL);
  g_autofree char *shown = g_variant_print (offered, FALSE);
  const char *text = NULL;
  gboolean flag = TRUE;
  guint status = 0;

  g_assert_true (g_variant_lookup (challenge, "origin", "&s", &text));
  g_assert_cmpstr (text, ==, origin);
  g_assert_true (g_variant_lookup (challenge, "realm", "&s", &text));
  g_assert_cmpstr (text, ==, "Lab");
  g_assert_true (g_variant_lookup (challenge, "target", "&s", &text));
  g_assert_cmpstr (text, ==, "server");
  g_assert_true (g_variant_lookup (challenge, "status", "u", &status));
  g_assert_cmpuint (status, ==, 401);
  g_assert_true (g_variant_lookup (challenge, "same-origin", "b", &flag));
  g_assert_true (flag);
  g_assert_true (g_variant_lookup (challenge, "secure", "b", &flag));
  g_assert_false (flag);
  g_assert_cmpstr (shown, ==, "['negotiate', 'foo', 'basic']");
}

static void
test_worker_logins_accepted (void)
{
  static const HaulierTwist twist = { .size = 1000, .login = RIGHT, .offers = OFFERS };
  g_autoptr (HaulierTwistedServer) server = haulier_twisted_server_new (&twist, 1);
  HaulierWorkerFixture *fixture = haulier_worker_fixture_new (NULL);
  GVariant *outcome = NULL;

  fixture->secret = "benpw";
  haulier_worker_fixture_serve_engine (fixture, answer_once);
  haulier_worker_fixture_open (fixture, ID, NULL, NULL);
  add_files (fixture, server, N_FILES);
  for (guint i = 0; i < N_FILES; i++)
    g_assert_cmphex (haulier_worker_fixture_wait (fixture, i)->code, ==, 0);
  g_assert_cmpuint (fixture->challenges->len, ==, 1);
  assert_challenge (fixture, server);
  g_assert_cmpuint (fixture->outcomes->len, ==, 1);
  outcome = g_ptr_array_index (fixture->outcomes, 0);
  g_assert_cmpuint (count_logins (server), ==, N_FILES);
  g_assert_true (
      g_variant_equal (outcome, g_variant_new_parsed ("(uint64 7, {'accepted': <true>})")));
  haulier_worker_fixture_free (fixture);
}

static void
test_worker_logins_rejected (void)
{
  static const HaulierTwist twist = { .size = 1000, .login = RIGHT, .offers = OFFERS };
  g_autoptr (HaulierTwistedServer) server = haulier_twisted_server_new (&twist, 1);
  HaulierWorkerFixture *fixture = haulier_worker_fixture_new (NULL);

  fixture->secret = "other";
  haulier_worker_fixture_serve_engine (fixture, answer_once);
  haulier_worker_fixture_open (fixture, ID, NULL, NULL);
  add_files (fixture, server, N_FILES);
  for (guint i = 0; i < N_FILES; i++)
    {
      const HaulierFixtureResult *result = haulier_worker_fixture_wait (fixture, i);

      g_assert_cmphex (result->code, ==, 0x80190191);
      g_assert_cmpstr (haulier_fixture_result_get_message (result), ==, "nobody answers");
    }
  g_assert_cmpuint (count_logins (server), ==, 1);
  g_assert_cmpuint (get_sent (g_ptr_array_index (fixture->challenges, 1)), ==, 7);
  g_assert_cmpuint (fixture->outcomes->len, ==, 0);
  haulier_worker_fixture_free (fixture);
}

static void
test_worker_logins_refused (void)
{
  static const HaulierTwist twist = { .size = 1000, .login = RIGHT, .offers = OFFERS };
  g_autoptr (HaulierTwistedServer) server = haulier_twisted_server_new (&twist, 1);
  HaulierWorkerFixture *fixture = haulier_worker_fixture_new (NULL);

  haulier_worker_fixture_serve_engine (fixture, answer_never);
  haulier_worker_fixture_open (fixture, ID, NULL, NULL);
  add_files (fixture, server, 1);
  g_assert_cmphex (haulier_worker_fixture_wait (fixture, 0)->code, ==, 0x80190191);
  g_assert_cmpuint (count_logins (server), ==, 0);
  haulier_worker_fixture_free (fixture);
}

/* Without an engine that answers, and without an offer, a 401 is what it always was. */
static void
test_worker_logins_nobody (void)
{
  static const HaulierTwist twists[] = {
    { .size = 1000, .login = RIGHT, .offers = OFFERS },
    { .size = 1000, .login = RIGHT },
  };

  for (guint i = 0; i < G_N_ELEMENTS (twists); i++)
    {
      g_autoptr (HaulierTwistedServer) server = haulier_twisted_server_new (&twists[i], 1);
      HaulierWorkerFixture *fixture = haulier_worker_fixture_new (NULL);

      haulier_worker_fixture_open (fixture, ID, NULL, NULL);
      add_files (fixture, server, 1);
      g_assert_cmphex (haulier_worker_fixture_wait (fixture, 0)->code, ==, 0x80190191);
      haulier_worker_fixture_free (fixture);
    }
}

static void
test_worker_logins_segments (void)
{
  static const HaulierTwist twist
      = { .size = LARGE, .etag = "\"a\"", .login = RIGHT, .offers = OFFERS };
  g_autoptr (HaulierTwistedServer) server = haulier_twisted_server_new (&twist, 1);
  HaulierWorkerFixture *fixture = haulier_worker_fixture_new (NULL);
  const HaulierFixtureResult *result = NULL;
  g_autofree guint8 *data = NULL;
  gsize length = 0;

  fixture->secret = "benpw";
  haulier_worker_fixture_serve_engine (fixture, answer_once);
  haulier_worker_fixture_open (fixture, ID, NULL, NULL);
  add_files (fixture, server, 1);
  result = haulier_worker_fixture_wait (fixture, 0);
  g_assert_cmphex (result->code, ==, 0);
  g_assert_true (g_file_get_contents (result->path, (char **) &data, &length, NULL));
  g_assert_cmpuint (length, ==, LARGE);
  for (gsize i = 0; i < length; i += 4093)
    g_assert_cmpuint (data[i], ==, haulier_twisted_server_byte_at (0, i));
  g_assert_cmpuint (count_logins (server), ==, haulier_twisted_server_get_n_requests (server) - 1);
  g_assert_cmpuint (fixture->challenges->len, ==, 1);
  haulier_worker_fixture_free (fixture);
}

/* What is given for one server, by the engine or in a header of the job, stays there. */
static void
test_worker_logins_redirect (void)
{
  static const HaulierTwist other_twist = { .size = 1000, .login = RIGHT, .offers = OFFERS };
  g_autoptr (HaulierTwistedServer) other = haulier_twisted_server_new (&other_twist, 1);
  g_autofree char *there = haulier_twisted_server_dup_address (other, "/folder/x");
  g_autofree char *headers = g_strdup_printf ("Location: %s\r\n", there);
  const HaulierTwist twist
      = { .status_line = "HTTP/1.1 302 There\r\n", .headers = headers, .size = 3 };
  g_autoptr (HaulierTwistedServer) server = haulier_twisted_server_new (&twist, 1);
  HaulierWorkerFixture *fixture = haulier_worker_fixture_new (NULL);
  const char *const job_headers[]
      = { "Authorization: Basic secret", "Cookie: secret", "X-Other: shown", NULL };
  g_autofree char *head = NULL;
  gboolean same = TRUE;

  haulier_worker_fixture_serve_engine (fixture, answer_never);
  haulier_worker_fixture_open (fixture, ID, "headers", g_variant_new_strv (job_headers, -1));
  add_files (fixture, server, 1);
  g_assert_cmphex (haulier_worker_fixture_wait (fixture, 0)->code, ==, 0x80190191);
  head = haulier_twisted_server_dup_request (server, 0);
  g_assert_nonnull (strstr (head, "Basic secret"));
  g_free (head);
  head = haulier_twisted_server_dup_request (other, 0);
  g_assert_null (strstr (head, "secret"));
  g_assert_nonnull (strstr (head, "shown"));
  g_assert_true (
      g_variant_lookup (g_ptr_array_index (fixture->challenges, 0), "same-origin", "b", &same));
  g_assert_false (same);
  haulier_worker_fixture_free (fixture);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/worker/logins/accepted", test_worker_logins_accepted);
  g_test_add_func ("/worker/logins/rejected", test_worker_logins_rejected);
  g_test_add_func ("/worker/logins/refused", test_worker_logins_refused);
  g_test_add_func ("/worker/logins/nobody", test_worker_logins_nobody);
  g_test_add_func ("/worker/logins/segments", test_worker_logins_segments);
  g_test_add_func ("/worker/logins/redirect", test_worker_logins_redirect);
  return g_test_run ();
}
