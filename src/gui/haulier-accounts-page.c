/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* The accounts in the preferences: who each is here and on the network, and what to mind. */
#include "config.h"

#include "haulier-accounts-page.h"

#include <glib/gi18n.h>

#include "haulier-account-words.h"
#include "haulier-warning-list.h"

struct _HaulierAccountsPage
{
  AdwPreferencesPage parent_instance;

  HaulierAccountList *accounts;
  GPtrArray *groups; /* of AdwPreferencesGroup (unowned), one for each account that is told of */
};

G_DEFINE_FINAL_TYPE (HaulierAccountsPage, haulier_accounts_page, ADW_TYPE_PREFERENCES_PAGE)

/* A fact that is not known has no row. */
static void
add_row (GtkWidget *group, const char *title, const char *text)
{
  GtkWidget *row;

  if (text == NULL)
    return;
  row = g_object_new (
      ADW_TYPE_ACTION_ROW, "title", title, "subtitle", text, "use-markup", FALSE, NULL);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
}

static void
add_warnings (GtkWidget *group, HaulierAccountItem *account)
{
  GPtrArray *warnings = haulier_account_item_get_warnings (account);
  GtkWidget *list;

  if (warnings->len == 0)
    return;
  list = g_object_new (HAULIER_TYPE_WARNING_LIST, "margin-top", 12, NULL);
  haulier_warning_list_add (HAULIER_WARNING_LIST (list), warnings, NULL);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), list);
}

static GtkWidget *
new_group (HaulierAccountItem *account)
{
  GVariant *facts = haulier_account_item_get_facts (account);
  GtkWidget *group = adw_preferences_group_new ();
  g_autofree char *users = haulier_account_words_users (facts);
  g_autofree char *network = haulier_account_words_network (facts);
  g_autofree char *ticket = haulier_account_words_ticket (facts);
  g_autofree char *proxy = haulier_account_words_proxy (facts);
  g_autofree char *jobs = haulier_account_words_jobs (facts);

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group),
                                   haulier_account_item_get_label (account));
  add_row (group, _ ("User on This Computer"), users);
  add_row (group, _ ("Logged On"), haulier_account_words_logged_on (facts));
  add_row (group, _ ("Seen on the Network As"), network);
  add_row (group, _ ("Kerberos Ticket"), ticket);
  add_row (group, _ ("Proxy"), proxy);
  add_row (group, _ ("Unfinished Jobs"), jobs);
  add_warnings (group, account);
  return group;
}

static void
update_cb (HaulierAccountsPage *self)
{
  GListModel *accounts = G_LIST_MODEL (self->accounts);

  for (guint i = 0; i < self->groups->len; i++)
    adw_preferences_page_remove (ADW_PREFERENCES_PAGE (self), g_ptr_array_index (self->groups, i));
  g_ptr_array_set_size (self->groups, 0);
  for (guint i = 0; i < g_list_model_get_n_items (accounts); i++)
    {
      g_autoptr (HaulierAccountItem) account = g_list_model_get_item (accounts, i);

      if (haulier_account_item_get_facts (account) == NULL)
        continue;
      g_ptr_array_add (self->groups, new_group (account));
      adw_preferences_page_add (ADW_PREFERENCES_PAGE (self),
                                g_ptr_array_index (self->groups, self->groups->len - 1));
    }
}

static void
haulier_accounts_page_finalize (GObject *object)
{
  HaulierAccountsPage *self = HAULIER_ACCOUNTS_PAGE (object);

  g_clear_object (&self->accounts);
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
 * @accounts: the accounts
 *
 * Returns: (transfer floating): a page that tells what the engine tells of @accounts
 */
HaulierAccountsPage *
haulier_accounts_page_new (HaulierAccountList *accounts)
{
  HaulierAccountsPage *self = g_object_new (HAULIER_TYPE_ACCOUNTS_PAGE, NULL);

  self->accounts = g_object_ref (accounts);
  g_signal_connect_object (accounts, "changed", G_CALLBACK (update_cb), self, G_CONNECT_SWAPPED);
  update_cb (self);
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

  return self->groups->len == 0;
}
