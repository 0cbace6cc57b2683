/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* The jobs of one engine: a GListModel of HaulierJobItem in order of creation, kept up to date. */
#include "config.h"

#include "haulier-job-list.h"

#include "haulier-client-calls.h"
#include "haulier-client-follow.h"
#include "haulier-job-batch.h"
#include "haulier-job-index.h"

/* Rows of one page: few enough that a window stays fluent while a hundred thousand come in. */
#define PAGE_ROWS 2000
/* More separate removals than this at once are told as one change of the stretch around them. */
#define SEPARATE_REMOVALS_MAX 32
/* Changes are shown four times a second at most: more often nobody reads them. */
#define SHOW_INTERVAL_MS 250

struct _HaulierJobList
{
  GObject parent_instance;

  HaulierClient *client;
  HaulierJobIndex *jobs;
  GHashTable *unseen;    /* (nullable): ids that a new snapshot has not confirmed yet */
  GCancellable *loading; /* (nullable): of the snapshot that is coming in */
  guint64 loaded_up_to;  /* sequence */
  HaulierJobBatch *held; /* rows that came since changes were shown last */
  guint show_source;     /* 0 while nothing moves */
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
  SIGNAL_CHANGED,
  N_SIGNALS,
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

static void haulier_job_list_list_model_init (GListModelInterface *interface);

G_DEFINE_FINAL_TYPE_WITH_CODE (HaulierJobList,
                               haulier_job_list,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL,
                                                      haulier_job_list_list_model_init))

static GType
get_item_type (GListModel *model)
{
  return HAULIER_TYPE_JOB_ITEM;
}

static guint
get_n_items (GListModel *model)
{
  return haulier_job_index_get_length (HAULIER_JOB_LIST (model)->jobs);
}

static gpointer
get_item (GListModel *model, guint position)
{
  HaulierJobList *self = HAULIER_JOB_LIST (model);

  return position < haulier_job_index_get_length (self->jobs)
             ? g_object_ref (haulier_job_index_get (self->jobs, position))
             : NULL;
}

static void
haulier_job_list_list_model_init (GListModelInterface *interface)
{
  interface->get_item_type = get_item_type;
  interface->get_n_items = get_n_items;
  interface->get_item = get_item;
}

static void
items_changed (HaulierJobList *self, guint position, guint removed, guint added)
{
  g_list_model_items_changed (G_LIST_MODEL (self), position, removed, added);
  if (removed != added)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_ITEMS]);
}

static void
update_item (HaulierJobList *self, HaulierJobItem *item, HaulierJob *job)
{
  haulier_job_index_update (self->jobs, item, job);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0, item);
}

/* Takes rows: known jobs change in place, new ones are inserted, told in as few changes as there
 * are stretches; nearly always that is one at the end. */
static void
take_jobs (HaulierJobList *self, GPtrArray *jobs)
{
  guint start = 0;
  guint added = 0;

  for (guint i = 0; i < jobs->len; i++)
    {
      HaulierJob *job = g_ptr_array_index (jobs, i);
      HaulierJobItem *item = haulier_job_index_lookup (self->jobs, job->id);
      guint position = 0;

      if (self->unseen != NULL)
        g_hash_table_remove (self->unseen, job->id);
      if (item != NULL)
        {
          update_item (self, item, job);
          continue;
        }
      position = haulier_job_index_position (self->jobs, job->sequence);
      if (added > 0 && position != start + added)
        {
          items_changed (self, start, 0, added);
          added = 0;
        }
      if (added == 0)
        start = position;
      haulier_job_index_insert (self->jobs, position, job);
      added++;
    }
  if (added > 0)
    items_changed (self, start, 0, added);
}

/* Returns how many rows there were. */
static guint
show_held (HaulierJobList *self)
{
  g_autoptr (GPtrArray) jobs = haulier_job_batch_steal (self->held);

  g_ptr_array_set_free_func (jobs, NULL); /* the items take them */
  take_jobs (self, jobs);
  return jobs->len;
}

/* Many removals all over the list: told as one change from the first to the last. */
static void
remove_stretch (HaulierJobList *self, GArray *positions)
{
  guint first = g_array_index (positions, guint, 0);
  guint last = g_array_index (positions, guint, positions->len - 1);
  guint stretch = last - first + 1;

  haulier_job_index_remove_positions (self->jobs, positions);
  items_changed (self, first, stretch, stretch - positions->len);
}

static void
remove_jobs (HaulierJobList *self, const char *const *ids)
{
  g_autoptr (GArray) positions = haulier_job_index_forget (self->jobs, ids);
  guint end = positions->len;

  if (haulier_job_index_count_stretches (positions) > SEPARATE_REMOVALS_MAX)
    {
      remove_stretch (self, positions);
      return;
    }
  while (end > 0)
    {
      guint begin = end - 1;
      guint position = 0;

      while (begin > 0
             && g_array_index (positions, guint, begin - 1) + 1
                    == g_array_index (positions, guint, begin))
        begin--;
      position = g_array_index (positions, guint, begin);
      haulier_job_index_remove_range (self->jobs, position, end - begin);
      items_changed (self, position, end - begin, 0);
      end = begin;
    }
}

/* What an earlier engine had and this one does not. */
static void
remove_unseen (HaulierJobList *self)
{
  g_autoptr (GHashTable) unseen = g_steal_pointer (&self->unseen);
  g_autofree const char **ids = NULL;

  if (unseen == NULL)
    return;
  ids = (const char **) g_hash_table_get_keys_as_array (unseen, NULL);
  remove_jobs (self, ids);
}

static void load_page (HaulierJobList *self);

static void
on_page (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HaulierJobList) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) jobs
      = haulier_client_list_jobs_finish (HAULIER_CLIENT (source), result, &error);
  guint n_jobs = 0;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  show_held (self); /* they are older than the page */
  if (jobs != NULL && jobs->len > 0)
    {
      HaulierJob *last = g_ptr_array_index (jobs, jobs->len - 1);

      self->loaded_up_to = last->sequence;
      n_jobs = jobs->len;
      g_ptr_array_set_free_func (jobs, NULL); /* the items take them */
      take_jobs (self, jobs);
    }
  if (n_jobs == PAGE_ROWS)
    {
      load_page (self);
      return;
    }
  g_clear_object (&self->loading);
  if (error == NULL)
    remove_unseen (self);
  else
    g_debug ("list the jobs: %s", error->message); /* the engine went: it is listed again */
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LOADING]);
}

static void
load_page (HaulierJobList *self)
{
  haulier_client_list_jobs_async (
      self->client, self->loaded_up_to, PAGE_ROWS, self->loading, on_page, g_object_ref (self));
}

static void
stop_loading (HaulierJobList *self)
{
  g_cancellable_cancel (self->loading);
  g_clear_object (&self->loading);
}

/* What nobody tells of any more. */
static void
forget_all (HaulierJobList *self)
{
  g_autofree const char **ids = NULL;
  guint n_jobs = 0;

  show_held (self);
  n_jobs = haulier_job_index_get_length (self->jobs);
  ids = g_new0 (const char *, n_jobs + 1);
  for (guint i = 0; i < n_jobs; i++)
    ids[i] = haulier_job_item_get_id (haulier_job_index_get (self->jobs, i));
  remove_jobs (self, ids);
}

/* One's own engine is back in a moment, and the jobs stay; the computer's may be gone for good. */
static void
load (HaulierJobList *self)
{
  stop_loading (self);
  if (!haulier_client_is_connected (self->client))
    {
      if (haulier_client_is_system (self->client))
        forget_all (self);
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LOADING]);
      return;
    }
  self->loading = g_cancellable_new ();
  self->loaded_up_to = 0;
  if (haulier_job_index_get_length (self->jobs) > 0)
    {
      g_clear_pointer (&self->unseen, g_hash_table_unref);
      self->unseen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
      for (guint i = 0; i < haulier_job_index_get_length (self->jobs); i++)
        g_hash_table_add (
            self->unseen,
            g_strdup (haulier_job_item_get_id (haulier_job_index_get (self->jobs, i))));
    }
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LOADING]);
  load_page (self);
}

/* While the snapshot comes in, a job behind its end will come with it, newer than now. */
static gboolean
comes_with_snapshot (HaulierJobList *self, const HaulierJob *job)
{
  return self->loading != NULL && job->sequence > self->loaded_up_to
         && !(haulier_job_index_lookup (self->jobs, job->id) != NULL);
}

static gboolean
on_show_interval (gpointer user_data)
{
  HaulierJobList *self = user_data;

  if (show_held (self) > 0)
    return G_SOURCE_CONTINUE;
  self->show_source = 0;
  return G_SOURCE_REMOVE;
}

/* The first change after a while is shown at once. */
static void
on_jobs_changed (HaulierClient *client, GPtrArray *jobs, char **removed, HaulierJobList *self)
{
  for (guint i = 0; i < jobs->len; i++)
    {
      const HaulierJob *job = g_ptr_array_index (jobs, i);

      if (!comes_with_snapshot (self, job))
        haulier_job_batch_add (self->held, haulier_job_copy (job));
    }
  if (self->show_source != 0 && removed[0] == NULL)
    return;
  show_held (self);
  if (removed[0] != NULL)
    remove_jobs (self, (const char *const *) removed);
  if (self->show_source == 0)
    self->show_source = g_timeout_add (SHOW_INTERVAL_MS, on_show_interval, self);
}

static void
haulier_job_list_dispose (GObject *object)
{
  HaulierJobList *self = HAULIER_JOB_LIST (object);

  stop_loading (self);
  g_clear_handle_id (&self->show_source, g_source_remove);
  if (self->client != NULL)
    g_signal_handlers_disconnect_by_data (self->client, self);
  g_clear_object (&self->client);
  G_OBJECT_CLASS (haulier_job_list_parent_class)->dispose (object);
}

static void
haulier_job_list_finalize (GObject *object)
{
  HaulierJobList *self = HAULIER_JOB_LIST (object);

  g_clear_pointer (&self->unseen, g_hash_table_unref);
  haulier_job_batch_free (self->held);
  g_clear_pointer (&self->jobs, haulier_job_index_free);
  G_OBJECT_CLASS (haulier_job_list_parent_class)->finalize (object);
}

static void
haulier_job_list_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  HaulierJobList *self = HAULIER_JOB_LIST (object);

  switch (prop_id)
    {
    case PROP_LOADING:
      g_value_set_boolean (value, self->loading != NULL);
      break;
    case PROP_ITEM_TYPE:
      g_value_set_gtype (value, HAULIER_TYPE_JOB_ITEM);
      break;
    case PROP_N_ITEMS:
      g_value_set_uint (value, haulier_job_index_get_length (self->jobs));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
haulier_job_list_class_init (HaulierJobListClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);

  object_class->dispose = haulier_job_list_dispose;
  object_class->finalize = haulier_job_list_finalize;
  object_class->get_property = haulier_job_list_get_property;

  properties[PROP_LOADING] = g_param_spec_boolean (
      "loading", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_ITEM_TYPE] = g_param_spec_gtype (
      "item-type", NULL, NULL, G_TYPE_OBJECT, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_N_ITEMS] = g_param_spec_uint (
      "n-items", NULL, NULL, 0, G_MAXUINT, 0, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  /**
   * HaulierJobList::changed:
   * @item: an item that was in the list before
   *
   * Emitted when the job has a new row, for views that count or filter.
   */
  signals[SIGNAL_CHANGED] = g_signal_new ("changed",
                                          HAULIER_TYPE_JOB_LIST,
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
haulier_job_list_init (HaulierJobList *self)
{
  self->held = haulier_job_batch_new ();
}

/**
 * haulier_job_list_new:
 * @client: a client, open or not
 * @accounts: the owners of the jobs
 *
 * Makes the list of every job of @client. It fills itself as soon as the client is connected, and
 * anew whenever the engine was started again: items of jobs that are still there stay the same.
 *
 * Returns: (transfer full): a list
 */
HaulierJobList *
haulier_job_list_new (HaulierClient *client, HaulierAccountList *accounts)
{
  HaulierJobList *self = g_object_new (HAULIER_TYPE_JOB_LIST, NULL);

  self->client = g_object_ref (client);
  self->jobs = haulier_job_index_new (client, accounts);
  g_signal_connect_object (client, "notify::everybody", G_CALLBACK (load), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (client, "notify::connected", G_CALLBACK (load), self, G_CONNECT_SWAPPED);
  g_signal_connect (client, "jobs-changed", G_CALLBACK (on_jobs_changed), self);
  haulier_client_follow (client, NULL);
  load (self);
  return self;
}

/**
 * haulier_job_list_is_loading:
 * @self: a list
 *
 * Returns: whether a snapshot is coming in
 */
gboolean
haulier_job_list_is_loading (HaulierJobList *self)
{
  return self->loading != NULL;
}

/**
 * haulier_job_list_lookup:
 * @self: a list
 * @id: a job
 *
 * Returns: (transfer none) (nullable): its item
 */
HaulierJobItem *
haulier_job_list_lookup (HaulierJobList *self, const char *id)
{
  return haulier_job_index_lookup (self->jobs, id);
}

/**
 * haulier_job_list_find:
 * @self: a list
 * @item: an item
 * @out_position: (out): where it is
 *
 * Returns: whether @item is in the list
 */
gboolean
haulier_job_list_find (HaulierJobList *self, HaulierJobItem *item, guint *out_position)
{
  guint position
      = haulier_job_index_position (self->jobs, haulier_job_item_get_job (item)->sequence);

  if (position >= haulier_job_index_get_length (self->jobs)
      || haulier_job_index_get (self->jobs, position) != item)
    return FALSE;
  *out_position = position;
  return TRUE;
}

/**
 * haulier_job_list_count:
 * @self: a list
 * @group: a group
 *
 * Returns: how many jobs of the list are in @group
 */
guint
haulier_job_list_count (HaulierJobList *self, HaulierJobGroup group)
{
  return haulier_job_index_count (self->jobs, group);
}
