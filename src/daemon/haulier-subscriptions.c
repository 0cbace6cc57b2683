/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Who follows which jobs, and the batched changes that are sent to them alone. */
#include "config.h"

#include "haulier-subscriptions.h"

#include "haulier-bus-names.h"
#include "haulier-engine-query.h"
#include "haulier-file-row.h"
#include "haulier-job-row.h"
#include "haulier-job-transition.h"

/* At most ten batches a second, and as many early ones because a job ended: somebody may wait. */
#define BATCH_INTERVAL_MS 100
/* Rows of one message; more are sent in the next ones. */
#define BATCH_MAX_ROWS 5000

typedef struct
{
  HaulierCaller *caller;
  gboolean all_owners;  /* whether jobs of others are meant where none is named */
  GHashTable *ids;      /* (nullable) set of ids; every job when there is none */
  GHashTable *file_ids; /* set of ids of jobs whose files are followed too */
} Subscription;

struct _HaulierSubscriptions
{
  GDBusConnection *connection;
  HaulierEngine *engine;
  HaulierOwners *owners;
  GHashTable *by_name;       /* unique name -> Subscription */
  GHashTable *changed;       /* set of ids */
  GHashTable *removed;       /* id -> HaulierAccount that owned it */
  GHashTable *changed_files; /* id -> GHashTable of index -> file row */
  guint batch_id;            /* armed only while there is something to send */
  gboolean early;            /* the armed batch does not wait for its time */
  gint64 last_batch;         /* monotonic microseconds */
  gint64 last_early_batch;   /* monotonic microseconds */
};

static void
subscription_free (Subscription *subscription)
{
  g_clear_pointer (&subscription->ids, g_hash_table_unref);
  g_hash_table_unref (subscription->file_ids);
  haulier_caller_unref (subscription->caller);
  g_free (subscription);
}

/* Asked for each change anew: an owner may have changed, and what somebody may see. */
static gboolean
follows (HaulierSubscriptions *self,
         const Subscription *subscription,
         const char *id,
         HaulierAccount owner)
{
  if (subscription->ids != NULL && !g_hash_table_contains (subscription->ids, id))
    return FALSE;
  if (subscription->ids == NULL && !subscription->all_owners)
    return haulier_owners_relate (self->owners, subscription->caller, owner)
           == HAULIER_CALLER_OWNER;
  return haulier_owners_may_see (self->owners, subscription->caller, owner);
}

static void
emit (HaulierSubscriptions *self,
      const Subscription *subscription,
      const char *signal,
      GVariant *body)
{
  g_dbus_connection_emit_signal (self->connection,
                                 subscription->caller->name,
                                 HAULIER_BUS_PATH,
                                 HAULIER_BUS_INTERFACE,
                                 signal,
                                 body,
                                 NULL);
}

static void
emit_jobs (HaulierSubscriptions *self,
           const Subscription *subscription,
           GVariant *jobs,
           GVariant *removed)
{
  emit (self,
        subscription,
        "JobsChanged",
        g_variant_new ("(@a" HAULIER_JOB_ROW_SIGNATURE "@as)", jobs, removed));
}

/* Rows are made once and shared by every subscriber. */
static GHashTable *
make_rows (HaulierSubscriptions *self)
{
  GHashTable *rows
      = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) g_variant_unref);
  GHashTableIter iter;
  gpointer id = NULL;

  g_hash_table_iter_init (&iter, self->changed);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    {
      const HaulierJob *job = haulier_engine_lookup_job (self->engine, id);

      if (job != NULL)
        g_hash_table_insert (rows, id, g_variant_ref_sink (haulier_job_row_new (job)));
    }
  return rows;
}

static GVariant *
collect_removed (HaulierSubscriptions *self, const Subscription *subscription)
{
  GVariantBuilder builder;
  GHashTableIter iter;
  gpointer id = NULL;
  gpointer owner = NULL;

  g_variant_builder_init (&builder, G_VARIANT_TYPE_STRING_ARRAY);
  g_hash_table_iter_init (&iter, self->removed);
  while (g_hash_table_iter_next (&iter, &id, &owner))
    {
      if (follows (self, subscription, id, *(const HaulierAccount *) owner))
        g_variant_builder_add (&builder, "s", id);
    }
  return g_variant_builder_end (&builder);
}

static void
send_jobs (HaulierSubscriptions *self, const Subscription *subscription, GHashTable *rows)
{
  g_autoptr (GVariant) removed = g_variant_ref_sink (collect_removed (self, subscription));
  GVariantBuilder builder;
  GHashTableIter iter;
  gpointer id = NULL;
  gpointer row = NULL;
  guint n_rows = 0;

  g_variant_builder_init (&builder, HAULIER_JOB_ROWS_TYPE);
  g_hash_table_iter_init (&iter, rows);
  while (g_hash_table_iter_next (&iter, &id, &row))
    {
      if (!follows (self, subscription, id, haulier_engine_lookup_job (self->engine, id)->owner))
        continue;
      g_variant_builder_add_value (&builder, row);
      if (++n_rows % BATCH_MAX_ROWS != 0)
        continue;
      emit_jobs (
          self, subscription, g_variant_builder_end (&builder), g_variant_new_strv (NULL, 0));
      g_variant_builder_init (&builder, HAULIER_JOB_ROWS_TYPE);
    }
  if (n_rows % BATCH_MAX_ROWS != 0 || g_variant_n_children (removed) > 0)
    emit_jobs (self, subscription, g_variant_builder_end (&builder), removed);
  else
    g_variant_builder_clear (&builder);
}

static gboolean
may_see (HaulierSubscriptions *self, const Subscription *subscription, const char *id)
{
  const HaulierJob *job = haulier_engine_lookup_job (self->engine, id);

  return job != NULL && haulier_owners_may_see (self->owners, subscription->caller, job->owner);
}

static void
send_files (HaulierSubscriptions *self, const Subscription *subscription)
{
  GHashTableIter iter;
  gpointer id = NULL;
  gpointer rows = NULL;

  g_hash_table_iter_init (&iter, self->changed_files);
  while (g_hash_table_iter_next (&iter, &id, &rows))
    {
      GVariantBuilder builder;
      GHashTableIter row_iter;
      gpointer row = NULL;

      if (!g_hash_table_contains (subscription->file_ids, id) || !may_see (self, subscription, id))
        continue;
      g_variant_builder_init (&builder, HAULIER_FILE_ROWS_TYPE);
      g_hash_table_iter_init (&row_iter, rows);
      while (g_hash_table_iter_next (&row_iter, NULL, &row))
        g_variant_builder_add_value (&builder, row);
      emit (self,
            subscription,
            "FilesChanged",
            g_variant_new ("(sa" HAULIER_FILE_ROW_SIGNATURE ")", id, &builder));
    }
}

static gboolean
batch_cb (gpointer user_data)
{
  HaulierSubscriptions *self = user_data;
  g_autoptr (GHashTable) rows = make_rows (self);
  GHashTableIter iter;
  gpointer subscription = NULL;

  self->batch_id = 0;
  self->last_batch = g_get_monotonic_time ();
  if (self->early)
    self->last_early_batch = self->last_batch;
  self->early = FALSE;
  g_hash_table_iter_init (&iter, self->by_name);
  while (g_hash_table_iter_next (&iter, NULL, &subscription))
    {
      send_jobs (self, subscription, rows);
      send_files (self, subscription);
    }
  g_hash_table_remove_all (rows);
  g_hash_table_remove_all (self->changed);
  g_hash_table_remove_all (self->removed);
  g_hash_table_remove_all (self->changed_files);
  return G_SOURCE_REMOVE;
}

static void
arm (HaulierSubscriptions *self)
{
  gint64 since = (g_get_monotonic_time () - self->last_batch) / 1000;

  if (self->batch_id != 0)
    return;
  /* The first change after a quiet while goes out at once, with what else happens in this turn. */
  if (since >= BATCH_INTERVAL_MS)
    self->batch_id = g_idle_add (batch_cb, self);
  else
    self->batch_id = g_timeout_add (BATCH_INTERVAL_MS - since, batch_cb, self);
}

static void
arm_early (HaulierSubscriptions *self)
{
  gint64 since = (g_get_monotonic_time () - self->last_early_batch) / 1000;

  if (self->early || since < BATCH_INTERVAL_MS)
    return;
  g_clear_handle_id (&self->batch_id, g_source_remove);
  self->early = TRUE;
  self->batch_id = g_idle_add (batch_cb, self);
}

static gboolean
is_over (const HaulierJob *job)
{
  return haulier_job_state_is_final (job->state) || job->state == HAULIER_JOB_STATE_TRANSFERRED
         || job->state == HAULIER_JOB_STATE_ERROR;
}

static void
job_changed_cb (HaulierEngine *engine, const HaulierJob *job, gpointer user_data)
{
  HaulierSubscriptions *self = user_data;

  if (g_hash_table_size (self->by_name) == 0)
    return;
  if (!g_hash_table_contains (self->changed, job->id))
    g_hash_table_add (self->changed, g_strdup (job->id));
  if (is_over (job))
    arm_early (self);
  arm (self);
}

static void
job_removed_cb (HaulierEngine *engine, const char *id, gpointer owner, gpointer user_data)
{
  HaulierSubscriptions *self = user_data;

  if (g_hash_table_size (self->by_name) == 0)
    return;
  g_hash_table_remove (self->changed, id);
  g_hash_table_remove (self->changed_files, id);
  g_hash_table_insert (self->removed, g_strdup (id), g_memdup2 (owner, sizeof (HaulierAccount)));
  arm (self);
}

/* For who does not see the job any more it is gone; who sees it now is told as of any change. */
static void
owner_changed_cb (HaulierEngine *engine,
                  const HaulierJob *job,
                  gpointer former_owner,
                  gpointer user_data)
{
  HaulierSubscriptions *self = user_data;
  const HaulierAccount *former = former_owner;
  const char *const removed[] = { job->id, NULL };
  GHashTableIter iter;
  gpointer value = NULL;

  g_hash_table_iter_init (&iter, self->by_name);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      const Subscription *subscription = value;

      if (follows (self, subscription, job->id, *former)
          && !follows (self, subscription, job->id, job->owner))
        emit_jobs (self,
                   subscription,
                   g_variant_new_array (G_VARIANT_TYPE (HAULIER_JOB_ROW_SIGNATURE), NULL, 0),
                   g_variant_new_strv (removed, -1));
    }
}

static gboolean
somebody_follows_files (HaulierSubscriptions *self, const char *id)
{
  GHashTableIter iter;
  gpointer value = NULL;

  g_hash_table_iter_init (&iter, self->by_name);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      const Subscription *subscription = value;

      if (g_hash_table_contains (subscription->file_ids, id))
        return TRUE;
    }
  return FALSE;
}

static void
files_changed_cb (HaulierEngine *engine,
                  const HaulierJob *job,
                  GPtrArray *files,
                  gpointer user_data)
{
  HaulierSubscriptions *self = user_data;
  GHashTable *rows = NULL;

  if (!somebody_follows_files (self, job->id))
    return;
  rows = g_hash_table_lookup (self->changed_files, job->id);
  if (rows == NULL)
    {
      rows = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) g_variant_unref);
      g_hash_table_insert (self->changed_files, g_strdup (job->id), rows);
    }
  for (guint i = 0; i < files->len; i++)
    {
      const HaulierFile *file = files->pdata[i];

      g_hash_table_insert (
          rows, GUINT_TO_POINTER (file->index), g_variant_ref_sink (haulier_file_row_new (file)));
    }
  arm (self);
}

/**
 * haulier_subscriptions_new:
 * @connection: the bus
 * @engine: whose changes are sent
 * @owners: who is who
 *
 * Returns: (transfer full): subscriptions, none so far
 */
HaulierSubscriptions *
haulier_subscriptions_new (GDBusConnection *connection,
                           HaulierEngine *engine,
                           HaulierOwners *owners)
{
  HaulierSubscriptions *self = g_new0 (HaulierSubscriptions, 1);

  self->connection = g_object_ref (connection);
  self->engine = g_object_ref (engine);
  self->owners = haulier_owners_ref (owners);
  self->by_name
      = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) subscription_free);
  self->changed = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->removed = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->changed_files = g_hash_table_new_full (
      g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_hash_table_unref);
  g_signal_connect (engine, "job-changed", G_CALLBACK (job_changed_cb), self);
  g_signal_connect (engine, "job-removed", G_CALLBACK (job_removed_cb), self);
  g_signal_connect (engine, "owner-changed", G_CALLBACK (owner_changed_cb), self);
  g_signal_connect (engine, "files-changed", G_CALLBACK (files_changed_cb), self);
  return self;
}

/**
 * haulier_subscriptions_free:
 * @subscriptions: (nullable): the subscriptions
 */
void
haulier_subscriptions_free (HaulierSubscriptions *subscriptions)
{
  if (subscriptions == NULL)
    return;
  g_clear_handle_id (&subscriptions->batch_id, g_source_remove);
  g_signal_handlers_disconnect_by_data (subscriptions->engine, subscriptions);
  g_hash_table_unref (subscriptions->by_name);
  g_hash_table_unref (subscriptions->changed);
  g_hash_table_unref (subscriptions->removed);
  g_hash_table_unref (subscriptions->changed_files);
  haulier_owners_unref (subscriptions->owners);
  g_object_unref (subscriptions->engine);
  g_object_unref (subscriptions->connection);
  g_free (subscriptions);
}

static GHashTable *
new_set (const char *const *ids)
{
  GHashTable *set = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (gsize i = 0; ids != NULL && ids[i] != NULL; i++)
    g_hash_table_add (set, g_strdup (ids[i]));
  return set;
}

/**
 * haulier_subscriptions_set:
 * @subscriptions: the subscriptions
 * @caller: who follows
 * @all_owners: whether an empty list means jobs of others too
 * @ids: jobs to follow; an empty list: every one
 * @file_ids: (nullable): jobs whose files' changes are sent too
 *
 * Replaces the former subscription of the connection.
 */
void
haulier_subscriptions_set (HaulierSubscriptions *subscriptions,
                           HaulierCaller *caller,
                           gboolean all_owners,
                           const char *const *ids,
                           const char *const *file_ids)
{
  Subscription *subscription = g_new0 (Subscription, 1);

  subscription->caller = haulier_caller_ref (caller);
  subscription->all_owners = all_owners;
  if (ids[0] != NULL)
    subscription->ids = new_set (ids);
  subscription->file_ids = new_set (file_ids);
  g_hash_table_replace (subscriptions->by_name, caller->name, subscription);
}

/**
 * haulier_subscriptions_drop:
 * @subscriptions: the subscriptions
 * @name: unique name of the connection
 */
void
haulier_subscriptions_drop (HaulierSubscriptions *subscriptions, const char *name)
{
  g_hash_table_remove (subscriptions->by_name, name);
}

/**
 * haulier_subscriptions_send_to_all:
 * @subscriptions: the subscriptions
 * @interface_name: interface of the signal
 * @signal: its name
 * @body: (transfer floating): its arguments
 *
 * Sends a signal of the manager object to each subscriber.
 */
void
haulier_subscriptions_send_to_all (HaulierSubscriptions *subscriptions,
                                   const char *interface_name,
                                   const char *signal,
                                   GVariant *body)
{
  g_autoptr (GVariant) owned = g_variant_ref_sink (body);
  GHashTableIter iter;
  gpointer name = NULL;

  g_hash_table_iter_init (&iter, subscriptions->by_name);
  while (g_hash_table_iter_next (&iter, &name, NULL))
    g_dbus_connection_emit_signal (
        subscriptions->connection, name, HAULIER_BUS_PATH, interface_name, signal, owned, NULL);
}
