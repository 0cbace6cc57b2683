/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Which access settings are refused when they are set, and why. */
#pragma once

#include <glib.h>

#include "haulier-account.h"
#include "haulier-credential.h"
#include "haulier-job-access.h"
#include "haulier-profile.h"
#include "haulier-rule.h"

G_BEGIN_DECLS

/**
 * HaulierSettingRefusal:
 * @code: the HRESULT of the call that would set it
 * @rule: (nullable): why; %NULL where it may be set
 */
typedef struct
{
  gint code;
  const HaulierRule *rule;
} HaulierSettingRefusal;

HaulierSettingRefusal haulier_setting_rules_refuse_credential (const HaulierCredential *credential,
                                                               HaulierProfile profile);
HaulierSettingRefusal haulier_setting_rules_refuse_proxy (const HaulierProxySettings *proxy,
                                                          HaulierProfile profile);
HaulierSettingRefusal
haulier_setting_rules_refuse_certificate (const HaulierCertificateReference *certificate,
                                          HaulierProfile profile);
HaulierSettingRefusal haulier_setting_rules_refuse_token (HaulierAccount owner,
                                                          const HaulierHelperToken *token,
                                                          HaulierProfile profile);
gboolean haulier_setting_rules_check_credential (const HaulierCredential *credential,
                                                 HaulierProfile profile,
                                                 GError **error);
gboolean haulier_setting_rules_check_proxy (const HaulierProxySettings *proxy,
                                            HaulierProfile profile,
                                            GError **error);
gboolean haulier_setting_rules_check_certificate (const HaulierCertificateReference *certificate,
                                                  HaulierProfile profile,
                                                  GError **error);
gboolean haulier_setting_rules_check_token (HaulierAccount owner,
                                            const HaulierHelperToken *token,
                                            HaulierProfile profile,
                                            GError **error);

G_END_DECLS
