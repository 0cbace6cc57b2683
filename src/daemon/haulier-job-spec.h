/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Unpacks what CreateJob and AddFiles get, and refuses what makes no sense. */
#pragma once

#include <glib.h>

#include "haulier-job.h"
#include "haulier-secret-intake.h"

G_BEGIN_DECLS

gboolean haulier_job_spec_read_owner (GVariant *spec, HaulierAccount *account, GError **error);
HaulierJob *haulier_job_spec_read (GVariant *spec,
                                   HaulierAccount owner,
                                   HaulierSecretIntake *intake,
                                   gboolean *out_start,
                                   GError **error);
gboolean haulier_job_spec_read_files (GVariant *files,
                                      guint max_files,
                                      HaulierJobAccess *access,
                                      HaulierSecretIntake *intake,
                                      GPtrArray *list,
                                      GError **error);

G_END_DECLS
