/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* The folders that files are saved in, one for each path. */
#pragma once

#include <glib.h>

#include "haulier-folder.h"

G_BEGIN_DECLS

typedef struct _HaulierFolderSet HaulierFolderSet;

HaulierFolderSet *haulier_folder_set_new (HaulierFileChannel *channel);
void haulier_folder_set_free (HaulierFolderSet *set);
HaulierFolder *haulier_folder_set_ref_folder (HaulierFolderSet *set, const char *path);
void haulier_folder_set_forget (HaulierFolderSet *set);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HaulierFolderSet, haulier_folder_set_free)

G_END_DECLS
