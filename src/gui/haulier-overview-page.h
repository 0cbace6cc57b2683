/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* How it stands with one job: progress, speed, what went wrong, where from and where to. */
#pragma once

#include <adwaita.h>

#include "haulier-client.h"
#include "haulier-job-item.h"
#include "haulier-speed-log.h"

G_BEGIN_DECLS

#define HAULIER_TYPE_OVERVIEW_PAGE (haulier_overview_page_get_type ())
G_DECLARE_FINAL_TYPE (HaulierOverviewPage, haulier_overview_page, HAULIER, OVERVIEW_PAGE, AdwBin)

/* Signal `message` (text): something to tell in passing. */

void haulier_overview_page_show (HaulierOverviewPage *self,
                                 HaulierClient *client,
                                 HaulierSpeedLog *log,
                                 HaulierJobItem *item);
void haulier_overview_page_update_graph (HaulierOverviewPage *self);

G_END_DECLS
