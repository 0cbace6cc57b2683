/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Where files go: what a person writes for a target, made what the engine takes. */
#include "config.h"

#include "haulier-cli-target.h"

#include "haulier-download-folder.h"

/**
 * haulier_cli_target_is_folder:
 * @target: (type filename): a target as the engine takes it
 *
 * Returns: whether it names a folder, in which each file gets a name of its own
 */
gboolean
haulier_cli_target_is_folder (const char *target)
{
  return g_str_has_suffix (target, G_DIR_SEPARATOR_S);
}

/**
 * haulier_cli_target_absolute:
 * @path: (type filename): as a person wrote it, relative to the current folder perhaps
 *
 * Returns: (transfer full) (type filename): an absolute path, with a slash at its end when it had
 *   one or is a folder that exists; nothing stays nothing, which the engine refuses
 */
char *
haulier_cli_target_absolute (const char *path)
{
  g_autofree char *absolute = g_canonicalize_filename (path, NULL);
  gboolean is_folder = g_str_has_suffix (path, "/") || g_str_equal (path, ".")
                       || g_str_equal (path, "..") || g_str_has_suffix (path, "/.")
                       || g_str_has_suffix (path, "/..")
                       || g_file_test (absolute, G_FILE_TEST_IS_DIR);

  if (path[0] == '\0')
    return g_strdup (path);
  if (!is_folder || g_str_has_suffix (absolute, "/"))
    return g_steal_pointer (&absolute);
  return g_strconcat (absolute, "/", NULL);
}

/**
 * haulier_cli_target_default:
 * @error: return location
 *
 * The download folder, which is made when it is not there; no other folder ever is.
 *
 * Returns: (transfer full) (nullable) (type filename): a folder
 */
char *
haulier_cli_target_default (GError **error)
{
  g_autofree char *folder = haulier_download_folder_ensure (error);

  return folder != NULL ? g_strconcat (folder, "/", NULL) : NULL;
}
