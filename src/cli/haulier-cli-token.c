/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* The command token: the helper token of a job, and what it is used for. */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "haulier-cli-access-part.h"
#include "haulier-cli-command-private.h"
#include "haulier-cli-access-engine.h"
#include "haulier-cli-engine.h"
#include "haulier-helper-token.h"

static const HaulierCliPartField fields[] = {
  { "flags", N_ ("Used for"), 0, FALSE },
  { "state", N_ ("State"), HAULIER_ACCESS_VOCABULARY_TOKEN_STATE, TRUE },
  { "principal", N_ ("Identity"), 0, FALSE },
  { "user", N_ ("User"), 0, FALSE },
  { "session", N_ ("Login session"), 0, FALSE },
};

/**
 * haulier_cli_token:
 * @cli: a run
 * @command: its row
 * @arguments: the command line after its name
 *
 * Shows the helper token of a job.
 *
 * Returns: the exit status
 */
HaulierCliStatus
haulier_cli_token (HaulierCli *cli, const HaulierCliCommand *command, char **arguments)
{
  return haulier_cli_show_part (
      cli, command, arguments, HAULIER_ACCESS_PART_HELPER_TOKEN, fields, G_N_ELEMENTS (fields));
}

/**
 * haulier_cli_token_flags:
 * @cli: a run
 * @command: its row
 * @arguments: the command line after its name
 *
 * Sets what the helper token of a job is used for.
 *
 * Returns: the exit status
 */
HaulierCliStatus
haulier_cli_token_flags (HaulierCli *cli, const HaulierCliCommand *command, char **arguments)
{
  const GOptionEntry entries[] = { { NULL } };
  g_auto (GStrv) texts = NULL;
  g_autoptr (HaulierJob) job = NULL;
  g_autoptr (GError) error = NULL;
  guint flags = 0;
  HaulierCliStatus status = HAULIER_CLI_DONE;

  if (!haulier_cli_command_parse (command, cli, entries, &arguments, &status))
    return status;
  texts = arguments;
  if (!haulier_token_flags_parse (texts[1], &flags, &error))
    {
      haulier_cli_complain (error);
      return HAULIER_CLI_USAGE;
    }
  job = haulier_cli_find_job (cli, texts[0], &error);
  if (job == NULL)
    return haulier_cli_fail_on_job (error);
  if (!haulier_cli_set_token_flags (cli, job->id, flags, &error))
    return haulier_cli_fail_on_job (error);
  return HAULIER_CLI_DONE;
}
