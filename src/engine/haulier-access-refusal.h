/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Stops a job before anything is sent where the plan says that it fails anyway. */
#pragma once

#include "haulier-failure.h"
#include "haulier-job.h"
#include "haulier-trace-record.h"

G_BEGIN_DECLS

HaulierFailure *haulier_access_refusal_find (const HaulierJob *job,
                                             GVariant *settings,
                                             HaulierTraceRecord **out_record);

G_END_DECLS
