/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Runs a fuzz target once for each file of a folder, in builds without a fuzzer: fuzz-NOUN FOLDER.
 */
#include "config.h"

#include <gio/gio.h>

#include "fuzz-target.h"

int
main (int argc, char **argv)
{
  g_autoptr (GDir) folder = NULL;
  g_autoptr (GError) error = NULL;
  const char *name = NULL;
  guint n = 0;

  g_assert_cmpint (argc, ==, 2);
  folder = g_dir_open (argv[1], 0, &error);
  g_assert_no_error (error);
  while ((name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *path = g_build_filename (argv[1], name, NULL);
      g_autofree char *text = NULL;
      gsize length = 0;

      g_file_get_contents (path, &text, &length, &error);
      g_assert_no_error (error);
      g_print ("%s\n", name);
      LLVMFuzzerTestOneInput ((const uint8_t *) text, length);
      n++;
    }
  g_assert_cmpuint (n, >, 0);
  return 0;
}
