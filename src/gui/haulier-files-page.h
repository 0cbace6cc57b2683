/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* The files of the job on show, as a list of any length. */
#pragma once

#include <adwaita.h>

#include "haulier-client.h"
#include "haulier-job-item.h"

G_BEGIN_DECLS

#define HAULIER_TYPE_FILES_PAGE (haulier_files_page_get_type ())
G_DECLARE_FINAL_TYPE (HaulierFilesPage, haulier_files_page, HAULIER, FILES_PAGE, AdwBin)

void haulier_files_page_show (HaulierFilesPage *self, HaulierClient *client, HaulierJobItem *item);

G_END_DECLS
