/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* The window's parts, for the files that make it up. */
#pragma once

#include "haulier-add-dialog.h"
#include "haulier-details.h"
#include "haulier-job-view.h"
#include "haulier-removal.h"
#include "haulier-sidebar.h"
#include "haulier-window.h"

G_BEGIN_DECLS

struct _HaulierWindow
{
  AdwApplicationWindow parent_instance;

  HaulierEngines *engines; /* (unowned): of the application, as the next ones */
  HaulierClient *client;   /* of the own engine */
  HaulierAllJobs *jobs;
  HaulierMemory *memory;
  HaulierJobSelection *selection; /* (unowned): of the view */
  HaulierRemoval *removal;
  HaulierSpeedLog *speeds;
  GPtrArray *waiting_uris; /* addresses given before there was an engine */
  char *shown_after_load;  /* (nullable): id of a job to select as soon as it is there */
  char *folder;            /* where downloads go */
  gboolean details_shown;
  guint update_source;

  AdwToastOverlay *toasts;
  AdwLeaflet *outer; /* list | details */
  AdwLeaflet *inner; /* sidebar | list */
  GtkWidget *sidebar_box;
  GtkWidget *content_box;
  GtkWidget *details_separator;
  AdwHeaderBar *sidebar_header;
  AdwHeaderBar *content_header;
  GtkWidget *back_button;
  GtkWidget *details_button;
  HaulierDetails *details;
  HaulierSidebar *sidebar;
  AdwWindowTitle *title;
  GtkSearchBar *search_bar;
  GtkSearchEntry *search_entry;
  GtkMenuButton *menu_button;
  GMenu *all_section; /* of its menu: what is done to all jobs */
  GtkInfoBar *notice_bar;
  GtkLabel *notice_label;
  GtkStack *pages;
  AdwStatusPage *unreachable_page;
  AdwStatusPage *none_page;
  HaulierJobView *view;
  GtkActionBar *action_bar;
  GtkLabel *selected_label;
};

guint haulier_window_count (HaulierWindow *self, HaulierQueue queue, HaulierAccountItem *account);
void haulier_window_queue_update (HaulierWindow *self);
HaulierAccountItem *haulier_window_accounts_get_chosen (HaulierWindow *self);
void haulier_window_accounts_choose_all (HaulierWindow *self);
void haulier_window_accounts_update (HaulierWindow *self);
gboolean haulier_window_accounts_has_everybody (HaulierWindow *self);
void haulier_window_accounts_set_everybody (HaulierWindow *self, gboolean everybody);
void haulier_window_accounts_lend (HaulierWindow *self);
void haulier_window_accounts_setup (HaulierWindow *self);
void haulier_window_actions_install (GtkWidgetClass *widget_class);
void haulier_window_actions_update (HaulierWindow *self);
void haulier_window_input_install (GtkWidgetClass *widget_class);
void haulier_window_input_setup (HaulierWindow *self);
void haulier_window_input_flush (HaulierWindow *self);
void haulier_window_layout_install (GtkWidgetClass *widget_class);
void haulier_window_layout_setup (HaulierWindow *self);
void haulier_window_layout_update (HaulierWindow *self);
void haulier_window_ownership_ask (HaulierWindow *self);
void haulier_window_show_details (HaulierWindow *self);
void haulier_window_tell (HaulierWindow *self, const char *text);

G_END_DECLS
