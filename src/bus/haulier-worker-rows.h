/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* The rows of many files that engine and worker exchange. */
#pragma once

#include "haulier-columns.h"

G_BEGIN_DECLS

/* CheckTargets: folder, name, #HaulierWorkerTargetFlags. */
#define HAULIER_WORKER_TARGET_COLUMNS "ssu"
/* Its answer: path, HRESULT, message. */
#define HAULIER_WORKER_CHECK_COLUMNS "sus"
/* AddFiles: index, address, path, #HaulierWorkerFileFlags. */
#define HAULIER_WORKER_ORDER_COLUMNS "ussu"
/* ServeFiles: index, path, #HaulierWorkerFileFlags. */
#define HAULIER_WORKER_SERVED_COLUMNS "usu"
/* FilesFinished: index, HRESULT, size, path, modification time, validator. */
#define HAULIER_WORKER_RESULT_COLUMNS "uutsxs"
/* What only few files have besides: index and a dictionary. */
#define HAULIER_WORKER_EXTRAS_TYPE G_VARIANT_TYPE ("a(ua{sv})")

typedef enum /*< skip >*/
{
  HAULIER_WORKER_TARGET_EXPLICIT = 1 << 0,
  HAULIER_WORKER_TARGET_OVERWRITE = 1 << 1,
} HaulierWorkerTargetFlags;

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

G_END_DECLS
