/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* The user's download folder, the same in every front end. */
#include "config.h"

#include "haulier-download-folder.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "haulier-error.h"

#define FOLDER_MODE 0755

/**
 * haulier_download_folder_ensure:
 * @error: return location
 *
 * The folder that the desktop names for downloads, else Downloads in the home folder. It is made
 * when it is not there; no other folder ever is.
 *
 * Returns: (transfer full) (nullable) (type filename): its path
 */
char *
haulier_download_folder_ensure (GError **error)
{
  const char *known = g_get_user_special_dir (G_USER_DIRECTORY_DOWNLOAD);
  g_autofree char *folder
      = known != NULL ? g_strdup (known) : g_build_filename (g_get_home_dir (), "Downloads", NULL);

  if (g_mkdir_with_parents (folder, FOLDER_MODE) == 0)
    return g_steal_pointer (&folder);
  g_set_error (error,
               HAULIER_ERROR,
               haulier_error_code_from_errno (errno),
               /* translators: a folder, then why */
               _ ("make the download folder %s: %s"),
               folder,
               g_strerror (errno));
  return NULL;
}
