/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Tests of the Content-Range header. */
#include "config.h"

#include "haulier-content-range.h"

typedef struct
{
  const char *text;
  gboolean valid;
  HaulierContentRange range;
} Row;

static const Row rows[] = {
  { "bytes 0-99/1000", TRUE, { TRUE, 0, 100, 1000 } },
  { "Bytes 0-0/1", TRUE, { TRUE, 0, 1, 1 } },
  { "bytes  5-9/10 ", TRUE, { TRUE, 5, 10, 10 } },
  { "bytes 0-99/*", TRUE, { TRUE, 0, 100, HAULIER_SIZE_UNKNOWN } },
  { "bytes */1000", TRUE, { FALSE, 0, 0, 1000 } },
  { "bytes 0-99/100", TRUE, { TRUE, 0, 100, 100 } },
  { "bytes 0-99/99", FALSE, { 0 } },
  { "bytes 9-5/10", FALSE, { 0 } },
  { "bytes */*", FALSE, { 0 } },
  { "bytes -5/10", FALSE, { 0 } },
  { "bytes 0-/10", FALSE, { 0 } },
  { "bytes 0-9", FALSE, { 0 } },
  { "bytes 0-9/10x", FALSE, { 0 } },
  { "bytes 0-9/10, 20-29/30", FALSE, { 0 } },
  { "items 0-9/10", FALSE, { 0 } },
  { "bytes=0-9/10", FALSE, { 0 } },
  { "bytes +0-9/10", FALSE, { 0 } },
  { "bytes 0x0-9/10", FALSE, { 0 } },
  { "bytes 0-18446744073709551615/*", FALSE, { 0 } },
  { "bytes 0-99999999999999999999999/*", FALSE, { 0 } },
  { "", FALSE, { 0 } },
  { "bytes", FALSE, { 0 } },
  { "bytes ", FALSE, { 0 } },
};

static void
test_content_range_row (gconstpointer data)
{
  const Row *row = data;
  HaulierContentRange range = { FALSE, 77, 77, 77 };

  g_assert_cmpint (haulier_content_range_parse (row->text, &range), ==, row->valid);
  if (!row->valid)
    {
      g_assert_cmpuint (range.start, ==, 77);
      return;
    }
  g_assert_cmpint (range.satisfied, ==, row->range.satisfied);
  g_assert_cmpuint (range.start, ==, row->range.start);
  g_assert_cmpuint (range.end, ==, row->range.end);
  g_assert_cmpuint (range.total, ==, row->range.total);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *path = g_strdup_printf ("/transfer/content-range/%zu", i);

      g_test_add_data_func (path, &rows[i], test_content_range_row);
    }
  return g_test_run ();
}
