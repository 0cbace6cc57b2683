/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* A folder of this process: opened once and used through its descriptor. */
#include "config.h"

#include "haulier-folder-private.h"

#include "haulier-file-name.h"
#include "haulier-folder-walk.h"
#include "haulier-local-failure.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <linux/magic.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statfs.h>
#include <unistd.h>

/* More files of one name are an accident. */
#define MAX_NUMBER 10000
#define RECORD_SUFFIX ".progress"

/* A folder that was deleted, and may have been made anew since. */
static gboolean
is_gone (int fd)
{
  struct stat status;

  return fstat (fd, &status) != 0 || status.st_nlink == 0;
}

/**
 * haulier_folder_open:
 * @folder: a folder of this process
 * @out_failure: (out) (optional): why not
 *
 * Opens the folder when that was not done yet, or when the one that was opened is gone. Blocks;
 * from an I/O thread.
 *
 * Returns: its descriptor, owned by the folder, or -1 with `errno` set
 */
int
haulier_folder_open (HaulierFolder *folder, HaulierFailure **out_failure)
{
  int error_number = 0;
  int fd = -1;

  g_mutex_lock (&folder->mutex);
  if (folder->fd >= 0 && is_gone (folder->fd))
    {
      (void) g_close (folder->fd, NULL);
      folder->fd = -1;
    }
  if (folder->fd < 0)
    folder->fd = haulier_folder_walk (folder->path, out_failure);
  error_number = errno;
  fd = folder->fd;
  g_mutex_unlock (&folder->mutex);
  errno = error_number;
  return fd;
}

/**
 * haulier_folder_open_again:
 * @folder: a folder of this process
 * @out_failure: (out) (optional): why not
 *
 * For steps that fail by themselves in a folder that is gone: what was opened is not looked at
 * again. Blocks; from an I/O thread.
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

static gboolean
create_part (HaulierFolder *folder,
             const HaulierPartNames *names,
             gboolean with_record,
             HaulierPartFds *out_fds,
             HaulierFailure **out_failure)
{
  int folder_fd = haulier_folder_open_again (folder, out_failure);
  gint error_number = 0;

  *out_fds = (HaulierPartFds){ -1, -1 };
  if (folder_fd < 0)
    return FALSE;
  out_fds->fd = haulier_part_name_create (folder_fd, names->part, &error_number);
  /* No file can be made in a folder that is gone; it may have been made anew. */
  if (out_fds->fd < 0 && error_number == ENOENT)
    {
      folder_fd = haulier_folder_open (folder, out_failure);
      if (folder_fd < 0)
        return FALSE;
      out_fds->fd = haulier_part_name_create (folder_fd, names->part, &error_number);
    }
  if (out_fds->fd < 0)
    {
      *out_failure
          = haulier_local_failure_from_errno (error_number, "create a file in “%s”", folder->path);
      return FALSE;
    }
  if (with_record)
    out_fds->record_fd = haulier_part_name_create (folder_fd, names->record, &error_number);
  return TRUE;
}

static gboolean
open_part (HaulierFolder *folder,
           const HaulierPartNames *names,
           HaulierPartFds *out_fds,
           HaulierFailure **out_failure)
{
  int folder_fd = haulier_folder_open (folder, out_failure);
  gint error_number = 0;

  *out_fds = (HaulierPartFds){ -1, -1 };
  if (folder_fd < 0)
    return FALSE;
  out_fds->record_fd = haulier_part_name_open (folder_fd, names->record, &error_number);
  if (out_fds->record_fd >= 0)
    out_fds->fd = haulier_part_name_open (folder_fd, names->part, &error_number);
  return TRUE;
}

/* It got its name, but nobody knows yet that it is durable: when it may not be, it goes back. */
static int
find_named (HaulierFolder *folder,
            const HaulierPartNames *names,
            const char *name,
            guint64 total,
            gboolean proven,
            gboolean *out_named)
{
  int folder_fd = haulier_folder_open (folder, NULL);
  gint error_number = 0;
  struct stat status;
  int fd = folder_fd >= 0 ? haulier_part_name_open (folder_fd, name, &error_number) : -1;

  *out_named = FALSE;
  if (fd < 0)
    return -1;
  if (fstat (fd, &status) == 0 && (guint64) status.st_size == total)
    {
      *out_named = proven;
      if (proven || renameat2 (folder_fd, name, folder_fd, names->part, RENAME_NOREPLACE) == 0)
        return fd;
    }
  (void) g_close (fd, NULL);
  return -1;
}

/* Who may write into the folder may have put something else in the place of a file. Who waits for
 * a complete one may have taken it away already, which is fine. */
static gboolean
check_same (HaulierFolder *folder,
            int folder_fd,
            const char *name,
            int fd,
            gboolean may_be_gone,
            HaulierFailure **out_failure)
{
  struct stat opened = { 0 };
  struct stat named;

  if (fstat (fd, &opened) == 0 && fstatat (folder_fd, name, &named, AT_SYMLINK_NOFOLLOW) == 0)
    {
      if (opened.st_ino == named.st_ino && opened.st_dev == named.st_dev)
        return TRUE;
      *out_failure
          = haulier_local_failure_new (HAULIER_ERROR_ACCESS_DENIED,
                                       "complete “%s” in “%s”: it was replaced by another file",
                                       name,
                                       folder->path);
      return FALSE;
    }
  if (may_be_gone && errno == ENOENT && opened.st_nlink > 0)
    return TRUE;
  *out_failure
      = haulier_local_failure_from_errno (errno, "complete “%s” in “%s”", name, folder->path);
  return FALSE;
}

static gboolean
settle_part (HaulierFolder *folder,
             const HaulierPartNames *names,
             int fd,
             mode_t mode,
             gint64 modified,
             HaulierFailure **out_failure)
{
  struct timespec times[2] = { { .tv_nsec = UTIME_OMIT }, { .tv_sec = modified } };
  int folder_fd = haulier_folder_open_again (folder, out_failure);

  if (folder_fd < 0 || !check_same (folder, folder_fd, names->part, fd, FALSE, out_failure))
    return FALSE;
  if (fchmod (fd, mode) != 0)
    {
      *out_failure = haulier_local_failure_from_errno (
          errno, "complete “%s” in “%s”", names->part, folder->path);
      return FALSE;
    }
  if (modified > 0)
    (void) futimens (fd, times);
  return TRUE;
}

/* Some file systems cannot refuse to replace in one step: the link is the step then. */
static gboolean
rename_without_replacing (int folder_fd, const char *from, const char *to)
{
  if (renameat2 (folder_fd, from, folder_fd, to, RENAME_NOREPLACE) == 0)
    return TRUE;
  if (errno != EINVAL && errno != ENOSYS)
    return FALSE;
  if (linkat (folder_fd, from, folder_fd, to, 0) != 0)
    return FALSE;
  (void) unlinkat (folder_fd, from, 0);
  return TRUE;
}

/* Returns: (transfer full) (nullable): the name that something got, or %NULL with `errno` set */
static char *
rename_part (int folder_fd,
             const HaulierPartNames *names,
             const char *name,
             gboolean overwrite,
             gboolean number)
{
  g_autofree char *candidate = g_strdup (name);

  if (overwrite && renameat (folder_fd, names->part, folder_fd, name) == 0)
    return g_steal_pointer (&candidate);
  for (guint i = 1; !overwrite && i < MAX_NUMBER; i++)
    {
      if (rename_without_replacing (folder_fd, names->part, candidate))
        return g_steal_pointer (&candidate);
      if (errno != EEXIST || !number)
        break;
      g_free (candidate);
      candidate = haulier_file_name_number (name, i);
      errno = EEXIST;
    }
  return NULL;
}

/* No call gives a name to what is open, replacing nothing: it is looked at afterwards. */
static char *
give_name (HaulierFolder *folder,
           const HaulierPartNames *names,
           int fd,
           const char *name,
           gboolean overwrite,
           gboolean number,
           HaulierFailure **out_failure)
{
  int folder_fd = haulier_folder_open_again (folder, out_failure);
  g_autofree char *given = NULL;

  if (folder_fd < 0)
    return NULL;
  given = rename_part (folder_fd, names, name, overwrite, number);
  if (given == NULL)
    *out_failure = haulier_local_failure_from_errno (
        errno, "give “%s” its name in “%s”", name, folder->path);
  else if (check_same (folder, folder_fd, given, fd, TRUE, out_failure))
    return g_steal_pointer (&given);
  return NULL;
}

static gboolean
remove_file (HaulierFolder *folder, const HaulierPartNames *names, gboolean record)
{
  int folder_fd = haulier_folder_open (folder, NULL);

  return folder_fd >= 0 && unlinkat (folder_fd, record ? names->record : names->part, 0) == 0;
}

static gboolean
sync_folder (HaulierFolder *folder, const HaulierPartNames *names, gboolean whole_file_system)
{
  int folder_fd = haulier_folder_open (folder, NULL);

  return folder_fd >= 0 && (whole_file_system ? syncfs (folder_fd) : fsync (folder_fd)) == 0;
}

static gboolean
get_space (HaulierFolder *folder,
           const HaulierPartNames *names,
           guint64 *out_free_bytes,
           gboolean *out_reserves_cheaply)
{
  struct statfs status;
  int folder_fd = haulier_folder_open (folder, NULL);

  if (folder_fd < 0 || fstatfs (folder_fd, &status) != 0 || status.f_blocks == 0)
    return FALSE;
  *out_free_bytes = (guint64) status.f_bavail * (guint64) status.f_bsize;
  *out_reserves_cheaply = status.f_type != TMPFS_MAGIC && status.f_type != RAMFS_MAGIC;
  return TRUE;
}

static DIR *
open_list (HaulierFolder *folder)
{
  int folder_fd = haulier_folder_open (folder, NULL);
  int fd = folder_fd >= 0 ? openat (folder_fd, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC) : -1;
  DIR *list = fd >= 0 ? fdopendir (fd) : NULL;

  if (list == NULL && fd >= 0)
    (void) g_close (fd, NULL);
  return list;
}

static GArray *
list_records (HaulierFolder *folder, const HaulierPartNames *names)
{
  DIR *list = open_list (folder);
  const struct dirent *entry = NULL;
  GArray *indexes = NULL;

  if (list == NULL)
    return NULL;
  indexes = g_array_new (FALSE, FALSE, sizeof (guint32));
  while ((entry = readdir (list)) != NULL)
    {
      guint64 number = 0;
      guint32 index = 0;
      char *end = NULL;

      if (strncmp (entry->d_name, names->record, names->stem_length) != 0)
        continue;
      number = g_ascii_strtoull (entry->d_name + names->stem_length, &end, 10);
      if (!g_str_equal (end, RECORD_SUFFIX) || number > G_MAXUINT32)
        continue;
      index = (guint32) number;
      g_array_append_val (indexes, index);
    }
  (void) closedir (list);
  return indexes;
}

const HaulierFolderKind haulier_folder_own_kind = {
  .create_part = create_part,
  .open_part = open_part,
  .find_named = find_named,
  .settle_part = settle_part,
  .give_name = give_name,
  .remove = remove_file,
  .sync = sync_folder,
  .get_space = get_space,
  .list_records = list_records,
};
