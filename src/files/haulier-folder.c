/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* A folder that files are saved in, opened once and used through its descriptor. */
#include "config.h"

#include "haulier-folder.h"

#include "haulier-local-failure.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <linux/magic.h>
#include <sys/stat.h>
#include <sys/statfs.h>
#include <unistd.h>

struct _HaulierFolder
{
  gatomicrefcount references;
  char *path;
  GMutex mutex; /* guards what follows */
  int fd;       /* -1 until it is opened */
};

/**
 * haulier_folder_new:
 * @path: full path
 *
 * Returns: (transfer full): a folder that is not opened yet
 */
HaulierFolder *
haulier_folder_new (const char *path)
{
  HaulierFolder *folder = g_new0 (HaulierFolder, 1);

  g_atomic_ref_count_init (&folder->references);
  g_mutex_init (&folder->mutex);
  folder->path = g_strdup (path);
  folder->fd = -1;
  return folder;
}

/**
 * haulier_folder_ref:
 * @folder: a folder
 *
 * Returns: (transfer full): @folder
 */
HaulierFolder *
haulier_folder_ref (HaulierFolder *folder)
{
  g_atomic_ref_count_inc (&folder->references);
  return folder;
}

/**
 * haulier_folder_unref:
 * @folder: (nullable) (transfer full): a folder
 */
void
haulier_folder_unref (HaulierFolder *folder)
{
  if (folder == NULL || !g_atomic_ref_count_dec (&folder->references))
    return;
  if (folder->fd >= 0)
    (void) g_close (folder->fd, NULL);
  g_mutex_clear (&folder->mutex);
  g_free (folder->path);
  g_free (folder);
}

/**
 * haulier_folder_get_path:
 * @folder: a folder
 *
 * Returns: (transfer none): its path
 */
const char *
haulier_folder_get_path (const HaulierFolder *folder)
{
  return folder->path;
}

/* A folder that was deleted, and may have been made anew since. */
static gboolean
is_gone (int fd)
{
  struct stat status;

  return fstat (fd, &status) != 0 || status.st_nlink == 0;
}

/**
 * haulier_folder_open:
 * @folder: a folder
 * @out_failure: (out) (optional): why not
 *
 * Opens the folder when that was not done yet, or when the one that was opened is gone. Blocks;
 * from an I/O thread.
 *
 * Returns: its descriptor, owned by the folder, or -1
 */
int
haulier_folder_open (HaulierFolder *folder, HaulierFailure **out_failure)
{
  int fd = -1;
  int error_number = 0;

  g_mutex_lock (&folder->mutex);
  if (folder->fd >= 0 && is_gone (folder->fd))
    {
      (void) g_close (folder->fd, NULL);
      folder->fd = -1;
    }
  if (folder->fd < 0)
    folder->fd = open (folder->path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  error_number = errno;
  fd = folder->fd;
  g_mutex_unlock (&folder->mutex);
  if (fd < 0 && out_failure != NULL)
    *out_failure
        = haulier_local_failure_from_errno (error_number, "open the folder “%s”", folder->path);
  return fd;
}

/**
 * haulier_folder_open_again:
 * @folder: a folder
 * @out_failure: (out) (optional): why not
 *
 * For the steps after the first that are taken with a file: what was opened is not looked at again,
 * since a file in a folder that is gone is gone too. Blocks; from an I/O thread.
 *
 * Returns: its descriptor, owned by the folder, or -1
 */
int
haulier_folder_open_again (HaulierFolder *folder, HaulierFailure **out_failure)
{
  int fd = -1;

  g_mutex_lock (&folder->mutex);
  fd = folder->fd;
  g_mutex_unlock (&folder->mutex);
  return fd >= 0 ? fd : haulier_folder_open (folder, out_failure);
}

/**
 * haulier_folder_get_free_bytes:
 * @folder: a folder
 * @out_bytes: (out): what is free for this user
 *
 * Returns: whether the file system told
 */
gboolean
haulier_folder_get_free_bytes (HaulierFolder *folder, guint64 *out_bytes)
{
  struct statfs status;
  int fd = haulier_folder_open (folder, NULL);

  if (fd < 0 || fstatfs (fd, &status) != 0 || status.f_blocks == 0)
    return FALSE;
  *out_bytes = (guint64) status.f_bavail * (guint64) status.f_bsize;
  return TRUE;
}

/**
 * haulier_folder_reserves_cheaply:
 * @folder: a folder
 *
 * Returns: whether the file system reserves space without writing it: a memory file system clears
 * every page, which costs as much as the download itself
 */
gboolean
haulier_folder_reserves_cheaply (HaulierFolder *folder)
{
  struct statfs status;
  int fd = haulier_folder_open (folder, NULL);

  return fd >= 0 && fstatfs (fd, &status) == 0 && status.f_type != TMPFS_MAGIC
         && status.f_type != RAMFS_MAGIC;
}
