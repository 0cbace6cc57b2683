/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* All that a worker transfers: its jobs, the shared context, and the tick while something moves. */
#pragma once

#include <glib.h>

#include "haulier-file-order.h"
#include "haulier-transfer-context.h"
#include "haulier-transfer-settings.h"

G_BEGIN_DECLS

typedef struct _HaulierTransfer HaulierTransfer;

typedef void (*HaulierTransferStopped) (gpointer user_data);

HaulierTransfer *haulier_transfer_new (GMainContext *main,
                                       const HaulierTransferReports *reports,
                                       gpointer user_data);
void haulier_transfer_free (HaulierTransfer *transfer);
HaulierTransferContext *haulier_transfer_get_context (HaulierTransfer *transfer);
void haulier_transfer_configure (HaulierTransfer *transfer,
                                 const char *certificate_authorities,
                                 guint64 download_limit);
gboolean haulier_transfer_open_job (HaulierTransfer *transfer,
                                    guint number,
                                    const char *id,
                                    HaulierTransferSettings *settings,
                                    GError **error);
gboolean haulier_transfer_set_job (HaulierTransfer *transfer,
                                   guint number,
                                   const guint *connections,
                                   const guint64 *limit,
                                   GError **error);
gboolean haulier_transfer_add_files (HaulierTransfer *transfer,
                                     guint number,
                                     GPtrArray *orders,
                                     GError **error);
gboolean haulier_transfer_stop_job (HaulierTransfer *transfer,
                                    guint number,
                                    HaulierTransferStopped stopped,
                                    gpointer user_data,
                                    GError **error);

void haulier_transfer_stop_all (HaulierTransfer *transfer,
                                HaulierTransferStopped stopped,
                                gpointer user_data);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HaulierTransfer, haulier_transfer_free)

G_END_DECLS
