/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* The queue on disk: what was accepted is there after any crash. */
#pragma once

#include <gio/gio.h>

#include "haulier-job.h"
#include "haulier-trace-record.h"

G_BEGIN_DECLS

/* The newest records of a job that are kept. */
#define HAULIER_STORE_TRACE_MAX_RECORDS_PER_JOB 2000
/* The newest logins that are kept. */
#define HAULIER_STORE_LOGINS_MAX_RECORDS 10000

/**
 * HaulierStore:
 *
 * All work is done on a thread of its own, in the order of the calls; completions and the signal
 * arrive in the main context that opened it.
 */
#define HAULIER_TYPE_STORE (haulier_store_get_type ())
G_DECLARE_FINAL_TYPE (HaulierStore, haulier_store, HAULIER, STORE, GObject)

void haulier_store_open_async (const char *folder,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
HaulierStore *haulier_store_open_finish (GAsyncResult *result, GError **error);
const char *const *haulier_store_get_notices (HaulierStore *self);
void haulier_store_close (HaulierStore *self);

GVariant *haulier_store_get_settings (HaulierStore *self);
void haulier_store_set_settings_async (HaulierStore *self,
                                       GVariant *settings,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data);
gboolean
haulier_store_set_settings_finish (HaulierStore *self, GAsyncResult *result, GError **error);

void haulier_store_save_job (HaulierStore *self, const HaulierJob *job);
void haulier_store_save_files (HaulierStore *self, const char *id, GPtrArray *files);
void haulier_store_note_synced (HaulierStore *self, const char *id, GArray *indexes);
void haulier_store_add_trace (HaulierStore *self, const char *id, GPtrArray *records);
void
haulier_store_flush_async (HaulierStore *self, GAsyncReadyCallback callback, gpointer user_data);
gboolean haulier_store_flush_finish (HaulierStore *self, GAsyncResult *result, GError **error);

G_END_DECLS

#include "haulier-store-access.h"
#include "haulier-store-calls.h"
