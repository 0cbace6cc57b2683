/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* What can be said of an account before it has a job: who it is on the network, what to mind. */
#include "config.h"

#include "haulier-account-outlook.h"

#include "haulier-warnings.h"

/* Any job that leaves nothing to chance: it fetches a file from who asks for a login. */
#define ADDRESS "http://localhost/"
#define PATH "/"

/**
 * haulier_account_outlook_get_network:
 * @account: an account
 *
 * Source: Service Accounts and BITS: what a server sees of an account without a helper token.
 *
 * Returns: who it is where somebody asks
 */
HaulierIdentity
haulier_account_outlook_get_network (HaulierAccountKind account)
{
  const HaulierHelperToken token = { 0 };

  return haulier_identity_decide (
             HAULIER_RESOURCE_SERVER_LOGIN, &token, account, HAULIER_PROFILE_NATIVE)
      .identity;
}

static gboolean
is_there (GPtrArray *warnings, const HaulierWarning *warning)
{
  for (guint i = 0; i < warnings->len; i++)
    {
      if (((const HaulierWarning *) warnings->pdata[i])->rule == warning->rule)
        return TRUE;
    }
  return FALSE;
}

static void
collect (const HaulierAccessDecisions *decisions, GPtrArray *warnings)
{
  for (gint resource = HAULIER_RESOURCE_DOWNLOAD_FILE; resource <= HAULIER_RESOURCE_OTHER;
       resource++)
    {
      g_autoptr (GPtrArray) found
          = haulier_warnings_collect_of_account (decisions, (HaulierResource) resource);

      while (found->len > 0)
        {
          HaulierWarning *warning = g_ptr_array_steal_index (found, 0);

          if (is_there (warnings, warning))
            haulier_warning_free (warning);
          else
            g_ptr_array_add (warnings, warning);
        }
    }
}

/**
 * haulier_account_outlook_warn:
 * @facts: what is known of the account; what belongs to a job is not looked at
 *
 * Collects what a person should know who gives a job to an account. The rows are those that warn of
 * the account in the plan of a job.
 *
 * Source: Service Accounts and BITS; each row of the table names its own.
 *
 * Returns: (transfer full) (element-type HaulierWarning): each once; may be empty
 */
GPtrArray *
haulier_account_outlook_warn (const HaulierAccessFacts *facts)
{
  GPtrArray *warnings = g_ptr_array_new_with_free_func ((GDestroyNotify) haulier_warning_free);
  HaulierCredential *logon
      = haulier_credential_new (HAULIER_AUTH_TARGET_SERVER, HAULIER_AUTH_SCHEME_NEGOTIATE);
  HaulierAccessDecisions *decisions = NULL;
  HaulierAccessFacts any_job = *facts;
  HaulierJobAccess access;

  haulier_job_access_init (&access);
  logon->implicit = TRUE;
  haulier_credentials_take (access.credentials, logon);
  any_job.access = &access;
  any_job.remote = ADDRESS;
  any_job.local = PATH;
  any_job.type = HAULIER_JOB_TYPE_DOWNLOAD;
  any_job.wire_schemes = HAULIER_AUTH_SCHEME_BIT (HAULIER_AUTH_SCHEME_NEGOTIATE);
  decisions = haulier_access_decisions_new (&any_job);
  collect (decisions, warnings);
  haulier_access_decisions_free (decisions);
  haulier_job_access_clear (&access);
  return warnings;
}
