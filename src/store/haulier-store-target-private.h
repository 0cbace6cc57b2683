/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Who owns a local path: two live files never have the same target. */
#pragma once

#include "haulier-file.h"
#include "haulier-store-connection-private.h"

G_BEGIN_DECLS

/* Finds free names for the files of one request; remembers where it stopped counting. */
typedef struct
{
  HaulierStoreConnection *connection;
  GHashTable *numbers; /* char * path → guint: the last number that was given */
} HaulierStoreTargets;

void haulier_store_targets_init (HaulierStoreTargets *self, HaulierStoreConnection *connection);
void haulier_store_targets_clear (HaulierStoreTargets *self);
gint64 haulier_store_target_hash (const char *path);
gboolean haulier_store_target_is_free (HaulierStoreConnection *connection,
                                       const char *path,
                                       gboolean *out_free,
                                       GError **error);
gboolean haulier_store_targets_claim (HaulierStoreTargets *self,
                                      const HaulierFile *file,
                                      char **out_local,
                                      GError **error);

G_END_DECLS
