/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* A folder that files are saved in: one's own, or one that another process opens. What is done in
 * it is asked for by name of the step; nobody else sees its descriptor. */
#pragma once

#include <glib.h>
#include <sys/types.h>

#include "haulier-failure.h"
#include "haulier-file-channel.h"
#include "haulier-part-name.h"

G_BEGIN_DECLS

typedef struct _HaulierFolder HaulierFolder;

/**
 * HaulierPartFds:
 * @fd: descriptor of a temporary file, or -1
 * @record_fd: descriptor of the progress record beside it, or -1
 */
typedef struct
{
  int fd;
  int record_fd;
} HaulierPartFds;

HaulierFolder *haulier_folder_new (const char *path);
HaulierFolder *haulier_folder_new_served (const char *path, HaulierFileChannel *channel);
HaulierFolder *haulier_folder_ref (HaulierFolder *folder);
void haulier_folder_unref (HaulierFolder *folder);
const char *haulier_folder_get_path (const HaulierFolder *folder);
gboolean haulier_folder_create_part (HaulierFolder *folder,
                                     const HaulierPartNames *names,
                                     gboolean with_record,
                                     HaulierPartFds *out_fds,
                                     HaulierFailure **out_failure);
gboolean haulier_folder_open_part (HaulierFolder *folder,
                                   const HaulierPartNames *names,
                                   HaulierPartFds *out_fds,
                                   HaulierFailure **out_failure);
int haulier_folder_find_named (HaulierFolder *folder,
                               const HaulierPartNames *names,
                               const char *name,
                               guint64 total,
                               gboolean proven,
                               gboolean *out_named);
gboolean haulier_folder_settle_part (HaulierFolder *folder,
                                     const HaulierPartNames *names,
                                     int fd,
                                     mode_t mode,
                                     gint64 modified,
                                     HaulierFailure **out_failure);
char *haulier_folder_give_name (HaulierFolder *folder,
                                const HaulierPartNames *names,
                                int fd,
                                const char *name,
                                gboolean overwrite,
                                gboolean number,
                                HaulierFailure **out_failure);
gboolean haulier_folder_remove_part (HaulierFolder *folder, const HaulierPartNames *names);
gboolean haulier_folder_remove_record (HaulierFolder *folder, const HaulierPartNames *names);
gboolean haulier_folder_sync (HaulierFolder *folder,
                              const HaulierPartNames *names,
                              gboolean whole_file_system);
gboolean haulier_folder_get_free_bytes (HaulierFolder *folder,
                                        const HaulierPartNames *names,
                                        guint64 *out_bytes);
gboolean haulier_folder_reserves_cheaply (HaulierFolder *folder, const HaulierPartNames *names);
GArray *haulier_folder_list_records (HaulierFolder *folder, const HaulierPartNames *names);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HaulierFolder, haulier_folder_unref)

G_END_DECLS
