/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* The steps that are taken with a file for another process, as far as it was ordered. */
#pragma once

#include <sys/types.h>

#include "haulier-file-message.h"
#include "haulier-file-packet.h"
#include "haulier-folder.h"

G_BEGIN_DECLS

/**
 * HaulierServedFlags:
 * @HAULIER_SERVED_RENAME: its name came from an address: a server may propose another one
 * @HAULIER_SERVED_OVERWRITE: a file of the ordered name may be replaced
 * @HAULIER_SERVED_HOLD: it keeps its temporary name
 */
typedef enum /*< skip >*/
{
  HAULIER_SERVED_RENAME = 1 << 0,
  HAULIER_SERVED_OVERWRITE = 1 << 1,
  HAULIER_SERVED_HOLD = 1 << 2,
} HaulierServedFlags;

/**
 * HaulierServedFile:
 * @folder: where it is
 * @names: its temporary names
 * @name: that it is to get
 * @flags: what may be done with it
 * @mode: permissions that it gets when it is complete
 * @n_requests: that were made for it
 * @recorded: whether it has a progress record
 * @device: of the temporary file that was handed over
 * @inode: of the same, 0 while there is none
 *
 * One file as the engine ordered it.
 */
typedef struct
{
  HaulierFolder *folder;
  HaulierPartNames names;
  char *name;
  HaulierServedFlags flags;
  mode_t mode;
  guint n_requests;
  gboolean recorded;
  dev_t device;
  ino_t inode;
} HaulierServedFile;

gboolean haulier_file_steps_take (HaulierServedFile *file,
                                  const HaulierFileRequest *request,
                                  HaulierFileReply *reply,
                                  int fds[HAULIER_FILE_PACKET_MAX_FDS],
                                  guint *n_fds);

G_END_DECLS
