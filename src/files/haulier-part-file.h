/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* The temporary file of a download, with the progress record beside it. */
#pragma once

#include <glib.h>

#include "haulier-extents.h"
#include "haulier-folder.h"
#include "haulier-part-name.h"
#include "haulier-validator.h"

G_BEGIN_DECLS

/* A smaller file starts again when it was interrupted: it has no record. */
#define HAULIER_PART_FILE_RECORD_MIN_BYTES (1024 * 1024)

typedef struct _HaulierPartFile HaulierPartFile;

HaulierPartFile *
haulier_part_file_new (HaulierFolder *folder, const char *boot_id, const char *job_id, guint index);
HaulierPartFile *haulier_part_file_ref (HaulierPartFile *part);
void haulier_part_file_unref (HaulierPartFile *part);
const HaulierPartNames *haulier_part_file_get_names (const HaulierPartFile *part);
HaulierFolder *haulier_part_file_get_folder (const HaulierPartFile *part);
int haulier_part_file_get_fd (const HaulierPartFile *part);
gboolean haulier_part_file_create (HaulierPartFile *part,
                                   guint64 total,
                                   const char *layout,
                                   const HaulierValidator *validator,
                                   HaulierFailure **out_failure);
gboolean haulier_part_file_adopt (HaulierPartFile *part,
                                  int fd,
                                  int record_fd,
                                  guint64 sequence,
                                  guint64 total,
                                  const char *layout,
                                  const HaulierValidator *validator,
                                  const HaulierExtents *held,
                                  const HaulierExtents *synced);
gboolean haulier_part_file_write (HaulierPartFile *part,
                                  guint64 offset,
                                  const guint8 *data,
                                  gsize length,
                                  HaulierFailure **out_failure);
gboolean haulier_part_file_is_complete (HaulierPartFile *part, guint64 total);
guint64 haulier_part_file_get_written_bytes (HaulierPartFile *part);
void haulier_part_file_flush_record (HaulierPartFile *part);
gboolean haulier_part_file_sync (HaulierPartFile *part);
guint64 haulier_part_file_get_unsynced_bytes (HaulierPartFile *part);
gboolean
haulier_part_file_check_space (HaulierPartFile *part, guint64 total, HaulierFailure **out_failure);
gboolean haulier_part_file_remove_record (HaulierPartFile *part);
void haulier_part_file_delete (HaulierPartFile *part);
void haulier_part_file_close (HaulierPartFile *part);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HaulierPartFile, haulier_part_file_unref)

G_END_DECLS
