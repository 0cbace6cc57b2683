/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Where passwords are: with the keyring of a person or sealed for a computer, else in memory only.
 */
#pragma once

#include <gio/gio.h>

#include "haulier-credential.h"
#include "haulier-engine-scope.h"
#include "haulier-secret.h"

G_BEGIN_DECLS

/* The nickname of a value is the word on the bus. */
typedef enum
{
  HAULIER_KEPT_NONE,    /* there is no secret: logon credentials */
  HAULIER_KEPT_KEYRING, /* the keyring has it */
  HAULIER_KEPT_MEMORY,  /* it goes with the engine */
  HAULIER_KEPT_LOCKED,  /* the keyring has it, and is locked */
  HAULIER_KEPT_MISSING, /* it is not there any more */
  HAULIER_KEPT_MACHINE, /* a file has it that this computer alone can read */
} HaulierKept;

/**
 * HaulierVault:
 *
 * Asks the Secret Service or systemd-creds, asynchronously and with a time limit, and never lets
 * anything ask a person: a locked keyring is a state. What neither takes stays in memory.
 */
#define HAULIER_TYPE_VAULT (haulier_vault_get_type ())
G_DECLARE_FINAL_TYPE (HaulierVault, haulier_vault, HAULIER, VAULT, GObject)

HaulierVault *haulier_vault_new (HaulierEngineScope scope, const char *folder);
gboolean haulier_vault_is_needed (HaulierVault *self);
void haulier_vault_keep_async (HaulierVault *self,
                               const char *job_id,
                               const HaulierCredential *credential,
                               HaulierSecret *secret,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
HaulierKept haulier_vault_keep_finish (HaulierVault *self, GAsyncResult *result, GError **error);
void haulier_vault_lookup_async (HaulierVault *self,
                                 const char *reference,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
HaulierSecret *haulier_vault_lookup_finish (HaulierVault *self,
                                            GAsyncResult *result,
                                            HaulierKept *out_kept,
                                            GError **error);
void haulier_vault_inspect_async (HaulierVault *self,
                                  const char *job_id,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
GHashTable *haulier_vault_inspect_finish (HaulierVault *self, GAsyncResult *result, GError **error);
HaulierKept haulier_vault_tell (GHashTable *found, const HaulierCredential *credential);
void haulier_vault_remove_async (HaulierVault *self,
                                 const char *reference,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
gboolean haulier_vault_remove_finish (HaulierVault *self, GAsyncResult *result, GError **error);
void haulier_vault_sweep_async (HaulierVault *self,
                                GHashTable *used,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
void haulier_vault_sweep_finish (HaulierVault *self, GAsyncResult *result);

G_END_DECLS
