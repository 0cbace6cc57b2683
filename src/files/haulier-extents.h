/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* A set of bytes of a file: sorted extents that neither overlap nor touch. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * HaulierExtent:
 * @start: first byte
 * @end: first byte after it
 */
typedef struct
{
  guint64 start;
  guint64 end;
} HaulierExtent;

typedef struct _HaulierExtents HaulierExtents;

HaulierExtents *haulier_extents_new (void);
HaulierExtents *haulier_extents_copy (const HaulierExtents *extents);
void haulier_extents_free (HaulierExtents *extents);
void haulier_extents_clear (HaulierExtents *extents);
void haulier_extents_add (HaulierExtents *extents, guint64 start, guint64 end);
gboolean haulier_extents_contain (const HaulierExtents *extents, guint64 start, guint64 end);
gboolean haulier_extents_find_gap (const HaulierExtents *extents,
                                   guint64 from,
                                   guint64 limit,
                                   HaulierExtent *out_gap);
guint64 haulier_extents_get_total (const HaulierExtents *extents);
guint haulier_extents_get_n_extents (const HaulierExtents *extents);
const HaulierExtent *haulier_extents_get (const HaulierExtents *extents, guint position);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HaulierExtents, haulier_extents_free)

G_END_DECLS
