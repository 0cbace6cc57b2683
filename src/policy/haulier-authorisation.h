/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Who may call what: caller, interface, member. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * HaulierCallerRelation:
 * @HAULIER_CALLER_OWNER: the account that owns the job; for the manager, the account that the
 * engine runs for (session engine), or that the call is about
 * @HAULIER_CALLER_ADMINISTRATOR: uid 0, and not the owner; membership of a group is not enough
 * @HAULIER_CALLER_MANAGER: somebody else who was authorised, on this connection, to change the jobs
 * of all accounts
 * @HAULIER_CALLER_VIEWER: somebody else who was authorised, on this connection, to see them
 * @HAULIER_CALLER_OTHER: anybody else at an engine of the machine: has jobs of its own there
 * @HAULIER_CALLER_STRANGER: anybody else at an engine that runs for one user: what it made would
 * run as that user
 */
typedef enum
{
  HAULIER_CALLER_OWNER,
  HAULIER_CALLER_ADMINISTRATOR,
  HAULIER_CALLER_MANAGER,
  HAULIER_CALLER_VIEWER,
  HAULIER_CALLER_OTHER,
  HAULIER_CALLER_STRANGER,
} HaulierCallerRelation;

/**
 * HaulierAuthorisationVerdict:
 * @HAULIER_AUTHORISATION_ALLOWED: go on
 * @HAULIER_AUTHORISATION_ASK: allowed when the caller is authorised for the action
 * @HAULIER_AUTHORISATION_DENIED: the caller sees the object but may not do this: E_ACCESSDENIED
 * @HAULIER_AUTHORISATION_UNKNOWN: to the caller there is no such thing: BG_E_NOT_FOUND
 */
typedef enum
{
  HAULIER_AUTHORISATION_ALLOWED,
  HAULIER_AUTHORISATION_ASK,
  HAULIER_AUTHORISATION_DENIED,
  HAULIER_AUTHORISATION_UNKNOWN,
} HaulierAuthorisationVerdict;

/**
 * HaulierAuthorisation:
 * @verdict: what the gate does
 * @action: (nullable): id of the polkit action when @verdict is %HAULIER_AUTHORISATION_ASK
 * @source: the rule that decided
 */
typedef struct
{
  HaulierAuthorisationVerdict verdict;
  const char *action;
  const char *source;
} HaulierAuthorisation;

HaulierAuthorisation haulier_authorisation_decide (HaulierCallerRelation relation,
                                                   const char *interface_name,
                                                   const char *member);
gboolean haulier_authorisation_get_nth_member (guint position,
                                               const char **out_interface_name,
                                               const char **out_member);

G_END_DECLS
