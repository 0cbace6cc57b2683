/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* What the store's thread has in its hands: database, journal, copy, lock. */
#pragma once

#include "haulier-store-copy-private.h"
#include "haulier-store-journal-private.h"
#include "haulier-store-request-private.h"
#include "haulier-store-rescue-private.h"

G_BEGIN_DECLS

/* Used on the store's thread only. */
typedef struct
{
  HaulierStorePaths paths;
  int lock_fd;
  HaulierStoreConnection
      *connection; /* (nullable) while it is damaged and cannot be brought back */
  HaulierStoreJournal *journal;
  HaulierStoreCopy *copy; /* (nullable) being made */
  GVariant *settings;
  guint64 changes;    /* rows written since the last copy */
  guint64 copy_above; /* bytes of journal at which the next copy is due */
  char **rescued;     /* (nullable) what was brought back since the thread looked last */
  char *trouble;      /* (nullable) why changes wait to be stored */
} HaulierStoreKeeper;

HaulierStoreKeeper *
haulier_store_keeper_open (const char *folder, GPtrArray *notices, GError **error);
void haulier_store_keeper_close (HaulierStoreKeeper *self);
gboolean haulier_store_keeper_recover (HaulierStoreKeeper *self, GError **error);
gboolean haulier_store_keeper_use_quiet_moment (HaulierStoreKeeper *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HaulierStoreKeeper, haulier_store_keeper_close)

G_END_DECLS
