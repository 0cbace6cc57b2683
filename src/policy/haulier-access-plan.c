/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Who will be used for each thing that a job touches, with what, by which rule, and what to mind.
 */
#include "config.h"

#include "haulier-access-plan.h"

#include <glib/gi18n.h>

#include "haulier-access-decisions.h"
#include "haulier-error.h"
#include "haulier-rule-tables-private.h"
#include "haulier-setting-rules.h"
#include "haulier-warnings.h"

/* What a row says where no other table decides, because there is nothing to decide. */
typedef enum
{
  NOTHING_ASKS,
  NO_CERTIFICATE,
  NO_TOKEN,
  TOKEN_NOT_USED,
  TOKEN_USED,
} PlanRule;

static const struct
{
  HaulierRule rule;
} plan_rows[] = {
  [NOTHING_ASKS] = {
      .rule = {
          .name = "plan-no-proxy-no-login",
          .requirements = "PRX-1",
          .source = "BG_AUTH_TARGET_PROXY",
          .text = N_ ("Nobody asks for it: there is no proxy"),
      },
  },
  [NO_CERTIFICATE] = {
      .rule = {
          .name = "plan-no-certificate",
          .requirements = "AUTH-15",
          .source = "IBackgroundCopyJobHttpOptions::SetClientCertificateByID",
          .text = N_ ("No client certificate is set"),
      },
  },
  [NO_TOKEN] = {
      .rule = {
          .name = "plan-no-token",
          .requirements = "TOK-1 ACC-4",
          .source = "IBitsTokenOptions",
          .text = N_ ("Nobody is lent to this job"),
      },
  },
  [TOKEN_NOT_USED] = {
      .rule = {
          .name = "plan-token-not-used",
          .requirements = "TOK-1 TOK-11",
          .source = "IBitsTokenOptions::SetHelperTokenFlags: 0",
          .text = N_ ("The helper is lent, and no flag says what for"),
      },
  },
  [TOKEN_USED] = {
      .rule = {
          .name = "plan-token-used",
          .requirements = "TOK-1 ACC-8",
          .source = "IBitsTokenOptions::SetHelperTokenFlags",
          .text = N_ ("The helper is used for what the flags name"),
      },
  },
};

const HaulierRuleTable haulier_plan_rules = HAULIER_RULE_TABLE (plan_rows);

static HaulierPlanRow *
row_new (const HaulierAccessDecisions *decisions,
         HaulierResource resource,
         const char *subject,
         HaulierIdentityDecision identity)
{
  HaulierPlanRow *row = g_new0 (HaulierPlanRow, 1);

  row->resource = resource;
  row->subject = g_strdup (subject);
  row->identity = identity.identity;
  row->kind = HAULIER_CANDIDATE_ANONYMOUS;
  row->state = identity.identity == HAULIER_IDENTITY_NOBODY ? HAULIER_PLAN_STATE_REFUSED
                                                            : HAULIER_PLAN_STATE_WILL_BE_USED;
  row->code = identity.code;
  row->rule = identity.rule;
  row->warnings = haulier_warnings_collect (decisions, resource);
  return row;
}

static HaulierPlanRow *
file_row_new (const HaulierAccessDecisions *decisions, HaulierResource resource)
{
  const char *subject
      = resource == HAULIER_RESOURCE_SMB_FILE ? decisions->facts->remote : decisions->facts->local;

  return row_new (decisions,
                  resource,
                  resource == HAULIER_RESOURCE_REPLY_FILE ? NULL : subject,
                  decisions->identities[resource]);
}

/* The candidate that the decision names where nothing answers: it is there, and kept back. */
static const HaulierCandidate *
find_withheld (const HaulierLoginDecision *login)
{
  for (guint i = 0; i < login->candidates->len; i++)
    {
      const HaulierCandidate *candidate = &g_array_index (login->candidates, HaulierCandidate, i);

      if (!candidate->used && candidate->rule == login->rule
          && candidate->kind != HAULIER_CANDIDATE_ANONYMOUS)
        return candidate;
    }
  return NULL;
}

static gboolean
is_asked_for (const HaulierAccessDecisions *decisions, HaulierAuthTarget target)
{
  return (target == HAULIER_AUTH_TARGET_SERVER ? decisions->facts->server_offered
                                               : decisions->facts->proxy_offered)
         != 0;
}

/* Which way to log in is known where it was asked for before, or where it was set. */
static HaulierAuthScheme
get_shown_scheme (const HaulierAccessDecisions *decisions,
                  HaulierAuthTarget target,
                  HaulierCandidateKind kind,
                  HaulierAuthScheme scheme)
{
  gboolean is_set = kind == HAULIER_CANDIDATE_JOB || kind == HAULIER_CANDIDATE_HOST
                    || (kind == HAULIER_CANDIDATE_IMPLICIT
                        && haulier_access_decisions_wants_implicit (decisions, target));

  return is_asked_for (decisions, target) || is_set ? scheme : 0;
}

/* An explicit credential does not depend on who would be shown with logon credentials. */
static void
take_login (HaulierPlanRow *row, const HaulierAccessDecisions *decisions, HaulierAuthTarget target)
{
  const HaulierLoginDecision *login = decisions->logins[target][0];
  const HaulierCandidate *withheld = find_withheld (login);

  if (login->kind != HAULIER_CANDIDATE_ANONYMOUS)
    {
      row->kind = login->kind;
      row->scheme = get_shown_scheme (decisions, target, login->kind, login->scheme);
      row->user = login->credential != NULL ? g_strdup (login->credential->user) : NULL;
      row->identity = login->identity;
      row->rule = login->rule;
      row->state = HAULIER_PLAN_STATE_WILL_BE_USED;
      return;
    }
  row->state = withheld != NULL || is_asked_for (decisions, target) ? HAULIER_PLAN_STATE_WITHHELD
                                                                    : HAULIER_PLAN_STATE_NOT_NEEDED;
  row->rule = login->rule;
  if (withheld == NULL)
    return;
  row->kind = withheld->kind;
  row->scheme = get_shown_scheme (decisions, target, withheld->kind, withheld->scheme);
  if (withheld->credential != NULL)
    row->user = g_strdup (withheld->credential->user);
}

static HaulierPlanRow *
server_row_new (const HaulierAccessDecisions *decisions)
{
  HaulierPlanRow *row = row_new (decisions,
                                 HAULIER_RESOURCE_SERVER_LOGIN,
                                 decisions->origin,
                                 decisions->identities[HAULIER_RESOURCE_SERVER_LOGIN]);

  if (row->state != HAULIER_PLAN_STATE_REFUSED)
    take_login (row, decisions, HAULIER_AUTH_TARGET_SERVER);
  return row;
}

static HaulierPlanRow *
proxy_login_row_new (const HaulierAccessDecisions *decisions)
{
  HaulierPlanRow *row = row_new (decisions,
                                 HAULIER_RESOURCE_PROXY_LOGIN,
                                 decisions->proxy,
                                 decisions->identities[HAULIER_RESOURCE_PROXY_LOGIN]);

  if (row->state == HAULIER_PLAN_STATE_REFUSED)
    return row;
  if (decisions->has_proxy == HAULIER_FACT_NO)
    {
      row->state = HAULIER_PLAN_STATE_NOT_NEEDED;
      row->rule = &plan_rows[NOTHING_ASKS].rule;
      return row;
    }
  take_login (row, decisions, HAULIER_AUTH_TARGET_PROXY);
  if (decisions->has_proxy == HAULIER_FACT_UNKNOWN)
    row->state = HAULIER_PLAN_STATE_UNKNOWN;
  return row;
}

static HaulierPlanRow *
proxy_settings_row_new (const HaulierAccessDecisions *decisions)
{
  HaulierPlanRow *row = row_new (decisions,
                                 HAULIER_RESOURCE_PROXY_SETTINGS,
                                 decisions->proxy,
                                 decisions->identities[HAULIER_RESOURCE_PROXY_SETTINGS]);
  gboolean reads = decisions->facts->access->proxy.usage == HAULIER_PROXY_USAGE_PRECONFIG;

  /* nobody's settings are read where the job has its own */
  if (row->state == HAULIER_PLAN_STATE_REFUSED && reads)
    return row;
  if (!reads)
    row->identity = HAULIER_IDENTITY_OWNER;
  row->rule = decisions->proxy_rule;
  row->code = decisions->proxy_code;
  if (decisions->proxy_code != 0)
    row->state = HAULIER_PLAN_STATE_REFUSED;
  else if (decisions->has_proxy == HAULIER_FACT_YES)
    row->state = HAULIER_PLAN_STATE_WILL_BE_USED;
  else
    row->state = decisions->has_proxy == HAULIER_FACT_NO ? HAULIER_PLAN_STATE_NOT_NEEDED
                                                         : HAULIER_PLAN_STATE_UNKNOWN;
  return row;
}

static HaulierPlanRow *
certificate_row_new (const HaulierAccessDecisions *decisions)
{
  const HaulierAccessFacts *facts = decisions->facts;
  const HaulierCertificateReference *certificate = facts->access->certificate;
  HaulierIdentityDecision identity = decisions->identities[HAULIER_RESOURCE_CLIENT_CERTIFICATE];
  HaulierSettingRefusal refusal = { 0 };
  const char *subject = NULL;
  HaulierPlanRow *row = NULL;

  if (certificate != NULL)
    {
      refusal = haulier_setting_rules_refuse_certificate (certificate, facts->profile);
      subject = certificate->thumbprint != NULL ? certificate->thumbprint : certificate->subject;
    }
  row = row_new (decisions, HAULIER_RESOURCE_CLIENT_CERTIFICATE, subject, identity);
  if (certificate == NULL || refusal.rule != NULL)
    {
      row->identity = HAULIER_IDENTITY_OWNER;
      row->code = 0;
      row->rule = certificate == NULL ? &plan_rows[NO_CERTIFICATE].rule : refusal.rule;
      row->state
          = certificate == NULL ? HAULIER_PLAN_STATE_NOT_NEEDED : HAULIER_PLAN_STATE_WITHHELD;
    }
  /* only HTTPS asks; that the key is out of reach makes the job fail in any case */
  else if (row->state != HAULIER_PLAN_STATE_REFUSED && !decisions->secure)
    row->state = HAULIER_PLAN_STATE_NOT_NEEDED;
  return row;
}

static HaulierPlanRow *
token_row_new (const HaulierAccessDecisions *decisions)
{
  const HaulierHelperToken *token = &decisions->facts->access->token;
  HaulierResource named = (token->flags & HAULIER_TOKEN_LOCAL_FILE) != 0
                              ? HAULIER_RESOURCE_DOWNLOAD_FILE
                              : HAULIER_RESOURCE_SMB_FILE;
  gboolean lent = token->state == HAULIER_TOKEN_STATE_SET;
  HaulierIdentityDecision identity = { .identity = HAULIER_IDENTITY_HELPER };
  HaulierPlanState state = HAULIER_PLAN_STATE_WILL_BE_USED;
  HaulierPlanRow *row = NULL;

  if (token->flags == 0)
    {
      identity.identity = lent ? HAULIER_IDENTITY_HELPER : HAULIER_IDENTITY_NOBODY;
      identity.rule = &plan_rows[lent ? TOKEN_NOT_USED : NO_TOKEN].rule;
      state = HAULIER_PLAN_STATE_NOT_NEEDED;
    }
  else if (decisions->profile->token_setters == HAULIER_TOKEN_SETTERS_NOBODY)
    {
      identity.rule
          = haulier_setting_rules_refuse_token ((HaulierAccount){ .kind = decisions->facts->owner },
                                                token,
                                                decisions->facts->profile)
                .rule;
      state = HAULIER_PLAN_STATE_WITHHELD;
    }
  else if (decisions->identities[named].identity == HAULIER_IDENTITY_NOBODY)
    {
      identity = decisions->identities[named];
      state = HAULIER_PLAN_STATE_REFUSED;
    }
  else
    identity.rule = &plan_rows[TOKEN_USED].rule;
  row = row_new (decisions, HAULIER_RESOURCE_HELPER_TOKEN, token->principal, identity);
  row->state = state;
  return row;
}

/**
 * haulier_access_plan_new:
 * @facts: the job, one of its addresses, and what is known about both
 *
 * Plans what will be used before anything is sent. The engine asks the same tables when the job
 * runs.
 *
 * Shape: one row for each thing that the job touches or could be asked for, the job's owner last.
 * Source: the rule of each row names its own.
 *
 * Returns: (transfer full) (element-type HaulierPlanRow): the rows
 */
GPtrArray *
haulier_access_plan_new (const HaulierAccessFacts *facts)
{
  GPtrArray *plan = g_ptr_array_new_with_free_func ((GDestroyNotify) haulier_plan_row_free);
  g_autoptr (HaulierAccessDecisions) decisions = haulier_access_decisions_new (facts);

  g_ptr_array_add (plan, file_row_new (decisions, decisions->local));
  if (facts->type == HAULIER_JOB_TYPE_UPLOAD_REPLY)
    g_ptr_array_add (plan, file_row_new (decisions, HAULIER_RESOURCE_REPLY_FILE));
  if (decisions->is_smb)
    g_ptr_array_add (plan, file_row_new (decisions, HAULIER_RESOURCE_SMB_FILE));
  else
    {
      g_ptr_array_add (plan, server_row_new (decisions));
      g_ptr_array_add (plan, proxy_settings_row_new (decisions));
      if (facts->access->proxy.usage == HAULIER_PROXY_USAGE_AUTODETECT)
        g_ptr_array_add (plan,
                         row_new (decisions,
                                  HAULIER_RESOURCE_PROXY_SCRIPT,
                                  NULL,
                                  decisions->identities[HAULIER_RESOURCE_PROXY_SCRIPT]));
      g_ptr_array_add (plan, proxy_login_row_new (decisions));
      g_ptr_array_add (plan, certificate_row_new (decisions));
    }
  g_ptr_array_add (plan, token_row_new (decisions));
  g_ptr_array_add (
      plan,
      row_new (
          decisions, HAULIER_RESOURCE_OTHER, NULL, decisions->identities[HAULIER_RESOURCE_OTHER]));
  return plan;
}

/**
 * haulier_access_plan_get_refusal:
 * @plan: (element-type HaulierPlanRow): a plan
 * @out_rule: (out) (optional) (nullable): the rule that refuses it
 *
 * Tells whether the job fails whatever the other side does, so that nothing need be sent.
 *
 * Source: ERROR_WINHTTP_CLIENT_CERT_NO_ACCESS_PRIVATE_KEY, BG_E_TOKEN_REQUIRED,
 * BG_E_INVALID_PROXY_INFO.
 *
 * Returns: the HRESULT of the first row that is refused, 0 when there is none
 */
gint
haulier_access_plan_get_refusal (GPtrArray *plan, const HaulierRule **out_rule)
{
  for (guint i = 0; i < plan->len; i++)
    {
      const HaulierPlanRow *row = plan->pdata[i];

      if (row->state != HAULIER_PLAN_STATE_REFUSED)
        continue;
      if (out_rule != NULL)
        *out_rule = row->rule;
      return row->code;
    }
  if (out_rule != NULL)
    *out_rule = NULL;
  return 0;
}

void
haulier_plan_row_free (HaulierPlanRow *row)
{
  g_free (row->subject);
  g_free (row->name);
  g_free (row->user);
  g_clear_pointer (&row->warnings, g_ptr_array_unref);
  haulier_rule_free (row->foreign);
  g_free (row);
}
