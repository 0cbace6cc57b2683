/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Long lists of rows, packed: one array of bytes instead of a tree of values. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* CheckTargets: folder, name, whether the name is explicit, whether a file may be replaced. */
#define HAULIER_WORKER_TARGETS_TYPE G_VARIANT_TYPE ("a(ayaybb)")
/* Its answer: path, HRESULT, message. */
#define HAULIER_WORKER_CHECKS_TYPE G_VARIANT_TYPE ("a(ayus)")
/* AddFiles: index, address, path, #HaulierWorkerFileFlags, options. */
#define HAULIER_WORKER_FILES_TYPE G_VARIANT_TYPE ("a(usayua{sv})")
/* FilesFinished: index, HRESULT, size, path, modification time, validator, details. */
#define HAULIER_WORKER_RESULTS_TYPE G_VARIANT_TYPE ("a(uutayxsa{sv})")

/**
 * HaulierWorkerFileFlags:
 * @HAULIER_WORKER_FILE_RENAME: the name came from the address; a Content-Disposition may change it
 * @HAULIER_WORKER_FILE_OVERWRITE: an existing file may be replaced
 * @HAULIER_WORKER_FILE_FRESH: what is on the disk is not to be trusted
 */
typedef enum /*< skip >*/
{
  HAULIER_WORKER_FILE_RENAME = 1 << 0,
  HAULIER_WORKER_FILE_OVERWRITE = 1 << 1,
  HAULIER_WORKER_FILE_FRESH = 1 << 2,
} HaulierWorkerFileFlags;

GVariant *haulier_packed_rows_pack (GVariant *rows);
GVariant *haulier_packed_rows_unpack (GVariant *bytes, const GVariantType *type);

G_END_DECLS
