/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* What a worker is told about one file. */
#include "config.h"

#include "haulier-worker-order.h"

#include "haulier-checksum.h"
#include "haulier-range.h"
#include "haulier-worker-rows.h"

static void
add_ranges (GVariantBuilder *options, const HaulierFile *file)
{
  g_autoptr (GArray) ranges = haulier_ranges_parse (file->ranges, NULL);
  GVariantBuilder builder;

  if (ranges == NULL)
    return;
  g_variant_builder_init (&builder, G_VARIANT_TYPE ("a(tt)"));
  for (guint i = 0; i < ranges->len; i++)
    {
      const HaulierRange *range = &g_array_index (ranges, HaulierRange, i);

      g_variant_builder_add (&builder, "(tt)", range->offset, range->length);
    }
  g_variant_builder_add (options, "{sv}", "ranges", g_variant_builder_end (&builder));
}

static void
add_checksum (GVariantBuilder *options, const HaulierFile *file)
{
  g_autofree char *hex = NULL;
  GChecksumType type;

  if (!haulier_checksum_parse (file->checksum, &type, &hex, NULL))
    return;
  g_variant_builder_add (options,
                         "{sv}",
                         "checksum",
                         g_variant_new ("(ss)", haulier_checksum_type_to_name (type), hex));
}

static guint32
get_flags (const HaulierFile *file)
{
  guint32 flags = 0;

  if ((file->flags & HAULIER_FILE_EXPLICIT) == 0)
    flags |= HAULIER_WORKER_FILE_RENAME;
  if ((file->flags & HAULIER_FILE_OVERWRITE) != 0)
    flags |= HAULIER_WORKER_FILE_OVERWRITE;
  if ((file->flags & HAULIER_FILE_FRESH) != 0)
    flags |= HAULIER_WORKER_FILE_FRESH;
  return flags;
}

/**
 * haulier_worker_order_add:
 * @file: a file
 * @columns: columns of %HAULIER_WORKER_ORDER_COLUMNS
 * @options: a builder of %HAULIER_WORKER_EXTRAS_TYPE
 *
 * Adds the order for @file.
 */
void
haulier_worker_order_add (const HaulierFile *file,
                          HaulierColumns *columns,
                          GVariantBuilder *options)
{
  GVariantBuilder own;

  haulier_columns_add (columns, file->index, file->remote, file->local, get_flags (file));
  if (file->ranges == NULL && file->checksum == NULL)
    return;
  g_variant_builder_init (&own, G_VARIANT_TYPE_VARDICT);
  if (file->ranges != NULL)
    add_ranges (&own, file);
  if (file->checksum != NULL)
    add_checksum (&own, file);
  g_variant_builder_add (options, "(u@a{sv})", file->index, g_variant_builder_end (&own));
}
