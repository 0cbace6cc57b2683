/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Tests of which redirects are followed. */
#include "config.h"

#include "haulier-redirect.h"

typedef struct
{
  guint flags;
  const char *from;
  const char *to;
  guint n_redirects;
  const char *next; /* NULL: not followed */
  guint32 code;
} Row;

static const Row rows[] = {
  { 0, "http://a/", "http://b/x", 0, "http://b/x", 0 },
  { 0, "http://a/", "https://b/x", 0, "https://b/x", 0 },
  { 0, "https://a/", "https://b/x", 0, "https://b/x", 0 },
  { 0, "https://a/", "http://b/x", 0, NULL, 0x80072f7c },
  { 0x800, "https://a/", "http://b/x", 0, "http://b/x", 0 },
  { 0x100, "http://a/", "http://b/x", 0, "http://b/x", 0 },
  { 0x200, "http://a/", "http://b/x", 0, NULL, 0x8019012e },
  { 0x300, "http://a/", "http://b/x", 0, NULL, 0x8019012e },
  { 0, "http://a/", "ftp://b/x", 0, NULL, 0x80072f7c },
  { 0, "http://a/", "file:///etc/passwd", 0, NULL, 0x80072f7c },
  { 0, "http://a/", "smb://b/x", 0, NULL, 0x80072f7c },
  { 0, "http://a/", NULL, 0, NULL, 0x80072f7c },
  { 0, "http://a/", "http://user:secret@b/x", 0, "http://b/x", 0 },
  { 0, "http://a/", "http://b/x", 19, "http://b/x", 0 },
  { 0, "http://a/", "http://b/x", 20, NULL, 0x80072f7c },
};

static void
test_redirect_row (gconstpointer data)
{
  const Row *row = data;
  g_autoptr (HaulierFailure) failure = NULL;
  g_autofree char *next
      = haulier_redirect_follow (row->flags, row->from, row->to, 302, row->n_redirects, &failure);

  g_assert_cmpstr (next, ==, row->next);
  g_assert_cmpint (failure != NULL, ==, row->code != 0);
  if (failure != NULL)
    g_assert_cmphex ((guint32) failure->code, ==, row->code);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *path = g_strdup_printf ("/transfer/redirect/%zu", i);

      g_test_add_data_func (path, &rows[i], test_redirect_row);
    }
  return g_test_run ();
}
