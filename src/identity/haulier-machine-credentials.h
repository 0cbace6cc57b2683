/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* The computer's own Kerberos credentials, for the accounts that speak to the network as it. */
#pragma once

#include <gio/gio.h>

#include "haulier-account.h"
#include "haulier-machine-credential.h"
#include "haulier-security-context.h"

G_BEGIN_DECLS

/**
 * HaulierMachineCredentials:
 *
 * One ticket for each user that carries an account with computer credentials, in a file that this
 * user alone can read. No Kerberos library is in this process.
 */
#define HAULIER_TYPE_MACHINE_CREDENTIALS (haulier_machine_credentials_get_type ())
G_DECLARE_FINAL_TYPE (HaulierMachineCredentials,
                      haulier_machine_credentials,
                      HAULIER,
                      MACHINE_CREDENTIALS,
                      GObject)

HaulierMachineCredentials *haulier_machine_credentials_new (const char *folder, const char *host);
void haulier_machine_credentials_set_keytab (HaulierMachineCredentials *self, const char *path);
void haulier_machine_credentials_ensure_async (HaulierMachineCredentials *self,
                                               HaulierAccount account,
                                               HaulierSecurityContext *context,
                                               GAsyncReadyCallback callback,
                                               gpointer user_data);
HaulierSecurityContext *haulier_machine_credentials_ensure_finish (HaulierMachineCredentials *self,
                                                                   GAsyncResult *result,
                                                                   GError **error);
void haulier_machine_credentials_set_needed (HaulierMachineCredentials *self,
                                             uid_t uid,
                                             gboolean needed);
const HaulierMachineCredential *haulier_machine_credentials_peek (HaulierMachineCredentials *self,
                                                                  HaulierAccount account);

G_END_DECLS
