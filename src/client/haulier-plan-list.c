/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Who is used for what in one job: a GListModel of HaulierPlanItem that keeps itself up to date. */
#include "config.h"

#include "haulier-plan-list.h"

#include "haulier-access-calls.h"

/* A job that moves changes ten times a second; who is used for it seldom. */
#define LOOK_INTERVAL_MS 1000

struct _HaulierPlanList
{
  GObject parent_instance;

  HaulierClient *client;
  HaulierJobItem *job;
  GPtrArray *items;
  GPtrArray *coming; /* (nullable): a plan whose last row is still asked for */
  gboolean is_loading;
  gboolean has_changed; /* the job changed since the last look */
  GSource *look;        /* (nullable): the next look */
  GCancellable *cancellable;
};

enum
{
  FAILED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void haulier_plan_list_list_model_init (GListModelInterface *interface);
static void load (HaulierPlanList *self);

G_DEFINE_FINAL_TYPE_WITH_CODE (HaulierPlanList,
                               haulier_plan_list,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL,
                                                      haulier_plan_list_list_model_init))

static GType
get_item_type (GListModel *model)
{
  return HAULIER_TYPE_PLAN_ITEM;
}

static guint
get_n_items (GListModel *model)
{
  return HAULIER_PLAN_LIST (model)->items->len;
}

static gpointer
get_item (GListModel *model, guint position)
{
  HaulierPlanList *self = HAULIER_PLAN_LIST (model);

  return position < self->items->len ? g_object_ref (g_ptr_array_index (self->items, position))
                                     : NULL;
}

static void
haulier_plan_list_list_model_init (GListModelInterface *interface)
{
  interface->get_item_type = get_item_type;
  interface->get_n_items = get_n_items;
  interface->get_item = get_item;
}

static gboolean
on_look (gpointer user_data)
{
  HaulierPlanList *self = user_data;

  g_clear_pointer (&self->look, g_source_unref);
  if (self->has_changed)
    load (self);
  return G_SOURCE_REMOVE;
}

static void
look_later (HaulierPlanList *self)
{
  if (self->look != NULL)
    return;
  self->look = g_timeout_source_new (LOOK_INTERVAL_MS);
  g_source_set_callback (self->look, on_look, self, NULL);
  g_source_attach (self->look, g_main_context_get_thread_default ());
}

/* A row that says the same stays, with the keyboard in it. */
static void
take_items (HaulierPlanList *self, GPtrArray *items)
{
  guint former = self->items->len;
  guint same = 0;

  while (same < former && same < items->len
         && haulier_plan_item_equal (g_ptr_array_index (self->items, same),
                                     g_ptr_array_index (items, same)))
    same++;
  for (guint i = 0; i < same; i++)
    {
      g_object_unref (g_ptr_array_index (items, i));
      g_ptr_array_index (items, i) = g_object_ref (g_ptr_array_index (self->items, i));
    }
  g_ptr_array_unref (self->items);
  self->items = g_ptr_array_ref (items);
  if (same < former || same < items->len)
    g_list_model_items_changed (G_LIST_MODEL (self), same, former - same, items->len - same);
}

static void
finish_loading (HaulierPlanList *self, const GError *error)
{
  self->is_loading = FALSE;
  if (error != NULL && g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (error != NULL)
    g_signal_emit (self, signals[FAILED], 0, error);
  if (self->has_changed)
    look_later (self);
}

/* Some plans tell of the helper token by themselves. */
static gboolean
has_token_row (GPtrArray *items)
{
  for (guint i = 0; i < items->len; i++)
    {
      if (g_str_equal (haulier_plan_item_get_resource (g_ptr_array_index (items, i)),
                       "helper-token"))
        return TRUE;
    }
  return FALSE;
}

/* An engine without helper tokens has a plan all the same. */
static void
on_token (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HaulierPlanList) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) token
      = haulier_client_get_access_part_finish (HAULIER_CLIENT (source), result, &error);
  g_autoptr (GPtrArray) items = g_steal_pointer (&self->coming);

  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      if (token != NULL && !has_token_row (items))
        g_ptr_array_add (items, haulier_plan_item_new_for_token (token));
      take_items (self, items);
    }
  finish_loading (self, NULL);
}

static void
on_plan (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HaulierPlanList) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) items
      = haulier_client_get_plan_finish (HAULIER_CLIENT (source), result, &error);

  if (items == NULL)
    {
      finish_loading (self, error);
      return;
    }
  self->coming = g_steal_pointer (&items);
  haulier_client_get_access_part_async (self->client,
                                        haulier_job_item_get_id (self->job),
                                        HAULIER_ACCESS_PART_HELPER_TOKEN,
                                        self->cancellable,
                                        on_token,
                                        g_object_ref (self));
}

static void
load (HaulierPlanList *self)
{
  if (self->is_loading || !haulier_client_is_connected (self->client))
    {
      self->has_changed = TRUE;
      return;
    }
  self->is_loading = TRUE;
  self->has_changed = FALSE;
  haulier_client_get_plan_async (self->client,
                                 haulier_job_item_get_id (self->job),
                                 0,
                                 self->cancellable,
                                 on_plan,
                                 g_object_ref (self));
}

static void
on_job_changed (HaulierPlanList *self)
{
  self->has_changed = TRUE;
  if (!self->is_loading)
    look_later (self);
}

static void
haulier_plan_list_dispose (GObject *object)
{
  HaulierPlanList *self = HAULIER_PLAN_LIST (object);

  g_cancellable_cancel (self->cancellable);
  if (self->look != NULL)
    g_source_destroy (self->look);
  g_clear_pointer (&self->look, g_source_unref);
  if (self->client != NULL)
    g_signal_handlers_disconnect_by_data (self->client, self);
  if (self->job != NULL)
    g_signal_handlers_disconnect_by_data (self->job, self);
  g_clear_object (&self->client);
  g_clear_object (&self->job);
  G_OBJECT_CLASS (haulier_plan_list_parent_class)->dispose (object);
}

static void
haulier_plan_list_finalize (GObject *object)
{
  HaulierPlanList *self = HAULIER_PLAN_LIST (object);

  g_ptr_array_unref (self->items);
  g_clear_pointer (&self->coming, g_ptr_array_unref);
  g_clear_object (&self->cancellable);
  G_OBJECT_CLASS (haulier_plan_list_parent_class)->finalize (object);
}

static void
haulier_plan_list_class_init (HaulierPlanListClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);

  object_class->dispose = haulier_plan_list_dispose;
  object_class->finalize = haulier_plan_list_finalize;

  signals[FAILED] = g_signal_new ("failed",
                                  HAULIER_TYPE_PLAN_LIST,
                                  G_SIGNAL_RUN_LAST,
                                  0,
                                  NULL,
                                  NULL,
                                  NULL,
                                  G_TYPE_NONE,
                                  1,
                                  G_TYPE_ERROR);
}

static void
haulier_plan_list_init (HaulierPlanList *self)
{
  self->items = g_ptr_array_new_with_free_func (g_object_unref);
  self->cancellable = g_cancellable_new ();
}

/**
 * haulier_plan_list_new:
 * @client: a client that follows jobs
 * @job: an item of its job list
 *
 * Makes the access plan of @job. It is asked for again when the job changes, once a second at most.
 *
 * Returns: (transfer full): a list
 */
HaulierPlanList *
haulier_plan_list_new (HaulierClient *client, HaulierJobItem *job)
{
  static const char *const watched[] = {
    "notify::modified", "notify::state", "notify::error-code", "notify::address", "notify::owner",
  };
  HaulierPlanList *self = g_object_new (HAULIER_TYPE_PLAN_LIST, NULL);

  self->client = g_object_ref (client);
  self->job = g_object_ref (job);
  g_signal_connect_swapped (
      client, "notify::connected", G_CALLBACK (haulier_plan_list_refresh), self);
  for (gsize i = 0; i < G_N_ELEMENTS (watched); i++)
    g_signal_connect_swapped (job, watched[i], G_CALLBACK (on_job_changed), self);
  load (self);
  return self;
}

/**
 * haulier_plan_list_refresh:
 * @self: a list
 *
 * Asks again at once: something was changed.
 */
void
haulier_plan_list_refresh (HaulierPlanList *self)
{
  load (self);
}
