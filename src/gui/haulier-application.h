/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* The application: one instance, its actions, and what opens its window. */
#pragma once

#include <adwaita.h>

#include "haulier-all-jobs.h"
#include "haulier-job-watch.h"
#include "haulier-memory.h"
#include "haulier-notifier.h"

G_BEGIN_DECLS

#define HAULIER_APPLICATION_ID "org.haulier.Haulier"

#define HAULIER_TYPE_APPLICATION (haulier_application_get_type ())
G_DECLARE_FINAL_TYPE (HaulierApplication, haulier_application, HAULIER, APPLICATION, AdwApplication)

/* Property `unreachable`: why there is no engine, or %NULL while there is one or it is looked for.
 */

HaulierApplication *haulier_application_new (void);
HaulierEngines *haulier_application_get_engines (HaulierApplication *self);
HaulierAllJobs *haulier_application_get_jobs (HaulierApplication *self);
HaulierJobWatch *haulier_application_get_watch (HaulierApplication *self);
HaulierMemory *haulier_application_get_memory (HaulierApplication *self);
HaulierNotifier *haulier_application_get_notifier (HaulierApplication *self);
const char *haulier_application_get_unreachable (HaulierApplication *self);
void haulier_application_open_engine (HaulierApplication *self);

G_END_DECLS
