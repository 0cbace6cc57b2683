/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* The command credentials: who a job logs in as. Passwords come from a prompt or standard input. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "haulier-access-words.h"
#include "haulier-cli-command-private.h"
#include "haulier-cli-access-engine.h"
#include "haulier-cli-engine.h"
#include "haulier-cli-json.h"
#include "haulier-cli-password.h"
#include "haulier-cli-table.h"
#include "haulier-credential.h"
#include "haulier-model-types.h"
#include "haulier-setting-rules.h"
#include "haulier-words.h"

typedef struct
{
  char *target;
  char *scheme;
  char *user;
  gboolean password_stdin;
  gboolean implicit;
} LoginOptions;

static const HaulierCliColumn credential_columns[] = {
  { .title = N_ ("FOR") },
  { .title = N_ ("SCHEME") },
  { .title = N_ ("USER"), .shrinks = TRUE },
  { .title = N_ ("FROM") },
  { .title = N_ ("ORIGIN"), .shrinks = TRUE },
  { .title = N_ ("KEPT") },
  { .title = N_ ("STATE") },
};

static void
login_options_clear (LoginOptions *options)
{
  g_free (options->target);
  g_free (options->scheme);
  g_free (options->user);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (LoginOptions, login_options_clear)

static const char *
say (GVariant *row, const char *key, HaulierAccessVocabulary vocabulary)
{
  const char *word = NULL;

  g_variant_lookup (row, key, "&s", &word);
  return word != NULL ? haulier_access_words_say (vocabulary, word) : "–";
}

static void
add_row (HaulierCliTable *table, GVariant *row)
{
  gboolean implicit = FALSE;
  const char *user = NULL;
  const char *origin = NULL;
  const char *state = NULL;

  g_variant_lookup (row, "implicit", "b", &implicit);
  g_variant_lookup (row, "user", "&s", &user);
  g_variant_lookup (row, "origin", "&s", &origin);
  g_variant_lookup (row, "state", "&s", &state);
  haulier_cli_table_add (table,
                         g_strcmp0 (state, "frozen") == 0 ? HAULIER_CLI_BAD : HAULIER_CLI_PLAIN,
                         say (row, "target", HAULIER_ACCESS_VOCABULARY_TARGET),
                         say (row, "scheme", HAULIER_ACCESS_VOCABULARY_SCHEME),
                         implicit       ? _ ("logon credentials")
                         : user != NULL ? user
                                        : "–",
                         say (row, "from", HAULIER_ACCESS_VOCABULARY_CREDENTIAL),
                         origin != NULL ? origin : "–",
                         say (row, "kept", HAULIER_ACCESS_VOCABULARY_KEPT),
                         say (row, "state", HAULIER_ACCESS_VOCABULARY_LOGIN_STATE));
}

/* The commands about rules for hosts take an address where the others take a job. */
static gboolean
is_about_hosts (const HaulierCliCommand *command)
{
  return g_str_has_prefix (command->name, "host-");
}

static void
print_credentials (HaulierCli *cli, GVariant *rows)
{
  g_autoptr (HaulierCliTable) table = NULL;
  g_autoptr (HaulierCliJson) json = NULL;
  GVariantIter iter;
  GVariant *row = NULL;

  if (cli->json)
    {
      json = haulier_cli_json_new (TRUE);
      haulier_cli_json_variant (json, NULL, rows);
      haulier_cli_json_print (json);
      return;
    }
  table = haulier_cli_table_new (cli, credential_columns, G_N_ELEMENTS (credential_columns));
  g_variant_iter_init (&iter, rows);
  while (g_variant_iter_loop (&iter, "@a{sv}", &row))
    add_row (table, row);
  haulier_cli_table_print (table);
}

/**
 * haulier_cli_credentials:
 * @cli: a run
 * @command: its row
 * @arguments: the command line after its name
 *
 * Lists the logins of a job, or the rules for hosts.
 *
 * Returns: the exit status
 */
HaulierCliStatus
haulier_cli_credentials (HaulierCli *cli, const HaulierCliCommand *command, char **arguments)
{
  const GOptionEntry entries[] = { { NULL } };
  g_auto (GStrv) texts = NULL;
  g_autoptr (HaulierJob) job = NULL;
  g_autoptr (GVariant) rows = NULL;
  g_autoptr (GError) error = NULL;
  HaulierCliStatus status = HAULIER_CLI_DONE;

  if (!haulier_cli_command_parse (command, cli, entries, &arguments, &status))
    return status;
  texts = arguments;
  if (is_about_hosts (command))
    rows = haulier_cli_list_host_credentials (cli, &error);
  else
    {
      job = haulier_cli_find_job (cli, texts[0], &error);
      if (job == NULL)
        return haulier_cli_fail_on_job (error);
      rows = haulier_cli_list_credentials (cli, job->id, &error);
    }
  if (rows == NULL)
    return haulier_cli_fail_on_job (error);
  print_credentials (cli, rows);
  return HAULIER_CLI_DONE;
}

/* Target and scheme, by the engine's own rules, so that no password is asked for in vain. */
static gboolean
check_login (const LoginOptions *options, GError **error)
{
  HaulierCredential credential = { .source = HAULIER_CREDENTIAL_SOURCE_JOB,
                                   .implicit = options->implicit,
                                   .user = options->user };
  gint target = 0;
  gint scheme = 0;

  if (!haulier_word_to_value (HAULIER_TYPE_AUTH_TARGET, options->target, &target, NULL))
    {
      g_set_error (error,
                   HAULIER_ERROR,
                   HAULIER_ERROR_INVALID_AUTH_TARGET,
                   _ ("set the login: “%s” is neither server nor proxy"),
                   options->target);
      return FALSE;
    }
  if (!haulier_word_to_value (HAULIER_TYPE_AUTH_SCHEME, options->scheme, &scheme, NULL))
    {
      g_set_error (error,
                   HAULIER_ERROR,
                   HAULIER_ERROR_INVALID_AUTH_SCHEME,
                   _ ("set the login: “%s” is none of basic, digest, ntlm, negotiate, passport"),
                   options->scheme);
      return FALSE;
    }
  credential.target = (HaulierAuthTarget) target;
  credential.scheme = (HaulierAuthScheme) scheme;
  return haulier_credential_check (&credential, error)
         && haulier_setting_rules_check_credential (&credential, HAULIER_PROFILE_NATIVE, error);
}

static gboolean
read_password (const LoginOptions *options, int *out_fd, GError **error)
{
  g_autofree char *prompt = NULL;

  *out_fd = -1;
  if (options->implicit)
    return TRUE;
  /* translators: asked on a terminal; the name of a user */
  prompt = g_strdup_printf (_ ("Password of %s:"), options->user);
  *out_fd = options->password_stdin ? haulier_cli_password_read_line (error)
                                    : haulier_cli_password_ask (prompt, error);
  return *out_fd >= 0;
}

/* Where the password is now matters to the person: it may be asked for again. */
static void
tell_kept (HaulierCli *cli, const char *kept)
{
  g_autoptr (HaulierCliJson) json = NULL;

  if (cli->json)
    {
      json = haulier_cli_json_new (TRUE);
      haulier_cli_json_begin_object (json, NULL);
      haulier_cli_json_text (json, "kept", kept);
      haulier_cli_json_end_object (json);
      haulier_cli_json_print (json);
      return;
    }
  if (g_strcmp0 (kept, "memory") == 0)
    g_printerr ("haulierctl: %s\n",
                _ ("nothing here keeps it safe: the password is forgotten when the engine ends"));
}

static HaulierCliStatus
set_login (HaulierCli *cli,
           const HaulierCliCommand *command,
           const LoginOptions *options,
           const char *text)
{
  HaulierCredentialChange change
      = { .target = options->target, .scheme = options->scheme, .user = options->user };
  g_autoptr (HaulierJob) job = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *kept = NULL;

  if (!is_about_hosts (command))
    {
      job = haulier_cli_find_job (cli, text, &error);
      if (job == NULL)
        return haulier_cli_fail_on_job (error);
    }
  if (!read_password (options, &change.secret, &error))
    return haulier_cli_fail (error);
  kept = job != NULL ? haulier_cli_set_credential (cli, job->id, &change, &error)
                     : haulier_cli_set_host_credential (cli, text, &change, &error);
  if (change.secret >= 0)
    g_close (change.secret, NULL);
  if (kept == NULL)
    return haulier_cli_fail_on_job (error);
  tell_kept (cli, kept);
  return HAULIER_CLI_DONE;
}

/**
 * haulier_cli_credentials_set:
 * @cli: a run
 * @command: its row
 * @arguments: the command line after its name
 *
 * Sets one login of a job, or a rule for a host.
 *
 * Returns: the exit status
 */
HaulierCliStatus
haulier_cli_credentials_set (HaulierCli *cli, const HaulierCliCommand *command, char **arguments)
{
  g_auto (LoginOptions) options = { 0 };
  const GOptionEntry entries[] = {
    { "target", 0, 0, G_OPTION_ARG_STRING, &options.target, N_ ("server or proxy"), N_ ("TARGET") },
    { "scheme",
      0,
      0,
      G_OPTION_ARG_STRING,
      &options.scheme,
      N_ ("basic, digest, ntlm, negotiate or passport"),
      N_ ("SCHEME") },
    { "user",
      0,
      0,
      G_OPTION_ARG_STRING,
      &options.user,
      N_ ("User name, with its domain or realm if it has one"),
      N_ ("NAME") },
    { "password-stdin",
      0,
      0,
      G_OPTION_ARG_NONE,
      &options.password_stdin,
      N_ ("Read the password from standard input instead of asking"),
      NULL },
    { "implicit",
      0,
      0,
      G_OPTION_ARG_NONE,
      &options.implicit,
      N_ ("Use the logon credentials"),
      NULL },
    { NULL },
  };
  g_auto (GStrv) texts = NULL;
  g_autoptr (GError) error = NULL;
  HaulierCliStatus status = HAULIER_CLI_DONE;

  if (!haulier_cli_command_parse (command, cli, entries, &arguments, &status))
    return status;
  texts = arguments;
  if (options.target == NULL || options.scheme == NULL)
    return haulier_cli_fail_usage (_ ("set the login: --target and --scheme are needed"));
  if ((options.user != NULL) == options.implicit)
    return haulier_cli_fail_usage (_ ("set the login: give either --user or --implicit"));
  if (!check_login (&options, &error))
    {
      haulier_cli_complain (error);
      return HAULIER_CLI_USAGE;
    }
  return set_login (cli, command, &options, texts[0]);
}

/**
 * haulier_cli_credentials_remove:
 * @cli: a run
 * @command: its row
 * @arguments: the command line after its name
 *
 * Removes one login of a job, or a rule for a host.
 *
 * Returns: the exit status
 */
HaulierCliStatus
haulier_cli_credentials_remove (HaulierCli *cli, const HaulierCliCommand *command, char **arguments)
{
  g_auto (LoginOptions) options = { 0 };
  const GOptionEntry entries[] = {
    { "target", 0, 0, G_OPTION_ARG_STRING, &options.target, N_ ("server or proxy"), N_ ("TARGET") },
    { "scheme",
      0,
      0,
      G_OPTION_ARG_STRING,
      &options.scheme,
      N_ ("basic, digest, ntlm, negotiate or passport"),
      N_ ("SCHEME") },
    { NULL },
  };
  g_auto (GStrv) texts = NULL;
  g_autoptr (HaulierJob) job = NULL;
  g_autoptr (GError) error = NULL;
  HaulierCliStatus status = HAULIER_CLI_DONE;
  gboolean removed = FALSE;
  gboolean done = FALSE;

  if (!haulier_cli_command_parse (command, cli, entries, &arguments, &status))
    return status;
  texts = arguments;
  if (options.target == NULL || options.scheme == NULL)
    return haulier_cli_fail_usage (_ ("remove the login: --target and --scheme are needed"));
  if (!is_about_hosts (command))
    {
      job = haulier_cli_find_job (cli, texts[0], &error);
      if (job == NULL)
        return haulier_cli_fail_on_job (error);
    }
  if (job != NULL)
    done = haulier_cli_remove_credential (
        cli, job->id, options.target, options.scheme, &removed, &error);
  else
    done = haulier_cli_remove_host_credential (
        cli, texts[0], options.target, options.scheme, &removed, &error);
  if (!done)
    return haulier_cli_fail_on_job (error);
  if (!removed && job != NULL)
    g_printerr ("haulierctl: %s\n", _ ("the job has no such login"));
  else if (!removed)
    g_printerr ("haulierctl: %s\n", _ ("there is no such login for this host"));
  return HAULIER_CLI_DONE;
}
