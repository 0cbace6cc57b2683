/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* The proxy settings that an engine keeps for a built-in system account, which has no desktop. */
#pragma once

#include "haulier-account.h"
#include "haulier-proxy-settings.h"

G_BEGIN_DECLS

const char *haulier_account_proxy_get_key (HaulierAccountKind account);
gboolean haulier_account_proxy_check (const HaulierProxySettings *settings, GError **error);
gboolean
haulier_account_proxy_parse (const char *text, HaulierProxySettings *out_settings, GError **error);
char *haulier_account_proxy_format (const HaulierProxySettings *settings);

G_END_DECLS
