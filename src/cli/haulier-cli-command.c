/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* The sub-commands as one table, what is common to their command lines, and their help. */
#include "config.h"

#include "haulier-cli-command.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>
#include <string.h>

#include "haulier-cli-command-private.h"
#include "haulier-cli-table.h"

static const HaulierCliCommand commands[] = {
  {
      .name = "add",
      .synopsis = N_ ("ADDRESS…"),
      .summary = N_ ("Download addresses, as one job that starts at once"),
      .description
      = N_ ("Files go to the download folder, or to PATH: an existing folder, a folder with a "
            "slash at "
            "its end, or the file itself. Prints the id of the job. Interrupted while it waits, "
            "haulierctl ends with status 130 and the job goes on."),
      .max_arguments = G_MAXUINT,
      .run = haulier_cli_add,
  },
  {
      .name = "create",
      .synopsis = N_ ("NAME"),
      .summary = N_ ("Create an empty job, suspended, that waits to be completed at its end"),
      .description
      = N_ ("As with BITS: add files, resume the job, and complete it when it is transferred.\n"
            "Prints the id of the job."),
      .min_arguments = 1,
      .max_arguments = 1,
      .run = haulier_cli_create,
  },
  {
      .name = "add-file",
      .synopsis = N_ ("JOB ADDRESS PATH"),
      .summary = N_ ("Add a file to a job"),
      .min_arguments = 3,
      .max_arguments = 3,
      .run = haulier_cli_add_file,
  },
  {
      .name = "add-files",
      .synopsis = N_ ("JOB --from LIST"),
      .summary = N_ ("Add the files of a list to a job"),
      .description
      = N_ ("LIST has an address in each line, and after a tab where it goes, if not to --to."),
      .min_arguments = 1,
      .max_arguments = 1,
      .run = haulier_cli_add_files_from,
  },
  {
      .name = "jobs",
      .synopsis = "",
      .summary = N_ ("List the jobs"),
      .run = haulier_cli_jobs,
  },
  {
      .name = "show",
      .synopsis = N_ ("JOB…"),
      .summary = N_ ("Show everything about jobs"),
      .min_arguments = 1,
      .max_arguments = G_MAXUINT,
      .run = haulier_cli_show,
  },
  {
      .name = "files",
      .synopsis = N_ ("JOB"),
      .summary = N_ ("List the files of a job"),
      .min_arguments = 1,
      .max_arguments = 1,
      .run = haulier_cli_files,
  },
  {
      .name = "suspend",
      .synopsis = N_ ("JOB…"),
      .summary = N_ ("Let jobs stand still until they are resumed"),
      .max_arguments = G_MAXUINT,
      .run = haulier_cli_do,
  },
  {
      .name = "resume",
      .synopsis = N_ ("JOB…"),
      .summary = N_ ("Let suspended and failed jobs go on"),
      .max_arguments = G_MAXUINT,
      .run = haulier_cli_do,
  },
  {
      .name = "cancel",
      .synopsis = N_ ("JOB…"),
      .summary = N_ ("End jobs; files that are not complete are deleted"),
      .max_arguments = G_MAXUINT,
      .run = haulier_cli_do,
  },
  {
      .name = "complete",
      .synopsis = N_ ("JOB…"),
      .summary = N_ ("Give transferred files their names, and finish the jobs"),
      .max_arguments = G_MAXUINT,
      .run = haulier_cli_do,
  },
  {
      .name = "retry",
      .synopsis = N_ ("JOB…"),
      .summary = N_ ("Try what failed again, now"),
      .max_arguments = G_MAXUINT,
      .run = haulier_cli_do,
  },
  {
      .name = "remove",
      .synopsis = N_ ("JOB…"),
      .summary = N_ ("Take jobs out of the list; those that are not finished are cancelled"),
      .max_arguments = G_MAXUINT,
      .run = haulier_cli_do,
  },
  {
      .name = "wait",
      .synopsis = N_ ("JOB…"),
      .summary = N_ ("Wait until jobs are finished"),
      .description
      = N_ ("A suspended job is waited for. The status is that of the first job that is not well."),
      .min_arguments = 1,
      .max_arguments = G_MAXUINT,
      .run = haulier_cli_wait,
  },
  {
      .name = "monitor",
      .synopsis = N_ ("[JOB…]"),
      .summary = N_ ("Show what happens, until interrupted"),
      .max_arguments = G_MAXUINT,
      .run = haulier_cli_monitor,
  },
  {
      .name = "set",
      .synopsis = N_ ("JOB KEY=VALUE…"),
      .summary = N_ ("Change settings of a job, all or none"),
      .description
      = N_ ("owner=me, alone, makes you its owner; credentials, certificate, headers and "
            "notify command\n"
            "are dropped."),
      .min_arguments = 2,
      .max_arguments = G_MAXUINT,
      .run = haulier_cli_set_job,
  },
  {
      .name = "trace",
      .synopsis = N_ ("JOB"),
      .summary = N_ ("List what happened to a job, step by step"),
      .min_arguments = 1,
      .max_arguments = 1,
      .run = haulier_cli_trace,
  },
  {
      .name = "credentials",
      .synopsis = N_ ("JOB"),
      .summary = N_ ("List who a job logs in as"),
      .description = N_ ("Passwords are never shown."),
      .min_arguments = 1,
      .max_arguments = 1,
      .run = haulier_cli_credentials,
  },
  {
      .name = "credentials set",
      .synopsis = N_ ("JOB"),
      .summary = N_ ("Set a login of a job, for its servers or for the proxy"),
      .description
      = N_ ("The password is asked for, or read from standard input. It is never an argument."),
      .min_arguments = 1,
      .max_arguments = 1,
      .run = haulier_cli_credentials_set,
  },
  {
      .name = "credentials remove",
      .synopsis = N_ ("JOB"),
      .summary = N_ ("Remove a login of a job"),
      .min_arguments = 1,
      .max_arguments = 1,
      .run = haulier_cli_credentials_remove,
  },
  {
      .name = "proxy",
      .synopsis = N_ ("JOB"),
      .summary = N_ ("Show the proxy settings of a job"),
      .min_arguments = 1,
      .max_arguments = 1,
      .run = haulier_cli_proxy,
  },
  {
      .name = "proxy set",
      .synopsis = N_ ("JOB preconfig|none|autodetect|override"),
      .summary = N_ ("Set the proxy settings of a job"),
      .description = N_ ("preconfig uses the settings of the desktop, none no proxy, autodetect a "
                         "script that the\n"
                         "network offers, override the proxies of --list."),
      .min_arguments = 2,
      .max_arguments = 2,
      .run = haulier_cli_proxy_set,
  },
  {
      .name = "token",
      .synopsis = N_ ("JOB"),
      .summary = N_ ("Show the helper token of a job"),
      .min_arguments = 1,
      .max_arguments = 1,
      .run = haulier_cli_token,
  },
  {
      .name = "token flags",
      .synopsis = N_ ("JOB none|local-file|network|local-file,network"),
      .summary = N_ ("Set what the helper token of a job is used for"),
      .min_arguments = 2,
      .max_arguments = 2,
      .run = haulier_cli_token_flags,
  },
  {
      .name = "certificate",
      .synopsis = N_ ("JOB"),
      .summary = N_ ("Show the client certificate of a job"),
      .min_arguments = 1,
      .max_arguments = 1,
      .run = haulier_cli_certificate,
  },
  {
      .name = "certificate set",
      .synopsis = N_ ("JOB"),
      .summary = N_ ("Set the client certificate of a job"),
      .description = N_ ("One of --id and --subject says which certificate of the store it is."),
      .min_arguments = 1,
      .max_arguments = 1,
      .run = haulier_cli_certificate_set,
  },
  {
      .name = "certificate clear",
      .synopsis = N_ ("JOB"),
      .summary = N_ ("Use no client certificate for a job any more"),
      .min_arguments = 1,
      .max_arguments = 1,
      .run = haulier_cli_certificate_clear,
  },
  {
      .name = "access",
      .synopsis = N_ ("JOB [FILE] | ADDRESS"),
      .summary = N_ ("Show who is used for what, with what and why, before anything is sent"),
      .description = N_ ("FILE is the number of a file of the job, from 0. An address is planned "
                         "for without a job, with\n"
                         "the options below; with a job they change what its plan would be."),
      .min_arguments = 1,
      .max_arguments = 2,
      .run = haulier_cli_access,
  },
  {
      .name = "profiles",
      .synopsis = "",
      .summary = N_ ("List the generations of Windows that a job can behave like"),
      .run = haulier_cli_profiles,
  },
  {
      .name = "settings",
      .synopsis = N_ ("[KEY[=VALUE]…]"),
      .summary = N_ ("Show or change settings of the engine"),
      .max_arguments = G_MAXUINT,
      .run = haulier_cli_settings,
  },
  {
      .name = "util set-proxy",
      .synopsis = N_ ("ACCOUNT none|autodetect|override"),
      .summary = N_ ("Set the proxy of a service account, which has no desktop"),
      .description
      = N_ ("ACCOUNT is LocalSystem, LocalService or NetworkService. It is used by "
            "those of its jobs whose\n"
            "proxy is set to preconfig, as bitsadmin /Util /SetIEProxy has it. Without --session\n"
            "it is set in the system’s engine, which has them."),
      .min_arguments = 2,
      .max_arguments = 2,
      .run = haulier_cli_util_set_proxy,
  },
  {
      .name = "util get-proxy",
      .synopsis = N_ ("ACCOUNT"),
      .summary = N_ ("Show the proxy of a service account"),
      .description = N_ ("ACCOUNT is LocalSystem, LocalService or NetworkService."),
      .min_arguments = 1,
      .max_arguments = 1,
      .run = haulier_cli_util_get_proxy,
  },
  {
      .name = "explain",
      .synopsis = N_ ("CODE"),
      .summary = N_ ("Explain an error by its HRESULT, symbol or HTTP status"),
      .min_arguments = 1,
      .max_arguments = 1,
      .run = haulier_cli_explain,
  },
};

static const struct
{
  HaulierCliStatus status;
  const char *text;
} status_rows[] = {
  { HAULIER_CLI_DONE, N_ ("done") },
  { HAULIER_CLI_REFUSED, N_ ("refused or failed") },
  { HAULIER_CLI_USAGE, N_ ("the command line is wrong") },
  { HAULIER_CLI_JOB_FAILED, N_ ("a job that was waited for failed") },
  { HAULIER_CLI_ACCESS_DENIED, N_ ("… because access was denied") },
  { HAULIER_CLI_NO_SUCH_JOB, N_ ("there is no such job") },
  { HAULIER_CLI_NOT_AUTHORISED, N_ ("not authorised") },
  { HAULIER_CLI_UNREACHABLE, N_ ("the engine can’t be reached") },
  { HAULIER_CLI_TIMED_OUT, N_ ("the time to wait is over") },
  { HAULIER_CLI_INTERRUPTED, N_ ("interrupted while waiting; jobs go on") },
};

/* What every command line may have, before and after the command. */
typedef struct
{
  gboolean help;
  gboolean version;
} GlobalOptions;

static void
add_global_entries (GOptionContext *context, HaulierCli *cli, GlobalOptions *options)
{
  const GOptionEntry entries[] = {
    { "session",
      0,
      0,
      G_OPTION_ARG_NONE,
      &cli->session,
      N_ ("Talk to your own engine (the default)"),
      NULL },
    { "system", 0, 0, G_OPTION_ARG_NONE, &cli->system, N_ ("Talk to the system’s engine"), NULL },
    { "all-owners",
      0,
      0,
      G_OPTION_ARG_NONE,
      &cli->all_owners,
      N_ ("Jobs of every account, not only your own"),
      NULL },
    { "json", 0, 0, G_OPTION_ARG_NONE, &cli->json, N_ ("Print JSON"), NULL },
    { "no-legend",
      0,
      0,
      G_OPTION_ARG_NONE,
      &cli->no_legend,
      N_ ("Print tables without their heads"),
      NULL },
    { "help", 'h', 0, G_OPTION_ARG_NONE, &options->help, N_ ("Show this help"), NULL },
    { "version", 0, 0, G_OPTION_ARG_NONE, &options->version, N_ ("Show the version"), NULL },
    { NULL },
  };

  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
}

static void
print_version (void)
{
  g_print ("haulierctl %s\n", HAULIER_VERSION);
}

static void
append_commands (GString *text)
{
  gsize longest = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (commands); i++)
    longest = MAX (longest, strlen (commands[i].name));
  for (gsize i = 0; i < G_N_ELEMENTS (commands); i++)
    g_string_append_printf (
        text, "  %-*s  %s\n", (int) longest, commands[i].name, _ (commands[i].summary));
}

static char *
dup_overview (void)
{
  GString *text = g_string_new (NULL);

  g_string_append_printf (text, "%s\n", _ ("Commands:"));
  append_commands (text);
  g_string_append_printf (
      text,
      "\n%s\n",
      _ ("JOB is an id, a unique beginning of one (4 characters and more), or a unique name.\n"
         "“haulierctl COMMAND --help” shows the options of a command."));
  g_string_append_printf (text, "\n%s\n", _ ("Exit status:"));
  for (gsize i = 0; i < G_N_ELEMENTS (status_rows); i++)
    g_string_append_printf (
        text, "  %3d  %s\n", (int) status_rows[i].status, _ (status_rows[i].text));
  g_string_truncate (text, text->len - 1);
  return g_string_free (text, FALSE);
}

/**
 * haulier_cli_command_lookup:
 * @name: of a command
 *
 * Returns: (transfer none) (nullable): its row
 */
const HaulierCliCommand *
haulier_cli_command_lookup (const char *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (commands); i++)
    {
      if (g_str_equal (commands[i].name, name))
        return &commands[i];
    }
  return NULL;
}

static GOptionContext *
new_context (const char *synopsis)
{
  GOptionContext *context = g_option_context_new (synopsis[0] != '\0' ? _ (synopsis) : NULL);

  g_option_context_set_help_enabled (context, FALSE);
  return context;
}

static void
print_help (GOptionContext *context, const char *program)
{
  g_autofree char *help = NULL;

  g_set_prgname (program);
  help = g_option_context_get_help (context, FALSE, NULL);
  g_set_prgname ("haulierctl");
  fputs (help, stdout);
}

static void
print_command_help (const HaulierCliCommand *self, GOptionContext *context)
{
  g_autofree char *program = g_strdup_printf ("haulierctl %s", self->name);
  g_autofree char *summary
      = self->description != NULL
            ? g_strdup_printf ("%s.\n\n%s", _ (self->summary), _ (self->description))
            : g_strdup_printf ("%s.", _ (self->summary));

  g_option_context_set_summary (context, summary);
  print_help (context, program);
}

static gboolean
count_is_right (const HaulierCliCommand *self, char **arguments, HaulierCliStatus *out_status)
{
  guint count = g_strv_length (arguments);

  if (count >= self->min_arguments && count <= self->max_arguments)
    return TRUE;
  if (self->synopsis[0] == '\0')
    *out_status = haulier_cli_fail_usage (_ ("understand “%s”: it takes no arguments"), self->name);
  else
    *out_status = haulier_cli_fail_usage (
        _ ("understand “%s”: it takes %s"), self->name, _ (self->synopsis));
  return FALSE;
}

static void
drop_first (char **arguments)
{
  g_free (arguments[0]);
  memmove (arguments, arguments + 1, (g_strv_length (arguments + 1) + 1) * sizeof (char *));
}

/**
 * haulier_cli_command_parse:
 * @self: a command
 * @cli: a run; global options are set in it
 * @entries: the command's own options; empty at least
 * @arguments: (inout): the command line after the command's name; afterwards without options
 * @out_status: (out): the exit status, when the command is not to run
 *
 * Reads the options of a command, and the global ones between them.
 *
 * Returns: whether the command is to run
 */
gboolean
haulier_cli_command_parse (const HaulierCliCommand *self,
                           HaulierCli *cli,
                           const GOptionEntry *entries,
                           char ***arguments,
                           HaulierCliStatus *out_status)
{
  GlobalOptions options = { 0 };
  g_autoptr (GOptionContext) context = new_context (self->synopsis);
  g_autoptr (GPtrArray) line = g_ptr_array_new ();
  g_auto (GStrv) copy = NULL;
  g_autoptr (GError) error = NULL;

  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  add_global_entries (context, cli, &options);
  g_ptr_array_add (line, g_strdup (self->name)); /* what a program's name is to GOption */
  for (char **p = *arguments; *p != NULL; p++)
    g_ptr_array_add (line, g_strdup (*p));
  g_ptr_array_add (line, NULL);
  copy = (char **) g_ptr_array_steal (line, NULL);
  if (!g_option_context_parse_strv (context, &copy, &error))
    {
      *out_status = haulier_cli_fail_usage (_ ("understand “%s”: %s"), self->name, error->message);
      return FALSE;
    }
  *out_status = HAULIER_CLI_DONE;
  if (options.help)
    print_command_help (self, context);
  else if (options.version)
    print_version ();
  if (options.help || options.version)
    return FALSE;
  drop_first (copy);
  if (copy[0] != NULL && g_str_equal (copy[0], "--"))
    drop_first (copy);
  if (!count_is_right (self, copy, out_status))
    return FALSE;
  *arguments = g_steal_pointer (&copy);
  return TRUE;
}

/**
 * haulier_cli_run:
 * @cli: a run
 * @argc: how many arguments
 * @argv: (array length=argc): the command line
 *
 * Reads the command line up to the command, and runs it.
 *
 * Returns: the exit status
 */
HaulierCliStatus
haulier_cli_run (HaulierCli *cli, int argc, char **argv)
{
  GlobalOptions options = { 0 };
  g_autoptr (GOptionContext) context = new_context (N_ ("COMMAND …"));
  const HaulierCliCommand *command = NULL;
  g_autofree char *overview = NULL;
  g_autoptr (GError) error = NULL;

  add_global_entries (context, cli, &options);
  g_option_context_set_strict_posix (context, TRUE);
  if (!g_option_context_parse (context, &argc, &argv, &error))
    return haulier_cli_fail_usage (_ ("understand the command line: %s"), error->message);
  if (options.help)
    {
      overview = dup_overview ();
      g_option_context_set_description (context, overview);
      g_option_context_set_summary (context, _ ("Manage transfers in the background."));
      print_help (context, "haulierctl");
      return HAULIER_CLI_DONE;
    }
  if (options.version)
    {
      print_version ();
      return HAULIER_CLI_DONE;
    }
  if (argc < 2)
    return haulier_cli_fail_usage (
        _ ("understand the command line: there is no command; “haulierctl --help” lists them"));
  if (argc > 2)
    {
      g_autofree char *words = g_strdup_printf ("%s %s", argv[1], argv[2]);

      command = haulier_cli_command_lookup (words);
      if (command != NULL)
        return command->run (cli, command, argv + 3);
    }
  command = haulier_cli_command_lookup (argv[1]);
  if (command == NULL)
    return haulier_cli_fail_usage (
        _ ("understand “%s”: there is no such command; “haulierctl --help” lists them"), argv[1]);
  return command->run (cli, command, argv + 2);
}
