/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* A folder that files are saved in, opened once and used through its descriptor. */
#pragma once

#include <glib.h>

#include "haulier-failure.h"

G_BEGIN_DECLS

typedef struct _HaulierFolder HaulierFolder;

HaulierFolder *haulier_folder_new (const char *path);
HaulierFolder *haulier_folder_ref (HaulierFolder *folder);
void haulier_folder_unref (HaulierFolder *folder);
const char *haulier_folder_get_path (const HaulierFolder *folder);
int haulier_folder_open (HaulierFolder *folder, HaulierFailure **out_failure);
int haulier_folder_open_again (HaulierFolder *folder, HaulierFailure **out_failure);
gboolean haulier_folder_get_free_bytes (HaulierFolder *folder, guint64 *out_bytes);
gboolean haulier_folder_reserves_cheaply (HaulierFolder *folder);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HaulierFolder, haulier_folder_unref)

G_END_DECLS
