/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Columns: many equal rows between engine and worker, as a block of bytes a column. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define HAULIER_COLUMNS_MAX 8
/* What columns are on the wire: an array of bytes each. */
#define HAULIER_COLUMNS_TYPE G_VARIANT_TYPE ("aay")

typedef struct _HaulierColumns HaulierColumns;

/**
 * HaulierColumnsReader:
 *
 * Where in the columns the next row begins; all fields are private.
 */
typedef struct
{
  const char *types;
  GVariant *blocks[HAULIER_COLUMNS_MAX];
  const char *data[HAULIER_COLUMNS_MAX];
  gsize left[HAULIER_COLUMNS_MAX];
} HaulierColumnsReader;

HaulierColumns *haulier_columns_new (const char *types);
void haulier_columns_free (HaulierColumns *columns);
void haulier_columns_add (HaulierColumns *columns, ...);
guint haulier_columns_get_n_rows (HaulierColumns *columns);
GVariant *haulier_columns_end (HaulierColumns *columns);

void
haulier_columns_reader_init (HaulierColumnsReader *reader, GVariant *columns, const char *types);
void haulier_columns_reader_clear (HaulierColumnsReader *reader);
gboolean haulier_columns_reader_next (HaulierColumnsReader *reader, ...);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HaulierColumns, haulier_columns_free)
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (HaulierColumnsReader, haulier_columns_reader_clear)

G_END_DECLS
