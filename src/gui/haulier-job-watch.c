/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Follows all jobs for what concerns the desktop: what moves, what has finished, what failed. */
#include "config.h"

#include "haulier-job-watch.h"

/* A job that is new and finished at once was finished just now, when it is no older than this. */
#define JUST_NOW_USEC (10 * G_USEC_PER_SEC)

struct _HaulierJobWatch
{
  GObject parent_instance;

  HaulierAllJobs *jobs;
  GHashTable *open; /* set of HaulierJobItem that may still finish by themselves */
};

enum
{
  FINISHED,
  FAILED,
  MOVING_CHANGED,
  N_SIGNALS,
};

G_DEFINE_FINAL_TYPE (HaulierJobWatch, haulier_job_watch, G_TYPE_OBJECT)

static guint signals[N_SIGNALS];

static gboolean
is_open (HaulierJobItem *item)
{
  HaulierJobGroup group = haulier_job_item_get_group (item);

  return group == HAULIER_JOB_GROUP_ACTIVE || group == HAULIER_JOB_GROUP_WAITING;
}

/* What others have going on is no news. */
static void
tell_end (HaulierJobWatch *self, HaulierJobItem *item)
{
  HaulierAccountItem *owner = haulier_job_item_get_owner (item);

  if (owner != NULL && !haulier_account_item_is_self (owner))
    return;
  if (haulier_job_item_get_group (item) == HAULIER_JOB_GROUP_ATTENTION)
    g_signal_emit (self, signals[FAILED], 0, item);
  else if (haulier_job_item_get_job (item)->state == HAULIER_JOB_STATE_ACKNOWLEDGED)
    g_signal_emit (self, signals[FINISHED], 0, item);
}

static void
changed_cb (HaulierJobWatch *self, HaulierJobItem *item)
{
  gboolean was_open = g_hash_table_contains (self->open, item);

  if (is_open (item))
    {
      if (!was_open)
        g_hash_table_add (self->open, g_object_ref (item));
    }
  else if (was_open)
    {
      g_hash_table_remove (self->open, item);
      tell_end (self, item);
    }
  g_signal_emit (self, signals[MOVING_CHANGED], 0);
}

static void
add (HaulierJobWatch *self, HaulierJobItem *item)
{
  const HaulierJob *job = haulier_job_item_get_job (item);

  if (is_open (item))
    g_hash_table_add (self->open, g_object_ref (item));
  else if (!haulier_all_jobs_is_loading (self->jobs) && job->completed != 0
           && job->created > g_get_real_time () - JUST_NOW_USEC)
    tell_end (self, item);
}

static gboolean
is_gone (gpointer item, gpointer value, gpointer user_data)
{
  HaulierJobWatch *self = user_data;

  return !haulier_all_jobs_contains (self->jobs, item);
}

static void
items_changed_cb (HaulierJobWatch *self, guint position, guint removed, guint added)
{
  for (guint i = 0; i < added; i++)
    {
      g_autoptr (HaulierJobItem) item
          = g_list_model_get_item (G_LIST_MODEL (self->jobs), position + i);

      add (self, item);
    }
  if (removed > 0)
    g_hash_table_foreach_remove (self->open, is_gone, self);
  g_signal_emit (self, signals[MOVING_CHANGED], 0);
}

static void
haulier_job_watch_dispose (GObject *object)
{
  HaulierJobWatch *self = HAULIER_JOB_WATCH (object);

  if (self->jobs != NULL)
    g_signal_handlers_disconnect_by_data (self->jobs, self);
  g_clear_object (&self->jobs);
  g_clear_pointer (&self->open, g_hash_table_unref);

  G_OBJECT_CLASS (haulier_job_watch_parent_class)->dispose (object);
}

static void
haulier_job_watch_class_init (HaulierJobWatchClass *klass)
{
  GType type = HAULIER_TYPE_JOB_WATCH;
  static const char *const names[] = { [FINISHED] = "finished", [FAILED] = "failed" };

  G_OBJECT_CLASS (klass)->dispose = haulier_job_watch_dispose;

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    signals[i] = g_signal_new (names[i],
                               type,
                               G_SIGNAL_RUN_LAST,
                               0,
                               NULL,
                               NULL,
                               NULL,
                               G_TYPE_NONE,
                               1,
                               HAULIER_TYPE_JOB_ITEM);
  signals[MOVING_CHANGED] = g_signal_new (
      "moving-changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
haulier_job_watch_init (HaulierJobWatch *self)
{
  self->open = g_hash_table_new_full (NULL, NULL, g_object_unref, NULL);
}

/**
 * haulier_job_watch_new:
 * @jobs: every job
 *
 * Returns: (transfer full): a watch over them
 */
HaulierJobWatch *
haulier_job_watch_new (HaulierAllJobs *jobs)
{
  HaulierJobWatch *self = g_object_new (HAULIER_TYPE_JOB_WATCH, NULL);

  self->jobs = g_object_ref (jobs);
  items_changed_cb (self, 0, 0, g_list_model_get_n_items (G_LIST_MODEL (jobs)));
  g_signal_connect_swapped (jobs, "items-changed", G_CALLBACK (items_changed_cb), self);
  g_signal_connect_swapped (jobs, "changed", G_CALLBACK (changed_cb), self);
  return self;
}

/**
 * haulier_job_watch_get_speed:
 *
 * Returns: bytes a second of all jobs together
 */
guint64
haulier_job_watch_get_speed (HaulierJobWatch *self)
{
  GHashTableIter iter;
  gpointer item;
  guint64 speed = 0;

  g_return_val_if_fail (HAULIER_IS_JOB_WATCH (self), 0);

  g_hash_table_iter_init (&iter, self->open);
  while (g_hash_table_iter_next (&iter, &item, NULL))
    if (haulier_job_item_get_group (item) == HAULIER_JOB_GROUP_ACTIVE)
      speed += haulier_job_item_get_job (item)->speed;
  return speed;
}

/**
 * haulier_job_watch_has_foreground:
 *
 * Returns: whether a job moves that somebody waits for
 */
gboolean
haulier_job_watch_has_foreground (HaulierJobWatch *self)
{
  GHashTableIter iter;
  gpointer item;

  g_return_val_if_fail (HAULIER_IS_JOB_WATCH (self), FALSE);

  g_hash_table_iter_init (&iter, self->open);
  while (g_hash_table_iter_next (&iter, &item, NULL))
    if (haulier_job_item_get_job (item)->settings.priority == HAULIER_PRIORITY_FOREGROUND
        && haulier_job_item_get_group (item) == HAULIER_JOB_GROUP_ACTIVE)
      return TRUE;
  return FALSE;
}
