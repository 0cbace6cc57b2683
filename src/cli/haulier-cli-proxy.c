/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* The command proxy: the proxy settings of a job. */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "haulier-cli-access-engine.h"
#include "haulier-cli-access-options.h"
#include "haulier-cli-access-part.h"
#include "haulier-cli-command-private.h"
#include "haulier-cli-engine.h"

static const HaulierCliPartField fields[] = {
  { "usage", N_ ("Usage"), HAULIER_ACCESS_VOCABULARY_PROXY_USAGE, TRUE },
  { "list", N_ ("Proxies"), 0, FALSE },
  { "bypass", N_ ("Not for"), 0, FALSE },
};

/**
 * haulier_cli_proxy:
 * @cli: a run
 * @command: its row
 * @arguments: the command line after its name
 *
 * Shows the proxy settings of a job.
 *
 * Returns: the exit status
 */
HaulierCliStatus
haulier_cli_proxy (HaulierCli *cli, const HaulierCliCommand *command, char **arguments)
{
  return haulier_cli_show_part (
      cli, command, arguments, HAULIER_ACCESS_PART_PROXY, fields, G_N_ELEMENTS (fields));
}

/**
 * haulier_cli_proxy_set:
 * @cli: a run
 * @command: its row
 * @arguments: the command line after its name
 *
 * Sets the proxy settings of a job.
 *
 * Returns: the exit status
 */
HaulierCliStatus
haulier_cli_proxy_set (HaulierCli *cli, const HaulierCliCommand *command, char **arguments)
{
  g_autofree char *list = NULL;
  g_autofree char *bypass = NULL;
  const GOptionEntry entries[] = {
    { "list",
      0,
      0,
      G_OPTION_ARG_STRING,
      &list,
      N_ ("Proxies, for override: “proxy:3128”"),
      N_ ("LIST") },
    { "bypass",
      0,
      0,
      G_OPTION_ARG_STRING,
      &bypass,
      N_ ("Hosts that are reached without them"),
      N_ ("LIST") },
    { NULL },
  };
  g_auto (GStrv) texts = NULL;
  g_auto (GVariantDict) spec = G_VARIANT_DICT_INIT (NULL);
  g_autoptr (HaulierJob) job = NULL;
  g_autoptr (GError) error = NULL;
  const char *entry = "";
  HaulierCliStatus status = HAULIER_CLI_DONE;

  if (!haulier_cli_command_parse (command, cli, entries, &arguments, &status))
    return status;
  texts = arguments;
  if (!haulier_cli_proxy_words_to_variants (texts[1], list, bypass, &spec, &error))
    {
      haulier_cli_complain (error);
      return HAULIER_CLI_USAGE;
    }
  g_variant_dict_lookup (&spec, "proxy-list", "&s", &entry);
  job = haulier_cli_find_job (cli, texts[0], &error);
  if (job == NULL)
    return haulier_cli_fail (error);
  if (!haulier_cli_set_proxy (cli, job->id, texts[1], entry, bypass != NULL ? bypass : "", &error))
    return haulier_cli_fail_on_job (error);
  return HAULIER_CLI_DONE;
}
