/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Which parts of a remote file make up the local one, and where each byte comes from. */
#pragma once

#include <glib.h>

#include "haulier-range.h"

G_BEGIN_DECLS

typedef struct _HaulierLayout HaulierLayout;

HaulierLayout *haulier_layout_new (const HaulierRange *ranges, gsize n_ranges);
void haulier_layout_free (HaulierLayout *layout);
gboolean haulier_layout_is_whole (const HaulierLayout *layout);
gboolean haulier_layout_resolve (HaulierLayout *layout, guint64 remote_total, GError **error);
void haulier_layout_reset (HaulierLayout *layout);
guint64 haulier_layout_get_total (const HaulierLayout *layout);
gboolean haulier_layout_locate (const HaulierLayout *layout,
                                guint64 position,
                                guint64 *out_remote,
                                guint64 *out_piece_end);
char *haulier_layout_digest (const HaulierLayout *layout);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HaulierLayout, haulier_layout_free)

G_END_DECLS
