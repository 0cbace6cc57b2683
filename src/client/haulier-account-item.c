/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* An account as a front end shows it: its name, how many jobs it has, and what the engine tells. */
#include "config.h"

#include "haulier-account-item.h"

#include <glib/gi18n-lib.h>

#include "haulier-account-names.h"
#include "haulier-plan-item.h"

#define N_GROUPS (HAULIER_JOB_GROUP_FINISHED + 1)

struct _HaulierAccountItem
{
  GObject parent_instance;

  HaulierAccount account;
  gboolean is_self;
  char *key;
  char *label;
  guint n_in_group[N_GROUPS];
  GVariant *facts;     /* (nullable): a{sv} of ListAccounts */
  GPtrArray *warnings; /* of HaulierPlanWarning */
};

enum
{
  PROP_LABEL = 1,
  PROP_FACTS,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (HaulierAccountItem, haulier_account_item, G_TYPE_OBJECT)

static void
take_name (HaulierAccountItem *self, const char *name)
{
  g_free (self->label);
  if (self->is_self)
    /* translators: the name of the person's own account */
    self->label = g_strdup_printf (_ ("%s (you)"), name);
  else
    self->label = g_strdup (name);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LABEL]);
}

static void
on_name (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HaulierAccountItem) self = user_data;
  g_autofree char *name = haulier_account_names_ask_finish (result, NULL);

  if (name != NULL)
    take_name (self, name);
}

static void
haulier_account_item_finalize (GObject *object)
{
  HaulierAccountItem *self = HAULIER_ACCOUNT_ITEM (object);

  g_free (self->key);
  g_free (self->label);
  g_clear_pointer (&self->facts, g_variant_unref);
  g_ptr_array_unref (self->warnings);
  G_OBJECT_CLASS (haulier_account_item_parent_class)->finalize (object);
}

static void
haulier_account_item_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  HaulierAccountItem *self = HAULIER_ACCOUNT_ITEM (object);

  switch (id)
    {
    case PROP_LABEL:
      g_value_set_string (value, self->label);
      break;
    case PROP_FACTS:
      g_value_set_variant (value, self->facts);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
haulier_account_item_class_init (HaulierAccountItemClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);

  object_class->finalize = haulier_account_item_finalize;
  object_class->get_property = haulier_account_item_get_property;

  properties[PROP_LABEL]
      = g_param_spec_string ("label", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_FACTS] = g_param_spec_variant (
      "facts", NULL, NULL, G_VARIANT_TYPE_VARDICT, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
haulier_account_item_init (HaulierAccountItem *self)
{
  self->warnings = g_ptr_array_new_with_free_func ((GDestroyNotify) haulier_plan_warning_free);
}

/**
 * haulier_account_item_new:
 * @account: an account
 * @is_self: whether it is the person's own
 *
 * The name of a user is asked for, and comes when the user database answers.
 *
 * Returns: (transfer full): an item without jobs
 */
HaulierAccountItem *
haulier_account_item_new (HaulierAccount account, gboolean is_self)
{
  HaulierAccountItem *self = g_object_new (HAULIER_TYPE_ACCOUNT_ITEM, NULL);

  self->account = account;
  self->is_self = is_self;
  self->key = haulier_account_to_key (account);
  take_name (self, self->key);
  if (account.kind == HAULIER_ACCOUNT_LOGIN_USER)
    haulier_account_names_ask_async (account, NULL, on_name, g_object_ref (self));
  return self;
}

/**
 * haulier_account_item_get_account:
 * @self: an item
 *
 * Returns: the account
 */
HaulierAccount
haulier_account_item_get_account (HaulierAccountItem *self)
{
  return self->account;
}

/**
 * haulier_account_item_get_key:
 * @self: an item
 *
 * Returns: (transfer none): haulier_account_to_key() of its account
 */
const char *
haulier_account_item_get_key (HaulierAccountItem *self)
{
  return self->key;
}

/**
 * haulier_account_item_is_self:
 * @self: an item
 *
 * Returns: whether it is the person's own
 */
gboolean
haulier_account_item_is_self (HaulierAccountItem *self)
{
  return self->is_self;
}

/**
 * haulier_account_item_get_label:
 * @self: an item
 *
 * Returns: (transfer none): its name for a person, for instance "ben (you)"; the key as long as the
 *   name is not known
 */
const char *
haulier_account_item_get_label (HaulierAccountItem *self)
{
  return self->label;
}

/**
 * haulier_account_item_add_job:
 * @self: an item
 * @group: where the job belongs
 *
 * Counts a job. Nobody is notified: who shows numbers follows the jobs.
 */
void
haulier_account_item_add_job (HaulierAccountItem *self, HaulierJobGroup group)
{
  self->n_in_group[group]++;
}

/**
 * haulier_account_item_remove_job:
 * @self: an item
 * @group: where a job that was counted belonged
 */
void
haulier_account_item_remove_job (HaulierAccountItem *self, HaulierJobGroup group)
{
  g_return_if_fail (self->n_in_group[group] > 0);

  self->n_in_group[group]--;
}

/**
 * haulier_account_item_count:
 * @self: an item
 * @group: a group
 *
 * Returns: how many jobs of the account are in @group
 */
guint
haulier_account_item_count (HaulierAccountItem *self, HaulierJobGroup group)
{
  return self->n_in_group[group];
}

/**
 * haulier_account_item_count_all:
 * @self: an item
 *
 * Returns: how many jobs of the account there are
 */
guint
haulier_account_item_count_all (HaulierAccountItem *self)
{
  guint n_jobs = 0;

  for (guint i = 0; i < N_GROUPS; i++)
    n_jobs += self->n_in_group[i];
  return n_jobs;
}

/**
 * haulier_account_item_set_facts:
 * @self: an item
 * @facts: (nullable): `a{sv}`, see ListAccounts; %NULL: no engine tells of it any more
 */
void
haulier_account_item_set_facts (HaulierAccountItem *self, GVariant *facts)
{
  if (self->facts == facts
      || (self->facts != NULL && facts != NULL && g_variant_equal (self->facts, facts)))
    return;
  g_clear_pointer (&self->facts, g_variant_unref);
  g_ptr_array_set_size (self->warnings, 0);
  if (facts != NULL)
    {
      g_autoptr (HaulierPlanItem) read = haulier_plan_item_new (facts);

      self->facts = g_variant_ref (facts);
      g_ptr_array_unref (self->warnings);
      self->warnings = g_ptr_array_ref (haulier_plan_item_get_warnings (read));
    }
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FACTS]);
}

/**
 * haulier_account_item_get_facts:
 * @self: an item
 *
 * Returns: (transfer none) (nullable): `a{sv}`, see ListAccounts
 */
GVariant *
haulier_account_item_get_facts (HaulierAccountItem *self)
{
  return self->facts;
}

/**
 * haulier_account_item_get_warnings:
 * @self: an item
 *
 * Returns: (transfer none) (element-type HaulierPlanWarning): what to mind about the account
 */
GPtrArray *
haulier_account_item_get_warnings (HaulierAccountItem *self)
{
  return self->warnings;
}

/**
 * haulier_account_item_compare:
 * @self: an item
 * @other: another
 *
 * Returns: the order in which a person sees them: oneself, the system accounts, other users
 */
int
haulier_account_item_compare (HaulierAccountItem *self, HaulierAccountItem *other)
{
  static const int places[] = {
    [HAULIER_ACCOUNT_LOCAL_SYSTEM] = 1,
    [HAULIER_ACCOUNT_NETWORK_SERVICE] = 2,
    [HAULIER_ACCOUNT_LOCAL_SERVICE] = 3,
    [HAULIER_ACCOUNT_LOGIN_USER] = 4,
  };
  int place = self->is_self ? 0 : places[self->account.kind];
  int other_place = other->is_self ? 0 : places[other->account.kind];

  if (place != other_place)
    return place - other_place;
  return self->account.uid < other->account.uid ? -1 : self->account.uid > other->account.uid;
}
