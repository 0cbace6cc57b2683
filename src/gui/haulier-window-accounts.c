/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Whose jobs the window shows: its accounts, one of them or all, and the jobs of everybody; and
 * whose identity is lent to them. */
#include "config.h"

#include "haulier-window-private.h"

#include <glib/gi18n.h>

#include "haulier-client-follow.h"
#include "haulier-error-text.h"
#include "haulier-lend-dialog.h"

static HaulierAccountSection *
get_section (HaulierWindow *self)
{
  return haulier_sidebar_get_accounts (self->sidebar);
}

/**
 * haulier_window_accounts_get_chosen:
 *
 * Returns: (transfer none) (nullable): whose jobs a person wants to see; %NULL: everybody's
 */
HaulierAccountItem *
haulier_window_accounts_get_chosen (HaulierWindow *self)
{
  return haulier_account_section_get_account (get_section (self));
}

/**
 * haulier_window_accounts_choose_all:
 *
 * Shows the jobs of every account again.
 */
void
haulier_window_accounts_choose_all (HaulierWindow *self)
{
  haulier_account_section_set_account (get_section (self), NULL);
}

/**
 * haulier_window_accounts_update:
 *
 * Follows the numbers of jobs.
 */
void
haulier_window_accounts_update (HaulierWindow *self)
{
  GListModel *accounts = G_LIST_MODEL (haulier_engines_get_accounts (self->engines));
  guint n_owners = 0;

  for (guint i = 0; i < g_list_model_get_n_items (accounts); i++)
    {
      g_autoptr (HaulierAccountItem) account = g_list_model_get_item (accounts, i);

      haulier_account_section_set_count (
          get_section (self), account, haulier_window_count (self, HAULIER_QUEUE_ALL, account));
      n_owners += haulier_account_item_count_all (account) > 0;
    }
  haulier_account_section_set_count (
      get_section (self), NULL, haulier_window_count (self, HAULIER_QUEUE_ALL, NULL));
  haulier_job_view_set_several_owners (self->view, n_owners > 1);
}

/* In the label of an action an underscore marks a key; in a name it does not. */
static char *
dup_name_for_label (HaulierAccountItem *account)
{
  g_auto (GStrv) parts = g_strsplit (haulier_account_item_get_label (account), "_", -1);

  return g_strjoinv ("__", parts);
}

/* Whose jobs "all" are, as soon as others than one's own are on show. */
static void
update_menu (HaulierWindow *self)
{
  HaulierAccountItem *account = haulier_window_accounts_get_chosen (self);
  g_autofree char *suspend = NULL;
  g_autofree char *resume = NULL;

  if (account != NULL && !haulier_account_item_is_self (account))
    {
      g_autofree char *name = dup_name_for_label (account);

      /* translators: %s is an account, for instance LocalSystem */
      suspend = g_strdup_printf (_ ("_Suspend All of %s"), name);
      /* translators: %s is an account, for instance LocalSystem */
      resume = g_strdup_printf (_ ("_Resume All of %s"), name);
    }
  else if (account != NULL || haulier_window_accounts_has_everybody (self))
    {
      suspend = g_strdup (_ ("_Suspend All Your Own"));
      resume = g_strdup (_ ("_Resume All Your Own"));
    }
  else
    {
      suspend = g_strdup (_ ("_Suspend All"));
      resume = g_strdup (_ ("_Resume All"));
    }
  g_menu_remove_all (self->all_section);
  g_menu_append (self->all_section, suspend, "win.suspend-all");
  g_menu_append (self->all_section, resume, "win.resume-all");
}

static void
chosen_cb (HaulierWindow *self)
{
  update_menu (self);
  haulier_job_filter_set_account (haulier_job_selection_get_filter (self->selection),
                                  haulier_window_accounts_get_chosen (self));
  haulier_window_queue_update (self);
}

static void
refused (HaulierWindow *self, const GError *error)
{
  g_autofree char *text = haulier_error_text_dup (error);
  GtkWidget *dialog
      = adw_message_dialog_new (GTK_WINDOW (self), _ ("Only Your Own Jobs Are Shown"), text);

  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "close", _ ("_Close"));
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
everybody_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HaulierWindow) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!haulier_client_follow_everybody_finish (HAULIER_CLIENT (source), result, &error)
      && gtk_window_get_application (GTK_WINDOW (self)) != NULL)
    refused (self, error);
  g_object_notify (G_OBJECT (self), "everybody");
}

/**
 * haulier_window_accounts_has_everybody:
 *
 * Returns: whether the jobs of other accounts are shown
 */
gboolean
haulier_window_accounts_has_everybody (HaulierWindow *self)
{
  return self->engines != NULL
         && haulier_client_has_all_owners (haulier_engines_get_computer (self->engines));
}

/**
 * haulier_window_accounts_set_everybody:
 * @everybody: whether the jobs of other accounts are wanted
 *
 * An administrator may have to authorise it; until then nothing changes.
 */
void
haulier_window_accounts_set_everybody (HaulierWindow *self, gboolean everybody)
{
  HaulierClient *computer = haulier_engines_get_computer (self->engines);

  if (!everybody)
    haulier_client_set_all_owners (computer, FALSE);
  else if (!haulier_client_has_all_owners (computer))
    haulier_client_follow_everybody_async (computer, NULL, everybody_cb, g_object_ref (self));
}

/**
 * haulier_window_accounts_lend:
 *
 * Lets a person answer the code of somebody else; only the engine of the computer has other people.
 */
void
haulier_window_accounts_lend (HaulierWindow *self)
{
  HaulierLendDialog *dialog
      = haulier_lend_dialog_new (GTK_WINDOW (self), haulier_engines_get_computer (self->engines));

  g_signal_connect_object (
      dialog, "message", G_CALLBACK (haulier_window_tell), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
followed_cb (HaulierWindow *self)
{
  update_menu (self);
  g_object_notify (G_OBJECT (self), "everybody");
}

static void
computer_connected_cb (HaulierWindow *self)
{
  gboolean connected = haulier_client_is_connected (haulier_engines_get_computer (self->engines));

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.everybody", connected);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.lend", connected);
}

/**
 * haulier_window_accounts_setup:
 *
 * To be called once, when the window knows the engines.
 */
void
haulier_window_accounts_setup (HaulierWindow *self)
{
  HaulierClient *computer = haulier_engines_get_computer (self->engines);

  haulier_account_section_setup (get_section (self), haulier_engines_get_accounts (self->engines));
  g_signal_connect_object (
      get_section (self), "notify::account", G_CALLBACK (chosen_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (
      computer, "notify::everybody", G_CALLBACK (followed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (
      computer, "notify::connected", G_CALLBACK (computer_connected_cb), self, G_CONNECT_SWAPPED);
  computer_connected_cb (self);
  update_menu (self);
}
