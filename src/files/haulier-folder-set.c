/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* The folders that files are saved in, one for each path. */
#include "config.h"

#include "haulier-folder-set.h"

struct _HaulierFolderSet
{
  HaulierFileChannel *channel; /* (nullable): to who opens them */
  GHashTable *folders;         /* path to HaulierFolder */
};

/**
 * haulier_folder_set_new:
 * @channel: (nullable) (transfer full): to the process that opens them; %NULL: this one does
 *
 * Returns: (transfer full): a set without folders
 */
HaulierFolderSet *
haulier_folder_set_new (HaulierFileChannel *channel)
{
  HaulierFolderSet *set = g_new0 (HaulierFolderSet, 1);

  set->channel = channel;
  set->folders = g_hash_table_new_full (
      g_str_hash, g_str_equal, g_free, (GDestroyNotify) haulier_folder_unref);
  return set;
}

/**
 * haulier_folder_set_free:
 * @set: (nullable): a set
 */
void
haulier_folder_set_free (HaulierFolderSet *set)
{
  if (set == NULL)
    return;
  g_hash_table_unref (set->folders);
  haulier_file_channel_unref (set->channel);
  g_free (set);
}

/**
 * haulier_folder_set_ref_folder:
 * @set: a set
 * @path: full path of a folder
 *
 * Returns: (transfer full): the folder, the same one for every file in it
 */
HaulierFolder *
haulier_folder_set_ref_folder (HaulierFolderSet *set, const char *path)
{
  HaulierFolder *folder = g_hash_table_lookup (set->folders, path);

  if (folder == NULL)
    {
      folder = set->channel != NULL ? haulier_folder_new_served (path, set->channel)
                                    : haulier_folder_new (path);
      g_hash_table_insert (set->folders, g_strdup (path), folder);
    }
  return haulier_folder_ref (folder);
}

/**
 * haulier_folder_set_forget:
 * @set: a set
 *
 * Lets go of folders that nobody uses: a job ended, and their disks may be removed.
 */
void
haulier_folder_set_forget (HaulierFolderSet *set)
{
  g_hash_table_remove_all (set->folders);
}
