/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Makes the cells and rows of the list as it needs them. */
#include "config.h"

#include "haulier-job-factory.h"

#include "haulier-job-cell.h"
#include "haulier-job-tile.h"

static void
bind_cell_cb (GtkSignalListItemFactory *factory, GtkListItem *list_item, gpointer user_data)
{
  haulier_job_cell_set_item (HAULIER_JOB_CELL (gtk_list_item_get_child (list_item)),
                             gtk_list_item_get_item (list_item));
}

static void
unbind_cell_cb (GtkSignalListItemFactory *factory, GtkListItem *list_item, gpointer user_data)
{
  haulier_job_cell_set_item (HAULIER_JOB_CELL (gtk_list_item_get_child (list_item)), NULL);
}

static void
setup_cell_cb (GtkSignalListItemFactory *factory, GtkListItem *list_item, gpointer user_data)
{
  gtk_list_item_set_child (list_item, haulier_job_cell_new (user_data));
}

static void
bind_row_cb (GtkSignalListItemFactory *factory, GtkListItem *list_item, gpointer user_data)
{
  haulier_job_tile_set_item (HAULIER_JOB_TILE (gtk_list_item_get_child (list_item)),
                             gtk_list_item_get_item (list_item));
}

static void
unbind_row_cb (GtkSignalListItemFactory *factory, GtkListItem *list_item, gpointer user_data)
{
  haulier_job_tile_set_item (HAULIER_JOB_TILE (gtk_list_item_get_child (list_item)), NULL);
}

static void
setup_row_cb (GtkSignalListItemFactory *factory, GtkListItem *list_item, gpointer user_data)
{
  gtk_list_item_set_child (list_item, haulier_job_tile_new ());
}

/**
 * haulier_job_factory_new_cells:
 * @column: what the cells say
 *
 * Returns: (transfer full): what makes the cells of a column
 */
GtkListItemFactory *
haulier_job_factory_new_cells (const HaulierJobColumn *column)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  g_signal_connect (factory, "setup", G_CALLBACK (setup_cell_cb), (gpointer) column);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cell_cb), NULL);
  g_signal_connect (factory, "unbind", G_CALLBACK (unbind_cell_cb), NULL);
  return factory;
}

/**
 * haulier_job_factory_new_rows:
 *
 * Returns: (transfer full): what makes the rows of a list without columns
 */
GtkListItemFactory *
haulier_job_factory_new_rows (void)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  g_signal_connect (factory, "setup", G_CALLBACK (setup_row_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_row_cb), NULL);
  g_signal_connect (factory, "unbind", G_CALLBACK (unbind_row_cb), NULL);
  return factory;
}
