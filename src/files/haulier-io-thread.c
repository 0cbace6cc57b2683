/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* A named thread that does tasks in order, and hands them back to the main loop in batches. */
#include "config.h"

#include "haulier-io-thread.h"

typedef struct
{
  HaulierIoTask *first;
  HaulierIoTask *last;
} TaskList;

typedef struct
{
  GSource parent;
  HaulierIoThread *thread;
} DoneSource;

struct _HaulierIoThread
{
  GThread *thread;
  GSource *source; /* made ready by the thread when something is done */
  GMutex mutex;    /* guards everything below */
  GCond wanted;
  TaskList waiting;
  TaskList done;
  gboolean sleeping;
  gboolean quit;
  gboolean
      unheard; /* of the main context only: a task was pushed, and the thread may be sleeping */
};

static void
task_list_push (TaskList *list, HaulierIoTask *task)
{
  task->next = NULL;
  if (list->last != NULL)
    list->last->next = task;
  else
    list->first = task;
  list->last = task;
}

static HaulierIoTask *
task_list_steal (TaskList *list)
{
  HaulierIoTask *first = list->first;

  *list = (TaskList){ NULL, NULL };
  return first;
}

static HaulierIoTask *
wait_for_tasks (HaulierIoThread *thread)
{
  while (thread->waiting.first == NULL && !thread->quit)
    {
      thread->sleeping = TRUE;
      g_cond_wait (&thread->wanted, &thread->mutex);
    }
  thread->sleeping = FALSE;
  return task_list_steal (&thread->waiting);
}

static gpointer
run_thread (gpointer data)
{
  HaulierIoThread *thread = data;
  HaulierIoTask *task = NULL;

  g_mutex_lock (&thread->mutex);
  while ((task = wait_for_tasks (thread)) != NULL)
    {
      while (task != NULL)
        {
          HaulierIoTask *next = task->next;
          gboolean first = FALSE;

          g_mutex_unlock (&thread->mutex);
          task->run (task);
          g_mutex_lock (&thread->mutex);
          first = thread->done.first == NULL;
          task_list_push (&thread->done, task);
          if (first)
            g_source_set_ready_time (thread->source, 0);
          task = next;
        }
    }
  g_mutex_unlock (&thread->mutex);
  return NULL;
}

static void
finish_done_tasks (HaulierIoThread *thread)
{
  HaulierIoTask *task = NULL;

  g_mutex_lock (&thread->mutex);
  task = task_list_steal (&thread->done);
  g_mutex_unlock (&thread->mutex);
  while (task != NULL)
    {
      HaulierIoTask *next = task->next;

      task->done (task);
      task = next;
    }
}

/* Before the main loop waits: one signal for all tasks that were pushed since it waited last. */
static gboolean
done_source_prepare (GSource *source, gint *timeout)
{
  HaulierIoThread *thread = ((DoneSource *) source)->thread;

  *timeout = -1;
  if (!thread->unheard)
    return FALSE;
  thread->unheard = FALSE;
  g_mutex_lock (&thread->mutex);
  if (thread->sleeping)
    g_cond_signal (&thread->wanted);
  g_mutex_unlock (&thread->mutex);
  return FALSE;
}

static gboolean
done_source_dispatch (GSource *source, GSourceFunc callback, gpointer user_data)
{
  g_source_set_ready_time (source, -1);
  finish_done_tasks (((DoneSource *) source)->thread);
  return G_SOURCE_CONTINUE;
}

static const GSourceFuncs done_source_funcs = {
  .prepare = done_source_prepare,
  .dispatch = done_source_dispatch,
};

/**
 * haulier_io_thread_new:
 * @name: what tools show, at most 15 bytes
 * @context: where tasks are finished
 *
 * Returns: (transfer full): a running thread
 */
HaulierIoThread *
haulier_io_thread_new (const char *name, GMainContext *context)
{
  HaulierIoThread *thread = g_new0 (HaulierIoThread, 1);

  g_mutex_init (&thread->mutex);
  g_cond_init (&thread->wanted);
  thread->source = g_source_new ((GSourceFuncs *) &done_source_funcs, sizeof (DoneSource));
  ((DoneSource *) thread->source)->thread = thread;
  g_source_set_name (thread->source, name);
  g_source_attach (thread->source, context);
  thread->thread = g_thread_new (name, run_thread, thread);
  return thread;
}

/**
 * haulier_io_thread_free:
 * @thread: (nullable): a thread
 *
 * Does what is still waiting, ends the thread, and finishes the tasks in the calling one.
 */
void
haulier_io_thread_free (HaulierIoThread *thread)
{
  if (thread == NULL)
    return;
  g_mutex_lock (&thread->mutex);
  thread->quit = TRUE;
  g_cond_signal (&thread->wanted);
  g_mutex_unlock (&thread->mutex);
  g_thread_join (thread->thread);
  finish_done_tasks (thread);
  g_source_destroy (thread->source);
  g_source_unref (thread->source);
  g_mutex_clear (&thread->mutex);
  g_cond_clear (&thread->wanted);
  g_free (thread);
}

/**
 * haulier_io_thread_push:
 * @thread: a thread
 * @task: (transfer full): the task
 *
 * Queues a task, from the main context. Tasks are run in the order in which they were pushed, and
 * finished in that order. The thread begins before the main context waits for anything the next
 * time.
 */
void
haulier_io_thread_push (HaulierIoThread *thread, HaulierIoTask *task)
{
  g_mutex_lock (&thread->mutex);
  task_list_push (&thread->waiting, task);
  thread->unheard = TRUE;
  g_mutex_unlock (&thread->mutex);
}
