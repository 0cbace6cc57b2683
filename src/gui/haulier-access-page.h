/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* The access plan of the job on show, and the ways to change it. */
#pragma once

#include <adwaita.h>

#include "haulier-client.h"
#include "haulier-job-item.h"

G_BEGIN_DECLS

#define HAULIER_TYPE_ACCESS_PAGE (haulier_access_page_get_type ())
G_DECLARE_FINAL_TYPE (HaulierAccessPage, haulier_access_page, HAULIER, ACCESS_PAGE, AdwBin)

/* Signal `message` (text): something to tell in passing. */

void
haulier_access_page_show (HaulierAccessPage *self, HaulierClient *client, HaulierJobItem *item);

G_END_DECLS
