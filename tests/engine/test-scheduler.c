/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Tests of the scheduler: slots, priorities, foreground jobs, slices. */
#include "config.h"

#include "haulier-scheduler.h"

typedef struct
{
  HaulierScheduler *scheduler;
  GString *log; /* "+N" for a start, "-N" for a stop */
  gboolean refuse;
} Fixture;

static gboolean
start_cb (HaulierTask *task, gpointer user_data)
{
  Fixture *fixture = user_data;

  g_string_append_printf (fixture->log, "+%" G_GUINT64_FORMAT, task->job->sequence);
  return !fixture->refuse;
}

static void
stop_cb (HaulierTask *task, gpointer user_data)
{
  Fixture *fixture = user_data;

  g_string_append_printf (fixture->log, "-%" G_GUINT64_FORMAT, task->job->sequence);
}

static const HaulierSchedulerEvents events = { .start = start_cb, .stop = stop_cb };

static HaulierTask *
new_task (guint64 sequence, HaulierPriority priority)
{
  HaulierJob *job = haulier_job_new ("id", "name", HAULIER_JOB_ORIGIN_DESKTOP);

  job->sequence = sequence;
  job->settings.priority = priority;
  return haulier_task_new (job);
}

static void
settle (void)
{
  while (g_main_context_iteration (NULL, FALSE))
    continue;
}

static void
set_up (Fixture *fixture, const void *data)
{
  fixture->log = g_string_new (NULL);
  fixture->scheduler = haulier_scheduler_new (&events, fixture);
  haulier_scheduler_configure (fixture->scheduler, 2, 3600 * (gint64) G_USEC_PER_SEC);
}

static void
tear_down (Fixture *fixture, const void *data)
{
  haulier_scheduler_free (fixture->scheduler);
  g_string_free (fixture->log, TRUE);
}

static void
test_scheduler_slots (Fixture *fixture, const void *data)
{
  HaulierTask *tasks[3];

  for (guint i = 0; i < 3; i++)
    {
      tasks[i] = new_task (i + 1, HAULIER_PRIORITY_NORMAL);
      haulier_scheduler_enqueue (fixture->scheduler, tasks[i]);
    }
  settle ();
  g_assert_cmpstr (fixture->log->str, ==, "+1+2");
  haulier_scheduler_ended (fixture->scheduler, tasks[0]);
  settle ();
  g_assert_cmpstr (fixture->log->str, ==, "+1+2+3");
  for (guint i = 0; i < 3; i++)
    haulier_task_free (tasks[i]);
}

static void
test_scheduler_priority (Fixture *fixture, const void *data)
{
  g_autofree HaulierTask **tasks = g_new0 (HaulierTask *, 3);

  tasks[0] = new_task (1, HAULIER_PRIORITY_LOW);
  tasks[1] = new_task (2, HAULIER_PRIORITY_NORMAL);
  tasks[2] = new_task (3, HAULIER_PRIORITY_HIGH);
  haulier_scheduler_configure (fixture->scheduler, 1, 3600 * (gint64) G_USEC_PER_SEC);
  haulier_scheduler_enqueue (fixture->scheduler, tasks[0]);
  settle ();
  haulier_scheduler_enqueue (fixture->scheduler, tasks[1]);
  haulier_scheduler_enqueue (fixture->scheduler, tasks[2]);
  settle ();
  g_assert_true (g_str_has_prefix (fixture->log->str, "+1-1"));
  haulier_scheduler_ended (fixture->scheduler, tasks[0]);
  settle ();
  g_assert_nonnull (strstr (fixture->log->str, "+3"));
  g_assert_null (strstr (fixture->log->str, "+2"));
  for (guint i = 0; i < 3; i++)
    haulier_task_free (tasks[i]);
}

static void
test_scheduler_foreground (Fixture *fixture, const void *data)
{
  HaulierTask *tasks[5];

  for (guint i = 0; i < 5; i++)
    {
      tasks[i] = new_task (i + 1, HAULIER_PRIORITY_FOREGROUND);
      haulier_scheduler_enqueue (fixture->scheduler, tasks[i]);
    }
  settle ();
  g_assert_cmpstr (fixture->log->str, ==, "+1+2+3+4+5");
  for (guint i = 0; i < 5; i++)
    haulier_task_free (tasks[i]);
}

static void
test_scheduler_withdrawn (Fixture *fixture, const void *data)
{
  HaulierTask *background = new_task (1, HAULIER_PRIORITY_NORMAL);
  HaulierTask *foreground = new_task (2, HAULIER_PRIORITY_FOREGROUND);

  haulier_scheduler_enqueue (fixture->scheduler, background);
  haulier_scheduler_enqueue (fixture->scheduler, foreground);
  haulier_scheduler_withdraw (fixture->scheduler, background);
  haulier_scheduler_withdraw (fixture->scheduler, foreground);
  settle ();
  g_assert_cmpstr (fixture->log->str, ==, "");
  haulier_task_free (background);
  haulier_task_free (foreground);
}

/* A job that meets an obstacle when its turn comes leaves its slot to the next one. */
static void
test_scheduler_refused (Fixture *fixture, const void *data)
{
  HaulierTask *tasks[3];

  fixture->refuse = TRUE;
  for (guint i = 0; i < 3; i++)
    {
      tasks[i] = new_task (i + 1, HAULIER_PRIORITY_NORMAL);
      haulier_scheduler_enqueue (fixture->scheduler, tasks[i]);
    }
  settle ();
  g_assert_cmpstr (fixture->log->str, ==, "+1+2+3");
  for (guint i = 0; i < 3; i++)
    haulier_task_free (tasks[i]);
}

#define ADD(name)                                                                                  \
  g_test_add ("/engine/scheduler/" #name, Fixture, NULL, set_up, test_scheduler_##name, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  ADD (slots);
  ADD (priority);
  ADD (foreground);
  ADD (withdrawn);
  ADD (refused);
  return g_test_run ();
}
