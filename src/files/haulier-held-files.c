/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Temporary files that no download uses: given their final names, or deleted. */
#include "config.h"

#include "haulier-held-files.h"

#include "haulier-folder-private.h"
#include "haulier-local-failure.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <sys/stat.h>
#include <unistd.h>

static gboolean
delete_file (int folder_fd, const char *name)
{
  return unlinkat (folder_fd, name, 0) == 0 || errno == ENOENT;
}

/**
 * haulier_held_files_discard:
 * @job_id: UUID of the job
 * @index: number of the file
 * @path: full path of its target
 *
 * Deletes what is there of a file. Blocks; from an I/O thread.
 *
 * Returns: 1 when something could not be deleted, else 0
 */
guint
haulier_held_files_discard (const char *job_id, guint index, const char *path)
{
  g_autofree char *folder_path = g_path_get_dirname (path);
  g_autoptr (HaulierFolder) folder = haulier_folder_new (folder_path);
  HaulierPartNames names;
  int fd = haulier_folder_open (folder, NULL);
  gboolean deleted = TRUE;

  haulier_part_names_init (&names, job_id, index);
  /* A folder that is gone took its files with it. */
  if (fd < 0)
    return errno == ENOENT || errno == ENOTDIR ? 0 : 1;
  deleted = delete_file (fd, names.record);
  return delete_file (fd, names.part) && deleted ? 0 : 1;
}

/* A call that was answered, but whose answer was lost, is made again. */
static gboolean
was_completed_before (int folder_fd, const char *part, const char *name)
{
  return faccessat (folder_fd, part, F_OK, AT_SYMLINK_NOFOLLOW) != 0 && errno == ENOENT
         && faccessat (folder_fd, name, F_OK, AT_SYMLINK_NOFOLLOW) == 0;
}

/* Returns: its descriptor, or -1 */
static int
open_to_others (HaulierFolder *folder,
                const HaulierPartNames *names,
                mode_t mode,
                gint64 modified,
                HaulierFailure **out_failure)
{
  gint error_number = 0;
  int fd = haulier_part_name_open (haulier_folder_open (folder, NULL), names->part, &error_number);

  if (fd < 0)
    *out_failure = haulier_local_failure_from_errno (
        error_number, "complete “%s/%s”", haulier_folder_get_path (folder), names->part);
  else if (haulier_folder_settle_part (folder, names, fd, mode, modified, out_failure))
    return fd;
  if (fd >= 0)
    (void) g_close (fd, NULL);
  return -1;
}

/**
 * haulier_held_files_complete:
 * @job_id: UUID of the job
 * @index: number of the file
 * @path: full path that it shall get
 * @overwrite: whether an existing file may be replaced
 * @number: whether the name may get a number
 * @mode: permissions that it gets
 * @modified: seconds since 1970, 0 to leave the time
 * @out_failure: (out): why not
 *
 * Gives a held file its permissions and its final name. Blocks; from an I/O thread.
 *
 * Returns: (transfer full) (nullable): the path that it has now
 */
char *
haulier_held_files_complete (const char *job_id,
                             guint index,
                             const char *path,
                             gboolean overwrite,
                             gboolean number,
                             mode_t mode,
                             gint64 modified,
                             HaulierFailure **out_failure)
{
  g_autofree char *folder_path = g_path_get_dirname (path);
  g_autofree char *name = g_path_get_basename (path);
  g_autoptr (HaulierFolder) folder = haulier_folder_new (folder_path);
  HaulierPartNames names;
  g_autofree char *final_name = NULL;
  int folder_fd = haulier_folder_open (folder, out_failure);
  int fd = -1;

  if (folder_fd < 0)
    return NULL;
  haulier_part_names_init (&names, job_id, index);
  if (was_completed_before (folder_fd, names.part, name))
    return g_strdup (path);
  fd = open_to_others (folder, &names, mode, modified, out_failure);
  if (fd < 0)
    return NULL;
  final_name = haulier_folder_give_name (folder, &names, fd, name, overwrite, number, out_failure);
  (void) g_close (fd, NULL);
  if (final_name == NULL)
    return NULL;
  (void) delete_file (folder_fd, names.record);
  (void) fsync (folder_fd);
  return g_build_filename (folder_path, final_name, NULL);
}
