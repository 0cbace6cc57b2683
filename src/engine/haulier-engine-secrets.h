/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Where the passwords of jobs are: kept before a job is there, dropped when it ends, listed. */
#pragma once

#include "haulier-engine.h"
#include "haulier-secret.h"
#include "haulier-vault.h"

G_BEGIN_DECLS

/* The nickname of a value is the word on the bus. */
typedef enum
{
  HAULIER_CREDENTIAL_STATE_UNUSED,
  HAULIER_CREDENTIAL_STATE_ACCEPTED,
  HAULIER_CREDENTIAL_STATE_FROZEN,   /* rejected, or tried without an outcome: not sent again */
  HAULIER_CREDENTIAL_STATE_REFUSED,  /* accepted, and refused for one file since */
  HAULIER_CREDENTIAL_STATE_REJECTED, /* logon credentials, which are sent again the next time */
} HaulierCredentialState;

/**
 * HaulierCredentialReport:
 * @credential: a credential of a job
 * @kept: where its password is
 * @state: what became of it when it was used last
 */
typedef struct
{
  HaulierCredential *credential;
  HaulierKept kept;
  HaulierCredentialState state;
} HaulierCredentialReport;

void haulier_engine_list_credentials_async (HaulierEngine *self,
                                            const char *id,
                                            GAsyncReadyCallback callback,
                                            gpointer user_data);
void haulier_engine_list_host_rules_async (HaulierEngine *self,
                                           HaulierAccount owner,
                                           GAsyncReadyCallback callback,
                                           gpointer user_data);
GPtrArray *
haulier_engine_list_credentials_finish (HaulierEngine *self, GAsyncResult *result, GError **error);
void haulier_engine_keep_secrets_async (HaulierEngine *self,
                                        const HaulierJob *job,
                                        GHashTable *secrets,
                                        GAsyncReadyCallback callback,
                                        gpointer user_data);
void haulier_engine_keep_secrets_finish (HaulierEngine *self, GAsyncResult *result);
void haulier_engine_drop_secrets (HaulierEngine *self, GHashTable *secrets);

G_END_DECLS
