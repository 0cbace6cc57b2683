/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Byte ranges of a file, as AddFileWithRanges takes them. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* BG_LENGTH_TO_EOF. */
#define HAULIER_RANGE_TO_END G_MAXUINT64
/* BITS: MaxRangesPerFile. */
#define HAULIER_RANGE_MAX_PER_FILE 500

typedef struct
{
  guint64 offset; /* bytes */
  guint64 length; /* bytes, or HAULIER_RANGE_TO_END */
} HaulierRange;

GArray *haulier_ranges_parse (const char *text, GError **error);
gboolean haulier_ranges_check (const HaulierRange *ranges, gsize n_ranges, GError **error);
char *haulier_ranges_to_text (const HaulierRange *ranges, gsize n_ranges);

G_END_DECLS
