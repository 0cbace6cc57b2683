/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* The rolling copy of the database, made piece by piece while nobody waits. */
#pragma once

#include "haulier-store-connection-private.h"

G_BEGIN_DECLS

typedef struct _HaulierStoreCopy HaulierStoreCopy;

HaulierStoreCopy *
haulier_store_copy_new (HaulierStoreConnection *source, const char *path, GError **error);
void haulier_store_copy_free (HaulierStoreCopy *self);
gboolean
haulier_store_copy_step (HaulierStoreCopy *self, int n_pages, gboolean *out_done, GError **error);
gboolean haulier_store_copy_install (HaulierStoreCopy *self, GError **error);
gboolean haulier_store_sync_folder (const char *path, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HaulierStoreCopy, haulier_store_copy_free)

G_END_DECLS
