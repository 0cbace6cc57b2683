/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Rows of files. */
#pragma once

#include "haulier-file.h"
#include "haulier-store-connection-private.h"
#include "haulier-store-row-private.h"

G_BEGIN_DECLS

void
haulier_store_file_write (HaulierStoreRowWriter *writer, guint64 sequence, const HaulierFile *file);
HaulierFile *haulier_store_file_read (HaulierStoreRowReader *reader);

gboolean haulier_store_files_insert (HaulierStoreConnection *connection,
                                     guint64 sequence,
                                     const HaulierFile *file,
                                     GError **error);
gboolean haulier_store_files_add (HaulierStoreConnection *connection,
                                  guint64 sequence,
                                  GPtrArray *files,
                                  GArray *renamed,
                                  GError **error);
void haulier_store_files_undo_names (GArray *renamed);
gboolean haulier_store_files_update (HaulierStoreConnection *connection,
                                     guint64 sequence,
                                     GPtrArray *files,
                                     GError **error);
gboolean haulier_store_files_finish (HaulierStoreConnection *connection,
                                     guint64 sequence,
                                     guint index,
                                     guint64 total,
                                     guint flags,
                                     GError **error);
gboolean haulier_store_files_note_synced (HaulierStoreConnection *connection,
                                          guint64 sequence,
                                          GArray *indexes,
                                          GError **error);
GPtrArray *haulier_store_files_list_unsynced (HaulierStoreConnection *connection, GError **error);
GPtrArray *haulier_store_files_list (HaulierStoreConnection *connection,
                                     guint64 sequence,
                                     guint first,
                                     guint count,
                                     GError **error);

/* A file that got a number, and the name that it had: a request that fails leaves no trace. */
typedef struct
{
  HaulierFile *file;
  char *local;
} HaulierStoreRenamed;

GArray *haulier_store_renamed_new (void);

G_END_DECLS
