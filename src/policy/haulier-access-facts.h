/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* What the rules about access have to know; whoever asks gathers it. */
#pragma once

#include <glib.h>

#include "haulier-account.h"
#include "haulier-job-access.h"
#include "haulier-profile.h"
#include "haulier-words.h"

G_BEGIN_DECLS

/* Something that may not have been found out (yet). */
typedef enum
{
  HAULIER_FACT_UNKNOWN,
  HAULIER_FACT_NO,
  HAULIER_FACT_YES,
} HaulierFact;

/**
 * HaulierAccessFacts:
 * @owner: account that owns the job, or would
 * @type: of the job
 * @profile: the one that holds for it
 * @use_lm_compat: the setting, 0 to 2, or #HAULIER_NOT_SET
 * @lm_compatibility_level: the setting, 0 to 5, or #HAULIER_NOT_SET
 * @access: the job's own settings, those of its addresses, and rules of the person for hosts
 * @remote: (nullable): address, without userinfo
 * @local: (nullable): path
 * @wire_schemes: HAULIER_AUTH_SCHEME_BIT() of what this engine can speak
 * @proxy_variables: (nullable): names of proxy variables that are set where the job was added
 * @account_proxy: (nullable): what PRECONFIG finds for the identity that reads it; %NULL when it is
 * not known
 * @computer_credentials: whether the computer has a Kerberos identity
 * @computer_ticket: whether that identity has a ticket now; not asked for where there is none of it
 * @logon_credentials: whether a person that would use them has some: a ticket
 * @owner_logged_on: whether the owner is
 * @session_bound: whether @local is on a mount that goes with a session
 * @owner_is_system_user: whether @owner is a user of the system that nobody logs in as, and none of
 * the built-in accounts
 * @helper_in_administrators: whether the helper belongs to sudo, wheel or admin
 * @server_offered: HAULIER_AUTH_SCHEME_BIT() of what the server asked for before; 0: not known
 * @proxy_offered: the same of the proxy
 * @server_frozen: (nullable) (element-type HaulierFrozenLogin): what servers of the job rejected,
 * or was tried without an outcome
 * @proxy_frozen: (nullable) (element-type HaulierFrozenLogin): the same of the proxy
 */
typedef struct
{
  HaulierAccountKind owner;
  HaulierJobType type;
  HaulierProfile profile;
  gint use_lm_compat;
  gint lm_compatibility_level;
  const HaulierJobAccess *access;
  const char *remote;
  const char *local;
  guint wire_schemes;
  const char *const *proxy_variables;
  const HaulierProxySettings *account_proxy;
  HaulierFact computer_credentials;
  HaulierFact computer_ticket;
  HaulierFact logon_credentials;
  HaulierFact owner_logged_on;
  HaulierFact session_bound;
  HaulierFact owner_is_system_user;
  HaulierFact helper_in_administrators;
  guint server_offered;
  guint proxy_offered;
  const GArray *server_frozen;
  const GArray *proxy_frozen;
} HaulierAccessFacts;

G_END_DECLS
