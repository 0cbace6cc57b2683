/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* How the window shares its room: panes side by side, or pages one after another. */
#include "config.h"

#include "haulier-window-private.h"

enum
{
  PROP_0,
  PROP_DETAILS_SHOWN,
  PROP_EVERYBODY,
};

/* The list and its details are beside each other, rather than pages. */
static gboolean
shows_details_beside (HaulierWindow *self)
{
  return gtk_widget_get_visible (GTK_WIDGET (self->details))
         && !adw_leaflet_get_folded (self->outer);
}

/**
 * haulier_window_layout_update:
 *
 * Decides which panes, window buttons and ways back there are.
 */
void
haulier_window_layout_update (HaulierWindow *self)
{
  gboolean on_page = adw_leaflet_get_folded (self->outer)
                     && adw_leaflet_get_visible_child (self->outer) == GTK_WIDGET (self->details);
  gboolean any = g_list_model_get_n_items (G_LIST_MODEL (self->jobs)) > 0;
  guint n_selected = haulier_job_selection_count_selected (self->selection);
  gboolean inner_folded = adw_leaflet_get_folded (self->inner);
  gboolean beside;

  gtk_widget_set_visible (GTK_WIDGET (self->details), on_page || (self->details_shown && any));
  gtk_widget_set_visible (self->details_separator,
                          gtk_widget_get_visible (GTK_WIDGET (self->details)));
  beside = shows_details_beside (self);
  adw_header_bar_set_show_end_title_buttons (self->sidebar_header, inner_folded && !beside);
  adw_header_bar_set_show_start_title_buttons (
      self->content_header, inner_folded || !gtk_widget_get_visible (self->sidebar_box));
  adw_header_bar_set_show_end_title_buttons (self->content_header, !beside);
  gtk_widget_set_visible (self->back_button, inner_folded);
  gtk_widget_set_visible (self->details_button, any && !adw_leaflet_get_folded (self->outer));
  gtk_action_bar_set_revealed (self->action_bar, n_selected > 1 || (n_selected == 1 && !beside));
}

static void
inner_folded_cb (HaulierWindow *self)
{
  haulier_window_layout_update (self);
}

static void
outer_folded_cb (HaulierWindow *self)
{
  if (!adw_leaflet_get_folded (self->outer))
    adw_leaflet_set_visible_child (self->outer, GTK_WIDGET (self->inner));
  haulier_window_layout_update (self);
}

static void
show_list_cb (HaulierWindow *self)
{
  adw_leaflet_set_visible_child (self->inner, self->content_box);
}

static void
back_cb (HaulierWindow *self)
{
  adw_leaflet_set_visible_child (self->outer, GTK_WIDGET (self->inner));
  haulier_window_layout_update (self);
  haulier_job_view_focus (self->view);
}

static void
tapped_cb (HaulierWindow *self, HaulierJobItem *item)
{
  if (!shows_details_beside (self))
    haulier_window_show_details (self);
}

static void
activated_cb (HaulierWindow *self, HaulierJobItem *item)
{
  if (haulier_job_item_get_job (item)->state == HAULIER_JOB_STATE_ACKNOWLEDGED)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.open-file", NULL);
  else
    haulier_window_show_details (self);
}

static void
sidebar_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  HaulierWindow *self = HAULIER_WINDOW (widget);

  if (adw_leaflet_get_folded (self->inner))
    {
      gtk_widget_set_visible (self->sidebar_box, TRUE);
      adw_leaflet_set_visible_child (self->outer, GTK_WIDGET (self->inner));
      adw_leaflet_set_visible_child (self->inner, self->sidebar_box);
    }
  else
    gtk_widget_set_visible (self->sidebar_box, !gtk_widget_get_visible (self->sidebar_box));
  haulier_window_layout_update (self);
}

static void
set_details_shown (HaulierWindow *self, gboolean shown)
{
  if (self->details_shown == shown)
    return;
  self->details_shown = shown;
  g_object_notify (G_OBJECT (self), "details-shown");
  haulier_window_layout_update (self);
}

static void
get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch (id)
    {
    case PROP_DETAILS_SHOWN:
      g_value_set_boolean (value, HAULIER_WINDOW (object)->details_shown);
      break;
    case PROP_EVERYBODY:
      g_value_set_boolean (value, haulier_window_accounts_has_everybody (HAULIER_WINDOW (object)));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  switch (id)
    {
    case PROP_DETAILS_SHOWN:
      set_details_shown (HAULIER_WINDOW (object), g_value_get_boolean (value));
      break;
    case PROP_EVERYBODY:
      haulier_window_accounts_set_everybody (HAULIER_WINDOW (object), g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
show_details_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  haulier_window_show_details (HAULIER_WINDOW (widget));
}

/**
 * haulier_window_show_details:
 *
 * Shows the details of the selected job: opens the pane, or goes to its page.
 */
void
haulier_window_show_details (HaulierWindow *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self->details), TRUE);
  if (!adw_leaflet_get_folded (self->outer))
    set_details_shown (self, TRUE);
  adw_leaflet_set_visible_child (self->outer, GTK_WIDGET (self->details));
  haulier_window_layout_update (self);
}

/**
 * haulier_window_layout_install:
 *
 * Adds what concerns the layout to the class.
 */
void
haulier_window_layout_install (GtkWidgetClass *widget_class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (widget_class);

  object_class->get_property = get_property;
  object_class->set_property = set_property;
  g_object_class_install_property (
      object_class,
      PROP_DETAILS_SHOWN,
      g_param_spec_boolean ("details-shown",
                            NULL,
                            NULL,
                            TRUE,
                            G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS));

  g_object_class_install_property (
      object_class,
      PROP_EVERYBODY,
      g_param_spec_boolean ("everybody",
                            NULL,
                            NULL,
                            FALSE,
                            G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS));
  gtk_widget_class_bind_template_callback (widget_class, activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, back_cb);
  gtk_widget_class_bind_template_callback (widget_class, inner_folded_cb);
  gtk_widget_class_bind_template_callback (widget_class, outer_folded_cb);
  gtk_widget_class_bind_template_callback (widget_class, show_list_cb);
  gtk_widget_class_bind_template_callback (widget_class, tapped_cb);
  gtk_widget_class_install_property_action (widget_class, "win.details-pane", "details-shown");
  gtk_widget_class_install_property_action (widget_class, "win.everybody", "everybody");
  gtk_widget_class_install_action (widget_class, "win.show-details", NULL, show_details_action);
  gtk_widget_class_install_action (widget_class, "win.sidebar", NULL, sidebar_action);
}

/**
 * haulier_window_layout_setup:
 *
 * To be called once, when the window has its parts.
 */
void
haulier_window_layout_setup (HaulierWindow *self)
{
  adw_leaflet_set_visible_child (self->inner, self->content_box);
  adw_leaflet_set_visible_child (self->outer, GTK_WIDGET (self->inner));
}
