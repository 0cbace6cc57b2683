/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* A named thread that does tasks in order, and hands them back to the main loop in batches. */
#include "config.h"

#include "haulier-io-thread.h"

/* Tasks that need not be done at once: this many wait for each other, or this long. To wake a
 * thread costs as much as such a task. */
#define MAX_GATHERED 16
#define GATHER_USEC 1000

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
  gboolean told; /* that something is done */
  /* Of the main context only: tasks that were pushed while the thread may be sleeping. */
  gboolean unheard;
  guint n_gathered;
  gint64 gathered_at; /* monotonic microseconds: when the first of them was */
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

/* Leaves @more empty. */
static void
task_list_append (TaskList *list, TaskList *more)
{
  if (list->last != NULL)
    list->last->next = more->first;
  else
    list->first = more->first;
  list->last = more->last;
  *more = (TaskList){ NULL, NULL };
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
  HaulierIoTask *first = NULL;

  g_mutex_lock (&thread->mutex);
  while (thread->waiting.first == NULL && !thread->quit)
    {
      thread->sleeping = TRUE;
      g_cond_wait (&thread->wanted, &thread->mutex);
    }
  thread->sleeping = FALSE;
  first = task_list_steal (&thread->waiting);
  g_mutex_unlock (&thread->mutex);
  return first;
}

/* Only what nobody waits for is kept to be handed back together. */
static void
hand_back (HaulierIoThread *thread, TaskList *done)
{
  g_mutex_lock (&thread->mutex);
  task_list_append (&thread->done, done);
  if (!thread->told)
    g_source_set_ready_time (thread->source, 0);
  thread->told = TRUE;
  g_mutex_unlock (&thread->mutex);
}

static gpointer
run_thread (gpointer data)
{
  HaulierIoThread *thread = data;
  HaulierIoTask *task = NULL;

  while ((task = wait_for_tasks (thread)) != NULL)
    {
      TaskList done = { NULL, NULL };

      while (task != NULL)
        {
          HaulierIoTask *next = task->next;
          gboolean keep = task->gathered && next != NULL;

          task->run (task);
          task_list_push (&done, task);
          if (!keep)
            hand_back (thread, &done);
          task = next;
        }
    }
  return NULL;
}

static void
finish_done_tasks (HaulierIoThread *thread)
{
  HaulierIoTask *task = NULL;

  g_mutex_lock (&thread->mutex);
  task = task_list_steal (&thread->done);
  thread->told = FALSE;
  g_mutex_unlock (&thread->mutex);
  while (task != NULL)
    {
      HaulierIoTask *next = task->next;

      task->done (task);
      task = next;
    }
}

static gboolean
shall_begin (HaulierIoThread *thread, gint64 now)
{
  return thread->unheard || thread->n_gathered >= MAX_GATHERED
         || now - thread->gathered_at >= GATHER_USEC;
}

/* Before the main loop waits: one signal for all tasks that were pushed since it waited last. */
static gboolean
done_source_prepare (GSource *source, gint *timeout)
{
  HaulierIoThread *thread = ((DoneSource *) source)->thread;

  *timeout = -1;
  if (!thread->unheard && thread->n_gathered == 0)
    return FALSE;
  if (!shall_begin (thread, g_source_get_time (source)))
    {
      *timeout = GATHER_USEC / 1000;
      return FALSE;
    }
  thread->unheard = FALSE;
  thread->n_gathered = 0;
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

static void
push (HaulierIoThread *thread, HaulierIoTask *task)
{
  g_mutex_lock (&thread->mutex);
  task_list_push (&thread->waiting, task);
  g_mutex_unlock (&thread->mutex);
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
  task->gathered = FALSE;
  push (thread, task);
  thread->unheard = TRUE;
}

/**
 * haulier_io_thread_push_gathered:
 * @thread: a thread
 * @task: (transfer full): a short task, one of many, for which nobody waits
 *
 * Like haulier_io_thread_push(); but the thread may begin, and the main context hear of it, a
 * millisecond later, together with others.
 */
void
haulier_io_thread_push_gathered (HaulierIoThread *thread, HaulierIoTask *task)
{
  task->gathered = TRUE;
  push (thread, task);
  if (thread->n_gathered++ == 0)
    thread->gathered_at = g_get_monotonic_time ();
}
