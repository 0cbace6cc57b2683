/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Complete files that an earlier worker wrote and did not, or not reportedly, sync. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _HaulierLateSync HaulierLateSync;

HaulierLateSync *haulier_late_sync_new (void);
void haulier_late_sync_free (HaulierLateSync *sync);
gboolean haulier_late_sync_file (HaulierLateSync *sync,
                                 const char *job_id,
                                 guint index,
                                 const char *path,
                                 gboolean held);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HaulierLateSync, haulier_late_sync_free)

G_END_DECLS
