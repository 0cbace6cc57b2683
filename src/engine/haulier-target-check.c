/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Checks the targets of new files as the identity that will write them. */
#include "config.h"

#include "haulier-target-check.h"

#include <string.h>

#include "haulier-error.h"
#include "haulier-uri.h"
#include "haulier-worker-rows.h"

typedef struct
{
  HaulierJobWorkers *workers; /* (nullable) */
  GPtrArray *files;
} TargetCheck;

static void
target_check_free (TargetCheck *check)
{
  haulier_job_workers_release (check->workers);
  g_clear_pointer (&check->files, g_ptr_array_unref);
  g_free (check);
}

static void
add_target (HaulierColumns *targets, const HaulierFile *file)
{
  const char *slash = strrchr (file->local, '/');
  gboolean is_explicit = (file->flags & HAULIER_FILE_EXPLICIT) != 0;
  g_autofree char *folder = g_strndup (file->local, MAX (slash - file->local, 1));
  g_autofree char *name = NULL;
  guint32 flags = 0;

  name = is_explicit ? g_strdup (slash + 1) : haulier_uri_dup_file_name (file->remote);
  if (is_explicit)
    flags |= HAULIER_WORKER_TARGET_EXPLICIT;
  if ((file->flags & HAULIER_FILE_OVERWRITE) != 0)
    flags |= HAULIER_WORKER_TARGET_OVERWRITE;
  haulier_columns_add (targets, folder, name, flags);
}

static gboolean
take_results (TargetCheck *check, GVariant *reply, GError **error)
{
  g_autoptr (GVariant) columns = g_variant_get_child_value (reply, 0);
  g_auto (HaulierColumnsReader) reader;
  const char *path = NULL;
  const char *message = NULL;
  guint32 code = 0;
  guint position = 0;

  haulier_columns_reader_init (&reader, columns, HAULIER_WORKER_CHECK_COLUMNS);
  while (position < check->files->len
         && haulier_columns_reader_next (&reader, &path, &code, &message))
    {
      HaulierFile *file = check->files->pdata[position++];

      if (code != 0)
        {
          g_set_error_literal (error, HAULIER_ERROR, (gint) code, message);
          return FALSE;
        }
      g_free (file->local);
      file->local = g_strdup (path);
    }
  if (position == check->files->len)
    return TRUE;
  g_set_error_literal (
      error, HAULIER_ERROR, HAULIER_ERROR_FAILED, "check the targets: the worker left some out");
  return FALSE;
}

static void
checked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  g_autoptr (GVariant) reply
      = haulier_worker_link_call_finish (HAULIER_WORKER_LINK (source), result, &error);

  if (reply == NULL || !take_results (g_task_get_task_data (task), reply, &error))
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
}

static void
acquired_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  TargetCheck *check = g_task_get_task_data (task);
  HaulierColumns *targets = NULL;
  GError *error = NULL;

  check->workers = haulier_job_workers_acquire_finish (result, &error);
  if (check->workers == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  targets = haulier_columns_new (HAULIER_WORKER_TARGET_COLUMNS);
  for (guint i = 0; i < check->files->len; i++)
    add_target (targets, check->files->pdata[i]);
  haulier_worker_link_call_files_async (check->workers->files,
                                        "CheckTargets",
                                        g_variant_new ("(@aay)", haulier_columns_end (targets)),
                                        checked_cb,
                                        g_steal_pointer (&task));
}

/**
 * haulier_target_check_async:
 * @pool: where the worker comes from
 * @job: the job that gets the files, as the identity of which they are looked at
 * @files: (element-type HaulierFile): new files; `local` is a folder with a slash at its end, or
 * with %HAULIER_FILE_EXPLICIT a path; absolute in both cases
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * On success `local` of each file is the full path of a file that can be created.
 */
void
haulier_target_check_async (HaulierWorkerPool *pool,
                            const HaulierJob *job,
                            GPtrArray *files,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  GTask *task = g_task_new (NULL, NULL, callback, user_data);
  TargetCheck *check = g_new0 (TargetCheck, 1);

  check->files = g_ptr_array_ref (files);
  g_task_set_source_tag (task, haulier_target_check_async);
  g_task_set_task_data (task, check, (GDestroyNotify) target_check_free);
  haulier_job_workers_acquire_async (pool, job, HAULIER_JOB_SIDES_FILES, acquired_cb, task);
}

/**
 * haulier_target_check_finish:
 * @result: the result
 * @error: return location
 *
 * Errors: those of the first target that was refused.
 *
 * Returns: whether every target can be used
 */
gboolean
haulier_target_check_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
