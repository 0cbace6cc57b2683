/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* What happened to the job on show, step by step, to read and to copy. */
#pragma once

#include <adwaita.h>

#include "haulier-client.h"
#include "haulier-job-item.h"

G_BEGIN_DECLS

#define HAULIER_TYPE_TRACE_PAGE (haulier_trace_page_get_type ())
G_DECLARE_FINAL_TYPE (HaulierTracePage, haulier_trace_page, HAULIER, TRACE_PAGE, AdwBin)

void haulier_trace_page_show (HaulierTracePage *self, HaulierClient *client, HaulierJobItem *item);

G_END_DECLS
