/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* The engines that a person has to do with: the own one, and that of the computer. */
#pragma once

#include "haulier-account-list.h"
#include "haulier-client.h"

G_BEGIN_DECLS

#define HAULIER_TYPE_ENGINES (haulier_engines_get_type ())
G_DECLARE_FINAL_TYPE (HaulierEngines, haulier_engines, HAULIER, ENGINES, GObject)

/* Property `asking-accounts`: whether an answer about the accounts is on its way. */

HaulierEngines *haulier_engines_new (void);
void haulier_engines_open_async (HaulierEngines *self,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
gboolean haulier_engines_open_finish (HaulierEngines *self, GAsyncResult *result, GError **error);
HaulierClient *haulier_engines_get_own (HaulierEngines *self);
HaulierClient *haulier_engines_get_computer (HaulierEngines *self);
GPtrArray *haulier_engines_get_clients (HaulierEngines *self);
HaulierClient *haulier_engines_get_client_for (HaulierEngines *self, HaulierAccountItem *account);
HaulierAccountList *haulier_engines_get_accounts (HaulierEngines *self);
void haulier_engines_ask_accounts_anew (HaulierEngines *self);
void haulier_engines_refresh_accounts (HaulierEngines *self);
void haulier_engines_renew_accounts (HaulierEngines *self);

G_END_DECLS
