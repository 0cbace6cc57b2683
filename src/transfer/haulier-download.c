/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* One file on its way from a server to the disk. */
#include "config.h"

#include "haulier-download-private.h"

#include "haulier-failure.h"

/* Of a job with many files, what is as it should be is traced for the first ones only. */
#define ROUTINE_TRACE_MAX_FILES 200

/**
 * haulier_download_new:
 * @context: what transfers share
 * @settings: (transfer none): those of the job
 * @job_id: (transfer none): UUID of the job
 * @order: (transfer full): what to fetch
 * @funcs: (transfer none): whom to tell
 * @owner: the job
 *
 * Returns: (transfer full): a download that is not started
 */
HaulierDownload *
haulier_download_new (HaulierTransferContext *context,
                      const HaulierTransferSettings *settings,
                      const char *job_id,
                      HaulierFileOrder *order,
                      const HaulierDownloadOwner *funcs,
                      gpointer owner)
{
  HaulierDownload *download = g_new0 (HaulierDownload, 1);
  g_autofree char *folder_path = g_path_get_dirname (order->path);
  g_autoptr (HaulierFolder) folder = haulier_folder_set_ref_folder (
      settings->folders != NULL ? settings->folders : context->folders, folder_path);

  download->references = 1;
  download->context = context;
  download->settings = settings;
  download->funcs = funcs;
  download->owner = owner;
  download->job_id = job_id;
  download->order = order;
  download->name = g_path_get_basename (order->path);
  download->part = haulier_part_file_new (folder, context->boot_id, job_id, order->index);
  download->layout = haulier_layout_new (order->ranges, order->n_ranges);
  download->segments = g_ptr_array_new ();
  download->held = haulier_extents_new ();
  download->ranges_work = TRUE;
  download->plan = haulier_segment_plan_new ();
  download->records = g_ptr_array_new_with_free_func ((GDestroyNotify) haulier_trace_record_free);
  download->checksum_type = order->checksum_type;
  download->checksum = g_strdup (order->checksum);
  if (download->checksum != NULL)
    download->hasher = haulier_hasher_new (download->checksum_type);
  return download;
}

/**
 * haulier_download_ref:
 * @download: a download
 *
 * Returns: (transfer full): @download
 */
HaulierDownload *
haulier_download_ref (HaulierDownload *download)
{
  download->references++;
  return download;
}

/**
 * haulier_download_unref:
 * @download: (nullable) (transfer full): a download
 */
void
haulier_download_unref (HaulierDownload *download)
{
  if (download == NULL || --download->references > 0)
    return;
  for (guint i = 0; i < download->segments->len; i++)
    haulier_segment_free (g_ptr_array_index (download->segments, i));
  g_ptr_array_unref (download->segments);
  haulier_extents_free (download->held);
  haulier_layout_free (download->layout);
  haulier_validator_free (download->validator);
  haulier_part_file_unref (download->part);
  haulier_hasher_unref (download->hasher);
  haulier_failure_free (download->failure);
  haulier_file_order_free (download->order);
  g_free (download->proposed_name);
  g_free (download->name);
  haulier_segment_plan_free (download->plan);
  g_ptr_array_unref (download->records);
  g_free (download->hop);
  g_free (download->checksum);
  g_free (download->remote);
  g_free (download);
}

/**
 * haulier_download_get_index:
 * @download: a download
 *
 * Returns: number of the file in its job
 */
guint
haulier_download_get_index (const HaulierDownload *download)
{
  return download->order->index;
}

/**
 * haulier_download_get_n_connections:
 * @download: a download
 *
 * Returns: how many connections it has
 */
guint
haulier_download_get_n_connections (const HaulierDownload *download)
{
  return download->segments->len;
}

/**
 * haulier_download_get_transferred:
 * @download: a download
 *
 * Returns: bytes that were received and are kept
 */
guint64
haulier_download_get_transferred (const HaulierDownload *download)
{
  guint64 bytes = haulier_extents_get_total (download->held);

  for (guint i = 0; i < download->segments->len; i++)
    {
      const HaulierSegment *segment = g_ptr_array_index (download->segments, i);

      bytes += segment->position - segment->start;
    }
  return bytes;
}

/**
 * haulier_download_get_total:
 * @download: a download
 *
 * Returns: bytes that the file will have, or %HAULIER_SIZE_UNKNOWN
 */
guint64
haulier_download_get_total (const HaulierDownload *download)
{
  return haulier_layout_get_total (download->layout);
}

/**
 * haulier_download_set_state:
 * @download: a download
 * @state: how it stands with it from now on
 */
void
haulier_download_set_state (HaulierDownload *download, HaulierDownloadState state)
{
  gboolean was_starting = haulier_download_is_starting (download);
  gboolean needed_connection = haulier_download_needs_connection (download);

  download->state = state;
  if (was_starting != haulier_download_is_starting (download)
      || needed_connection != haulier_download_needs_connection (download))
    download->funcs->moved (download, was_starting, needed_connection, download->owner);
}

static gboolean
is_routine (const char *kind)
{
  static const char *const kinds[] = { "request", "response", "finish", NULL };

  return g_strv_contains (kinds, kind);
}

/**
 * haulier_download_be_loud:
 * @download: a download
 *
 * Tells everything that happened, and from now on tells it at once: the file is a large one, or
 * something unusual happened. Of ten thousand small files that just come nobody wants to read.
 */
void
haulier_download_be_loud (HaulierDownload *download)
{
  if (download->loud)
    return;
  download->loud = TRUE;
  g_ptr_array_set_free_func (download->records, NULL);
  for (guint i = 0; i < download->records->len; i++)
    download->funcs->traced (download, g_ptr_array_index (download->records, i), download->owner);
  g_ptr_array_set_size (download->records, 0);
}

/**
 * haulier_download_trace:
 * @download: a download
 * @kind: a word of the interface
 * @details: (nullable): `a{sv}`
 * @format: the sentence
 * @...: its arguments
 *
 * Says what happened.
 */
void
haulier_download_trace (HaulierDownload *download,
                        const char *kind,
                        GVariant *details,
                        const char *format,
                        ...)
{
  g_autoptr (GVariant) owned_details = details != NULL ? g_variant_ref_sink (details) : NULL;
  g_autofree char *text = NULL;
  HaulierTraceRecord *record = NULL;
  va_list arguments;

  if (download->order->index >= ROUTINE_TRACE_MAX_FILES && is_routine (kind))
    return;
  va_start (arguments, format);
  text = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  record
      = haulier_trace_record_new (g_get_real_time (), download->order->index, kind, text, details);
  if (download->loud)
    download->funcs->traced (download, record, download->owner);
  else
    g_ptr_array_add (download->records, record);
}

/**
 * haulier_download_start:
 * @download: a new download
 *
 * Looks for what an earlier worker left; then the owner is told that it is ready.
 */
void
haulier_download_start (HaulierDownload *download)
{
  g_assert (download->state == HAULIER_DOWNLOAD_WAITING);
  if (download->order->fresh)
    haulier_download_get_ready (download);
  else
    haulier_download_recover (download);
}

/**
 * haulier_download_get_ready:
 * @download: a download whose past is known
 *
 * Waits for a connection, or finishes when nothing is missing.
 */
void
haulier_download_get_ready (HaulierDownload *download)
{
  guint64 held = haulier_extents_get_total (download->held);

  if (held > 0 && held == haulier_download_get_total (download))
    {
      haulier_download_continue (download);
      return;
    }
  haulier_download_set_state (download, HAULIER_DOWNLOAD_READY);
  download->funcs->ready (download, download->owner);
}

/**
 * haulier_download_connect:
 * @download: a ready download
 * @beside: connections that its job has with it
 *
 * Fetches what is missing.
 */
void
haulier_download_connect (HaulierDownload *download, guint beside)
{
  download->beside = beside;
  if (download->state == HAULIER_DOWNLOAD_READY)
    haulier_download_continue (download);
}

/**
 * haulier_download_is_starting:
 * @download: a download
 *
 * Returns: whether it was not connected yet
 */
gboolean
haulier_download_is_starting (const HaulierDownload *download)
{
  return download->state <= HAULIER_DOWNLOAD_READY;
}

/**
 * haulier_download_needs_connection:
 * @download: a download
 *
 * Returns: whether it has a connection, or is about to have one
 */
gboolean
haulier_download_needs_connection (const HaulierDownload *download)
{
  return download->state == HAULIER_DOWNLOAD_RECEIVING;
}

/**
 * haulier_download_is_parked:
 * @download: a download
 *
 * Returns: whether it waits for a login, so that its connection is free for others
 */
gboolean
haulier_download_is_parked (const HaulierDownload *download)
{
  return download->segments->len == 1
         && haulier_segment_is_parked (g_ptr_array_index (download->segments, 0));
}

/**
 * haulier_download_has_progress:
 * @download: a download
 *
 * Returns: whether it moves, or is large enough for people to look at it while it ends
 */
gboolean
haulier_download_has_progress (const HaulierDownload *download)
{
  return download->state == HAULIER_DOWNLOAD_RECEIVING || download->opening;
}

/**
 * haulier_download_stop:
 * @download: a download
 *
 * Ends it without a report, unless it is finishing: then it is reported. What was received is
 * written.
 */
void
haulier_download_stop (HaulierDownload *download)
{
  if (download->state < HAULIER_DOWNLOAD_FINISHING)
    download->stopped = TRUE;
  haulier_download_fail (download, NULL);
}

/**
 * haulier_download_end:
 * @download: a download that the I/O thread is done with
 * @result: (transfer full): what became of it
 *
 * Reports.
 */
void
haulier_download_end (HaulierDownload *download, HaulierFileResult *result)
{
  haulier_download_set_state (download, HAULIER_DOWNLOAD_ENDED);
  if (result->failure != NULL)
    haulier_download_be_loud (download);
  if (result->failure != NULL)
    haulier_download_trace (download, "error", NULL, "%s", result->failure->message);
  else if (!download->stopped)
    haulier_download_trace (
        download, "finish", NULL, "%" G_GUINT64_FORMAT " bytes are complete", result->size);
  if (download->stopped)
    g_clear_pointer (&result, haulier_file_result_free);
  download->funcs->ended (download, result, download->part, download->owner);
}

/**
 * haulier_download_tick:
 * @download: a running download
 * @now: monotonic microseconds
 * @spare_connections: how many more its job may open
 *
 * Does what is due: ten times a second while something moves.
 */
void
haulier_download_tick (HaulierDownload *download, gint64 now, guint spare_connections)
{
  if (download->state != HAULIER_DOWNLOAD_RECEIVING)
    return;
  haulier_download_check_segments (download, now, spare_connections);
  haulier_download_sync_when_due (download, now);
}
