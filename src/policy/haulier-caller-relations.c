/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* What a caller is to an account: its owner, an administrator, somebody who was authorised, or
 * nobody in particular. */
#include "config.h"

#include "haulier-caller-relations.h"

#define SESSION (1u << HAULIER_ENGINE_SCOPE_SESSION)
#define SYSTEM (1u << HAULIER_ENGINE_SCOPE_SYSTEM)

/* The first row whose needs are all met is taken; each scope has one that needs nothing. */
static const struct
{
  guint scopes;
  guint needs; /* HAULIER_CALLER_… */
  HaulierCallerRelation relation;
  const char *requirements;
  const char *source;
} relation_rows[] = {
  {
      .scopes = SESSION,
      .needs = HAULIER_CALLER_RUNS_ENGINE,
      .relation = HAULIER_CALLER_OWNER,
      .requirements = "ACC-2 ACC-3",
      .source = "of Haulier: whatever an engine of one user has is that user's",
  },
  {
      .scopes = SYSTEM,
      .needs = HAULIER_CALLER_IS_ACCOUNT,
      .relation = HAULIER_CALLER_OWNER,
      .requirements = "ACC-2 ACC-3 ACC-4",
      .source = "Service Accounts and BITS: who calls without impersonation owns the job",
  },
  {
      .scopes = SYSTEM,
      .needs = HAULIER_CALLER_IS_ROOT | HAULIER_CALLER_MEETS_SERVICE,
      .relation = HAULIER_CALLER_OWNER,
      .requirements = "ACC-4",
      .source = "of Haulier: nobody logs in as a service account, so that root acts for it",
  },
  {
      .scopes = SESSION | SYSTEM,
      .needs = HAULIER_CALLER_IS_ROOT,
      .relation = HAULIER_CALLER_ADMINISTRATOR,
      .requirements = "ACC-3 TOK-7",
      .source = "of Haulier: an administrator is uid 0",
  },
  {
      .scopes = SESSION,
      .relation = HAULIER_CALLER_STRANGER,
      .requirements = "ACC-3",
      .source = "of Haulier: an engine of one user serves nobody else",
  },
  {
      .scopes = SYSTEM,
      .needs = HAULIER_CALLER_CHANGES_ALL,
      .relation = HAULIER_CALLER_MANAGER,
      .requirements = "ACC-3",
      .source = "of Haulier: polkit, org.haulier.transfer1.manage-all",
  },
  {
      .scopes = SYSTEM,
      .needs = HAULIER_CALLER_SEES_ALL,
      .relation = HAULIER_CALLER_VIEWER,
      .requirements = "ACC-3",
      .source = "of Haulier: polkit, org.haulier.transfer1.view-all-jobs",
  },
  {
      .scopes = SYSTEM,
      .relation = HAULIER_CALLER_OTHER,
      .requirements = "ACC-3",
      .source = "Service Accounts and BITS: jobs are seen by their owner and by administrators",
  },
};

static const struct
{
  const char *action;
  guint grants;
} grant_rows[] = {
  { "org.haulier.transfer1.view-all-jobs", HAULIER_CALLER_SEES_ALL },
  { "org.haulier.transfer1.manage-all", HAULIER_CALLER_SEES_ALL | HAULIER_CALLER_CHANGES_ALL },
};

/**
 * haulier_caller_relate:
 * @scope: whom the engine serves
 * @facts: what is known of the caller and the account that it asks about; of no account for what is
 * the engine's
 *
 * Source: each row of the table names its own.
 *
 * Returns: what the caller is to what the account owns
 */
HaulierCallerRelation
haulier_caller_relate (HaulierEngineScope scope, HaulierCallerFacts facts)
{
  for (gsize i = 0; i < G_N_ELEMENTS (relation_rows); i++)
    {
      if ((relation_rows[i].scopes & (1u << scope)) != 0 && (relation_rows[i].needs & ~facts) == 0)
        return relation_rows[i].relation;
    }
  g_assert_not_reached ();
}

/**
 * haulier_caller_get_grants:
 * @action: id of a polkit action
 *
 * Source: data/org.haulier.transfer1.policy.
 *
 * Returns: what somebody who was authorised for it is from now on
 */
HaulierCallerFacts
haulier_caller_get_grants (const char *action)
{
  for (gsize i = 0; i < G_N_ELEMENTS (grant_rows); i++)
    {
      if (g_str_equal (grant_rows[i].action, action))
        return grant_rows[i].grants;
    }
  return 0;
}
