/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Waits until jobs are finished, and says how each one ended. */
#pragma once

#include "haulier-cli.h"
#include "haulier-job.h"

G_BEGIN_DECLS

HaulierCliStatus haulier_cli_wait_for_jobs (HaulierCli *cli, GPtrArray *jobs, guint timeout_sec);
gboolean haulier_cli_wait_is_over (const HaulierJob *job, HaulierCliStatus *out_status);

G_END_DECLS
