/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* What happened to one job: a GListModel of HaulierTraceItem that grows while it is looked at. */
#include "config.h"

#include "haulier-trace-list.h"

#include "haulier-client-job-calls.h"

#define PAGE_RECORDS 1000
/* A job that moves changes ten times a second; its trace seldom. */
#define LOOK_INTERVAL_MS 1000

struct _HaulierTraceList
{
  GObject parent_instance;

  HaulierClient *client;
  HaulierJobItem *job;
  GPtrArray *items;
  guint64 last_sequence;
  gboolean is_loading;
  gboolean has_changed; /* the job changed since the last look */
  GSource *look;        /* (nullable): the next look */
  GCancellable *cancellable;
};

static void haulier_trace_list_list_model_init (GListModelInterface *interface);
static void load (HaulierTraceList *self);

G_DEFINE_FINAL_TYPE_WITH_CODE (HaulierTraceList,
                               haulier_trace_list,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL,
                                                      haulier_trace_list_list_model_init))

static GType
get_item_type (GListModel *model)
{
  return HAULIER_TYPE_TRACE_ITEM;
}

static guint
get_n_items (GListModel *model)
{
  return HAULIER_TRACE_LIST (model)->items->len;
}

static gpointer
get_item (GListModel *model, guint position)
{
  HaulierTraceList *self = HAULIER_TRACE_LIST (model);

  return position < self->items->len ? g_object_ref (g_ptr_array_index (self->items, position))
                                     : NULL;
}

static void
haulier_trace_list_list_model_init (GListModelInterface *interface)
{
  interface->get_item_type = get_item_type;
  interface->get_n_items = get_n_items;
  interface->get_item = get_item;
}

static gboolean
on_look (gpointer user_data)
{
  HaulierTraceList *self = user_data;

  g_clear_pointer (&self->look, g_source_unref);
  if (self->has_changed)
    load (self);
  return G_SOURCE_REMOVE;
}

static void
look_later (HaulierTraceList *self)
{
  self->look = g_timeout_source_new (LOOK_INTERVAL_MS);
  g_source_set_callback (self->look, on_look, self, NULL);
  g_source_attach (self->look, g_main_context_get_thread_default ());
}

static void
take_records (HaulierTraceList *self, GPtrArray *records)
{
  guint former = self->items->len;

  for (guint i = 0; i < records->len; i++)
    {
      HaulierTraceRecord *record = g_ptr_array_index (records, i);

      self->last_sequence = record->sequence;
      g_ptr_array_add (self->items, haulier_trace_item_new (record));
    }
  if (records->len > 0)
    g_list_model_items_changed (G_LIST_MODEL (self), former, 0, records->len);
}

static void
on_records (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HaulierTraceList) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) records
      = haulier_client_get_trace_finish (HAULIER_CLIENT (source), result, &error);

  self->is_loading = FALSE;
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (records != NULL)
    {
      g_ptr_array_set_free_func (records, NULL); /* the items take them */
      take_records (self, records);
    }
  if (records != NULL && records->len == PAGE_RECORDS)
    load (self);
  else if (self->look == NULL)
    look_later (self);
}

static void
load (HaulierTraceList *self)
{
  if (self->is_loading || !haulier_client_is_connected (self->client))
    return;
  self->is_loading = TRUE;
  self->has_changed = FALSE;
  haulier_client_get_trace_async (self->client,
                                  haulier_job_item_get_id (self->job),
                                  self->last_sequence,
                                  PAGE_RECORDS,
                                  self->cancellable,
                                  on_records,
                                  g_object_ref (self));
}

static void
on_job_changed (HaulierTraceList *self)
{
  self->has_changed = TRUE;
  if (self->look == NULL)
    load (self);
}

static void
haulier_trace_list_dispose (GObject *object)
{
  HaulierTraceList *self = HAULIER_TRACE_LIST (object);

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
  G_OBJECT_CLASS (haulier_trace_list_parent_class)->dispose (object);
}

static void
haulier_trace_list_finalize (GObject *object)
{
  HaulierTraceList *self = HAULIER_TRACE_LIST (object);

  g_ptr_array_unref (self->items);
  g_clear_object (&self->cancellable);
  G_OBJECT_CLASS (haulier_trace_list_parent_class)->finalize (object);
}

static void
haulier_trace_list_class_init (HaulierTraceListClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);

  object_class->dispose = haulier_trace_list_dispose;
  object_class->finalize = haulier_trace_list_finalize;
}

static void
haulier_trace_list_init (HaulierTraceList *self)
{
  self->items = g_ptr_array_new_with_free_func (g_object_unref);
  self->cancellable = g_cancellable_new ();
}

/**
 * haulier_trace_list_new:
 * @client: a client that follows jobs
 * @job: an item of its job list
 *
 * Makes the list of what happened to @job, in order. It grows when the job changes, once a second
 * at most.
 *
 * Returns: (transfer full): a list
 */
HaulierTraceList *
haulier_trace_list_new (HaulierClient *client, HaulierJobItem *job)
{
  HaulierTraceList *self = g_object_new (HAULIER_TYPE_TRACE_LIST, NULL);

  self->client = g_object_ref (client);
  self->job = g_object_ref (job);
  g_signal_connect_swapped (client, "notify::connected", G_CALLBACK (on_job_changed), self);
  g_signal_connect_swapped (job, "notify", G_CALLBACK (on_job_changed), self);
  load (self);
  return self;
}
