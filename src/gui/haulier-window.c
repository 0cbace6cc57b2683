/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* The window: sidebar, list of jobs, details. */
#include "config.h"

#include "haulier-window.h"

#include "haulier-sidebar.h"

struct _HaulierWindow
{
  AdwApplicationWindow parent_instance;

  AdwLeaflet *leaflet;
  GtkWidget *sidebar_box;
  GtkWidget *content_box;
  HaulierSidebar *sidebar;
  AdwWindowTitle *title;
  GtkSearchBar *search_bar;
  GtkMenuButton *menu_button;
  GtkStack *pages;
};

G_DEFINE_FINAL_TYPE (HaulierWindow, haulier_window, ADW_TYPE_APPLICATION_WINDOW)

static void
show_list_cb (HaulierWindow *self)
{
  adw_leaflet_set_visible_child (self->leaflet, self->content_box);
}

static void
queue_changed_cb (HaulierWindow *self)
{
  adw_window_title_set_title (self->title, haulier_sidebar_get_title (self->sidebar));
}

static void
sidebar_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  HaulierWindow *self = HAULIER_WINDOW (widget);

  if (adw_leaflet_get_folded (self->leaflet))
    adw_leaflet_set_visible_child (self->leaflet, self->sidebar_box);
  else
    gtk_widget_set_visible (self->sidebar_box, !gtk_widget_get_visible (self->sidebar_box));
}

static void
search_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gtk_search_bar_set_search_mode (HAULIER_WINDOW (widget)->search_bar, TRUE);
}

static void
menu_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gtk_menu_button_popup (HAULIER_WINDOW (widget)->menu_button);
}

static void
haulier_window_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), HAULIER_TYPE_WINDOW);

  G_OBJECT_CLASS (haulier_window_parent_class)->dispose (object);
}

static void
haulier_window_class_init (HaulierWindowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = haulier_window_dispose;

  g_type_ensure (HAULIER_TYPE_SIDEBAR);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/haulier/Haulier/haulier-window.ui");
  gtk_widget_class_bind_template_child (widget_class, HaulierWindow, leaflet);
  gtk_widget_class_bind_template_child (widget_class, HaulierWindow, sidebar_box);
  gtk_widget_class_bind_template_child (widget_class, HaulierWindow, content_box);
  gtk_widget_class_bind_template_child (widget_class, HaulierWindow, sidebar);
  gtk_widget_class_bind_template_child (widget_class, HaulierWindow, title);
  gtk_widget_class_bind_template_child (widget_class, HaulierWindow, search_bar);
  gtk_widget_class_bind_template_child (widget_class, HaulierWindow, menu_button);
  gtk_widget_class_bind_template_child (widget_class, HaulierWindow, pages);
  gtk_widget_class_bind_template_callback (widget_class, queue_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, show_list_cb);
  gtk_widget_class_install_action (widget_class, "win.menu", NULL, menu_action);
  gtk_widget_class_install_action (widget_class, "win.search", NULL, search_action);
  gtk_widget_class_install_action (widget_class, "win.sidebar", NULL, sidebar_action);
}

static void
haulier_window_init (HaulierWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_stack_set_visible_child_name (self->pages, "empty");
}

/**
 * haulier_window_new:
 * @application: the application it belongs to
 *
 * Returns: (transfer none): the window, not yet shown
 */
HaulierWindow *
haulier_window_new (HaulierApplication *application)
{
  g_return_val_if_fail (HAULIER_IS_APPLICATION (application), NULL);

  return g_object_new (HAULIER_TYPE_WINDOW, "application", application, NULL);
}
