/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* The command profiles: what each generation of Windows and BITS can do, without an engine. */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "haulier-cli-command-private.h"
#include "haulier-cli-json.h"
#include "haulier-cli-table.h"
#include "haulier-model-types.h"
#include "haulier-profiles.h"
#include "haulier-words.h"

static const HaulierCliColumn columns[] = {
  { .title = N_ ("PROFILE") },
  { .title = N_ ("NAME"), .shrinks = TRUE },
  { .title = N_ ("BITS"), .align_right = TRUE },
  { .title = N_ ("CREDENTIALS") },
  { .title = N_ ("CERTIFICATES") },
  { .title = N_ ("AUTODETECT") },
  { .title = N_ ("HELPER TOKENS") },
  { .title = N_ ("USELMCOMPAT"), .align_right = TRUE },
  { .title = N_ ("LM LEVEL"), .align_right = TRUE },
};

static const struct
{
  const char *word;
  const char *text;
} setters[] = {
  [HAULIER_TOKEN_SETTERS_NOBODY] = { "nobody", N_ ("none") },
  [HAULIER_TOKEN_SETTERS_ADMINISTRATORS] = { "administrators", N_ ("administrators") },
  [HAULIER_TOKEN_SETTERS_OWNERS] = { "owners", N_ ("owners") },
};

static char *
dup_number (gint number)
{
  return number != HAULIER_NOT_SET ? g_strdup_printf ("%d", number) : g_strdup ("–");
}

static char *
dup_version (guint version)
{
  return version != 0 ? g_strdup_printf ("%u.%u", version / 10, version % 10) : g_strdup ("–");
}

static const char *
say (gboolean there)
{
  return there ? _ ("yes") : _ ("no");
}

static void
add_row (HaulierCliTable *table, const char *word, const HaulierProfileFacts *facts)
{
  g_autofree char *version = dup_version (facts->bits_version);
  g_autofree char *use_lm_compat = dup_number (facts->use_lm_compat_default);
  g_autofree char *level = dup_number (facts->lm_level_default);

  haulier_cli_table_add (table,
                         HAULIER_CLI_PLAIN,
                         word,
                         _ (facts->title),
                         version,
                         say (facts->has_credentials),
                         say (facts->has_client_certificates),
                         say (facts->has_proxy_autodetect),
                         _ (setters[facts->token_setters].text),
                         use_lm_compat,
                         level);
}

static void
json_number (HaulierCliJson *json, const char *key, gint number)
{
  if (number != HAULIER_NOT_SET)
    haulier_cli_json_number (json, key, (guint64) number);
  else
    haulier_cli_json_null (json, key);
}

static void
json_row (HaulierCliJson *json, const char *word, const HaulierProfileFacts *facts)
{
  g_autofree char *version = facts->bits_version != 0 ? dup_version (facts->bits_version) : NULL;

  haulier_cli_json_begin_object (json, NULL);
  haulier_cli_json_text (json, "profile", word);
  haulier_cli_json_text (json, "name", _ (facts->title));
  haulier_cli_json_text (json, "bits_version", version);
  haulier_cli_json_boolean (json, "credentials", facts->has_credentials);
  haulier_cli_json_boolean (json, "client_certificates", facts->has_client_certificates);
  haulier_cli_json_boolean (
      json, "client_certificate_needed_when_asked", facts->needs_client_certificate);
  haulier_cli_json_boolean (json, "proxy_autodetect", facts->has_proxy_autodetect);
  haulier_cli_json_boolean (json, "helper_proxy_settings", facts->helper_proxy_settings);
  haulier_cli_json_text (json, "helper_token_setters", setters[facts->token_setters].word);
  json_number (json, "use_lm_compat_default", facts->use_lm_compat_default);
  json_number (json, "use_lm_compat_max", facts->use_lm_compat_max);
  json_number (json, "lm_compatibility_level_default", facts->lm_level_default);
  haulier_cli_json_text (json, "source", facts->rule.source);
  haulier_cli_json_end_object (json);
}

/**
 * haulier_cli_profiles:
 * @cli: a run
 * @command: its row
 * @arguments: the command line after its name
 *
 * Lists the compatibility profiles and their facts.
 *
 * Returns: the exit status
 */
HaulierCliStatus
haulier_cli_profiles (HaulierCli *cli, const HaulierCliCommand *command, char **arguments)
{
  const GOptionEntry entries[] = { { NULL } };
  g_auto (GStrv) rest = NULL;
  g_autoptr (HaulierCliTable) table = NULL;
  g_autoptr (HaulierCliJson) json = NULL;
  HaulierCliStatus status = HAULIER_CLI_DONE;

  if (!haulier_cli_command_parse (command, cli, entries, &arguments, &status))
    return status;
  rest = arguments;
  table = haulier_cli_table_new (cli, columns, G_N_ELEMENTS (columns));
  json = haulier_cli_json_new (TRUE);
  haulier_cli_json_begin_array (json, NULL);
  for (gint profile = HAULIER_PROFILE_NATIVE; profile <= HAULIER_PROFILE_XP; profile++)
    {
      const HaulierProfileFacts *facts = haulier_profile_get_facts ((HaulierProfile) profile);
      const char *word = haulier_word_from_value (HAULIER_TYPE_PROFILE, profile);

      add_row (table, word, facts);
      json_row (json, word, facts);
    }
  haulier_cli_json_end_array (json);
  if (cli->json)
    haulier_cli_json_print (json);
  else
    haulier_cli_table_print (table);
  return HAULIER_CLI_DONE;
}
