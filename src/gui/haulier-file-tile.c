/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* One file in the list of a job's files: name, how far, and why it failed. */
#include "config.h"

#include "haulier-file-tile.h"

#include <glib/gi18n.h>

#include "haulier-error-text.h"
#include "haulier-job-words.h"

struct _HaulierFileTile
{
  GtkWidget parent_instance;

  HaulierFileItem *item; /* (nullable) */
  GSignalGroup *changes;

  GtkLabel *name;
  GtkLabel *summary;
  GtkProgressBar *bar;
};

G_DEFINE_FINAL_TYPE (HaulierFileTile, haulier_file_tile, GTK_TYPE_WIDGET)

static char *
dup_summary (const HaulierFile *file)
{
  const char *state = haulier_job_words_file_state (file->state);
  g_autofree char *amount = NULL;

  if (file->state == HAULIER_FILE_STATE_FAILED && file->failure != NULL)
    return haulier_error_text_dup_sentence (file->failure->code);
  if (file->state == HAULIER_FILE_STATE_FINISHED)
    return haulier_job_words_size (file->total);
  if (file->transferred == 0 && file->total == HAULIER_SIZE_UNKNOWN)
    return g_strdup (state);
  amount = haulier_job_words_amount (file->transferred, file->total);
  return g_strdup_printf ("%s · %s", state, amount);
}

static void
describe (HaulierFileTile *self, const char *name, const char *summary)
{
  g_autofree char *label = g_strdup_printf ("%s, %s", name, summary);
  GtkWidget *row = gtk_widget_get_parent (GTK_WIDGET (self));

  if (row != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}

static void
update_cb (HaulierFileTile *self)
{
  const HaulierFile *file = haulier_file_item_get_file (self->item);
  g_autofree char *name = NULL;
  g_autofree char *summary = NULL;
  double progress = 0;

  if (file == NULL)
    {
      gtk_label_set_label (self->name, "…");
      gtk_label_set_label (self->summary, "");
      gtk_widget_set_visible (GTK_WIDGET (self->bar), FALSE);
      return;
    }
  g_object_get (self->item, "name", &name, "progress", &progress, NULL);
  summary = dup_summary (file);
  gtk_label_set_label (self->name, name != NULL ? name : file->remote);
  gtk_label_set_label (self->summary, summary);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->summary),
                               file->failure != NULL ? file->failure->message : NULL);
  gtk_widget_set_visible (
      GTK_WIDGET (self->bar),
      file->state == HAULIER_FILE_STATE_ACTIVE
          || (file->state == HAULIER_FILE_STATE_PENDING && file->transferred > 0));
  gtk_progress_bar_set_fraction (self->bar, CLAMP (progress, 0, 1));
  if (file->state == HAULIER_FILE_STATE_FAILED)
    gtk_widget_add_css_class (GTK_WIDGET (self->summary), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->summary), "error");
  describe (self, gtk_label_get_label (self->name), summary);
}

static void
set_item (HaulierFileTile *self, HaulierFileItem *item)
{
  g_set_object (&self->item, item);
  g_signal_group_set_target (self->changes, item);
  if (item != NULL)
    update_cb (self);
}

static void
haulier_file_tile_dispose (GObject *object)
{
  HaulierFileTile *self = HAULIER_FILE_TILE (object);
  GtkWidget *child;

  g_clear_object (&self->changes);
  g_clear_object (&self->item);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  gtk_widget_dispose_template (GTK_WIDGET (object), HAULIER_TYPE_FILE_TILE);

  G_OBJECT_CLASS (haulier_file_tile_parent_class)->dispose (object);
}

static void
haulier_file_tile_class_init (HaulierFileTileClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = haulier_file_tile_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/haulier/Haulier/haulier-file-tile.ui");
  gtk_widget_class_bind_template_child (widget_class, HaulierFileTile, name);
  gtk_widget_class_bind_template_child (widget_class, HaulierFileTile, summary);
  gtk_widget_class_bind_template_child (widget_class, HaulierFileTile, bar);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
haulier_file_tile_init (HaulierFileTile *self)
{
  static const char *const watched[] = {
    "notify::loaded", "notify::name", "notify::transferred", "notify::total", "notify::state"
  };

  gtk_widget_init_template (GTK_WIDGET (self));
  self->changes = g_signal_group_new (HAULIER_TYPE_FILE_ITEM);
  for (guint i = 0; i < G_N_ELEMENTS (watched); i++)
    g_signal_group_connect_swapped (self->changes, watched[i], G_CALLBACK (update_cb), self);
}

static void
setup_cb (GtkSignalListItemFactory *factory, GtkListItem *list_item, gpointer user_data)
{
  gtk_list_item_set_child (list_item, g_object_new (HAULIER_TYPE_FILE_TILE, NULL));
}

static void
bind_cb (GtkSignalListItemFactory *factory, GtkListItem *list_item, gpointer user_data)
{
  set_item (HAULIER_FILE_TILE (gtk_list_item_get_child (list_item)),
            gtk_list_item_get_item (list_item));
}

static void
unbind_cb (GtkSignalListItemFactory *factory, GtkListItem *list_item, gpointer user_data)
{
  set_item (HAULIER_FILE_TILE (gtk_list_item_get_child (list_item)), NULL);
}

/**
 * haulier_file_tile_new_factory:
 *
 * Returns: (transfer full): what makes the rows of a list of files
 */
GtkListItemFactory *
haulier_file_tile_new_factory (void)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), NULL);
  g_signal_connect (factory, "unbind", G_CALLBACK (unbind_cb), NULL);
  return factory;
}
