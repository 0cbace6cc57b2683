/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Where running programs find each other: the runtime folder, and programs beside this one. */
#include "config.h"

#include "haulier-runtime-folder.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "haulier-error.h"

/**
 * haulier_runtime_folder_ensure:
 * @error: return location
 *
 * Makes the folder in which the engine and its front ends meet: `$XDG_RUNTIME_DIR/haulier`, or
 * `/tmp/haulier-UID` without one. A folder there that belongs to somebody else, or that others can
 * enter, is refused: whoever owns it could name a bus of his own.
 *
 * Returns: (transfer full) (nullable) (type filename): its path
 */
char *
haulier_runtime_folder_ensure (GError **error)
{
  const char *runtime = g_getenv ("XDG_RUNTIME_DIR");
  g_autofree char *folder = NULL;
  struct stat status = { 0 };
  int saved_errno = 0;

  if (runtime != NULL && g_path_is_absolute (runtime) && g_access (runtime, W_OK) == 0)
    folder = g_build_filename (runtime, "haulier", NULL);
  else
    folder = g_strdup_printf ("%s/haulier-%u", "/tmp", (guint) getuid ());
  if ((g_mkdir (folder, 0700) == 0 || errno == EEXIST) && lstat (folder, &status) == 0
      && S_ISDIR (status.st_mode) && status.st_uid == getuid () && (status.st_mode & 0077) == 0)
    return g_steal_pointer (&folder);
  saved_errno = status.st_mode != 0 ? EACCES : errno;
  g_set_error (error,
               HAULIER_ERROR,
               HAULIER_ERROR_SERVER_UNAVAILABLE,
               /* translators: a folder, then why */
               _ ("use the folder %s: %s"),
               folder,
               g_strerror (saved_errno));
  return NULL;
}

/**
 * haulier_program_find:
 * @name: of the program
 * @sibling_folder: the folder of the build tree in which it is made
 *
 * Looks where this program is, then in the same build tree, then where it was installed.
 *
 * Returns: (transfer full) (nullable) (type filename): its path
 */
char *
haulier_program_find (const char *name, const char *sibling_folder)
{
  g_autofree char *self = g_file_read_link ("/proc/self/exe", NULL);
  g_autofree char *folder = self != NULL ? g_path_get_dirname (self) : g_strdup (HAULIER_BINDIR);
  char *const candidates[] = {
    g_build_filename (folder, name, NULL),
    g_build_filename (folder, "..", sibling_folder, name, NULL),
    g_build_filename (HAULIER_LIBEXECDIR, name, NULL),
  };
  char *found = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (candidates); i++)
    {
      if (found == NULL && g_file_test (candidates[i], G_FILE_TEST_IS_EXECUTABLE)
          && !g_file_test (candidates[i], G_FILE_TEST_IS_DIR))
        found = g_canonicalize_filename (candidates[i], "/");
      g_free (candidates[i]);
    }
  return found;
}
