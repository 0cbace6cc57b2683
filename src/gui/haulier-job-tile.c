/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* One row of the list where there is no room for columns: name, a line of state, a thin bar. */
#include "config.h"

#include "haulier-job-tile.h"

#include "haulier-job-column.h"
#include "haulier-ticker.h"

struct _HaulierJobTile
{
  GtkWidget parent_instance;

  HaulierJobItem *item; /* (nullable) */
  GSignalGroup *changes;
  HaulierTicker *ticker;

  GtkImage *icon;
  GtkLabel *name;
  GtkLabel *summary;
  GtkProgressBar *bar;
};

G_DEFINE_FINAL_TYPE (HaulierJobTile, haulier_job_tile, GTK_TYPE_WIDGET)

static void
set_label (GtkLabel *label, const char *text)
{
  if (g_strcmp0 (gtk_label_get_label (label), text) != 0)
    gtk_label_set_label (label, text);
}

static void
update_bar (HaulierJobTile *self)
{
  double progress = haulier_job_item_get_progress (self->item);
  g_autofree char *percent = haulier_job_column_dup_percent (self->item);

  gtk_progress_bar_set_fraction (self->bar, CLAMP (progress, 0, 1));
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (self->bar), GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT, percent, -1);
}

static void
describe (HaulierJobTile *self)
{
  g_autofree char *label = haulier_job_column_dup_label (self->item);
  GtkWidget *row = gtk_widget_get_parent (GTK_WIDGET (self));

  if (row != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}

static void
update_cb (HaulierJobTile *self)
{
  HaulierJobGroup group = haulier_job_item_get_group (self->item);
  g_autofree char *summary = haulier_job_column_dup_summary (self->item);

  set_label (self->name, haulier_job_item_get_job (self->item)->name);
  set_label (self->summary, summary);
  gtk_image_set_from_icon_name (self->icon, haulier_job_column_get_icon (self->item));
  if (group == HAULIER_JOB_GROUP_ATTENTION)
    gtk_widget_add_css_class (GTK_WIDGET (self->icon), "warning");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->icon), "warning");
  gtk_widget_set_visible (GTK_WIDGET (self->bar), group != HAULIER_JOB_GROUP_FINISHED);
  update_bar (self);
  describe (self);
  haulier_ticker_watch (self->ticker, self->item);
}

static void
haulier_job_tile_dispose (GObject *object)
{
  HaulierJobTile *self = HAULIER_JOB_TILE (object);
  GtkWidget *child;

  g_clear_object (&self->changes);
  g_clear_pointer (&self->ticker, haulier_ticker_free);
  g_clear_object (&self->item);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  gtk_widget_dispose_template (GTK_WIDGET (object), HAULIER_TYPE_JOB_TILE);

  G_OBJECT_CLASS (haulier_job_tile_parent_class)->dispose (object);
}

static void
haulier_job_tile_class_init (HaulierJobTileClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = haulier_job_tile_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/haulier/Haulier/haulier-job-tile.ui");
  gtk_widget_class_bind_template_child (widget_class, HaulierJobTile, icon);
  gtk_widget_class_bind_template_child (widget_class, HaulierJobTile, name);
  gtk_widget_class_bind_template_child (widget_class, HaulierJobTile, summary);
  gtk_widget_class_bind_template_child (widget_class, HaulierJobTile, bar);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
haulier_job_tile_init (HaulierJobTile *self)
{
  static const char *const watched[] = {
    "notify::name",        "notify::state-text", "notify::bytes-transferred",
    "notify::bytes-total", "notify::speed",      "notify::owner-label",
  };

  gtk_widget_init_template (GTK_WIDGET (self));
  self->ticker = haulier_ticker_new ();
  self->changes = g_signal_group_new (HAULIER_TYPE_JOB_ITEM);
  for (guint i = 0; i < G_N_ELEMENTS (watched); i++)
    g_signal_group_connect_swapped (self->changes, watched[i], G_CALLBACK (update_cb), self);
}

/**
 * haulier_job_tile_new:
 *
 * Returns: (transfer floating): an empty row
 */
GtkWidget *
haulier_job_tile_new (void)
{
  return g_object_new (HAULIER_TYPE_JOB_TILE, NULL);
}

/**
 * haulier_job_tile_get_item:
 *
 * Returns: (nullable) (transfer none): the job on show
 */
HaulierJobItem *
haulier_job_tile_get_item (HaulierJobTile *self)
{
  g_return_val_if_fail (HAULIER_IS_JOB_TILE (self), NULL);

  return self->item;
}

/**
 * haulier_job_tile_set_item:
 * @item: (nullable): the job, or nothing while the row is not used
 *
 * Shows a job.
 */
void
haulier_job_tile_set_item (HaulierJobTile *self, HaulierJobItem *item)
{
  g_return_if_fail (HAULIER_IS_JOB_TILE (self));

  if (!g_set_object (&self->item, item))
    return;
  g_signal_group_set_target (self->changes, item);
  if (item != NULL)
    update_cb (self);
  else
    haulier_ticker_watch (self->ticker, NULL);
}
