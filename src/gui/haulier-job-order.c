/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* The order of the list: a sorter for each column, and which of them a person chose. */
#include "config.h"

#include "haulier-job-order.h"

/* A column's sorter and what it needs to know. */
typedef struct
{
  HaulierJobOrder *order;
  const HaulierJobColumn *column;
  GtkSorter *sorter;
} Entry;

struct _HaulierJobOrder
{
  guint n_entries;
  Entry *entries;
  Entry *asked; /* the first sorter that was asked while probing */
  gboolean probing;
};

static int
compare_cb (gconstpointer a, gconstpointer b, gpointer user_data)
{
  Entry *entry = user_data;

  if (entry->order->probing)
    {
      if (entry->order->asked == NULL)
        entry->order->asked = entry;
      return GTK_ORDERING_SMALLER;
    }
  return entry->column->compare (haulier_job_item_get_job ((HaulierJobItem *) a),
                                 haulier_job_item_get_job ((HaulierJobItem *) b));
}

/* Names have keys of their own, made once: comparing texts of 100,000 rows by the rules of a
 * language takes seconds. */
static GtkSorter *
new_name_sorter (void)
{
  GtkExpression *name = gtk_property_expression_new (HAULIER_TYPE_JOB_ITEM, NULL, "name");

  return GTK_SORTER (gtk_string_sorter_new (name));
}

/**
 * haulier_job_order_new:
 *
 * Returns: (transfer full): sorters for every column of the table
 */
HaulierJobOrder *
haulier_job_order_new (void)
{
  HaulierJobOrder *self = g_new0 (HaulierJobOrder, 1);
  const HaulierJobColumn *columns = haulier_job_column_get_table (&self->n_entries);

  self->entries = g_new0 (Entry, self->n_entries);
  for (guint i = 0; i < self->n_entries; i++)
    {
      Entry *entry = &self->entries[i];

      entry->order = self;
      entry->column = &columns[i];
      if (columns[i].kind == HAULIER_JOB_COLUMN_NAME)
        entry->sorter = new_name_sorter ();
      else
        entry->sorter = GTK_SORTER (gtk_custom_sorter_new (compare_cb, entry, NULL));
    }
  return self;
}

/**
 * haulier_job_order_free:
 *
 * Frees the sorters; nobody sorts with them any more.
 */
void
haulier_job_order_free (HaulierJobOrder *self)
{
  for (guint i = 0; i < self->n_entries; i++)
    g_object_unref (self->entries[i].sorter);
  g_free (self->entries);
  g_free (self);
}

/**
 * haulier_job_order_get_sorter:
 * @column: its place in the table
 *
 * Returns: (transfer none): the ascending order of a column
 */
GtkSorter *
haulier_job_order_get_sorter (HaulierJobOrder *self, guint column)
{
  g_return_val_if_fail (column < self->n_entries, NULL);

  return self->entries[column].sorter;
}

/**
 * haulier_job_order_find:
 * @sorter: the sorter of a column view with these columns
 * @out_descending: (out): whether the order is turned round
 *
 * Finds out which column a person sorts by. GTK tells since 4.10 only, so that the sorter is given
 * two jobs of different names to compare: the column that is asked first decides.
 *
 * Returns: the column's place in the table, or -1
 */
gint
haulier_job_order_find (HaulierJobOrder *self, GtkSorter *sorter, gboolean *out_descending)
{
  g_autoptr (HaulierJobItem) a
      = haulier_job_item_new (haulier_job_new ("a", "a", HAULIER_JOB_ORIGIN_DESKTOP));
  g_autoptr (HaulierJobItem) b
      = haulier_job_item_new (haulier_job_new ("b", "b", HAULIER_JOB_ORIGIN_DESKTOP));
  GtkOrdering ordering;

  self->asked = NULL;
  self->probing = TRUE;
  ordering = gtk_sorter_compare (sorter, a, b);
  self->probing = FALSE;
  *out_descending = ordering == GTK_ORDERING_LARGER;
  if (ordering == GTK_ORDERING_EQUAL)
    return -1;
  return self->asked != NULL ? (gint) (self->asked - self->entries) : 0;
}
