/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* A password in a descriptor: whole, from the start, and sealed. */
#include "config.h"

#include "haulier-secret-descriptor.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <glib/gstdio.h>
#include <unistd.h>

static void
test_secret_descriptor_read (void)
{
  g_autoptr (GError) error = NULL;
  int fd = haulier_secret_descriptor_new ("pass wörd", -1, &error);
  char bytes[64] = "";

  g_assert_no_error (error);
  g_assert_cmpint (read (fd, bytes, sizeof bytes), ==, strlen ("pass wörd"));
  g_assert_cmpstr (bytes, ==, "pass wörd");
  g_assert_cmpint (fcntl (fd, F_GETFD) & FD_CLOEXEC, !=, 0);
  g_close (fd, NULL);
}

static void
test_secret_descriptor_sealed (void)
{
  int fd = haulier_secret_descriptor_new ("abc", 2, NULL);

  g_assert_cmpint (lseek (fd, 0, SEEK_END), ==, 2);
  g_assert_cmpint (write (fd, "x", 1), ==, -1);
  g_assert_cmpint (errno, ==, EPERM);
  g_assert_cmpint (ftruncate (fd, 0), ==, -1);
  g_close (fd, NULL);
}

static void
test_secret_descriptor_empty (void)
{
  int fd = haulier_secret_descriptor_new ("", -1, NULL);
  char byte = 0;

  g_assert_cmpint (fd, >=, 0);
  g_assert_cmpint (read (fd, &byte, 1), ==, 0);
  g_close (fd, NULL);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/client/secret-descriptor/read", test_secret_descriptor_read);
  g_test_add_func ("/client/secret-descriptor/sealed", test_secret_descriptor_sealed);
  g_test_add_func ("/client/secret-descriptor/empty", test_secret_descriptor_empty);
  return g_test_run ();
}
