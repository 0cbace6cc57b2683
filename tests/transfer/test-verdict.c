/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Tests of what answers are worth: each is given as the server sends it. */
#include "config.h"

#include <string.h>

#include "haulier-verdict.h"

#define ADDRESS "http://example.org/file.bin"
#define DATE "Date: Tue, 14 Nov 2023 23:00:00 GMT\n"
#define MODIFIED "Last-Modified: Tue, 14 Nov 2023 22:13:20 GMT\n"
#define MODIFIED_TIME 1700000000

typedef struct
{
  const char *why;
  const char *answer;
  gboolean ranged;
  gboolean explicit_range;
  guint64 start;
  guint64 end;
  gboolean known; /* ETag "a", MODIFIED_TIME, 1000 bytes */
  HaulierVerdict verdict;
  guint32 code;
  const char *names; /* what the message has to say */
} Row;

static const Row rows[] = {
  { "a plain file", "HTTP/1.1 200 OK\nContent-Length: 1000\n", .verdict = HAULIER_VERDICT_WHOLE },
  { "HTTP/1.0 without length", "HTTP/1.0 200 OK\n", .verdict = HAULIER_VERDICT_WHOLE },
  { "chunked", "HTTP/1.1 200 OK\nTransfer-Encoding: chunked\n", .verdict = HAULIER_VERDICT_WHOLE },
  { "transformed on the way", "HTTP/2 203\ncontent-length: 5\n", .verdict = HAULIER_VERDICT_WHOLE },
  { "a part that was asked for",
    "HTTP/1.1 206 P\nContent-Range: bytes 500-999/1000\nContent-Length: 500\nETag: \"a\"\n",
    TRUE,
    FALSE,
    500,
    1000,
    TRUE,
    HAULIER_VERDICT_PART },
  { "a part up to the end",
    "HTTP/1.1 206 P\nContent-Range: bytes 500-999/1000\nETag: \"a\"\n",
    TRUE,
    FALSE,
    500,
    HAULIER_SIZE_UNKNOWN,
    TRUE,
    HAULIER_VERDICT_PART },
  { "a part with another ETag",
    "HTTP/1.1 206 P\nContent-Range: bytes 500-999/1000\nETag: \"b\"\n",
    TRUE,
    FALSE,
    500,
    1000,
    TRUE,
    HAULIER_VERDICT_CHANGED },
  { "a part with another time",
    "HTTP/1.1 206 P\nContent-Range: bytes 500-999/1000\nETag: \"a\"\nLast-Modified: Tue, 14 Nov "
    "2023 22:13:21 GMT\n",
    TRUE,
    FALSE,
    500,
    1000,
    TRUE,
    HAULIER_VERDICT_CHANGED },
  { "a part with another total",
    "HTTP/1.1 206 P\nContent-Range: bytes 500-999/2000\nETag: \"a\"\n",
    TRUE,
    FALSE,
    500,
    1000,
    TRUE,
    HAULIER_VERDICT_CHANGED },
  { "a part without a version",
    "HTTP/1.1 206 P\nContent-Range: bytes 500-999/1000\n",
    TRUE,
    FALSE,
    500,
    1000,
    TRUE,
    HAULIER_VERDICT_NO_RANGES },
  { "another part",
    "HTTP/1.1 206 P\nContent-Range: bytes 0-499/1000\nETag: \"a\"\n",
    TRUE,
    FALSE,
    500,
    1000,
    TRUE,
    HAULIER_VERDICT_LIE,
    0x8020001b,
    "bytes 0 to 499" },
  { "a shorter part",
    "HTTP/1.1 206 P\nContent-Range: bytes 500-998/1000\nETag: \"a\"\n",
    TRUE,
    FALSE,
    500,
    1000,
    TRUE,
    HAULIER_VERDICT_LIE,
    0x8020001b,
    "500 to 998" },
  { "a part nobody asked for",
    "HTTP/1.1 206 P\nContent-Range: bytes 0-499/1000\n",
    .verdict = HAULIER_VERDICT_LIE,
    .code = 0x8020001b,
    .names = "whole was asked for" },
  { "several parts",
    "HTTP/1.1 206 P\nContent-Type: multipart/byteranges; boundary=x\n",
    TRUE,
    FALSE,
    500,
    1000,
    TRUE,
    HAULIER_VERDICT_LIE,
    0x8020001b,
    "several parts" },
  { "a part without Content-Range",
    "HTTP/1.1 206 P\nETag: \"a\"\n",
    TRUE,
    FALSE,
    500,
    1000,
    TRUE,
    HAULIER_VERDICT_LIE,
    0x8020001b,
    "without saying which" },
  { "an invalid Content-Range",
    "HTTP/1.1 206 P\nContent-Range: bytes 999-500/1000\nETag: \"a\"\n",
    TRUE,
    FALSE,
    500,
    1000,
    TRUE,
    HAULIER_VERDICT_LIE,
    0x8020001b,
    "Content-Range" },
  { "lengths that disagree",
    "HTTP/1.1 206 P\nContent-Range: bytes 500-999/1000\nContent-Length: 400\nETag: \"a\"\n",
    TRUE,
    FALSE,
    500,
    1000,
    TRUE,
    HAULIER_VERDICT_LIE,
    0x8020001b,
    "disagree" },
  { "the whole of a new version",
    "HTTP/1.1 200 OK\nContent-Length: 1000\nETag: \"b\"\n",
    TRUE,
    FALSE,
    500,
    1000,
    TRUE,
    HAULIER_VERDICT_CHANGED },
  { "the whole of the same version",
    "HTTP/1.1 200 OK\nContent-Length: 1000\nETag: \"a\"\n",
    TRUE,
    FALSE,
    500,
    1000,
    TRUE,
    HAULIER_VERDICT_NO_RANGES },
  { "the whole where a range was ordered",
    "HTTP/1.1 200 OK\nContent-Length: 1000\n",
    TRUE,
    TRUE,
    500,
    600,
    FALSE,
    HAULIER_VERDICT_REFUSED,
    0x80200013,
    "ignores ranges" },
  { "beyond the end, ordered",
    "HTTP/1.1 416 N\nContent-Range: bytes */100\n",
    TRUE,
    TRUE,
    500,
    600,
    FALSE,
    HAULIER_VERDICT_REFUSED,
    0x8020002b,
    "beyond the end" },
  { "beyond the end, continued",
    "HTTP/1.1 416 N\nContent-Range: bytes */100\n",
    TRUE,
    FALSE,
    500,
    1000,
    TRUE,
    HAULIER_VERDICT_CHANGED },
  { "416 without a range",
    "HTTP/1.1 416 N\n",
    .verdict = HAULIER_VERDICT_LIE,
    .code = 0x8020001b,
    .names = "not asked for" },
  { "two lengths",
    "HTTP/1.1 200 OK\nContent-Length: 5\nContent-Length: 6\n",
    .verdict = HAULIER_VERDICT_LIE,
    .code = 0x8020001b,
    .names = "two different Content-Length" },
  { "the same length twice",
    "HTTP/1.1 200 OK\nContent-Length: 5\nContent-Length: 5\n",
    .verdict = HAULIER_VERDICT_WHOLE },
  { "a negative length",
    "HTTP/1.1 200 OK\nContent-Length: -5\n",
    .verdict = HAULIER_VERDICT_LIE,
    .code = 0x8020001b,
    .names = "Content-Length “-5”" },
  { "a length that is none",
    "HTTP/1.1 200 OK\nContent-Length: many\n",
    .verdict = HAULIER_VERDICT_LIE,
    .code = 0x8020001b,
    .names = "many" },
  { "compressed",
    "HTTP/1.1 200 OK\nContent-Encoding: gzip\n",
    .verdict = HAULIER_VERDICT_LIE,
    .code = 0x8020001b,
    .names = "compressed (gzip)" },
  { "identity said aloud",
    "HTTP/1.1 200 OK\nContent-Encoding: identity\n",
    .verdict = HAULIER_VERDICT_WHOLE },
  { "not there",
    "HTTP/1.1 404 Not Found\n",
    .verdict = HAULIER_VERDICT_REFUSED,
    .code = 0x80190194 },
  { "not now", "HTTP/1.1 503 Later\n", .verdict = HAULIER_VERDICT_REFUSED, .code = 0x801901f7 },
  { "elsewhere", "HTTP/1.1 302 F\nLocation: /b\n", .verdict = HAULIER_VERDICT_REDIRECT },
  { "elsewhere without where",
    "HTTP/1.1 302 F\n",
    .verdict = HAULIER_VERDICT_REFUSED,
    .code = 0x8019012e },
  { "a lie on an error page does not matter",
    "HTTP/1.1 404 N\nContent-Length: x\n",
    .verdict = HAULIER_VERDICT_REFUSED,
    .code = 0x80190194 },
};

static void
take_answer (HaulierHttpResponse *response, const char *answer)
{
  g_auto (GStrv) lines = g_strsplit (answer, "\n", -1);

  haulier_http_response_clear (response);
  for (gsize i = 0; lines[i] != NULL; i++)
    haulier_http_response_take_line (response, lines[i], strlen (lines[i]));
}

static HaulierVerdict
reach (const Row *row, const char *address, HaulierFailure **out_failure)
{
  g_autoptr (HaulierValidator) known
      = haulier_validator_new ("\"a\"", MODIFIED_TIME, MODIFIED_TIME + 100, 1000, address);
  HaulierQuestion question = {
    .address = address,
    .ranged = row->ranged,
    .explicit_range = row->explicit_range,
    .start = row->start,
    .end = row->end,
    .known = row->known ? known : NULL,
  };
  HaulierHttpResponse response = { 0 };
  HaulierVerdict verdict = HAULIER_VERDICT_WHOLE;

  take_answer (&response, row->answer);
  verdict = haulier_verdict_reach (&question, &response, out_failure);
  haulier_http_response_clear (&response);
  return verdict;
}

static void
test_verdict_row (gconstpointer data)
{
  const Row *row = data;
  g_autoptr (HaulierFailure) failure = NULL;

  g_test_message ("%s", row->why);
  g_assert_cmpint (reach (row, ADDRESS, &failure), ==, row->verdict);
  if (row->code == 0)
    {
      g_assert_null (failure);
      return;
    }
  g_assert_nonnull (failure);
  g_assert_cmphex ((guint32) failure->code, ==, row->code);
  g_assert_cmpint (failure->context, ==, HAULIER_ERROR_CONTEXT_REMOTE_FILE);
  if (row->names != NULL)
    g_assert_nonnull (strstr (failure->message, row->names));
}

/* Servers call a .gz file compressed: then that is what it is. */
static void
test_verdict_coding_of_file (void)
{
  const Row row = { "", "HTTP/1.1 200 OK\nContent-Encoding: x-gzip\n" };
  g_autoptr (HaulierFailure) failure = NULL;

  g_assert_cmpint (
      reach (&row, "http://example.org/a.tar.gz?x=1", &failure), ==, HAULIER_VERDICT_WHOLE);
  g_assert_cmpint (
      reach (&row, "http://example.org/a.tar?x.gz", &failure), ==, HAULIER_VERDICT_LIE);
}

static void
test_response_informational (void)
{
  HaulierHttpResponse response = { 0 };

  take_answer (&response, "HTTP/1.1 103 Early Hints\nETag: \"early\"\n\nHTTP/1.1 200 OK\n" DATE);
  g_assert_cmpuint (response.status, ==, 200);
  g_assert_null (response.etag);
  g_assert_cmpuint (response.version, ==, 11);
  haulier_http_response_clear (&response);
}

static void
test_response_trailers (void)
{
  HaulierHttpResponse response = { 0 };

  take_answer (&response, "HTTP/1.1 200 OK\nETag: \"a\"\n\nETag: \"b\"\n");
  g_assert_cmpstr (response.etag, ==, "\"a\"");
  haulier_http_response_clear (&response);
}

static void
test_response_retry_after (void)
{
  HaulierHttpResponse response = { 0 };

  take_answer (&response, "HTTP/1.1 503 Later\nRetry-After: 120\n");
  g_assert_cmpuint (response.retry_after, ==, 120);
  take_answer (&response,
               "HTTP/1.1 429 Later\n" DATE "Retry-After: Tue, 14 Nov 2023 23:01:00 GMT\n");
  g_assert_cmpuint (response.retry_after, ==, 60);
  take_answer (&response, "HTTP/1.1 503 Later\nRetry-After: 99999999999\n");
  g_assert_cmpuint (response.retry_after, <=, 86400);
  take_answer (&response, "HTTP/1.1 503 Later\nRetry-After: -5\n");
  g_assert_cmpuint (response.retry_after, ==, 0);
  haulier_http_response_clear (&response);
}

static void
test_response_validator (void)
{
  HaulierHttpResponse response = { 0 };
  g_autoptr (HaulierValidator) validator = NULL;

  take_answer (&response, "HTTP/1.1 200 OK\n" DATE MODIFIED "Content-Length: 10\n");
  validator = haulier_http_response_dup_validator (&response, ADDRESS);
  g_assert_cmpint (validator->last_modified, ==, MODIFIED_TIME);
  g_assert_cmpuint (validator->length, ==, 10);
  g_assert_true (haulier_validator_is_usable (validator));
  haulier_http_response_clear (&response);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *path = g_strdup_printf ("/transfer/verdict/%zu", i);

      g_test_add_data_func (path, &rows[i], test_verdict_row);
    }
  g_test_add_func ("/transfer/verdict/coding-of-file", test_verdict_coding_of_file);
  g_test_add_func ("/transfer/response/informational", test_response_informational);
  g_test_add_func ("/transfer/response/trailers", test_response_trailers);
  g_test_add_func ("/transfer/response/retry-after", test_response_retry_after);
  g_test_add_func ("/transfer/response/validator", test_response_validator);
  return g_test_run ();
}
