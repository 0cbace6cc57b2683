/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* What all transfers of a worker share: the connections, the threads, the buffers, and whom to
 * tell. */
#include "config.h"

#include "haulier-transfer-context.h"

#include "haulier-file-finish.h"

#define MAX_IDLE_REQUESTS 32
#define MAX_IDLE_BLOCKS 16

typedef struct
{
  HaulierRequest *request;
  HaulierRateLimit *limit;
} Throttled;

/* What was written is known to the next worker before this one waits for more. */
static void
record_progress (gpointer user_data)
{
  HaulierTransferContext *context = user_data;

  for (guint i = 0; i < context->unrecorded->len; i++)
    haulier_part_file_flush_record (g_ptr_array_index (context->unrecorded, i));
  g_ptr_array_set_size (context->unrecorded, 0);
}

/**
 * haulier_transfer_context_new:
 * @main: where everything but the disk happens
 * @reports: whom to tell
 * @user_data: for @reports
 *
 * Returns: (transfer full): a context with running threads
 */
HaulierTransferContext *
haulier_transfer_context_new (GMainContext *main,
                              const HaulierTransferReports *reports,
                              gpointer user_data)
{
  HaulierTransferContext *context = g_new0 (HaulierTransferContext, 1);

  context->main = main;
  context->reports = *reports;
  context->user_data = user_data;
  context->boot_id = haulier_part_name_read_boot_id ();
  context->file_mode = haulier_file_finish_get_mode ();
  context->curl = haulier_transfer_context_new_source (context);
  context->io = haulier_io_thread_new ("haulier-io", main);
  context->sync = haulier_io_thread_new ("haulier-sync", main);
  context->folders = haulier_folder_set_new (NULL);
  context->idle_requests = g_ptr_array_new_with_free_func ((GDestroyNotify) haulier_request_free);
  context->idle_blocks = g_ptr_array_new_with_free_func (g_free);
  context->waiting = g_ptr_array_new ();
  context->unrecorded = g_ptr_array_new_with_free_func ((GDestroyNotify) haulier_part_file_unref);
  context->throttled = g_array_new (FALSE, FALSE, sizeof (Throttled));
  return context;
}

/**
 * haulier_transfer_context_free:
 * @context: (nullable): a context without jobs
 */
void
haulier_transfer_context_free (HaulierTransferContext *context)
{
  if (context == NULL)
    return;
  haulier_io_thread_free (context->io);
  haulier_io_thread_free (context->sync);
  haulier_io_thread_free (context->kerberos);
  g_ptr_array_unref (context->idle_requests);
  g_ptr_array_unref (context->idle_blocks);
  g_ptr_array_unref (context->waiting);
  g_ptr_array_unref (context->unrecorded);
  g_array_unref (context->throttled);
  haulier_folder_set_free (context->folders);
  haulier_curl_source_free (context->curl);
  g_free (context->certificate_authorities);
  g_free (context->boot_id);
  g_free (context);
}

/**
 * haulier_transfer_context_new_source:
 * @context: the context
 *
 * Returns: (transfer full): a place for requests that share no connection with others
 */
HaulierCurlSource *
haulier_transfer_context_new_source (HaulierTransferContext *context)
{
  return haulier_curl_source_new (
      context->main, haulier_request_handle_done, record_progress, context);
}

/**
 * haulier_transfer_context_get_kerberos_thread:
 * @context: the context
 *
 * Returns: (transfer none): the thread that may wait for Kerberos servers
 */
HaulierIoThread *
haulier_transfer_context_get_kerberos_thread (HaulierTransferContext *context)
{
  if (context->kerberos == NULL)
    context->kerberos = haulier_io_thread_new ("haulier-krb5", context->main);
  return context->kerberos;
}

/**
 * haulier_transfer_context_take_request:
 * @context: the context
 *
 * Returns: (transfer full): a request that is not running
 */
HaulierRequest *
haulier_transfer_context_take_request (HaulierTransferContext *context)
{
  context->n_running++;
  if (context->idle_requests->len > 0)
    return g_ptr_array_steal_index_fast (context->idle_requests, context->idle_requests->len - 1);
  return haulier_request_new (context->curl);
}

/**
 * haulier_transfer_context_give_request:
 * @context: the context
 * @request: (transfer full) (nullable): a request that is not needed any more; ended when it still
 * runs
 */
void
haulier_transfer_context_give_request (HaulierTransferContext *context, HaulierRequest *request)
{
  if (request == NULL)
    return;
  context->n_running--;
  g_ptr_array_remove_fast (context->waiting, request);
  for (guint i = context->throttled->len; i > 0; i--)
    {
      if (g_array_index (context->throttled, Throttled, i - 1).request == request)
        g_array_remove_index (context->throttled, i - 1);
    }
  haulier_request_cancel (request);
  if (context->idle_requests->len < MAX_IDLE_REQUESTS)
    g_ptr_array_add (context->idle_requests, request);
  else
    haulier_request_free (request);
}

/**
 * haulier_transfer_context_take_block:
 * @context: the context
 *
 * Returns: (transfer full): an empty block
 */
HaulierWriteBlock *
haulier_transfer_context_take_block (HaulierTransferContext *context)
{
  HaulierWriteBlock *block = NULL;

  if (context->idle_blocks->len > 0)
    block = g_ptr_array_steal_index_fast (context->idle_blocks, context->idle_blocks->len - 1);
  else
    block = g_malloc (sizeof *block);
  block->length = 0;
  block->failure = NULL;
  block->hasher = NULL;
  block->part = NULL;
  block->owner = NULL;
  return block;
}

/**
 * haulier_transfer_context_give_block:
 * @context: the context
 * @block: (transfer full) (nullable): a block that is not needed any more
 */
void
haulier_transfer_context_give_block (HaulierTransferContext *context, HaulierWriteBlock *block)
{
  if (block == NULL)
    return;
  g_clear_pointer (&block->failure, haulier_failure_free);
  g_clear_pointer (&block->part, haulier_part_file_unref);
  g_clear_pointer (&block->hasher, haulier_hasher_unref);
  if (context->idle_blocks->len < MAX_IDLE_BLOCKS)
    g_ptr_array_add (context->idle_blocks, block);
  else
    g_free (block);
}

/**
 * haulier_transfer_context_push_block:
 * @context: the context
 * @block: (transfer full): a filled block whose task says who finishes it
 *
 * Has the I/O thread write a block.
 */
void
haulier_transfer_context_push_block (HaulierTransferContext *context, HaulierWriteBlock *block)
{
  context->backlog_bytes += block->length;
  haulier_io_thread_push (context->io, &block->task);
}

/**
 * haulier_transfer_context_block_written:
 * @context: the context
 * @block: a block that the I/O thread is done with
 *
 * Lets waiting connections go on when enough of the backlog is gone.
 */
void
haulier_transfer_context_block_written (HaulierTransferContext *context,
                                        const HaulierWriteBlock *block)
{
  context->backlog_bytes -= block->length;
  if (context->backlog_bytes > HAULIER_BACKLOG_LOW_BYTES)
    return;
  while (context->waiting->len > 0 && context->backlog_bytes <= HAULIER_BACKLOG_LOW_BYTES)
    haulier_request_set_paused (
        g_ptr_array_steal_index_fast (context->waiting, context->waiting->len - 1), FALSE);
}

/**
 * haulier_transfer_context_wait_for_backlog:
 * @context: the context
 * @request: a running request that has just delivered
 *
 * Lets a connection wait when the disk does not keep up.
 */
void
haulier_transfer_context_wait_for_backlog (HaulierTransferContext *context, HaulierRequest *request)
{
  if (context->backlog_bytes <= HAULIER_BACKLOG_HIGH_BYTES || haulier_request_is_paused (request))
    return;
  g_ptr_array_add (context->waiting, request);
  haulier_request_set_paused (request, TRUE);
}

/**
 * haulier_transfer_context_poke:
 * @context: the context
 *
 * Has running files looked after now, not only when it is time.
 */
void
haulier_transfer_context_poke (HaulierTransferContext *context)
{
  if (context->tick != NULL)
    g_source_set_ready_time (context->tick, 0);
}

/**
 * haulier_transfer_context_throttle:
 * @context: the context
 * @request: a running request that has just delivered
 * @limit: of its job
 * @bytes: how much it delivered
 *
 * Counts what was received, and lets the connection wait when a limit is reached.
 */
void
haulier_transfer_context_throttle (HaulierTransferContext *context,
                                   HaulierRequest *request,
                                   HaulierRateLimit *limit,
                                   gsize bytes)
{
  Throttled throttled = { .request = request, .limit = limit };
  gint64 now = 0;

  if (context->limit.rate == 0 && limit->rate == 0)
    return;
  now = g_get_monotonic_time ();
  haulier_rate_limit_take (&context->limit, bytes, now);
  haulier_rate_limit_take (limit, bytes, now);
  if (haulier_request_is_paused (request)
      || (!haulier_rate_limit_is_reached (&context->limit, now)
          && !haulier_rate_limit_is_reached (limit, now)))
    return;
  g_array_append_val (context->throttled, throttled);
  haulier_request_set_paused (request, TRUE);
}

/**
 * haulier_transfer_context_release:
 * @context: the context
 *
 * Lets connections go on whose limits allow it again. One that goes on may end, and others with it;
 * one that has to wait again is put at the end.
 */
void
haulier_transfer_context_release (HaulierTransferContext *context)
{
  for (guint left = context->throttled->len; left > 0 && context->throttled->len > 0; left--)
    {
      Throttled first = g_array_index (context->throttled, Throttled, 0);
      gint64 now = g_get_monotonic_time ();

      g_array_remove_index (context->throttled, 0);
      if (haulier_rate_limit_is_reached (&context->limit, now)
          || haulier_rate_limit_is_reached (first.limit, now))
        g_array_append_val (context->throttled, first);
      else
        haulier_request_set_paused (first.request, FALSE);
    }
}

/**
 * haulier_transfer_context_note_written:
 * @context: the context
 * @part: a temporary file that the main context has written to
 *
 * Has its progress recorded at the end of the round.
 */
void
haulier_transfer_context_note_written (HaulierTransferContext *context, HaulierPartFile *part)
{
  if (!g_ptr_array_find (context->unrecorded, part, NULL))
    g_ptr_array_add (context->unrecorded, haulier_part_file_ref (part));
}
