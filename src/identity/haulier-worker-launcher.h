/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Starts a worker process and the private connection to it. */
#pragma once

#include <gio/gio.h>

#include "haulier-security-context.h"

G_BEGIN_DECLS

/**
 * HaulierWorkerProgram:
 * @HAULIER_WORKER_PROGRAM_WHOLE: transfers, with files of its own
 * @HAULIER_WORKER_PROGRAM_NETWORK: transfers, with files that another process opens
 * @HAULIER_WORKER_PROGRAM_FILES: opens files; no protocol library is in it
 */
typedef enum
{
  HAULIER_WORKER_PROGRAM_WHOLE,
  HAULIER_WORKER_PROGRAM_NETWORK,
  HAULIER_WORKER_PROGRAM_FILES,
} HaulierWorkerProgram;

void haulier_worker_launcher_launch_async (const HaulierSecurityContext *context,
                                           HaulierWorkerProgram program,
                                           GCancellable *cancellable,
                                           GAsyncReadyCallback callback,
                                           gpointer user_data);
GDBusConnection *haulier_worker_launcher_launch_finish (GAsyncResult *result, GError **error);

G_END_DECLS
