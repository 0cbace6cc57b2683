/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* The commands that do something to jobs: suspend, resume, cancel, complete, retry, remove. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "haulier-cli-command-private.h"
#include "haulier-cli-engine.h"
#include "haulier-cli-job-json.h"

static void
append_result (HaulierCliJson *json, const HaulierActResult *result)
{
  haulier_cli_json_begin_object (json, NULL);
  haulier_cli_json_text (json, "id", result->id);
  haulier_cli_json_error (
      json, "error", result->code, -1, result->code != 0 ? result->message : NULL);
  haulier_cli_json_end_object (json);
}

static void
print_results (GPtrArray *results, gboolean is_one)
{
  g_autoptr (HaulierCliJson) json = haulier_cli_json_new (TRUE);

  if (!is_one)
    haulier_cli_json_begin_array (json, NULL);
  for (guint i = 0; i < results->len; i++)
    append_result (json, g_ptr_array_index (results, i));
  if (!is_one)
    haulier_cli_json_end_array (json);
  haulier_cli_json_print (json);
}

static const char *
name_of (GPtrArray *jobs, const char *id)
{
  for (guint i = 0; jobs != NULL && i < jobs->len; i++)
    {
      const HaulierJob *job = g_ptr_array_index (jobs, i);

      if (g_str_equal (job->id, id))
        return job->name;
    }
  return id;
}

/* Some of the engine's sentences name the job already. */
static GError *
new_complaint (const char *action, const char *name, const HaulierActResult *result)
{
  /* A success tells its code only. */
  const char *message
      = result->message[0] != '\0' ? result->message : _ (haulier_error_get_text (result->code));
  g_autofree char *quoted = g_strdup_printf ("“%s”", name);

  if (strstr (message, quoted) != NULL)
    return g_error_new_literal (HAULIER_ERROR, result->code, message);
  return g_error_new (HAULIER_ERROR,
                      result->code,
                      /* translators: an action, the name of a job, and why not */
                      _ ("%s “%s”: %s"),
                      action,
                      name,
                      message);
}

/* Every job that was refused is named; the status is that of the first. */
static HaulierCliStatus
complain_about (const char *action, GPtrArray *jobs, GPtrArray *results)
{
  HaulierCliStatus first = HAULIER_CLI_DONE;

  for (guint i = 0; i < results->len; i++)
    {
      const HaulierActResult *result = g_ptr_array_index (results, i);
      g_autoptr (GError) error = NULL;
      HaulierCliStatus status = HAULIER_CLI_DONE;

      if (result->code == 0)
        continue;
      error = new_complaint (action, name_of (jobs, result->id), result);
      status = haulier_cli_fail_on_job (error);
      /* Done, but not all of it: said, and no failure. */
      if (haulier_error_get_kind (result->code) == HAULIER_ERROR_KIND_SUCCESS)
        continue;
      first = first != HAULIER_CLI_DONE ? first : status;
    }
  return first;
}

static char **
dup_ids (GPtrArray *jobs)
{
  guint n_jobs = jobs != NULL ? jobs->len : 0;
  char **ids = g_new0 (char *, n_jobs + 1);

  for (guint i = 0; i < n_jobs; i++)
    ids[i] = g_strdup (((const HaulierJob *) g_ptr_array_index (jobs, i))->id);
  return ids;
}

/**
 * haulier_cli_do:
 * @cli: a run
 * @command: its row, whose name is the action
 * @arguments: the command line after its name
 *
 * Does one thing to jobs.
 *
 * Returns: the exit status
 */
HaulierCliStatus
haulier_cli_do (HaulierCli *cli, const HaulierCliCommand *command, char **arguments)
{
  gboolean all = FALSE;
  const GOptionEntry entries[] = {
    { "all", 0, 0, G_OPTION_ARG_NONE, &all, N_ ("Every job for which it is possible"), NULL },
    { NULL },
  };
  g_auto (GStrv) texts = NULL;
  g_auto (GStrv) ids = NULL;
  g_autoptr (GPtrArray) jobs = NULL;
  g_autoptr (GPtrArray) results = NULL;
  g_autoptr (GError) error = NULL;
  HaulierCliStatus status = HAULIER_CLI_DONE;

  if (!haulier_cli_command_parse (command, cli, entries, &arguments, &status))
    return status;
  texts = arguments;
  if (all == (texts[0] != NULL))
    return haulier_cli_fail_usage (_ ("understand “%s”: it takes JOB…, or --all"), command->name);
  if (!all)
    jobs = haulier_cli_find_jobs (cli, (const char *const *) texts, &error);
  if (error != NULL)
    return haulier_cli_fail_on_job (error);
  ids = dup_ids (jobs);
  results = haulier_cli_act (cli, command->name, (const char *const *) ids, &error);
  if (results == NULL)
    return haulier_cli_fail_on_job (error);
  if (cli->json)
    print_results (results, !all && g_strv_length (texts) == 1);
  return complain_about (command->name, jobs, results);
}
