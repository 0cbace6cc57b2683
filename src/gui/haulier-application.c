/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* The application: one instance, its actions, and what opens its window. */
#include "config.h"

#include "haulier-application.h"

#include <glib/gi18n.h>

#include "haulier-about.h"
#include "haulier-window.h"

struct _HaulierApplication
{
  AdwApplication parent_instance;
};

G_DEFINE_FINAL_TYPE (HaulierApplication, haulier_application, ADW_TYPE_APPLICATION)

typedef struct
{
  const char *action;
  const char *accels[3];
} Accelerator;

static const Accelerator accelerators[] = {
  { "app.preferences", { "<Control>comma" } },
  { "app.quit", { "<Control>q" } },
  { "win.new", { "<Control>n" } },
  { "win.menu", { "F10" } },
  { "win.paste", { "<Control>v" } },
  { "win.search", { "<Control>f" } },
  { "win.sidebar", { "F9" } },
  { "win.show-help-overlay", { "<Control>question", "F1" } },
  { "window.close", { "<Control>w" } },
};

static HaulierWindow *
ensure_window (HaulierApplication *self)
{
  for (GList *l = gtk_application_get_windows (GTK_APPLICATION (self)); l != NULL; l = l->next)
    if (HAULIER_IS_WINDOW (l->data))
      return l->data;
  return haulier_window_new (self);
}

static void
about_activated (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  HaulierApplication *self = user_data;

  haulier_about_present (gtk_application_get_active_window (GTK_APPLICATION (self)));
}

static void
quit_activated (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  GApplication *application = user_data;

  g_application_quit (application);
}

static const GActionEntry actions[] = {
  { .name = "about", .activate = about_activated },
  { .name = "quit", .activate = quit_activated },
};

static void
haulier_application_startup (GApplication *application)
{
  G_APPLICATION_CLASS (haulier_application_parent_class)->startup (application);

  g_action_map_add_action_entries (
      G_ACTION_MAP (application), actions, G_N_ELEMENTS (actions), application);
  for (guint i = 0; i < G_N_ELEMENTS (accelerators); i++)
    gtk_application_set_accels_for_action (
        GTK_APPLICATION (application), accelerators[i].action, accelerators[i].accels);
  gtk_window_set_default_icon_name (HAULIER_APPLICATION_ID);
}

static void
haulier_application_activate (GApplication *application)
{
  gtk_window_present (GTK_WINDOW (ensure_window (HAULIER_APPLICATION (application))));
}

static void
haulier_application_class_init (HaulierApplicationClass *klass)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  application_class->startup = haulier_application_startup;
  application_class->activate = haulier_application_activate;
}

static void
haulier_application_init (HaulierApplication *self)
{
}

/**
 * haulier_application_new:
 *
 * Returns: (transfer full): the application, not yet registered
 */
HaulierApplication *
haulier_application_new (void)
{
  return g_object_new (HAULIER_TYPE_APPLICATION,
                       "application-id",
                       HAULIER_APPLICATION_ID,
                       "resource-base-path",
                       "/org/haulier/Haulier",
                       "flags",
                       G_APPLICATION_HANDLES_OPEN,
                       NULL);
}
