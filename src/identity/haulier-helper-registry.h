/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* The identities that are lent to jobs now. In memory only: a helper token is not persistent. */
#pragma once

#include <gio/gio.h>

#include "haulier-consent.h"
#include "haulier-logon-watch.h"
#include "haulier-security-context.h"

G_BEGIN_DECLS

/**
 * HaulierLoan:
 * @context: who is lent, with the Kerberos cache
 * @session: (nullable): id of the login session that it came from
 * @principal: (nullable): the Kerberos principal of the cache
 * @since: wall clock, microseconds since 1970
 * @consent: (nullable): what the lender agreed to; %NULL where the owner lends himself
 */
typedef struct
{
  HaulierSecurityContext *context;
  char *session;
  char *principal;
  gint64 since;
  HaulierConsent *consent;
} HaulierLoan;

HaulierLoan *haulier_loan_new (HaulierSecurityContext *context, const char *session);
void haulier_loan_free (HaulierLoan *loan);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HaulierLoan, haulier_loan_free)

#define HAULIER_TYPE_HELPER_REGISTRY (haulier_helper_registry_get_type ())
G_DECLARE_FINAL_TYPE (HaulierHelperRegistry,
                      haulier_helper_registry,
                      HAULIER,
                      HELPER_REGISTRY,
                      GObject)

HaulierHelperRegistry *haulier_helper_registry_new (HaulierLogonWatch *logon);
gboolean haulier_helper_registry_lend (HaulierHelperRegistry *self,
                                       const char *job_id,
                                       HaulierLoan *loan,
                                       GError **error);
void haulier_helper_registry_remove (HaulierHelperRegistry *self, const char *job_id);
const HaulierLoan *haulier_helper_registry_get_loan (HaulierHelperRegistry *self,
                                                     const char *job_id);
GPtrArray *haulier_helper_registry_list (HaulierHelperRegistry *self, uid_t uid);
gboolean haulier_helper_registry_is_empty (HaulierHelperRegistry *self);
HaulierSecurityContext *haulier_helper_registry_lookup (HaulierHelperRegistry *self,
                                                        const char *job_id);

G_END_DECLS
