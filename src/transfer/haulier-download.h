/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* One file on its way from a server to the disk. */
#pragma once

#include <glib.h>

#include "haulier-file-order.h"
#include "haulier-transfer-context.h"
#include "haulier-transfer-settings.h"

G_BEGIN_DECLS

typedef struct _HaulierDownload HaulierDownload;

/**
 * HaulierDownloadOwner:
 * @moved: it began or ceased to be one of those that start, or of those that need a connection
 * @ready: it knows what is missing, and wants to be told to connect
 * @received: it has everything, so that its connections are free
 * @turned_away: the server does not want so many; tells whether it may get in line again
 * @ended: the file ended; takes the result. With success, @part is what still has to be synced
 * @traced: something happened; takes the record
 *
 * What a download tells its job.
 */
typedef struct
{
  void (*moved) (HaulierDownload *download,
                 gboolean was_starting,
                 gboolean needed_connection,
                 gpointer owner);
  void (*ready) (HaulierDownload *download, gpointer owner);
  void (*received) (HaulierDownload *download, gpointer owner);
  gboolean (*turned_away) (HaulierDownload *download, guint beside, gpointer owner);
  void (*ended) (HaulierDownload *download,
                 HaulierFileResult *result,
                 HaulierPartFile *part,
                 gpointer owner);
  void (*traced) (HaulierDownload *download, HaulierTraceRecord *record, gpointer owner);
} HaulierDownloadOwner;

HaulierDownload *haulier_download_new (HaulierTransferContext *context,
                                       const HaulierTransferSettings *settings,
                                       const char *job_id,
                                       HaulierFileOrder *order,
                                       const HaulierDownloadOwner *funcs,
                                       gpointer owner);
HaulierDownload *haulier_download_ref (HaulierDownload *download);
void haulier_download_unref (HaulierDownload *download);
guint haulier_download_get_index (const HaulierDownload *download);
void haulier_download_start (HaulierDownload *download);
void haulier_download_connect (HaulierDownload *download, guint beside);
gboolean haulier_download_is_starting (const HaulierDownload *download);
gboolean haulier_download_needs_connection (const HaulierDownload *download);
gboolean haulier_download_is_parked (const HaulierDownload *download);
gboolean haulier_download_has_progress (const HaulierDownload *download);
void haulier_download_stop (HaulierDownload *download);
void haulier_download_tick (HaulierDownload *download, gint64 now, guint spare_connections);
guint haulier_download_get_n_connections (const HaulierDownload *download);
guint64 haulier_download_get_transferred (const HaulierDownload *download);
guint64 haulier_download_get_total (const HaulierDownload *download);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HaulierDownload, haulier_download_unref)

G_END_DECLS
