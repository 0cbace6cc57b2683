/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* The computer's keytab, opened, and whether it is another one than before. */
#include "config.h"

#include "haulier-keytab-file.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>

#include "haulier-error.h"

/**
 * haulier_keytab_file_open:
 * @path: (type filename): where it is
 * @error: return location
 *
 * Blocks; from a thread. What is in it is for haulier-kinit, and not looked at here.
 *
 * Errors: %HAULIER_ERROR_NOT_FOUND when there is none: the computer is in no domain;
 *   %HAULIER_ERROR_FAILED.
 *
 * Returns: (transfer full) (nullable): the keytab
 */
HaulierKeytabFile *
haulier_keytab_file_open (const char *path, GError **error)
{
  /* what is no file must not make anybody wait */
  int fd = open (path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
  int error_number = errno;
  g_autoptr (HaulierKeytabFile) file = NULL;

  if (fd >= 0)
    {
      file = g_new0 (HaulierKeytabFile, 1);
      file->fd = fd;
      if (fstat (fd, &file->status) == 0 && S_ISREG (file->status.st_mode))
        return g_steal_pointer (&file);
      error_number = EINVAL;
    }
  if (error_number == ENOENT)
    g_set_error (error,
                 HAULIER_ERROR,
                 HAULIER_ERROR_NOT_FOUND,
                 "use the computer’s own identity: it is in no domain, there is no keytab %s",
                 path);
  else
    g_set_error (error,
                 HAULIER_ERROR,
                 HAULIER_ERROR_FAILED,
                 "open the keytab %s: %s",
                 path,
                 g_strerror (error_number));
  return NULL;
}

void
haulier_keytab_file_free (HaulierKeytabFile *file)
{
  if (file == NULL)
    return;
  g_close (file->fd, NULL);
  g_free (file);
}

/**
 * haulier_keytab_file_is_same:
 * @left: of one
 * @right: of another one
 *
 * Returns: whether nothing suggests that the keys differ
 */
gboolean
haulier_keytab_file_is_same (const struct stat *left, const struct stat *right)
{
  return left->st_dev == right->st_dev && left->st_ino == right->st_ino
         && left->st_size == right->st_size && left->st_mtim.tv_sec == right->st_mtim.tv_sec
         && left->st_mtim.tv_nsec == right->st_mtim.tv_nsec;
}
