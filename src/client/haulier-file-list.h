/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* The files of one job: a GListModel of HaulierFileItem that asks only for what is looked at. */
#pragma once

#include "haulier-client.h"
#include "haulier-file-item.h"
#include "haulier-job-item.h"

G_BEGIN_DECLS

#define HAULIER_TYPE_FILE_LIST (haulier_file_list_get_type ())
G_DECLARE_FINAL_TYPE (HaulierFileList, haulier_file_list, HAULIER, FILE_LIST, GObject)

HaulierFileList *haulier_file_list_new (HaulierClient *client, HaulierJobItem *job);

G_END_DECLS
