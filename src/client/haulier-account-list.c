/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* The accounts that have jobs or can have some: a GListModel of HaulierAccountItem. */
#include "config.h"

#include "haulier-account-list.h"

#include <unistd.h>

struct _HaulierAccountList
{
  GObject parent_instance;

  GPtrArray *items; /* of HaulierAccountItem, in a person's order */
  HaulierAccountItem *own;
  HaulierAccountItem *last; /* (unowned): asked for last; nearly always the next one too */
};

enum
{
  CHANGED,
  RENAMED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void haulier_account_list_list_model_init (GListModelInterface *interface);

G_DEFINE_FINAL_TYPE_WITH_CODE (HaulierAccountList,
                               haulier_account_list,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL,
                                                      haulier_account_list_list_model_init))

static GType
get_item_type (GListModel *model)
{
  return HAULIER_TYPE_ACCOUNT_ITEM;
}

static guint
get_n_items (GListModel *model)
{
  return HAULIER_ACCOUNT_LIST (model)->items->len;
}

static gpointer
get_item (GListModel *model, guint position)
{
  HaulierAccountList *self = HAULIER_ACCOUNT_LIST (model);

  return position < self->items->len ? g_object_ref (g_ptr_array_index (self->items, position))
                                     : NULL;
}

static void
haulier_account_list_list_model_init (GListModelInterface *interface)
{
  interface->get_item_type = get_item_type;
  interface->get_n_items = get_n_items;
  interface->get_item = get_item;
}

static void
on_facts_changed (HaulierAccountList *self, GParamSpec *pspec, HaulierAccountItem *item)
{
  g_signal_emit (self, signals[CHANGED], 0, item);
}

static void
on_label_changed (HaulierAccountList *self, GParamSpec *pspec, HaulierAccountItem *item)
{
  g_signal_emit (self, signals[RENAMED], 0, item);
}

static HaulierAccountItem *
add (HaulierAccountList *self, HaulierAccount account)
{
  HaulierAccount own = haulier_account_for_user (getuid ());
  HaulierAccountItem *item
      = haulier_account_item_new (account, haulier_account_equal (account, own));
  guint position = 0;

  while (position < self->items->len
         && haulier_account_item_compare (g_ptr_array_index (self->items, position), item) < 0)
    position++;
  g_ptr_array_insert (self->items, (gint) position, item);
  g_signal_connect_object (
      item, "notify::facts", G_CALLBACK (on_facts_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (
      item, "notify::label", G_CALLBACK (on_label_changed), self, G_CONNECT_SWAPPED);
  g_list_model_items_changed (G_LIST_MODEL (self), position, 0, 1);
  return item;
}

static void
haulier_account_list_finalize (GObject *object)
{
  HaulierAccountList *self = HAULIER_ACCOUNT_LIST (object);

  g_ptr_array_unref (self->items);
  G_OBJECT_CLASS (haulier_account_list_parent_class)->finalize (object);
}

static void
haulier_account_list_class_init (HaulierAccountListClass *class)
{
  static const char *const names[] = { [CHANGED] = "changed", [RENAMED] = "renamed" };

  G_OBJECT_CLASS (class)->finalize = haulier_account_list_finalize;

  for (guint i = 0; i < N_SIGNALS; i++)
    signals[i] = g_signal_new (names[i],
                               HAULIER_TYPE_ACCOUNT_LIST,
                               G_SIGNAL_RUN_LAST,
                               0,
                               NULL,
                               NULL,
                               NULL,
                               G_TYPE_NONE,
                               1,
                               HAULIER_TYPE_ACCOUNT_ITEM);
}

static void
haulier_account_list_init (HaulierAccountList *self)
{
  self->items = g_ptr_array_new_with_free_func (g_object_unref);
  self->own = add (self, haulier_account_for_user (getuid ()));
  self->last = self->own;
}

/**
 * haulier_account_list_new:
 *
 * Returns: (transfer full): a list with the person's own account
 */
HaulierAccountList *
haulier_account_list_new (void)
{
  return g_object_new (HAULIER_TYPE_ACCOUNT_LIST, NULL);
}

/**
 * haulier_account_list_get_self:
 * @self: a list
 *
 * Returns: (transfer none): the person's own account
 */
HaulierAccountItem *
haulier_account_list_get_self (HaulierAccountList *self)
{
  return self->own;
}

/**
 * haulier_account_list_ensure:
 * @self: a list
 * @account: an account, there or not
 *
 * Returns: (transfer none): its item
 */
HaulierAccountItem *
haulier_account_list_ensure (HaulierAccountList *self, HaulierAccount account)
{
  for (guint i = 0; i <= self->items->len; i++)
    {
      HaulierAccountItem *item = i == 0 ? self->last : g_ptr_array_index (self->items, i - 1);

      if (haulier_account_equal (haulier_account_item_get_account (item), account))
        {
          self->last = item;
          return item;
        }
    }
  self->last = add (self, account);
  return self->last;
}

/**
 * haulier_account_list_take_facts:
 * @self: a list
 * @facts: (nullable): `aa{sv}`, see ListAccounts; %NULL: there is nobody who tells
 *
 * Takes over what the engine tells. What it does not tell of has no facts any more.
 */
void
haulier_account_list_take_facts (HaulierAccountList *self, GVariant *facts)
{
  g_autoptr (GHashTable) told = g_hash_table_new (NULL, NULL);
  GVariantIter iter;
  GVariant *row = NULL;

  if (facts != NULL)
    {
      g_variant_iter_init (&iter, facts);
      while (g_variant_iter_loop (&iter, "@a{sv}", &row))
        {
          HaulierAccountItem *item = NULL;
          HaulierAccount account = { 0 };
          const char *key = NULL;

          if (!g_variant_lookup (row, "account", "&s", &key)
              || !haulier_account_from_key (key, &account, NULL))
            continue; /* of another version */
          item = haulier_account_list_ensure (self, account);
          haulier_account_item_set_facts (item, row);
          g_hash_table_add (told, item);
        }
    }
  for (guint i = 0; i < self->items->len; i++)
    {
      HaulierAccountItem *item = g_ptr_array_index (self->items, i);

      if (!g_hash_table_contains (told, item))
        haulier_account_item_set_facts (item, NULL);
    }
}
