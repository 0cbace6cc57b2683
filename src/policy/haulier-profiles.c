/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* What each generation of Windows and BITS can do, and Haulier itself. */
#include "config.h"

#include "haulier-profiles.h"

#include <glib/gi18n.h>

#include "haulier-rule-tables-private.h"

/* Indexed by the profile. A field that is not there is FALSE or 0. The level at which a generation
 * leaves LMCompatibilityLevel: 0 in XP, 2 in Server 2003, 3 from Vista on. Client certificates came
 * as early as BITS 2.5, says What's New; the Authentication page says not before Vista, and holds.
 */
static const HaulierProfileFacts profile_rows[] = {
  [HAULIER_PROFILE_NATIVE] = {
      .profile = HAULIER_PROFILE_NATIVE,
      .title = N_ ("Haulier"),
      .use_lm_compat_default = 2,
      .use_lm_compat_max = 2,
      .lm_level_default = HAULIER_NOT_SET,
      .has_credentials = TRUE,
      .has_proxy_credentials = TRUE,
      .has_proxy_autodetect = TRUE,
      .has_client_certificates = TRUE,
      .token_setters = HAULIER_TOKEN_SETTERS_OWNERS,
      .helper_proxy_settings = TRUE,
      .rule = {
          .name = "profile-native",
          .requirements = "AUTH-12 PROF-1",
          .source = "of Haulier: supports what the engine can do; UseLMCompat as the present "
                    "Authentication page",
          .text = N_ ("Everything that Haulier can do is allowed, and logon credentials are sent "
                      "only where the job says so"),
      },
  },
  [HAULIER_PROFILE_WINDOWS_10_1809] = {
      .profile = HAULIER_PROFILE_WINDOWS_10_1809,
      .title = N_ ("Windows 10, version 1809"),
      .bits_version = 102,
      .use_lm_compat_default = 2,
      .use_lm_compat_max = 2,
      .lm_level_default = 3,
      .has_credentials = TRUE,
      .has_proxy_credentials = TRUE,
      .has_proxy_autodetect = TRUE,
      .has_client_certificates = TRUE,
      .needs_client_certificate = TRUE,
      .token_setters = HAULIER_TOKEN_SETTERS_OWNERS,
      .helper_proxy_settings = TRUE,
      .rule = {
          .name = "profile-windows-10-1809",
          .requirements = "PRX-2 PROF-1",
          .source = "What's New, 10.2; Helper tokens for BITS transfer jobs: authenticated proxies",
          .text = N_ ("With a network token, the proxy settings are the helper’s, as in Windows "
                      "10 from version 1809 on"),
      },
  },
  [HAULIER_PROFILE_WINDOWS_10_1607] = {
      .profile = HAULIER_PROFILE_WINDOWS_10_1607,
      .title = N_ ("Windows 10, version 1607"),
      .bits_version = 50,
      .use_lm_compat_default = 2,
      .use_lm_compat_max = 2,
      .lm_level_default = 3,
      .has_credentials = TRUE,
      .has_proxy_credentials = TRUE,
      .has_proxy_autodetect = TRUE,
      .has_client_certificates = TRUE,
      .needs_client_certificate = TRUE,
      .token_setters = HAULIER_TOKEN_SETTERS_OWNERS,
      .rule = {
          .name = "profile-windows-10-1607",
          .requirements = "TOK-7 PROF-1",
          .source = "SetHelperTokenFlags, Remarks; What's New, 5.0",
          .text = N_ ("The owner of a job may set a helper token without being an administrator, "
                      "and the proxy settings are always the owner’s, as in Windows 10, version "
                      "1607"),
      },
  },
  [HAULIER_PROFILE_WINDOWS_7] = {
      .profile = HAULIER_PROFILE_WINDOWS_7,
      .title = N_ ("Windows 7, Server 2008 R2"),
      .bits_version = 40,
      .use_lm_compat_default = 2,
      .use_lm_compat_max = 2,
      .lm_level_default = 3,
      .has_credentials = TRUE,
      .has_proxy_credentials = TRUE,
      .has_proxy_autodetect = TRUE,
      .has_client_certificates = TRUE,
      .needs_client_certificate = TRUE,
      .token_setters = HAULIER_TOKEN_SETTERS_ADMINISTRATORS,
      .rule = {
          .name = "profile-windows-7",
          .requirements = "TOK-7 TOK-9 PROF-1",
          .source = "SetHelperTokenFlags, Requirements and Remarks; What's New, 4.0",
          .text = N_ ("Only an administrator’s job can have a helper token, as in Windows 7"),
      },
  },
  [HAULIER_PROFILE_SERVER_2008] = {
      .profile = HAULIER_PROFILE_SERVER_2008,
      .title = N_ ("Windows Server 2008"),
      .bits_version = 30,
      .use_lm_compat_default = 2,
      .use_lm_compat_max = 2,
      .lm_level_default = 3,
      .has_credentials = TRUE,
      .has_proxy_credentials = TRUE,
      .has_proxy_autodetect = TRUE,
      .has_client_certificates = TRUE,
      .needs_client_certificate = TRUE,
      .token_setters = HAULIER_TOKEN_SETTERS_NOBODY,
      .tokens_by_update = TRUE,
      .rule = {
          .name = "profile-server-2008",
          .requirements = "AUTH-12 TOK-9 TOK-11 PROF-1",
          .source = "Authentication: UseLMCompat; What's New, 3.0",
          .text = N_ ("There are no helper tokens, and logon credentials are sent only where the "
                      "job says so, as in Windows Server 2008"),
      },
  },
  [HAULIER_PROFILE_VISTA] = {
      .profile = HAULIER_PROFILE_VISTA,
      .title = N_ ("Windows Vista"),
      .bits_version = 30,
      .use_lm_compat_default = 2,
      .use_lm_compat_max = 2,
      .lm_level_default = 3,
      .has_credentials = TRUE,
      .has_proxy_credentials = TRUE,
      .has_proxy_autodetect = TRUE,
      .has_client_certificates = TRUE,
      .needs_client_certificate = TRUE,
      .token_setters = HAULIER_TOKEN_SETTERS_NOBODY,
      .tokens_by_update = TRUE,
      .rule = {
          .name = "profile-vista",
          .requirements = "AUTH-12 AUTH-15 TOK-9 TOK-11 PROF-1",
          .source = "Authentication: UseLMCompat, Prior to Windows Vista; What's New, 3.0",
          .text = N_ ("There are no helper tokens, but client certificates, as in Windows Vista"),
      },
  },
  [HAULIER_PROFILE_SERVER_2003_R2] = {
      .profile = HAULIER_PROFILE_SERVER_2003_R2,
      .title = N_ ("Windows Server 2003 R2"),
      .bits_version = 20,
      .use_lm_compat_default = 1,
      .use_lm_compat_max = 2,
      .lm_level_default = 2,
      .has_credentials = TRUE,
      .has_proxy_credentials = TRUE,
      .has_proxy_autodetect = TRUE,
      .token_setters = HAULIER_TOKEN_SETTERS_NOBODY,
      .refuses_combinations = HAULIER_COMBINATIONS_SERVER_2003,
      .rule = {
          .name = "profile-server-2003-r2",
          .requirements = "AUTH-12 AUTH-17 PROF-1",
          .source = "Authentication: UseLMCompat, scenarios not supported; What's New, 2.0",
          .text = N_ ("Logon credentials are sent from LMCompatibilityLevel 2 on, and there are "
                      "no client certificates, as in Windows Server 2003 R2"),
      },
  },
  [HAULIER_PROFILE_SERVER_2003] = {
      .profile = HAULIER_PROFILE_SERVER_2003,
      .title = N_ ("Windows Server 2003"),
      .bits_version = 15,
      .use_lm_compat_default = 1,
      .use_lm_compat_max = 1,
      .lm_level_default = 2,
      .has_credentials = TRUE,
      .has_proxy_credentials = TRUE,
      .token_setters = HAULIER_TOKEN_SETTERS_NOBODY,
      .refuses_combinations = HAULIER_COMBINATIONS_SERVER_2003,
      .rule = {
          .name = "profile-server-2003",
          .requirements = "AUTH-12 AUTH-17 PROF-1",
          .source = "Authentication: UseLMCompat, scenarios not supported; What's New, 1.5",
          .text = N_ ("Logon credentials are sent from LMCompatibilityLevel 2 on, and proxies "
                      "are not detected automatically, as in Windows Server 2003"),
      },
  },
  [HAULIER_PROFILE_XP_SP3] = {
      .profile = HAULIER_PROFILE_XP_SP3,
      .title = N_ ("Windows XP with Service Pack 3"),
      .bits_version = 25,
      .use_lm_compat_default = 1,
      .use_lm_compat_max = 2,
      .lm_level_default = 0,
      .has_credentials = TRUE,
      .has_proxy_credentials = TRUE,
      .has_proxy_autodetect = TRUE,
      .token_setters = HAULIER_TOKEN_SETTERS_NOBODY,
      .refuses_combinations = HAULIER_COMBINATIONS_XP,
      .rule = {
          .name = "profile-xp-sp3",
          .requirements = "AUTH-12 AUTH-17 AUTH-18 PROF-1",
          .source = "Authentication: UseLMCompat, Prior to Windows Vista; What's New, 2.5",
          .text = N_ ("Logon credentials are sent from LMCompatibilityLevel 2 on, which is 0 "
                      "unless it is set, as in Windows XP with Service Pack 3"),
      },
  },
  [HAULIER_PROFILE_XP_SP2] = {
      .profile = HAULIER_PROFILE_XP_SP2,
      .title = N_ ("Windows XP with Service Pack 2"),
      .bits_version = 20,
      .use_lm_compat_default = 1,
      .use_lm_compat_max = 2,
      .lm_level_default = 0,
      .has_credentials = TRUE,
      .has_proxy_credentials = TRUE,
      .has_proxy_autodetect = TRUE,
      .token_setters = HAULIER_TOKEN_SETTERS_NOBODY,
      .refuses_combinations = HAULIER_COMBINATIONS_XP,
      .rule = {
          .name = "profile-xp-sp2",
          .requirements = "AUTH-12 AUTH-17 AUTH-18 PROF-1",
          .source = "Authentication: UseLMCompat, scenarios not supported; What's New, 2.0",
          .text = N_ ("Logon credentials are sent from LMCompatibilityLevel 2 on, which is 0 "
                      "unless it is set, as in Windows XP with Service Pack 2"),
      },
  },
  [HAULIER_PROFILE_XP_SP1] = {
      .profile = HAULIER_PROFILE_XP_SP1,
      .title = N_ ("Windows XP with Service Pack 1"),
      .bits_version = 12,
      .use_lm_compat_default = 0,
      .use_lm_compat_max = 0,
      .lm_level_default = 0,
      .token_setters = HAULIER_TOKEN_SETTERS_NOBODY,
      .refuses_combinations = HAULIER_COMBINATIONS_XP,
      .rule = {
          .name = "profile-xp-sp1",
          .requirements = "AUTH-12 AUTH-13 AUTH-19 PRX-6 PROF-1",
          .source = "Authentication: BITS 1.2 and earlier; What's New, 1.2",
          .text = N_ ("Logon credentials are sent to every server that asks, and no others can "
                      "be set, as in Windows XP with Service Pack 1"),
      },
  },
  [HAULIER_PROFILE_XP] = {
      .profile = HAULIER_PROFILE_XP,
      .title = N_ ("Windows XP"),
      .bits_version = 10,
      .use_lm_compat_default = 0,
      .use_lm_compat_max = 0,
      .lm_level_default = 0,
      .token_setters = HAULIER_TOKEN_SETTERS_NOBODY,
      .refuses_combinations = HAULIER_COMBINATIONS_XP,
      .rule = {
          .name = "profile-xp",
          .requirements = "AUTH-12 AUTH-13 AUTH-18 AUTH-19 PRX-6 PROF-1",
          .source = "Authentication: BITS 1.2 and earlier; What's New, 1.0",
          .text = N_ ("Logon credentials are sent to every server that asks, and no others can "
                      "be set, as in the first Windows XP"),
      },
  },
};

G_STATIC_ASSERT (G_N_ELEMENTS (profile_rows) == HAULIER_PROFILE_XP + 1);

const HaulierRuleTable haulier_profile_rules = HAULIER_RULE_TABLE (profile_rows);

/**
 * haulier_profile_get_facts:
 * @profile: a generation
 *
 * The only place that says what a generation can do.
 *
 * Source: Service Accounts and BITS; Authentication; SetHelperTokenFlags; What's New (BITS).
 *
 * Returns: (transfer none): its row
 */
const HaulierProfileFacts *
haulier_profile_get_facts (HaulierProfile profile)
{
  g_return_val_if_fail ((guint) profile < G_N_ELEMENTS (profile_rows), &profile_rows[0]);

  return &profile_rows[profile];
}

/**
 * haulier_profile_get_use_lm_compat:
 * @profile: the generation
 * @setting: what is set, or #HAULIER_NOT_SET
 *
 * Tells which value of UseLMCompat holds: a value that the generation does not know, 1 before BITS
 * 1.5 and 2 before BITS 2.0, is as if it were absent.
 *
 * Source: Authentication: UseLMCompat.
 *
 * Returns: 0 to 2
 */
gint
haulier_profile_get_use_lm_compat (HaulierProfile profile, gint setting)
{
  const HaulierProfileFacts *facts = haulier_profile_get_facts (profile);

  if (setting < 0 || setting > facts->use_lm_compat_max)
    return facts->use_lm_compat_default;
  return setting;
}

/**
 * haulier_profile_get_lm_level:
 * @profile: the generation
 * @setting: what is set, or #HAULIER_NOT_SET
 *
 * Tells which LMCompatibilityLevel holds. The native profile has none of its own: this computer
 * never had one, and nobody has said that it is at level 2.
 *
 * Source: Authentication: LMCompatibilityLevel; LAN Manager authentication level: default values.
 *
 * Returns: 0 to 5, or #HAULIER_NOT_SET
 */
gint
haulier_profile_get_lm_level (HaulierProfile profile, gint setting)
{
  return setting < 0 ? haulier_profile_get_facts (profile)->lm_level_default : setting;
}
