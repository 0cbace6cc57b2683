/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* A limit of bytes a second, which several connections share. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * HaulierRateLimit:
 * @rate: bytes a second, 0 is no limit
 * @credit: bytes that may be received now; below 0: that were received too early
 * @at: monotonic microseconds of the last look
 *
 * Zero is a limit that limits nothing.
 */
typedef struct
{
  guint64 rate;
  gint64 credit;
  gint64 at;
} HaulierRateLimit;

void haulier_rate_limit_set (HaulierRateLimit *limit, guint64 rate, gint64 now);
void haulier_rate_limit_take (HaulierRateLimit *limit, gsize bytes, gint64 now);
gboolean haulier_rate_limit_is_reached (HaulierRateLimit *limit, gint64 now);

G_END_DECLS
