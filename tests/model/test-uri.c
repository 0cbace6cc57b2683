/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Tests of addresses: what gets in, what it becomes, and that no message shows a password. */
#include "config.h"

#include "haulier-uri.h"

#include <string.h>

#include "haulier-error.h"

/* Some rows are not text. */
static void
say (const char *text)
{
  g_autofree char *escaped = g_strescape (text, NULL);

  g_test_message ("%s", escaped);
}

static const struct
{
  const char *text;
  const char *remote;
  const char *userinfo; /* (nullable) */
} accepted_rows[] = {
  { "http://h/x", "http://h/x", NULL },
  { "https://h/x", "https://h/x", NULL },
  { "HTTP://EXAMPLE.com/X", "http://example.com/X", NULL },
  { "  http://h/x\n", "http://h/x", NULL },
  /* the path is never empty; the fragment is the reader's own */
  { "http://h", "http://h/", NULL },
  { "http://h?x=1", "http://h/?x=1", NULL },
  { "http://h#x", "http://h/", NULL },
  { "http://h/x#y?z", "http://h/x", NULL },
  { "http://h/x?y#z", "http://h/x?y", NULL },
  /* ports: the scheme's own is left out */
  { "http://h:80/x", "http://h/x", NULL },
  { "https://h:443/x", "https://h/x", NULL },
  { "http://h:443/x", "http://h:443/x", NULL },
  { "http://h:/x", "http://h/x", NULL },
  { "http://h:65535/x", "http://h:65535/x", NULL },
  /* userinfo is split off and stays as it was written */
  { "http://u@h/x", "http://h/x", "u" },
  { "http://u:p@h/x", "http://h/x", "u:p" },
  { "http://u:@h/x", "http://h/x", "u:" },
  { "http://:p@h/x", "http://h/x", ":p" },
  { "http://@h/x", "http://h/x", NULL },
  { "http://u:p@w@h/x", "http://h/x", "u:p@w" },
  { "http://d%5Cu:p%40%2F%3A@h/x", "http://h/x", "d%5Cu:p%40%2F%3A" },
  { "http://u:p@[::1]:8080/x", "http://[::1]:8080/x", "u:p" },
  { "http://h/x@y:z", "http://h/x@y:z", NULL },
  /* hosts */
  { "http://[::1]/x", "http://[::1]/x", NULL },
  { "http://[2001:DB8::a:B]/x", "http://[2001:db8::a:b]/x", NULL },
  { "http://[fe80::1%25eth0]/x", "http://[fe80::1%eth0]/x", NULL },
  { "http://[fe80::1%eth0]/x", "http://[fe80::1%eth0]/x", NULL },
  { "http://[FE80::%25Eth0]:80/x", "http://[fe80::%Eth0]/x", NULL },
  { "http://192.0.2.1/x", "http://192.0.2.1/x", NULL },
  { "http://a.b.example./x", "http://a.b.example./x", NULL },
  { "http://a_b.example/x", "http://a_b.example/x", NULL },
  { "http://bücher.example/x", "http://xn--bcher-kva.example/x", NULL },
  { "http://b%C3%BCcher.example/x", "http://xn--bcher-kva.example/x", NULL },
  { "http://xn--bcher-kva.example/x", "http://xn--bcher-kva.example/x", NULL },
  { "http://例え.テスト/x", "http://xn--r8jz45g.xn--zckzah/x", NULL },
  /* what an address cannot hold is encoded; what is encoded already stays, to the byte */
  { "http://h/a b", "http://h/a%20b", NULL },
  { "http://h/ä?ö=ü", "http://h/%C3%A4?%C3%B6=%C3%BC", NULL },
  { "http://h/a|b\"c<d>^`{}", "http://h/a%7Cb%22c%3Cd%3E%5E%60%7B%7D", NULL },
  { "http://h/a\\b", "http://h/a%5Cb", NULL },
  { "http://h/a%2fb%2Fc%41", "http://h/a%2fb%2Fc%41", NULL },
  { "http://h/x?s=a%2bb%3d&t=%7e~", "http://h/x?s=a%2bb%3d&t=%7e~", NULL },
  { "http://h/100%.zip", "http://h/100%.zip", NULL },
  { "http://h/%zz%", "http://h/%zz%", NULL },
  { "http://h/;p=1/a,b;c!$&'()*+=:@", "http://h/;p=1/a,b;c!$&'()*+=:@", NULL },
  { "http://h/[1].zip?a[]=1", "http://h/[1].zip?a[]=1", NULL },
  { "http://h/a//b/./c/../d", "http://h/a//b/./c/../d", NULL },
  { "http://h/x?y?z=/a://b", "http://h/x?y?z=/a://b", NULL },
  { "http://h\\evil@x/y", "http://x/y", "h%5Cevil" },
};

static void
test_uri_accepted (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (accepted_rows); i++)
    {
      g_autofree char *remote = NULL;
      g_autofree char *userinfo = NULL;
      g_autofree char *again = NULL;
      g_autofree char *nobody = NULL;
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", accepted_rows[i].text);
      g_assert_true (haulier_uri_split (accepted_rows[i].text, &remote, &userinfo, &error));
      g_assert_no_error (error);
      g_assert_cmpstr (remote, ==, accepted_rows[i].remote);
      g_assert_cmpstr (userinfo, ==, accepted_rows[i].userinfo);
      g_assert_true (haulier_uri_split (remote, &again, &nobody, &error));
      g_assert_cmpstr (again, ==, remote);
      g_assert_null (nobody);
    }
}

static const struct
{
  const char *text;
  guint32 code;
} refused_rows[] = {
  { "", 0x80072ee5 },
  { " ", 0x80072ee5 },
  { ":", 0x80072ee5 },
  { "/", 0x80072ee5 },
  { "h", 0x80072ee5 },
  { "h/x", 0x80072ee5 },
  { "//h/x", 0x80072ee5 },
  { "http", 0x80072ee5 },
  { "http:", 0x80072ee5 },
  { "http:x", 0x80072ee5 },
  { "http:/x", 0x80072ee5 },
  { "http://", 0x80072ee5 },
  { "http:///x", 0x80072ee5 },
  { "http://:80/x", 0x80072ee5 },
  { "http://?x", 0x80072ee5 },
  { "http:\\\\h\\x", 0x80072ee5 },
  { "http//h/x", 0x80072ee5 },
  /* ports */
  { "http://h:0/x", 0x80072ee5 },
  { "http://h:65536/x", 0x80072ee5 },
  { "http://h:-1/x", 0x80072ee5 },
  { "http://h:8x/x", 0x80072ee5 },
  { "http://h:80:80/x", 0x80072ee5 },
  { "http://h:18446744073709551696/x", 0x80072ee5 },
  /* hosts: nothing that an escape turns into something else */
  { "http://h%2Fevil/x", 0x80072ee5 },
  { "http://h%2fevil/x", 0x80072ee5 },
  { "http://h%3Fx/", 0x80072ee5 },
  { "http://h%23x/", 0x80072ee5 },
  { "http://h%40evil/", 0x80072ee5 },
  { "http://a%00b/", 0x80072ee5 },
  { "http://a%0d%0ab/", 0x80072ee5 },
  { "http://h%20x/", 0x80072ee5 },
  { "http://ho st/", 0x80072ee5 },
  { "http://h'x/", 0x80072ee5 },
  { "http://h,x/", 0x80072ee5 },
  { "http://.../", 0x80072ee5 },
  { "http://./", 0x80072ee5 },
  { "http://a..b/", 0x80072ee5 },
  { "http://.a/", 0x80072ee5 },
  { "http://[::1/x", 0x80072ee5 },
  { "http://::1/x", 0x80072ee5 },
  { "http://[]/x", 0x80072ee5 },
  { "http://[1.2.3.4]/x", 0x80072ee5 },
  { "http://[::1]x/", 0x80072ee5 },
  { "http://[:`12]/", 0x80072ee5 },
  { "http://[fe80::1%25é]/", 0x80072ee5 },
  { "http://[fe80::1%25a%2Fb]/x", 0x80072ee5 },
  /* characters */
  { "http://h/a\nb", 0x80072ee5 },
  { "http://h/a\rb", 0x80072ee5 },
  { "http://h/a\tb", 0x80072ee5 },
  { "http://h/\033[31m", 0x80072ee5 },
  { "http://h/\177", 0x80072ee5 },
  { "http://h/\377\376", 0x80072ee5 },
  { "http://h/\303", 0x80072ee5 },
  /* schemes */
  { "ftp://h/x", 0x80072ee6 },
  { "file:///etc/passwd", 0x80072ee6 },
  { "smb://h/x", 0x80072ee6 },
  { "javascript:alert(1)", 0x80072ee6 },
  { "data:,x", 0x80072ee6 },
  { "httpx://h/x", 0x80072ee6 },
  { "mailto:a@b", 0x80072ee6 },
};

static void
test_uri_refused (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (refused_rows); i++)
    {
      char *remote = (char *) "untouched";
      char *userinfo = (char *) "untouched";
      g_autoptr (GError) error = NULL;

      say (refused_rows[i].text);
      g_assert_false (haulier_uri_split (refused_rows[i].text, &remote, &userinfo, &error));
      g_assert_error (error, HAULIER_ERROR, (gint) refused_rows[i].code);
      g_assert_cmpstr (remote, ==, "untouched");
      g_assert_cmpstr (userinfo, ==, "untouched");
      g_assert_true (g_utf8_validate (error->message, -1, NULL));
    }
}

/* Addresses that are refused, each with a password in it that nobody may read. */
static const char *const secret_rows[] = {
  "ftp://u:SECRET@h/x",
  "ftp://SECRET@h/x",
  "http://u:SECRET@h:99999/",
  "http://u:SECRET@/x",
  "http://u:SECRET@ho st/",
  "http://u:SEC/SECRET@h/",
  "http://u:SEC?SECRET@h/",
  "http://u:SEC#SECRET@h/",
  "http://u:SECRET/@h/",
  "http://u:SE@SECRET@h:x/",
  "http://u:SECRET@[::1/",
  "http://[u:SECRET/SECRET@h/",
  "http://u:://SECRET@h/",
  "http:u:SECRET@h/x",
  "http:\\\\u:SECRET@h/x",
  "u:SECRET@h/x",
  "u:SECRET@h//x",
  "u:SECRET@h",
  "//u:SECRET@h/x",
  "://u:SECRET@h/x",
  "http://u:SECRET@h/\n",
  "http://u:SECRET@h/a\nb",
  "http://u:SECRET\n@h/a",
  "http://u:SECRET\377@h/a",
  "http://ü:SECRET@h:x/a",
  "HTTP://u:SECRET@h:x/a",
  " ftp://u:SECRET@h/x",
};

static void
test_uri_masks_userinfo (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (secret_rows); i++)
    {
      g_autofree char *remote = NULL;
      g_autofree char *userinfo = NULL;
      g_autoptr (GError) error = NULL;

      say (secret_rows[i]);
      if (haulier_uri_split (secret_rows[i], &remote, &userinfo, &error))
        {
          g_assert_null (strstr (remote, "SECRET"));
          continue;
        }
      g_assert_null (strstr (error->message, "SECRET"));
      g_assert_nonnull (strstr (error->message, "•••@"));
    }
}

/* A message can be printed on a terminal, and does not fill it. */
static void
test_uri_messages_are_presentable (void)
{
  g_autofree char *filler = g_strnfill (5000, 'x');
  g_autofree char *text
      = g_strdup_printf ("http://h/\033]0;x\007\r\n\302\205\342\200\256%s", filler);
  g_autofree char *remote = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_false (haulier_uri_split (text, &remote, NULL, &error));
  g_assert_true (g_utf8_validate (error->message, -1, NULL));
  for (const char *p = error->message; *p != '\0'; p = g_utf8_next_char (p))
    {
      g_assert_false (g_unichar_iscntrl (g_utf8_get_char (p)));
      g_assert_cmpint (g_unichar_type (g_utf8_get_char (p)), !=, G_UNICODE_FORMAT);
    }
  g_assert_cmpuint (strlen (error->message), <, 400);
}

/* A multi-byte character at the place where a message is cut. */
static void
test_uri_message_is_cut_at_a_character (void)
{
  for (guint length = 180; length < 200; length++)
    {
      g_autofree char *filler = g_strnfill (length, 'x');
      g_autofree char *text = g_strdup_printf ("ftp://h/%s€€€€€€€€€€€€€€", filler);
      g_autofree char *remote = NULL;
      g_autoptr (GError) error = NULL;

      g_assert_false (haulier_uri_split (text, &remote, NULL, &error));
      g_assert_true (g_utf8_validate (error->message, -1, NULL));
    }
}

static char *
make_address (const char *character, gsize bytes)
{
  GString *text = g_string_new ("http://h/");

  while (text->len < bytes)
    g_string_append (text, character);
  return g_string_free (text, FALSE);
}

static void
test_uri_length (void)
{
  g_autofree char *longest = make_address ("a", HAULIER_URI_MAX_LENGTH_BYTES);
  g_autofree char *longer = make_address ("a", HAULIER_URI_MAX_LENGTH_BYTES + 1);
  g_autofree char *grows = make_address ("ä", HAULIER_URI_MAX_LENGTH_BYTES / 2);
  g_autofree char *huge = make_address ("/", 10 * 1024 * 1024);
  const char *const refused[] = { longer, grows, huge };
  g_autofree char *remote = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (haulier_uri_split (longest, &remote, NULL, &error));
  g_assert_cmpuint (strlen (remote), ==, HAULIER_URI_MAX_LENGTH_BYTES);
  for (gsize i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      g_autofree char *none = NULL;
      g_autoptr (GError) why = NULL;

      g_assert_false (haulier_uri_split (refused[i], &none, NULL, &why));
      g_assert_error (why, HAULIER_ERROR, HAULIER_ERROR_STRING_TOO_LONG);
      g_assert_cmpuint (strlen (why->message), <, 400);
    }
}

/* RFC 1035: a label has 63 bytes, a name 253 and the dot of the root. */
static void
test_uri_host_length (void)
{
  static const struct
  {
    guint label;
    guint n_labels;
    gboolean accepted;
  } rows[] = {
    { 63, 1, TRUE }, { 64, 1, FALSE }, { 63, 3, TRUE }, { 61, 4, TRUE }, { 63, 4, FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *label = g_strnfill (rows[i].label, 'a');
      g_autoptr (GString) text = g_string_new ("http://");
      g_autofree char *remote = NULL;

      for (guint n = 0; n < rows[i].n_labels; n++)
        g_string_append_printf (text, "%s%s", n == 0 ? "" : ".", label);
      g_assert_cmpint (haulier_uri_split (text->str, &remote, NULL, NULL), ==, rows[i].accepted);
    }
}

static const struct
{
  const char *remote;
  const char *name;
} name_rows[] = {
  { "http://h/a.zip", "a.zip" },
  { "http://h/d/a.zip?x=/y.exe", "a.zip" },
  { "http://h/d/a%20b.zip", "a b.zip" },
  { "http://h/%C3%A4.zip", "ä.zip" },
  { "http://h/100%.zip", "100%.zip" },
  { "http://h/%zz", "%zz" },
  { "http://h/%00x", "%00x" },
  { "http://h/", "download" },
  { "http://h", "download" },
  { "http://h/d/", "download" },
  { "http://h/?x=a.zip", "download" },
  { "http://h/..%2F..%2Fetc%2Fpasswd", "passwd" },
  { "http://h/..%5C..%5Cboot.ini", "boot.ini" },
  { "http://h/%2e%2e", "download" },
  { "http://h/..", "download" },
  { "http://h/%2ebashrc", "bashrc" },
  { "http://h/a%0Ab%1B[31m.sh", "ab[31m.sh" },
  { "http://h/%FF%FE.zip", "\357\277\275\357\277\275.zip" },
  { "http://h/a%E2%80%AEgpj.exe", "agpj.exe" },
  { "http://h/c;v=1", "c;v=1" },
};

static void
test_uri_file_name (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (name_rows); i++)
    {
      g_autofree char *name = haulier_uri_dup_file_name (name_rows[i].remote);

      g_test_message ("%s", name_rows[i].remote);
      g_assert_true (g_utf8_validate (name, -1, NULL));
      if (strstr (name_rows[i].remote, "%FF") == NULL)
        g_assert_cmpstr (name, ==, name_rows[i].name);
      g_assert_null (strchr (name, '/'));
    }
}

static const struct
{
  const char *text;
  const char *host;
  gboolean loopback;
} host_rows[] = {
  { "http://localhost/x", "localhost", TRUE },
  { "http://[2001:db8::%25eth0]:8080/x", "2001:db8::%eth0", FALSE },
  { "http://LOCALHOST:8080/x", "localhost", TRUE },
  { "http://localhost./x", "localhost.", TRUE },
  { "http://a.localhost/x", "a.localhost", TRUE },
  { "http://A.LocalHost./x", "a.localhost.", TRUE },
  { "http://127.0.0.1/x", "127.0.0.1", TRUE },
  { "http://127.1.2.3:99/x", "127.1.2.3", TRUE },
  { "http://[::1]/x", "::1", TRUE },
  { "http://[0:0:0:0:0:0:0:1]/x", "0:0:0:0:0:0:0:1", TRUE },
  { "http://[::ffff:127.0.0.1]/x", "::ffff:127.0.0.1", TRUE },
  { "http://127.evil.example/x", "127.evil.example", FALSE },
  { "http://127.0.0.1.evil.example/x", "127.0.0.1.evil.example", FALSE },
  { "http://localhost.evil.example/x", "localhost.evil.example", FALSE },
  { "http://notlocalhost/x", "notlocalhost", FALSE },
  { "http://128.0.0.1/x", "128.0.0.1", FALSE },
  { "http://0.0.0.0/x", "0.0.0.0", FALSE },
  { "http://[::]/x", "::", FALSE },
  { "http://[::2]/x", "::2", FALSE },
  { "http://[::ffff:192.0.2.1]/x", "::ffff:192.0.2.1", FALSE },
  { "http://example.com/localhost", "example.com", FALSE },
  { "http://localhost@example.com/", "example.com", FALSE },
};

static void
test_uri_host (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (host_rows); i++)
    {
      g_autofree char *remote = NULL;
      g_autofree char *host = NULL;

      g_test_message ("%s", host_rows[i].text);
      g_assert_true (haulier_uri_split (host_rows[i].text, &remote, NULL, NULL));
      host = haulier_uri_dup_host (remote);
      g_assert_cmpstr (host, ==, host_rows[i].host);
      g_assert_cmpint (haulier_uri_is_loopback (remote), ==, host_rows[i].loopback);
    }
}

static void
test_uri_origin (void)
{
  static const char *const rows[][2] = {
    { "http://intranet/payroll/x", "http://intranet:80" },
    { "https://example.org/", "https://example.org:443" },
    { "http://example.org:8080/x?y=http://a/", "http://example.org:8080" },
    { "https://[2001:db8::1]:8443/", "https://[2001:db8::1]:8443" },
    { "http://ann:secret@intranet/x", "http://intranet:80" },
    { "http://127.0.0.1:5123/x", "http://127.0.0.1:5123" },
    { "http://a-b.example:59999/x", "http://a-b.example:59999" },
    { "http://a-b.example:65535/x", "http://a-b.example:65535" },
    { "http://a_b.example/x", "http://a_b.example:80" },
    { "https://EXAMPLE.org:443/x", "https://example.org:443" },
    { "http://example.org:443/x", "http://example.org:443" },
    { "https://example.org?//x:1/", "https://example.org:443" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *remote = NULL;
      g_autofree char *origin = NULL;

      g_assert_true (haulier_uri_split (rows[i][0], &remote, NULL, NULL));
      origin = haulier_uri_dup_origin (remote);
      g_assert_cmpstr (origin, ==, rows[i][1]);
    }
}

/* What was not split before is no crash either. */
static void
test_uri_garbage (void)
{
  static const char *const rows[] = { "", ":", "//", "http://", "http://[", "\377", "%", "a b" };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *host = haulier_uri_dup_host (rows[i]);
      g_autofree char *origin = haulier_uri_dup_origin (rows[i]);
      g_autofree char *name = haulier_uri_dup_file_name (rows[i]);

      g_assert_nonnull (host);
      g_assert_nonnull (origin);
      g_assert_cmpstr (name, !=, "");
      g_assert_false (haulier_uri_is_loopback (rows[i]));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/model/uri/accepted", test_uri_accepted);
  g_test_add_func ("/model/uri/refused", test_uri_refused);
  g_test_add_func ("/model/uri/masks-userinfo", test_uri_masks_userinfo);
  g_test_add_func ("/model/uri/messages", test_uri_messages_are_presentable);
  g_test_add_func ("/model/uri/message-cut", test_uri_message_is_cut_at_a_character);
  g_test_add_func ("/model/uri/length", test_uri_length);
  g_test_add_func ("/model/uri/host-length", test_uri_host_length);
  g_test_add_func ("/model/uri/file-name", test_uri_file_name);
  g_test_add_func ("/model/uri/host", test_uri_host);
  g_test_add_func ("/model/uri/origin", test_uri_origin);
  g_test_add_func ("/model/uri/garbage", test_uri_garbage);
  return g_test_run ();
}
