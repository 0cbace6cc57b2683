/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* The inside of a folder: its two kinds, and the descriptor of one's own for this room only. */
#pragma once

#include "haulier-folder.h"

G_BEGIN_DECLS

/**
 * HaulierFolderKind:
 *
 * What the two kinds of folders do differently; see the functions of the same names.
 */
typedef struct
{
  gboolean (*create_part) (HaulierFolder *folder,
                           const HaulierPartNames *names,
                           gboolean with_record,
                           HaulierPartFds *out_fds,
                           HaulierFailure **out_failure);
  gboolean (*open_part) (HaulierFolder *folder,
                         const HaulierPartNames *names,
                         HaulierPartFds *out_fds,
                         HaulierFailure **out_failure);
  int (*find_named) (HaulierFolder *folder,
                     const HaulierPartNames *names,
                     const char *name,
                     guint64 total,
                     gboolean proven,
                     gboolean *out_named);
  gboolean (*settle_part) (HaulierFolder *folder,
                           const HaulierPartNames *names,
                           int fd,
                           mode_t mode,
                           gint64 modified,
                           HaulierFailure **out_failure);
  char *(*give_name) (HaulierFolder *folder,
                      const HaulierPartNames *names,
                      int fd,
                      const char *name,
                      gboolean overwrite,
                      gboolean number,
                      HaulierFailure **out_failure);
  gboolean (*remove) (HaulierFolder *folder, const HaulierPartNames *names, gboolean record);
  gboolean (*sync) (HaulierFolder *folder,
                    const HaulierPartNames *names,
                    gboolean whole_file_system);
  gboolean (*get_space) (HaulierFolder *folder,
                         const HaulierPartNames *names,
                         guint64 *out_free_bytes,
                         gboolean *out_reserves_cheaply);
  GArray *(*list_records) (HaulierFolder *folder, const HaulierPartNames *names);
} HaulierFolderKind;

struct _HaulierFolder
{
  gatomicrefcount references;
  const HaulierFolderKind *kind;
  char *path;
  HaulierFileChannel *channel; /* (nullable): to who opens it */
  GMutex mutex;                /* guards what follows */
  int fd;                      /* of one's own; -1 until it is opened */
};

extern const HaulierFolderKind haulier_folder_own_kind;
extern const HaulierFolderKind haulier_folder_served_kind;

int haulier_folder_open (HaulierFolder *folder, HaulierFailure **out_failure);
int haulier_folder_open_again (HaulierFolder *folder, HaulierFailure **out_failure);

G_END_DECLS
