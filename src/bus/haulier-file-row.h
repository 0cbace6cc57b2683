/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* File rows: a file of a job on the bus. */
#pragma once

#include <gio/gio.h>

#include "haulier-file.h"

G_BEGIN_DECLS

#define HAULIER_FILE_ROW_SIGNATURE "(usayyttsssuys)"
#define HAULIER_FILE_ROW_TYPE G_VARIANT_TYPE (HAULIER_FILE_ROW_SIGNATURE)
#define HAULIER_FILE_ROWS_TYPE G_VARIANT_TYPE ("a" HAULIER_FILE_ROW_SIGNATURE)

GVariant *haulier_file_row_new (const HaulierFile *file);
HaulierFile *haulier_file_row_read (GVariant *row);

G_END_DECLS
