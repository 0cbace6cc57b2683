/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Whose rights the two sides of a job have: who opens its files, who speaks to the network. */
#include "config.h"

#include "haulier-identity-finder.h"

#include <unistd.h>

#include "haulier-account-users.h"
#include "haulier-error.h"
#include "haulier-identity-rules.h"

#define ROOT_UID 0

struct _HaulierIdentityFinder
{
  HaulierEngineScope scope;
  HaulierHelperRegistry *helpers;     /* (nullable) */
  HaulierMachineCredentials *machine; /* (nullable): of a session, which is no account of it */
  HaulierSecurityContext *own;        /* (nullable): of the system engine, which works as nobody */
  GThreadPool *thread;                /* (nullable): asks the user database, which may not answer */
};

/* A cache that has nothing: what has no credentials does not look for somebody's. */
#define NO_CACHE "MEMORY:none"

/* What is asked: for one job, or, without sides, for the login user that owns it. */
typedef struct
{
  HaulierMachineCredentials *machine; /* (nullable) */
  HaulierJobIdentities *identities;   /* (nullable) that still lack the computer's ticket */
  HaulierAccount owner;
  gboolean only_owner;
  HaulierJobSides sides;
  HaulierSecurityContext *helper; /* (nullable) */
  gboolean helper_has_files;
  gboolean helper_has_network;
} Query;

static void
query_free (Query *query)
{
  g_clear_object (&query->machine);
  haulier_job_identities_free (query->identities);
  haulier_security_context_unref (query->helper);
  g_free (query);
}

/* A user of an account's row; without a name, the login user himself. */
static HaulierSecurityContext *
look_up (const char *name, HaulierAccount owner, GError **error)
{
  if (name != NULL)
    return haulier_security_context_lookup (name, NULL, error);
  return haulier_security_context_lookup_uid (owner.uid, NULL, error);
}

static gboolean
is_same_user (const HaulierSecurityContext *left, const HaulierSecurityContext *right)
{
  return left->uid == right->uid && left->n_groups == right->n_groups
         && memcmp (left->groups, right->groups, left->n_groups * sizeof *left->groups) == 0;
}

static HaulierSecurityContext *
find_files (const Query *query, const HaulierAccountUsers *users, GError **error)
{
  if (query->helper_has_files)
    return haulier_security_context_ref (query->helper);
  return look_up (users->files_user, query->owner, error);
}

static HaulierSecurityContext *
find_network (const Query *query, const HaulierAccountUsers *users, GError **error)
{
  const HaulierAccountUsers *helper_users = NULL;

  if (!query->helper_has_network)
    return look_up (users->network_user, query->owner, error);
  helper_users = haulier_account_users_find (haulier_account_for_user (query->helper->uid));
  if (helper_users->network_user != NULL)
    return look_up (helper_users->network_user, query->owner, error);
  return haulier_security_context_ref (query->helper);
}

static HaulierJobIdentities *
find (const Query *query, GError **error)
{
  const HaulierAccountUsers *users = haulier_account_users_find (query->owner);
  g_autoptr (HaulierJobIdentities) identities = g_new0 (HaulierJobIdentities, 1);

  identities->files = find_files (query, users, error);
  if (identities->files == NULL)
    return NULL;
  /* Nothing of a protocol is needed to look at files. */
  identities->split = TRUE;
  if (query->sides == HAULIER_JOB_SIDES_FILES)
    return g_steal_pointer (&identities);
  identities->network = find_network (query, users, error);
  if (identities->network == NULL)
    return NULL;
  identities->split = identities->files->uid == ROOT_UID
                      || !is_same_user (identities->files, identities->network);
  return g_steal_pointer (&identities);
}

static void
find_owner (GTask *task, const Query *query)
{
  GError *error = NULL;
  HaulierSecurityContext *owner = look_up (NULL, query->owner, &error);

  if (owner == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, owner, (GDestroyNotify) haulier_security_context_unref);
}

static void
find_cb (gpointer data, gpointer user_data)
{
  g_autoptr (GTask) task = data;
  const Query *query = g_task_get_task_data (task);
  HaulierJobIdentities *identities = NULL;
  GError *error = NULL;

  if (query->only_owner)
    {
      find_owner (task, query);
      return;
    }
  identities = find (query, &error);
  if (identities == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, identities, (GDestroyNotify) haulier_job_identities_free);
}

/**
 * haulier_identity_finder_new:
 * @scope: whom the engine serves
 * @helpers: (nullable): who is lent to jobs
 * @machine: (nullable): what the computer logs in with
 *
 * Returns: (transfer full): a finder
 */
HaulierIdentityFinder *
haulier_identity_finder_new (HaulierEngineScope scope,
                             HaulierHelperRegistry *helpers,
                             HaulierMachineCredentials *machine)
{
  HaulierIdentityFinder *finder = g_new0 (HaulierIdentityFinder, 1);

  finder->scope = scope;
  if (helpers != NULL)
    finder->helpers = g_object_ref (helpers);
  if (machine != NULL)
    finder->machine = g_object_ref (machine);
  if (scope == HAULIER_ENGINE_SCOPE_SESSION)
    finder->own = haulier_security_context_new_own (NULL);
  else
    finder->thread = g_thread_pool_new (find_cb, NULL, 1, FALSE, NULL);
  return finder;
}

/**
 * haulier_identity_finder_free:
 * @finder: (nullable): a finder; what was asked of it is still answered
 */
void
haulier_identity_finder_free (HaulierIdentityFinder *finder)
{
  if (finder == NULL)
    return;
  g_clear_object (&finder->helpers);
  g_clear_object (&finder->machine);
  haulier_security_context_unref (finder->own);
  if (finder->thread != NULL)
    g_thread_pool_free (finder->thread, FALSE, FALSE);
  g_free (finder);
}

/**
 * haulier_identity_finder_get_scope:
 * @finder: a finder
 *
 * Returns: whom the engine serves
 */
HaulierEngineScope
haulier_identity_finder_get_scope (const HaulierIdentityFinder *finder)
{
  return finder->scope;
}

static HaulierResource
get_file_resource (const HaulierJob *job)
{
  return job->type == HAULIER_JOB_TYPE_DOWNLOAD ? HAULIER_RESOURCE_DOWNLOAD_FILE
                                                : HAULIER_RESOURCE_UPLOAD_FILE;
}

/* What the table says of one side. Profiles differ only in whose proxy settings are read. */
static gboolean
decide_side (const HaulierJob *job, HaulierResource resource, gboolean *out_helper, GError **error)
{
  HaulierIdentityDecision decision = haulier_identity_decide (
      resource, &job->access.token, job->owner.kind, HAULIER_PROFILE_NATIVE);

  if (decision.identity == HAULIER_IDENTITY_NOBODY)
    {
      g_set_error_literal (error, HAULIER_ERROR, decision.code, decision.rule->text);
      return FALSE;
    }
  *out_helper = decision.identity == HAULIER_IDENTITY_HELPER;
  return TRUE;
}

/* Lent just before, and gone now, is as not lent. */
static gboolean
take_helper (HaulierIdentityFinder *finder, const HaulierJob *job, Query *query, GError **error)
{
  HaulierSecurityContext *helper
      = finder->helpers != NULL ? haulier_helper_registry_lookup (finder->helpers, job->id) : NULL;

  if (helper != NULL)
    query->helper = haulier_security_context_ref (helper);
  if (helper != NULL || (!query->helper_has_files && !query->helper_has_network))
    return TRUE;
  g_set_error_literal (error,
                       HAULIER_ERROR,
                       HAULIER_ERROR_TOKEN_REQUIRED,
                       haulier_error_get_text (HAULIER_ERROR_TOKEN_REQUIRED));
  return FALSE;
}

/* In a session the files are the same person's, whoever is used for the network. */
static gboolean
decide_sides (HaulierIdentityFinder *finder, const HaulierJob *job, Query *query, GError **error)
{
  if (finder->scope == HAULIER_ENGINE_SCOPE_SYSTEM
      && !decide_side (job, get_file_resource (job), &query->helper_has_files, error))
    return FALSE;
  return query->sides == HAULIER_JOB_SIDES_FILES
         || decide_side (job, HAULIER_RESOURCE_SERVER_LOGIN, &query->helper_has_network, error);
}

/* One user is on both sides; a helper brings another Kerberos cache. */
static HaulierJobIdentities *
find_in_session (HaulierIdentityFinder *finder, const Query *query)
{
  HaulierJobIdentities *identities = g_new0 (HaulierJobIdentities, 1);
  HaulierSecurityContext *worker = query->helper_has_network ? query->helper : finder->own;

  identities->files = haulier_security_context_ref (worker);
  if (query->sides == HAULIER_JOB_SIDES_BOTH)
    identities->network = haulier_security_context_ref (worker);
  return identities;
}

static void
replace_network (HaulierJobIdentities *identities, HaulierSecurityContext *network)
{
  haulier_security_context_unref (identities->network);
  identities->network = network;
  /* One process does both where it is one user: with that user's cache. */
  if (identities->split)
    return;
  haulier_security_context_unref (identities->files);
  identities->files = haulier_security_context_ref (network);
}

/* Without a ticket the transfer goes on: a server that asks is told nothing, and the plan says why.
 */
static void
ticket_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Query *query = g_task_get_task_data (task);
  HaulierJobIdentities *identities = g_steal_pointer (&query->identities);
  HaulierSecurityContext *network = haulier_machine_credentials_ensure_finish (
      HAULIER_MACHINE_CREDENTIALS (source), result, NULL);

  if (network == NULL)
    network = haulier_security_context_with_cache (identities->network, NO_CACHE);
  replace_network (identities, network);
  g_task_return_pointer (task, identities, (GDestroyNotify) haulier_job_identities_free);
}

static void
looked_up_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Query *query = g_task_get_task_data (task);
  const HaulierAccountUsers *users = haulier_account_users_find (query->owner);
  GError *error = NULL;
  HaulierJobIdentities *identities = g_task_propagate_pointer (G_TASK (result), &error);

  if (identities == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  if (identities->network == NULL || query->helper_has_network || users->network_user == NULL)
    {
      g_task_return_pointer (task, identities, (GDestroyNotify) haulier_job_identities_free);
      return;
    }
  if (query->machine != NULL && users->computer_credentials)
    {
      query->identities = identities;
      haulier_machine_credentials_ensure_async (
          query->machine, query->owner, identities->network, ticket_cb, g_steal_pointer (&task));
      return;
    }
  replace_network (identities, haulier_security_context_with_cache (identities->network, NO_CACHE));
  g_task_return_pointer (task, identities, (GDestroyNotify) haulier_job_identities_free);
}

/* The thread's own task has what this one is about, which outlives it. */
static void
look_up_in_thread (HaulierIdentityFinder *finder, GTask *task)
{
  GTask *asked = g_task_new (NULL, NULL, looked_up_cb, task);

  g_task_set_source_tag (asked, look_up_in_thread);
  g_task_set_task_data (asked, g_task_get_task_data (task), NULL);
  g_thread_pool_push (finder->thread, asked, NULL);
}

/**
 * haulier_identity_finder_find_async:
 * @finder: a finder
 * @job: a job
 * @sides: what is to be done
 * @callback: called with the result
 * @user_data: for @callback
 *
 * Asks the rules which account is used for each side, the user database who that is, and for the
 * computer's ticket where the account has it.
 */
void
haulier_identity_finder_find_async (HaulierIdentityFinder *finder,
                                    const HaulierJob *job,
                                    HaulierJobSides sides,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, callback, user_data);
  Query *query = g_new0 (Query, 1);
  GError *error = NULL;

  g_task_set_source_tag (task, haulier_identity_finder_find_async);
  g_task_set_task_data (task, query, (GDestroyNotify) query_free);
  query->owner = job->owner;
  query->sides = sides;
  if (finder->machine != NULL)
    query->machine = g_object_ref (finder->machine);
  if (!decide_sides (finder, job, query, &error) || !take_helper (finder, job, query, &error))
    g_task_return_error (task, error);
  else if (finder->scope == HAULIER_ENGINE_SCOPE_SESSION)
    g_task_return_pointer (
        task, find_in_session (finder, query), (GDestroyNotify) haulier_job_identities_free);
  else
    look_up_in_thread (finder, g_steal_pointer (&task));
}

/**
 * haulier_identity_finder_find_finish:
 * @result: the result
 * @error: return location
 *
 * Errors: %HAULIER_ERROR_TOKEN_REQUIRED where a helper is needed and not there,
 *   %HAULIER_ERROR_NO_SUCH_USER.
 *
 * Returns: (transfer full): who does the work of the job
 */
HaulierJobIdentities *
haulier_identity_finder_find_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * haulier_identity_finder_set_used:
 * @finder: a finder
 * @network: a context whose worker transfers
 * @used: whether it runs
 *
 * While it runs, the computer's ticket in its cache is renewed before it ends.
 */
void
haulier_identity_finder_set_used (HaulierIdentityFinder *finder,
                                  const HaulierSecurityContext *network,
                                  gboolean used)
{
  if (finder->machine != NULL && network->kerberos_cache != NULL
      && !g_str_equal (network->kerberos_cache, NO_CACHE))
    haulier_machine_credentials_set_needed (finder->machine, network->uid, used);
}

/**
 * haulier_job_identities_free:
 * @identities: (nullable): what was found
 */
void
haulier_job_identities_free (HaulierJobIdentities *identities)
{
  if (identities == NULL)
    return;
  haulier_security_context_unref (identities->files);
  haulier_security_context_unref (identities->network);
  g_free (identities);
}

/* Root's own program runs with all that root has. */
static HaulierSecurityContext *
find_own (HaulierIdentityFinder *finder, HaulierAccount owner)
{
  if (!haulier_account_equal (owner, haulier_account_for_user (geteuid ())))
    return NULL;
  return finder->own != NULL ? haulier_security_context_ref (finder->own)
                             : haulier_security_context_new_own (NULL);
}

/**
 * haulier_identity_finder_find_owner_async:
 * @finder: a finder
 * @owner: a login user
 * @callback: called with the result
 * @user_data: for @callback
 *
 * For what an owner has run besides the transfer.
 */
void
haulier_identity_finder_find_owner_async (HaulierIdentityFinder *finder,
                                          HaulierAccount owner,
                                          GAsyncReadyCallback callback,
                                          gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, callback, user_data);
  Query *query = g_new0 (Query, 1);
  HaulierSecurityContext *own = find_own (finder, owner);

  g_task_set_source_tag (task, haulier_identity_finder_find_owner_async);
  g_task_set_task_data (task, query, (GDestroyNotify) query_free);
  query->owner = owner;
  query->only_owner = TRUE;
  if (own != NULL)
    g_task_return_pointer (task, own, (GDestroyNotify) haulier_security_context_unref);
  else if (finder->thread == NULL || !haulier_account_users_find (owner)->runs_commands)
    g_task_return_new_error (task,
                             HAULIER_ERROR,
                             HAULIER_ERROR_ACCESS_DENIED,
                             "this engine runs no program for another account");
  else
    g_thread_pool_push (finder->thread, g_steal_pointer (&task), NULL);
}

/**
 * haulier_identity_finder_find_owner_finish:
 * @result: the result
 * @error: return location
 *
 * Errors: %HAULIER_ERROR_NO_SUCH_USER; %HAULIER_ERROR_ACCESS_DENIED for an account that this engine
 *   cannot be, or that runs no programs.
 *
 * Returns: (transfer full): the owner's context
 */
HaulierSecurityContext *
haulier_identity_finder_find_owner_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
