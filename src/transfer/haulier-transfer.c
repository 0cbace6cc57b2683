/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* All that a worker transfers: its jobs, the shared context, and the tick while something moves. */
#include "config.h"

#include "haulier-transfer.h"

#include "haulier-download-job.h"
#include "haulier-error.h"
#include "haulier-tls-policy.h"

/* Progress is told ten times a second; stalls and syncs are looked for as often. */
#define TICK_MSEC 100

struct _HaulierTransfer
{
  HaulierTransferContext *context;
  GHashTable *jobs; /* number to HaulierDownloadJob */
};

typedef struct
{
  HaulierTransfer *transfer;
  guint number;
  HaulierTransferStopped stopped;
  gpointer user_data;
} Stop;

/**
 * haulier_transfer_new:
 * @main: where everything but the disk happens
 * @reports: whom to tell
 * @user_data: for @reports
 *
 * Returns: (transfer full): a transfer without jobs
 */
HaulierTransfer *
haulier_transfer_new (GMainContext *main, const HaulierTransferReports *reports, gpointer user_data)
{
  HaulierTransfer *transfer = g_new0 (HaulierTransfer, 1);

  transfer->context = haulier_transfer_context_new (main, reports, user_data);
  transfer->jobs
      = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) haulier_download_job_free);
  return transfer;
}

/**
 * haulier_transfer_free:
 * @transfer: (nullable): a transfer whose jobs were stopped
 */
void
haulier_transfer_free (HaulierTransfer *transfer)
{
  if (transfer == NULL)
    return;
  if (transfer->context->tick != NULL)
    g_source_destroy (transfer->context->tick);
  g_clear_pointer (&transfer->context->tick, g_source_unref);
  g_hash_table_unref (transfer->jobs);
  haulier_transfer_context_free (transfer->context);
  g_free (transfer);
}

/**
 * haulier_transfer_get_context:
 * @transfer: a transfer
 *
 * Returns: (transfer none): what its jobs share
 */
HaulierTransferContext *
haulier_transfer_get_context (HaulierTransfer *transfer)
{
  return transfer->context;
}

/**
 * haulier_transfer_configure:
 * @transfer: a transfer
 * @certificate_authorities: (nullable): file of authorities besides those of the system
 * @download_limit: bytes a second for all jobs together, 0 is none
 */
void
haulier_transfer_configure (HaulierTransfer *transfer,
                            const char *certificate_authorities,
                            guint64 download_limit)
{
  g_free (transfer->context->certificate_authorities);
  transfer->context->certificate_authorities = g_strdup (certificate_authorities);
  haulier_rate_limit_set (&transfer->context->limit, download_limit, g_get_monotonic_time ());
}

static gboolean
on_tick (gpointer user_data)
{
  HaulierTransfer *transfer = user_data;
  g_autoptr (GList) jobs = g_hash_table_get_values (transfer->jobs);
  gint64 now = g_get_monotonic_time ();
  gboolean active = FALSE;

  haulier_transfer_context_release (transfer->context);
  for (const GList *item = jobs; item != NULL; item = item->next)
    {
      haulier_download_job_tick (item->data, now);
      active = active || haulier_download_job_is_active (item->data);
    }
  if (active)
    return G_SOURCE_CONTINUE;
  g_clear_pointer (&transfer->context->tick, g_source_unref);
  return G_SOURCE_REMOVE;
}

static void
ensure_tick (HaulierTransfer *transfer)
{
  if (transfer->context->tick != NULL)
    return;
  transfer->context->tick = g_timeout_source_new (TICK_MSEC);
  g_source_set_name (transfer->context->tick, "tick");
  g_source_set_callback (transfer->context->tick, on_tick, transfer, NULL);
  g_source_attach (transfer->context->tick, transfer->context->main);
}

static HaulierDownloadJob *
lookup_job (HaulierTransfer *transfer, guint number, GError **error)
{
  HaulierDownloadJob *job = g_hash_table_lookup (transfer->jobs, GUINT_TO_POINTER (number));

  if (job == NULL)
    g_set_error (
        error, HAULIER_ERROR, HAULIER_ERROR_NOT_FOUND, "find job %u: the worker has none", number);
  return job;
}

/**
 * haulier_transfer_open_job:
 * @transfer: a transfer
 * @number: chosen by the engine
 * @id: UUID of the job
 * @settings: what holds for its files; the content is taken
 * @error: return location
 *
 * Errors: %HAULIER_ERROR_INVALID_STATE when there is such a job, those of
 *   haulier_tls_policy_can_apply().
 *
 * Returns: whether the job can get files
 */
gboolean
haulier_transfer_open_job (HaulierTransfer *transfer,
                           guint number,
                           const char *id,
                           HaulierTransferSettings *settings,
                           GError **error)
{
  if (g_hash_table_contains (transfer->jobs, GUINT_TO_POINTER (number)))
    {
      g_set_error (
          error, HAULIER_ERROR, HAULIER_ERROR_INVALID_STATE, "open job %u: it is open", number);
      return FALSE;
    }
  if (!haulier_tls_policy_can_apply (settings->security_flags, error))
    return FALSE;
  settings->connections = CLAMP (settings->connections, 1, HAULIER_TRANSFER_MAX_CONNECTIONS);
  g_hash_table_insert (transfer->jobs,
                       GUINT_TO_POINTER (number),
                       haulier_download_job_new (transfer->context, number, id, settings));
  return TRUE;
}

/**
 * haulier_transfer_set_job:
 * @transfer: a transfer
 * @number: of the job
 * @connections: (nullable): how many it may have at once
 * @limit: (nullable): bytes a second, 0 is none
 * @error: return location
 *
 * Returns: whether there is such a job
 */
gboolean
haulier_transfer_set_job (HaulierTransfer *transfer,
                          guint number,
                          const guint *connections,
                          const guint64 *limit,
                          GError **error)
{
  HaulierDownloadJob *job = lookup_job (transfer, number, error);

  if (job == NULL)
    return FALSE;
  haulier_download_job_set (job, connections, limit);
  return TRUE;
}

/**
 * haulier_transfer_add_files:
 * @transfer: a transfer
 * @number: of the job
 * @orders: (element-type HaulierFileOrder) (transfer full): files in order; without a free function
 * @error: return location
 *
 * Returns: whether there is such a job
 */
gboolean
haulier_transfer_add_files (HaulierTransfer *transfer,
                            guint number,
                            GPtrArray *orders,
                            GError **error)
{
  HaulierDownloadJob *job = lookup_job (transfer, number, error);

  for (guint i = 0; i < orders->len; i++)
    {
      if (job != NULL)
        haulier_download_job_add (job, g_ptr_array_index (orders, i));
      else
        haulier_file_order_free (g_ptr_array_index (orders, i));
    }
  g_ptr_array_unref (orders);
  if (job == NULL)
    return FALSE;
  haulier_download_job_run (job);
  ensure_tick (transfer);
  return TRUE;
}

static void
on_stopped (HaulierDownloadJob *job, gpointer user_data)
{
  Stop *stop = user_data;

  stop->stopped (stop->user_data);
  g_hash_table_remove (stop->transfer->jobs, GUINT_TO_POINTER (stop->number));
  if (g_hash_table_size (stop->transfer->jobs) == 0)
    haulier_folder_set_forget (stop->transfer->context->folders);
  g_free (stop);
}

/**
 * haulier_transfer_stop_job:
 * @transfer: a transfer
 * @number: of the job
 * @stopped: called when nothing is written any more
 * @user_data: for @stopped
 * @error: return location
 *
 * Returns: whether there is such a job, and it is not being stopped already
 */
gboolean
haulier_transfer_stop_job (HaulierTransfer *transfer,
                           guint number,
                           HaulierTransferStopped stopped,
                           gpointer user_data,
                           GError **error)
{
  HaulierDownloadJob *job = lookup_job (transfer, number, error);
  Stop *stop = NULL;

  if (job == NULL)
    return FALSE;
  if (haulier_download_job_is_stopping (job))
    {
      g_set_error (
          error, HAULIER_ERROR, HAULIER_ERROR_INVALID_STATE, "stop job %u: it is stopping", number);
      return FALSE;
    }
  stop = g_new0 (Stop, 1);
  stop->transfer = transfer;
  stop->number = number;
  stop->stopped = stopped;
  stop->user_data = user_data;
  haulier_download_job_stop (job, on_stopped, stop);
  return TRUE;
}

typedef struct
{
  guint n_left;
  HaulierTransferStopped stopped;
  gpointer user_data;
} StopAll;

static void
count_down (gpointer user_data)
{
  StopAll *stop = user_data;

  if (--stop->n_left > 0)
    return;
  stop->stopped (stop->user_data);
  g_free (stop);
}

/**
 * haulier_transfer_stop_all:
 * @transfer: a transfer
 * @stopped: called when nothing is written any more
 * @user_data: for @stopped
 *
 * Ends all jobs: the engine is gone.
 */
void
haulier_transfer_stop_all (HaulierTransfer *transfer,
                           HaulierTransferStopped stopped,
                           gpointer user_data)
{
  StopAll *stop = g_new0 (StopAll, 1);
  g_autoptr (GList) numbers = g_hash_table_get_keys (transfer->jobs);

  stop->n_left = 1 + g_list_length (numbers);
  stop->stopped = stopped;
  stop->user_data = user_data;
  for (const GList *item = numbers; item != NULL; item = item->next)
    {
      /* A job that is being stopped already counts as stopped. */
      if (!haulier_transfer_stop_job (
              transfer, GPOINTER_TO_UINT (item->data), count_down, stop, NULL))
        count_down (stop);
    }
  count_down (stop);
}
