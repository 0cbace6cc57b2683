/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Who may own a job: people, and services by one of the three accounts. */
#include "config.h"

#include "haulier-owner-rules.h"

#include <glib/gi18n.h>

#include "haulier-error.h"
#include "haulier-rule-tables-private.h"

#define ROOT_UID 0
/* SYS_UID_MAX of login.defs; and who nobody is. */
#define SYSTEM_UID_MAX 999
#define NOBODY_UID 65534

typedef struct
{
  gboolean (*fits) (HaulierEngineScope scope, HaulierAccount owner);
  gint code;
  HaulierRule rule;
} OwnerRow;

typedef struct
{
  gboolean (*fits) (HaulierAccount taker, HaulierAccount owner);
  HaulierTaking taking;
  HaulierRule rule;
} TakingRow;

/* An engine that runs for a user of the system is one's own choice. */
static gboolean
is_service_by_another_name (HaulierEngineScope scope, HaulierAccount owner)
{
  return scope == HAULIER_ENGINE_SCOPE_SYSTEM && haulier_owner_is_system_user (owner);
}

/* The first row that fits is taken; without one the account may own jobs. */
static const OwnerRow owner_rows[] = {
  {
      .fits = is_service_by_another_name,
      .code = HAULIER_ERROR_ACCESS_DENIED,
      .rule = {
          .name = "owner-system-user",
          .requirements = "ACC-9",
          .source = "Service accounts and BITS: a service uses one of the three accounts",
          .text = N_ ("The job is refused: a service must use LocalSystem, LocalService or "
                      "NetworkService; lend it an identity instead"),
      },
  },
};

const HaulierRuleTable haulier_owner_rules = HAULIER_RULE_TABLE (owner_rows);

static gboolean
owns_it (HaulierAccount taker, HaulierAccount owner)
{
  return haulier_account_equal (taker, owner);
}

/* Root may do everything with the jobs of services, as their owner may, and is none of them. */
static gboolean
owns_another_one (HaulierAccount taker, HaulierAccount owner)
{
  return !owns_it (taker, owner);
}

/* One row fits. */
static const TakingRow taking_rows[] = {
  {
      .fits = owns_it,
      .taking = HAULIER_TAKING_NOTHING,
      .rule = {
          .name = "owner-keeps",
          .requirements = "ACC-3",
          .source = "IBackgroundCopyJob::TakeOwnership: the caller becomes the owner",
          .text = N_ ("Nothing changes: the job belongs to the caller already"),
      },
  },
  {
      .fits = owns_another_one,
      .taking = HAULIER_TAKING_ALL,
      .rule = {
          .name = "owner-takes",
          .requirements = "ACC-2 ACC-3",
          .source = "IBackgroundCopyJob::TakeOwnership: the caller becomes the owner; credentials, "
                    "certificate, headers and notify command are removed",
          .text = N_ ("The job belongs to the caller: it runs while that account is logged on, and "
                      "credentials, certificate, headers and notify command are dropped"),
      },
  },
};

const HaulierRuleTable haulier_taking_rules = HAULIER_RULE_TABLE (taking_rows);

/**
 * haulier_owner_is_system_user:
 * @owner: an account
 *
 * Root is an administrator who logs in.
 *
 * Source: login.defs: SYS_UID_MAX.
 *
 * Returns: whether it is a user of the system that nobody logs in as, and none of the built-in
 * accounts
 */
gboolean
haulier_owner_is_system_user (HaulierAccount owner)
{
  return owner.kind == HAULIER_ACCOUNT_LOGIN_USER && owner.uid != ROOT_UID
         && (owner.uid <= SYSTEM_UID_MAX || owner.uid == NOBODY_UID);
}

/**
 * haulier_owner_rules_refuse:
 * @scope: whom the engine serves
 * @owner: who would own a job
 * @out_code: (out) (optional): the HRESULT, 0 where nothing is against it
 *
 * Source: Service Accounts and BITS.
 *
 * Returns: (transfer none) (nullable): the rule that is against it
 */
const HaulierRule *
haulier_owner_rules_refuse (HaulierEngineScope scope, HaulierAccount owner, gint *out_code)
{
  const OwnerRow *found = NULL;

  for (gsize i = 0; found == NULL && i < G_N_ELEMENTS (owner_rows); i++)
    {
      if (owner_rows[i].fits (scope, owner))
        found = &owner_rows[i];
    }
  if (out_code != NULL)
    *out_code = found != NULL ? found->code : 0;
  return found != NULL ? &found->rule : NULL;
}

/**
 * haulier_owner_rules_check:
 * @scope: whom the engine serves
 * @owner: who would own a job
 * @error: return location
 *
 * Errors: %HAULIER_ERROR_ACCESS_DENIED.
 *
 * Returns: whether it may
 */
gboolean
haulier_owner_rules_check (HaulierEngineScope scope, HaulierAccount owner, GError **error)
{
  gint code = 0;
  const HaulierRule *rule = haulier_owner_rules_refuse (scope, owner, &code);

  if (rule == NULL)
    return TRUE;
  g_set_error_literal (error, HAULIER_ERROR, code, rule->text);
  return FALSE;
}

/**
 * haulier_owner_rules_take:
 * @taker: the account of who takes a job, which may own jobs
 * @owner: whose it was
 * @out_rule: (out) (optional) (transfer none): the rule that says so
 *
 * Source: IBackgroundCopyJob::TakeOwnership.
 *
 * Returns: what becomes of the job
 */
HaulierTaking
haulier_owner_rules_take (HaulierAccount taker, HaulierAccount owner, const HaulierRule **out_rule)
{
  const TakingRow *row = taking_rows;

  while (!row->fits (taker, owner))
    row++;
  if (out_rule != NULL)
    *out_rule = &row->rule;
  return row->taking;
}
