/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* The list of jobs: columns where there is room for them, else rows; sorted, filtered, selected. */
#include "config.h"

#include "haulier-job-view.h"

#include <glib/gi18n.h>

#include "haulier-job-cell.h"
#include "haulier-job-column.h"
#include "haulier-job-columns.h"
#include "haulier-job-factory.h"
#include "haulier-job-order.h"
#include "haulier-stack.h"
#include "haulier-job-tile.h"
#include "haulier-list-top.h"

/* Below it the list has one column of rows. */
#define COLUMNS_FROM_WIDTH_PX 480
/* How often jobs that move change places in a list sorted by how they move. */
#define RESORT_INTERVAL_MS 1000

struct _HaulierJobView
{
  GtkWidget parent_instance;

  HaulierJobSelection *selection;
  HaulierJobOrder *order;
  GPtrArray *columns; /* GtkColumnViewColumn, in the order of the table */
  int shown_width;    /* for which the columns were chosen, or -1 */
  gboolean several_owners;
  guint adapt_source;
  guint resort_source;

  GtkStack *stack;
  GtkColumnView *column_view;
  GtkListView *list_view;
  GtkWidget *menu; /* (nullable): gone after dispose */
};

enum
{
  PROP_0,
  PROP_MENU_MODEL,
  N_PROPS,
};

enum
{
  JOB_ACTIVATED,
  JOB_TAPPED,
  N_SIGNALS,
};

G_DEFINE_FINAL_TYPE (HaulierJobView, haulier_job_view, GTK_TYPE_WIDGET)

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

static gboolean
shows_columns (HaulierJobView *self)
{
  return g_str_equal (gtk_stack_get_visible_child_name (self->stack), "columns");
}

/* Only the view on show has the model: the other one costs nothing. */
static void
show_view (HaulierJobView *self, gboolean columns)
{
  GtkSelectionModel *selection = haulier_job_selection_get_model (self->selection);

  gtk_column_view_set_model (self->column_view, columns ? selection : NULL);
  gtk_list_view_set_model (self->list_view, columns ? NULL : selection);
  haulier_stack_show (self->stack, columns ? "columns" : "rows");
}

static gboolean
adapt_cb (gpointer user_data)
{
  HaulierJobView *self = user_data;
  gboolean columns = self->shown_width >= COLUMNS_FROM_WIDTH_PX;

  self->adapt_source = 0;
  if (columns)
    haulier_job_columns_adapt (self->columns, self->shown_width, self->several_owners);
  if (columns != shows_columns (self))
    show_view (self, columns);
  return G_SOURCE_REMOVE;
}

/* Columns come and go after a layout, never in the middle of it. */
static void
queue_adapt (HaulierJobView *self)
{
  if (self->adapt_source == 0)
    self->adapt_source = g_idle_add_full (GDK_PRIORITY_REDRAW - 10, adapt_cb, self, NULL);
}

static void
activate_cb (HaulierJobView *self, guint position)
{
  g_autoptr (HaulierJobItem) item = g_list_model_get_item (
      G_LIST_MODEL (haulier_job_selection_get_model (self->selection)), position);

  if (item != NULL)
    g_signal_emit (self, signals[JOB_ACTIVATED], 0, item);
}

/* The first cell or row below a widget that shows a job. */
static HaulierJobItem *
find_item_below (GtkWidget *widget)
{
  HaulierJobItem *found = NULL;

  if (HAULIER_IS_JOB_CELL (widget))
    return haulier_job_cell_get_item (HAULIER_JOB_CELL (widget));
  if (HAULIER_IS_JOB_TILE (widget))
    return haulier_job_tile_get_item (HAULIER_JOB_TILE (widget));
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_item_below (child);
  return found;
}

/* The toolkit does not say whose row a widget is in; its rows have the CSS name `row`. */
static HaulierJobItem *
find_item_around (HaulierJobView *self, GtkWidget *widget)
{
  while (widget != NULL && widget != GTK_WIDGET (self)
         && !g_str_equal (gtk_widget_get_css_name (widget), "row"))
    widget = gtk_widget_get_parent (widget);
  return widget != NULL && widget != GTK_WIDGET (self) ? find_item_below (widget) : NULL;
}

static HaulierJobItem *
find_item_at (HaulierJobView *self, double x, double y)
{
  return find_item_around (self, gtk_widget_pick (GTK_WIDGET (self), x, y, GTK_PICK_DEFAULT));
}

/* What a menu is asked for is selected, with the rest of the selection or alone. */
static gboolean
ensure_selected (HaulierJobView *self, HaulierJobItem *item)
{
  GtkSelectionModel *model = haulier_job_selection_get_model (self->selection);
  guint position;

  if (item == NULL || !haulier_job_selection_find (self->selection, item, &position))
    return FALSE;
  if (!gtk_selection_model_is_selected (model, position))
    gtk_selection_model_select_item (model, position, TRUE);
  return TRUE;
}

static void
popup_menu_at (HaulierJobView *self, double x, double y)
{
  GdkRectangle place = { (int) x, (int) y, 1, 1 };

  gtk_popover_set_pointing_to (GTK_POPOVER (self->menu), &place);
  gtk_popover_popup (GTK_POPOVER (self->menu));
}

static void
right_pressed_cb (HaulierJobView *self, int n_press, double x, double y)
{
  if (ensure_selected (self, find_item_at (self, x, y)))
    popup_menu_at (self, x, y);
}

static void
released_cb (GtkGestureClick *gesture, int n_press, double x, double y, HaulierJobView *self)
{
  GdkModifierType state
      = gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (gesture));
  HaulierJobItem *item = find_item_at (self, x, y);

  if (item != NULL && n_press == 1 && !shows_columns (self)
      && (state & (GDK_CONTROL_MASK | GDK_SHIFT_MASK)) == 0)
    g_signal_emit (self, signals[JOB_TAPPED], 0, item);
}

static gboolean
popup_menu_cb (GtkWidget *widget, GVariant *arguments, gpointer user_data)
{
  HaulierJobView *self = HAULIER_JOB_VIEW (widget);
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (widget));
  graphene_rect_t bounds = GRAPHENE_RECT_INIT (0, 0, 48, 48);

  if (focus == NULL || !gtk_widget_is_ancestor (focus, widget)
      || !ensure_selected (self, find_item_around (self, focus))
      || !gtk_widget_compute_bounds (focus, widget, &bounds))
    return FALSE;
  popup_menu_at (self,
                 bounds.origin.x + MIN (bounds.size.width / 2, 48),
                 bounds.origin.y + bounds.size.height / 2);
  return TRUE;
}

static gboolean
resort_cb (gpointer user_data)
{
  HaulierJobView *self = user_data;
  HaulierJobFilter *filter = haulier_job_selection_get_filter (self->selection);
  guint n_columns;
  const HaulierJobColumn *table = haulier_job_column_get_table (&n_columns);
  gboolean descending;
  gint column = haulier_job_order_find (
      self->order, gtk_column_view_get_sorter (self->column_view), &descending);

  self->resort_source = 0;
  if (haulier_job_filter_depends_on_state (filter))
    gtk_filter_changed (GTK_FILTER (filter), GTK_FILTER_CHANGE_DIFFERENT);
  if (column >= 0 && table[column].live)
    gtk_sorter_changed (haulier_job_order_get_sorter (self->order, (guint) column),
                        GTK_SORTER_CHANGE_DIFFERENT);
  return G_SOURCE_REMOVE;
}

/* Called before the list is sorted. */
static void
order_changed_cb (HaulierJobView *self)
{
  guint n_columns;
  const HaulierJobColumn *table = haulier_job_column_get_table (&n_columns);
  gboolean descending;
  gint column = haulier_job_order_find (
      self->order, gtk_column_view_get_sorter (self->column_view), &descending);

  haulier_job_selection_set_live (self->selection, column >= 0 && table[column].live);
}

static void
haulier_job_view_measure (GtkWidget *widget,
                          GtkOrientation orientation,
                          int for_size,
                          int *minimum,
                          int *natural,
                          int *minimum_baseline,
                          int *natural_baseline)
{
  HaulierJobView *self = HAULIER_JOB_VIEW (widget);

  gtk_widget_measure (
      GTK_WIDGET (self->stack), orientation, for_size, minimum, natural, NULL, NULL);
}

static void
haulier_job_view_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  HaulierJobView *self = HAULIER_JOB_VIEW (widget);

  gtk_widget_allocate (GTK_WIDGET (self->stack), width, height, baseline, NULL);
  gtk_popover_present (GTK_POPOVER (self->menu));
  if (width == self->shown_width)
    return;
  self->shown_width = width;
  queue_adapt (self);
}

static void
haulier_job_view_dispose (GObject *object)
{
  HaulierJobView *self = HAULIER_JOB_VIEW (object);

  g_clear_handle_id (&self->adapt_source, g_source_remove);
  g_clear_handle_id (&self->resort_source, g_source_remove);
  if (self->column_view != NULL)
    g_signal_handlers_disconnect_by_func (
        gtk_column_view_get_sorter (self->column_view), order_changed_cb, self);
  g_clear_pointer (&self->menu, gtk_widget_unparent);
  gtk_widget_dispose_template (GTK_WIDGET (object), HAULIER_TYPE_JOB_VIEW);
  g_clear_pointer (&self->columns, g_ptr_array_unref);
  g_clear_object (&self->selection);

  G_OBJECT_CLASS (haulier_job_view_parent_class)->dispose (object);
}

static void
haulier_job_view_finalize (GObject *object)
{
  haulier_job_order_free (HAULIER_JOB_VIEW (object)->order);

  G_OBJECT_CLASS (haulier_job_view_parent_class)->finalize (object);
}

static void
haulier_job_view_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  HaulierJobView *self = HAULIER_JOB_VIEW (object);

  switch (id)
    {
    case PROP_MENU_MODEL:
      g_value_set_object (value, gtk_popover_menu_get_menu_model (GTK_POPOVER_MENU (self->menu)));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
haulier_job_view_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  HaulierJobView *self = HAULIER_JOB_VIEW (object);

  switch (id)
    {
    case PROP_MENU_MODEL:
      gtk_popover_menu_set_menu_model (GTK_POPOVER_MENU (self->menu), g_value_get_object (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
haulier_job_view_class_init (HaulierJobViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GType type = HAULIER_TYPE_JOB_VIEW;

  object_class->dispose = haulier_job_view_dispose;
  object_class->finalize = haulier_job_view_finalize;
  object_class->get_property = haulier_job_view_get_property;
  object_class->set_property = haulier_job_view_set_property;
  widget_class->measure = haulier_job_view_measure;
  widget_class->size_allocate = haulier_job_view_size_allocate;

  properties[PROP_MENU_MODEL] = g_param_spec_object (
      "menu-model", NULL, NULL, G_TYPE_MENU_MODEL, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  signals[JOB_ACTIVATED] = g_signal_new ("job-activated",
                                         type,
                                         G_SIGNAL_RUN_LAST,
                                         0,
                                         NULL,
                                         NULL,
                                         NULL,
                                         G_TYPE_NONE,
                                         1,
                                         HAULIER_TYPE_JOB_ITEM);
  signals[JOB_TAPPED] = g_signal_new ("job-tapped",
                                      type,
                                      G_SIGNAL_RUN_LAST,
                                      0,
                                      NULL,
                                      NULL,
                                      NULL,
                                      G_TYPE_NONE,
                                      1,
                                      HAULIER_TYPE_JOB_ITEM);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/haulier/Haulier/haulier-job-view.ui");
  gtk_widget_class_bind_template_child (widget_class, HaulierJobView, stack);
  gtk_widget_class_bind_template_child (widget_class, HaulierJobView, column_view);
  gtk_widget_class_bind_template_child (widget_class, HaulierJobView, list_view);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, right_pressed_cb);
  gtk_widget_class_bind_template_callback (widget_class, released_cb);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_F10, GDK_SHIFT_MASK, popup_menu_cb, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Menu, 0, popup_menu_cb, NULL);
}

static void
haulier_job_view_init (HaulierJobView *self)
{
  g_autoptr (GtkListItemFactory) rows = haulier_job_factory_new_rows ();
  GListModel *model;

  gtk_widget_init_template (GTK_WIDGET (self));
  self->shown_width = -1;
  self->selection = haulier_job_selection_new ();
  model = G_LIST_MODEL (haulier_job_selection_get_model (self->selection));
  self->order = haulier_job_order_new ();
  self->menu = gtk_popover_menu_new_from_model (NULL);
  gtk_popover_set_has_arrow (GTK_POPOVER (self->menu), FALSE);
  gtk_widget_set_halign (self->menu, GTK_ALIGN_START);
  gtk_widget_set_parent (self->menu, GTK_WIDGET (self));
  self->columns = haulier_job_columns_add (self->column_view, self->order);
  gtk_list_view_set_factory (self->list_view, rows);

  g_signal_connect_object (gtk_column_view_get_sorter (self->column_view),
                           "changed",
                           G_CALLBACK (order_changed_cb),
                           self,
                           G_CONNECT_SWAPPED);
  haulier_job_selection_set_sorter (self->selection,
                                    gtk_column_view_get_sorter (self->column_view));
  show_view (self, TRUE);
  haulier_list_top_keep (gtk_widget_get_last_child (GTK_WIDGET (self->column_view)), model);
  haulier_list_top_keep (GTK_WIDGET (self->list_view), model);
}

/**
 * haulier_job_view_get_selection:
 *
 * Returns: (transfer none): what is shown and selected
 */
HaulierJobSelection *
haulier_job_view_get_selection (HaulierJobView *self)
{
  g_return_val_if_fail (HAULIER_IS_JOB_VIEW (self), NULL);

  return self->selection;
}

/**
 * haulier_job_view_select:
 * @item: a job
 *
 * Selects a job alone and brings it into view, if the list shows it.
 */
void
haulier_job_view_select (HaulierJobView *self, HaulierJobItem *item)
{
  GtkWidget *view;
  guint position;

  g_return_if_fail (HAULIER_IS_JOB_VIEW (self));

  if (!haulier_job_selection_find (self->selection, item, &position))
    return;
  view = shows_columns (self) ? gtk_widget_get_last_child (GTK_WIDGET (self->column_view))
                              : GTK_WIDGET (self->list_view);
  gtk_selection_model_select_item (
      haulier_job_selection_get_model (self->selection), position, TRUE);
  gtk_widget_activate_action (view, "list.scroll-to-item", "u", position);
}

/**
 * haulier_job_view_job_changed:
 * @item: a job that the list may show
 *
 * Lets the list know that a job has moved: its place may be another one now. Cells follow by
 * themselves.
 */
void
haulier_job_view_job_changed (HaulierJobView *self, HaulierJobItem *item)
{
  g_return_if_fail (HAULIER_IS_JOB_VIEW (self));

  if (self->resort_source == 0)
    self->resort_source = g_timeout_add (RESORT_INTERVAL_MS, resort_cb, self);
}

/**
 * haulier_job_view_get_order:
 * @out_descending: (out): whether the order is turned round
 *
 * Returns: (nullable) (transfer none): id of the column that a person sorts by
 */
const char *
haulier_job_view_get_order (HaulierJobView *self, gboolean *out_descending)
{
  guint n_columns;
  const HaulierJobColumn *table = haulier_job_column_get_table (&n_columns);
  gint column;

  g_return_val_if_fail (HAULIER_IS_JOB_VIEW (self), NULL);

  column = haulier_job_order_find (
      self->order, gtk_column_view_get_sorter (self->column_view), out_descending);
  return column >= 0 ? table[column].id : NULL;
}

/**
 * haulier_job_view_set_order:
 * @column: id of a column; one that is not known changes nothing
 * @descending: whether the order is turned round
 */
void
haulier_job_view_set_order (HaulierJobView *self, const char *column, gboolean descending)
{
  guint n_columns;
  const HaulierJobColumn *table = haulier_job_column_get_table (&n_columns);

  g_return_if_fail (HAULIER_IS_JOB_VIEW (self));

  for (guint i = 0; i < n_columns; i++)
    if (g_strcmp0 (table[i].id, column) == 0)
      gtk_column_view_sort_by_column (self->column_view,
                                      g_ptr_array_index (self->columns, i),
                                      descending ? GTK_SORT_DESCENDING : GTK_SORT_ASCENDING);
}

/**
 * haulier_job_view_set_several_owners:
 * @several_owners: whether the jobs have more than one owner
 *
 * Shows whose a job is only where that tells something.
 */
void
haulier_job_view_set_several_owners (HaulierJobView *self, gboolean several_owners)
{
  g_return_if_fail (HAULIER_IS_JOB_VIEW (self));

  if (self->several_owners == several_owners)
    return;
  self->several_owners = several_owners;
  queue_adapt (self);
}

/**
 * haulier_job_view_focus:
 *
 * Moves the keyboard to the list.
 */
void
haulier_job_view_focus (HaulierJobView *self)
{
  g_return_if_fail (HAULIER_IS_JOB_VIEW (self));

  gtk_widget_child_focus (shows_columns (self) ? GTK_WIDGET (self->column_view)
                                               : GTK_WIDGET (self->list_view),
                          GTK_DIR_TAB_FORWARD);
}
