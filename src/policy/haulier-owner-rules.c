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
