/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* What the engine is told: signals that gather what happened within a moment. */
#pragma once

#include <gio/gio.h>

#include "haulier-transfer.h"

G_BEGIN_DECLS

typedef struct _HaulierWorkerReports HaulierWorkerReports;

extern const HaulierTransferReports haulier_worker_reports_funcs;

HaulierWorkerReports *haulier_worker_reports_new (GDBusConnection *connection);
void haulier_worker_reports_free (HaulierWorkerReports *reports);
void haulier_worker_reports_flush (HaulierWorkerReports *reports);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HaulierWorkerReports, haulier_worker_reports_free)

G_END_DECLS
