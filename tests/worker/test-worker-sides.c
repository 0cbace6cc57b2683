/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Tests of a worker whose files another process opens, each with rights of its own. */
#include "config.h"

#include "haulier-worker-fixture.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "haulier-bus-names.h"
#include "haulier-part-name.h"

#define ID "6a1f8f5e-0000-4000-8000-000000000002"
#define MIB (1024 * 1024)
#define LARGE (3 * MIB + 4321)
/* Users that need no entry anywhere. */
#define FILES_UID 61001
#define NETWORK_UID 61002

/* A folder that the files' user may write to, and the network's may not even look at. */
typedef struct
{
  char *folder;
  char *path; /* of the file */
  HaulierWorkerFixture *worker;
  HaulierTwistedServer *server; /* (nullable); lives for as long as there are connections to it */
} Sides;

static const char *
get_identity (uid_t uid)
{
  if (geteuid () != 0)
    return NULL;
  return uid == FILES_UID ? "61001:61001" : "61002:61002";
}

static HaulierWorkerFixture *
start (const char *folder)
{
  return haulier_worker_fixture_new_sides (
      folder, get_identity (FILES_UID), get_identity (NETWORK_UID));
}

static void
set_up (Sides *sides, gconstpointer data)
{
  sides->folder = g_strdup ("/tmp/haulier-sides-XXXXXX");
  g_assert_nonnull (g_mkdtemp_full (sides->folder, 0700));
  if (geteuid () == 0)
    g_assert_cmpint (chown (sides->folder, FILES_UID, FILES_UID), ==, 0);
  sides->path = g_build_filename (sides->folder, "file.bin", NULL);
  sides->worker = start (sides->folder);
}

static void
tear_down (Sides *sides, gconstpointer data)
{
  g_autoptr (GDir) dir = g_dir_open (sides->folder, 0, NULL);
  const char *name = NULL;

  haulier_worker_fixture_free (sides->worker);
  haulier_twisted_server_free (sides->server);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (sides->folder, name, NULL);

      g_assert_cmpint (g_unlink (path), ==, 0);
    }
  g_assert_cmpint (g_rmdir (sides->folder), ==, 0);
  g_free (sides->folder);
  g_free (sides->path);
}

static HaulierTwistedServer *
serve (Sides *sides, const HaulierTwist *twists, guint n_twists)
{
  sides->server = haulier_twisted_server_new (twists, n_twists);
  return sides->server;
}

static void
assert_content (const char *path, guint64 size)
{
  g_autofree char *content = NULL;
  gsize length = 0;

  g_assert_true (g_file_get_contents (path, &content, &length, NULL));
  g_assert_cmpuint (length, ==, size);
  for (gsize i = 0; i < length; i++)
    g_assert_cmpuint ((guint8) content[i], ==, haulier_twisted_server_byte_at (0, i));
}

static guint
count_files (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  guint count = 0;

  while (g_dir_read_name (dir) != NULL)
    count++;
  return count;
}

static void
assert_owner (const char *path)
{
  struct stat status;

  g_assert_cmpint (lstat (path, &status), ==, 0);
  g_assert_cmpuint (status.st_uid, ==, geteuid () == 0 ? FILES_UID : geteuid ());
}

static char *
dup_part_path (Sides *sides)
{
  g_autofree char *name = haulier_part_name_dup (ID, 0);

  return g_build_filename (sides->folder, name, NULL);
}

static const HaulierFixtureResult *
fetch (Sides *sides, HaulierTwistedServer *server, const char *key)
{
  g_autofree char *address = haulier_twisted_server_dup_address (server, "/file.bin");

  haulier_worker_fixture_open (sides->worker, ID, NULL, NULL);
  haulier_worker_fixture_add (sides->worker, 0, address, "file.bin", key, NULL);
  return haulier_worker_fixture_wait (sides->worker, 0);
}

static void
test_sides_small (Sides *sides, gconstpointer data)
{
  static const HaulierTwist twists[] = { { .size = 100 } };
  HaulierTwistedServer *server = serve (sides, twists, 1);
  const HaulierFixtureResult *result = fetch (sides, server, NULL);

  g_test_message ("%s", haulier_fixture_result_get_message (result));
  g_assert_cmphex (result->code, ==, 0);
  g_assert_cmpstr (result->path, ==, sides->path);
  haulier_worker_fixture_wait_durable (sides->worker, 0);
  assert_content (sides->path, 100);
  assert_owner (sides->path);
  g_assert_cmpuint (count_files (sides->folder), ==, 1);
}

/* Until it is complete, it is for its owner only. */
static void
test_sides_large (Sides *sides, gconstpointer data)
{
  static const HaulierTwist twists[] = {
    { .size = LARGE, .etag = "\"a\"", .pause_at = 2 * MIB },
    { .size = LARGE, .etag = "\"a\"" },
  };
  HaulierTwistedServer *server = serve (sides, twists, 2);
  g_autofree char *address = haulier_twisted_server_dup_address (server, "/file.bin");
  g_autofree char *part = dup_part_path (sides);
  struct stat status;

  haulier_worker_fixture_open (sides->worker, ID, NULL, NULL);
  haulier_worker_fixture_add (sides->worker, 0, address, "file.bin", NULL, NULL);
  haulier_worker_fixture_wait_progress (sides->worker, 2 * MIB);
  g_assert_cmpint (lstat (part, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 07777, ==, 0600);
  assert_owner (part);
  haulier_twisted_server_release (server);
  g_assert_cmphex (haulier_worker_fixture_wait (sides->worker, 0)->code, ==, 0);
  haulier_worker_fixture_wait_durable (sides->worker, 0);
  assert_content (sides->path, LARGE);
  assert_owner (sides->path);
  g_assert_cmpuint (count_files (sides->folder), ==, 1);
}

/* A new pair of processes goes on where the record says. */
static void
go_on (Sides *sides, HaulierTwistedServer *server)
{
  g_autofree char *second = NULL;
  const char *range = NULL;

  haulier_twisted_server_release (server);
  sides->worker = start (sides->folder);
  g_assert_cmphex (fetch (sides, server, NULL)->code, ==, 0);
  haulier_worker_fixture_wait_durable (sides->worker, 0);
  assert_content (sides->path, LARGE);
  g_assert_cmpuint (count_files (sides->folder), ==, 1);
  second = haulier_twisted_server_dup_request (server, 1);
  range = strstr (second, "\r\nRange: bytes=");
  g_assert_nonnull (range);
  g_assert_cmpuint (
      g_ascii_strtoull (range + strlen ("\r\nRange: bytes="), NULL, 10), >=, 2 * MIB - 256 * 1024);
}

static const HaulierTwist interrupted[] = {
  { .size = LARGE, .etag = "\"a\"", .pause_at = 2 * MIB },
  { .size = LARGE, .etag = "\"a\"" },
};

static void
fetch_half (Sides *sides, HaulierTwistedServer *server)
{
  g_autofree char *address = haulier_twisted_server_dup_address (server, "/file.bin");

  haulier_worker_fixture_open (sides->worker, ID, NULL, NULL);
  haulier_worker_fixture_add (sides->worker, 0, address, "file.bin", NULL, NULL);
  haulier_worker_fixture_wait_progress (sides->worker, 2 * MIB);
  haulier_worker_fixture_wait_recorded (sides->worker, ID, 2 * MIB - 256 * 1024);
}

/* Who opens files lives on, and does what the engine asks of it. */
static void
test_sides_network_killed (Sides *sides, gconstpointer data)
{
  HaulierTwistedServer *server = serve (sides, interrupted, 2);
  g_autoptr (GVariant) ended = NULL;

  fetch_half (sides, server);
  haulier_worker_fixture_kill_network (sides->worker);
  ended = haulier_worker_fixture_call (sides->worker, "EndServing", g_variant_new ("(u)", 1));
  haulier_worker_fixture_kill (g_steal_pointer (&sides->worker));
  go_on (sides, server);
}

static void
test_sides_files_killed (Sides *sides, gconstpointer data)
{
  HaulierTwistedServer *server = serve (sides, interrupted, 2);
  const HaulierFixtureResult *result = NULL;

  fetch_half (sides, server);
  haulier_worker_fixture_kill_files (sides->worker);
  haulier_twisted_server_release (server);
  result = haulier_worker_fixture_wait (sides->worker, 0);
  g_test_message ("%s", haulier_fixture_result_get_message (result));
  g_assert_cmphex (result->code, ==, 0x80200069);
  g_assert_nonnull (strstr (haulier_fixture_result_get_message (result), "does not answer"));
  g_assert_false (g_file_test (sides->path, G_FILE_TEST_EXISTS));
  haulier_worker_fixture_free (g_steal_pointer (&sides->worker));
  sides->worker = start (sides->folder);
  g_assert_cmphex (fetch (sides, server, NULL)->code, ==, 0);
  haulier_worker_fixture_wait_durable (sides->worker, 0);
  assert_content (sides->path, LARGE);
  g_assert_cmpuint (count_files (sides->folder), ==, 1);
}

static void
test_sides_proposed_name (Sides *sides, gconstpointer data)
{
  static const HaulierTwist twists[] = {
    { .size = 100, .headers = "Content-Disposition: attachment; filename=\"Report.pdf\"\r\n" },
  };
  HaulierTwistedServer *server = serve (sides, twists, 1);
  g_autofree char *taken = g_build_filename (sides->folder, "Report.pdf", NULL);
  g_autofree char *path = g_build_filename (sides->folder, "Report (1).pdf", NULL);
  const HaulierFixtureResult *result = NULL;

  g_assert_true (g_file_set_contents (taken, "mine", -1, NULL));
  result = fetch (sides, server, "rename");
  g_test_message ("%s", haulier_fixture_result_get_message (result));
  g_assert_cmphex (result->code, ==, 0);
  g_assert_cmpstr (result->path, ==, path);
  assert_content (path, 100);
}

/* The file that is replaced may have another name elsewhere. */
static void
test_sides_overwrite (Sides *sides, gconstpointer data)
{
  static const HaulierTwist twists[] = { { .size = 100 } };
  HaulierTwistedServer *server = serve (sides, twists, 1);
  g_autofree char *twin = g_build_filename (sides->folder, "twin", NULL);
  g_autofree char *content = NULL;

  g_assert_true (g_file_set_contents (sides->path, "precious", -1, NULL));
  g_assert_cmpint (link (sides->path, twin), ==, 0);
  g_assert_cmphex (fetch (sides, server, "overwrite")->code, ==, 0);
  assert_content (sides->path, 100);
  g_assert_true (g_file_get_contents (twin, &content, NULL, NULL));
  g_assert_cmpstr (content, ==, "precious");
}

static void
test_sides_taken (Sides *sides, gconstpointer data)
{
  static const HaulierTwist twists[] = { { .size = 100 } };
  HaulierTwistedServer *server = serve (sides, twists, 1);
  g_autofree char *content = NULL;

  g_assert_true (g_file_set_contents (sides->path, "precious", -1, NULL));
  g_assert_cmphex (fetch (sides, server, NULL)->code, ==, 0x80070050);
  g_assert_true (g_file_get_contents (sides->path, &content, NULL, NULL));
  g_assert_cmpstr (content, ==, "precious");
}

static void
hold_file (Sides *sides, HaulierTwistedServer *server)
{
  g_autofree char *address = haulier_twisted_server_dup_address (server, "/file.bin");

  haulier_worker_fixture_open (sides->worker, ID, "hold", g_variant_new_boolean (TRUE));
  haulier_worker_fixture_add (sides->worker, 0, address, "file.bin", NULL, NULL);
  g_assert_cmphex (haulier_worker_fixture_wait (sides->worker, 0)->code, ==, 0);
  haulier_worker_fixture_wait_durable (sides->worker, 0);
  g_assert_false (g_file_test (sides->path, G_FILE_TEST_EXISTS));
}

static void
test_sides_held (Sides *sides, gconstpointer data)
{
  static const HaulierTwist twists[] = { { .size = LARGE, .etag = "\"a\"" } };
  HaulierTwistedServer *server = serve (sides, twists, 1);
  g_autoptr (GVariant) answer = NULL;
  GVariantBuilder files;

  hold_file (sides, server);
  g_variant_builder_init (&files, G_VARIANT_TYPE ("a(uaybbx)"));
  g_variant_builder_add (&files, "(u^aybbx)", 0, sides->path, FALSE, FALSE, G_GINT64_CONSTANT (0));
  answer = haulier_worker_fixture_call (
      sides->worker, "CompleteFiles", g_variant_new ("(sa(uaybbx))", ID, &files));
  assert_content (sides->path, LARGE);
  assert_owner (sides->path);
  g_assert_cmpuint (count_files (sides->folder), ==, 1);
}

static void
test_sides_discarded (Sides *sides, gconstpointer data)
{
  static const HaulierTwist twists[] = { { .size = LARGE, .etag = "\"a\"" } };
  HaulierTwistedServer *server = serve (sides, twists, 1);
  g_autoptr (GVariant) answer = NULL;
  GVariantBuilder files;
  guint left = 1;

  hold_file (sides, server);
  g_variant_builder_init (&files, G_VARIANT_TYPE ("a(uay)"));
  g_variant_builder_add (&files, "(u^ay)", 0, sides->path);
  answer = haulier_worker_fixture_call (
      sides->worker, "DiscardFiles", g_variant_new ("(sa(uay))", ID, &files));
  g_variant_get (answer, "(u)", &left);
  g_assert_cmpuint (left, ==, 0);
  g_assert_cmpuint (count_files (sides->folder), ==, 0);
}

static void
test_sides_disk_full (Sides *sides, gconstpointer data)
{
  static const HaulierTwist twists[]
      = { { .size = G_GUINT64_CONSTANT (1) << 60, .etag = "\"a\"" } };
  HaulierTwistedServer *server = serve (sides, twists, 1);
  const HaulierFixtureResult *result = fetch (sides, server, NULL);

  g_test_message ("%s", haulier_fixture_result_get_message (result));
  g_assert_cmphex (result->code, ==, 0x80070070);
  g_assert_false (g_file_test (sides->path, G_FILE_TEST_EXISTS));
}

static void
assert_refused (HaulierWorkerFixture *worker,
                const char *interface_name,
                const char *method,
                GVariant *arguments)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (haulier_worker_process_call (
      worker->connection, interface_name, method, arguments, -1, &error));
  g_assert_nonnull (error);
}

/* The network side neither opens files for itself nor looks at them for the engine. */
static void
test_sides_network_only (Sides *sides, gconstpointer data)
{
  assert_refused (
      sides->worker, HAULIER_WORKER_INTERFACE, "OpenJob", g_variant_new ("(usa{sv})", 1, ID, NULL));
  assert_refused (sides->worker,
                  HAULIER_FILES_INTERFACE,
                  "DiscardFiles",
                  g_variant_new ("(sa(uay))", ID, NULL));
}

/* The file changes while the temporary one is still being made: what comes goes into a new one, and
 * waits for that. */
static void
test_sides_changed_early (Sides *sides, gconstpointer data)
{
  static const HaulierTwist twists[] = {
    { .size = LARGE, .etag = "\"a\"", .cut_at = 1 },
    { .size = LARGE, .etag = "\"b\"", .pause_at = 16384 },
  };
  HaulierTwistedServer *server = serve (sides, twists, 2);
  g_autofree char *address = haulier_twisted_server_dup_address (server, "/file.bin");
  HaulierChannelGate *gate = haulier_channel_gate_new ();
  g_autoptr (GVariant) answer = NULL;
  const HaulierFixtureResult *result = NULL;

  sides->worker->gate = gate;
  haulier_worker_fixture_open (sides->worker, ID, NULL, NULL);
  haulier_worker_fixture_add (sides->worker, 0, address, "file.bin", NULL, NULL);
  haulier_channel_gate_wait_for_file (gate);
  haulier_worker_fixture_wait_trace (sides->worker, "the file changed on the server");
  haulier_channel_gate_let_through (gate);
  haulier_channel_gate_wait_for_file (gate);
  /* Once it answers, it knows of the first file. */
  answer = haulier_worker_fixture_call (sides->worker, "FindProxy", g_variant_new ("(s)", address));
  haulier_twisted_server_release (server);
  haulier_worker_fixture_wait_progress (sides->worker, MIB);
  haulier_channel_gate_let_through (gate);
  result = haulier_worker_fixture_wait (sides->worker, 0);
  g_assert_cmpstr (haulier_fixture_result_get_message (result), ==, "");
  assert_content (sides->path, LARGE);
  haulier_worker_fixture_wait_durable (sides->worker, 0);
  haulier_channel_gate_free (gate);
}

int
main (int argc, char **argv)
{
  static const struct
  {
    const char *path;
    void (*func) (Sides *sides, gconstpointer data);
  } tests[] = {
    { "/worker/sides/small", test_sides_small },
    { "/worker/sides/large", test_sides_large },
    { "/worker/sides/network-killed", test_sides_network_killed },
    { "/worker/sides/files-killed", test_sides_files_killed },
    { "/worker/sides/proposed-name", test_sides_proposed_name },
    { "/worker/sides/overwrite", test_sides_overwrite },
    { "/worker/sides/taken", test_sides_taken },
    { "/worker/sides/held", test_sides_held },
    { "/worker/sides/discarded", test_sides_discarded },
    { "/worker/sides/disk-full", test_sides_disk_full },
    { "/worker/sides/changed-early", test_sides_changed_early },
    { "/worker/sides/network-only", test_sides_network_only },
  };

  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Sides, NULL, set_up, tests[i].func, tear_down);
  return g_test_run ();
}
