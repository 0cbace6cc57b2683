/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Mixes of server login, proxy login and address that some generations do not support. */
#pragma once

#include <glib.h>

#include "haulier-credential.h"
#include "haulier-profile.h"
#include "haulier-proxy-settings.h"
#include "haulier-rule.h"

G_BEGIN_DECLS

typedef enum
{
  HAULIER_COMBINATION_SUPPORTED,
  HAULIER_COMBINATION_REPORTED, /* works here, did not there: information */
  HAULIER_COMBINATION_REFUSED,  /* by the profile of the job */
} HaulierCombinationVerdict;

HaulierCombinationVerdict haulier_combination_decide (HaulierProfile profile,
                                                      HaulierAuthScheme server_scheme,
                                                      gboolean secure,
                                                      HaulierProxyUsage proxy_usage,
                                                      HaulierAuthScheme proxy_scheme,
                                                      const HaulierRule **out_rule);

G_END_DECLS
