/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* The files of a job in motion: which are due, which are out, what came of them. */
#pragma once

#include <gio/gio.h>

#include "haulier-job.h"

G_BEGIN_DECLS

typedef struct _HaulierFileLedger HaulierFileLedger;

/**
 * HaulierLedgerVerdict:
 * @HAULIER_LEDGER_OPEN: files are due or out
 * @HAULIER_LEDGER_RECALL: the others make no sense any more: those that are out are to be stopped
 * @HAULIER_LEDGER_FAILED: something stands in the way, see haulier_file_ledger_get_failure()
 * @HAULIER_LEDGER_DONE: every file is complete
 */
typedef enum
{
  HAULIER_LEDGER_OPEN,
  HAULIER_LEDGER_RECALL,
  HAULIER_LEDGER_FAILED,
  HAULIER_LEDGER_DONE,
} HaulierLedgerVerdict;

HaulierFileLedger *
haulier_file_ledger_new (HaulierJob *job, GPtrArray *files, gboolean retry_failed);
void haulier_file_ledger_free (HaulierFileLedger *ledger);
GPtrArray *haulier_file_ledger_get_files (HaulierFileLedger *ledger);
GVariant *haulier_file_ledger_take_orders (HaulierFileLedger *ledger);
HaulierFile *haulier_file_ledger_enter_progress (HaulierFileLedger *ledger,
                                                 guint index,
                                                 guint64 transferred,
                                                 guint64 total,
                                                 guint connections);
GPtrArray *
haulier_file_ledger_enter_results (HaulierFileLedger *ledger, GVariant *columns, GVariant *details);
GArray *haulier_file_ledger_enter_durable (HaulierFileLedger *ledger, GVariant *indexes);
HaulierLedgerVerdict haulier_file_ledger_judge (HaulierFileLedger *ledger);
const HaulierFailure *haulier_file_ledger_get_failure (HaulierFileLedger *ledger);
void haulier_file_ledger_recall (HaulierFileLedger *ledger);
void haulier_file_ledger_forget_job (HaulierFileLedger *ledger);
guint haulier_file_ledger_get_n_unsynced (HaulierFileLedger *ledger);
guint64 haulier_file_ledger_get_moved_bytes (HaulierFileLedger *ledger);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HaulierFileLedger, haulier_file_ledger_free)

G_END_DECLS
