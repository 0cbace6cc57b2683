/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* The command proxy: the proxy settings of a job. */
#include "config.h"

#include "haulier-cli-proxy.h"

#include <glib/gi18n-lib.h>

#include "haulier-cli-access-engine.h"
#include "haulier-cli-access-options.h"
#include "haulier-cli-command-private.h"
#include "haulier-cli-engine.h"

const HaulierCliPartField haulier_cli_proxy_fields[HAULIER_CLI_PROXY_N_FIELDS] = {
  { "usage", N_ ("Usage"), HAULIER_ACCESS_VOCABULARY_PROXY_USAGE, TRUE },
  { "list", N_ ("Proxies"), 0, FALSE },
  { "bypass", N_ ("Not for"), 0, FALSE },
};

/**
 * haulier_cli_proxy_fill_entries:
 * @options: (out caller-allocates): where the options go
 * @entries: (out caller-allocates) (array fixed-size=3): the entries, with the end
 */
void
haulier_cli_proxy_fill_entries (HaulierCliProxyOptions *options, GOptionEntry *entries)
{
  const GOptionEntry rows[HAULIER_CLI_PROXY_N_ENTRIES] = {
    { "list",
      0,
      0,
      G_OPTION_ARG_STRING,
      &options->list,
      N_ ("Proxies, for override: “proxy:3128”"),
      N_ ("LIST") },
    { "bypass",
      0,
      0,
      G_OPTION_ARG_STRING,
      &options->bypass,
      N_ ("Hosts that are reached without them"),
      N_ ("LIST") },
    { NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    entries[i] = rows[i];
}

/**
 * haulier_cli_proxy_options_clear:
 * @options: what was read
 */
void
haulier_cli_proxy_options_clear (HaulierCliProxyOptions *options)
{
  g_clear_pointer (&options->list, g_free);
  g_clear_pointer (&options->bypass, g_free);
}

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
  return haulier_cli_show_part (cli,
                                command,
                                arguments,
                                HAULIER_ACCESS_PART_PROXY,
                                haulier_cli_proxy_fields,
                                HAULIER_CLI_PROXY_N_FIELDS);
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
  HaulierCliProxyOptions options = { 0 };
  GOptionEntry entries[HAULIER_CLI_PROXY_N_ENTRIES];
  g_auto (GStrv) texts = NULL;
  g_auto (GVariantDict) spec = G_VARIANT_DICT_INIT (NULL);
  g_autoptr (HaulierJob) job = NULL;
  g_autoptr (GError) error = NULL;
  const char *list = "";
  const char *bypass = "";
  gboolean is_good = FALSE;
  HaulierCliStatus status = HAULIER_CLI_DONE;

  haulier_cli_proxy_fill_entries (&options, entries);
  if (!haulier_cli_command_parse (command, cli, entries, &arguments, &status))
    {
      haulier_cli_proxy_options_clear (&options);
      return status;
    }
  texts = arguments;
  is_good
      = haulier_cli_proxy_words_to_variants (texts[1], options.list, options.bypass, &spec, &error);
  haulier_cli_proxy_options_clear (&options);
  if (!is_good)
    {
      haulier_cli_complain (error);
      return HAULIER_CLI_USAGE;
    }
  g_variant_dict_lookup (&spec, "proxy-list", "&s", &list);
  g_variant_dict_lookup (&spec, "proxy-bypass", "&s", &bypass);
  job = haulier_cli_find_job (cli, texts[0], &error);
  if (job == NULL)
    return haulier_cli_fail_on_job (error);
  if (!haulier_cli_set_proxy (cli, job->id, texts[1], list, bypass, &error))
    return haulier_cli_fail_on_job (error);
  return HAULIER_CLI_DONE;
}
