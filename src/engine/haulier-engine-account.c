/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* What the engine knows of an account: whether it is logged on, what it logs in with. */
#include "config.h"

#include "haulier-engine-account.h"

#include "haulier-account-users.h"
#include "haulier-engine-private.h"

/**
 * haulier_engine_tell_logged_on:
 * @self: the engine
 * @account: an account
 *
 * An engine of one user does not know about anybody else.
 *
 * Returns: whether the account is logged on, if that is known
 */
HaulierFact
haulier_engine_tell_logged_on (HaulierEngine *self, HaulierAccount account)
{
  if (haulier_engine_is_account_logged_on (self, account))
    return HAULIER_FACT_YES;
  return haulier_logon_watch_get_service (self->logon) == HAULIER_LOGON_SERVICE_UNNEEDED
             ? HAULIER_FACT_UNKNOWN
             : HAULIER_FACT_NO;
}

/**
 * haulier_engine_peek_computer:
 * @self: the engine
 * @account: an account
 *
 * Tells what is known, and asks nobody.
 *
 * Returns: (transfer none) (nullable): the computer's credentials, as the account has them now;
 * %NULL when it has none by the rules, or this engine does not get any
 */
const HaulierMachineCredential *
haulier_engine_peek_computer (HaulierEngine *self, HaulierAccount account)
{
  if (self->machine == NULL || !haulier_account_users_find (account)->computer_credentials)
    return NULL;
  return haulier_machine_credentials_peek (self->machine, account);
}

/**
 * haulier_engine_tell_computer:
 * @self: the engine
 * @account: an account
 * @facts: what the machine says; changed where the engine knows better
 *
 * What became of a ticket says more than that there is a keytab.
 */
void
haulier_engine_tell_computer (HaulierEngine *self,
                              HaulierAccount account,
                              HaulierMachineFacts *facts)
{
  const HaulierMachineCredential *credential = haulier_engine_peek_computer (self, account);

  if (credential == NULL)
    return;
  if (credential->principal != NULL)
    {
      g_free (facts->computer_name);
      facts->computer_name = g_strdup (credential->principal);
    }
  switch (credential->state)
    {
    case HAULIER_MACHINE_CREDENTIAL_UNKNOWN:
      break;
    case HAULIER_MACHINE_CREDENTIAL_NONE:
      facts->computer_credentials = HAULIER_FACT_NO;
      break;
    case HAULIER_MACHINE_CREDENTIAL_READY:
      facts->computer_credentials = HAULIER_FACT_YES;
      facts->computer_ticket
          = haulier_machine_credential_is_good (credential) ? HAULIER_FACT_YES : HAULIER_FACT_NO;
      break;
    case HAULIER_MACHINE_CREDENTIAL_FAILED:
      facts->computer_credentials = HAULIER_FACT_UNKNOWN;
      facts->computer_ticket = HAULIER_FACT_NO;
      break;
    }
}

/* Whether there was a ticket is what the credentials themselves say. */
static void
found_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (HaulierJobIdentities) identities = haulier_identity_finder_find_finish (result, NULL);

  g_task_return_boolean (task, identities != NULL);
}

/**
 * haulier_engine_ensure_computer_async:
 * @self: the engine
 * @account: an account
 * @callback: called when there is nothing to wait for any more
 * @user_data: for @callback
 *
 * Makes sure that haulier_engine_peek_computer() has an answer: as for a job of the account, a
 * ticket is got where there is none, or one is due.
 */
void
haulier_engine_ensure_computer_async (HaulierEngine *self,
                                      HaulierAccount account,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);
  g_autoptr (HaulierJob) any_job = NULL;

  g_task_set_source_tag (task, haulier_engine_ensure_computer_async);
  if (haulier_engine_peek_computer (self, account) == NULL)
    {
      g_task_return_boolean (task, FALSE);
      return;
    }
  any_job = haulier_job_new ("", "", HAULIER_JOB_ORIGIN_DESKTOP);
  any_job->owner = account;
  haulier_identity_finder_find_async (haulier_worker_pool_get_identities (self->pool),
                                      any_job,
                                      HAULIER_JOB_SIDES_BOTH,
                                      found_cb,
                                      g_steal_pointer (&task));
}

/**
 * haulier_engine_ensure_computer_finish:
 * @self: the engine
 * @result: the result
 */
void
haulier_engine_ensure_computer_finish (HaulierEngine *self, GAsyncResult *result)
{
  g_return_if_fail (g_task_is_valid (result, self));

  g_task_propagate_boolean (G_TASK (result), NULL);
}
