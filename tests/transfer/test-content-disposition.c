/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Tests of the names that servers propose. */
#include "config.h"

#include "haulier-content-disposition.h"

#include <string.h>

typedef struct
{
  const char *text;
  const char *name;
} Row;

static const Row rows[] = {
  { "attachment; filename=\"example.html\"", "example.html" },
  { "attachment; filename=example.html", "example.html" },
  { "attachment; filename=example.html;", "example.html" },
  { "inline; FILENAME=\"a.txt\"", "a.txt" },
  { "filename=a.txt", "a.txt" },
  { "attachment; filename=\"a b.txt\"; size=5", "a b.txt" },
  { "attachment; filename = \"a.txt\"", "a.txt" },
  { "attachment; filename=\"a;b.txt\"", "a;b.txt" },
  { "attachment; filename=\"a\\\"b.txt\"", "a_b.txt" },
  { "attachment; filename*=UTF-8''%e2%82%ac%20rates.txt", "€ rates.txt" },
  { "attachment; filename=\"fallback.txt\"; filename*=utf-8'en'%C3%A5.txt", "å.txt" },
  { "attachment; filename*=utf-8'en'%C3%A5.txt; filename=\"fallback.txt\"", "å.txt" },
  { "attachment; filename*=iso-8859-1''%e5.txt", "å.txt" },
  { "attachment; filename*=utf-8''%ff; filename=plain.txt", "plain.txt" },
  { "attachment; filename*=klingon''x; filename=plain.txt", "plain.txt" },
  { "attachment; filename*=broken; filename=plain.txt", "plain.txt" },
  { "attachment; filename=\"\xc3\xa5.txt\"", "å.txt" },
  { "attachment; filename=\"\xe5.txt\"", "å.txt" },
  { "attachment; filename=\"a%20b.txt\"", "a b.txt" },
  { "attachment; filename=\"100%.txt\"", "100%.txt" },
  { "attachment; filename=\"../../etc/passwd\"", "passwd" },
  { "attachment; filename=\"..%2f..%2fetc%2fpasswd\"", "passwd" },
  { "attachment; filename*=UTF-8''..%2F..%2Fx.sh", "x.sh" },
  { "attachment; filename=\"C:\\temp\\a.exe\"", "a.exe" },
  { "attachment; filename=\".bashrc\"", "bashrc" },
  { "attachment; filename=\"a\nb\"", "ab" },
  { "attachment; filename=\"unterminated", "unterminated" },
  { "attachment; filename=\"\"", NULL },
  { "attachment", NULL },
  { "", NULL },
  { ";;;=;filename", NULL },
};

static void
test_content_disposition_row (gconstpointer data)
{
  const Row *row = data;
  g_autofree char *name = haulier_content_disposition_dup_name (row->text);

  g_assert_cmpstr (name, ==, row->name);
}

static void
test_content_disposition_long (void)
{
  g_autofree char *filler = g_strnfill (4000, 'a');
  g_autofree char *text = g_strdup_printf ("attachment; filename=\"%s.tar.gz\"", filler);
  g_autofree char *name = haulier_content_disposition_dup_name (text);

  g_assert_cmpuint (strlen (name), <=, 255);
  g_assert_true (g_str_has_suffix (name, ".tar.gz"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *path = g_strdup_printf ("/transfer/content-disposition/%zu", i);

      g_test_add_data_func (path, &rows[i], test_content_disposition_row);
    }
  g_test_add_func ("/transfer/content-disposition/long", test_content_disposition_long);
  return g_test_run ();
}
