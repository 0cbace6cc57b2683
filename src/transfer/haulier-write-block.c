/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* A piece of a file on its way from the network to the disk. */
#include "config.h"

#include "haulier-write-block.h"

/**
 * haulier_write_block_run:
 * @task: the task of a #HaulierWriteBlock
 *
 * Writes the block and feeds the hasher. When the file could not be opened nothing is written: that
 * has been reported already.
 */
void
haulier_write_block_run (HaulierIoTask *task)
{
  HaulierWriteBlock *block = (HaulierWriteBlock *) task;

  if (haulier_part_file_get_fd (block->part) < 0)
    return;
  if (haulier_part_file_write (
          block->part, block->offset, block->data, block->length, &block->failure)
      && block->hasher != NULL)
    haulier_hasher_feed (block->hasher, block->offset, block->data, block->length);
}
