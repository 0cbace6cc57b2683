/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Which files of a job an earlier worker has left something of: found with one look at each folder.
 */
#pragma once

#include <glib.h>

#include "haulier-transfer-context.h"

G_BEGIN_DECLS

typedef struct _HaulierLeftovers HaulierLeftovers;

/**
 * HaulierLeftoversFound:
 *
 * A folder was looked at.
 */
typedef void (*HaulierLeftoversFound) (gpointer user_data);

HaulierLeftovers *haulier_leftovers_new (HaulierTransferContext *context,
                                         const char *job_id,
                                         HaulierLeftoversFound found,
                                         gpointer user_data);
void haulier_leftovers_free (HaulierLeftovers *leftovers);
gboolean haulier_leftovers_look (HaulierLeftovers *leftovers, HaulierFolder *folder, guint index);
gboolean haulier_leftovers_have (HaulierLeftovers *leftovers, HaulierFolder *folder, guint index);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HaulierLeftovers, haulier_leftovers_free)

G_END_DECLS
