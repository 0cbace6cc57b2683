/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* One cell of the list: what a column says of a job, kept up to date in place. */
#include "config.h"

#include "haulier-job-cell.h"

#include "haulier-ticker.h"

struct _HaulierJobCell
{
  GtkWidget parent_instance;

  const HaulierJobColumn *column;
  HaulierJobItem *item; /* (nullable) */
  GSignalGroup *changes;
  HaulierTicker *ticker; /* of the column that has words for the state, else %NULL */

  GtkImage *icon;       /* (nullable) */
  GtkProgressBar *bar;  /* (nullable) */
  GtkInscription *text; /* unlike a label it leaves the layout alone when it changes */
};

G_DEFINE_FINAL_TYPE (HaulierJobCell, haulier_job_cell, GTK_TYPE_WIDGET)

/* The row is the toolkit's own widget; its label comes from the first cell. */
static void
describe_row (HaulierJobCell *self)
{
  GtkWidget *cell = gtk_widget_get_parent (GTK_WIDGET (self));
  GtkWidget *row = cell != NULL ? gtk_widget_get_parent (cell) : NULL;
  g_autofree char *label = haulier_job_column_dup_label (self->item);

  if (row != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}

static void
update_icon (HaulierJobCell *self)
{
  const char *icon = haulier_job_column_get_icon (self->item);

  if (g_strcmp0 (gtk_image_get_icon_name (self->icon), icon) != 0)
    gtk_image_set_from_icon_name (self->icon, icon);
  if (haulier_job_item_get_group (self->item) == HAULIER_JOB_GROUP_ATTENTION)
    gtk_widget_add_css_class (GTK_WIDGET (self->icon), "warning");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->icon), "warning");
}

static void
update_bar (HaulierJobCell *self, const char *text)
{
  double progress = haulier_job_item_get_progress (self->item);

  gtk_progress_bar_set_fraction (self->bar, CLAMP (progress, 0, 1));
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (self->bar), GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT, text, -1);
}

static void
update_cb (HaulierJobCell *self)
{
  g_autofree char *text = self->column->dup_text (self->item);

  gtk_inscription_set_text (self->text, text);
  if (self->icon != NULL)
    update_icon (self);
  if (self->bar != NULL)
    update_bar (self, text);
  if (self->ticker != NULL)
    haulier_ticker_watch (self->ticker, self->item);
  if (self->column->kind == HAULIER_JOB_COLUMN_NAME)
    describe_row (self);
}

static gboolean
query_tooltip_cb (GtkWidget *widget,
                  int x,
                  int y,
                  gboolean keyboard,
                  GtkTooltip *tooltip,
                  HaulierJobCell *self)
{
  const char *text = gtk_inscription_get_text (self->text);
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (widget, text);
  int width;

  pango_layout_get_pixel_size (layout, &width, NULL);
  if (width <= gtk_widget_get_width (widget))
    return FALSE;
  gtk_tooltip_set_text (tooltip, text);
  return TRUE;
}

static void
haulier_job_cell_dispose (GObject *object)
{
  HaulierJobCell *self = HAULIER_JOB_CELL (object);
  GtkWidget *child;

  g_clear_object (&self->changes);
  g_clear_pointer (&self->ticker, haulier_ticker_free);
  g_clear_object (&self->item);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (haulier_job_cell_parent_class)->dispose (object);
}

static void
haulier_job_cell_class_init (HaulierJobCellClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = haulier_job_cell_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "jobcell");
}

static void
haulier_job_cell_init (HaulierJobCell *self)
{
  gtk_box_layout_set_spacing (GTK_BOX_LAYOUT (gtk_widget_get_layout_manager (GTK_WIDGET (self))),
                              9);
  self->changes = g_signal_group_new (HAULIER_TYPE_JOB_ITEM);
}

static void
add_icon (HaulierJobCell *self)
{
  self->icon = GTK_IMAGE (
      g_object_new (GTK_TYPE_IMAGE, "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL));
  gtk_widget_set_parent (GTK_WIDGET (self->icon), GTK_WIDGET (self));
}

static void
add_bar (HaulierJobCell *self)
{
  self->bar = GTK_PROGRESS_BAR (gtk_progress_bar_new ());
  gtk_widget_set_hexpand (GTK_WIDGET (self->bar), TRUE);
  gtk_widget_set_valign (GTK_WIDGET (self->bar), GTK_ALIGN_CENTER);
  gtk_widget_set_parent (GTK_WIDGET (self->bar), GTK_WIDGET (self));
}

static void
add_text (HaulierJobCell *self)
{
  GtkWidget *widget = gtk_inscription_new (NULL);

  self->text = GTK_INSCRIPTION (widget);
  gtk_inscription_set_text_overflow (self->text,
                                     self->icon != NULL ? GTK_INSCRIPTION_OVERFLOW_ELLIPSIZE_MIDDLE
                                                        : GTK_INSCRIPTION_OVERFLOW_ELLIPSIZE_END);
  gtk_inscription_set_xalign (self->text, self->column->numeric ? 1 : 0);
  gtk_inscription_set_min_chars (self->text, self->bar != NULL ? 6 : 3);
  gtk_inscription_set_nat_chars (self->text,
                                 self->bar != NULL          ? 5
                                 : self->column->width == 0 ? 24
                                                            : 3);
  gtk_widget_set_hexpand (widget, self->bar == NULL);
  if (self->column->numeric)
    gtk_widget_add_css_class (widget, "numeric");
  gtk_widget_set_has_tooltip (widget, TRUE);
  g_signal_connect (widget, "query-tooltip", G_CALLBACK (query_tooltip_cb), self);
  gtk_widget_set_parent (widget, GTK_WIDGET (self));
}

/**
 * haulier_job_cell_new:
 * @column: what it says
 *
 * Returns: (transfer floating): an empty cell
 */
GtkWidget *
haulier_job_cell_new (const HaulierJobColumn *column)
{
  HaulierJobCell *self = g_object_new (HAULIER_TYPE_JOB_CELL, NULL);

  self->column = column;
  if (column->kind == HAULIER_JOB_COLUMN_NAME)
    add_icon (self);
  if (column->kind == HAULIER_JOB_COLUMN_PROGRESS)
    add_bar (self);
  add_text (self);
  for (guint i = 0; i < G_N_ELEMENTS (column->watched) && column->watched[i] != NULL; i++)
    {
      g_autofree char *signal = g_strconcat ("notify::", column->watched[i], NULL);

      g_signal_group_connect_swapped (self->changes, signal, G_CALLBACK (update_cb), self);
      if (g_str_equal (column->watched[i], "state-text"))
        self->ticker = haulier_ticker_new ();
    }
  if (column->kind == HAULIER_JOB_COLUMN_NAME)
    {
      /* What the row's own label says. */
      g_signal_group_connect_swapped (
          self->changes, "notify::state-text", G_CALLBACK (describe_row), self);
      g_signal_group_connect_swapped (
          self->changes, "notify::progress", G_CALLBACK (describe_row), self);
      g_signal_group_connect_swapped (
          self->changes, "notify::owner-label", G_CALLBACK (describe_row), self);
    }
  return GTK_WIDGET (self);
}

/**
 * haulier_job_cell_get_item:
 *
 * Returns: (nullable) (transfer none): the job on show
 */
HaulierJobItem *
haulier_job_cell_get_item (HaulierJobCell *self)
{
  g_return_val_if_fail (HAULIER_IS_JOB_CELL (self), NULL);

  return self->item;
}

/**
 * haulier_job_cell_set_item:
 * @item: (nullable): the job, or nothing while the cell is not used
 *
 * Shows a job.
 */
void
haulier_job_cell_set_item (HaulierJobCell *self, HaulierJobItem *item)
{
  g_return_if_fail (HAULIER_IS_JOB_CELL (self));

  if (!g_set_object (&self->item, item))
    return;
  g_signal_group_set_target (self->changes, item);
  if (item != NULL)
    update_cb (self);
  else if (self->ticker != NULL)
    haulier_ticker_watch (self->ticker, NULL);
}
