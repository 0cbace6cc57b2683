/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Addresses as people write them: lines, patterns, texts with addresses in them. */
#include "config.h"

#include "haulier-address-list.h"
#include "haulier-error.h"

typedef struct
{
  const char *name;
  const char *text;
  const char *addresses; /* joined by blanks; NULL: it is refused */
  const char *message;   /* of the refusal, a part */
} ParseRow;

static const ParseRow parse_rows[] = {
  { "empty", "", "", NULL },
  { "one", "http://h/a", "http://h/a", NULL },
  { "blank-lines", "\n  http://h/a \n\n\thttps://h/b\r\n", "http://h/a https://h/b", NULL },
  { "several-in-a-line", "http://h/a http://h/b", "http://h/a http://h/b", NULL },
  { "comment", "# list\nhttp://h/a\n# http://h/b", "http://h/a", NULL },
  { "twice", "http://h/a\nhttp://h/a", "http://h/a", NULL },
  { "range",
    "http://h/[8-11].jpg",
    "http://h/8.jpg http://h/9.jpg http://h/10.jpg http://h/11.jpg",
    NULL },
  { "range-padded", "http://h/[08-10]", "http://h/08 http://h/09 http://h/10", NULL },
  { "range-step", "http://h/[0-10:5]", "http://h/0 http://h/5 http://h/10", NULL },
  { "range-letters", "http://h/[a-c]", "http://h/a http://h/b http://h/c", NULL },
  { "range-two",
    "http://h/[1-2]/[a-b]",
    "http://h/1/a http://h/1/b http://h/2/a http://h/2/b",
    NULL },
  { "choice", "http://h/{x,yz}.txt", "http://h/x.txt http://h/yz.txt", NULL },
  { "choice-empty-part", "http://h/a{,.sig}", "http://h/a http://h/a.sig", NULL },
  { "ip-version-6", "http://[::1]:8080/a", "http://[::1]:8080/a", NULL },
  { "ip-version-6-range", "http://[::1]/[1-2]", "http://[::1]/1 http://[::1]/2", NULL },
  { "no-scheme", "example.org/a", NULL, "Line 1: " },
  { "other-scheme", "http://h/a\n\nftp://h/b", NULL, "Line 3: " },
  { "range-too-many", "http://h/[0-99999999]", NULL, "1000000" },
  { "ranges-too-many", "http://h/[0-9999]/[0-9999]", NULL, "1000000" },
};

static char *
join (GPtrArray *words)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < words->len; i++)
    g_string_append_printf (
        text, "%s%s", i > 0 ? " " : "", (const char *) g_ptr_array_index (words, i));
  return g_string_free (text, FALSE);
}

static void
test_parse (gconstpointer data)
{
  const ParseRow *row = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) addresses = haulier_address_list_parse (row->text, &error);
  g_autofree char *found = NULL;

  if (row->addresses == NULL)
    {
      g_assert_null (addresses);
      g_assert_nonnull (error);
      g_assert_true (error->domain == HAULIER_ERROR);
      g_assert_nonnull (strstr (error->message, row->message));
      return;
    }
  g_assert_no_error (error);
  found = join (addresses);
  g_assert_cmpstr (found, ==, row->addresses);
}

typedef struct
{
  const char *name;
  const char *text;
  const char *found; /* joined by new lines; NULL: none */
} ExtractRow;

static const ExtractRow extract_rows[] = {
  { "nothing", "no address here", NULL },
  { "sentence", "get http://h/a and https://h/b soon", "http://h/a\nhttps://h/b" },
  { "markup", "<a href=\"http://h/a\">x</a>", "http://h/a" },
  { "uri-list", "# comment\r\nhttp://h/a\r\nfile:///etc/passwd\r\n", "http://h/a" },
  { "upper-case", "HTTP://H/a", "HTTP://H/a" },
};

static void
test_extract (gconstpointer data)
{
  const ExtractRow *row = data;
  g_autofree char *found = haulier_address_list_extract (row->text);

  g_assert_cmpstr (found, ==, row->found);
}

static void
test_parse_many (void)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) addresses = NULL;

  for (guint i = 0; i < 10000; i++)
    g_string_append_printf (text, "http://h/%u\n", i);
  addresses = haulier_address_list_parse (text->str, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (addresses->len, ==, 10000);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (parse_rows); i++)
    {
      g_autofree char *path = g_strconcat ("/gui/address-list/parse/", parse_rows[i].name, NULL);

      g_test_add_data_func (path, &parse_rows[i], test_parse);
    }
  for (guint i = 0; i < G_N_ELEMENTS (extract_rows); i++)
    {
      g_autofree char *path
          = g_strconcat ("/gui/address-list/extract/", extract_rows[i].name, NULL);

      g_test_add_data_func (path, &extract_rows[i], test_extract);
    }
  g_test_add_func ("/gui/address-list/parse-many", test_parse_many);
  return g_test_run ();
}
