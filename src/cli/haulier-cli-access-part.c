/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Shows one part of a job's access settings: a dictionary of few known keys. */
#include "config.h"

#include "haulier-cli-access-part.h"

#include <glib/gi18n-lib.h>

#include "haulier-cli-access-engine.h"
#include "haulier-cli-engine.h"
#include "haulier-cli-json.h"
#include "haulier-cli-table.h"

static const HaulierCliColumn part_columns[] = {
  { .title = N_ ("SETTING") },
  { .title = N_ ("VALUE"), .shrinks = TRUE },
};

/* Flags are the only number there is. */
static const char *
get_value_text (const HaulierCliPartField *field, GVariant *value)
{
  if (g_variant_is_of_type (value, G_VARIANT_TYPE_UINT32))
    return haulier_access_words_token_flags (g_variant_get_uint32 (value));
  if (!g_variant_is_of_type (value, G_VARIANT_TYPE_STRING))
    return "";
  return field->is_word
             ? haulier_access_words_say (field->vocabulary, g_variant_get_string (value, NULL))
             : g_variant_get_string (value, NULL);
}

static void
print_text (HaulierCli *cli, GVariant *settings, const HaulierCliPartField *fields, guint n_fields)
{
  g_autoptr (HaulierCliTable) table
      = haulier_cli_table_new (cli, part_columns, G_N_ELEMENTS (part_columns));

  for (guint i = 0; i < n_fields; i++)
    {
      g_autoptr (GVariant) value = g_variant_lookup_value (settings, fields[i].key, NULL);
      const char *text = value != NULL ? get_value_text (&fields[i], value) : "";

      if (text[0] != '\0')
        haulier_cli_table_add (table, HAULIER_CLI_PLAIN, _ (fields[i].label), text);
    }
  haulier_cli_table_print (table);
}

/**
 * haulier_cli_print_part:
 * @cli: a run
 * @settings: `a{sv}`
 * @fields: (array length=n_fields): its keys, in the order in which they are shown
 * @n_fields: how many
 *
 * Prints a table; as JSON the dictionary itself.
 */
void
haulier_cli_print_part (HaulierCli *cli,
                        GVariant *settings,
                        const HaulierCliPartField *fields,
                        guint n_fields)
{
  g_autoptr (HaulierCliJson) json = NULL;

  if (!cli->json)
    {
      print_text (cli, settings, fields, n_fields);
      return;
    }
  json = haulier_cli_json_new (TRUE);
  haulier_cli_json_variant (json, NULL, settings);
  haulier_cli_json_print (json);
}

/**
 * haulier_cli_show_part:
 * @cli: a run
 * @command: its row
 * @arguments: the command line after its name
 * @part: which settings
 * @fields: (array length=n_fields): its keys, in the order in which they are shown
 * @n_fields: how many
 *
 * Shows one part of a job's settings: as JSON the dictionary itself.
 *
 * Returns: the exit status
 */
HaulierCliStatus
haulier_cli_show_part (HaulierCli *cli,
                       const HaulierCliCommand *command,
                       char **arguments,
                       HaulierAccessPart part,
                       const HaulierCliPartField *fields,
                       guint n_fields)
{
  const GOptionEntry entries[] = { { NULL } };
  g_auto (GStrv) texts = NULL;
  g_autoptr (HaulierJob) job = NULL;
  g_autoptr (GVariant) settings = NULL;
  g_autoptr (GError) error = NULL;
  HaulierCliStatus status = HAULIER_CLI_DONE;

  if (!haulier_cli_command_parse (command, cli, entries, &arguments, &status))
    return status;
  texts = arguments;
  job = haulier_cli_find_job (cli, texts[0], &error);
  if (job == NULL)
    return haulier_cli_fail_on_job (error);
  settings = haulier_cli_get_access_part (cli, job->id, part, &error);
  if (settings == NULL)
    return haulier_cli_fail_on_job (error);
  haulier_cli_print_part (cli, settings, fields, n_fields);
  return HAULIER_CLI_DONE;
}
