/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Whether a job runs its notify command. */
#pragma once

#include <glib.h>

#include "haulier-account.h"
#include "haulier-job-transition.h"

G_BEGIN_DECLS

gboolean haulier_notification_runs_command (HaulierAccountKind owner,
                                            HaulierJobEvent event,
                                            guint notify_flags);

G_END_DECLS
