/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Names of temporary files and their records, and how such a file is opened without being fooled.
 */
#include "config.h"

#include "haulier-part-name.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define PART_SUFFIX ".part"
#define RECORD_SUFFIX ".progress"
/* A number with the longer suffix behind it. */
#define MAX_NUMBER_BYTES (10 + sizeof RECORD_SUFFIX)
#define BOOT_ID_PATH "/proc/sys/kernel/random/boot_id"

/**
 * haulier_part_names_init:
 * @names: (out): the names
 * @job_id: UUID of the job
 * @index: of the file
 */
void
haulier_part_names_init (HaulierPartNames *names, const char *job_id, guint index)
{
  int length = 0;

  names->index = index;
  length = g_snprintf (names->part, sizeof names->part, ".haulier-%s-", job_id);
  g_return_if_fail (length > 0 && (gsize) length <= sizeof names->part - MAX_NUMBER_BYTES);
  names->stem_length = (gsize) length;
  length += g_snprintf (names->part + length, MAX_NUMBER_BYTES, "%u", index);
  memcpy (names->record, names->part, (gsize) length);
  memcpy (names->part + length, PART_SUFFIX, sizeof PART_SUFFIX);
  memcpy (names->record + length, RECORD_SUFFIX, sizeof RECORD_SUFFIX);
}

/**
 * haulier_part_name_dup:
 * @job_id: UUID of the job
 * @index: of the file
 *
 * Returns: (transfer full): name of the temporary file in the folder of the target
 */
char *
haulier_part_name_dup (const char *job_id, guint index)
{
  HaulierPartNames names;

  haulier_part_names_init (&names, job_id, index);
  return g_strdup (names.part);
}

/**
 * haulier_part_name_dup_record:
 * @job_id: UUID of the job
 * @index: of the file
 *
 * Returns: (transfer full): name of the progress record beside it
 */
char *
haulier_part_name_dup_record (const char *job_id, guint index)
{
  HaulierPartNames names;

  haulier_part_names_init (&names, job_id, index);
  return g_strdup (names.record);
}

/**
 * haulier_part_name_read_boot_id:
 *
 * Returns: (transfer full): what tells this start of the kernel from others
 */
char *
haulier_part_name_read_boot_id (void)
{
  char *content = NULL;

  if (!g_file_get_contents (BOOT_ID_PATH, &content, NULL, NULL))
    return g_strdup ("unknown");
  return g_strstrip (content);
}

/* A descriptor that only stands for the file, opened for reading and writing. */
static int
open_for_good (int fd)
{
  char path[sizeof "/proc/self/fd/" + 10];

  g_snprintf (path, sizeof path, "/proc/self/fd/%d", fd);
  return open (path, O_RDWR | O_CLOEXEC);
}

/**
 * haulier_part_name_open:
 * @folder_fd: the folder
 * @name: name in it
 * @out_error_number: (out): why not
 *
 * Opens a file that an earlier worker left: a plain file of ours with no other name. What is none
 * is not opened: somebody else's pipe or device could tell, and do something.
 *
 * Returns: a descriptor, or -1
 */
int
haulier_part_name_open (int folder_fd, const char *name, gint *out_error_number)
{
  int found = openat (folder_fd, name, O_PATH | O_NOFOLLOW | O_CLOEXEC);
  struct stat status;
  int fd = -1;

  *out_error_number = errno;
  if (found < 0)
    return -1;
  errno = EPERM;
  if (fstat (found, &status) == 0 && S_ISREG (status.st_mode) && status.st_uid == geteuid ()
      && status.st_nlink == 1)
    fd = open_for_good (found);
  *out_error_number = errno;
  (void) g_close (found, NULL);
  return fd;
}

/**
 * haulier_part_name_create:
 * @folder_fd: the folder
 * @name: name in it
 * @out_error_number: (out): why not
 *
 * Creates a file for nobody else. Whatever has the name now is not ours to continue: it is
 * replaced, never written into.
 *
 * Returns: a descriptor, or -1
 */
int
haulier_part_name_create (int folder_fd, const char *name, gint *out_error_number)
{
  const int flags = O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC;
  int fd = openat (folder_fd, name, flags, 0600);

  if (fd < 0 && errno == EEXIST && unlinkat (folder_fd, name, 0) == 0)
    fd = openat (folder_fd, name, flags, 0600);
  *out_error_number = errno;
  return fd;
}
