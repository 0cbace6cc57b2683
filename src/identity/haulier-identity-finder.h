/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Whose rights the two sides of a job have: who opens its files, who speaks to the network. */
#pragma once

#include <gio/gio.h>

#include "haulier-engine-scope.h"
#include "haulier-helper-registry.h"
#include "haulier-job.h"
#include "haulier-machine-credentials.h"
#include "haulier-security-context.h"

G_BEGIN_DECLS

typedef struct _HaulierIdentityFinder HaulierIdentityFinder;

/**
 * HaulierJobSides:
 * @HAULIER_JOB_SIDES_FILES: its files are to be looked at, named or deleted
 * @HAULIER_JOB_SIDES_BOTH: it is to be transferred
 */
typedef enum
{
  HAULIER_JOB_SIDES_FILES,
  HAULIER_JOB_SIDES_BOTH,
} HaulierJobSides;

/**
 * HaulierJobIdentities:
 * @files: who opens, creates and renames the job's files
 * @network: (nullable): who transfers, if that was asked
 * @split: whether the files are for a process of their own
 */
typedef struct
{
  HaulierSecurityContext *files;
  HaulierSecurityContext *network;
  gboolean split;
} HaulierJobIdentities;

HaulierIdentityFinder *haulier_identity_finder_new (HaulierEngineScope scope,
                                                    HaulierHelperRegistry *helpers,
                                                    HaulierMachineCredentials *machine);
void haulier_identity_finder_free (HaulierIdentityFinder *finder);
HaulierEngineScope haulier_identity_finder_get_scope (const HaulierIdentityFinder *finder);
void haulier_identity_finder_find_async (HaulierIdentityFinder *finder,
                                         const HaulierJob *job,
                                         HaulierJobSides sides,
                                         GAsyncReadyCallback callback,
                                         gpointer user_data);
void haulier_identity_finder_set_used (HaulierIdentityFinder *finder,
                                       const HaulierSecurityContext *network,
                                       gboolean used);
HaulierJobIdentities *haulier_identity_finder_find_finish (GAsyncResult *result, GError **error);
void haulier_job_identities_free (HaulierJobIdentities *identities);
void haulier_identity_finder_find_owner_async (HaulierIdentityFinder *finder,
                                               HaulierAccount owner,
                                               GAsyncReadyCallback callback,
                                               gpointer user_data);
HaulierSecurityContext *haulier_identity_finder_find_owner_finish (GAsyncResult *result,
                                                                   GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HaulierIdentityFinder, haulier_identity_finder_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HaulierJobIdentities, haulier_job_identities_free)

G_END_DECLS
