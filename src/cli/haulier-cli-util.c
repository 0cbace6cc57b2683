/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* The commands util set-proxy and util get-proxy: the proxy of a service account. */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "haulier-account-proxy.h"
#include "haulier-cli-access-options.h"
#include "haulier-cli-access-part.h"
#include "haulier-cli-command-private.h"
#include "haulier-cli-engine.h"
#include "haulier-cli-proxy.h"
#include "haulier-error.h"
#include "haulier-model-types.h"
#include "haulier-settings.h"
#include "haulier-words.h"

/* As bitsadmin writes them too: in any case. */
static gboolean
parse_account (const char *text, HaulierAccountKind *out_account, GError **error)
{
  static const struct
  {
    const char *name;
    HaulierAccountKind account;
  } rows[] = {
    { "LocalSystem", HAULIER_ACCOUNT_LOCAL_SYSTEM },
    { "LocalService", HAULIER_ACCOUNT_LOCAL_SERVICE },
    { "NetworkService", HAULIER_ACCOUNT_NETWORK_SERVICE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      if (g_ascii_strcasecmp (rows[i].name, text) != 0)
        continue;
      *out_account = rows[i].account;
      return TRUE;
    }
  g_set_error (error,
               HAULIER_ERROR,
               HAULIER_ERROR_INVALID_ARGUMENT,
               _ ("understand “%s”: it is none of LocalSystem, LocalService and NetworkService; a "
                  "person’s proxy is set in the desktop"),
               text);
  return FALSE;
}

/* Returns: (transfer full) (nullable): the value of the engine's setting */
static char *
make_value (const char *usage, const char *list, const char *bypass, GError **error)
{
  g_auto (GVariantDict) spec = G_VARIANT_DICT_INIT (NULL);
  HaulierProxySettings settings = { 0 };
  char *text = NULL;
  gint value = 0;

  if (!haulier_cli_proxy_words_to_variants (usage, list, bypass, &spec, error)
      || !haulier_word_to_value (HAULIER_TYPE_PROXY_USAGE, usage, &value, error))
    return NULL;
  settings.usage = (HaulierProxyUsage) value;
  g_variant_dict_lookup (&spec, "proxy-list", "s", &settings.list);
  g_variant_dict_lookup (&spec, "proxy-bypass", "s", &settings.bypass);
  if (haulier_account_proxy_check (&settings, error))
    text = haulier_account_proxy_format (&settings);
  haulier_proxy_settings_clear (&settings);
  return text;
}

/* Its jobs are the system engine's; what another one is told counts for plans only. */
static void
choose_engine (HaulierCli *cli)
{
  cli->system = !cli->session;
}

/**
 * haulier_cli_util_set_proxy:
 * @cli: a run
 * @command: its row
 * @arguments: the command line after its name
 *
 * Sets what PRECONFIG means for the jobs of a service account.
 *
 * Returns: the exit status
 */
HaulierCliStatus
haulier_cli_util_set_proxy (HaulierCli *cli, const HaulierCliCommand *command, char **arguments)
{
  HaulierCliProxyOptions options = { 0 };
  GOptionEntry entries[HAULIER_CLI_PROXY_N_ENTRIES];
  g_auto (GStrv) texts = NULL;
  g_autofree char *value = NULL;
  g_autoptr (GVariant) settings = NULL;
  g_autoptr (GError) error = NULL;
  HaulierAccountKind account = HAULIER_ACCOUNT_LOGIN_USER;
  HaulierCliStatus status = HAULIER_CLI_DONE;

  haulier_cli_proxy_fill_entries (&options, entries);
  if (haulier_cli_command_parse (command, cli, entries, &arguments, &status))
    {
      texts = arguments;
      if (parse_account (texts[0], &account, &error))
        value = make_value (texts[1], options.list, options.bypass, &error);
      if (value == NULL)
        {
          haulier_cli_complain (error);
          status = HAULIER_CLI_USAGE;
        }
    }
  haulier_cli_proxy_options_clear (&options);
  if (value == NULL)
    return status;
  settings = g_variant_ref_sink (
      g_variant_new_parsed ("{%s: <%s>}", haulier_account_proxy_get_key (account), value));
  choose_engine (cli);
  if (!haulier_cli_set_settings (cli, settings, &error))
    return haulier_cli_fail_on_job (error);
  return HAULIER_CLI_DONE;
}

static GVariant *
to_variant (const HaulierProxySettings *proxy)
{
  return g_variant_new_parsed (
      "{'usage': <%s>, 'list': <%s>, 'bypass': <%s>}",
      haulier_word_from_value (HAULIER_TYPE_PROXY_USAGE, (gint) proxy->usage),
      proxy->list != NULL ? proxy->list : "",
      proxy->bypass != NULL ? proxy->bypass : "");
}

/**
 * haulier_cli_util_get_proxy:
 * @cli: a run
 * @command: its row
 * @arguments: the command line after its name
 *
 * Shows what PRECONFIG means for the jobs of a service account.
 *
 * Returns: the exit status
 */
HaulierCliStatus
haulier_cli_util_get_proxy (HaulierCli *cli, const HaulierCliCommand *command, char **arguments)
{
  const GOptionEntry entries[] = { { NULL } };
  g_auto (GStrv) texts = NULL;
  g_autoptr (GVariant) settings = NULL;
  g_autoptr (GVariant) shown = NULL;
  g_autoptr (GError) error = NULL;
  HaulierProxySettings proxy = { .usage = HAULIER_PROXY_USAGE_NO_PROXY };
  HaulierAccountKind account = HAULIER_ACCOUNT_LOGIN_USER;
  HaulierCliStatus status = HAULIER_CLI_DONE;

  if (!haulier_cli_command_parse (command, cli, entries, &arguments, &status))
    return status;
  texts = arguments;
  if (!parse_account (texts[0], &account, &error))
    {
      haulier_cli_complain (error);
      return HAULIER_CLI_USAGE;
    }
  choose_engine (cli);
  settings = haulier_cli_get_settings (cli, &error);
  if (settings == NULL)
    return haulier_cli_fail (error);
  (void) haulier_settings_get_proxy (settings, account, &proxy);
  shown = g_variant_ref_sink (to_variant (&proxy));
  haulier_proxy_settings_clear (&proxy);
  haulier_cli_print_part (cli, shown, haulier_cli_proxy_fields, HAULIER_CLI_PROXY_N_FIELDS);
  return HAULIER_CLI_DONE;
}
