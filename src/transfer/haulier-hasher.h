/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* A checksum that is computed while a file is written, as long as it is written in order. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _HaulierHasher HaulierHasher;

HaulierHasher *haulier_hasher_new (GChecksumType type);
HaulierHasher *haulier_hasher_ref (HaulierHasher *hasher);
void haulier_hasher_unref (HaulierHasher *hasher);
void haulier_hasher_reset (HaulierHasher *hasher);
void haulier_hasher_feed (HaulierHasher *hasher, guint64 offset, const guint8 *data, gsize length);
char *haulier_hasher_finish (HaulierHasher *hasher, int fd, guint64 total);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HaulierHasher, haulier_hasher_unref)

G_END_DECLS
