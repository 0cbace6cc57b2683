/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* The files of one job that a worker fetches, some at once and the others in order. */
#include "config.h"

#include "haulier-download-job.h"

#include "haulier-download.h"
#include "haulier-durability.h"
#include "haulier-files-plan.h"
#include "haulier-leftovers.h"
#include "haulier-logins.h"

/* Files that are looked at before a connection is free for them: many, so that a busy disk or
 * processor does not keep connections waiting. */
#define MAX_STARTING 64
/* Files whose end the I/O thread has not got to. */
#define MAX_ACTIVE 512

struct _HaulierDownloadJob
{
  HaulierTransferContext *context;
  guint number;
  char *id;
  HaulierTransferSettings settings;
  HaulierRateLimit rate;
  GQueue waiting;       /* HaulierFileOrder */
  GPtrArray *active;    /* HaulierDownload */
  guint n_starting;     /* of the active ones: looked at, or waiting for a connection */
  GPtrArray *connected; /* HaulierDownload of the active ones that need connections; borrowed */
  GQueue ready;         /* HaulierDownload of the active ones; borrowed */
  gboolean running;     /* haulier_download_job_run() is at work */
  HaulierFilesPlan *plan;
  guint64 n_received; /* files that came completely */
  HaulierDurability *durability;
  HaulierLeftovers *leftovers;
  HaulierDownloadJobStopped stopped; /* (nullable): wanted when everything is written */
  gpointer stopped_data;
};

static void on_moved (HaulierDownload *download,
                      gboolean was_starting,
                      gboolean needed_connection,
                      gpointer owner);
static void on_ready (HaulierDownload *download, gpointer owner);
static void on_received (HaulierDownload *download, gpointer owner);
static gboolean on_turned_away (HaulierDownload *download, guint beside, gpointer owner);
static void on_leftovers_found (gpointer user_data);
static void on_ended (HaulierDownload *download,
                      HaulierFileResult *result,
                      HaulierPartFile *part,
                      gpointer owner);
static void on_traced (HaulierDownload *download, HaulierTraceRecord *record, gpointer owner);

static const HaulierDownloadOwner download_owner = {
  .moved = on_moved,
  .ready = on_ready,
  .received = on_received,
  .turned_away = on_turned_away,
  .ended = on_ended,
  .traced = on_traced,
};

/* Nobody who chose a number gets more than that. Of many small files the others get what the server
 * bears: with the number of one large file it would rest while they are named and stored. */
static HaulierFilesPlan *
make_plan (guint connections)
{
  return haulier_files_plan_new (connections,
                                 connections == HAULIER_TRANSFER_DEFAULT_CONNECTIONS
                                     ? HAULIER_TRANSFER_MAX_CONNECTIONS
                                     : connections);
}

/**
 * haulier_download_job_new:
 * @context: what transfers share
 * @number: chosen by the engine
 * @id: UUID
 * @settings: what holds for its files; the content is taken
 *
 * Returns: (transfer full): a job without files
 */
HaulierDownloadJob *
haulier_download_job_new (HaulierTransferContext *context,
                          guint number,
                          const char *id,
                          HaulierTransferSettings *settings)
{
  HaulierDownloadJob *job = g_new0 (HaulierDownloadJob, 1);

  job->context = context;
  job->number = number;
  job->id = g_strdup (id);
  job->settings = *settings;
  job->settings.rate = &job->rate;
  haulier_rate_limit_set (&job->rate, settings->limit, g_get_monotonic_time ());
  *settings = (HaulierTransferSettings){ 0 };
  job->settings.logins = haulier_logins_new (context, number);
  g_queue_init (&job->waiting);
  g_queue_init (&job->ready);
  job->active = g_ptr_array_new_with_free_func ((GDestroyNotify) haulier_download_unref);
  job->connected = g_ptr_array_new ();
  job->plan = make_plan (job->settings.connections);
  job->durability = haulier_durability_new (context, number);
  job->leftovers = haulier_leftovers_new (context, id, on_leftovers_found, job);
  return job;
}

/**
 * haulier_download_job_free:
 * @job: (nullable): a job that was stopped
 */
void
haulier_download_job_free (HaulierDownloadJob *job)
{
  if (job == NULL)
    return;
  g_queue_clear_full (&job->waiting, (GDestroyNotify) haulier_file_order_free);
  g_queue_clear (&job->ready);
  g_ptr_array_unref (job->connected);
  g_ptr_array_unref (job->active);
  haulier_logins_free (job->settings.logins);
  haulier_files_plan_free (job->plan);
  haulier_durability_free (job->durability);
  haulier_leftovers_free (job->leftovers);
  haulier_folder_set_free (job->settings.folders);
  haulier_proxy_route_free (job->settings.route);
  g_strfreev (job->settings.headers);
  g_free (job->settings.method);
  g_free (job->id);
  g_free (job);
}

static guint
count_connections (const HaulierDownloadJob *job)
{
  guint count = 0;

  /* A file that is between two connections keeps its place, unless it waits for a login. */
  for (guint i = 0; i < job->connected->len; i++)
    {
      const HaulierDownload *download = g_ptr_array_index (job->connected, i);

      if (!haulier_download_is_parked (download))
        count += MAX (haulier_download_get_n_connections (download), 1);
    }
  return count;
}

/* Returns: whether it is known if something is left of the file. */
static gboolean
look_for_leftovers (HaulierDownloadJob *job, HaulierFileOrder *order)
{
  g_autofree char *path = g_path_get_dirname (order->path);
  g_autoptr (HaulierFolder) folder = haulier_folder_set_ref_folder (
      job->settings.folders != NULL ? job->settings.folders : job->context->folders, path);

  if (!haulier_leftovers_look (job->leftovers, folder, order->index))
    return FALSE;
  order->fresh = !haulier_leftovers_have (job->leftovers, folder, order->index);
  return TRUE;
}

/* Waits, without taking the file, while its folder is looked at. */
static gboolean
start_next_file (HaulierDownloadJob *job)
{
  HaulierFileOrder *order = g_queue_peek_head (&job->waiting);
  HaulierDownload *download = NULL;

  if (!order->fresh && !look_for_leftovers (job, order))
    return FALSE;
  download = haulier_download_new (job->context,
                                   &job->settings,
                                   job->id,
                                   g_queue_pop_head (&job->waiting),
                                   &download_owner,
                                   job);
  g_ptr_array_add (job->active, download);
  job->n_starting++;
  haulier_download_start (download);
  return TRUE;
}

/* Many small files reach a limit without any of them being paused. */
static gboolean
is_throttled (HaulierDownloadJob *job)
{
  gint64 now = 0;

  if (job->rate.rate == 0 && job->context->limit.rate == 0)
    return FALSE;
  now = g_get_monotonic_time ();
  return haulier_rate_limit_is_reached (&job->rate, now)
         || haulier_rate_limit_is_reached (&job->context->limit, now);
}

/* What goes beyond the number of the job is for one server only when other jobs ask nothing. */
static gboolean
may_connect (const HaulierDownloadJob *job, guint connections, guint wanted)
{
  return connections < wanted
         && (connections < job->settings.connections
             || job->context->n_running < HAULIER_TRANSFER_MAX_CONNECTIONS);
}

/**
 * haulier_download_job_run:
 * @job: a job
 *
 * Connects files while connections are left. As many are looked at in advance, so that no
 * connection waits for the disk.
 */
void
haulier_download_job_run (HaulierDownloadJob *job)
{
  guint connections = count_connections (job);
  guint wanted = haulier_files_plan_step (job->plan, g_get_monotonic_time (), job->n_received);

  if (job->stopped != NULL || job->running)
    return;
  job->running = TRUE;
  do
    {
      while (may_connect (job, connections, wanted) && job->ready.length > 0 && !is_throttled (job))
        haulier_download_connect (g_queue_pop_head (&job->ready), ++connections);
      while (job->waiting.length > 0 && job->n_starting < MAX_STARTING
             && job->active->len < MAX_ACTIVE && start_next_file (job))
        ;
    }
  while (may_connect (job, connections, wanted) && job->ready.length > 0 && !is_throttled (job));
  job->running = FALSE;
}

static void
on_moved (HaulierDownload *download,
          gboolean was_starting,
          gboolean needed_connection,
          gpointer owner)
{
  HaulierDownloadJob *job = owner;
  gboolean starting = haulier_download_is_starting (download);
  gboolean needs_connection = haulier_download_needs_connection (download);

  if (was_starting && !starting)
    job->n_starting--;
  /* It has waited for a login, and gets in line again. */
  if (!was_starting && starting)
    job->n_starting++;
  if (needs_connection && !needed_connection)
    g_ptr_array_add (job->connected, download);
  if (needed_connection && !needs_connection)
    g_ptr_array_remove_fast (job->connected, download);
  /* It failed, or was stopped, before its turn came. */
  if (was_starting && !starting && !needs_connection)
    g_queue_remove (&job->ready, download);
}

static void
on_ready (HaulierDownload *download, gpointer owner)
{
  HaulierDownloadJob *job = owner;

  g_queue_push_tail (&job->ready, download);
  haulier_download_job_run (job);
}

static void
on_received (HaulierDownload *download, gpointer owner)
{
  HaulierDownloadJob *job = owner;

  job->n_received++;
  haulier_download_job_run (job);
}

static gboolean
on_turned_away (HaulierDownload *download, guint beside, gpointer owner)
{
  HaulierDownloadJob *job = owner;

  return haulier_files_plan_turned_away (job->plan, g_get_monotonic_time (), beside);
}

static void
on_leftovers_found (gpointer user_data)
{
  haulier_download_job_run (user_data);
}

static void
say_stopped (HaulierDownloadJob *job)
{
  HaulierDownloadJobStopped stopped = g_steal_pointer (&job->stopped);

  if (stopped != NULL)
    stopped (job, job->stopped_data);
}

static void
on_ended (HaulierDownload *download,
          HaulierFileResult *result,
          HaulierPartFile *part,
          gpointer owner)
{
  HaulierDownloadJob *job = owner;

  if (result != NULL && result->failure == NULL)
    haulier_durability_add (job->durability, result->index, part, job->settings.hold);
  if (result != NULL)
    job->context->reports.finished (job->number, result, job->context->user_data);
  g_ptr_array_remove_fast (job->active, download);
  if (job->stopped != NULL)
    {
      if (job->active->len == 0)
        say_stopped (job);
      return;
    }
  haulier_download_job_run (job);
  if (job->active->len == 0)
    haulier_durability_flush (job->durability);
}

static void
on_traced (HaulierDownload *download, HaulierTraceRecord *record, gpointer owner)
{
  HaulierDownloadJob *job = owner;

  job->context->reports.traced (job->number, record, job->context->user_data);
}

/**
 * haulier_download_job_set:
 * @job: a job
 * @connections: (nullable): how many it may have at once
 * @limit: (nullable): bytes a second, 0 is none
 */
void
haulier_download_job_set (HaulierDownloadJob *job, const guint *connections, const guint64 *limit)
{
  if (connections != NULL)
    {
      job->settings.connections = CLAMP (*connections, 1, HAULIER_TRANSFER_MAX_CONNECTIONS);
      haulier_files_plan_free (job->plan);
      job->plan = make_plan (job->settings.connections);
    }
  if (limit != NULL)
    job->settings.limit = *limit;
  haulier_rate_limit_set (&job->rate, job->settings.limit, g_get_monotonic_time ());
  haulier_download_job_run (job);
}

/**
 * haulier_download_job_add:
 * @job: a job
 * @order: (transfer full): a file; started by haulier_download_job_run()
 */
void
haulier_download_job_add (HaulierDownloadJob *job, HaulierFileOrder *order)
{
  g_queue_push_tail (&job->waiting, order);
}

/* Files may end while the list is walked. */
static GPtrArray *
copy_active (const HaulierDownloadJob *job)
{
  GPtrArray *copy = g_ptr_array_new_with_free_func ((GDestroyNotify) haulier_download_unref);

  for (guint i = 0; i < job->active->len; i++)
    g_ptr_array_add (copy, haulier_download_ref (g_ptr_array_index (job->active, i)));
  return copy;
}

/**
 * haulier_download_job_stop:
 * @job: a job
 * @stopped: called when nothing is written any more
 * @user_data: for @stopped
 *
 * Ends the connections, writes what was received, and forgets the files.
 */
void
haulier_download_job_stop (HaulierDownloadJob *job,
                           HaulierDownloadJobStopped stopped,
                           gpointer user_data)
{
  g_autoptr (GPtrArray) active = copy_active (job);
  job->stopped = stopped;
  job->stopped_data = user_data;
  g_queue_clear_full (&job->waiting, (GDestroyNotify) haulier_file_order_free);
  for (guint i = 0; i < active->len; i++)
    haulier_download_stop (g_ptr_array_index (active, i));
  if (job->active->len == 0)
    say_stopped (job);
}

/**
 * haulier_download_job_tick:
 * @job: a job
 * @now: monotonic microseconds
 *
 * Does what is due, and reports progress.
 */
void
haulier_download_job_tick (HaulierDownloadJob *job, gint64 now)
{
  guint connections = count_connections (job);
  guint spare = job->settings.connections > connections && job->waiting.length == 0
                    ? job->settings.connections - connections
                    : 0;
  g_autoptr (GPtrArray) active = copy_active (job);
  haulier_download_job_run (job);
  for (guint i = 0; i < active->len; i++)
    {
      HaulierDownload *download = g_ptr_array_index (active, i);

      haulier_download_tick (download, now, spare / MAX (active->len, 1));
      if (haulier_download_has_progress (download))
        job->context->reports.progress (job->number,
                                        haulier_download_get_index (download),
                                        haulier_download_get_transferred (download),
                                        haulier_download_get_total (download),
                                        haulier_download_get_n_connections (download),
                                        job->context->user_data);
    }
}

/**
 * haulier_download_job_is_active:
 * @job: a job
 *
 * Returns: whether a file is being fetched, or waits until its folder was looked at
 */
gboolean
haulier_download_job_is_active (const HaulierDownloadJob *job)
{
  return job->active->len > 0 || job->waiting.length > 0;
}

/**
 * haulier_download_job_is_stopping:
 * @job: a job
 *
 * Returns: whether it is being stopped
 */
gboolean
haulier_download_job_is_stopping (const HaulierDownloadJob *job)
{
  return job->stopped != NULL;
}
