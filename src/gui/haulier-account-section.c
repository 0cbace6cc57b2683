/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* The accounts in the sidebar: those that have jobs or could, each with its number. */
#include "config.h"

#include "haulier-account-section.h"

#include <glib/gi18n.h>

#include "haulier-account-row.h"

struct _HaulierAccountSection
{
  GtkBox parent_instance;

  HaulierAccountList *accounts; /* (nullable) until it is known */
  HaulierAccountItem *account;  /* (nullable) */
  GtkListBox *list;             /* its first row stands for all accounts */
};

enum
{
  PROP_0,
  PROP_ACCOUNT,
  N_PROPS,
};

enum
{
  ACTIVATED,
  N_SIGNALS,
};

G_DEFINE_FINAL_TYPE (HaulierAccountSection, haulier_account_section, GTK_TYPE_BOX)

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

static HaulierAccountRow *
row_at (HaulierAccountSection *self, guint position)
{
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->list, (int) position);

  return row != NULL ? HAULIER_ACCOUNT_ROW (row) : NULL;
}

static guint
find_row (HaulierAccountSection *self, HaulierAccountItem *account)
{
  guint position = 0;

  for (HaulierAccountRow *row = row_at (self, 0); row != NULL; row = row_at (self, ++position))
    if (haulier_account_row_get_item (row) == account)
      return position;
  return 0;
}

/* One account is no choice. An account that has nothing and can have nothing is none either. */
static void
update_visibility (HaulierAccountSection *self)
{
  guint n_shown = 0;
  guint position = 1;

  for (HaulierAccountRow *row = row_at (self, 1); row != NULL; row = row_at (self, ++position))
    {
      HaulierAccountItem *item = haulier_account_row_get_item (row);
      gboolean shown = item == self->account || haulier_account_item_is_self (item)
                       || haulier_account_item_count_all (item) > 0
                       || haulier_account_item_get_facts (item) != NULL;

      gtk_widget_set_visible (GTK_WIDGET (row), shown);
      n_shown += shown;
    }
  gtk_widget_set_visible (GTK_WIDGET (self), n_shown > 1);
}

static void
accounts_changed_cb (HaulierAccountSection *self, guint position, guint removed, guint added)
{
  for (guint i = 0; i < removed; i++)
    gtk_list_box_remove (self->list, GTK_WIDGET (row_at (self, position + 1)));
  for (guint i = 0; i < added; i++)
    {
      g_autoptr (HaulierAccountItem) item
          = g_list_model_get_item (G_LIST_MODEL (self->accounts), position + i);

      gtk_list_box_insert (self->list, haulier_account_row_new (item), (int) (position + i + 1));
    }
  update_visibility (self);
}

static void
row_selected_cb (HaulierAccountSection *self, GtkListBoxRow *row)
{
  if (row != NULL)
    haulier_account_section_set_account (self,
                                         haulier_account_row_get_item (HAULIER_ACCOUNT_ROW (row)));
}

static void
row_activated_cb (HaulierAccountSection *self)
{
  g_signal_emit (self, signals[ACTIVATED], 0);
}

static void
haulier_account_section_dispose (GObject *object)
{
  HaulierAccountSection *self = HAULIER_ACCOUNT_SECTION (object);

  if (self->accounts != NULL)
    g_signal_handlers_disconnect_by_data (self->accounts, self);
  g_clear_object (&self->accounts);
  g_clear_object (&self->account);

  G_OBJECT_CLASS (haulier_account_section_parent_class)->dispose (object);
}

static void
haulier_account_section_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch (id)
    {
    case PROP_ACCOUNT:
      g_value_set_object (value, HAULIER_ACCOUNT_SECTION (object)->account);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
haulier_account_section_class_init (HaulierAccountSectionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = haulier_account_section_dispose;
  object_class->get_property = haulier_account_section_get_property;

  properties[PROP_ACCOUNT] = g_param_spec_object (
      "account", NULL, NULL, HAULIER_TYPE_ACCOUNT_ITEM, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  signals[ACTIVATED] = g_signal_new ("activated",
                                     HAULIER_TYPE_ACCOUNT_SECTION,
                                     G_SIGNAL_RUN_LAST,
                                     0,
                                     NULL,
                                     NULL,
                                     NULL,
                                     G_TYPE_NONE,
                                     0);
}

static void
haulier_account_section_init (HaulierAccountSection *self)
{
  GtkWidget *heading = gtk_label_new (_ ("Accounts"));
  GtkWidget *list = gtk_list_box_new ();

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_label_set_xalign (GTK_LABEL (heading), 0);
  gtk_widget_add_css_class (heading, "caption-heading");
  gtk_widget_add_css_class (heading, "dim-label");
  gtk_widget_add_css_class (heading, "section-title");
  gtk_widget_add_css_class (list, "navigation-sidebar");
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Accounts"), -1);
  self->list = GTK_LIST_BOX (list);
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_BROWSE);
  gtk_list_box_append (self->list, haulier_account_row_new (NULL));
  gtk_list_box_select_row (self->list, gtk_list_box_get_row_at_index (self->list, 0));
  g_signal_connect_swapped (list, "row-selected", G_CALLBACK (row_selected_cb), self);
  g_signal_connect_swapped (list, "row-activated", G_CALLBACK (row_activated_cb), self);
  gtk_box_append (GTK_BOX (self), heading);
  gtk_box_append (GTK_BOX (self), list);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

/**
 * haulier_account_section_setup:
 * @accounts: the accounts
 *
 * Says what there is to choose from; to be called once.
 */
void
haulier_account_section_setup (HaulierAccountSection *self, HaulierAccountList *accounts)
{
  g_return_if_fail (HAULIER_IS_ACCOUNT_SECTION (self));

  self->accounts = g_object_ref (accounts);
  g_signal_connect_swapped (accounts, "items-changed", G_CALLBACK (accounts_changed_cb), self);
  g_signal_connect_swapped (accounts, "changed", G_CALLBACK (update_visibility), self);
  accounts_changed_cb (self, 0, 0, g_list_model_get_n_items (G_LIST_MODEL (accounts)));
}

/**
 * haulier_account_section_get_account:
 *
 * Returns: (transfer none) (nullable): whose jobs a person wants to see; %NULL: everybody's
 */
HaulierAccountItem *
haulier_account_section_get_account (HaulierAccountSection *self)
{
  g_return_val_if_fail (HAULIER_IS_ACCOUNT_SECTION (self), NULL);

  return self->account;
}

/**
 * haulier_account_section_set_account:
 * @account: (nullable): whose jobs are wanted; %NULL: everybody's
 *
 * Selects a row.
 */
void
haulier_account_section_set_account (HaulierAccountSection *self, HaulierAccountItem *account)
{
  g_return_if_fail (HAULIER_IS_ACCOUNT_SECTION (self));

  if (!g_set_object (&self->account, account))
    return;
  gtk_list_box_select_row (self->list, GTK_LIST_BOX_ROW (row_at (self, find_row (self, account))));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ACCOUNT]);
}

/**
 * haulier_account_section_set_count:
 * @account: (nullable): an account; %NULL: all of them together
 * @count: how many jobs to show
 */
void
haulier_account_section_set_count (HaulierAccountSection *self,
                                   HaulierAccountItem *account,
                                   guint count)
{
  g_return_if_fail (HAULIER_IS_ACCOUNT_SECTION (self));

  haulier_account_row_set_count (row_at (self, find_row (self, account)), count);
  update_visibility (self);
}
