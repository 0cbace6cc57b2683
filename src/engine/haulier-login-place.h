/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* What was tried to log in at one place: who asked, for which realm; and what is being tried now.
 */
#pragma once

#include <glib.h>

#include "haulier-job.h"
#include "haulier-failure.h"
#include "haulier-login-record.h"
#include "haulier-login-refusals.h"
#include "haulier-login.h"

G_BEGIN_DECLS

/**
 * HaulierLoginLease:
 * @number: what the worker calls it
 * @run: whose request tries it; only compared
 * @job: the job, as long as that runs
 * @kind: what is tried
 * @scheme: how
 * @stamp: of the credential, 0 for logon credentials that the job does not have set
 * @user: (nullable): its user name
 * @past: what had become of it when it was given out
 * @file: (in @withheld): the only file that it is not tried for; %HAULIER_FAILURE_NO_FILE: any
 * @explicit: with a password, which may be a wrong one
 * @open: it was accepted, or is known to be good: nobody waits for it
 * @message: (nullable): why it was of no use
 *
 * A login that was given out. While it is tried nobody else gets the same one.
 */
typedef struct
{
  guint64 number;
  gconstpointer run;
  const HaulierJob *job;
  HaulierCandidateKind kind;
  HaulierAuthScheme scheme;
  guint64 stamp;
  char *user;
  HaulierLoginPast past;
  guint file;
  gboolean explicit;
  gboolean open;
  char *message;
} HaulierLoginLease;

/**
 * HaulierLoginPlace:
 * @where: owner, target, origin and realm; the rest of it means nothing
 * @records: (nullable) (element-type HaulierLoginRecord): what was tried; %NULL until it is read
 * @leases: (element-type HaulierLoginLease): what was given out
 * @withheld: (element-type HaulierLoginLease): what one run of a job does not try again
 * @lost: (element-type HaulierLoginLease): what was sent once without an answer
 * @n_visits: questions about it that are not answered yet
 */
typedef struct
{
  HaulierLoginRecord *where;
  GPtrArray *records;
  GPtrArray *leases;
  GPtrArray *withheld;
  GPtrArray *lost;
  guint n_visits;
} HaulierLoginPlace;

HaulierLoginPlace *haulier_login_place_new (const HaulierLoginRecord *where);
void haulier_login_place_free (HaulierLoginPlace *place);
gboolean haulier_login_place_is (const HaulierLoginPlace *place, const HaulierLoginRecord *where);
void haulier_login_lease_free (HaulierLoginLease *lease);
HaulierLoginRecord *haulier_login_place_note (HaulierLoginPlace *place,
                                              const HaulierLoginLease *lease,
                                              HaulierLoginOutcome outcome,
                                              gint64 time);
gboolean haulier_login_place_has_outcome (const HaulierLoginPlace *place,
                                          const HaulierLoginLease *lease,
                                          HaulierLoginOutcome outcome);
HaulierLoginPast haulier_login_place_get_past (const HaulierLoginPlace *place,
                                               const HaulierLoginLease *lease);
HaulierLoginLease *haulier_login_place_find_probe (const HaulierLoginPlace *place,
                                                   const HaulierLoginLease *like);
HaulierLoginLease *haulier_login_place_find_lease (const HaulierLoginPlace *place, guint64 number);
void haulier_login_place_withhold (HaulierLoginPlace *place,
                                   const HaulierLoginLease *lease,
                                   guint file,
                                   const char *message);
const char *haulier_login_place_get_message (const HaulierLoginPlace *place, gconstpointer run);
gboolean haulier_login_place_count_lost (HaulierLoginPlace *place, const HaulierLoginLease *lease);
void haulier_login_place_end_lease (HaulierLoginPlace *place, HaulierLoginLease *lease);
HaulierLoginLease *haulier_login_lease_copy (const HaulierLoginLease *lease);
gboolean haulier_login_place_forget_run (HaulierLoginPlace *place, gconstpointer run);
GArray *
haulier_login_place_list_frozen (const HaulierLoginPlace *place, gconstpointer run, guint file);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HaulierLoginPlace, haulier_login_place_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HaulierLoginLease, haulier_login_lease_free)

G_END_DECLS
