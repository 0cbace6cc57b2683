/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Which jobs the list shows: a part of the queue, an account's, those with a text, and none that is
 * being removed. */
#include "config.h"

#include "haulier-job-filter.h"

#include <string.h>

struct _HaulierJobFilter
{
  GtkFilter parent_instance;

  HaulierQueue queue;
  HaulierAccountItem *account; /* (nullable) */
  char *text;                  /* (nullable) casefolded */
  GHashTable *hidden;          /* set of HaulierJobItem */
};

G_DEFINE_FINAL_TYPE (HaulierJobFilter, haulier_job_filter, GTK_TYPE_FILTER)

static gboolean
contains (const char *where, const char *text)
{
  if (where == NULL)
    return FALSE;
  if (g_str_is_ascii (where))
    return strcasestr (where, text) != NULL;

  g_autofree char *folded = g_utf8_casefold (where, -1);

  return strstr (folded, text) != NULL;
}

static gboolean
is_in (HaulierJobItem *item, HaulierQueue queue, HaulierAccountItem *account)
{
  if (queue != HAULIER_QUEUE_ALL && queue != haulier_queue_of (haulier_job_item_get_group (item)))
    return FALSE;
  return account == NULL || account == haulier_job_item_get_owner (item);
}

static gboolean
haulier_job_filter_match (GtkFilter *filter, gpointer item)
{
  HaulierJobFilter *self = HAULIER_JOB_FILTER (filter);
  const HaulierJob *job = haulier_job_item_get_job (item);

  if (!is_in (item, self->queue, self->account))
    return FALSE;
  if (g_hash_table_contains (self->hidden, item))
    return FALSE;
  return self->text == NULL || contains (job->name, self->text)
         || contains (job->remote, self->text);
}

static GtkFilterMatch
haulier_job_filter_get_strictness (GtkFilter *filter)
{
  HaulierJobFilter *self = HAULIER_JOB_FILTER (filter);

  if (self->queue == HAULIER_QUEUE_ALL && self->account == NULL && self->text == NULL
      && g_hash_table_size (self->hidden) == 0)
    return GTK_FILTER_MATCH_ALL;
  return GTK_FILTER_MATCH_SOME;
}

static void
haulier_job_filter_finalize (GObject *object)
{
  HaulierJobFilter *self = HAULIER_JOB_FILTER (object);

  g_clear_object (&self->account);
  g_clear_pointer (&self->text, g_free);
  g_clear_pointer (&self->hidden, g_hash_table_unref);

  G_OBJECT_CLASS (haulier_job_filter_parent_class)->finalize (object);
}

static void
haulier_job_filter_class_init (HaulierJobFilterClass *klass)
{
  GtkFilterClass *filter_class = GTK_FILTER_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = haulier_job_filter_finalize;
  filter_class->match = haulier_job_filter_match;
  filter_class->get_strictness = haulier_job_filter_get_strictness;
}

static void
haulier_job_filter_init (HaulierJobFilter *self)
{
  self->hidden = g_hash_table_new_full (NULL, NULL, g_object_unref, NULL);
}

/**
 * haulier_job_filter_new:
 *
 * Returns: (transfer full): a filter that shows every job
 */
HaulierJobFilter *
haulier_job_filter_new (void)
{
  return g_object_new (HAULIER_TYPE_JOB_FILTER, NULL);
}

/**
 * haulier_job_filter_set_queue:
 * @queue: which part of the queue is shown
 */
void
haulier_job_filter_set_queue (HaulierJobFilter *self, HaulierQueue queue)
{
  g_return_if_fail (HAULIER_IS_JOB_FILTER (self));

  if (self->queue == queue)
    return;
  self->queue = queue;
  gtk_filter_changed (GTK_FILTER (self), GTK_FILTER_CHANGE_DIFFERENT);
}

/**
 * haulier_job_filter_set_account:
 * @account: (nullable): whose jobs are shown; %NULL: everybody's
 */
void
haulier_job_filter_set_account (HaulierJobFilter *self, HaulierAccountItem *account)
{
  g_return_if_fail (HAULIER_IS_JOB_FILTER (self));

  if (g_set_object (&self->account, account))
    gtk_filter_changed (GTK_FILTER (self), GTK_FILTER_CHANGE_DIFFERENT);
}

/**
 * haulier_job_filter_set_text:
 * @text: (nullable): what a name or address has to contain, in upper or lower case
 */
void
haulier_job_filter_set_text (HaulierJobFilter *self, const char *text)
{
  g_return_if_fail (HAULIER_IS_JOB_FILTER (self));

  g_autofree char *folded = text != NULL && *text != '\0' ? g_utf8_casefold (text, -1) : NULL;
  GtkFilterChange change = GTK_FILTER_CHANGE_DIFFERENT;

  if (g_strcmp0 (self->text, folded) == 0)
    return;
  if (self->text == NULL || (folded != NULL && strstr (folded, self->text) != NULL))
    change = GTK_FILTER_CHANGE_MORE_STRICT;
  else if (folded == NULL || strstr (self->text, folded) != NULL)
    change = GTK_FILTER_CHANGE_LESS_STRICT;
  g_free (self->text);
  self->text = g_steal_pointer (&folded);
  gtk_filter_changed (GTK_FILTER (self), change);
}

/**
 * haulier_job_filter_has_text:
 *
 * Returns: whether a person searches
 */
gboolean
haulier_job_filter_has_text (HaulierJobFilter *self)
{
  g_return_val_if_fail (HAULIER_IS_JOB_FILTER (self), FALSE);

  return self->text != NULL;
}

/**
 * haulier_job_filter_hide:
 * @items: jobs that are about to be removed
 */
void
haulier_job_filter_hide (HaulierJobFilter *self, GPtrArray *items)
{
  g_return_if_fail (HAULIER_IS_JOB_FILTER (self));

  for (guint i = 0; i < items->len; i++)
    g_hash_table_add (self->hidden, g_object_ref (g_ptr_array_index (items, i)));
  gtk_filter_changed (GTK_FILTER (self), GTK_FILTER_CHANGE_MORE_STRICT);
}

/**
 * haulier_job_filter_show:
 * @items: jobs that stay after all, or are gone
 */
void
haulier_job_filter_show (HaulierJobFilter *self, GPtrArray *items)
{
  g_return_if_fail (HAULIER_IS_JOB_FILTER (self));

  for (guint i = 0; i < items->len; i++)
    g_hash_table_remove (self->hidden, g_ptr_array_index (items, i));
  gtk_filter_changed (GTK_FILTER (self), GTK_FILTER_CHANGE_LESS_STRICT);
}

/**
 * haulier_job_filter_count_hidden:
 * @queue: a part of the queue
 * @account: (nullable): whose jobs
 *
 * Returns: how many jobs of it are hidden, which its number should not count
 */
guint
haulier_job_filter_count_hidden (HaulierJobFilter *self,
                                 HaulierQueue queue,
                                 HaulierAccountItem *account)
{
  GHashTableIter iter;
  gpointer item;
  guint count = 0;

  g_return_val_if_fail (HAULIER_IS_JOB_FILTER (self), 0);

  g_hash_table_iter_init (&iter, self->hidden);
  while (g_hash_table_iter_next (&iter, &item, NULL))
    if (is_in (item, queue, account))
      count++;
  return count;
}

/**
 * haulier_job_filter_depends_on_state:
 *
 * Returns: whether a job that goes on to another group, or gets another owner, enters or leaves the
 *   list
 */
gboolean
haulier_job_filter_depends_on_state (HaulierJobFilter *self)
{
  g_return_val_if_fail (HAULIER_IS_JOB_FILTER (self), FALSE);

  return self->queue != HAULIER_QUEUE_ALL || self->account != NULL;
}

/**
 * haulier_job_filter_matches:
 * @item: a job
 *
 * Returns: whether the list shows it
 */
gboolean
haulier_job_filter_matches (HaulierJobFilter *self, HaulierJobItem *item)
{
  g_return_val_if_fail (HAULIER_IS_JOB_FILTER (self), FALSE);

  return gtk_filter_match (GTK_FILTER (self), item);
}

/**
 * haulier_queue_of:
 * @group: where a job belongs
 *
 * Returns: the part of the queue that shows it
 */
HaulierQueue
haulier_queue_of (HaulierJobGroup group)
{
  switch (group)
    {
    case HAULIER_JOB_GROUP_ACTIVE:
      return HAULIER_QUEUE_ACTIVE;
    case HAULIER_JOB_GROUP_WAITING:
      return HAULIER_QUEUE_WAITING;
    case HAULIER_JOB_GROUP_ATTENTION:
      return HAULIER_QUEUE_ATTENTION;
    case HAULIER_JOB_GROUP_FINISHED:
      return HAULIER_QUEUE_FINISHED;
    }
  return HAULIER_QUEUE_ALL;
}

/**
 * haulier_queue_get_group:
 * @queue: a part of the queue, but not all of it
 *
 * Returns: where its jobs belong
 */
HaulierJobGroup
haulier_queue_get_group (HaulierQueue queue)
{
  switch (queue)
    {
    case HAULIER_QUEUE_ALL:
    case HAULIER_QUEUE_ACTIVE:
      return HAULIER_JOB_GROUP_ACTIVE;
    case HAULIER_QUEUE_WAITING:
      return HAULIER_JOB_GROUP_WAITING;
    case HAULIER_QUEUE_ATTENTION:
      return HAULIER_JOB_GROUP_ATTENTION;
    case HAULIER_QUEUE_FINISHED:
      return HAULIER_JOB_GROUP_FINISHED;
    }
  return HAULIER_JOB_GROUP_ACTIVE;
}
