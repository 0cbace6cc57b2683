/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Tests of announced checksums, and of the one that is computed. */
#include "config.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "haulier-digest.h"
#include "haulier-hasher.h"

/* Of "hello". */
#define HELLO_MD5 "5d41402abc4b2a76b9719d911017c592"
#define HELLO_SHA256 "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824"
#define HELLO_SHA1 "aaf4c61ddcc5e8a2dabede0f3b482cd9aea9434d"

typedef gboolean (*ParseFunc) (const char *text, GChecksumType *out_type, char **out_hex);

typedef struct
{
  ParseFunc parse;
  const char *text;
  const char *hex; /* NULL: nothing is found */
} Row;

static const Row rows[] = {
  { haulier_digest_parse_md5, "XUFAKrxLKna5cZ2REBfFkg==", HELLO_MD5 },
  { haulier_digest_parse_md5, "XUFAKrxLKna5cZ2REBfFkg", NULL },
  { haulier_digest_parse_md5, "", NULL },
  { haulier_digest_parse_md5, "not base64 at all!", NULL },
  { haulier_digest_parse_old,
    "SHA-256=LPJNul+wow4m6DsqxbninhsWHlwfp0JecwQzYpOLmCQ=",
    HELLO_SHA256 },
  { haulier_digest_parse_old,
    "md5=XUFAKrxLKna5cZ2REBfFkg==, sha-256=LPJNul+wow4m6DsqxbninhsWHlwfp0JecwQzYpOLmCQ=",
    HELLO_SHA256 },
  { haulier_digest_parse_old, "SHA=qvTGHdzF6KLavt4PO0gs2a6pQ00=", HELLO_SHA1 },
  { haulier_digest_parse_old, "unixsum=30637", NULL },
  { haulier_digest_parse_old, "sha-256=:LPJNul+wow4m6DsqxbninhsWHlwfp0JecwQzYpOLmCQ=:", NULL },
  { haulier_digest_parse_repr,
    "sha-256=:LPJNul+wow4m6DsqxbninhsWHlwfp0JecwQzYpOLmCQ=:",
    HELLO_SHA256 },
  { haulier_digest_parse_repr,
    "unknown=:AAAA:, sha-256=:LPJNul+wow4m6DsqxbninhsWHlwfp0JecwQzYpOLmCQ=:;p=1",
    HELLO_SHA256 },
  { haulier_digest_parse_repr, "sha-256=LPJNul+wow4m6DsqxbninhsWHlwfp0JecwQzYpOLmCQ=", NULL },
  { haulier_digest_parse_repr, "sha-256=:", NULL },
  { haulier_digest_parse_repr, "sha-256=:AAAA:", NULL },
};

static void
test_digest_row (gconstpointer data)
{
  const Row *row = data;
  GChecksumType type = G_CHECKSUM_MD5;
  g_autofree char *hex = NULL;

  g_assert_cmpint (row->parse (row->text, &type, &hex), ==, row->hex != NULL);
  g_assert_cmpstr (hex, ==, row->hex);
}

static int
make_file (const char *content)
{
  g_autofree char *path = NULL;
  int fd = g_file_open_tmp ("digest-XXXXXX", &path, NULL);

  g_assert_cmpint (fd, >=, 0);
  g_assert_cmpint (write (fd, content, strlen (content)), ==, (gssize) strlen (content));
  g_assert_cmpint (g_unlink (path), ==, 0);
  return fd;
}

static void
test_hasher_in_order (void)
{
  g_autoptr (HaulierHasher) hasher = haulier_hasher_new (G_CHECKSUM_SHA256);
  g_autofree char *hex = NULL;

  haulier_hasher_feed (hasher, 0, (const guint8 *) "he", 2);
  haulier_hasher_feed (hasher, 2, (const guint8 *) "llo", 3);
  hex = haulier_hasher_finish (hasher, -1, 5);
  g_assert_cmpstr (hex, ==, HELLO_SHA256);
}

static void
test_hasher_out_of_order (void)
{
  g_autoptr (HaulierHasher) hasher = haulier_hasher_new (G_CHECKSUM_MD5);
  g_autofree char *hex = NULL;
  int fd = make_file ("hello");

  haulier_hasher_feed (hasher, 3, (const guint8 *) "XX", 2);
  haulier_hasher_feed (hasher, 0, (const guint8 *) "he", 2);
  hex = haulier_hasher_finish (hasher, fd, 5);
  g_assert_cmpstr (hex, ==, HELLO_MD5);
  g_assert_true (g_close (fd, NULL));
}

static void
test_hasher_begins_again (void)
{
  g_autoptr (HaulierHasher) hasher = haulier_hasher_new (G_CHECKSUM_SHA1);
  g_autofree char *hex = NULL;

  haulier_hasher_feed (hasher, 0, (const guint8 *) "other", 5);
  haulier_hasher_reset (hasher);
  haulier_hasher_feed (hasher, 0, (const guint8 *) "hello", 5);
  hex = haulier_hasher_finish (hasher, -1, 5);
  g_assert_cmpstr (hex, ==, HELLO_SHA1);
}

static void
test_hasher_short_file (void)
{
  g_autoptr (HaulierHasher) hasher = haulier_hasher_new (G_CHECKSUM_SHA1);
  int fd = make_file ("hell");

  g_assert_null (haulier_hasher_finish (hasher, fd, 5));
  g_assert_true (g_close (fd, NULL));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *path = g_strdup_printf ("/transfer/digest/%zu", i);

      g_test_add_data_func (path, &rows[i], test_digest_row);
    }
  g_test_add_func ("/transfer/hasher/in-order", test_hasher_in_order);
  g_test_add_func ("/transfer/hasher/out-of-order", test_hasher_out_of_order);
  g_test_add_func ("/transfer/hasher/begins-again", test_hasher_begins_again);
  g_test_add_func ("/transfer/hasher/short-file", test_hasher_short_file);
  return g_test_run ();
}
