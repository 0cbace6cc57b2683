/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Tests of dates in headers. */
#include "config.h"

#include "haulier-http-date.h"

#include <curl/curl.h>

typedef struct
{
  const char *text;
  gint64 seconds;
} Row;

static const Row rows[] = {
  { "Sun, 06 Nov 1994 08:49:37 GMT", 784111777 },
  { "Thu, 01 Jan 1970 00:00:00 GMT", 0 },
  { "Thu, 29 Feb 2024 23:59:59 GMT", 1709251199 },
  { "Fri, 31 Dec 9999 23:59:59 GMT", 253402300799 },
  /* Other forms that a server may send. */
  { "Sunday, 06-Nov-94 08:49:37 GMT", 784111777 },
  { "Sun Nov  6 08:49:37 1994", 784111777 },
  { "06 Nov 1994 08:49:37 +0100", 784108177 },
  { "Sun, 06 Nov 1994 08:49:37 GMT+1", -1 },
  { "Sun, 06 Nov 1994 08:49", -1 },
  { "Wed, 31 Dec 1969 23:59:59 GMT", -1 },
  { "yesterday", -1 },
  { "", -1 },
};

static void
test_http_date_row (gconstpointer data)
{
  const Row *row = data;

  if (row->seconds >= 0)
    g_assert_cmpint (haulier_http_date_parse (row->text), ==, row->seconds);
  else
    g_assert_cmpint (
        haulier_http_date_parse (row->text), ==, MAX (curl_getdate (row->text, NULL), -1));
}

/* Each day of two hundred years, as the calendar of GLib has it. */
static void
test_http_date_days (void)
{
  g_autoptr (GDateTime) first = g_date_time_new_utc (1970, 1, 1, 12, 34, 56);

  for (gint day = 0; day < 200 * 366; day++)
    {
      g_autoptr (GDateTime) time = g_date_time_add_days (first, day);
      g_autofree char *text = g_date_time_format (time, "%a, %d %b %Y %H:%M:%S GMT");

      g_assert_cmpint (haulier_http_date_parse (text), ==, g_date_time_to_unix (time));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *path = g_strdup_printf ("/transfer/http-date/%zu", i);

      g_test_add_data_func (path, &rows[i], test_http_date_row);
    }
  g_test_add_func ("/transfer/http-date/days", test_http_date_days);
  return g_test_run ();
}
