/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Where the programs of Haulier are. */
#include "config.h"

#include "haulier-program.h"

/* Folders beside the running program, as they lie in a build tree and when installed. */
static const char *const nearby_folders[] = { ".", "../worker", "../daemon" };

/**
 * haulier_program_find:
 * @name: file name of a helper program
 *
 * Looks beside the running program first, so that a build tree uses its own programs.
 *
 * Returns: (transfer full): its path; the installed one when none is nearby
 */
char *
haulier_program_find (const char *name)
{
  g_autofree char *self = g_file_read_link ("/proc/self/exe", NULL);
  g_autofree char *folder = self != NULL ? g_path_get_dirname (self) : NULL;

  for (gsize i = 0; folder != NULL && i < G_N_ELEMENTS (nearby_folders); i++)
    {
      g_autofree char *path = g_build_filename (folder, nearby_folders[i], name, NULL);

      if (g_file_test (path, G_FILE_TEST_IS_EXECUTABLE))
        return g_canonicalize_filename (path, NULL);
    }
  return g_build_filename (HAULIER_LIBEXECDIR, name, NULL);
}
