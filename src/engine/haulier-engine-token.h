/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Helper tokens of jobs: lent, used for what, taken back, lost. */
#pragma once

#include "haulier-engine.h"
#include "haulier-helper-registry.h"

G_BEGIN_DECLS

gboolean haulier_engine_is_account_logged_on (HaulierEngine *self, HaulierAccount account);
HaulierLogonWatch *haulier_engine_get_logon_watch (HaulierEngine *self);
const HaulierLoan *haulier_engine_get_loan (HaulierEngine *self, const char *id);
void haulier_engine_tell_changed (HaulierEngine *self, const char *id);
void haulier_engine_set_token_flags_async (HaulierEngine *self,
                                           const char *id,
                                           guint flags,
                                           GAsyncReadyCallback callback,
                                           gpointer user_data);
void haulier_engine_ask_consent_async (HaulierEngine *self,
                                       const char *id,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data);
HaulierConsent *
haulier_engine_ask_consent_finish (HaulierEngine *self, GAsyncResult *result, GError **error);
void haulier_engine_lend_async (HaulierEngine *self,
                                const char *id,
                                HaulierLoan *loan,
                                const char *digest,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
GPtrArray *haulier_engine_list_loans (HaulierEngine *self, uid_t uid);
gboolean
haulier_engine_withdraw_token (HaulierEngine *self, const char *id, uid_t uid, GError **error);
void haulier_engine_clear_token_async (HaulierEngine *self,
                                       const char *id,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data);

G_END_DECLS
