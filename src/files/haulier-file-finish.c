/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* The last steps of a file: check, permissions, time, final name. */
#include "config.h"

#include "haulier-file-finish.h"

#include "haulier-file-name.h"
#include "haulier-local-failure.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

/* More files of one name are an accident. */
#define MAX_NUMBER 10000

/**
 * haulier_file_finish_prepare:
 * @part: an open temporary file that holds everything
 * @total: bytes that it must have
 * @mode: permissions that it gets
 * @modified: seconds since 1970, 0 to leave the time
 * @out_failure: (out): why not
 *
 * Cuts off what was reserved beyond the end, and gives permissions and time. Blocks; from an I/O
 * thread.
 *
 * Returns: whether the file is as it shall be, but for its name
 */
gboolean
haulier_file_finish_prepare (HaulierPartFile *part,
                             guint64 total,
                             mode_t mode,
                             gint64 modified,
                             HaulierFailure **out_failure)
{
  int fd = haulier_part_file_get_fd (part);
  struct timespec times[2] = { { .tv_nsec = UTIME_OMIT }, { .tv_sec = modified } };
  struct stat status;

  if (fstat (fd, &status) != 0
      || ((guint64) status.st_size != total && ftruncate (fd, (off_t) total) != 0)
      || fchmod (fd, mode) != 0)
    {
      *out_failure = haulier_local_failure_from_errno (
          errno, "complete “%s”", haulier_part_file_get_name (part));
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

/**
 * haulier_file_finish_rename:
 * @folder: where
 * @from: name of the temporary file
 * @name: name that it shall get
 * @overwrite: whether an existing file may be replaced
 * @number: whether the name may get a number when there is such a file
 * @out_failure: (out): why not
 *
 * Gives a file its final name. Blocks; from an I/O thread.
 *
 * Errors: %HAULIER_ERROR_FILE_EXISTS.
 *
 * Returns: (transfer full) (nullable): the name that it has now
 */
char *
haulier_file_finish_rename (HaulierFolder *folder,
                            const char *from,
                            const char *name,
                            gboolean overwrite,
                            gboolean number,
                            HaulierFailure **out_failure)
{
  int folder_fd = haulier_folder_open_again (folder, out_failure);
  g_autofree char *candidate = g_strdup (name);

  if (folder_fd < 0)
    return NULL;
  if (overwrite && renameat (folder_fd, from, folder_fd, name) == 0)
    return g_steal_pointer (&candidate);
  for (guint i = 1; !overwrite && i < MAX_NUMBER; i++)
    {
      if (rename_without_replacing (folder_fd, from, candidate))
        return g_steal_pointer (&candidate);
      if (errno != EEXIST || !number)
        break;
      g_free (candidate);
      candidate = haulier_file_name_number (name, i);
      errno = EEXIST;
    }
  *out_failure = haulier_local_failure_from_errno (
      errno, "give “%s” its name in “%s”", name, haulier_folder_get_path (folder));
  return NULL;
}
