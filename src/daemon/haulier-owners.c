/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Whose a job is: what a caller is to an account, in the engine of a user or of the computer. */
#include "config.h"

#include "haulier-owners.h"

#include <unistd.h>

#include "haulier-account-users.h"
#include "haulier-bus-names.h"
#include "haulier-security-context.h"

#define ROOT_UID 0
#define N_KINDS (HAULIER_ACCOUNT_NETWORK_SERVICE + 1)

struct _HaulierOwners
{
  HaulierEngineScope scope;
  uid_t carriers[N_KINDS]; /* the user that a service account runs as; root where there is none */
};

/* Asks the user database, in a thread. */
static void
find_carriers (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  HaulierOwners *owners = task_data;

  for (guint kind = HAULIER_ACCOUNT_LOCAL_SYSTEM; kind < N_KINDS; kind++)
    {
      const HaulierAccountUsers *users
          = haulier_account_users_find ((HaulierAccount){ .kind = kind });
      g_autoptr (HaulierSecurityContext) context
          = haulier_security_context_lookup (users->network_user, NULL, NULL);

      if (context != NULL)
        owners->carriers[kind] = context->uid;
    }
  g_task_return_pointer (task, haulier_owners_ref (owners), (GDestroyNotify) haulier_owners_unref);
}

/**
 * haulier_owners_find_async:
 * @scope: whom the engine serves
 * @callback: called when the users of service accounts are known
 * @user_data: for @callback
 */
void
haulier_owners_find_async (HaulierEngineScope scope,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, callback, user_data);
  HaulierOwners *owners = g_atomic_rc_box_new0 (HaulierOwners);

  owners->scope = scope;
  g_task_set_source_tag (task, haulier_owners_find_async);
  g_task_set_task_data (task, owners, (GDestroyNotify) haulier_owners_unref);
  if (scope == HAULIER_ENGINE_SCOPE_SYSTEM)
    g_task_run_in_thread (task, find_carriers);
  else
    g_task_return_pointer (
        task, haulier_owners_ref (owners), (GDestroyNotify) haulier_owners_unref);
}

/**
 * haulier_owners_find_finish:
 * @result: the result
 *
 * Returns: (transfer full): who is who
 */
HaulierOwners *
haulier_owners_find_finish (GAsyncResult *result)
{
  return g_task_propagate_pointer (G_TASK (result), NULL);
}

/**
 * haulier_owners_ref:
 * @owners: who is who
 *
 * Returns: (transfer full): @owners
 */
HaulierOwners *
haulier_owners_ref (HaulierOwners *owners)
{
  return g_atomic_rc_box_acquire (owners);
}

/**
 * haulier_owners_unref:
 * @owners: (nullable) (transfer full): who is who
 */
void
haulier_owners_unref (HaulierOwners *owners)
{
  if (owners != NULL)
    g_atomic_rc_box_release (owners);
}

/**
 * haulier_owners_get_scope:
 * @owners: who is who
 *
 * Returns: whom the engine serves
 */
HaulierEngineScope
haulier_owners_get_scope (const HaulierOwners *owners)
{
  return owners->scope;
}

/**
 * haulier_owners_get_account:
 * @owners: who is who
 * @caller: somebody
 *
 * Source: "Service Accounts and BITS": without impersonation the service account owns the job.
 *
 * Returns: who owns what @caller creates without saying for whom
 */
HaulierAccount
haulier_owners_get_account (const HaulierOwners *owners, const HaulierCaller *caller)
{
  for (guint kind = HAULIER_ACCOUNT_LOCAL_SYSTEM; kind < N_KINDS; kind++)
    {
      if (caller->uid != ROOT_UID && owners->carriers[kind] == caller->uid)
        return (HaulierAccount){ .kind = kind };
    }
  return haulier_account_for_user (caller->uid);
}

static HaulierCallerFacts
tell_caller (const HaulierCaller *caller)
{
  return caller->grants | (caller->uid == ROOT_UID ? HAULIER_CALLER_IS_ROOT : 0)
         | (caller->uid == getuid () ? HAULIER_CALLER_RUNS_ENGINE : 0);
}

/**
 * haulier_owners_relate:
 * @owners: who is who
 * @caller: somebody
 * @account: an account
 *
 * Returns: what @caller is to what @account owns
 */
HaulierCallerRelation
haulier_owners_relate (const HaulierOwners *owners,
                       const HaulierCaller *caller,
                       HaulierAccount account)
{
  HaulierCallerFacts facts = tell_caller (caller);
  gboolean is_service = haulier_account_users_find (account)->is_service;

  if (is_service)
    facts |= HAULIER_CALLER_MEETS_SERVICE;
  if (caller->uid == (is_service ? owners->carriers[account.kind] : account.uid))
    facts |= HAULIER_CALLER_IS_ACCOUNT;
  return haulier_caller_relate (owners->scope, facts);
}

/**
 * haulier_owners_relate_to_engine:
 * @owners: who is who
 * @caller: somebody
 *
 * Returns: what @caller is to the engine itself
 */
HaulierCallerRelation
haulier_owners_relate_to_engine (const HaulierOwners *owners, const HaulierCaller *caller)
{
  return haulier_caller_relate (owners->scope, tell_caller (caller));
}

/**
 * haulier_owners_may_see:
 * @owners: who is who
 * @caller: somebody
 * @account: an account
 *
 * Returns: whether the jobs of @account are there for @caller
 */
gboolean
haulier_owners_may_see (const HaulierOwners *owners,
                        const HaulierCaller *caller,
                        HaulierAccount account)
{
  HaulierAuthorisation authorisation = haulier_authorisation_decide (
      haulier_owners_relate (owners, caller, account), HAULIER_BUS_JOB_INTERFACE, "GetDetails");

  return authorisation.verdict == HAULIER_AUTHORISATION_ALLOWED;
}
