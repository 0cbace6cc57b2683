/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Who is lent by a caller: the caller itself, or a user that an administrator names. */
#include "config.h"

#include "haulier-helper-finder.h"

static void
query_free (HaulierHelperQuery *query)
{
  g_free ((gpointer) query->groups);
  g_free ((gpointer) query->user);
  g_free ((gpointer) query->kerberos_cache);
  g_free (query);
}

static HaulierHelperQuery *
query_copy (const HaulierHelperQuery *query)
{
  HaulierHelperQuery *copy = g_memdup2 (query, sizeof *query);

  copy->groups = g_memdup2 (query->groups, query->n_groups * sizeof *query->groups);
  copy->user = g_strdup (query->user);
  copy->kerberos_cache = g_strdup (query->kerberos_cache);
  return copy;
}

static HaulierSecurityContext *
find (const HaulierHelperQuery *query, GError **error)
{
  g_autoptr (HaulierSecurityContext) context
      = query->user != NULL
            ? haulier_security_context_lookup (query->user, query->kerberos_cache, error)
            : haulier_security_context_lookup_uid (query->uid, query->kerberos_cache, error);

  if (context == NULL)
    return NULL;
  if (query->n_groups > 0 && context->uid == query->uid)
    return haulier_security_context_with_groups (context, query->groups, query->n_groups);
  return g_steal_pointer (&context);
}

static void
find_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;
  HaulierSecurityContext *context = find (data, &error);

  if (context == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, context, (GDestroyNotify) haulier_security_context_unref);
}

/**
 * haulier_helper_finder_find_async:
 * @query: who calls, and what it asks for
 * @callback: called with the result
 * @user_data: for @callback
 *
 * Asks the user database in a thread. The engine of one user does not ask: it is that user.
 */
void
haulier_helper_finder_find_async (const HaulierHelperQuery *query,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, callback, user_data);

  g_task_set_source_tag (task, haulier_helper_finder_find_async);
  g_task_set_task_data (task, query_copy (query), (GDestroyNotify) query_free);
  if (query->scope == HAULIER_ENGINE_SCOPE_SESSION && query->user == NULL)
    g_task_return_pointer (task,
                           haulier_security_context_new_own (query->kerberos_cache),
                           (GDestroyNotify) haulier_security_context_unref);
  else
    g_task_run_in_thread (task, find_thread);
}

/**
 * haulier_helper_finder_find_finish:
 * @result: the result
 * @error: return location
 *
 * Errors: %HAULIER_ERROR_NO_SUCH_USER.
 *
 * Returns: (transfer full): who would be lent
 */
HaulierSecurityContext *
haulier_helper_finder_find_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
