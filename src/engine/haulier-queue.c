/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Every job of an engine: by id, by name, in the order of creation. */
#include "config.h"

#include "haulier-queue.h"

#include <string.h>

#include "haulier-error.h"

struct _HaulierQueue
{
  GHashTable *by_id;  /* id (of the job) -> HaulierTask, owned */
  GSequence *ordered; /* HaulierTask, by sequence */
};

/**
 * haulier_queue_new:
 *
 * Returns: (transfer full): an empty queue
 */
HaulierQueue *
haulier_queue_new (void)
{
  HaulierQueue *queue = g_new0 (HaulierQueue, 1);

  queue->by_id
      = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) haulier_task_free);
  queue->ordered = g_sequence_new (NULL);
  return queue;
}

/**
 * haulier_queue_free:
 * @queue: (nullable): the queue
 */
void
haulier_queue_free (HaulierQueue *queue)
{
  if (queue == NULL)
    return;
  g_sequence_free (queue->ordered);
  g_hash_table_unref (queue->by_id);
  g_free (queue);
}

static gint
compare_sequences (const void *left, const void *right, gpointer user_data)
{
  const HaulierTask *a = left;
  const HaulierTask *b = right;

  return a->job->sequence < b->job->sequence ? -1 : a->job->sequence > b->job->sequence;
}

/**
 * haulier_queue_add:
 * @queue: the queue
 * @task: (transfer full): a task
 */
void
haulier_queue_add (HaulierQueue *queue, HaulierTask *task)
{
  task->queue_iter = g_sequence_insert_sorted (queue->ordered, task, compare_sequences, NULL);
  g_hash_table_insert (queue->by_id, task->job->id, task);
}

/**
 * haulier_queue_remove:
 * @queue: the queue
 * @task: a task of it; freed
 */
void
haulier_queue_remove (HaulierQueue *queue, HaulierTask *task)
{
  g_sequence_remove (task->queue_iter);
  g_hash_table_remove (queue->by_id, task->job->id);
}

/**
 * haulier_queue_lookup:
 * @queue: the queue
 * @id: a UUID
 *
 * Returns: (transfer none) (nullable): the task
 */
HaulierTask *
haulier_queue_lookup (HaulierQueue *queue, const char *id)
{
  return g_hash_table_lookup (queue->by_id, id);
}

static gboolean
is_beginning_of_id (const HaulierTask *task, const char *text)
{
  return strlen (text) >= HAULIER_QUEUE_MIN_PREFIX_CHARS
         && g_ascii_strncasecmp (task->job->id, text, strlen (text)) == 0;
}

static gboolean
is_meant (const HaulierTask *task, HaulierJobFilter filter, gpointer user_data)
{
  return filter == NULL || filter (task->job, user_data);
}

/**
 * haulier_queue_find:
 * @queue: the queue
 * @text: an id, a unique beginning of one, or a unique name
 * @filter: (nullable): which jobs are meant; the others are not there
 * @user_data: for @filter
 * @error: return location
 *
 * Errors: %HAULIER_ERROR_NOT_FOUND; %HAULIER_ERROR_INVALID_ARGUMENT when several jobs fit.
 *
 * Returns: (transfer none) (nullable): the task
 */
HaulierTask *
haulier_queue_find (HaulierQueue *queue,
                    const char *text,
                    HaulierJobFilter filter,
                    gpointer user_data,
                    GError **error)
{
  HaulierTask *found = haulier_queue_lookup (queue, text);
  GSequenceIter *iter = NULL;

  if (found != NULL && is_meant (found, filter, user_data))
    return found;
  found = NULL;
  for (iter = g_sequence_get_begin_iter (queue->ordered); !g_sequence_iter_is_end (iter);
       iter = g_sequence_iter_next (iter))
    {
      HaulierTask *task = g_sequence_get (iter);

      if ((!is_beginning_of_id (task, text) && !g_str_equal (task->job->name, text))
          || !is_meant (task, filter, user_data))
        continue;
      if (found != NULL)
        {
          g_set_error (error,
                       HAULIER_ERROR,
                       HAULIER_ERROR_INVALID_ARGUMENT,
                       "find the job “%s”: several jobs fit",
                       text);
          return NULL;
        }
      found = task;
    }
  if (found == NULL)
    g_set_error (
        error, HAULIER_ERROR, HAULIER_ERROR_NOT_FOUND, "find the job “%s”: there is none", text);
  return found;
}

/**
 * haulier_queue_get_n_jobs:
 * @queue: the queue
 *
 * Returns: how many jobs there are, finished ones included
 */
guint
haulier_queue_get_n_jobs (HaulierQueue *queue)
{
  return g_hash_table_size (queue->by_id);
}

/* The place after the last job whose sequence is at most @after. */
static GSequenceIter *
search_after (HaulierQueue *queue, guint64 after)
{
  HaulierJob job = { .sequence = after };
  HaulierTask key = { .job = &job };

  return g_sequence_search (queue->ordered, &key, compare_sequences, NULL);
}

/**
 * haulier_queue_list_some:
 * @queue: the queue
 * @after: sequence of the last job that is known, 0 to begin
 * @count: how many at most; 0 is all
 * @filter: (nullable): which jobs are meant
 * @user_data: for @filter
 *
 * Returns: (transfer container) (element-type HaulierTask): tasks in the order of creation
 */
GPtrArray *
haulier_queue_list_some (HaulierQueue *queue,
                         guint64 after,
                         guint count,
                         HaulierJobFilter filter,
                         gpointer user_data)
{
  g_autoptr (GPtrArray) tasks = g_ptr_array_new ();
  GSequenceIter *iter
      = after > 0 ? search_after (queue, after) : g_sequence_get_begin_iter (queue->ordered);

  for (; !g_sequence_iter_is_end (iter) && (count == 0 || tasks->len < count);
       iter = g_sequence_iter_next (iter))
    {
      HaulierTask *task = g_sequence_get (iter);

      if (is_meant (task, filter, user_data))
        g_ptr_array_add (tasks, task);
    }
  return g_steal_pointer (&tasks);
}

/**
 * haulier_queue_list:
 * @queue: the queue
 * @after: sequence of the last job that is known, 0 to begin
 * @count: how many at most; 0 is all
 *
 * Returns: (transfer container) (element-type HaulierTask): tasks in the order of creation
 */
GPtrArray *
haulier_queue_list (HaulierQueue *queue, guint64 after, guint count)
{
  return haulier_queue_list_some (queue, after, count, NULL, NULL);
}
