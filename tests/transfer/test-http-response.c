/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Tests of what the headers of an answer say. */
#include "config.h"

#include "haulier-http-response.h"

#include <string.h>

/* Of a reason phrase: longer than a header that is kept. */
#define LONG_BYTES 10000

static void
take (HaulierHttpResponse *response, const char *line)
{
  haulier_http_response_take_line (response, line, strlen (line));
}

static void
take_all (HaulierHttpResponse *response, const char *status, const char *headers)
{
  g_auto (GStrv) lines = g_strsplit (headers, "|", -1);

  haulier_http_response_clear (response);
  take (response, status);
  for (gsize i = 0; lines[i] != NULL; i++)
    take (response, lines[i]);
  take (response, "\r\n");
}

#define AT_NOON "Date: Sun, 06 Nov 2022 12:00:00 GMT"
#define AT_NOON_LATER "Retry-After: Sun, 06 Nov 2022 12:00:07 GMT"

static const struct
{
  const char *headers;
  guint seconds;
} retry_rows[] = {
  { "Retry-After: 7", 7 },
  { "Retry-After: 0", 0 },
  { "Retry-After: 4000000000", 86400 },
  { "Retry-After: -7", 0 },
  { "Retry-After: soon", 0 },
  { AT_NOON "|" AT_NOON_LATER, 7 },
  { AT_NOON_LATER "|" AT_NOON, 7 },
  { AT_NOON "|Retry-After: Sun, 06 Nov 2022 11:59:59 GMT", 0 },
  { AT_NOON "|Retry-After: Mon, 06 Nov 2023 12:00:00 GMT", 86400 },
  { "Retry-After: Sun, 06 Nov 2022 12:00:07 GMT", 0 },
  { "Retry-After: Fri, 31 Dec 9999 23:59:59 GMT", 86400 },
};

static void
test_http_response_retry_after (void)
{
  HaulierHttpResponse response = { 0 };

  for (gsize i = 0; i < G_N_ELEMENTS (retry_rows); i++)
    {
      g_test_message ("%s", retry_rows[i].headers);
      take_all (&response, "HTTP/1.1 503 Busy\r\n", retry_rows[i].headers);
      g_assert_cmpuint (response.retry_after, ==, retry_rows[i].seconds);
    }
  haulier_http_response_clear (&response);
}

static void
test_http_response_coding (void)
{
  HaulierHttpResponse response = { 0 };

  take_all (&response, "HTTP/1.1 200 OK\r\n", "Transfer-Encoding: chunked|Content-Length: 5");
  g_assert_true (response.chunked);
  take_all (&response, "HTTP/1.1 200 OK\r\n", "Transfer-Encoding: gzip, chunked");
  g_assert_true (response.chunked);
  take_all (&response, "HTTP/1.1 200 OK\r\n", "Transfer-Encoding: Identity|Content-Length: 5");
  g_assert_false (response.chunked);
  g_assert_cmpuint (response.length, ==, 5);
  haulier_http_response_clear (&response);
}

static void
test_http_response_long_reason (void)
{
  g_autofree char *reason = g_strnfill (LONG_BYTES, 'x');
  g_autofree char *line = g_strconcat ("HTTP/1.1 404 ", reason, "\r\n", NULL);
  HaulierHttpResponse response = { 0 };

  take_all (&response, line, "Content-Length: 5");
  g_assert_cmpuint (response.status, ==, 404);
  g_assert_cmpuint (response.version, ==, 11);
  g_assert_cmpuint (response.length, ==, 5);
  haulier_http_response_clear (&response);
}

/* What comes after the end of the headers is no header: chunked bodies have trailers. */
static void
test_http_response_trailers (void)
{
  HaulierHttpResponse response = { 0 };

  take_all (&response, "HTTP/1.1 200 OK\r\n", "Transfer-Encoding: chunked|ETag: \"a\"");
  take (&response, "ETag: \"b\"\r\n");
  take (&response, "Content-Length: 5\r\n");
  take (&response, "\r\n");
  g_assert_cmpstr (response.etag, ==, "\"a\"");
  g_assert_cmpuint (response.length, ==, HAULIER_SIZE_UNKNOWN);
  haulier_http_response_clear (&response);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/transfer/http-response/retry-after", test_http_response_retry_after);
  g_test_add_func ("/transfer/http-response/coding", test_http_response_coding);
  g_test_add_func ("/transfer/http-response/long-reason", test_http_response_long_reason);
  g_test_add_func ("/transfer/http-response/trailers", test_http_response_trailers);
  return g_test_run ();
}
