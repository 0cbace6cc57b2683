/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Where a vault puts secrets so that they outlive the engine. */
#pragma once

#include "haulier-vault.h"

G_BEGIN_DECLS

/**
 * HaulierVaultBackend:
 * @kept: what a secret is that is there
 * @folder: (nullable): where its files are
 * @keep: keeps a secret under the reference of its credential; the result is a boolean
 * @look_up: finds one by its reference; the result is a #HaulierSecret
 * @inspect: finds out what there is of a job; the result is a #GHashTable of reference to
 * #HaulierKept, which may have others, too
 * @remove: forgets one; the result is a boolean
 * @sweep: (nullable): forgets all but those whose references are in a set; there is no result
 *
 * Each function ends within a limited time, asks nobody, and gives its callback a #GTask.
 * Errors: as haulier_vault_lookup_finish().
 */
typedef struct _HaulierVaultBackend HaulierVaultBackend;
struct _HaulierVaultBackend
{
  HaulierKept kept;
  char *folder;
  void (*keep) (const HaulierVaultBackend *self,
                const char *job_id,
                const HaulierCredential *credential,
                HaulierSecret *secret,
                GCancellable *cancellable,
                GAsyncReadyCallback callback,
                gpointer user_data);
  void (*look_up) (const HaulierVaultBackend *self,
                   const char *reference,
                   GCancellable *cancellable,
                   GAsyncReadyCallback callback,
                   gpointer user_data);
  void (*inspect) (const HaulierVaultBackend *self,
                   const char *job_id,
                   GCancellable *cancellable,
                   GAsyncReadyCallback callback,
                   gpointer user_data);
  void (*remove) (const HaulierVaultBackend *self,
                  const char *reference,
                  GAsyncReadyCallback callback,
                  gpointer user_data);
  void (*sweep) (const HaulierVaultBackend *self,
                 GHashTable *used,
                 GAsyncReadyCallback callback,
                 gpointer user_data);
};

/* haulier-keyring-backend.c */
HaulierVaultBackend *haulier_keyring_backend_new (void);
/* haulier-sealed-backend.c */
HaulierVaultBackend *haulier_sealed_backend_new (const char *folder);

void haulier_vault_backend_free (HaulierVaultBackend *backend);

G_END_DECLS
