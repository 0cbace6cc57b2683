/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Tests of a real worker: downloads from honest, forgetful and lying servers. */
#include "config.h"

#include "haulier-worker-fixture.h"

#include <string.h>
#include <sys/stat.h>

#include "haulier-part-name.h"
#include "haulier-progress-record.h"

#define ID "6a1f8f5e-0000-4000-8000-000000000001"
#define MIB (1024 * 1024)
#define LARGE (3 * MIB + 4321)
#define OLD "Tue, 14 Nov 2023 22:13:20 GMT"
#define OLD_TIME 1700000000
#define FRESH "Tue, 14 Nov 2023 22:59:59 GMT"

/**
 * Row:
 * @why: what is tried
 * @twists: answers to the requests, in order
 * @n_twists: how many
 * @code: expected, 0 is success
 * @version: of the content that has to be there after success
 * @size: bytes that it has
 * @message: (nullable): what the failure has to say
 * @n_requests: expected, 0 is any
 */
typedef struct
{
  const char *why;
  HaulierTwist twists[4];
  guint n_twists;
  guint32 code;
  guint version;
  guint64 size;
  const char *message;
  guint n_requests;
} Row;

static const Row rows[] = {
  { "empty", { { .size = 0 } }, 1, .size = 0, .n_requests = 1 },
  { "small", { { .size = 100, .etag = "\"a\"" } }, 1, .size = 100, .n_requests = 1 },
  { "one block", { { .size = 65536 } }, 1, .size = 65536, .n_requests = 1 },
  { "one block and a byte", { { .size = 65537 } }, 1, .size = 65537, .n_requests = 1 },
  { "large", { { .size = LARGE, .etag = "\"a\"" } }, 1, .size = LARGE },
  { "chunked, small", { { .size = 1000, .chunked = TRUE } }, 1, .size = 1000 },
  { "chunked, large", { { .size = LARGE, .chunked = TRUE } }, 1, .size = LARGE },
  { "HTTP/1.0 without length",
    { { .status_line = "HTTP/1.0 200 OK\r\n", .size = LARGE, .no_length = TRUE } },
    1,
    .size = LARGE,
    .n_requests = 1 },
  { "closed in the middle, strong ETag",
    { { .size = LARGE, .etag = "\"a\"", .cut_at = MIB }, { .size = LARGE, .etag = "\"a\"" } },
    2,
    .size = LARGE,
    .n_requests = 2 },
  { "closed in the middle, old time",
    { { .size = LARGE, .last_modified = OLD, .cut_at = MIB },
      { .size = LARGE, .last_modified = OLD } },
    2,
    .size = LARGE,
    .n_requests = 2 },
  { "closed in the middle, no version: begins again",
    { { .size = LARGE, .cut_at = MIB }, { .size = LARGE, .version = 1 } },
    2,
    .version = 1,
    .size = LARGE,
    .n_requests = 2 },
  { "closed in the middle, changed within the second, same ETag",
    { { .size = LARGE, .etag = "\"a\"", .last_modified = FRESH, .cut_at = MIB },
      { .size = LARGE, .etag = "\"a\"", .last_modified = FRESH, .version = 1 } },
    2,
    .version = 1,
    .size = LARGE },
  { "closed in the middle, another ETag",
    { { .size = LARGE, .etag = "\"a\"", .cut_at = MIB },
      { .size = LARGE, .etag = "\"b\"", .version = 1 } },
    2,
    .version = 1,
    .size = LARGE,
    .n_requests = 2 },
  { "changed, and the condition is ignored",
    { { .size = LARGE, .etag = "\"a\"", .cut_at = MIB },
      { .size = LARGE, .etag = "\"b\"", .version = 1, .ignore_if_range = TRUE },
      { .size = LARGE, .etag = "\"b\"", .version = 1, .ignore_if_range = TRUE } },
    3,
    .version = 1,
    .size = LARGE,
    .n_requests = 3 },
  { "changed to a shorter one, and the condition is ignored",
    { { .size = LARGE, .etag = "\"a\"", .cut_at = 2 * MIB },
      { .size = MIB, .etag = "\"b\"", .version = 1, .ignore_if_range = TRUE },
      { .size = MIB, .etag = "\"b\"", .version = 1 } },
    3,
    .version = 1,
    .size = MIB },
  { "same time, another length",
    { { .size = LARGE, .last_modified = OLD, .cut_at = MIB },
      { .size = LARGE + 5, .last_modified = OLD, .version = 1 },
      { .size = LARGE + 5, .last_modified = OLD, .version = 1 } },
    3,
    .version = 1,
    .size = LARGE + 5 },
  { "closed in the middle, server without ranges",
    { { .size = LARGE, .etag = "\"a\"", .cut_at = MIB },
      { .size = LARGE, .etag = "\"a\"", .ignore_range = TRUE } },
    2,
    .size = LARGE },
  { "knows conditions with a time only",
    { { .size = LARGE, .etag = "\"a\"", .last_modified = OLD, .cut_at = MIB },
      { .size = LARGE, .etag = "\"a\"", .last_modified = OLD, .date_only = TRUE } },
    2,
    .size = LARGE,
    .n_requests = 3 },
  { "changes each time",
    { { .size = LARGE, .etag = "\"a\"", .cut_at = MIB },
      { .size = LARGE, .etag = "\"b\"", .cut_at = MIB, .version = 1 },
      { .size = LARGE, .etag = "\"c\"", .cut_at = MIB, .version = 2 },
      { .size = LARGE, .etag = "\"d\"", .version = 3 } },
    4,
    .version = 3,
    .size = LARGE },
  { "other part than asked for",
    { { .size = LARGE, .etag = "\"a\"", .cut_at = MIB },
      { .size = LARGE, .etag = "\"a\"", .shift = 10 } },
    2,
    0x8020001b,
    .message = "were asked for" },
  { "always closed before the end",
    { { .size = LARGE, .cut_at = MIB } },
    1,
    0x8020002e,
    .message = "closed" },
  { "compressed",
    { { .size = 100, .headers = "Content-Encoding: br\r\n" } },
    1,
    0x8020001b,
    .message = "compressed (br)" },
  { "two lengths",
    { { .size = 100, .headers = "Content-Length: 99\r\n" } },
    1,
    0x8020001b,
    .message = "Content-Length" },
  { "more than announced", { { .size = 1000, .surplus = 20 } }, 1, 0x8020001b, .message = "more" },
  { "more than announced, large",
    { { .size = LARGE, .surplus = 65536 } },
    1,
    0x8020001b,
    .message = "more" },
  { "no HTTP at all", { { .raw = "+OK ready\r\n" } }, 1, 0x8020003a, .message = "HTTP" },
  { "not there",
    { { .status_line = "HTTP/1.1 404 Gone away\r\n", .size = 20 } },
    1,
    0x80190194,
    .message = "404",
    .n_requests = 1 },
  { "an announced checksum that is wrong",
    { { .size = 5, .headers = "Content-MD5: xxxxxxxxxxxxxxxxxxxxxx==\r\n" } },
    1,
    0x80200053,
    .message = "checksum" },
  { "endless redirects",
    { { .status_line = "HTTP/1.1 302 There\r\n", .headers = "Location: /again\r\n" } },
    1,
    0x80072f7c,
    .message = "circle",
    .n_requests = 21 },
  { "a redirect to a file",
    { { .status_line = "HTTP/1.1 302 There\r\n", .headers = "Location: file:///etc/passwd\r\n" } },
    1,
    0x80072f7c,
    .message = "cannot be used",
    .n_requests = 1 },
  { "a redirect",
    { { .status_line = "HTTP/1.1 301 There\r\n", .headers = "Location: /there\r\n", .size = 10 },
      { .size = LARGE, .etag = "\"a\"" } },
    2,
    .size = LARGE,
    .n_requests = 2 },
};

static void
assert_content (const char *path, guint version, guint64 size)
{
  g_autofree char *content = NULL;
  gsize length = 0;

  g_assert_true (g_file_get_contents (path, &content, &length, NULL));
  g_assert_cmpuint (length, ==, size);
  for (gsize i = 0; i < length; i++)
    {
      if ((guint8) content[i] == haulier_twisted_server_byte_at (version, i))
        continue;
      g_test_message ("byte %zu of %zu is not of version %u", i, length, version);
      g_assert_not_reached ();
    }
}

static void
assert_nothing_left (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name = NULL;

  while ((name = g_dir_read_name (dir)) != NULL)
    g_assert_false (g_str_has_prefix (name, ".haulier-"));
}

static void
test_download_row (gconstpointer data)
{
  const Row *row = data;
  g_autoptr (HaulierTwistedServer) server = haulier_twisted_server_new (row->twists, row->n_twists);
  g_autoptr (HaulierWorkerFixture) worker = haulier_worker_fixture_new (NULL);
  g_autofree char *address = haulier_twisted_server_dup_address (server, "/file.bin");
  g_autofree char *path = g_build_filename (worker->folder, "file.bin", NULL);
  const HaulierFixtureResult *result = NULL;

  g_test_message ("%s", row->why);
  haulier_worker_fixture_open (worker, ID, NULL, NULL);
  haulier_worker_fixture_add (worker, 0, address, "file.bin", NULL, NULL);
  result = haulier_worker_fixture_wait (worker, 0);
  g_test_message ("%s\n%s", haulier_fixture_result_get_message (result), worker->trace->str);
  g_assert_cmphex (result->code, ==, row->code);
  if (row->n_requests != 0)
    g_assert_cmpuint (haulier_twisted_server_get_n_requests (server), ==, row->n_requests);
  if (row->code != 0)
    {
      g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
      g_assert_nonnull (strstr (haulier_fixture_result_get_message (result), row->message));
      return;
    }
  g_assert_cmpstr (result->path, ==, path);
  g_assert_cmpuint (result->size, ==, row->size);
  assert_content (path, row->version, row->size);
  haulier_worker_fixture_wait_durable (worker, 0);
  assert_nothing_left (worker->folder);
}

/* What is asked of a server: no credentials, no compression, and a condition with every part. */
static void
test_download_requests (void)
{
  static const HaulierTwist twists[] = {
    { .size = LARGE, .etag = "\"a\"", .last_modified = OLD, .cut_at = MIB },
    { .size = LARGE, .etag = "\"a\"", .last_modified = OLD },
  };
  g_autoptr (HaulierTwistedServer) server = haulier_twisted_server_new (twists, 2);
  g_autoptr (HaulierWorkerFixture) worker = haulier_worker_fixture_new (NULL);
  g_autofree char *address = haulier_twisted_server_dup_address (server, "/file.bin?q=1");
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  const HaulierFixtureResult *result = NULL;
  struct stat status;

  haulier_worker_fixture_open (worker, ID, NULL, NULL);
  haulier_worker_fixture_add (worker, 0, address, "file.bin", NULL, NULL);
  result = haulier_worker_fixture_wait (worker, 0);
  g_assert_cmphex (result->code, ==, 0);
  first = haulier_twisted_server_dup_request (server, 0);
  second = haulier_twisted_server_dup_request (server, 1);
  g_assert_true (g_str_has_prefix (first, "\r\nGET /file.bin?q=1 HTTP/1.1\r\n"));
  g_assert_nonnull (strstr (first, "\r\nAccept-Encoding: identity\r\n"));
  g_assert_null (strstr (first, "\r\nRange:"));
  g_assert_null (strstr (first, "\r\nAuthorization:"));
  g_assert_nonnull (strstr (second, "\r\nRange: bytes="));
  g_assert_nonnull (strstr (second, "\r\nIf-Range: \"a\"\r\n"));
  g_assert_cmpint (stat (result->path, &status), ==, 0);
  g_assert_cmpint (status.st_mtime, ==, OLD_TIME);
}

/* Killed in the middle: the next worker goes on, and asks for little twice. */
static void
test_download_killed (void)
{
  static const HaulierTwist twists[] = {
    { .size = LARGE, .etag = "\"a\"", .pause_at = 2 * MIB },
    { .size = LARGE, .etag = "\"a\"" },
  };
  g_autoptr (HaulierTwistedServer) server = haulier_twisted_server_new (twists, 2);
  HaulierWorkerFixture *killed = haulier_worker_fixture_new (NULL);
  g_autoptr (HaulierWorkerFixture) worker = NULL;
  g_autofree char *address = haulier_twisted_server_dup_address (server, "/file.bin");
  g_autofree char *folder = g_strdup (killed->folder);
  g_autofree char *second = NULL;
  const char *range = NULL;
  const HaulierFixtureResult *result = NULL;

  haulier_worker_fixture_open (killed, ID, NULL, NULL);
  haulier_worker_fixture_add (killed, 0, address, "file.bin", NULL, NULL);
  haulier_worker_fixture_wait_progress (killed, 2 * MIB);
  haulier_worker_fixture_wait_recorded (killed, ID, 2 * MIB - 256 * 1024);
  haulier_worker_fixture_kill (killed);
  haulier_twisted_server_release (server);
  worker = haulier_worker_fixture_new (folder);
  haulier_worker_fixture_open (worker, ID, NULL, NULL);
  haulier_worker_fixture_add (worker, 0, address, "file.bin", NULL, NULL);
  result = haulier_worker_fixture_wait (worker, 0);
  g_assert_cmphex (result->code, ==, 0);
  assert_content (result->path, 0, LARGE);
  second = haulier_twisted_server_dup_request (server, 1);
  range = strstr (second, "\r\nRange: bytes=");
  g_assert_nonnull (range);
  g_assert_cmpuint (
      g_ascii_strtoull (range + strlen ("\r\nRange: bytes="), NULL, 10), >=, 2 * MIB - 256 * 1024);
}

/* As if the kernel had started again since: only what was synced counts. */
static void
spoil_boot_id (const char *folder)
{
  g_autofree char *name = haulier_part_name_dup_record (ID, 0);
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autofree char *content = NULL;
  g_autoptr (HaulierProgressRecord) record = NULL;
  guint8 slot[HAULIER_PROGRESS_RECORD_SLOT_BYTES];
  gsize length = 0;

  g_assert_true (g_file_get_contents (path, &content, &length, NULL));
  record = haulier_progress_record_decode ((const guint8 *) content, length);
  g_assert_nonnull (record);
  g_assert_cmpuint (haulier_extents_get_total (record->written), >, 0);
  g_free (record->boot_id);
  record->boot_id = g_strdup ("another start");
  haulier_extents_clear (record->synced);
  haulier_extents_add (record->synced, 0, MIB);
  record->sequence++;
  haulier_progress_record_encode (record, slot);
  memcpy (content + (record->sequence % HAULIER_PROGRESS_RECORD_N_SLOTS) * sizeof slot,
          slot,
          sizeof slot);
  g_assert_true (g_file_set_contents (path, content, (gssize) length, NULL));
}

static void
test_download_power_cut (void)
{
  static const HaulierTwist twists[] = {
    { .size = LARGE, .etag = "\"a\"", .pause_at = 2 * MIB },
    { .size = LARGE, .etag = "\"a\"" },
  };
  g_autoptr (HaulierTwistedServer) server = haulier_twisted_server_new (twists, 2);
  HaulierWorkerFixture *killed = haulier_worker_fixture_new (NULL);
  g_autoptr (HaulierWorkerFixture) worker = NULL;
  g_autofree char *address = haulier_twisted_server_dup_address (server, "/file.bin");
  g_autofree char *folder = g_strdup (killed->folder);
  g_autofree char *second = NULL;
  const HaulierFixtureResult *result = NULL;

  haulier_worker_fixture_open (killed, ID, NULL, NULL);
  haulier_worker_fixture_add (killed, 0, address, "file.bin", NULL, NULL);
  haulier_worker_fixture_wait_progress (killed, 2 * MIB);
  haulier_worker_fixture_wait_recorded (killed, ID, MIB);
  haulier_worker_fixture_kill (killed);
  haulier_twisted_server_release (server);
  spoil_boot_id (folder);
  worker = haulier_worker_fixture_new (folder);
  haulier_worker_fixture_open (worker, ID, NULL, NULL);
  haulier_worker_fixture_add (worker, 0, address, "file.bin", NULL, NULL);
  result = haulier_worker_fixture_wait (worker, 0);
  g_assert_cmphex (result->code, ==, 0);
  assert_content (result->path, 0, LARGE);
  second = haulier_twisted_server_dup_request (server, 1);
  g_assert_nonnull (strstr (second, "\r\nRange: bytes=1048576-"));
}

/* Stopped: nothing is reported, what was received is kept to the byte. */
static void
test_download_stopped (void)
{
  static const HaulierTwist twists[] = {
    { .size = LARGE, .etag = "\"a\"", .pause_at = 2 * MIB },
    { .size = LARGE, .etag = "\"a\"" },
  };
  g_autoptr (HaulierTwistedServer) server = haulier_twisted_server_new (twists, 2);
  g_autoptr (HaulierWorkerFixture) worker = haulier_worker_fixture_new (NULL);
  g_autofree char *address = haulier_twisted_server_dup_address (server, "/file.bin");
  g_autofree char *second = NULL;
  g_autoptr (GVariant) answer = NULL;
  const HaulierFixtureResult *result = NULL;

  haulier_worker_fixture_open (worker, ID, NULL, NULL);
  haulier_worker_fixture_add (worker, 0, address, "file.bin", NULL, NULL);
  haulier_worker_fixture_wait_progress (worker, 2 * MIB);
  answer = haulier_worker_fixture_call (worker, "StopJob", g_variant_new ("(u)", 1));
  g_assert_cmpuint (g_hash_table_size (worker->results), ==, 0);
  haulier_twisted_server_release (server);
  haulier_worker_fixture_open (worker, ID, NULL, NULL);
  haulier_worker_fixture_add (worker, 0, address, "file.bin", NULL, NULL);
  result = haulier_worker_fixture_wait (worker, 0);
  g_assert_cmphex (result->code, ==, 0);
  assert_content (result->path, 0, LARGE);
  second = haulier_twisted_server_dup_request (server, 1);
  g_assert_nonnull (strstr (second, "\r\nRange: bytes=2097152-"));
}

static void
test_download_held (void)
{
  static const HaulierTwist twists[] = { { .size = LARGE, .etag = "\"a\"", .last_modified = OLD } };
  g_autoptr (HaulierTwistedServer) server = haulier_twisted_server_new (twists, 1);
  g_autoptr (HaulierWorkerFixture) worker = haulier_worker_fixture_new (NULL);
  g_autofree char *address = haulier_twisted_server_dup_address (server, "/file.bin");
  g_autofree char *path = g_build_filename (worker->folder, "file.bin", NULL);
  g_autoptr (GVariant) answer = NULL;
  GVariantBuilder files;
  const char *final_path = NULL;
  guint32 code = 1;

  haulier_worker_fixture_open (worker, ID, "hold", g_variant_new_boolean (TRUE));
  haulier_worker_fixture_add (worker, 0, address, "file.bin", NULL, NULL);
  g_assert_cmphex (haulier_worker_fixture_wait (worker, 0)->code, ==, 0);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
  haulier_worker_fixture_wait_durable (worker, 0);
  g_variant_builder_init (&files, G_VARIANT_TYPE ("a(uaybbx)"));
  g_variant_builder_add (
      &files, "(u^aybbx)", 0, path, FALSE, FALSE, G_GINT64_CONSTANT (1234567890));
  answer = haulier_worker_fixture_call (
      worker, "CompleteFiles", g_variant_new ("(sa(uaybbx))", ID, &files));
  g_variant_get (answer, "(a(ayus))", NULL);
  g_variant_get_child (
      g_variant_get_child_value (answer, 0), 0, "(^&ayu&s)", &final_path, &code, NULL);
  g_assert_cmphex (code, ==, 0);
  g_assert_cmpstr (final_path, ==, path);
  assert_content (path, 0, LARGE);
  assert_nothing_left (worker->folder);
}

static void
test_download_ranges (void)
{
  static const HaulierTwist twists[] = { { .size = LARGE, .etag = "\"a\"" } };
  g_autoptr (HaulierTwistedServer) server = haulier_twisted_server_new (twists, 1);
  g_autoptr (HaulierWorkerFixture) worker = haulier_worker_fixture_new (NULL);
  g_autofree char *address = haulier_twisted_server_dup_address (server, "/file.bin");
  g_autofree char *content = NULL;
  const HaulierFixtureResult *result = NULL;
  GVariantBuilder ranges;
  gsize length = 0;

  haulier_worker_fixture_open (worker, ID, NULL, NULL);
  g_variant_builder_init (&ranges, G_VARIANT_TYPE ("a(tt)"));
  g_variant_builder_add (&ranges, "(tt)", (guint64) 1000, (guint64) 10);
  g_variant_builder_add (&ranges, "(tt)", (guint64) 0, (guint64) 5);
  g_variant_builder_add (&ranges, "(tt)", (guint64) LARGE - 7, G_MAXUINT64);
  haulier_worker_fixture_add (
      worker, 0, address, "parts", "ranges", g_variant_builder_end (&ranges));
  result = haulier_worker_fixture_wait (worker, 0);
  g_assert_cmphex (result->code, ==, 0);
  g_assert_true (g_file_get_contents (result->path, &content, &length, NULL));
  g_assert_cmpuint (length, ==, 22);
  for (gsize i = 0; i < length; i++)
    {
      guint64 remote = i < 10 ? 1000 + i : i < 15 ? i - 10 : LARGE - 7 + i - 15;

      g_assert_cmpuint ((guint8) content[i], ==, haulier_twisted_server_byte_at (0, remote));
    }
  g_variant_builder_init (&ranges, G_VARIANT_TYPE ("a(tt)"));
  g_variant_builder_add (&ranges, "(tt)", (guint64) LARGE - 5, (guint64) 10);
  haulier_worker_fixture_add (
      worker, 1, address, "beyond", "ranges", g_variant_builder_end (&ranges));
  g_assert_cmphex (haulier_worker_fixture_wait (worker, 1)->code, ==, 0x8020002b);
}

static void
test_download_checksum (void)
{
  static const HaulierTwist twists[] = { { .size = LARGE, .etag = "\"a\"" } };
  g_autoptr (HaulierTwistedServer) server = haulier_twisted_server_new (twists, 1);
  g_autoptr (HaulierWorkerFixture) worker = haulier_worker_fixture_new (NULL);
  g_autofree char *address = haulier_twisted_server_dup_address (server, "/file.bin");
  g_autoptr (GByteArray) content = g_byte_array_new ();
  g_autofree char *right = NULL;
  g_autofree char *wrong = g_strnfill (64, '0');
  const HaulierFixtureResult *result = NULL;

  for (guint64 i = 0; i < LARGE; i++)
    {
      guint8 byte = haulier_twisted_server_byte_at (0, i);

      g_byte_array_append (content, &byte, 1);
    }
  right = g_compute_checksum_for_data (G_CHECKSUM_SHA256, content->data, content->len);
  haulier_worker_fixture_open (worker, ID, NULL, NULL);
  haulier_worker_fixture_add (
      worker, 0, address, "right", "checksum", g_variant_new ("(ss)", "sha256", right));
  g_assert_cmphex (haulier_worker_fixture_wait (worker, 0)->code, ==, 0);
  haulier_worker_fixture_add (
      worker, 1, address, "wrong", "checksum", g_variant_new ("(ss)", "sha256", wrong));
  result = haulier_worker_fixture_wait (worker, 1);
  g_assert_cmphex (result->code, ==, 0x80200053);
  g_assert_nonnull (strstr (haulier_fixture_result_get_message (result), right));
  g_assert_nonnull (strstr (haulier_fixture_result_get_message (result), wrong));
  haulier_worker_fixture_wait_durable (worker, 0);
  assert_nothing_left (worker->folder);
}

static void
test_download_names (void)
{
  static const HaulierTwist twists[] = {
    { .size = 10, .headers = "Content-Disposition: attachment; filename=\"../../report.pdf\"\r\n" },
  };
  g_autoptr (HaulierTwistedServer) server = haulier_twisted_server_new (twists, 1);
  g_autoptr (HaulierWorkerFixture) worker = haulier_worker_fixture_new (NULL);
  g_autofree char *address = haulier_twisted_server_dup_address (server, "/get?id=5");
  g_autofree char *first = g_build_filename (worker->folder, "report.pdf", NULL);
  g_autofree char *second = g_build_filename (worker->folder, "report (1).pdf", NULL);
  g_autofree char *third = g_build_filename (worker->folder, "mine", NULL);

  haulier_worker_fixture_open (worker, ID, NULL, NULL);
  haulier_worker_fixture_add (worker, 0, address, "get", "rename", NULL);
  g_assert_cmpstr (haulier_worker_fixture_wait (worker, 0)->path, ==, first);
  haulier_worker_fixture_add (worker, 1, address, "get", "rename", NULL);
  g_assert_cmpstr (haulier_worker_fixture_wait (worker, 1)->path, ==, second);
  haulier_worker_fixture_add (worker, 2, address, "mine", NULL, NULL);
  g_assert_cmpstr (haulier_worker_fixture_wait (worker, 2)->path, ==, third);
  haulier_worker_fixture_add (worker, 3, address, "mine", NULL, NULL);
  g_assert_cmphex (haulier_worker_fixture_wait (worker, 3)->code, ==, 0x80070050);
}

static void
test_download_retry_after (void)
{
  static const HaulierTwist twists[]
      = { { .status_line = "HTTP/1.1 503 Later\r\n", .headers = "Retry-After: 77\r\n" } };
  g_autoptr (HaulierTwistedServer) server = haulier_twisted_server_new (twists, 1);
  g_autoptr (HaulierWorkerFixture) worker = haulier_worker_fixture_new (NULL);
  g_autofree char *address = haulier_twisted_server_dup_address (server, "/file.bin");
  const HaulierFixtureResult *result = NULL;
  guint retry_after = 0;
  guint context = 0;

  haulier_worker_fixture_open (worker, ID, NULL, NULL);
  haulier_worker_fixture_add (worker, 0, address, "file.bin", NULL, NULL);
  result = haulier_worker_fixture_wait (worker, 0);
  g_assert_cmphex (result->code, ==, 0x801901f7);
  g_assert_true (g_variant_lookup (result->details, "retry-after", "u", &retry_after));
  g_assert_true (g_variant_lookup (result->details, "context", "u", &context));
  g_assert_cmpuint (retry_after, ==, 77);
  g_assert_cmpuint (context, ==, 5);
}

/* Many files, few connections, each file once. */
static void
test_download_many (void)
{
  static const HaulierTwist twists[] = { { .size = 700 } };
  g_autoptr (HaulierTwistedServer) server = haulier_twisted_server_new (twists, 1);
  g_autoptr (HaulierWorkerFixture) worker = haulier_worker_fixture_new (NULL);
  g_autofree char *address = haulier_twisted_server_dup_address (server, "/file.bin");

  haulier_worker_fixture_open (worker, ID, "connections", g_variant_new_uint32 (4));
  for (guint i = 0; i < 300; i++)
    {
      g_autofree char *name = g_strdup_printf ("file-%u", i);

      haulier_worker_fixture_add (worker, i, address, name, NULL, NULL);
    }
  for (guint i = 0; i < 300; i++)
    {
      const HaulierFixtureResult *result = haulier_worker_fixture_wait (worker, i);

      g_assert_cmphex (result->code, ==, 0);
      assert_content (result->path, 0, 700);
      haulier_worker_fixture_wait_durable (worker, i);
    }
  g_assert_cmpuint (haulier_twisted_server_get_n_requests (server), ==, 300);
  g_assert_cmpuint (haulier_twisted_server_get_n_connections (server), <=, 4);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *path = g_strdup_printf ("/worker/download/%zu", i);

      g_test_add_data_func (path, &rows[i], test_download_row);
    }
  g_test_add_func ("/worker/download/requests", test_download_requests);
  g_test_add_func ("/worker/download/killed", test_download_killed);
  g_test_add_func ("/worker/download/power-cut", test_download_power_cut);
  g_test_add_func ("/worker/download/stopped", test_download_stopped);
  g_test_add_func ("/worker/download/held", test_download_held);
  g_test_add_func ("/worker/download/ranges", test_download_ranges);
  g_test_add_func ("/worker/download/checksum", test_download_checksum);
  g_test_add_func ("/worker/download/names", test_download_names);
  g_test_add_func ("/worker/download/retry-after", test_download_retry_after);
  g_test_add_func ("/worker/download/many", test_download_many);
  return g_test_run ();
}
