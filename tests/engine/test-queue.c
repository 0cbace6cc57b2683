/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Tests of the queue: order, pages, and finding a job by what a person types. */
#include "config.h"

#include "haulier-error.h"
#include "haulier-queue.h"

static HaulierTask *
add (HaulierQueue *queue, guint64 sequence, const char *id, const char *name)
{
  HaulierJob *job = haulier_job_new (id, name, HAULIER_JOB_ORIGIN_DESKTOP);
  HaulierTask *task = NULL;

  job->sequence = sequence;
  task = haulier_task_new (job);
  haulier_queue_add (queue, task);
  return task;
}

#define ID_A "aaaa1111-0000-4000-8000-000000000001"
#define ID_B "aaaa2222-0000-4000-8000-000000000002"
#define ID_C "cccc3333-0000-4000-8000-000000000003"

static HaulierQueue *
new_queue (void)
{
  HaulierQueue *queue = haulier_queue_new ();

  add (queue, 3, ID_C, "twice");
  add (queue, 1, ID_A, "once");
  add (queue, 2, ID_B, "twice");
  return queue;
}

static void
test_queue_pages (void)
{
  HaulierQueue *queue = new_queue ();
  g_autoptr (GPtrArray) first = haulier_queue_list (queue, 0, 2);
  g_autoptr (GPtrArray) second = haulier_queue_list (queue, 2, 2);

  g_assert_cmpuint (first->len, ==, 2);
  g_assert_cmpstr (((HaulierTask *) first->pdata[0])->job->id, ==, ID_A);
  g_assert_cmpstr (((HaulierTask *) first->pdata[1])->job->id, ==, ID_B);
  g_assert_cmpuint (second->len, ==, 1);
  g_assert_cmpstr (((HaulierTask *) second->pdata[0])->job->id, ==, ID_C);
  haulier_queue_free (queue);
}

static void
assert_not_found (HaulierQueue *queue, const char *text, gint code)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (haulier_queue_find (queue, text, NULL, NULL, &error));
  g_assert_error (error, HAULIER_ERROR, code);
}

static void
test_queue_find (void)
{
  HaulierQueue *queue = new_queue ();

  g_assert_cmpstr (haulier_queue_find (queue, ID_B, NULL, NULL, NULL)->job->id, ==, ID_B);
  g_assert_cmpstr (haulier_queue_find (queue, "once", NULL, NULL, NULL)->job->id, ==, ID_A);
  g_assert_cmpstr (haulier_queue_find (queue, "CCCC", NULL, NULL, NULL)->job->id, ==, ID_C);
  g_assert_cmpstr (haulier_queue_find (queue, "aaaa2", NULL, NULL, NULL)->job->id, ==, ID_B);
  assert_not_found (queue, "twice", HAULIER_ERROR_INVALID_ARGUMENT);
  assert_not_found (queue, "aaaa", HAULIER_ERROR_INVALID_ARGUMENT);
  assert_not_found (queue, "ccc", HAULIER_ERROR_NOT_FOUND);
  assert_not_found (queue, "", HAULIER_ERROR_NOT_FOUND);
  haulier_queue_free (queue);
}

static gboolean
is_another (const HaulierJob *job, gpointer user_data)
{
  return !g_str_equal (job->id, user_data);
}

/* What is not meant is not there, and makes nothing ambiguous. */
static void
test_queue_filter (void)
{
  char other[] = ID_B;
  HaulierQueue *queue = new_queue ();
  g_autoptr (GPtrArray) page = haulier_queue_list_some (queue, 0, 2, is_another, other);
  g_autoptr (GError) error = NULL;

  g_assert_cmpuint (page->len, ==, 2);
  g_assert_cmpstr (((HaulierTask *) page->pdata[0])->job->id, ==, ID_A);
  g_assert_cmpstr (((HaulierTask *) page->pdata[1])->job->id, ==, ID_C);
  g_assert_cmpstr (haulier_queue_find (queue, "twice", is_another, other, NULL)->job->id, ==, ID_C);
  g_assert_null (haulier_queue_find (queue, ID_B, is_another, other, &error));
  g_assert_error (error, HAULIER_ERROR, HAULIER_ERROR_NOT_FOUND);
  haulier_queue_free (queue);
}

static void
test_queue_remove (void)
{
  HaulierQueue *queue = new_queue ();

  haulier_queue_remove (queue, haulier_queue_lookup (queue, ID_A));
  g_assert_null (haulier_queue_lookup (queue, ID_A));
  g_assert_cmpuint (haulier_queue_get_n_jobs (queue), ==, 2);
  haulier_queue_free (queue);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/engine/queue/pages", test_queue_pages);
  g_test_add_func ("/engine/queue/find", test_queue_find);
  g_test_add_func ("/engine/queue/filter", test_queue_filter);
  g_test_add_func ("/engine/queue/remove", test_queue_remove);
  return g_test_run ();
}
