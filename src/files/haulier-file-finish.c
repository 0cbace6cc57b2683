/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* The last steps of a file before its final name: length, permissions, time. */
#include "config.h"

#include "haulier-file-finish.h"

#include "haulier-local-failure.h"

#include <errno.h>
#include <sys/stat.h>
#include <unistd.h>

/**
 * haulier_file_finish_get_mode:
 *
 * Asks the process; not while threads make files.
 *
 * Returns: permissions of complete files
 */
mode_t
haulier_file_finish_get_mode (void)
{
  mode_t mask = umask (0);

  umask (mask);
  return 0666 & ~mask;
}

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
  struct stat status;

  if (fstat (fd, &status) != 0
      || ((guint64) status.st_size != total && ftruncate (fd, (off_t) total) != 0))
    {
      *out_failure = haulier_local_failure_from_errno (
          errno, "complete “%s”", haulier_part_file_get_names (part)->part);
      return FALSE;
    }
  return haulier_folder_settle_part (haulier_part_file_get_folder (part),
                                     haulier_part_file_get_names (part),
                                     fd,
                                     mode,
                                     modified,
                                     out_failure);
}
