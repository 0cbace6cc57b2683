/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* What the list shows and what of it is selected: jobs, filtered, sorted. */
#include "config.h"

#include "haulier-job-selection.h"

/* Larger lists are sorted in steps, so that no frame waits for it. */
#define INCREMENTAL_FROM_JOBS 5000

struct _HaulierJobSelection
{
  GObject parent_instance;

  HaulierJobFilter *filter;
  GtkFilterListModel *filtered;
  GtkSortListModel *sorted;
  GtkMultiSelection *selection;
  gboolean live; /* the order changes while jobs move */
};

enum
{
  CHANGED,
  SHOWN_CHANGED,
  N_SIGNALS,
};

G_DEFINE_FINAL_TYPE (HaulierJobSelection, haulier_job_selection, G_TYPE_OBJECT)

static guint signals[N_SIGNALS];

static void
selection_changed_cb (HaulierJobSelection *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

/* What changes while it is sorted would be compared one way now and another way later. */
static void
update_incremental (HaulierJobSelection *self)
{
  guint n_shown = g_list_model_get_n_items (G_LIST_MODEL (self->filtered));

  gtk_sort_list_model_set_incremental (self->sorted,
                                       n_shown >= INCREMENTAL_FROM_JOBS && !self->live);
}

static void
shown_changed_cb (HaulierJobSelection *self)
{
  update_incremental (self);
  g_signal_emit (self, signals[SHOWN_CHANGED], 0);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
haulier_job_selection_dispose (GObject *object)
{
  HaulierJobSelection *self = HAULIER_JOB_SELECTION (object);

  if (self->selection != NULL)
    g_signal_handlers_disconnect_by_data (self->selection, self);
  g_clear_object (&self->selection);
  g_clear_object (&self->sorted);
  g_clear_object (&self->filtered);
  g_clear_object (&self->filter);

  G_OBJECT_CLASS (haulier_job_selection_parent_class)->dispose (object);
}

static void
haulier_job_selection_class_init (HaulierJobSelectionClass *klass)
{
  GType type = HAULIER_TYPE_JOB_SELECTION;

  G_OBJECT_CLASS (klass)->dispose = haulier_job_selection_dispose;

  signals[CHANGED]
      = g_signal_new ("changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SHOWN_CHANGED] = g_signal_new (
      "shown-changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
haulier_job_selection_init (HaulierJobSelection *self)
{
  self->filter = haulier_job_filter_new ();
  self->filtered = gtk_filter_list_model_new (NULL, g_object_ref (GTK_FILTER (self->filter)));
  self->sorted = gtk_sort_list_model_new (g_object_ref (G_LIST_MODEL (self->filtered)), NULL);
  self->selection = gtk_multi_selection_new (g_object_ref (G_LIST_MODEL (self->sorted)));
  /* The selection comes first: who hears of other jobs may ask which are selected. */
  g_signal_connect_swapped (
      self->selection, "selection-changed", G_CALLBACK (selection_changed_cb), self);
  g_signal_connect_swapped (self->selection, "items-changed", G_CALLBACK (shown_changed_cb), self);
}

/**
 * haulier_job_selection_new:
 *
 * Returns: (transfer full): a selection without jobs
 */
HaulierJobSelection *
haulier_job_selection_new (void)
{
  return g_object_new (HAULIER_TYPE_JOB_SELECTION, NULL);
}

/**
 * haulier_job_selection_set_jobs:
 * @jobs: (nullable): a list of HaulierJobItem
 *
 * Shows jobs, in the order and through the filter that are set.
 */
void
haulier_job_selection_set_jobs (HaulierJobSelection *self, GListModel *jobs)
{
  g_return_if_fail (HAULIER_IS_JOB_SELECTION (self));

  gtk_filter_list_model_set_model (self->filtered, jobs);
}

/**
 * haulier_job_selection_set_sorter:
 * @sorter: the order of the list
 */
void
haulier_job_selection_set_sorter (HaulierJobSelection *self, GtkSorter *sorter)
{
  g_return_if_fail (HAULIER_IS_JOB_SELECTION (self));

  gtk_sort_list_model_set_sorter (self->sorted, sorter);
}

/**
 * haulier_job_selection_set_live:
 * @live: whether the order that is to be set changes while jobs move
 *
 * Lets an order that does not change be established step by step.
 */
void
haulier_job_selection_set_live (HaulierJobSelection *self, gboolean live)
{
  g_return_if_fail (HAULIER_IS_JOB_SELECTION (self));

  self->live = live;
  update_incremental (self);
}

/**
 * haulier_job_selection_get_model:
 *
 * Returns: (transfer none): the jobs that are shown, for a list widget
 */
GtkSelectionModel *
haulier_job_selection_get_model (HaulierJobSelection *self)
{
  g_return_val_if_fail (HAULIER_IS_JOB_SELECTION (self), NULL);

  return GTK_SELECTION_MODEL (self->selection);
}

/**
 * haulier_job_selection_get_filter:
 *
 * Returns: (transfer none): what decides which jobs are shown
 */
HaulierJobFilter *
haulier_job_selection_get_filter (HaulierJobSelection *self)
{
  g_return_val_if_fail (HAULIER_IS_JOB_SELECTION (self), NULL);

  return self->filter;
}

/**
 * haulier_job_selection_count_shown:
 *
 * Returns: how many jobs the list shows
 */
guint
haulier_job_selection_count_shown (HaulierJobSelection *self)
{
  g_return_val_if_fail (HAULIER_IS_JOB_SELECTION (self), 0);

  return g_list_model_get_n_items (G_LIST_MODEL (self->filtered));
}

/**
 * haulier_job_selection_count_selected:
 *
 * Returns: how many jobs are selected
 */
guint
haulier_job_selection_count_selected (HaulierJobSelection *self)
{
  g_return_val_if_fail (HAULIER_IS_JOB_SELECTION (self), 0);

  g_autoptr (GtkBitset) selected
      = gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->selection));

  return (guint) gtk_bitset_get_size (selected);
}

/**
 * haulier_job_selection_list_selected:
 *
 * Returns: (transfer full) (element-type HaulierJobItem): the selected jobs
 */
GPtrArray *
haulier_job_selection_list_selected (HaulierJobSelection *self)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);
  GtkBitsetIter iter;
  guint position;

  g_return_val_if_fail (HAULIER_IS_JOB_SELECTION (self), NULL);

  g_autoptr (GtkBitset) selected
      = gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->selection));

  for (gboolean more = gtk_bitset_iter_init_first (&iter, selected, &position); more;
       more = gtk_bitset_iter_next (&iter, &position))
    g_ptr_array_add (items, g_list_model_get_item (G_LIST_MODEL (self->selection), position));
  return g_steal_pointer (&items);
}

/**
 * haulier_job_selection_get_only_selected:
 *
 * Returns: (transfer full) (nullable): the selected job when it is one and no more
 */
HaulierJobItem *
haulier_job_selection_get_only_selected (HaulierJobSelection *self)
{
  g_return_val_if_fail (HAULIER_IS_JOB_SELECTION (self), NULL);

  g_autoptr (GtkBitset) selected
      = gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->selection));

  if (gtk_bitset_get_size (selected) != 1)
    return NULL;
  return g_list_model_get_item (G_LIST_MODEL (self->selection), gtk_bitset_get_minimum (selected));
}

/**
 * haulier_job_selection_offers:
 * @item: a job
 * @action: what a person might want
 *
 * Of what is possible only that which makes sense is offered: what has stopped with an error is
 * retried or removed, and what has finished is removed.
 *
 * Returns: whether there is to be a button for it
 */
gboolean
haulier_job_selection_offers (HaulierJobItem *item, HaulierJobAction action)
{
  HaulierJobGroup group = haulier_job_item_get_group (item);
  gboolean ended = group == HAULIER_JOB_GROUP_ATTENTION || group == HAULIER_JOB_GROUP_FINISHED;

  switch (action)
    {
    case HAULIER_JOB_ACTION_SUSPEND:
    case HAULIER_JOB_ACTION_CANCEL:
      return !ended && haulier_job_item_can (item, action);
    case HAULIER_JOB_ACTION_REMOVE:
      return ended;
    case HAULIER_JOB_ACTION_RESUME:
      /* To resume what waits for its next attempt is to retry it now. */
      return haulier_job_item_can (item, action)
             && !haulier_job_item_can (item, HAULIER_JOB_ACTION_RETRY);
    case HAULIER_JOB_ACTION_COMPLETE:
    case HAULIER_JOB_ACTION_RETRY:
      return haulier_job_item_can (item, action);
    }
  return FALSE;
}

/**
 * haulier_job_selection_can:
 * @action: what a person might want
 *
 * Returns: whether it can be done to one of the selected jobs at least
 */
gboolean
haulier_job_selection_can (HaulierJobSelection *self, HaulierJobAction action)
{
  GtkBitsetIter iter;
  guint position;

  g_return_val_if_fail (HAULIER_IS_JOB_SELECTION (self), FALSE);

  g_autoptr (GtkBitset) selected
      = gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->selection));

  for (gboolean more = gtk_bitset_iter_init_first (&iter, selected, &position); more;
       more = gtk_bitset_iter_next (&iter, &position))
    {
      g_autoptr (HaulierJobItem) item
          = g_list_model_get_item (G_LIST_MODEL (self->selection), position);

      if (haulier_job_selection_offers (item, action))
        return TRUE;
    }
  return FALSE;
}

/**
 * haulier_job_selection_select_all:
 *
 * Selects every job that the list shows.
 */
void
haulier_job_selection_select_all (HaulierJobSelection *self)
{
  g_return_if_fail (HAULIER_IS_JOB_SELECTION (self));

  gtk_selection_model_select_all (GTK_SELECTION_MODEL (self->selection));
}

/**
 * haulier_job_selection_find:
 * @item: a job
 * @out_position: (out): where it is in the list
 *
 * Returns: whether the list shows it
 */
gboolean
haulier_job_selection_find (HaulierJobSelection *self, HaulierJobItem *item, guint *out_position)
{
  GListModel *model = G_LIST_MODEL (self->selection);
  guint n_items = g_list_model_get_n_items (model);

  for (guint i = 0; i < n_items; i++)
    {
      g_autoptr (HaulierJobItem) other = g_list_model_get_item (model, i);

      if (other == item)
        {
          *out_position = i;
          return TRUE;
        }
    }
  return FALSE;
}
