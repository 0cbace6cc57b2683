/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* What the engine is told: signals that gather what happened within a moment. */
#include "config.h"

#include "haulier-worker-reports.h"

#include "haulier-worker-logins.h"
#include "haulier-worker-rows.h"

#include "haulier-bus-names.h"
#include "haulier-checksum.h"

/* A signal goes out when it holds this many files, or after this time. */
#define BATCH_FILES 64
#define BATCH_MSEC 50
/* Steps that are waiting to be sent. */
#define BATCH_RECORDS 256
#define NO_JOB G_MAXUINT

/* Rows of one job that wait for each other. */
typedef struct
{
  guint job; /* NO_JOB when empty */
  GVariantBuilder builder;
  HaulierColumns *columns; /* (nullable) of the finished files; the builder has their details */
  guint count;
} Batch;

typedef struct
{
  guint64 transferred;
  guint64 total;
  guint connections;
} Progress;

struct _HaulierWorkerReports
{
  GDBusConnection *connection;
  Batch finished;
  Batch traced;
  GHashTable *told; /* job and index to Progress: what was told last */
  GVariantBuilder progress;
  guint n_progress;
  GSource *timer; /* (nullable) */
};

static void
emit (HaulierWorkerReports *reports, const char *name, GVariant *arguments)
{
  (void) g_dbus_connection_emit_signal (reports->connection,
                                        NULL,
                                        HAULIER_WORKER_PATH,
                                        HAULIER_WORKER_INTERFACE,
                                        name,
                                        arguments,
                                        NULL);
}

static void
flush_traced (HaulierWorkerReports *reports)
{
  Batch *batch = &reports->traced;

  if (batch->count == 0)
    return;
  emit (reports,
        "Traced",
        g_variant_new ("(u@*)", batch->job, g_variant_builder_end (&batch->builder)));
  batch->job = NO_JOB;
  batch->count = 0;
}

static void
flush_finished (HaulierWorkerReports *reports)
{
  Batch *batch = &reports->finished;

  if (batch->count == 0)
    return;
  emit (reports,
        "FilesFinished",
        g_variant_new ("(u@aaya(ua{sv}))",
                       batch->job,
                       haulier_columns_end (g_steal_pointer (&batch->columns)),
                       &batch->builder));
  batch->job = NO_JOB;
  batch->count = 0;
}

/* Steps come before results, so that whoever sees a result can look at how it came about. */
static void
flush_results (HaulierWorkerReports *reports)
{
  flush_traced (reports);
  flush_finished (reports);
}

/**
 * haulier_worker_reports_flush:
 * @reports: the reports
 *
 * Sends what is waiting.
 */
void
haulier_worker_reports_flush (HaulierWorkerReports *reports)
{
  if (reports->timer != NULL)
    {
      g_source_destroy (reports->timer);
      g_clear_pointer (&reports->timer, g_source_unref);
    }
  flush_results (reports);
  if (reports->n_progress == 0)
    return;
  reports->n_progress = 0;
  emit (reports, "Progress", g_variant_new ("(@*)", g_variant_builder_end (&reports->progress)));
}

static gboolean
on_timer (gpointer user_data)
{
  haulier_worker_reports_flush (user_data);
  return G_SOURCE_REMOVE;
}

static void
ensure_timer (HaulierWorkerReports *reports)
{
  if (reports->timer != NULL)
    return;
  reports->timer = g_timeout_source_new (BATCH_MSEC);
  g_source_set_callback (reports->timer, on_timer, reports, NULL);
  g_source_attach (reports->timer, NULL);
}

static void
open_batch (HaulierWorkerReports *reports, Batch *batch, guint job, const GVariantType *type)
{
  if (batch->count > 0 && batch->job != job)
    flush_results (reports);
  if (batch->count == 0)
    g_variant_builder_init (&batch->builder, type);
  batch->job = job;
  batch->count++;
  ensure_timer (reports);
}

static void
add_text (GVariantBuilder *details, const char *key, const char *text)
{
  if (text != NULL && *text != '\0')
    g_variant_builder_add (details, "{sv}", key, g_variant_new_string (text));
}

static GVariant *
make_details (const HaulierFileResult *result)
{
  GVariantBuilder details;
  const HaulierFailure *failure = result->failure;

  g_variant_builder_init (&details, G_VARIANT_TYPE_VARDICT);
  if (failure != NULL)
    {
      g_variant_builder_add (&details, "{sv}", "context", g_variant_new_uint32 (failure->context));
      add_text (&details, "message", failure->message);
      g_variant_builder_add (
          &details, "{sv}", "transferred", g_variant_new_uint64 (result->transferred));
      if (failure->evidence != NULL)
        g_variant_builder_add (&details, "{sv}", "evidence", failure->evidence);
      if (result->retry_after > 0)
        g_variant_builder_add (
            &details, "{sv}", "retry-after", g_variant_new_uint32 (result->retry_after));
    }
  add_text (&details, "remote", result->remote);
  if (result->checksum != NULL)
    g_variant_builder_add (&details,
                           "{sv}",
                           "checksum",
                           g_variant_new ("(ss)",
                                          haulier_checksum_type_to_name (result->checksum_type),
                                          result->checksum));
  return g_variant_builder_end (&details);
}

static gboolean
has_details (const HaulierFileResult *result)
{
  return result->failure != NULL || result->checksum != NULL
         || (result->remote != NULL && result->remote[0] != '\0');
}

static void
report_finished (guint job, HaulierFileResult *result, gpointer user_data)
{
  HaulierWorkerReports *reports = user_data;
  Batch *batch = &reports->finished;
  guint64 key = (guint64) job << 32 | result->index;

  open_batch (reports, batch, job, HAULIER_WORKER_EXTRAS_TYPE);
  if (batch->columns == NULL)
    batch->columns = haulier_columns_new (HAULIER_WORKER_RESULT_COLUMNS);
  haulier_columns_add (batch->columns,
                       result->index,
                       result->failure != NULL ? (guint32) result->failure->code : 0,
                       result->size,
                       result->path,
                       MAX (result->modified, 0),
                       result->validator);
  if (has_details (result))
    g_variant_builder_add (&batch->builder, "(u@a{sv})", result->index, make_details (result));
  g_hash_table_remove (reports->told, &key);
  haulier_file_result_free (result);
  if (batch->count >= BATCH_FILES)
    flush_results (reports);
}

static void
report_durable (guint job, const guint *indexes, gsize n_indexes, gpointer user_data)
{
  HaulierWorkerReports *reports = user_data;

  flush_results (reports);
  emit (reports,
        "FilesDurable",
        g_variant_new ("(u@au)",
                       job,
                       g_variant_new_fixed_array (
                           G_VARIANT_TYPE_UINT32, indexes, n_indexes, sizeof *indexes)));
}

static void
report_progress (guint job,
                 guint index,
                 guint64 transferred,
                 guint64 total,
                 guint connections,
                 gpointer user_data)
{
  HaulierWorkerReports *reports = user_data;
  guint64 key = (guint64) job << 32 | index;
  Progress *told = g_hash_table_lookup (reports->told, &key);

  if (told != NULL && told->transferred == transferred && told->total == total
      && told->connections == connections)
    return;
  if (told == NULL)
    {
      told = g_new0 (Progress, 1);
      g_hash_table_insert (reports->told, g_memdup2 (&key, sizeof key), told);
    }
  *told = (Progress){ transferred, total, connections };
  if (reports->n_progress == 0)
    g_variant_builder_init (&reports->progress, G_VARIANT_TYPE ("a(uuttu)"));
  reports->n_progress++;
  g_variant_builder_add (
      &reports->progress, "(uuttu)", job, index, transferred, total, connections);
  ensure_timer (reports);
}

static void
report_traced (guint job, HaulierTraceRecord *record, gpointer user_data)
{
  HaulierWorkerReports *reports = user_data;
  GVariant *details = record->details;
  g_autofree char *text = g_utf8_make_valid (record->text, -1);

  open_batch (reports, &reports->traced, job, G_VARIANT_TYPE ("a(xussa{sv})"));
  g_variant_builder_add (&reports->traced.builder,
                         "(xuss@a{sv})",
                         record->time,
                         record->file_index,
                         record->kind,
                         text,
                         details != NULL ? details : g_variant_new ("a{sv}", NULL));
  haulier_trace_record_free (record);
  if (reports->traced.count >= BATCH_RECORDS)
    flush_results (reports);
}

static void
report_challenged (guint job,
                   const HaulierLoginQuestion *question,
                   HaulierLoginAnswer answer,
                   gpointer answer_data,
                   gpointer user_data)
{
  HaulierWorkerReports *reports = user_data;

  haulier_worker_logins_ask (reports->connection, job, question, answer, answer_data);
}

static void
report_login_ended (guint64 login, HaulierLoginEnd outcome, const char *message, gpointer user_data)
{
  HaulierWorkerReports *reports = user_data;

  haulier_worker_logins_say_ended (reports->connection, login, outcome, message);
}

/* What a transfer tells; its user data are the reports. */
const HaulierTransferReports haulier_worker_reports_funcs = {
  .finished = report_finished,
  .durable = report_durable,
  .progress = report_progress,
  .traced = report_traced,
  .challenged = report_challenged,
  .login_ended = report_login_ended,
};

/**
 * haulier_worker_reports_new:
 * @connection: to the engine
 *
 * Returns: (transfer full): nothing to report yet
 */
HaulierWorkerReports *
haulier_worker_reports_new (GDBusConnection *connection)
{
  HaulierWorkerReports *reports = g_new0 (HaulierWorkerReports, 1);

  reports->connection = g_object_ref (connection);
  reports->finished.job = NO_JOB;
  reports->traced.job = NO_JOB;
  reports->told = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  return reports;
}

/**
 * haulier_worker_reports_free:
 * @reports: (nullable): the reports; what waits is sent
 */
void
haulier_worker_reports_free (HaulierWorkerReports *reports)
{
  if (reports == NULL)
    return;
  haulier_worker_reports_flush (reports);
  g_hash_table_unref (reports->told);
  g_object_unref (reports->connection);
  g_free (reports);
}
