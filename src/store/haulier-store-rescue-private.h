/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Opens the database of a folder, whatever state it is in. */
#pragma once

#include "haulier-store-connection-private.h"

G_BEGIN_DECLS

/* The files of a folder. */
typedef struct
{
  char *folder;
  char *database;
  char *copy;
  char *journal;
  char *lock;
} HaulierStorePaths;

void haulier_store_paths_init (HaulierStorePaths *self, const char *folder);
void haulier_store_paths_clear (HaulierStorePaths *self);

HaulierStoreConnection *haulier_store_rescue_open (const HaulierStorePaths *paths,
                                                   GPtrArray *notices,
                                                   guint64 *out_journal_size,
                                                   GError **error);

G_END_DECLS
