/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* The files of the job on show, as a list of any length. */
#include "config.h"

#include "haulier-files-page.h"

#include "haulier-file-list.h"
#include "haulier-file-tile.h"

struct _HaulierFilesPage
{
  AdwBin parent_instance;

  HaulierJobItem *item; /* (nullable): the job whose files are listed */

  GtkListView *list_view;
};

G_DEFINE_FINAL_TYPE (HaulierFilesPage, haulier_files_page, ADW_TYPE_BIN)

static void
haulier_files_page_dispose (GObject *object)
{
  HaulierFilesPage *self = HAULIER_FILES_PAGE (object);

  g_clear_object (&self->item);
  gtk_widget_dispose_template (GTK_WIDGET (object), HAULIER_TYPE_FILES_PAGE);

  G_OBJECT_CLASS (haulier_files_page_parent_class)->dispose (object);
}

static void
haulier_files_page_class_init (HaulierFilesPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = haulier_files_page_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/haulier/Haulier/haulier-files-page.ui");
  gtk_widget_class_bind_template_child (widget_class, HaulierFilesPage, list_view);
}

static void
haulier_files_page_init (HaulierFilesPage *self)
{
  g_autoptr (GtkListItemFactory) factory = haulier_file_tile_new_factory ();

  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_list_view_set_factory (self->list_view, factory);
}

/**
 * haulier_files_page_show:
 * @client: the way to the engine
 * @item: (nullable): the job; %NULL: the page is not looked at, and asks for nothing
 *
 * Lists a job's files.
 */
void
haulier_files_page_show (HaulierFilesPage *self, HaulierClient *client, HaulierJobItem *item)
{
  g_autoptr (GtkSelectionModel) model = NULL;

  g_return_if_fail (HAULIER_IS_FILES_PAGE (self));

  if (!g_set_object (&self->item, item))
    return;
  if (item != NULL)
    model = GTK_SELECTION_MODEL (
        gtk_no_selection_new (G_LIST_MODEL (haulier_file_list_new (client, item))));
  gtk_list_view_set_model (self->list_view, model);
}
