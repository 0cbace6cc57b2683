/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* What one user has of the computer's own Kerberos credentials: a ticket, or why there is none. */
#pragma once

#include <glib.h>
#include <sys/stat.h>

#include "haulier-ticket-report.h"

G_BEGIN_DECLS

/**
 * HaulierMachineCredentialState:
 * @HAULIER_MACHINE_CREDENTIAL_UNKNOWN: nobody asked yet
 * @HAULIER_MACHINE_CREDENTIAL_NONE: the computer has no identity on the network
 * @HAULIER_MACHINE_CREDENTIAL_READY: there is a ticket
 * @HAULIER_MACHINE_CREDENTIAL_FAILED: it has one, and could not get a ticket
 */
typedef enum
{
  HAULIER_MACHINE_CREDENTIAL_UNKNOWN,
  HAULIER_MACHINE_CREDENTIAL_NONE,
  HAULIER_MACHINE_CREDENTIAL_READY,
  HAULIER_MACHINE_CREDENTIAL_FAILED,
} HaulierMachineCredentialState;

/**
 * HaulierMachineCredential:
 * @state: what there is
 * @principal: (nullable): whose ticket it is, or who was refused one
 * @expires: when the ticket ends, seconds since 1970; 0 when there is none
 * @reason: (nullable): what was tried last, and why it failed
 * @evidence: (nullable): `a(sis)`: kind ("krb5"), number, text
 * @keytab: what it came of
 * @due: monotonic microseconds: when another ticket is to be asked for; 0: never
 * @retry_sec: what the last failure waits for
 */
typedef struct
{
  HaulierMachineCredentialState state;
  char *principal;
  gint64 expires;
  char *reason;
  GVariant *evidence;
  /*< private >*/
  struct stat keytab;
  gint64 due;
  guint retry_sec;
} HaulierMachineCredential;

void haulier_machine_credential_clear (HaulierMachineCredential *credential);
void haulier_machine_credential_set_none (HaulierMachineCredential *credential, const char *reason);
void haulier_machine_credential_set_failed (HaulierMachineCredential *credential,
                                            const char *principal,
                                            const char *reason,
                                            GVariant *evidence);
void haulier_machine_credential_set_ready (HaulierMachineCredential *credential,
                                           const HaulierTicketReport *report);
gboolean haulier_machine_credential_is_good (const HaulierMachineCredential *credential);
gboolean haulier_machine_credential_is_due (const HaulierMachineCredential *credential,
                                            const struct stat *keytab);

G_END_DECLS
