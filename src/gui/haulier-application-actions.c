/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* What can be done from anywhere: keys, notifications and the command line end here. */
#include "config.h"

#include "haulier-application-actions.h"

#include "haulier-about.h"
#include "haulier-job-act.h"
#include "haulier-opener.h"
#include "haulier-preferences.h"
#include "haulier-window.h"

typedef struct
{
  const char *action;
  const char *accels[3];
} Accelerator;

/* Keys that a text field has uses for too (Delete, Ctrl+A, Ctrl+V) are bound by the window, which
 * is asked after the field; these here are asked before. */
static const Accelerator accelerators[] = {
  { "app.preferences", { "<Control>comma" } },
  { "app.quit", { "<Control>q" } },
  { "win.details-pane", { "<Shift>F9" } },
  { "win.menu", { "F10" } },
  { "win.new", { "<Control>n" } },
  { "win.open-file", { "<Control>o" } },
  { "win.resume", { "<Control>r" } },
  { "win.search", { "<Control>f" } },
  { "win.show-details", { "<Alt>Return" } },
  { "win.show-help-overlay", { "<Control>question", "F1" } },
  { "win.show-in-folder", { "<Control>e" } },
  { "win.sidebar", { "F9" } },
  { "win.suspend", { "<Control>s" } },
  { "window.close", { "<Control>w" } },
};

static void
about_activated (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  HaulierApplication *self = user_data;

  haulier_about_present (gtk_application_get_active_window (GTK_APPLICATION (self)));
}

static void
preferences_activated (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  HaulierApplication *self = user_data;

  haulier_preferences_present (GTK_WINDOW (haulier_window_ensure (self)),
                               haulier_application_get_engines (self));
}

/* Windows are closed as by hand: what they have to send and to remember, they do then. */
static void
quit_activated (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  GtkApplication *application = user_data;
  g_autoptr (GList) windows = g_list_copy (gtk_application_get_windows (application));

  for (GList *l = windows; l != NULL; l = l->next)
    if (HAULIER_IS_WINDOW (l->data))
      gtk_window_close (l->data);
}

static void
show_activated (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  g_application_activate (user_data);
}

static void
open_activated (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  HaulierApplication *self = user_data;
  g_autofree const char **uris = g_variant_get_strv (parameter, NULL);

  g_application_activate (G_APPLICATION (self));
  haulier_window_open (haulier_window_ensure (self), uris);
}

static void
new_activated (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  HaulierApplication *self = user_data;

  g_application_activate (G_APPLICATION (self));
  gtk_widget_activate_action (GTK_WIDGET (haulier_window_ensure (self)), "win.new", NULL);
}

static void
show_job_activated (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  HaulierApplication *self = user_data;

  g_application_activate (G_APPLICATION (self));
  haulier_window_show_job (haulier_window_ensure (self), g_variant_get_string (parameter, NULL));
}

static void
open_job (HaulierApplication *self, const char *id, gboolean folder)
{
  HaulierJobItem *item = haulier_all_jobs_lookup (haulier_application_get_jobs (self), id);

  if (item != NULL && haulier_job_item_get_job (item)->local != NULL)
    haulier_opener_open_async (haulier_job_item_get_job (item)->local, folder, NULL, NULL, NULL);
}

static void
open_file_activated (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  open_job (user_data, g_variant_get_string (parameter, NULL), FALSE);
}

static void
show_in_folder_activated (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  open_job (user_data, g_variant_get_string (parameter, NULL), TRUE);
}

static void
retry_activated (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  HaulierJobItem *item = haulier_all_jobs_lookup (haulier_application_get_jobs (user_data),
                                                  g_variant_get_string (parameter, NULL));
  g_autoptr (GPtrArray) items = g_ptr_array_new ();

  if (item == NULL)
    return;
  g_ptr_array_add (items, item);
  haulier_job_act_async (items, HAULIER_JOB_ACTION_RETRY, NULL, NULL, NULL);
}

static const GActionEntry actions[] = {
  { .name = "about", .activate = about_activated },
  { .name = "new", .activate = new_activated },
  { .name = "open", .activate = open_activated, .parameter_type = "as" },
  { .name = "open-file", .activate = open_file_activated, .parameter_type = "s" },
  { .name = "preferences", .activate = preferences_activated },
  { .name = "quit", .activate = quit_activated },
  { .name = "retry", .activate = retry_activated, .parameter_type = "s" },
  { .name = "show", .activate = show_activated },
  { .name = "show-in-folder", .activate = show_in_folder_activated, .parameter_type = "s" },
  { .name = "show-job", .activate = show_job_activated, .parameter_type = "s" },
};

/**
 * haulier_application_actions_add:
 *
 * Gives the application its actions, and the keys of every action.
 */
void
haulier_application_actions_add (HaulierApplication *self)
{
  g_action_map_add_action_entries (G_ACTION_MAP (self), actions, G_N_ELEMENTS (actions), self);
  for (guint i = 0; i < G_N_ELEMENTS (accelerators); i++)
    gtk_application_set_accels_for_action (
        GTK_APPLICATION (self), accelerators[i].action, accelerators[i].accels);
}
