/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* How many jobs each account has. */
#pragma once

#include "haulier-account.h"

G_BEGIN_DECLS

typedef struct _HaulierJobCount HaulierJobCount;

HaulierJobCount *haulier_job_count_new (void);
void haulier_job_count_free (HaulierJobCount *count);
void haulier_job_count_add (HaulierJobCount *count, HaulierAccount owner, gint n_jobs);
guint haulier_job_count_get (HaulierJobCount *count, HaulierAccount owner);
guint haulier_job_count_get_total (HaulierJobCount *count);

G_END_DECLS
