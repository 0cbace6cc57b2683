/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* The methods of the engine about its jobs as a whole, and the settings. */
#include "config.h"

#include "haulier-client-calls.h"

#include "haulier-client-private.h"
#include "haulier-error.h"
#include "haulier-job-row.h"
#include "haulier-job-table.h"

void
haulier_act_result_free (HaulierActResult *result)
{
  g_free (result->id);
  g_free (result->message);
  g_free (result);
}

static GPtrArray *
finish_jobs (GAsyncResult *result, GError **error)
{
  g_autoptr (GVariant) reply
      = haulier_client_call_finish (result, "(a" HAULIER_JOB_ROW_SIGNATURE ")", error);
  g_autoptr (GVariant) rows = NULL;

  if (reply == NULL)
    return NULL;
  rows = g_variant_get_child_value (reply, 0);
  return haulier_client_read_jobs (rows);
}

/**
 * haulier_client_list_jobs_async:
 * @self: an open client
 * @after: sequence of the last job known, 0 to begin
 * @count: how many at most
 * @cancellable: (nullable): to give up
 * @callback: called with the page
 * @user_data: for @callback
 *
 * Asks for a page of the list, in order of creation. A page that is shorter than asked for is the
 * last one.
 */
void
haulier_client_list_jobs_async (HaulierClient *self,
                                guint64 after,
                                guint count,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  const HaulierClientCall call = {
    .method = "ListJobTable",
    .source_tag = haulier_client_list_jobs_async,
  };

  haulier_client_call (
      self,
      &call,
      g_variant_new ("(tu@a{sv})", after, count, haulier_client_owners_options (self)),
      cancellable,
      callback,
      user_data);
}

/**
 * haulier_client_list_jobs_finish:
 * @self: a client
 * @result: as given to the callback
 * @error: return location
 *
 * Returns: (transfer full) (nullable) (element-type HaulierJob): the page
 */
GPtrArray *
haulier_client_list_jobs_finish (HaulierClient *self, GAsyncResult *result, GError **error)
{
  g_autoptr (GVariant) reply = haulier_client_call_finish (result, "(ay)", error);
  g_autoptr (GVariant) table = NULL;
  GPtrArray *jobs = NULL;

  if (reply == NULL)
    return NULL;
  table = g_variant_get_child_value (reply, 0);
  jobs = haulier_job_table_read (table);
  if (jobs == NULL)
    g_set_error_literal (error,
                         HAULIER_ERROR,
                         HAULIER_ERROR_FAILED,
                         "list the jobs: the answer of the engine makes no sense");
  return jobs;
}

/**
 * haulier_client_find_jobs_async:
 * @self: an open client
 * @texts: ids, unique beginnings of ids, or unique names
 * @cancellable: (nullable): to give up
 * @callback: called with the jobs
 * @user_data: for @callback
 *
 * Finds jobs as a person names them.
 */
void
haulier_client_find_jobs_async (HaulierClient *self,
                                const char *const *texts,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  const HaulierClientCall call = {
    .method = "FindJobs",
    .source_tag = haulier_client_find_jobs_async,
  };

  haulier_client_call (self,
                       &call,
                       g_variant_new ("(^as@a{sv})", texts, haulier_client_owners_options (self)),
                       cancellable,
                       callback,
                       user_data);
}

/**
 * haulier_client_find_jobs_finish:
 * @self: a client
 * @result: as given to the callback
 * @error: return location
 *
 * Errors: %HAULIER_ERROR_NOT_FOUND, %HAULIER_ERROR_INVALID_ARGUMENT when a text fits several.
 *
 * Returns: (transfer full) (nullable) (element-type HaulierJob): the jobs, in the order asked for
 */
GPtrArray *
haulier_client_find_jobs_finish (HaulierClient *self, GAsyncResult *result, GError **error)
{
  return finish_jobs (result, error);
}

/**
 * haulier_client_act_async:
 * @self: an open client
 * @action: `suspend`, `resume`, `cancel`, `complete`, `retry` or `remove`
 * @ids: jobs; none: every job for which it is possible
 * @all_owners: with no ids, whether those of other accounts are meant too
 * @cancellable: (nullable): to give up
 * @callback: called when all is done
 * @user_data: for @callback
 *
 * Does one thing to many jobs.
 */
void
haulier_client_act_async (HaulierClient *self,
                          const char *action,
                          const char *const *ids,
                          gboolean all_owners,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  const HaulierClientCall call = {
    .method = "Act",
    .is_wish = TRUE,
    .timeout_ms = HAULIER_CLIENT_LONG_CALL_TIMEOUT_MS,
    .source_tag = haulier_client_act_async,
  };
  GVariant *options
      = all_owners ? g_variant_new_parsed ("{'all-owners': <true>}") : haulier_client_no_options ();

  haulier_client_call (self,
                       &call,
                       g_variant_new ("(s^as@a{sv})", action, ids, options),
                       cancellable,
                       callback,
                       user_data);
}

/**
 * haulier_client_act_finish:
 * @self: a client
 * @result: as given to the callback
 * @error: return location
 *
 * Returns: (transfer full) (nullable) (element-type HaulierActResult): what became of each job
 */
GPtrArray *
haulier_client_act_finish (HaulierClient *self, GAsyncResult *result, GError **error)
{
  g_autoptr (GVariant) reply = haulier_client_call_finish (result, "(a(sus))", error);
  g_autoptr (GVariantIter) iter = NULL;
  GPtrArray *results = NULL;
  HaulierActResult row = { 0 };
  guint32 code = 0;

  if (reply == NULL)
    return NULL;
  results = g_ptr_array_new_with_free_func ((GDestroyNotify) haulier_act_result_free);
  g_variant_get (reply, "(a(sus))", &iter);
  while (g_variant_iter_next (iter, "(sus)", &row.id, &code, &row.message))
    {
      row.code = (gint) code;
      g_ptr_array_add (results, g_memdup2 (&row, sizeof row));
    }
  return results;
}

/**
 * haulier_client_get_settings_async:
 * @self: an open client
 * @cancellable: (nullable): to give up
 * @callback: called with the settings
 * @user_data: for @callback
 *
 * Asks for the settings of the engine.
 */
void
haulier_client_get_settings_async (HaulierClient *self,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data)
{
  const HaulierClientCall call = {
    .method = "GetSettings",
    .source_tag = haulier_client_get_settings_async,
  };

  haulier_client_call (self, &call, NULL, cancellable, callback, user_data);
}

/**
 * haulier_client_get_settings_finish:
 * @self: a client
 * @result: as given to the callback
 * @error: return location
 *
 * Returns: (transfer full) (nullable): `a{sv}` with every setting
 */
GVariant *
haulier_client_get_settings_finish (HaulierClient *self, GAsyncResult *result, GError **error)
{
  g_autoptr (GVariant) reply = haulier_client_call_finish (result, "(a{sv})", error);

  return reply != NULL ? g_variant_get_child_value (reply, 0) : NULL;
}

/**
 * haulier_client_set_settings_async:
 * @self: an open client
 * @settings: (transfer floating): `a{sv}` with those to change
 * @cancellable: (nullable): to give up
 * @callback: called when they are changed
 * @user_data: for @callback
 *
 * Changes settings of the engine, all or nothing.
 */
void
haulier_client_set_settings_async (HaulierClient *self,
                                   GVariant *settings,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data)
{
  const HaulierClientCall call = {
    .method = "SetSettings",
    .is_wish = TRUE,
    .source_tag = haulier_client_set_settings_async,
  };

  haulier_client_call (
      self, &call, g_variant_new ("(@a{sv})", settings), cancellable, callback, user_data);
}

/**
 * haulier_client_set_settings_finish:
 * @self: a client
 * @result: as given to the callback
 * @error: return location
 *
 * Returns: whether they are changed
 */
gboolean
haulier_client_set_settings_finish (HaulierClient *self, GAsyncResult *result, GError **error)
{
  g_autoptr (GVariant) reply = haulier_client_call_finish (result, "()", error);

  return reply != NULL;
}
