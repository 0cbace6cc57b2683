/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* The accounts in the preferences: who each is here and on the network, and what to mind. */
#include "config.h"

#include "haulier-accounts-page.h"

#include <glib/gi18n.h>

#include "haulier-account-group.h"

struct _HaulierAccountsPage
{
  AdwPreferencesPage parent_instance;

  HaulierEngines *engines;
  GPtrArray *groups; /* of HaulierAccountGroup (unowned), one for each account */
};

G_DEFINE_FINAL_TYPE (HaulierAccountsPage, haulier_accounts_page, ADW_TYPE_PREFERENCES_PAGE)

/* They are told of in their order: where one comes in between, all are put there again. */
static void
accounts_changed_cb (HaulierAccountsPage *self)
{
  GListModel *accounts = G_LIST_MODEL (haulier_engines_get_accounts (self->engines));

  for (guint i = 0; i < self->groups->len; i++)
    adw_preferences_page_remove (ADW_PREFERENCES_PAGE (self), g_ptr_array_index (self->groups, i));
  g_ptr_array_set_size (self->groups, 0);
  for (guint i = 0; i < g_list_model_get_n_items (accounts); i++)
    {
      g_autoptr (HaulierAccountItem) account = g_list_model_get_item (accounts, i);
      GtkWidget *group = haulier_account_group_new (self->engines, account);

      g_ptr_array_add (self->groups, group);
      adw_preferences_page_add (ADW_PREFERENCES_PAGE (self), ADW_PREFERENCES_GROUP (group));
    }
}

static void
refresh_cb (HaulierAccountsPage *self)
{
  haulier_engines_renew_accounts (self->engines);
}

/* Above the accounts: what they are told of for, and a way to ask again. */
static void
add_head (HaulierAccountsPage *self)
{
  GtkWidget *group = adw_preferences_group_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *spinner = gtk_spinner_new ();
  GtkWidget *button = gtk_button_new_with_mnemonic (_ ("_Refresh"));

  adw_preferences_group_set_description (
      ADW_PREFERENCES_GROUP (group),
      _ ("Who each account is on this computer and on the network."));
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (box), spinner);
  gtk_box_append (GTK_BOX (box), button);
  adw_preferences_group_set_header_suffix (ADW_PREFERENCES_GROUP (group), box);
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (refresh_cb), self);
  g_object_bind_property (
      self->engines, "asking-accounts", spinner, "spinning", G_BINDING_SYNC_CREATE);
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (self), ADW_PREFERENCES_GROUP (group));
}

static void
haulier_accounts_page_finalize (GObject *object)
{
  HaulierAccountsPage *self = HAULIER_ACCOUNTS_PAGE (object);

  g_clear_object (&self->engines);
  g_ptr_array_unref (self->groups);

  G_OBJECT_CLASS (haulier_accounts_page_parent_class)->finalize (object);
}

static void
haulier_accounts_page_class_init (HaulierAccountsPageClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = haulier_accounts_page_finalize;
}

static void
haulier_accounts_page_init (HaulierAccountsPage *self)
{
  self->groups = g_ptr_array_new ();
  adw_preferences_page_set_title (ADW_PREFERENCES_PAGE (self), _ ("Accounts"));
  adw_preferences_page_set_icon_name (ADW_PREFERENCES_PAGE (self), "system-users-symbolic");
}

/**
 * haulier_accounts_page_new:
 * @engines: the ways to the engines
 *
 * Returns: (transfer floating): a page that tells what the engine of the computer tells of accounts
 */
HaulierAccountsPage *
haulier_accounts_page_new (HaulierEngines *engines)
{
  HaulierAccountsPage *self = g_object_new (HAULIER_TYPE_ACCOUNTS_PAGE, NULL);

  self->engines = g_object_ref (engines);
  add_head (self);
  g_signal_connect_object (haulier_engines_get_accounts (engines),
                           "items-changed",
                           G_CALLBACK (accounts_changed_cb),
                           self,
                           G_CONNECT_SWAPPED);
  accounts_changed_cb (self);
  return self;
}

/**
 * haulier_accounts_page_is_empty:
 *
 * Returns: whether no engine tells of any account
 */
gboolean
haulier_accounts_page_is_empty (HaulierAccountsPage *self)
{
  g_return_val_if_fail (HAULIER_IS_ACCOUNTS_PAGE (self), TRUE);

  GListModel *accounts = G_LIST_MODEL (haulier_engines_get_accounts (self->engines));

  for (guint i = 0; i < g_list_model_get_n_items (accounts); i++)
    {
      g_autoptr (HaulierAccountItem) account = g_list_model_get_item (accounts, i);

      if (haulier_account_item_get_facts (account) != NULL)
        return FALSE;
    }
  return TRUE;
}
