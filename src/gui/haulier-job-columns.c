/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* The columns of the list as the toolkit has them: made from the table, shown as there is room. */
#include "config.h"

#include "haulier-job-columns.h"

#include <glib/gi18n.h>

#include "haulier-job-factory.h"

/* Titles of numbers stand above them, at the end; the toolkit has no property for it. */
static void
align_titles (GtkColumnView *view)
{
  guint n_columns;
  const HaulierJobColumn *table = haulier_job_column_get_table (&n_columns);
  GtkWidget *header = gtk_widget_get_first_child (GTK_WIDGET (view));
  GtkWidget *title = header != NULL ? gtk_widget_get_first_child (header) : NULL;

  for (guint i = 0; i < n_columns && title != NULL; i++)
    {
      GtkWidget *box = gtk_widget_get_first_child (title);

      if (table[i].numeric && table[i].kind == HAULIER_JOB_COLUMN_TEXT && box != NULL)
        gtk_widget_set_halign (box, GTK_ALIGN_END);
      title = gtk_widget_get_next_sibling (title);
    }
}

/* GTK 4.8 counts the widths of columns that are not visible: these get none. */
static void
show_column (GtkColumnViewColumn *column, const HaulierJobColumn *row, gboolean show)
{
  if (gtk_column_view_column_get_visible (column) == show)
    return;
  gtk_column_view_column_set_fixed_width (column, !show ? 0 : row->width == 0 ? -1 : row->width);
  gtk_column_view_column_set_visible (column, show);
}

/**
 * haulier_job_columns_add:
 * @view: a view without columns
 * @order: its sorters
 *
 * Returns: (transfer full) (element-type GtkColumnViewColumn): the columns, in order of the table
 */
GPtrArray *
haulier_job_columns_add (GtkColumnView *view, HaulierJobOrder *order)
{
  guint n_columns;
  const HaulierJobColumn *table = haulier_job_column_get_table (&n_columns);
  GPtrArray *columns = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < n_columns; i++)
    {
      GtkColumnViewColumn *column = gtk_column_view_column_new (
          gettext (table[i].title), haulier_job_factory_new_cells (&table[i]));

      gtk_column_view_column_set_resizable (column, TRUE);
      gtk_column_view_column_set_expand (column, table[i].width == 0);
      if (table[i].width != 0)
        gtk_column_view_column_set_fixed_width (column, table[i].width);
      show_column (column, &table[i], table[i].from_width == 0);
      gtk_column_view_column_set_sorter (column, haulier_job_order_get_sorter (order, i));
      gtk_column_view_append_column (view, column);
      g_ptr_array_add (columns, column);
    }
  align_titles (view);
  return columns;
}

/**
 * haulier_job_columns_adapt:
 * @columns: what haulier_job_columns_add() gave
 * @width: of the view, in pixels
 * @several_owners: whether the jobs have more than one owner
 *
 * Shows the columns that there is room for.
 */
void
haulier_job_columns_adapt (GPtrArray *columns, int width, gboolean several_owners)
{
  guint n_columns;
  const HaulierJobColumn *table = haulier_job_column_get_table (&n_columns);

  for (guint i = 0; i < n_columns; i++)
    show_column (g_ptr_array_index (columns, i),
                 &table[i],
                 width >= table[i].from_width && (several_owners || !table[i].of_several));
}
