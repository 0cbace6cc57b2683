/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* What is common to the command lines of the sub-commands, and their help. */
#include "config.h"

#include "haulier-cli-command.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>
#include <string.h>

#include "haulier-cli-command-private.h"
#include "haulier-cli-table.h"

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

  for (gsize i = 0; i < haulier_cli_n_commands; i++)
    longest = MAX (longest, strlen (haulier_cli_commands[i].name));
  for (gsize i = 0; i < haulier_cli_n_commands; i++)
    g_string_append_printf (text,
                            "  %-*s  %s\n",
                            (int) longest,
                            haulier_cli_commands[i].name,
                            _ (haulier_cli_commands[i].summary));
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
  for (gsize i = 0; i < haulier_cli_n_commands; i++)
    {
      if (g_str_equal (haulier_cli_commands[i].name, name))
        return &haulier_cli_commands[i];
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
