/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Long lists of rows, packed: one array of bytes instead of a tree of values. */
#include "config.h"

#include "haulier-packed-rows.h"

/* D-Bus values are built and taken apart leaf by leaf, by the threads of GDBus too; for ten
 * thousand small files that costs as much as fetching them. Both ends are of one machine and one
 * build. */

/**
 * haulier_packed_rows_pack:
 * @rows: (transfer floating): an array of rows
 *
 * Returns: (transfer floating): `ay`, the serialised form of @rows
 */
GVariant *
haulier_packed_rows_pack (GVariant *rows)
{
  g_autoptr (GVariant) owned = g_variant_ref_sink (rows);
  g_autoptr (GBytes) bytes = g_variant_get_data_as_bytes (owned);

  return g_variant_new_from_bytes (G_VARIANT_TYPE_BYTESTRING, bytes, TRUE);
}

/**
 * haulier_packed_rows_unpack:
 * @bytes: `ay` of haulier_packed_rows_pack()
 * @type: what the rows are
 *
 * Reads rows that came from another process: what is malformed reads as empty values, never as
 * memory that does not belong to it.
 *
 * Returns: (transfer full): an array of rows
 */
GVariant *
haulier_packed_rows_unpack (GVariant *bytes, const GVariantType *type)
{
  g_autoptr (GBytes) data = g_variant_get_data_as_bytes (bytes);
  g_autoptr (GVariant) rows = g_variant_ref_sink (g_variant_new_from_bytes (type, data, FALSE));

  /* Checked once and for all, reading is much faster than when each value is checked. */
  if (g_variant_is_normal_form (rows))
    return g_steal_pointer (&rows);
  return g_variant_ref_sink (g_variant_new_array (g_variant_type_element (type), NULL, 0));
}
