/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* The Content-Range header. */
#pragma once

#include <glib.h>

#include "haulier-file.h"

G_BEGIN_DECLS

/**
 * HaulierContentRange:
 * @satisfied: whether @start and @end hold; false for the form of a 416 answer
 * @start: first byte
 * @end: first byte after the range (the header has the last one)
 * @total: size of the whole file, or %HAULIER_SIZE_UNKNOWN
 */
typedef struct
{
  gboolean satisfied;
  guint64 start;
  guint64 end;
  guint64 total;
} HaulierContentRange;

gboolean haulier_content_range_parse (const char *text, HaulierContentRange *out_range);

G_END_DECLS
