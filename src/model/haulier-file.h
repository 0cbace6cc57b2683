/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* One file of a job: where from, where to, how far. */
#pragma once

#include <glib.h>

#include "haulier-failure.h"
#include "haulier-words.h"

G_BEGIN_DECLS

/* BG_SIZE_UNKNOWN. */
#define HAULIER_SIZE_UNKNOWN G_MAXUINT64

/**
 * HaulierFileFlags:
 * @HAULIER_FILE_EXPLICIT: the person named the local file; otherwise a folder, and the name follows
 *   the address or the server
 * @HAULIER_FILE_OVERWRITE: an existing file may be replaced
 * @HAULIER_FILE_DURABLE: complete, and on stable storage
 * @HAULIER_FILE_FRESH: what is on the disk is not to be trusted
 */
typedef enum /*< skip >*/
{
  HAULIER_FILE_EXPLICIT = 1 << 0,
  HAULIER_FILE_OVERWRITE = 1 << 1,
  HAULIER_FILE_DURABLE = 1 << 2,
  HAULIER_FILE_FRESH = 1 << 3,
} HaulierFileFlags;

/**
 * HaulierFile:
 *
 * A plain value of the engine, the store and the front ends. What is zero or %NULL costs nothing:
 * a job has up to a million files.
 */
typedef struct
{
  guint index; /* position in the job, from 0 */
  HaulierFileState state;
  guint flags;             /* HaulierFileFlags */
  char *remote;            /* address without userinfo */
  char *local;             /* full path; bytes as the file system has them */
  guint64 total;           /* bytes, or HAULIER_SIZE_UNKNOWN */
  guint64 transferred;     /* bytes */
  gint64 modified;         /* seconds since 1970 as the server says, or 0 */
  char *ranges;            /* (nullable) text of haulier_ranges_parse() */
  char *checksum;          /* (nullable) what it must be: "sha256:…" */
  char *validator;         /* (nullable) for display */
  HaulierFailure *failure; /* (nullable) why it stopped last */
} HaulierFile;

HaulierFile *haulier_file_new (guint index, const char *remote, const char *local, guint flags);
HaulierFile *haulier_file_copy (const HaulierFile *file);
void haulier_file_free (HaulierFile *file);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HaulierFile, haulier_file_free)

G_END_DECLS
