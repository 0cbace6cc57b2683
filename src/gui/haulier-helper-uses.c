/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Rows with switches: what a job uses a helper for. */
#include "config.h"

#include "haulier-helper-uses.h"

#include <glib/gi18n.h>

#include "haulier-helper-token.h"

struct _HaulierHelperUses
{
  AdwPreferencesGroup parent_instance;

  GtkSwitch *file_switch;
  GtkSwitch *network_switch;
};

enum
{
  CHANGED,
  N_SIGNALS,
};

G_DEFINE_FINAL_TYPE (HaulierHelperUses, haulier_helper_uses, ADW_TYPE_PREFERENCES_GROUP)

static guint signals[N_SIGNALS];

static void
changed_cb (HaulierHelperUses *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
haulier_helper_uses_class_init (HaulierHelperUsesClass *klass)
{
  signals[CHANGED] = g_signal_new (
      "changed", HAULIER_TYPE_HELPER_USES, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static GtkSwitch *
add_switch (HaulierHelperUses *self, const char *title, const char *subtitle)
{
  GtkWidget *row = g_object_new (ADW_TYPE_ACTION_ROW, "title", title, "subtitle", subtitle, NULL);
  GtkWidget *toggle = gtk_switch_new ();

  gtk_widget_set_valign (toggle, GTK_ALIGN_CENTER);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), toggle);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), toggle);
  g_signal_connect_swapped (toggle, "notify::active", G_CALLBACK (changed_cb), self);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
  return GTK_SWITCH (toggle);
}

static void
haulier_helper_uses_init (HaulierHelperUses *self)
{
  self->file_switch
      = add_switch (self, _ ("For Local Files"), _ ("It creates, opens and renames them"));
  self->network_switch = add_switch (
      self, _ ("For the Network"), _ ("It opens remote files and answers with logon credentials"));
}

/**
 * haulier_helper_uses_new:
 *
 * Returns: (transfer floating): rows, to which others can be added; nothing is chosen
 */
GtkWidget *
haulier_helper_uses_new (void)
{
  return g_object_new (HAULIER_TYPE_HELPER_USES, NULL);
}

/**
 * haulier_helper_uses_get_flags:
 *
 * Returns: HAULIER_TOKEN_… that are chosen
 */
guint
haulier_helper_uses_get_flags (HaulierHelperUses *self)
{
  g_return_val_if_fail (HAULIER_IS_HELPER_USES (self), 0);

  return (gtk_switch_get_active (self->file_switch) ? HAULIER_TOKEN_LOCAL_FILE : 0)
         | (gtk_switch_get_active (self->network_switch) ? HAULIER_TOKEN_NETWORK : 0);
}

/**
 * haulier_helper_uses_set_flags:
 * @flags: HAULIER_TOKEN_…
 *
 * Chooses them.
 */
void
haulier_helper_uses_set_flags (HaulierHelperUses *self, guint flags)
{
  g_return_if_fail (HAULIER_IS_HELPER_USES (self));

  gtk_switch_set_active (self->file_switch, (flags & HAULIER_TOKEN_LOCAL_FILE) != 0);
  gtk_switch_set_active (self->network_switch, (flags & HAULIER_TOKEN_NETWORK) != 0);
}
