/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* A row on its way: the same fields in the same order go to the database or into the journal. */
#pragma once

#include <glib.h>
#include <sqlite3.h>

#include "haulier-failure.h"

G_BEGIN_DECLS

/* Fills the parameters of a statement, or bytes; exactly one of the two. Texts of a statement are
 * borrowed until it has run. */
typedef struct
{
  sqlite3_stmt *statement;
  GByteArray *bytes;
  int position; /* of the last parameter that was filled */
} HaulierStoreRowWriter;

/* Reads columns of a statement, or bytes. What is not there is 0 or %NULL: a record of an older
 * program has fewer fields. Texts are borrowed until the next row. */
typedef struct
{
  sqlite3_stmt *statement;
  const guint8 *data;
  gsize size;      /* bytes that are left */
  int position;    /* of the next column */
  gboolean broken; /* the bytes make no sense */
} HaulierStoreRowReader;

void haulier_store_row_put_int (HaulierStoreRowWriter *self, gint64 value);
void haulier_store_row_put_text (HaulierStoreRowWriter *self, const char *text);
void haulier_store_row_put_copy (HaulierStoreRowWriter *self, const char *text);
void haulier_store_row_put_variant (HaulierStoreRowWriter *self, GVariant *variant);
void haulier_store_row_put_failure (HaulierStoreRowWriter *self, const HaulierFailure *failure);

gint64 haulier_store_row_get_int (HaulierStoreRowReader *self);
gint haulier_store_row_get_enum (HaulierStoreRowReader *self, gint last, gint otherwise);
const char *haulier_store_row_get_text (HaulierStoreRowReader *self);
char *haulier_store_row_dup_words (HaulierStoreRowReader *self);
GVariant *haulier_store_row_get_variant (HaulierStoreRowReader *self, const GVariantType *type);
HaulierFailure *haulier_store_row_get_failure (HaulierStoreRowReader *self);

G_END_DECLS
