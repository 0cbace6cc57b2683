/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Complete files that an earlier worker wrote and did not, or not reportedly, sync. */
#include "config.h"

#include "haulier-late-sync.h"

#include <errno.h>
#include <sys/stat.h>
#include <unistd.h>

#include "haulier-folder-private.h"
#include "haulier-part-name.h"

struct _HaulierLateSync
{
  GHashTable *devices;   /* number of a file system to whether its sync went well */
  HaulierFolder *folder; /* (nullable) that of the last file: many have the same one */
};

/**
 * haulier_late_sync_new:
 *
 * Returns: (transfer full): nothing synced yet
 */
HaulierLateSync *
haulier_late_sync_new (void)
{
  HaulierLateSync *sync = g_new0 (HaulierLateSync, 1);

  sync->devices = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  return sync;
}

/**
 * haulier_late_sync_free:
 * @sync: (nullable): a late sync
 */
void
haulier_late_sync_free (HaulierLateSync *sync)
{
  if (sync == NULL)
    return;
  g_clear_pointer (&sync->folder, haulier_folder_unref);
  g_hash_table_unref (sync->devices);
  g_free (sync);
}

static int
open_folder (HaulierLateSync *sync, const char *path)
{
  g_autofree char *folder_path = g_path_get_dirname (path);

  if (sync->folder == NULL || !g_str_equal (haulier_folder_get_path (sync->folder), folder_path))
    {
      g_clear_pointer (&sync->folder, haulier_folder_unref);
      sync->folder = haulier_folder_new (folder_path);
    }
  return haulier_folder_open (sync->folder, NULL);
}

static gboolean
sync_device (HaulierLateSync *sync, int folder_fd)
{
  struct stat status;
  gpointer done = NULL;
  gint64 device = 0;

  if (fstat (folder_fd, &status) != 0)
    return FALSE;
  device = (gint64) status.st_dev;
  if (!g_hash_table_lookup_extended (sync->devices, &device, NULL, &done))
    {
      done = GINT_TO_POINTER (syncfs (folder_fd) == 0);
      g_hash_table_insert (sync->devices, g_memdup2 (&device, sizeof device), done);
    }
  return GPOINTER_TO_INT (done) != 0;
}

/**
 * haulier_late_sync_file:
 * @sync: a late sync
 * @job_id: UUID of the job
 * @index: number of the file
 * @path: full path of its target
 * @held: whether it still has its temporary name, and keeps its record
 *
 * Brings a file to stable storage, wherever on its file system it is by now, and removes the
 * progress record that it needs no more. The file system of each folder is synced once for all
 * files. Blocks; from an I/O thread.
 *
 * Returns: whether the file, or that it is gone, is on stable storage
 */
gboolean
haulier_late_sync_file (HaulierLateSync *sync,
                        const char *job_id,
                        guint index,
                        const char *path,
                        gboolean held)
{
  g_autofree char *record = NULL;
  int fd = open_folder (sync, path);

  /* A folder that is gone took its files with it. */
  if (fd < 0)
    return errno == ENOENT || errno == ENOTDIR;
  if (!sync_device (sync, fd))
    return FALSE;
  if (held)
    return TRUE;
  record = haulier_part_name_dup_record (job_id, index);
  /* Nobody looks for the record once the file is known to be synced: it must not come back. */
  return unlinkat (fd, record, 0) != 0 || fsync (fd) == 0;
}
