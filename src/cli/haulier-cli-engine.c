/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* The engine's methods, one after the other: a command line has nothing else to do meanwhile. */
#include "config.h"

#include "haulier-cli-engine.h"

#include "haulier-client-follow.h"

/**
 * haulier_cli_take_result:
 * @source: whose method it is
 * @result: its result
 * @user_data: (type GAsyncResult): where it is left
 *
 * The callback of a method that haulier_cli_await() waits for.
 */
void
haulier_cli_take_result (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GAsyncResult **out_result = user_data;

  *out_result = g_object_ref (result);
}

/**
 * haulier_cli_await:
 * @result: (inout): %NULL at first
 *
 * Runs the main loop until haulier_cli_take_result() was called with @result.
 */
void
haulier_cli_await (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);
}

/**
 * haulier_cli_open:
 * @cli: a run with a client that is not open
 * @error: return location
 *
 * Returns: whether the engine answers
 */
gboolean
haulier_cli_open (HaulierCli *cli, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  haulier_client_open_async (cli->client, NULL, haulier_cli_take_result, &result);
  haulier_cli_await (&result);
  return haulier_client_open_finish (cli->client, result, error);
}

/**
 * haulier_cli_create_job:
 * @cli: a run
 * @request: what is wanted
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the job
 */
HaulierJob *
haulier_cli_create_job (HaulierCli *cli, HaulierJobRequest *request, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  if (!haulier_cli_ensure_engine (cli, error))
    return NULL;
  haulier_client_create_job_async (cli->client, request, NULL, haulier_cli_take_result, &result);
  haulier_cli_await (&result);
  return haulier_client_create_job_finish (cli->client, result, error);
}

/**
 * haulier_cli_add_files:
 * @cli: a run
 * @id: a job
 * @request: its files are added
 * @error: return location
 *
 * Returns: whether they are added
 */
gboolean
haulier_cli_add_files (HaulierCli *cli, const char *id, HaulierJobRequest *request, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  haulier_client_add_files_async (cli->client, id, request, NULL, haulier_cli_take_result, &result);
  haulier_cli_await (&result);
  return haulier_client_add_files_finish (cli->client, result, error);
}

/**
 * haulier_cli_list_jobs:
 * @cli: a run
 * @after: sequence of the last job known
 * @count: how many at most
 * @error: return location
 *
 * Returns: (transfer full) (nullable) (element-type HaulierJob): a page
 */
GPtrArray *
haulier_cli_list_jobs (HaulierCli *cli, guint64 after, guint count, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  if (!haulier_cli_ensure_engine (cli, error))
    return NULL;
  haulier_client_list_jobs_async (
      cli->client, after, count, NULL, haulier_cli_take_result, &result);
  haulier_cli_await (&result);
  return haulier_client_list_jobs_finish (cli->client, result, error);
}

static GPtrArray *
find_jobs_here (HaulierCli *cli, const char *const *texts, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  if (!haulier_cli_ensure_engine (cli, error))
    return NULL;
  haulier_client_find_jobs_async (cli->client, texts, NULL, haulier_cli_take_result, &result);
  haulier_cli_await (&result);
  return haulier_client_find_jobs_finish (cli->client, result, error);
}

/**
 * haulier_cli_find_jobs:
 * @cli: a run; the engine in which they were found is meant from now on
 * @texts: jobs as the person names them
 * @error: return location
 *
 * Looks in the user's own engine, then in that of the computer, unless one of them was asked for.
 *
 * Returns: (transfer full) (nullable) (element-type HaulierJob): the jobs
 */
GPtrArray *
haulier_cli_find_jobs (HaulierCli *cli, const char *const *texts, GError **error)
{
  g_autoptr (GError) own_error = NULL;
  g_autoptr (GPtrArray) jobs = find_jobs_here (cli, texts, &own_error);

  if (g_error_matches (own_error, HAULIER_ERROR, HAULIER_ERROR_NOT_FOUND)
      && haulier_cli_turn_to_system (cli))
    jobs = find_jobs_here (cli, texts, NULL);
  if (jobs == NULL)
    g_propagate_error (error, g_steal_pointer (&own_error));
  else
    cli->session = !cli->system;
  return g_steal_pointer (&jobs);
}

/**
 * haulier_cli_find_job:
 * @cli: a run
 * @text: a job as the person names it
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the job
 */
HaulierJob *
haulier_cli_find_job (HaulierCli *cli, const char *text, GError **error)
{
  const char *const texts[] = { text, NULL };
  g_autoptr (GPtrArray) jobs = haulier_cli_find_jobs (cli, texts, error);

  if (jobs == NULL || jobs->len == 0)
    return NULL;
  return haulier_job_copy (g_ptr_array_index (jobs, 0));
}

/**
 * haulier_cli_act:
 * @cli: a run
 * @action: what to do
 * @ids: to which jobs; none: to all for which it is possible
 * @error: return location
 *
 * Returns: (transfer full) (nullable) (element-type HaulierActResult): what became of each
 */
GPtrArray *
haulier_cli_act (HaulierCli *cli, const char *action, const char *const *ids, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  if (!haulier_cli_ensure_engine (cli, error))
    return NULL;
  haulier_client_act_async (cli->client,
                            action,
                            ids,
                            haulier_client_has_all_owners (cli->client),
                            NULL,
                            haulier_cli_take_result,
                            &result);
  haulier_cli_await (&result);
  return haulier_client_act_finish (cli->client, result, error);
}

/**
 * haulier_cli_get_details:
 * @cli: a run
 * @id: a job
 * @out_details: (out): what its row does not hold
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the job
 */
HaulierJob *
haulier_cli_get_details (HaulierCli *cli, const char *id, GVariant **out_details, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  haulier_client_get_details_async (cli->client, id, NULL, haulier_cli_take_result, &result);
  haulier_cli_await (&result);
  return haulier_client_get_details_finish (cli->client, result, out_details, error);
}

/**
 * haulier_cli_get_files:
 * @cli: a run
 * @id: a job
 * @first: index of the first file wanted
 * @count: how many at most
 * @error: return location
 *
 * Returns: (transfer full) (nullable) (element-type HaulierFile): the files
 */
GPtrArray *
haulier_cli_get_files (HaulierCli *cli, const char *id, guint first, guint count, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  haulier_client_get_files_async (
      cli->client, id, first, count, NULL, haulier_cli_take_result, &result);
  haulier_cli_await (&result);
  return haulier_client_get_files_finish (cli->client, result, error);
}

/**
 * haulier_cli_get_trace:
 * @cli: a run
 * @id: a job
 * @after: sequence of the last record known
 * @count: how many at most
 * @error: return location
 *
 * Returns: (transfer full) (nullable) (element-type HaulierTraceRecord): the records
 */
GPtrArray *
haulier_cli_get_trace (HaulierCli *cli, const char *id, guint64 after, guint count, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  haulier_client_get_trace_async (
      cli->client, id, after, count, NULL, haulier_cli_take_result, &result);
  haulier_cli_await (&result);
  return haulier_client_get_trace_finish (cli->client, result, error);
}

/**
 * haulier_cli_set:
 * @cli: a run
 * @id: a job
 * @settings: (transfer floating): what to change
 * @error: return location
 *
 * Returns: whether it is changed
 */
gboolean
haulier_cli_set (HaulierCli *cli, const char *id, GVariant *settings, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  haulier_client_set_async (cli->client, id, settings, NULL, haulier_cli_take_result, &result);
  haulier_cli_await (&result);
  return haulier_client_set_finish (cli->client, result, error);
}

/**
 * haulier_cli_take_ownership:
 * @cli: a run
 * @id: a job
 * @error: return location
 *
 * Returns: whether the job is the person's own now
 */
gboolean
haulier_cli_take_ownership (HaulierCli *cli, const char *id, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  haulier_client_take_ownership_async (cli->client, id, NULL, haulier_cli_take_result, &result);
  haulier_cli_await (&result);
  return haulier_client_take_ownership_finish (cli->client, result, error);
}

/**
 * haulier_cli_get_settings:
 * @cli: a run
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the settings of the engine
 */
GVariant *
haulier_cli_get_settings (HaulierCli *cli, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  if (!haulier_cli_ensure_engine (cli, error))
    return NULL;
  haulier_client_get_settings_async (cli->client, NULL, haulier_cli_take_result, &result);
  haulier_cli_await (&result);
  return haulier_client_get_settings_finish (cli->client, result, error);
}

/**
 * haulier_cli_set_settings:
 * @cli: a run
 * @settings: (transfer floating): what to change
 * @error: return location
 *
 * Returns: whether they are changed
 */
gboolean
haulier_cli_set_settings (HaulierCli *cli, GVariant *settings, GError **error)
{
  g_autoptr (GVariant) sunk = g_variant_ref_sink (settings);
  g_autoptr (GAsyncResult) result = NULL;

  if (!haulier_cli_ensure_engine (cli, error))
    return FALSE;
  haulier_client_set_settings_async (cli->client, sunk, NULL, haulier_cli_take_result, &result);
  haulier_cli_await (&result);
  return haulier_client_set_settings_finish (cli->client, result, error);
}
