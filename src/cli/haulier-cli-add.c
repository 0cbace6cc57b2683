/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* The command add: addresses in, a job out. */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "haulier-cli-access-options.h"
#include "haulier-cli-account.h"
#include "haulier-cli-command-private.h"
#include "haulier-cli-engine.h"
#include "haulier-cli-file-options.h"
#include "haulier-cli-job-json.h"
#include "haulier-cli-target.h"
#include "haulier-cli-wait.h"
#include "haulier-error.h"
#include "haulier-job-settings.h"

typedef struct
{
  HaulierCliFileOptions files;
  HaulierCliAccessOptions access;
  char *account;
  char *name;
  char *description;
  char *priority;
  char *limit;
  char *connections;
  char **headers;
  gboolean paused;
  gboolean wait;
  gboolean keep_temporary;
} AddOptions;

static void
add_options_clear (AddOptions *options)
{
  haulier_cli_file_options_clear (&options->files);
  haulier_cli_access_options_clear (&options->access);
  g_free (options->account);
  g_free (options->name);
  g_free (options->description);
  g_free (options->priority);
  g_free (options->limit);
  g_free (options->connections);
  g_strfreev (options->headers);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (AddOptions, add_options_clear)

static gboolean
parse (HaulierCli *cli,
       const HaulierCliCommand *command,
       AddOptions *options,
       char ***arguments,
       HaulierCliStatus *out_status)
{
  HaulierCliFileOptions *files = &options->files;
  const GOptionEntry own[] = {
    { "to", 0, 0, G_OPTION_ARG_FILENAME, &files->to, N_ ("Where the files go"), N_ ("PATH") },
    { "from",
      0,
      0,
      G_OPTION_ARG_FILENAME,
      &files->from,
      N_ ("Take addresses from LIST, one a line; - is standard input"),
      N_ ("LIST") },
    { "account",
      0,
      0,
      G_OPTION_ARG_STRING,
      &options->account,
      N_ ("For this account: a user, LocalSystem, LocalService or NetworkService"),
      N_ ("ACCOUNT") },
    { "name",
      0,
      0,
      G_OPTION_ARG_STRING,
      &options->name,
      N_ ("Call the job so (default: like its first file)"),
      N_ ("TEXT") },
    { "description",
      0,
      0,
      G_OPTION_ARG_STRING,
      &options->description,
      N_ ("Describe the job"),
      N_ ("TEXT") },
    { "priority",
      0,
      0,
      G_OPTION_ARG_STRING,
      &options->priority,
      N_ ("foreground, high, normal or low"),
      N_ ("PRIORITY") },
    { "paused", 0, 0, G_OPTION_ARG_NONE, &options->paused, N_ ("Do not start it"), NULL },
    { "wait", 0, 0, G_OPTION_ARG_NONE, &options->wait, N_ ("Wait until it is finished"), NULL },
    { "keep-temporary",
      0,
      0,
      G_OPTION_ARG_NONE,
      &options->keep_temporary,
      N_ ("Let files appear only when the job is completed by hand"),
      NULL },
    { "checksum",
      0,
      0,
      G_OPTION_ARG_STRING,
      &files->checksum,
      N_ ("What the file must be, for instance sha256:9f86…"),
      N_ ("ALGORITHM:HEX") },
    { "overwrite",
      0,
      0,
      G_OPTION_ARG_NONE,
      &files->overwrite,
      N_ ("Replace files that exist"),
      NULL },
    { "ranges",
      0,
      0,
      G_OPTION_ARG_STRING,
      &files->ranges,
      N_ ("Only these bytes of the file, put together"),
      N_ ("OFFSET:LENGTH,…") },
    { "limit",
      0,
      0,
      G_OPTION_ARG_STRING,
      &options->limit,
      N_ ("At most so many bytes a second, for instance 500k"),
      N_ ("RATE") },
    { "connections",
      0,
      0,
      G_OPTION_ARG_STRING,
      &options->connections,
      N_ ("At most so many connections, 1 to 16"),
      N_ ("NUMBER") },
    { "header",
      0,
      0,
      G_OPTION_ARG_STRING_ARRAY,
      &options->headers,
      N_ ("Send this header too; as often as needed"),
      N_ ("NAME:VALUE") },
  };
  g_autoptr (GArray) entries = g_array_new (TRUE, TRUE, sizeof (GOptionEntry));

  g_array_append_vals (entries, own, G_N_ELEMENTS (own));
  haulier_cli_access_options_append (&options->access, entries);
  return haulier_cli_command_parse (
      command, cli, (const GOptionEntry *) (gpointer) entries->data, arguments, out_status);
}

/* Values are checked here by the engine's own rules, so that a slip needs no engine. */
static gboolean
set_value (HaulierJobRequest *request, const char *key, GVariant *value, GError **error)
{
  g_autoptr (GVariant) sunk = value != NULL ? g_variant_ref_sink (value) : NULL;
  HaulierJobSettings settings = { 0 };
  gboolean is_good = FALSE;

  if (sunk == NULL)
    return FALSE;
  haulier_job_settings_init (&settings, HAULIER_JOB_ORIGIN_DESKTOP);
  is_good = haulier_job_settings_set (&settings, key, sunk, error);
  haulier_job_settings_clear (&settings);
  if (is_good)
    haulier_job_request_set (request, key, sunk);
  return is_good;
}

static gboolean
set_text (HaulierJobRequest *request, const char *key, const char *text, GError **error)
{
  return text == NULL
         || set_value (request, key, haulier_job_setting_parse (key, text, error), error);
}

static void
set_plain (HaulierJobRequest *request, const char *key, const char *text)
{
  if (text != NULL)
    haulier_job_request_set (request, key, g_variant_new_string (text));
}

/* Last of all: it may ask for passwords. */
static gboolean
set_access (const AddOptions *options, HaulierJobRequest *request, GError **error)
{
  g_auto (GVariantDict) dict = G_VARIANT_DICT_INIT (NULL);
  g_autoptr (GVariant) spec = NULL;
  GVariantIter iter;
  const char *key = NULL;
  GVariant *value = NULL;

  haulier_cli_fill_proxy_variables (&dict);
  if (!haulier_cli_access_options_fill (&options->access, &dict, request, error))
    return FALSE;
  spec = g_variant_ref_sink (g_variant_dict_end (&dict));
  g_variant_iter_init (&iter, spec);
  while (g_variant_iter_loop (&iter, "{&sv}", &key, &value))
    haulier_job_request_set (request, key, value);
  return TRUE;
}

static gboolean
describe (const AddOptions *options, HaulierJobRequest *request, GError **error)
{
  set_plain (request, "name", options->name);
  set_plain (request, "description", options->description);
  haulier_job_request_set (
      request, "origin", g_variant_new_string (options->keep_temporary ? "bits" : "desktop"));
  haulier_job_request_set (request, "start", g_variant_new_boolean (!options->paused));
  return set_text (request, "priority", options->priority, error)
         && set_text (request, "limit", options->limit, error)
         && set_text (request, "connections", options->connections, error)
         && (options->headers == NULL
             || set_value (request,
                           "headers",
                           g_variant_new_strv ((const char *const *) options->headers, -1),
                           error))
         && set_access (options, request, error);
}

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

static HaulierCliStatus
wait_for (HaulierCli *cli, HaulierJob *job)
{
  g_autoptr (GPtrArray) jobs = g_ptr_array_new ();
  g_autoptr (HaulierJob) last = NULL;
  HaulierCliStatus status = HAULIER_CLI_DONE;

  g_ptr_array_add (jobs, job);
  status = haulier_cli_wait_for_jobs (cli, jobs, 0);
  if (!cli->json)
    return status;
  last = haulier_cli_find_job (cli, job->id, NULL);
  print_job (cli, last != NULL ? last : job);
  return status;
}

/* Nothing is wrong with the job, but nothing will happen for now. */
static void
say_whether_it_waits (const HaulierJob *job)
{
  g_autoptr (GError) error = NULL;

  if (job->waiting != HAULIER_WAITING_OWNER_NOT_LOGGED_ON)
    return;
  g_set_error (&error,
               HAULIER_ERROR,
               HAULIER_ERROR_NOT_LOGGED_ON,
               _ ("start the job “%s”: it waits until its owner logs on"),
               job->name);
  haulier_cli_complain (error);
}

static HaulierCliStatus
send (HaulierCli *cli, const AddOptions *options, char **addresses, HaulierJobRequest *request)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = NULL;
  g_autoptr (HaulierJob) job = NULL;

  if (options->files.to == NULL)
    folder = haulier_cli_target_default (&error);
  if (error != NULL
      || !haulier_cli_file_options_fill (&options->files, addresses, folder, request, &error))
    return haulier_cli_fail (error);
  if (haulier_job_request_get_n_files (request) == 0)
    return haulier_cli_fail_usage (_ ("understand “add”: there is no address"));
  job = haulier_cli_create_job (cli, request, &error);
  if (job == NULL)
    return haulier_cli_fail (error);
  say_whether_it_waits (job);
  if (!options->wait || !cli->json)
    print_job (cli, job);
  return options->wait ? wait_for (cli, job) : HAULIER_CLI_DONE;
}

/**
 * haulier_cli_add:
 * @cli: a run
 * @command: its row
 * @arguments: the command line after its name
 *
 * Creates a desktop job of addresses.
 *
 * Returns: the exit status
 */
HaulierCliStatus
haulier_cli_add (HaulierCli *cli, const HaulierCliCommand *command, char **arguments)
{
  g_auto (AddOptions) options = { 0 };
  g_auto (GStrv) addresses = NULL;
  g_autoptr (HaulierJobRequest) request = haulier_job_request_new ();
  g_autoptr (GError) error = NULL;
  HaulierCliStatus status = HAULIER_CLI_DONE;

  if (!parse (cli, command, &options, &arguments, &status))
    return status;
  addresses = arguments;
  if (addresses[0] == NULL && options.files.from == NULL)
    return haulier_cli_fail_usage (_ ("understand “add”: there is no address"));
  if (!haulier_cli_file_options_check (&options.files, g_strv_length (addresses), &status))
    return status;
  if (!haulier_cli_account_apply (cli, options.account, request, &error)
      || !describe (&options, request, &error))
    {
      haulier_cli_complain (error);
      return HAULIER_CLI_USAGE;
    }
  return send (cli, &options, addresses, request);
}
