/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Jobs, files, trace records and errors as JSON; the keys are stable. */
#pragma once

#include "haulier-cli-json.h"
#include "haulier-cli.h"
#include "haulier-job.h"
#include "haulier-trace-record.h"

G_BEGIN_DECLS

void haulier_cli_json_job (HaulierCliJson *json, HaulierCli *cli, const HaulierJob *job);
void haulier_cli_json_job_members (HaulierCliJson *json,
                                   HaulierCli *cli,
                                   const HaulierJob *job,
                                   const char *profile,
                                   GPtrArray *plan);
void haulier_cli_json_file (HaulierCliJson *json, const HaulierFile *file);
void haulier_cli_json_record (HaulierCliJson *json, const HaulierTraceRecord *record);
void haulier_cli_json_error (HaulierCliJson *json,
                             const char *key,
                             gint code,
                             gint context,
                             const char *message);

G_END_DECLS
