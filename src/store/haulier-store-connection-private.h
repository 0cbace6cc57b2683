/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* The connection to one database file: its statements, transactions and errors. */
#pragma once

#include <gio/gio.h>
#include <sqlite3.h>

#include "haulier-store-schema-private.h"

G_BEGIN_DECLS

/* How sure a commit is before it returns. */
typedef enum
{
  HAULIER_STORE_LAZY, /* survives the end of the process; the system writes it out when it likes */
  HAULIER_STORE_DURABLE, /* survives a power cut */
} HaulierStoreDurability;

/* Used on the store's thread only. */
typedef struct
{
  sqlite3 *db;
  char *path;
  sqlite3_stmt *statements[HAULIER_STATEMENT_N];
  HaulierStoreDurability durability;
  guint wal_pages; /* in the write-ahead log since the last checkpoint */
  gboolean dirty;  /* committed, and not yet on stable storage */
} HaulierStoreConnection;

HaulierStoreConnection *haulier_store_connection_open (const char *path, GError **error);
void haulier_store_connection_free (HaulierStoreConnection *self);
gboolean haulier_store_connection_check (HaulierStoreConnection *self, GError **error);
gboolean haulier_store_connection_start (HaulierStoreConnection *self, GError **error);
gboolean haulier_store_connection_checkpoint (HaulierStoreConnection *self, GError **error);
void haulier_store_connection_settle (HaulierStoreConnection *self);
gboolean haulier_store_connection_sync (HaulierStoreConnection *self, GError **error);

gboolean haulier_store_connection_execute (HaulierStoreConnection *self,
                                           const char *sql,
                                           const char *doing,
                                           GError **error);
gboolean haulier_store_connection_get_number (HaulierStoreConnection *self,
                                              const char *sql,
                                              gint64 *out_number,
                                              GError **error);
sqlite3_stmt *haulier_store_connection_prepare (HaulierStoreConnection *self,
                                                HaulierStatement statement,
                                                GError **error);
gboolean haulier_store_connection_run (HaulierStoreConnection *self,
                                       sqlite3_stmt *statement,
                                       const char *doing,
                                       GError **error);
gboolean haulier_store_connection_next (HaulierStoreConnection *self,
                                        sqlite3_stmt *statement,
                                        const char *doing,
                                        gboolean *out_row,
                                        GError **error);
gboolean haulier_store_connection_begin (HaulierStoreConnection *self,
                                         HaulierStoreDurability durability,
                                         GError **error);
gboolean haulier_store_connection_commit (HaulierStoreConnection *self, GError **error);
void haulier_store_connection_roll_back (HaulierStoreConnection *self);
void
haulier_store_connection_fail (HaulierStoreConnection *self, const char *doing, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HaulierStoreConnection, haulier_store_connection_free)

G_END_DECLS
