/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* The jobs of every engine as one list: a GListModel of HaulierJobItem. */
#include "config.h"

#include "haulier-all-jobs.h"

struct _HaulierAllJobs
{
  GObject parent_instance;

  GPtrArray *lists; /* of HaulierJobList, one an engine, one behind the other */
  HaulierAccountList *accounts;
};

enum
{
  PROP_LOADING = 1,
  PROP_ITEM_TYPE,
  PROP_N_ITEMS,
  N_PROPS,
};

enum
{
  CHANGED,
  N_SIGNALS,
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

static void haulier_all_jobs_list_model_init (GListModelInterface *interface);

G_DEFINE_FINAL_TYPE_WITH_CODE (HaulierAllJobs,
                               haulier_all_jobs,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL,
                                                      haulier_all_jobs_list_model_init))

static GType
get_item_type (GListModel *model)
{
  return HAULIER_TYPE_JOB_ITEM;
}

static guint
get_n_items (GListModel *model)
{
  HaulierAllJobs *self = HAULIER_ALL_JOBS (model);
  guint n_items = 0;

  for (guint i = 0; i < self->lists->len; i++)
    n_items += g_list_model_get_n_items (g_ptr_array_index (self->lists, i));
  return n_items;
}

static gpointer
get_item (GListModel *model, guint position)
{
  HaulierAllJobs *self = HAULIER_ALL_JOBS (model);

  for (guint i = 0; i < self->lists->len; i++)
    {
      GListModel *list = g_ptr_array_index (self->lists, i);
      guint n_items = g_list_model_get_n_items (list);

      if (position < n_items)
        return g_list_model_get_item (list, position);
      position -= n_items;
    }
  return NULL;
}

static void
haulier_all_jobs_list_model_init (GListModelInterface *interface)
{
  interface->get_item_type = get_item_type;
  interface->get_n_items = get_n_items;
  interface->get_item = get_item;
}

static void
on_items_changed (GListModel *list,
                  guint position,
                  guint removed,
                  guint added,
                  HaulierAllJobs *self)
{
  for (guint i = 0; g_ptr_array_index (self->lists, i) != list; i++)
    position += g_list_model_get_n_items (g_ptr_array_index (self->lists, i));
  g_list_model_items_changed (G_LIST_MODEL (self), position, removed, added);
  if (removed != added)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_ITEMS]);
}

static void
on_changed (HaulierJobList *list, HaulierJobItem *item, HaulierAllJobs *self)
{
  g_signal_emit (self, signals[CHANGED], 0, item);
}

static void
on_loading_changed (HaulierAllJobs *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LOADING]);
}

/* An account has got its name, once: its jobs show it. */
static void
on_account_renamed (HaulierAllJobs *self, HaulierAccountItem *account)
{
  g_autoptr (GPtrArray) items = haulier_all_jobs_list_of (self, account);

  for (guint i = 0; i < items->len; i++)
    g_object_notify (g_ptr_array_index (items, i), "owner-label");
}

static void
haulier_all_jobs_dispose (GObject *object)
{
  HaulierAllJobs *self = HAULIER_ALL_JOBS (object);

  for (guint i = 0; i < self->lists->len; i++)
    g_signal_handlers_disconnect_by_data (g_ptr_array_index (self->lists, i), self);
  g_ptr_array_set_size (self->lists, 0);
  G_OBJECT_CLASS (haulier_all_jobs_parent_class)->dispose (object);
}

static void
haulier_all_jobs_finalize (GObject *object)
{
  HaulierAllJobs *self = HAULIER_ALL_JOBS (object);

  g_ptr_array_unref (self->lists);
  g_clear_object (&self->accounts);
  G_OBJECT_CLASS (haulier_all_jobs_parent_class)->finalize (object);
}

static void
haulier_all_jobs_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch (id)
    {
    case PROP_LOADING:
      g_value_set_boolean (value, haulier_all_jobs_is_loading (HAULIER_ALL_JOBS (object)));
      break;
    case PROP_ITEM_TYPE:
      g_value_set_gtype (value, HAULIER_TYPE_JOB_ITEM);
      break;
    case PROP_N_ITEMS:
      g_value_set_uint (value, get_n_items (G_LIST_MODEL (object)));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
haulier_all_jobs_class_init (HaulierAllJobsClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);

  object_class->dispose = haulier_all_jobs_dispose;
  object_class->finalize = haulier_all_jobs_finalize;
  object_class->get_property = haulier_all_jobs_get_property;

  properties[PROP_LOADING] = g_param_spec_boolean (
      "loading", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_ITEM_TYPE] = g_param_spec_gtype (
      "item-type", NULL, NULL, G_TYPE_OBJECT, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_N_ITEMS] = g_param_spec_uint (
      "n-items", NULL, NULL, 0, G_MAXUINT, 0, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  signals[CHANGED] = g_signal_new ("changed",
                                   HAULIER_TYPE_ALL_JOBS,
                                   G_SIGNAL_RUN_LAST,
                                   0,
                                   NULL,
                                   NULL,
                                   NULL,
                                   G_TYPE_NONE,
                                   1,
                                   HAULIER_TYPE_JOB_ITEM);
}

static void
haulier_all_jobs_init (HaulierAllJobs *self)
{
  self->lists = g_ptr_array_new_with_free_func (g_object_unref);
}

/**
 * haulier_all_jobs_new:
 * @engines: the engines
 *
 * Returns: (transfer full): a list of the jobs of every engine, which fills itself as they connect
 */
HaulierAllJobs *
haulier_all_jobs_new (HaulierEngines *engines)
{
  HaulierAllJobs *self = g_object_new (HAULIER_TYPE_ALL_JOBS, NULL);
  GPtrArray *clients = haulier_engines_get_clients (engines);

  self->accounts = g_object_ref (haulier_engines_get_accounts (engines));
  g_signal_connect_object (
      self->accounts, "renamed", G_CALLBACK (on_account_renamed), self, G_CONNECT_SWAPPED);
  for (guint i = 0; i < clients->len; i++)
    {
      HaulierJobList *list = haulier_job_list_new (g_ptr_array_index (clients, i), self->accounts);

      g_ptr_array_add (self->lists, list);
      g_signal_connect (list, "items-changed", G_CALLBACK (on_items_changed), self);
      g_signal_connect (list, "changed", G_CALLBACK (on_changed), self);
      g_signal_connect_swapped (list, "notify::loading", G_CALLBACK (on_loading_changed), self);
    }
  return self;
}

/**
 * haulier_all_jobs_is_loading:
 * @self: a list
 *
 * Returns: whether a snapshot is coming in
 */
gboolean
haulier_all_jobs_is_loading (HaulierAllJobs *self)
{
  for (guint i = 0; i < self->lists->len; i++)
    {
      if (haulier_job_list_is_loading (g_ptr_array_index (self->lists, i)))
        return TRUE;
    }
  return FALSE;
}

/**
 * haulier_all_jobs_lookup:
 * @self: a list
 * @id: a job, as a notification names it
 *
 * Returns: (transfer none) (nullable): its item
 */
HaulierJobItem *
haulier_all_jobs_lookup (HaulierAllJobs *self, const char *id)
{
  HaulierJobItem *item = NULL;

  for (guint i = 0; i < self->lists->len && item == NULL; i++)
    item = haulier_job_list_lookup (g_ptr_array_index (self->lists, i), id);
  return item;
}

/**
 * haulier_all_jobs_contains:
 * @self: a list
 * @item: an item that is or was in it
 *
 * Returns: whether it still is
 */
gboolean
haulier_all_jobs_contains (HaulierAllJobs *self, HaulierJobItem *item)
{
  for (guint i = 0; i < self->lists->len; i++)
    {
      if (haulier_job_list_lookup (g_ptr_array_index (self->lists, i),
                                   haulier_job_item_get_id (item))
          == item)
        return TRUE;
    }
  return FALSE;
}

/**
 * haulier_all_jobs_list_of:
 * @self: a list
 * @account: an account
 *
 * Returns: (transfer full) (element-type HaulierJobItem): the jobs of @account
 */
GPtrArray *
haulier_all_jobs_list_of (HaulierAllJobs *self, HaulierAccountItem *account)
{
  GPtrArray *items = g_ptr_array_new_with_free_func (g_object_unref);
  guint n_items
      = haulier_account_item_count_all (account) > 0 ? get_n_items (G_LIST_MODEL (self)) : 0;

  for (guint i = 0; i < n_items; i++)
    {
      g_autoptr (HaulierJobItem) item = get_item (G_LIST_MODEL (self), i);

      if (haulier_job_item_get_owner (item) == account)
        g_ptr_array_add (items, g_steal_pointer (&item));
    }
  return items;
}

/**
 * haulier_all_jobs_count:
 * @self: a list
 * @group: a group
 *
 * Returns: how many jobs of the list are in @group
 */
guint
haulier_all_jobs_count (HaulierAllJobs *self, HaulierJobGroup group)
{
  guint n_jobs = 0;

  for (guint i = 0; i < self->lists->len; i++)
    n_jobs += haulier_job_list_count (g_ptr_array_index (self->lists, i), group);
  return n_jobs;
}
