/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* What each generation of Windows and BITS can do, and Haulier itself. */
#pragma once

#include <glib.h>

#include "haulier-profile.h"
#include "haulier-rule.h"

G_BEGIN_DECLS

/* Columns of the table of combinations that are not supported: where a row holds. */
#define HAULIER_COMBINATIONS_XP 0x1u
#define HAULIER_COMBINATIONS_SERVER_2003 0x2u

typedef enum
{
  HAULIER_TOKEN_SETTERS_NOBODY,         /* there are no helper tokens */
  HAULIER_TOKEN_SETTERS_ADMINISTRATORS, /* the job's owner has to be one */
  HAULIER_TOKEN_SETTERS_OWNERS,         /* any owner, as long as the helper is no administrator */
} HaulierTokenSetters;

/**
 * HaulierProfileFacts:
 * @profile: which one
 * @title: untranslated name for people
 * @bits_version: the version of BITS times ten, for instance 15; 0 for the native one
 * @use_lm_compat_default: where UseLMCompat is absent
 * @use_lm_compat_max: the highest value that it understands; a higher one is as if absent
 * @lm_level_default: LMCompatibilityLevel where it is absent; #HAULIER_NOT_SET where not known
 * @has_credentials: SetCredentials, for the server
 * @has_proxy_credentials: SetCredentials, for a proxy
 * @has_proxy_autodetect: usage AUTODETECT
 * @has_client_certificates: client certificates
 * @needs_client_certificate: a server that asks for one without need makes a job without one fail
 * @token_setters: who may set helper tokens and their flags
 * @tokens_by_update: no helper tokens, but Windows Management Framework brings them
 * @helper_proxy_settings: PRECONFIG reads the helper's settings where it has NETWORK
 * @refuses_combinations: HAULIER_COMBINATIONS_…: the column that holds; 0: nothing is refused
 * @rule: the row for people
 */
typedef struct
{
  HaulierProfile profile;
  const char *title;
  guint bits_version;
  gint use_lm_compat_default;
  gint use_lm_compat_max;
  gint lm_level_default;
  gboolean has_credentials;
  gboolean has_proxy_credentials;
  gboolean has_proxy_autodetect;
  gboolean has_client_certificates;
  gboolean needs_client_certificate;
  HaulierTokenSetters token_setters;
  gboolean tokens_by_update;
  gboolean helper_proxy_settings;
  guint refuses_combinations;
  HaulierRule rule;
} HaulierProfileFacts;

const HaulierProfileFacts *haulier_profile_get_facts (HaulierProfile profile);
gint haulier_profile_get_use_lm_compat (HaulierProfile profile, gint setting);
gint haulier_profile_get_lm_level (HaulierProfile profile, gint setting);

G_END_DECLS
