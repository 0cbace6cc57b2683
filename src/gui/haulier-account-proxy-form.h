/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* The form for the proxy that the engine of the computer keeps for a service account. */
#pragma once

#include "haulier-access-form.h"
#include "haulier-account.h"

G_BEGIN_DECLS

#define HAULIER_TYPE_ACCOUNT_PROXY_FORM (haulier_account_proxy_form_get_type ())
G_DECLARE_FINAL_TYPE (HaulierAccountProxyForm,
                      haulier_account_proxy_form,
                      HAULIER,
                      ACCOUNT_PROXY_FORM,
                      AdwBin)

GtkWidget *haulier_account_proxy_form_new (HaulierAccountKind account);

G_END_DECLS
