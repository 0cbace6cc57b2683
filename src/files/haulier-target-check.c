/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Whether files can be saved where they shall be, and under which names. */
#include "config.h"

#include "haulier-target-check.h"

#include "haulier-file-name.h"
#include "haulier-folder-private.h"
#include "haulier-local-failure.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/magic.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <unistd.h>

/* As many as the files of a job. */
#define MAX_NUMBER 1000000

struct _HaulierTargetCheck
{
  GHashTable *folders; /* path to HaulierFolder that can be written to */
  GHashTable *paths;   /* given out already */
  GHashTable *numbers; /* path to the number that it got last */
};

/**
 * haulier_target_check_new:
 *
 * Returns: (transfer full): a check of targets that are to be different from each other
 */
HaulierTargetCheck *
haulier_target_check_new (void)
{
  HaulierTargetCheck *check = g_new0 (HaulierTargetCheck, 1);

  check->folders = g_hash_table_new_full (
      g_str_hash, g_str_equal, g_free, (GDestroyNotify) haulier_folder_unref);
  check->paths = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  check->numbers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  return check;
}

/**
 * haulier_target_check_free:
 * @check: (nullable): a check
 */
void
haulier_target_check_free (HaulierTargetCheck *check)
{
  if (check == NULL)
    return;
  g_hash_table_unref (check->folders);
  g_hash_table_unref (check->paths);
  g_hash_table_unref (check->numbers);
  g_free (check);
}

/* File systems that show what the kernel has: root may write to their folders, and make no file. */
static gboolean
can_hold_files (int folder_fd)
{
  static const guint32 magics[] = {
    PROC_SUPER_MAGIC,   SYSFS_MAGIC,   CGROUP_SUPER_MAGIC, CGROUP2_SUPER_MAGIC,
    DEVPTS_SUPER_MAGIC, DEBUGFS_MAGIC, TRACEFS_MAGIC,      SECURITYFS_MAGIC,
    SELINUX_MAGIC,      NSFS_MAGIC,    BPF_FS_MAGIC,       BINFMTFS_MAGIC,
  };
  struct statfs status;

  if (fstatfs (folder_fd, &status) != 0)
    return TRUE;
  for (gsize i = 0; i < G_N_ELEMENTS (magics); i++)
    {
      if ((guint32) status.f_type == magics[i])
        return FALSE;
    }
  return TRUE;
}

static int
open_new_folder (HaulierTargetCheck *check, const char *path, HaulierFailure **out_failure)
{
  g_autoptr (HaulierFolder) folder = haulier_folder_new (path);
  int fd = -1;

  if (!g_path_is_absolute (path))
    {
      *out_failure = haulier_local_failure_new (
          HAULIER_ERROR_INVALID_NAME, "save in “%s”: the path is not absolute", path);
      return -1;
    }
  fd = haulier_folder_open (folder, out_failure);
  if (fd < 0)
    return -1;
  if (faccessat (fd, ".", W_OK | X_OK, AT_EACCESS) != 0)
    {
      *out_failure = haulier_local_failure_from_errno (errno, "save in the folder “%s”", path);
      return -1;
    }
  if (!can_hold_files (fd))
    {
      *out_failure = haulier_local_failure_new (
          HAULIER_ERROR_ACCESS_DENIED, "save in the folder “%s”: no files can be made there", path);
      return -1;
    }
  g_hash_table_insert (check->folders, g_strdup (path), g_steal_pointer (&folder));
  return fd;
}

/* A folder is looked at once a check, however many targets are in it. */
static int
open_folder (HaulierTargetCheck *check, const char *path, HaulierFailure **out_failure)
{
  HaulierFolder *folder = g_hash_table_lookup (check->folders, path);

  return folder != NULL ? haulier_folder_open_again (folder, out_failure)
                        : open_new_folder (check, path, out_failure);
}

static gboolean
is_valid_name (const char *name)
{
  return *name != '\0' && strlen (name) <= HAULIER_FILE_NAME_MAX_BYTES && strchr (name, '/') == NULL
         && !g_str_equal (name, ".") && !g_str_equal (name, "..");
}

static gboolean
is_taken (HaulierTargetCheck *check,
          int folder_fd,
          const char *path,
          const char *name,
          gboolean overwrite)
{
  struct stat status;

  if (g_hash_table_contains (check->paths, path))
    return TRUE;
  if (fstatat (folder_fd, name, &status, AT_SYMLINK_NOFOLLOW) != 0)
    return FALSE;
  return !overwrite || S_ISDIR (status.st_mode);
}

static char *
find_free_path (HaulierTargetCheck *check,
                int folder_fd,
                const char *folder,
                const char *name,
                gboolean number,
                gboolean overwrite)
{
  g_autofree char *plain = g_build_filename (folder, name, NULL);
  /* Ten thousand files of one name must not try each other's numbers. */
  guint last = GPOINTER_TO_UINT (g_hash_table_lookup (check->numbers, plain));

  if (last == 0 && !is_taken (check, folder_fd, plain, name, overwrite))
    return g_steal_pointer (&plain);
  if (!number)
    return NULL;
  for (guint i = last + 1; i < MAX_NUMBER; i++)
    {
      g_autofree char *candidate = haulier_file_name_number (name, i);
      g_autofree char *path = g_build_filename (folder, candidate, NULL);

      if (is_taken (check, folder_fd, path, candidate, overwrite))
        continue;
      g_hash_table_insert (check->numbers, g_steal_pointer (&plain), GUINT_TO_POINTER (i));
      return g_steal_pointer (&path);
    }
  return NULL;
}

/**
 * haulier_target_check_name:
 * @check: the check
 * @folder: full path of the folder
 * @name: the name that the file shall get
 * @explicit_name: whether a person chose the name, so that it is taken as it is or refused
 * @overwrite: whether an existing file may be replaced
 * @out_failure: (out): why not
 *
 * Blocks; from an I/O thread.
 *
 * Errors: %HAULIER_ERROR_PATH_NOT_THERE, %HAULIER_ERROR_ACCESS_DENIED, %HAULIER_ERROR_INVALID_NAME,
 *   %HAULIER_ERROR_FILE_EXISTS.
 *
 * Returns: (transfer full) (nullable): the full path
 */
char *
haulier_target_check_name (HaulierTargetCheck *check,
                           const char *folder,
                           const char *name,
                           gboolean explicit_name,
                           gboolean overwrite,
                           HaulierFailure **out_failure)
{
  g_autofree char *harmless
      = explicit_name ? g_strdup (name) : haulier_file_name_make_harmless (name);
  int folder_fd = open_folder (check, folder, out_failure);
  char *path = NULL;

  if (folder_fd < 0)
    return NULL;
  if (!is_valid_name (harmless))
    {
      gboolean is_long = strlen (harmless) > HAULIER_FILE_NAME_MAX_BYTES;

      *out_failure = haulier_local_failure_new (HAULIER_ERROR_INVALID_NAME,
                                                "save as “%s”: %s",
                                                harmless,
                                                is_long ? "the name has more than 255 bytes"
                                                        : "this is no valid file name");
      return NULL;
    }
  path = find_free_path (check, folder_fd, folder, harmless, !explicit_name, overwrite);
  if (path == NULL)
    {
      *out_failure
          = haulier_local_failure_from_errno (EEXIST, "save as “%s” in “%s”", harmless, folder);
      return NULL;
    }
  g_hash_table_add (check->paths, g_strdup (path));
  return path;
}
