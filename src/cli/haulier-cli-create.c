/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* The commands create, add-file and add-files: a job step by step, as with BITS. */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "haulier-cli-account.h"
#include "haulier-cli-command-private.h"
#include "haulier-cli-engine.h"
#include "haulier-cli-file-options.h"
#include "haulier-cli-job-json.h"
#include "haulier-model-types.h"
#include "haulier-words.h"

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (HaulierCliFileOptions, haulier_cli_file_options_clear)

static void
print_job (HaulierCli *cli, const HaulierJob *job)
{
  g_autoptr (HaulierCliJson) json = NULL;

  if (!cli->json)
    {
      g_print ("%s\n", job->id);
      return;
    }
  json = haulier_cli_json_new (TRUE);
  haulier_cli_json_job (json, cli, job);
  haulier_cli_json_print (json);
}

static gboolean
check_type (const char *type, GError **error)
{
  gint value = 0;

  if (type == NULL || haulier_word_to_value (HAULIER_TYPE_JOB_TYPE, type, &value, error))
    return TRUE;
  g_prefix_error (error, "set type: ");
  return FALSE;
}

/**
 * haulier_cli_create:
 * @cli: a run
 * @command: its row
 * @arguments: the command line after its name
 *
 * Creates an empty, suspended job of BITS's kind.
 *
 * Returns: the exit status
 */
HaulierCliStatus
haulier_cli_create (HaulierCli *cli, const HaulierCliCommand *command, char **arguments)
{
  g_autofree char *account = NULL;
  g_autofree char *type = NULL;
  g_autofree char *description = NULL;
  const GOptionEntry entries[] = {
    { "account",
      0,
      0,
      G_OPTION_ARG_STRING,
      &account,
      N_ ("For this account: a user, LocalSystem, LocalService or NetworkService"),
      N_ ("ACCOUNT") },
    { "type", 0, 0, G_OPTION_ARG_STRING, &type, N_ ("download"), N_ ("TYPE") },
    { "description",
      0,
      0,
      G_OPTION_ARG_STRING,
      &description,
      N_ ("Describe the job"),
      N_ ("TEXT") },
    { NULL },
  };
  g_auto (GStrv) names = NULL;
  g_autoptr (HaulierJobRequest) request = haulier_job_request_new ();
  g_autoptr (HaulierJob) job = NULL;
  g_autoptr (GError) error = NULL;
  HaulierCliStatus status = HAULIER_CLI_DONE;

  if (!haulier_cli_command_parse (command, cli, entries, &arguments, &status))
    return status;
  names = arguments;
  if (!check_type (type, &error) || !haulier_cli_account_apply (cli, account, request, &error))
    {
      haulier_cli_complain (error);
      return HAULIER_CLI_USAGE;
    }
  haulier_job_request_set (request, "name", g_variant_new_string (names[0]));
  haulier_job_request_set (request, "origin", g_variant_new_string ("bits"));
  haulier_job_request_set (request, "start", g_variant_new_boolean (FALSE));
  if (type != NULL)
    haulier_job_request_set (request, "type", g_variant_new_string (type));
  if (description != NULL)
    haulier_job_request_set (request, "description", g_variant_new_string (description));
  job = haulier_cli_create_job (cli, request, &error);
  if (job == NULL)
    return haulier_cli_fail (error);
  print_job (cli, job);
  return HAULIER_CLI_DONE;
}

static HaulierCliStatus
add_files (HaulierCli *cli,
           const char *text,
           char **addresses,
           const HaulierCliFileOptions *options)
{
  g_autoptr (HaulierJobRequest) request = haulier_job_request_new ();
  g_autoptr (HaulierJob) job = NULL;
  g_autoptr (HaulierJob) changed = NULL;
  g_autoptr (GError) error = NULL;

  if (!haulier_cli_file_options_fill (options, addresses, NULL, request, &error))
    return haulier_cli_fail (error);
  job = haulier_cli_find_job (cli, text, &error);
  if (job == NULL)
    return haulier_cli_fail_on_job (error);
  if (!haulier_cli_add_files (cli, job->id, request, &error))
    return haulier_cli_fail_on_job (error);
  if (cli->json)
    changed = haulier_cli_find_job (cli, job->id, &error);
  if (changed != NULL)
    print_job (cli, changed);
  return error != NULL ? haulier_cli_fail (error) : HAULIER_CLI_DONE;
}

/**
 * haulier_cli_add_file:
 * @cli: a run
 * @command: its row
 * @arguments: the command line after its name
 *
 * Adds a file to a job.
 *
 * Returns: the exit status
 */
HaulierCliStatus
haulier_cli_add_file (HaulierCli *cli, const HaulierCliCommand *command, char **arguments)
{
  g_auto (HaulierCliFileOptions) options = { 0 };
  const GOptionEntry entries[] = {
    { "checksum",
      0,
      0,
      G_OPTION_ARG_STRING,
      &options.checksum,
      N_ ("What the file must be, for instance sha256:9f86…"),
      N_ ("ALGORITHM:HEX") },
    { "overwrite",
      0,
      0,
      G_OPTION_ARG_NONE,
      &options.overwrite,
      N_ ("Replace files that exist"),
      NULL },
    { "ranges",
      0,
      0,
      G_OPTION_ARG_STRING,
      &options.ranges,
      N_ ("Only these bytes of the file, put together"),
      N_ ("OFFSET:LENGTH,…") },
    { NULL },
  };
  g_auto (GStrv) texts = NULL;
  HaulierCliStatus status = HAULIER_CLI_DONE;

  if (!haulier_cli_command_parse (command, cli, entries, &arguments, &status))
    return status;
  texts = arguments;
  if (!haulier_cli_file_options_check (&options, 1, &status))
    return status;
  options.to = g_steal_pointer (&texts[2]);
  return add_files (cli, texts[0], (char *[]){ texts[1], NULL }, &options);
}

/**
 * haulier_cli_add_files_from:
 * @cli: a run
 * @command: its row
 * @arguments: the command line after its name
 *
 * Adds the files of a list to a job.
 *
 * Returns: the exit status
 */
HaulierCliStatus
haulier_cli_add_files_from (HaulierCli *cli, const HaulierCliCommand *command, char **arguments)
{
  g_auto (HaulierCliFileOptions) options = { 0 };
  const GOptionEntry entries[] = {
    { "from",
      0,
      0,
      G_OPTION_ARG_FILENAME,
      &options.from,
      N_ ("Take addresses from LIST, one a line; - is standard input"),
      N_ ("LIST") },
    { "to", 0, 0, G_OPTION_ARG_FILENAME, &options.to, N_ ("Where the files go"), N_ ("PATH") },
    { "overwrite",
      0,
      0,
      G_OPTION_ARG_NONE,
      &options.overwrite,
      N_ ("Replace files that exist"),
      NULL },
    { NULL },
  };
  g_auto (GStrv) texts = NULL;
  HaulierCliStatus status = HAULIER_CLI_DONE;

  if (!haulier_cli_command_parse (command, cli, entries, &arguments, &status))
    return status;
  texts = arguments;
  if (options.from == NULL)
    return haulier_cli_fail_usage (_ ("understand “add-files”: --from is missing"));
  return add_files (cli, texts[0], (char *[]){ NULL }, &options);
}
