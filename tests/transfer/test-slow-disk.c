/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* What happens to files while the disk is slow. */
#include "config.h"

#include "haulier-transfer.h"

#include "../worker/haulier-twisted-server.h"

#include <glib/gstdio.h>

#define FILE_BYTES 5000
/* As often as the transfer looks after its files. */
#define TURN_MSEC 100
#define DEADLINE_SEC 20

/* A disk that does nothing until it is let go. */
typedef struct
{
  HaulierIoTask task;
  GMutex lock;
  GCond released;
  gboolean free;
  gboolean done;
} BusyDisk;

typedef struct
{
  HaulierTransfer *transfer;
  HaulierFileResult *result;
  guint n_turns;
  gboolean stopped;
  gboolean late;
} Fixture;

static void
run_busy (HaulierIoTask *task)
{
  BusyDisk *disk = (BusyDisk *) task;

  g_mutex_lock (&disk->lock);
  while (!disk->free)
    g_cond_wait (&disk->released, &disk->lock);
  g_mutex_unlock (&disk->lock);
}

static void
finish_busy (HaulierIoTask *task)
{
  ((BusyDisk *) task)->done = TRUE;
}

static void
release (BusyDisk *disk)
{
  g_mutex_lock (&disk->lock);
  disk->free = TRUE;
  g_cond_signal (&disk->released);
  g_mutex_unlock (&disk->lock);
}

static void
finished_cb (guint job, HaulierFileResult *result, gpointer user_data)
{
  Fixture *fixture = user_data;

  g_assert_null (fixture->result);
  fixture->result = result;
}

static void
durable_cb (guint job, const guint *indexes, gsize n_indexes, gpointer user_data)
{
}

static void
progress_cb (guint job,
             guint index,
             guint64 transferred,
             guint64 total,
             guint connections,
             gpointer user_data)
{
}

static void
traced_cb (guint job, HaulierTraceRecord *record, gpointer user_data)
{
  haulier_trace_record_free (record);
}

static const HaulierTransferReports reports = {
  .finished = finished_cb,
  .durable = durable_cb,
  .progress = progress_cb,
  .traced = traced_cb,
};

static void
stopped_cb (gpointer user_data)
{
  ((Fixture *) user_data)->stopped = TRUE;
}

static gboolean
turn_cb (gpointer user_data)
{
  ((Fixture *) user_data)->n_turns++;
  return G_SOURCE_CONTINUE;
}

static gboolean
late_cb (gpointer user_data)
{
  ((Fixture *) user_data)->late = TRUE;
  return G_SOURCE_CONTINUE;
}

static GPtrArray *
make_orders (HaulierTwistedServer *server, const char *folder)
{
  GPtrArray *orders = g_ptr_array_new ();
  HaulierFileOrder *order = g_new0 (HaulierFileOrder, 1);

  order->address = haulier_twisted_server_dup_address (server, "/file");
  order->path = g_build_filename (folder, "file", NULL);
  g_ptr_array_add (orders, order);
  return orders;
}

/* Files whose folder was not looked at yet are looked after, too: else nobody would ask again. */
static void
test_slow_disk_interrupted (void)
{
  static const HaulierTwist twists[]
      = { { .raw = "HTTP/1.1 200 OK\r\nCont" }, { .size = FILE_BYTES, .etag = "\"1\"" } };
  g_autoptr (HaulierTwistedServer) server
      = haulier_twisted_server_new (twists, G_N_ELEMENTS (twists));
  g_autofree char *folder = g_dir_make_tmp ("haulier-transfer-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "file", NULL);
  HaulierTransferSettings settings
      = { .connections = 1, .route = haulier_proxy_route_new (NULL, NULL, NULL, NULL) };
  BusyDisk disk = { .task = { .run = run_busy, .done = finish_busy } };
  Fixture fixture = { 0 };
  guint turns_id = 0;
  guint late_id = 0;

  g_mutex_init (&disk.lock);
  g_cond_init (&disk.released);
  fixture.transfer = haulier_transfer_new (NULL, &reports, &fixture);
  haulier_io_thread_push (haulier_transfer_get_context (fixture.transfer)->io, &disk.task);
  g_assert_true (haulier_transfer_open_job (
      fixture.transfer, 1, "11111111-1111-4111-8111-111111111111", &settings, NULL));
  g_assert_true (
      haulier_transfer_add_files (fixture.transfer, 1, make_orders (server, folder), NULL));
  turns_id = g_timeout_add (TURN_MSEC, turn_cb, &fixture);
  late_id = g_timeout_add_seconds (DEADLINE_SEC, late_cb, &fixture);
  while (fixture.n_turns < 2)
    g_main_context_iteration (NULL, TRUE);
  release (&disk);
  while ((fixture.result == NULL || !disk.done) && !fixture.late)
    g_main_context_iteration (NULL, TRUE);
  g_assert_nonnull (fixture.result);
  g_assert_null (fixture.result->failure);
  g_assert_cmpuint (fixture.result->size, ==, FILE_BYTES);
  g_assert_cmpuint (haulier_twisted_server_get_n_requests (server), ==, 2);
  g_assert_true (haulier_transfer_stop_job (fixture.transfer, 1, stopped_cb, &fixture, NULL));
  while (!fixture.stopped)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (turns_id);
  g_source_remove (late_id);
  haulier_file_result_free (fixture.result);
  haulier_transfer_free (fixture.transfer);
  g_mutex_clear (&disk.lock);
  g_cond_clear (&disk.released);
  g_assert_no_errno (g_unlink (path));
  g_assert_no_errno (g_rmdir (folder));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/transfer/slow-disk/interrupted", test_slow_disk_interrupted);
  return g_test_run ();
}
