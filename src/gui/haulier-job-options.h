/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* What can be changed of a job while it runs: priority and speed limit. */
#pragma once

#include <adwaita.h>

#include "haulier-client.h"
#include "haulier-job.h"

G_BEGIN_DECLS

#define HAULIER_TYPE_JOB_OPTIONS (haulier_job_options_get_type ())
G_DECLARE_FINAL_TYPE (HaulierJobOptions,
                      haulier_job_options,
                      HAULIER,
                      JOB_OPTIONS,
                      AdwPreferencesGroup)

/* Signal `refused` (message): the engine did not take a change. */

void haulier_job_options_show (HaulierJobOptions *self,
                               HaulierClient *client,
                               const char *id,
                               const HaulierJobSettings *settings);

G_END_DECLS
