/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Tests of secrets: what was put in comes out, and memory does not keep it. */
#include "config.h"

#include "haulier-secret.h"

#include <string.h>
#include <sys/uio.h>
#include <unistd.h>

#define FIRST_HALF "wiped-when-"
#define SECOND_HALF "it-goes"

static void
test_secret_text (void)
{
  g_autoptr (HaulierSecret) whole = haulier_secret_new ("sésame", -1);
  g_autoptr (HaulierSecret) part = haulier_secret_new ("sesame", 3);
  g_autoptr (HaulierSecret) empty = haulier_secret_new ("", -1);
  g_autoptr (HaulierSecret) again = haulier_secret_ref (whole);
  g_autofree char *large = g_strnfill (100000, 'x');
  g_autoptr (HaulierSecret) pages = haulier_secret_new (large, -1);

  g_assert_cmpstr (haulier_secret_peek (whole), ==, "sésame");
  g_assert_cmpuint (haulier_secret_get_length (whole), ==, 7);
  g_assert_cmpstr (haulier_secret_peek (part), ==, "ses");
  g_assert_cmpstr (haulier_secret_peek (empty), ==, "");
  g_assert_true (again == whole);
  g_assert_cmpstr (haulier_secret_peek (pages), ==, large);
}

/* Whether @text can be read at @address: there may be no memory any more, or somebody else's. */
static gboolean
is_there (const void *address, const char *text)
{
  char page[4096];
  struct iovec local = { page, sizeof page };
  struct iovec remote = { (gpointer) address, sizeof page };
  gssize length = process_vm_readv (getpid (), &local, 1, &remote, 1, 0);

  return length > 0 && memmem (page, (gsize) length, text, strlen (text)) != NULL;
}

static void
test_secret_pages (void)
{
  g_autofree char *text = g_strconcat (FIRST_HALF, SECOND_HALF, NULL);
  HaulierSecret *secret = haulier_secret_new (text, -1);
  const void *address = secret;

  /* pages of its own: they go with it, and nobody gets them with the text in them */
  g_assert_cmpuint ((guintptr) address % 4096, ==, 0);
  haulier_secret_ref (secret);
  haulier_secret_unref (secret);
  g_assert_cmpstr (haulier_secret_peek (secret), ==, text);
  g_assert_true (is_there (address, text));
  haulier_secret_unref (secret);
  g_assert_false (is_there (address, text));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/model/secret/text", test_secret_text);
  g_test_add_func ("/model/secret/pages", test_secret_pages);
  return g_test_run ();
}
