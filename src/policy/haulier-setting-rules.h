/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Which access settings are refused when they are set, and why. */
#pragma once

#include <glib.h>

#include "haulier-credential.h"
#include "haulier-job-access.h"
#include "haulier-profile.h"

G_BEGIN_DECLS

gboolean haulier_setting_rules_check_credential (const HaulierCredential *credential,
                                                 HaulierProfile profile,
                                                 GError **error);
gboolean haulier_setting_rules_check_proxy (const HaulierProxySettings *proxy,
                                            HaulierProfile profile,
                                            GError **error);
gboolean haulier_setting_rules_check_certificate (const HaulierCertificateReference *certificate,
                                                  HaulierProfile profile,
                                                  GError **error);
gboolean haulier_setting_rules_check_token (gboolean owner_is_administrator,
                                            const HaulierHelperToken *token,
                                            HaulierProfile profile,
                                            GError **error);

G_END_DECLS
