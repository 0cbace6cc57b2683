/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* The files of a job in motion: which are due, which are out, what came of them. */
#include "config.h"

#include "haulier-file-ledger.h"

#include "haulier-file-tally.h"
#include "haulier-retry.h"
#include "haulier-worker-order.h"
#include "haulier-worker-rows.h"

/* Files that are out at most: enough for the time between two batches of results. */
#define WINDOW_FILES 4096
/* Orders are made when so many fit, or when none is out: one message for many files. */
#define REFILL_FILES 512

struct _HaulierFileLedger
{
  HaulierJob *job;     /* (nullable) whose numbers are kept up to date */
  GPtrArray *files;    /* of HaulierFile */
  guint next;          /* first file that was not looked at yet */
  guint n_outstanding; /* files that are out */
  guint n_unsynced;    /* complete files that are not durable yet */
  gboolean feeding;    /* whether more files may go out */
  gboolean custom_method;
  GHashTable *connections; /* file index -> open connections */
  HaulierFailure *failure; /* (nullable) what stops or delays the job */
  guint64 moved_bytes;     /* only growing */
};

/* One row of HAULIER_WORKER_RESULT_COLUMNS, with its details. */
typedef struct
{
  guint32 index;
  guint32 code;
  guint64 size;
  const char *path;
  gint64 modified;
  const char *validator;
  GVariant *details; /* (nullable) */
} ResultRow;

/**
 * haulier_file_ledger_new:
 * @job: the job; valid until haulier_file_ledger_forget_job()
 * @files: (element-type HaulierFile): its files
 * @retry_failed: whether files that failed for good are due again
 *
 * Returns: (transfer full): a ledger in which nothing is out
 */
HaulierFileLedger *
haulier_file_ledger_new (HaulierJob *job, GPtrArray *files, gboolean retry_failed)
{
  HaulierFileLedger *ledger = g_new0 (HaulierFileLedger, 1);

  ledger->job = job;
  ledger->files = g_ptr_array_ref (files);
  ledger->feeding = TRUE;
  ledger->custom_method = job->settings.http_method != NULL;
  ledger->connections = g_hash_table_new (NULL, NULL);
  haulier_file_tally_reset (job);
  for (guint i = 0; i < files->len; i++)
    {
      HaulierFile *file = files->pdata[i];

      if (file->state == HAULIER_FILE_STATE_ACTIVE
          || (file->state == HAULIER_FILE_STATE_FAILED && retry_failed))
        file->state = HAULIER_FILE_STATE_PENDING;
      haulier_file_tally_add (job, file);
    }
  return ledger;
}

/**
 * haulier_file_ledger_free:
 * @ledger: (nullable): the ledger
 */
void
haulier_file_ledger_free (HaulierFileLedger *ledger)
{
  if (ledger == NULL)
    return;
  g_ptr_array_unref (ledger->files);
  g_hash_table_unref (ledger->connections);
  haulier_failure_free (ledger->failure);
  g_free (ledger);
}

/**
 * haulier_file_ledger_get_files:
 * @ledger: the ledger
 *
 * Returns: (transfer none) (element-type HaulierFile): every file, in order
 */
GPtrArray *
haulier_file_ledger_get_files (HaulierFileLedger *ledger)
{
  return ledger->files;
}

/**
 * haulier_file_ledger_take_orders:
 * @ledger: the ledger
 *
 * Sends the next files out.
 *
 * Returns: (transfer floating) (nullable): `(aaya(ua{sv}))`: columns of
 * %HAULIER_WORKER_ORDER_COLUMNS and options, or %NULL when no file is due now
 */
GVariant *
haulier_file_ledger_take_orders (HaulierFileLedger *ledger)
{
  g_autoptr (HaulierColumns) columns = NULL;
  GVariantBuilder options;

  if (!ledger->feeding || ledger->next >= ledger->files->len
      || (ledger->n_outstanding > 0 && ledger->n_outstanding + REFILL_FILES > WINDOW_FILES))
    return NULL;
  columns = haulier_columns_new (HAULIER_WORKER_ORDER_COLUMNS);
  g_variant_builder_init (&options, HAULIER_WORKER_EXTRAS_TYPE);
  for (; ledger->next < ledger->files->len && ledger->n_outstanding < WINDOW_FILES; ledger->next++)
    {
      HaulierFile *file = ledger->files->pdata[ledger->next];

      if (file->state != HAULIER_FILE_STATE_PENDING)
        continue;
      file->state = HAULIER_FILE_STATE_ACTIVE;
      haulier_worker_order_add (file, columns, &options);
      ledger->n_outstanding++;
    }
  if (haulier_columns_get_n_rows (columns) > 0)
    return g_variant_new (
        "(@aaya(ua{sv}))", haulier_columns_end (g_steal_pointer (&columns)), &options);
  g_variant_builder_clear (&options);
  return NULL;
}

static HaulierFile *
lookup_active (HaulierFileLedger *ledger, guint index)
{
  HaulierFile *file = index < ledger->files->len ? ledger->files->pdata[index] : NULL;

  return file != NULL && file->state == HAULIER_FILE_STATE_ACTIVE ? file : NULL;
}

static void
set_connections (HaulierFileLedger *ledger, guint index, guint connections)
{
  gpointer key = GUINT_TO_POINTER (index);
  guint before = GPOINTER_TO_UINT (g_hash_table_lookup (ledger->connections, key));

  if (connections > 0)
    g_hash_table_insert (ledger->connections, key, GUINT_TO_POINTER (connections));
  else if (before > 0)
    g_hash_table_remove (ledger->connections, key);
  ledger->job->connections += connections - before;
}

/**
 * haulier_file_ledger_enter_progress:
 * @ledger: the ledger
 * @index: a file
 * @transferred: bytes of it that are there
 * @total: its size, or %HAULIER_SIZE_UNKNOWN
 * @connections: open for it
 *
 * Returns: (transfer none) (nullable): the file, or %NULL when it is not out
 */
HaulierFile *
haulier_file_ledger_enter_progress (HaulierFileLedger *ledger,
                                    guint index,
                                    guint64 transferred,
                                    guint64 total,
                                    guint connections)
{
  HaulierFile *file = lookup_active (ledger, index);

  if (file == NULL)
    return NULL;
  set_connections (ledger, index, connections);
  if (transferred > file->transferred)
    ledger->moved_bytes += transferred - file->transferred;
  haulier_file_tally_remove (ledger->job, file);
  file->transferred = transferred;
  file->total = total;
  haulier_file_tally_add (ledger->job, file);
  return file;
}

static void
set_failure (HaulierFileLedger *ledger, const HaulierFailure *failure)
{
  haulier_failure_free (ledger->failure);
  ledger->failure = haulier_failure_copy (failure);
}

static HaulierFailure *
read_failure (const ResultRow *row)
{
  g_autoptr (GVariant) evidence = NULL;
  const char *message = "";
  guint32 context = HAULIER_ERROR_CONTEXT_UNKNOWN;

  if (row->details != NULL)
    {
      evidence = g_variant_lookup_value (row->details, "evidence", G_VARIANT_TYPE ("a(sis)"));
      g_variant_lookup (row->details, "context", "u", &context);
      g_variant_lookup (row->details, "message", "&s", &message);
    }
  return haulier_failure_new ((gint) row->code, context, row->index, message, evidence);
}

/* A failure that every other file would meet too: there is no use in trying them now. */
static gboolean
failure_stops_feeding (const HaulierFailure *failure)
{
  return failure->context == HAULIER_ERROR_CONTEXT_LOCAL_FILE
         || failure->context == HAULIER_ERROR_CONTEXT_GENERAL_TRANSPORT;
}

static void
enter_failure (HaulierFileLedger *ledger, HaulierFile *file, const ResultRow *row)
{
  g_autoptr (HaulierFailure) failure = read_failure (row);
  guint32 retry_after = 0;

  if (row->details != NULL)
    {
      g_variant_lookup (row->details, "transferred", "t", &file->transferred);
      g_variant_lookup (row->details, "retry-after", "u", &retry_after);
    }
  ledger->job->retry_after = MAX (ledger->job->retry_after, retry_after);
  haulier_failure_free (file->failure);
  file->failure = haulier_failure_copy (failure);
  if (haulier_retry_is_transient (failure->code, failure->context, ledger->custom_method))
    {
      file->state = HAULIER_FILE_STATE_PENDING;
      if (failure_stops_feeding (failure))
        ledger->feeding = FALSE;
      set_failure (ledger, failure);
      return;
    }
  file->state = HAULIER_FILE_STATE_FAILED;
  if (ledger->job->origin == HAULIER_JOB_ORIGIN_BITS)
    {
      ledger->feeding = FALSE;
      set_failure (ledger, failure);
    }
}

static void
replace_text (char **text, const char *new_text)
{
  if (new_text[0] == '\0' || g_strcmp0 (*text, new_text) == 0)
    return;
  g_free (*text);
  *text = g_strdup (new_text);
}

static void
enter_success (HaulierFileLedger *ledger, HaulierFile *file, const ResultRow *row)
{
  HaulierJob *job = ledger->job;

  if (row->size > file->transferred)
    ledger->moved_bytes += row->size - file->transferred;
  file->state = job->origin == HAULIER_JOB_ORIGIN_BITS ? HAULIER_FILE_STATE_HELD
                                                       : HAULIER_FILE_STATE_FINISHED;
  file->transferred = row->size;
  file->total = row->size;
  file->modified = row->modified;
  replace_text (&file->local, row->path);
  replace_text (&file->validator, row->validator);
  if (file->index == 0)
    replace_text (&job->local, file->local);
  g_clear_pointer (&file->failure, haulier_failure_free);
  file->flags &= ~(guint) (HAULIER_FILE_FRESH | HAULIER_FILE_DURABLE);
  ledger->n_unsynced++;
}

static void
enter_result (HaulierFileLedger *ledger, HaulierFile *file, const ResultRow *row)
{
  const char *remote = NULL;

  ledger->n_outstanding--;
  set_connections (ledger, file->index, 0);
  haulier_file_tally_remove (ledger->job, file);
  if (row->details != NULL && g_variant_lookup (row->details, "remote", "&s", &remote))
    replace_text (&file->remote, remote);
  if (row->code == 0)
    enter_success (ledger, file, row);
  else
    enter_failure (ledger, file, row);
  haulier_file_tally_add (ledger->job, file);
}

/* The details of the row at hand: they stand in the order of the rows, and most rows have none. */
static GVariant *
take_details (GVariant *all, gsize *position, guint index)
{
  GVariant *details = NULL;
  guint next = 0;

  if (*position >= g_variant_n_children (all))
    return NULL;
  g_variant_get_child (all, *position, "(u@a{sv})", &next, &details);
  if (next != index)
    g_clear_pointer (&details, g_variant_unref);
  else
    (*position)++;
  return details;
}

/**
 * haulier_file_ledger_enter_results:
 * @ledger: the ledger
 * @columns: columns of %HAULIER_WORKER_RESULT_COLUMNS
 * @details: details, of %HAULIER_WORKER_EXTRAS_TYPE
 *
 * Returns: (transfer container) (element-type HaulierFile): the files that are in again
 */
GPtrArray *
haulier_file_ledger_enter_results (HaulierFileLedger *ledger, GVariant *columns, GVariant *details)
{
  g_auto (HaulierColumnsReader) reader;
  GPtrArray *changed = g_ptr_array_new ();
  ResultRow row = { 0 };
  gsize position = 0;

  haulier_columns_reader_init (&reader, columns, HAULIER_WORKER_RESULT_COLUMNS);
  while (haulier_columns_reader_next (
      &reader, &row.index, &row.code, &row.size, &row.path, &row.modified, &row.validator))
    {
      g_autoptr (GVariant) own = take_details (details, &position, row.index);
      HaulierFile *file = lookup_active (ledger, row.index);

      if (file == NULL)
        continue;
      row.details = own;
      enter_result (ledger, file, &row);
      g_ptr_array_add (changed, file);
    }
  return changed;
}

/**
 * haulier_file_ledger_enter_durable:
 * @ledger: the ledger
 * @indexes: `au`: complete files that are on stable storage now
 *
 * Returns: (transfer full) (element-type guint): the files for which that is new
 */
GArray *
haulier_file_ledger_enter_durable (HaulierFileLedger *ledger, GVariant *indexes)
{
  GArray *changed = g_array_new (FALSE, FALSE, sizeof (guint));
  gsize n_indexes = 0;
  const guint32 *all = g_variant_get_fixed_array (indexes, &n_indexes, sizeof *all);

  for (gsize i = 0; i < n_indexes; i++)
    {
      guint32 index = all[i];
      HaulierFile *file = index < ledger->files->len ? ledger->files->pdata[index] : NULL;

      if (file == NULL || (file->flags & HAULIER_FILE_DURABLE) != 0)
        continue;
      file->flags |= HAULIER_FILE_DURABLE;
      g_array_append_val (changed, index);
    }
  ledger->n_unsynced -= MIN (changed->len, ledger->n_unsynced);
  return changed;
}

static HaulierFailure *
summarize_failed_files (HaulierFileLedger *ledger)
{
  const HaulierFailure *first = NULL;
  g_autofree char *message = NULL;
  guint n_failed = 0;

  for (guint i = 0; i < ledger->files->len; i++)
    {
      const HaulierFile *file = ledger->files->pdata[i];

      if (file->state != HAULIER_FILE_STATE_FAILED || file->failure == NULL)
        continue;
      n_failed++;
      if (first == NULL)
        first = file->failure;
    }
  if (n_failed < 2)
    return haulier_failure_copy (first);
  message = g_strdup_printf (
      "%u of %u files failed; the first: %s", n_failed, ledger->files->len, first->message);
  return haulier_failure_new (
      first->code, first->context, first->file_index, message, first->evidence);
}

static gboolean
has_pending_files (HaulierFileLedger *ledger)
{
  for (guint i = 0; i < ledger->files->len; i++)
    {
      const HaulierFile *file = ledger->files->pdata[i];

      if (file->state == HAULIER_FILE_STATE_PENDING)
        return TRUE;
    }
  return FALSE;
}

/**
 * haulier_file_ledger_judge:
 * @ledger: the ledger, after orders were taken
 *
 * Source: BITS jobs are atomic: the first file that fails for good stops the others.
 *
 * Returns: how it stands with the whole job
 */
HaulierLedgerVerdict
haulier_file_ledger_judge (HaulierFileLedger *ledger)
{
  gboolean stopped = ledger->job->origin == HAULIER_JOB_ORIGIN_BITS && !ledger->feeding;

  if (ledger->n_outstanding > 0)
    return stopped ? HAULIER_LEDGER_RECALL : HAULIER_LEDGER_OPEN;
  if (ledger->failure != NULL && (stopped || has_pending_files (ledger)))
    return HAULIER_LEDGER_FAILED;
  haulier_failure_free (ledger->failure);
  ledger->failure = summarize_failed_files (ledger);
  return ledger->failure != NULL ? HAULIER_LEDGER_FAILED : HAULIER_LEDGER_DONE;
}

/**
 * haulier_file_ledger_get_failure:
 * @ledger: the ledger
 *
 * Returns: (transfer none) (nullable): what stands in the way
 */
const HaulierFailure *
haulier_file_ledger_get_failure (HaulierFileLedger *ledger)
{
  return ledger->failure;
}

/**
 * haulier_file_ledger_recall:
 * @ledger: the ledger
 *
 * Takes it that nothing is out any more: the files are due again.
 */
void
haulier_file_ledger_recall (HaulierFileLedger *ledger)
{
  for (guint i = 0; i < ledger->files->len; i++)
    {
      HaulierFile *file = ledger->files->pdata[i];

      if (file->state == HAULIER_FILE_STATE_ACTIVE)
        file->state = HAULIER_FILE_STATE_PENDING;
    }
  ledger->n_outstanding = 0;
}

/**
 * haulier_file_ledger_forget_job:
 * @ledger: the ledger
 *
 * The job is not touched any more; only haulier_file_ledger_enter_durable() may follow.
 */
void
haulier_file_ledger_forget_job (HaulierFileLedger *ledger)
{
  ledger->job = NULL;
}

/**
 * haulier_file_ledger_get_n_unsynced:
 * @ledger: the ledger
 *
 * Returns: how many complete files are not durable yet
 */
guint
haulier_file_ledger_get_n_unsynced (HaulierFileLedger *ledger)
{
  return ledger->n_unsynced;
}

/**
 * haulier_file_ledger_get_moved_bytes:
 * @ledger: the ledger
 *
 * Returns: how many bytes arrived since the ledger was opened; only growing
 */
guint64
haulier_file_ledger_get_moved_bytes (HaulierFileLedger *ledger)
{
  return ledger->moved_bytes;
}
