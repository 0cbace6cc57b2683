/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* The files of one job: a GListModel of HaulierFileItem that asks only for what is looked at. */
#include "config.h"

#include "haulier-file-list.h"

#include "haulier-client-follow.h"
#include "haulier-client-job-calls.h"

/* A page is asked for when one of its items is looked at; the last ones looked at are kept. */
#define PAGE_FILES 200
#define KEPT_PAGES 64
/* Requests under way; who scrolls fast wants the last pages, not all that went by. */
#define REQUESTS_MAX 2
#define WANTED_PAGES_MAX 8

typedef struct
{
  guint number;
  GPtrArray *items;  /* of HaulierFileItem */
  GList link;        /* in the queue of pages, by when they were looked at */
  gboolean is_stale; /* its rows have not come, or may be old */
  gboolean is_loading;
  gboolean is_wanted; /* in the queue of wanted pages */
} Page;

struct _HaulierFileList
{
  GObject parent_instance;

  HaulierClient *client;
  HaulierJobItem *job;
  guint n_items;
  GHashTable *pages; /* number -> Page */
  GQueue looked_at;  /* of Page, the last one first */
  GQueue wanted;     /* of page numbers, the last wanted first */
  guint n_requests;
  GCancellable *cancellable;
};

enum
{
  PROP_ITEM_TYPE = 1,
  PROP_N_ITEMS,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static void haulier_file_list_list_model_init (GListModelInterface *interface);

G_DEFINE_FINAL_TYPE_WITH_CODE (HaulierFileList,
                               haulier_file_list,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL,
                                                      haulier_file_list_list_model_init))

typedef struct
{
  HaulierFileList *list;
  guint page;
} Request;

static void load_wanted (HaulierFileList *self);

static void
page_free (Page *page)
{
  g_ptr_array_unref (page->items);
  g_free (page);
}

static void
request_free (Request *request)
{
  g_object_unref (request->list);
  g_free (request);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Request, request_free)

static Page *
lookup_page (HaulierFileList *self, guint number)
{
  return g_hash_table_lookup (self->pages, GUINT_TO_POINTER (number));
}

/* Somebody who holds an item must get the same one again. */
static gboolean
page_is_held (Page *page)
{
  for (guint i = 0; i < page->items->len; i++)
    {
      GObject *item = g_ptr_array_index (page->items, i);

      if (g_atomic_int_get ((gint *) &item->ref_count) > 1)
        return TRUE;
    }
  return FALSE;
}

static void
drop_old_pages (HaulierFileList *self)
{
  GList *link = self->looked_at.tail;

  while (link != NULL && self->looked_at.length > KEPT_PAGES)
    {
      Page *page = link->data;

      link = link->prev;
      if (page->is_loading || page->is_wanted || page_is_held (page))
        continue;
      g_queue_unlink (&self->looked_at, &page->link);
      g_hash_table_remove (self->pages, GUINT_TO_POINTER (page->number));
    }
}

static void
fill_page (HaulierFileList *self, Page *page)
{
  guint first = page->number * PAGE_FILES;
  guint wanted = MIN (PAGE_FILES, self->n_items - first);

  for (guint i = page->items->len; i < wanted; i++)
    g_ptr_array_add (page->items, haulier_file_item_new (first + i));
}

static Page *
ensure_page (HaulierFileList *self, guint number)
{
  Page *page = lookup_page (self, number);

  if (page != NULL)
    {
      g_queue_unlink (&self->looked_at, &page->link);
      g_queue_push_head_link (&self->looked_at, &page->link);
      return page;
    }
  page = g_new0 (Page, 1);
  page->number = number;
  page->items = g_ptr_array_new_with_free_func (g_object_unref);
  page->link.data = page;
  page->is_stale = TRUE;
  g_hash_table_insert (self->pages, GUINT_TO_POINTER (number), page);
  g_queue_push_head_link (&self->looked_at, &page->link);
  fill_page (self, page);
  drop_old_pages (self);
  return page;
}

static void
take_file (HaulierFileList *self, const HaulierFile *file)
{
  Page *page = lookup_page (self, file->index / PAGE_FILES);
  guint place = file->index % PAGE_FILES;

  if (page != NULL && place < page->items->len)
    haulier_file_item_update (g_ptr_array_index (page->items, place), haulier_file_copy (file));
}

static void
on_page (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Request) request = user_data;
  HaulierFileList *self = request->list;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) files
      = haulier_client_get_files_finish (HAULIER_CLIENT (source), result, &error);
  Page *page = lookup_page (self, request->page);

  self->n_requests--;
  if (page != NULL)
    page->is_loading = FALSE;
  if (files == NULL && g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (files != NULL && page != NULL)
    page->is_stale = FALSE;
  for (guint i = 0; files != NULL && i < files->len; i++)
    take_file (self, g_ptr_array_index (files, i));
  load_wanted (self);
}

static void
load_wanted (HaulierFileList *self)
{
  while (self->n_requests < REQUESTS_MAX && !g_queue_is_empty (&self->wanted)
         && haulier_client_is_connected (self->client))
    {
      guint number = GPOINTER_TO_UINT (g_queue_pop_head (&self->wanted));
      Page *page = lookup_page (self, number);
      Request *request = g_new0 (Request, 1);

      page->is_wanted = FALSE;
      page->is_loading = TRUE;
      request->list = g_object_ref (self);
      request->page = number;
      self->n_requests++;
      haulier_client_get_files_async (self->client,
                                      haulier_job_item_get_id (self->job),
                                      number * PAGE_FILES,
                                      PAGE_FILES,
                                      self->cancellable,
                                      on_page,
                                      request);
    }
}

static void
want_page (HaulierFileList *self, Page *page)
{
  if (!page->is_stale || page->is_loading || page->is_wanted)
    return;
  page->is_wanted = TRUE;
  g_queue_push_head (&self->wanted, GUINT_TO_POINTER (page->number));
  if (self->wanted.length > WANTED_PAGES_MAX)
    {
      guint forgotten = GPOINTER_TO_UINT (g_queue_pop_tail (&self->wanted));

      lookup_page (self, forgotten)->is_wanted = FALSE;
    }
  load_wanted (self);
}

static GType
get_item_type (GListModel *model)
{
  return HAULIER_TYPE_FILE_ITEM;
}

static guint
get_n_items (GListModel *model)
{
  return HAULIER_FILE_LIST (model)->n_items;
}

static gpointer
get_item (GListModel *model, guint position)
{
  HaulierFileList *self = HAULIER_FILE_LIST (model);
  Page *page = NULL;

  if (position >= self->n_items)
    return NULL;
  page = ensure_page (self, position / PAGE_FILES);
  want_page (self, page);
  return g_object_ref (g_ptr_array_index (page->items, position % PAGE_FILES));
}

static void
haulier_file_list_list_model_init (GListModelInterface *interface)
{
  interface->get_item_type = get_item_type;
  interface->get_n_items = get_n_items;
  interface->get_item = get_item;
}

static void
on_files_changed (HaulierClient *client, const char *id, GPtrArray *files, HaulierFileList *self)
{
  if (!g_str_equal (id, haulier_job_item_get_id (self->job)))
    return;
  for (guint i = 0; i < files->len; i++)
    take_file (self, g_ptr_array_index (files, i));
}

/* Files are only ever added to a job. */
static void
on_count_changed (HaulierFileList *self)
{
  guint n_items = haulier_job_item_get_job (self->job)->files_total;
  guint former = self->n_items;
  Page *page = NULL;

  if (n_items <= former)
    return;
  self->n_items = n_items;
  page = lookup_page (self, former / PAGE_FILES);
  if (page != NULL)
    {
      fill_page (self, page);
      page->is_stale = TRUE;
    }
  g_list_model_items_changed (G_LIST_MODEL (self), former, 0, n_items - former);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_ITEMS]);
}

/* Another engine: what was held may be old. */
static void
on_connected_changed (HaulierFileList *self)
{
  if (!haulier_client_is_connected (self->client))
    return;
  for (GList *link = self->looked_at.tail; link != NULL; link = link->prev)
    {
      Page *page = link->data;

      page->is_stale = TRUE;
      if (page_is_held (page))
        want_page (self, page);
    }
  load_wanted (self);
}

static void
haulier_file_list_dispose (GObject *object)
{
  HaulierFileList *self = HAULIER_FILE_LIST (object);

  g_cancellable_cancel (self->cancellable);
  if (self->client != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->client, self);
      g_signal_handlers_disconnect_by_data (self->job, self);
      haulier_client_unfollow_files (self->client, haulier_job_item_get_id (self->job));
    }
  g_clear_object (&self->client);
  g_clear_object (&self->job);
  G_OBJECT_CLASS (haulier_file_list_parent_class)->dispose (object);
}

static void
haulier_file_list_finalize (GObject *object)
{
  HaulierFileList *self = HAULIER_FILE_LIST (object);

  g_queue_clear (&self->wanted);
  g_hash_table_unref (self->pages);
  g_clear_object (&self->cancellable);
  G_OBJECT_CLASS (haulier_file_list_parent_class)->finalize (object);
}

static void
haulier_file_list_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_ITEM_TYPE:
      g_value_set_gtype (value, HAULIER_TYPE_FILE_ITEM);
      break;
    case PROP_N_ITEMS:
      g_value_set_uint (value, HAULIER_FILE_LIST (object)->n_items);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
haulier_file_list_class_init (HaulierFileListClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);

  object_class->dispose = haulier_file_list_dispose;
  object_class->finalize = haulier_file_list_finalize;
  object_class->get_property = haulier_file_list_get_property;

  properties[PROP_ITEM_TYPE] = g_param_spec_gtype (
      "item-type", NULL, NULL, G_TYPE_OBJECT, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_N_ITEMS] = g_param_spec_uint (
      "n-items", NULL, NULL, 0, G_MAXUINT, 0, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
haulier_file_list_init (HaulierFileList *self)
{
  self->pages = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) page_free);
  self->cancellable = g_cancellable_new ();
}

/**
 * haulier_file_list_new:
 * @client: a client that follows jobs
 * @job: an item of its job list
 *
 * Makes the list of @job's files. It has its full length at once; an item shows nothing until its
 * row has come, and is kept up to date from then on.
 *
 * Returns: (transfer full): a list
 */
HaulierFileList *
haulier_file_list_new (HaulierClient *client, HaulierJobItem *job)
{
  HaulierFileList *self = g_object_new (HAULIER_TYPE_FILE_LIST, NULL);

  self->client = g_object_ref (client);
  self->job = g_object_ref (job);
  self->n_items = haulier_job_item_get_job (job)->files_total;
  g_signal_connect (client, "files-changed", G_CALLBACK (on_files_changed), self);
  g_signal_connect_swapped (client, "notify::connected", G_CALLBACK (on_connected_changed), self);
  g_signal_connect_swapped (job, "notify::files-total", G_CALLBACK (on_count_changed), self);
  haulier_client_follow_files (client, haulier_job_item_get_id (job));
  return self;
}
