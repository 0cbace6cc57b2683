/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* A job of the queue, with what only the engine knows of it. */
#include "config.h"

#include "haulier-task.h"

/**
 * haulier_task_new:
 * @job: (transfer full): the job
 *
 * Returns: (transfer full): a task that nothing knows of yet
 */
HaulierTask *
haulier_task_new (HaulierJob *job)
{
  HaulierTask *task = g_new0 (HaulierTask, 1);

  task->job = job;
  task->entry.sequence = job->sequence;
  task->entry.priority = job->settings.priority;
  return task;
}

/**
 * haulier_task_free:
 * @task: (nullable): the task
 */
void
haulier_task_free (HaulierTask *task)
{
  if (task == NULL)
    return;
  g_clear_object (&task->motion);
  g_clear_pointer (&task->files, g_ptr_array_unref);
  haulier_job_free (task->job);
  g_free (task);
}
