/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* A piece of a file on its way from the network to the disk. */
#pragma once

#include <glib.h>

#include "haulier-hasher.h"
#include "haulier-io-thread.h"
#include "haulier-part-file.h"

G_BEGIN_DECLS

/* Small steady writes are what disks like best. */
#define HAULIER_WRITE_BLOCK_BYTES (64 * 1024)

/**
 * HaulierWriteBlock:
 * @task: so that the I/O thread can write it
 * @owner: of the block while it is written
 * @part: where to
 * @hasher: (nullable): what the I/O thread feeds with it
 * @offset: position in the file
 * @length: bytes in @data
 * @failure: (nullable): why it was not written
 */
typedef struct
{
  HaulierIoTask task;
  gpointer owner;
  HaulierPartFile *part;
  HaulierHasher *hasher;
  guint64 offset;
  gsize length;
  HaulierFailure *failure;
  guint8 data[HAULIER_WRITE_BLOCK_BYTES];
} HaulierWriteBlock;

void haulier_write_block_run (HaulierIoTask *task);

G_END_DECLS
