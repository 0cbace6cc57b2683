/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* What the files of a job add up to: kept while files change, never counted anew. */
#pragma once

#include "haulier-job.h"

G_BEGIN_DECLS

void haulier_file_tally_reset (HaulierJob *job);
void haulier_file_tally_add (HaulierJob *job, const HaulierFile *file);
void haulier_file_tally_remove (HaulierJob *job, const HaulierFile *file);

G_END_DECLS
