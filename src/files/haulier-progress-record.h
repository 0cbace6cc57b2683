/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* What a temporary file holds: written beside it, so that a new worker knows without asking anyone.
 */
#pragma once

#include <glib.h>

#include "haulier-extents.h"
#include "haulier-validator.h"

G_BEGIN_DECLS

/* Two slots are written in turn: a write that was cut off spoils one of them only. */
#define HAULIER_PROGRESS_RECORD_SLOT_BYTES 4096
#define HAULIER_PROGRESS_RECORD_N_SLOTS 2
#define HAULIER_PROGRESS_RECORD_BYTES                                                              \
  (HAULIER_PROGRESS_RECORD_SLOT_BYTES * HAULIER_PROGRESS_RECORD_N_SLOTS)
/* Of each kind; more than connections can leave behind. */
#define HAULIER_PROGRESS_RECORD_MAX_EXTENTS 64

typedef struct
{
  guint64 sequence; /* the slot with the greater one counts */
  char *job_id;
  guint32 index;               /* of the file in the job */
  char *boot_id;               /* of the kernel that ran when it was written */
  char *layout;                /* digest of which parts of the remote file are wanted */
  guint64 total;               /* bytes of the local file, or HAULIER_SIZE_UNKNOWN */
  HaulierValidator *validator; /* (nullable) */
  HaulierExtents *written;     /* handed to the kernel */
  HaulierExtents *synced;      /* on stable storage */
} HaulierProgressRecord;

HaulierProgressRecord *haulier_progress_record_new (void);
void haulier_progress_record_free (HaulierProgressRecord *record);
void haulier_progress_record_encode (const HaulierProgressRecord *record,
                                     guint8 slot[HAULIER_PROGRESS_RECORD_SLOT_BYTES]);
HaulierProgressRecord *haulier_progress_record_decode (const guint8 *data, gsize length);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HaulierProgressRecord, haulier_progress_record_free)

G_END_DECLS
