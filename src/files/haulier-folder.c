/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* A folder that files are saved in: one's own, or one that another process opens. */
#include "config.h"

#include "haulier-folder-private.h"

#include <glib/gstdio.h>

static HaulierFolder *
new_folder (const HaulierFolderKind *kind, const char *path)
{
  HaulierFolder *folder = g_new0 (HaulierFolder, 1);

  g_atomic_ref_count_init (&folder->references);
  g_mutex_init (&folder->mutex);
  folder->kind = kind;
  folder->path = g_strdup (path);
  folder->fd = -1;
  return folder;
}

/**
 * haulier_folder_new:
 * @path: full path
 *
 * Returns: (transfer full): a folder that this process opens, not opened yet
 */
HaulierFolder *
haulier_folder_new (const char *path)
{
  return new_folder (&haulier_folder_own_kind, path);
}

/**
 * haulier_folder_new_served:
 * @path: full path, as people are told
 * @channel: to the process that opens it
 *
 * Returns: (transfer full): a folder that another process opens
 */
HaulierFolder *
haulier_folder_new_served (const char *path, HaulierFileChannel *channel)
{
  HaulierFolder *folder = new_folder (&haulier_folder_served_kind, path);

  folder->channel = haulier_file_channel_ref (channel);
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
  haulier_file_channel_unref (folder->channel);
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

/**
 * haulier_folder_create_part:
 * @folder: a folder
 * @names: those of the file
 * @with_record: whether a progress record is made beside it
 * @out_fds: (out): descriptors that the caller closes; without the record when it cannot be made
 * @out_failure: (out): why not
 *
 * Makes a new temporary file, readable for its owner only. What has its name is replaced, never
 * written into. Blocks; from an I/O thread, as all that follows.
 *
 * Returns: whether there is a file
 */
gboolean
haulier_folder_create_part (HaulierFolder *folder,
                            const HaulierPartNames *names,
                            gboolean with_record,
                            HaulierPartFds *out_fds,
                            HaulierFailure **out_failure)
{
  return folder->kind->create_part (folder, names, with_record, out_fds, out_failure);
}

/**
 * haulier_folder_open_part:
 * @folder: a folder
 * @names: those of the file
 * @out_fds: (out): descriptors that the caller closes
 * @out_failure: (out): why the folder cannot be opened
 *
 * Opens what an earlier worker left: the record, and, when there is one, the temporary file. Both
 * are plain files of this user with no other name, or are not there.
 *
 * Returns: whether the folder was looked at
 */
gboolean
haulier_folder_open_part (HaulierFolder *folder,
                          const HaulierPartNames *names,
                          HaulierPartFds *out_fds,
                          HaulierFailure **out_failure)
{
  return folder->kind->open_part (folder, names, out_fds, out_failure);
}

/**
 * haulier_folder_find_named:
 * @folder: a folder
 * @names: those of a file that was complete, and has no temporary file
 * @name: that it was to get
 * @total: bytes that it has
 * @proven: whether its content is certainly what was written
 * @out_named: (out): whether it is there and right under that name
 *
 * A file that is not proven gets its temporary name back, so that it goes on from there.
 *
 * Returns: its descriptor, or -1: there is none, or another process keeps it
 */
int
haulier_folder_find_named (HaulierFolder *folder,
                           const HaulierPartNames *names,
                           const char *name,
                           guint64 total,
                           gboolean proven,
                           gboolean *out_named)
{
  return folder->kind->find_named (folder, names, name, total, proven, out_named);
}

/**
 * haulier_folder_settle_part:
 * @folder: a folder
 * @names: those of the file
 * @fd: its descriptor
 * @mode: permissions that it gets in one's own folder; another process has its own rule
 * @modified: seconds since 1970, 0 to leave the time
 * @out_failure: (out): why not
 *
 * Gives a complete file its permissions and its time.
 *
 * Errors: %HAULIER_ERROR_ACCESS_DENIED when somebody else put another file in its place.
 *
 * Returns: whether the permissions are as they shall be
 */
gboolean
haulier_folder_settle_part (HaulierFolder *folder,
                            const HaulierPartNames *names,
                            int fd,
                            mode_t mode,
                            gint64 modified,
                            HaulierFailure **out_failure)
{
  return folder->kind->settle_part (folder, names, fd, mode, modified, out_failure);
}

/**
 * haulier_folder_give_name:
 * @folder: a folder
 * @names: those of the file
 * @fd: its descriptor
 * @name: name that it shall get
 * @overwrite: whether an existing file may be replaced
 * @number: whether the name may get a number when there is such a file
 * @out_failure: (out): why not
 *
 * Gives a file its final name.
 *
 * Errors: %HAULIER_ERROR_FILE_EXISTS; %HAULIER_ERROR_ACCESS_DENIED when somebody else put another
 *   file in its place, which may have that name now.
 *
 * Returns: (transfer full) (nullable): the name that it has now
 */
char *
haulier_folder_give_name (HaulierFolder *folder,
                          const HaulierPartNames *names,
                          int fd,
                          const char *name,
                          gboolean overwrite,
                          gboolean number,
                          HaulierFailure **out_failure)
{
  return folder->kind->give_name (folder, names, fd, name, overwrite, number, out_failure);
}

/**
 * haulier_folder_remove_part:
 * @folder: a folder
 * @names: those of the file
 *
 * Returns: whether there was a temporary file, which is deleted
 */
gboolean
haulier_folder_remove_part (HaulierFolder *folder, const HaulierPartNames *names)
{
  return folder->kind->remove (folder, names, FALSE);
}

/**
 * haulier_folder_remove_record:
 * @folder: a folder
 * @names: those of the file
 *
 * Returns: whether there was a progress record, which is deleted
 */
gboolean
haulier_folder_remove_record (HaulierFolder *folder, const HaulierPartNames *names)
{
  return folder->kind->remove (folder, names, TRUE);
}

/**
 * haulier_folder_sync:
 * @folder: a folder
 * @names: those of any file in it
 * @whole_file_system: whether to sync everything, and not only the names in the folder
 *
 * Returns: whether it is on stable storage
 */
gboolean
haulier_folder_sync (HaulierFolder *folder,
                     const HaulierPartNames *names,
                     gboolean whole_file_system)
{
  return folder->kind->sync (folder, names, whole_file_system);
}

/**
 * haulier_folder_get_free_bytes:
 * @folder: a folder
 * @names: those of any file in it
 * @out_bytes: (out): what is free for its user
 *
 * Returns: whether the file system told
 */
gboolean
haulier_folder_get_free_bytes (HaulierFolder *folder,
                               const HaulierPartNames *names,
                               guint64 *out_bytes)
{
  gboolean cheaply = FALSE;

  return folder->kind->get_space (folder, names, out_bytes, &cheaply);
}

/**
 * haulier_folder_reserves_cheaply:
 * @folder: a folder
 * @names: those of any file in it
 *
 * Returns: whether the file system reserves space without writing it: a memory file system clears
 * every page, which costs as much as the download itself
 */
gboolean
haulier_folder_reserves_cheaply (HaulierFolder *folder, const HaulierPartNames *names)
{
  gboolean cheaply = FALSE;
  guint64 bytes = 0;

  return folder->kind->get_space (folder, names, &bytes, &cheaply) && cheaply;
}

/**
 * haulier_folder_list_records:
 * @folder: a folder
 * @names: those of any file of the job
 *
 * Returns: (transfer full) (nullable) (element-type guint32): numbers of the files of the job that
 * have a progress record; %NULL when the folder cannot be read, though it may be written to
 */
GArray *
haulier_folder_list_records (HaulierFolder *folder, const HaulierPartNames *names)
{
  return folder->kind->list_records (folder, names);
}
