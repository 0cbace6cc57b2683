/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Names of accounts, as a person knows them; each is looked up once. */
#pragma once

#include <gio/gio.h>

#include "haulier-account.h"

G_BEGIN_DECLS

typedef struct _HaulierAccountNames HaulierAccountNames;

HaulierAccountNames *haulier_account_names_new (void);
void haulier_account_names_free (HaulierAccountNames *self);
const char *haulier_account_names_look_up (HaulierAccountNames *self, HaulierAccount account);

void haulier_account_names_ask_async (HaulierAccount account,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data);
char *haulier_account_names_ask_finish (GAsyncResult *result, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HaulierAccountNames, haulier_account_names_free)

G_END_DECLS
