/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Which files of a job an earlier worker has left something of: found with one look at each folder.
 */
#include "config.h"

#include "haulier-leftovers.h"

typedef struct
{
  gboolean looked;     /* else the I/O thread is looking */
  GHashTable *indexes; /* of files with a progress record */
} Found;

/* Outlives the leftovers when those are freed while the I/O thread is looking. */
struct _HaulierLeftovers
{
  guint references;
  HaulierTransferContext *context;
  char *job_id;
  GHashTable *folders;         /* HaulierFolder to Found */
  HaulierLeftoversFound found; /* (nullable): once freed */
  gpointer user_data;
};

typedef struct
{
  HaulierIoTask task;
  HaulierLeftovers *leftovers;
  HaulierFolder *folder;
  HaulierPartNames names; /* of the file that it is looked at for */
  GHashTable *indexes;
} LookTask;

static void
found_free (gpointer data)
{
  Found *found = data;

  g_clear_pointer (&found->indexes, g_hash_table_unref);
  g_free (found);
}

static void
leftovers_unref (HaulierLeftovers *leftovers)
{
  if (--leftovers->references > 0)
    return;
  g_hash_table_unref (leftovers->folders);
  g_free (leftovers->job_id);
  g_free (leftovers);
}

static void
run_look (HaulierIoTask *task)
{
  LookTask *look = (LookTask *) task;
  g_autoptr (GArray) records = haulier_folder_list_records (look->folder, &look->names);

  /* A folder that cannot be read may still be written to: then everything is looked for one by one.
   */
  if (records == NULL)
    return;
  look->indexes = g_hash_table_new (NULL, NULL);
  for (guint i = 0; i < records->len; i++)
    g_hash_table_add (look->indexes, GUINT_TO_POINTER (g_array_index (records, guint32, i)));
}

static void
finish_look (HaulierIoTask *task)
{
  LookTask *look = (LookTask *) task;
  HaulierLeftovers *leftovers = look->leftovers;
  Found *found = g_hash_table_lookup (leftovers->folders, look->folder);

  found->looked = TRUE;
  found->indexes = look->indexes;
  if (leftovers->found != NULL)
    leftovers->found (leftovers->user_data);
  leftovers_unref (leftovers);
  haulier_folder_unref (look->folder);
  g_free (look);
}

/**
 * haulier_leftovers_new:
 * @context: what transfers share
 * @job_id: UUID of the job
 * @found: called whenever a folder was looked at
 * @user_data: for @found
 *
 * Returns: (transfer full): nothing looked at yet
 */
HaulierLeftovers *
haulier_leftovers_new (HaulierTransferContext *context,
                       const char *job_id,
                       HaulierLeftoversFound found,
                       gpointer user_data)
{
  HaulierLeftovers *leftovers = g_new0 (HaulierLeftovers, 1);

  leftovers->references = 1;
  leftovers->context = context;
  leftovers->job_id = g_strdup (job_id);
  leftovers->folders
      = g_hash_table_new_full (NULL, NULL, (GDestroyNotify) haulier_folder_unref, found_free);
  leftovers->found = found;
  leftovers->user_data = user_data;
  return leftovers;
}

/**
 * haulier_leftovers_free:
 * @leftovers: (nullable): the leftovers
 */
void
haulier_leftovers_free (HaulierLeftovers *leftovers)
{
  if (leftovers == NULL)
    return;
  leftovers->found = NULL;
  leftovers_unref (leftovers);
}

/**
 * haulier_leftovers_look:
 * @leftovers: the leftovers
 * @folder: a folder
 * @index: number of a file that is to be in it
 *
 * Has the I/O thread look into a folder, once.
 *
 * Returns: whether it was looked at already
 */
gboolean
haulier_leftovers_look (HaulierLeftovers *leftovers, HaulierFolder *folder, guint index)
{
  Found *found = g_hash_table_lookup (leftovers->folders, folder);
  LookTask *look = NULL;

  if (found != NULL)
    return found->looked;
  g_hash_table_insert (leftovers->folders, haulier_folder_ref (folder), g_new0 (Found, 1));
  look = g_new0 (LookTask, 1);
  look->task.run = run_look;
  look->task.done = finish_look;
  look->leftovers = leftovers;
  leftovers->references++;
  look->folder = haulier_folder_ref (folder);
  haulier_part_names_init (&look->names, leftovers->job_id, index);
  haulier_io_thread_push (leftovers->context->io, &look->task);
  return FALSE;
}

/**
 * haulier_leftovers_have:
 * @leftovers: the leftovers
 * @folder: a folder that was looked at
 * @index: number of the file
 *
 * Returns: whether there may be something of the file
 */
gboolean
haulier_leftovers_have (HaulierLeftovers *leftovers, HaulierFolder *folder, guint index)
{
  const Found *found = g_hash_table_lookup (leftovers->folders, folder);

  return found == NULL || found->indexes == NULL
         || g_hash_table_contains (found->indexes, GUINT_TO_POINTER (index));
}
