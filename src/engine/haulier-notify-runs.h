/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Notify commands: each runs when its job is done, and again later until it goes well. */
#pragma once

#include "haulier-store.h"
#include "haulier-identity-finder.h"
#include "haulier-task.h"

G_BEGIN_DECLS

typedef struct _HaulierNotifyRuns HaulierNotifyRuns;

HaulierNotifyRuns *haulier_notify_runs_new (HaulierStore *store, HaulierIdentityFinder *identities);
void haulier_notify_runs_free (HaulierNotifyRuns *runs);
void haulier_notify_runs_consider (HaulierNotifyRuns *runs, HaulierTask *task);
void haulier_notify_runs_withdraw (HaulierNotifyRuns *runs, HaulierTask *task);
gboolean haulier_notify_runs_are_due (HaulierNotifyRuns *runs);

G_END_DECLS
