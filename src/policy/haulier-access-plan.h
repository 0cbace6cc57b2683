/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Who will be used for each thing that a job touches, with what, by which rule, and what to mind.
 */
#pragma once

#include <glib.h>

#include "haulier-access-facts.h"
#include "haulier-identity-rules.h"
#include "haulier-login.h"
#include "haulier-rule.h"

G_BEGIN_DECLS

typedef enum
{
  HAULIER_PLAN_STATE_WILL_BE_USED,
  HAULIER_PLAN_STATE_WITHHELD,   /* there, but a rule keeps it back */
  HAULIER_PLAN_STATE_REFUSED,    /* the job fails before anything is sent */
  HAULIER_PLAN_STATE_UNKNOWN,    /* depends on what is asked */
  HAULIER_PLAN_STATE_NOT_NEEDED, /* nothing of the kind is touched or set */
} HaulierPlanState;

typedef enum
{
  HAULIER_SEVERITY_INFORMATION,
  HAULIER_SEVERITY_WARNING,
  HAULIER_SEVERITY_ERROR,   /* the job will fail */
  HAULIER_SEVERITY_REFUSED, /* it cannot be set: no job has it */
} HaulierSeverity;

/**
 * HaulierFix:
 * @action: what a front end can do about it, a word: set-credential, move-url-credentials,
 * remove-credential, set-proxy, set-token-flags, lend-token, clear-certificate, set-engine-setting,
 * set-profile, change-local-path
 * @arguments: (nullable): a{sv}: `target`, `scheme`, `implicit` of a credential; `usage` of a
 * proxy; `flags` of a token; `profile`; keys of settings. What is missing is for the person to say
 */
typedef struct
{
  char *action;
  GVariant *arguments;
} HaulierFix;

/**
 * HaulierWarning:
 * @rule: what to say
 * @severity: how bad it is
 * @code: HRESULT of the call that would set it when @severity is refused, else 0
 * @detail: (nullable): what exactly is wrong with it, as that call says it
 * @fix: its action is %NULL where there is none
 * @foreign: (nullable): owned: @rule where no table of this program has it
 */
typedef struct
{
  const HaulierRule *rule;
  HaulierSeverity severity;
  gint code;
  char *detail;
  HaulierFix fix;
  HaulierRule *foreign;
} HaulierWarning;

/**
 * HaulierPlanRow:
 * @resource: what is touched
 * @subject: (nullable): which one: a path, an origin, a proxy
 * @identity: who
 * @name: (nullable): name of @identity for people; who knows accounts fills it in
 * @kind: for logins: what is offered first; %HAULIER_CANDIDATE_ANONYMOUS for none
 * @scheme: for logins: the scheme of an explicit credential or of the implicit entry; 0 for any or
 * none
 * @user: (nullable): user name of an explicit credential
 * @state: what becomes of it
 * @code: HRESULT that the job fails with when @state is refused, else 0
 * @rule: which rule decided
 * @warnings: (element-type HaulierWarning): about this row
 * @foreign: (nullable): owned: @rule where no table of this program has it
 */
typedef struct
{
  HaulierResource resource;
  char *subject;
  HaulierIdentity identity;
  char *name;
  HaulierCandidateKind kind;
  HaulierAuthScheme scheme;
  char *user;
  HaulierPlanState state;
  gint code;
  const HaulierRule *rule;
  GPtrArray *warnings;
  HaulierRule *foreign;
} HaulierPlanRow;

GPtrArray *haulier_access_plan_new (const HaulierAccessFacts *facts);
gint haulier_access_plan_get_refusal (GPtrArray *plan, const HaulierRule **out_rule);
void haulier_plan_row_free (HaulierPlanRow *row);
void haulier_warning_free (HaulierWarning *warning);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HaulierPlanRow, haulier_plan_row_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HaulierWarning, haulier_warning_free)

G_END_DECLS
