/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* The commands set and settings: what can be changed, of a job and of the engine. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "haulier-cli-command-private.h"
#include "haulier-cli-engine.h"
#include "haulier-cli-job-json.h"
#include "haulier-cli-table.h"
#include "haulier-job-settings.h"
#include "haulier-settings.h"

static const HaulierCliColumn setting_columns[] = {
  { .title = N_ ("KEY") },
  { .title = N_ ("VALUE") },
};

static GVariant *
parse_job_value (const char *key, const char *text, GError **error)
{
  if (g_str_equal (key, "name") || g_str_equal (key, "description"))
    return g_variant_new_string (text);
  return haulier_job_setting_parse (key, text, error);
}

/* Takes "KEY=VALUE" apart, and reads the value as @parse_value has it. */
static gboolean
take_assignment (const char *text,
                 GVariant *(*parse_value) (const char *key, const char *text, GError **error),
                 GVariantBuilder *builder,
                 GError **error)
{
  const char *equals = strchr (text, '=');
  g_autofree char *key = equals != NULL ? g_strndup (text, equals - text) : NULL;
  GVariant *value = NULL;

  if (equals == NULL)
    {
      g_set_error (error,
                   HAULIER_ERROR,
                   HAULIER_ERROR_INVALID_ARGUMENT,
                   _ ("understand “%s”: it is not KEY=VALUE"),
                   text);
      return FALSE;
    }
  if (!g_utf8_validate (text, -1, NULL))
    {
      g_set_error (error,
                   HAULIER_ERROR,
                   HAULIER_ERROR_INVALID_ARGUMENT,
                   _ ("set %s: the value is not UTF-8"),
                   key);
      return FALSE;
    }
  value = parse_value (key, equals + 1, error);
  if (value == NULL)
    return FALSE;
  g_variant_builder_add (builder, "{sv}", key, value);
  return TRUE;
}

static GVariant *
parse_assignments (char **texts,
                   GVariant *(*parse_value) (const char *key, const char *text, GError **error),
                   GError **error)
{
  g_auto (GVariantBuilder) builder = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);

  for (gsize i = 0; texts[i] != NULL; i++)
    {
      if (!take_assignment (texts[i], parse_value, &builder, error))
        return NULL;
    }
  return g_variant_ref_sink (g_variant_builder_end (&builder));
}

static HaulierCliStatus
print_changed_job (HaulierCli *cli, const char *id)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HaulierJob) job = NULL;
  g_autoptr (HaulierCliJson) json = NULL;

  if (!cli->json)
    return HAULIER_CLI_DONE;
  job = haulier_cli_find_job (cli, id, &error);
  if (job == NULL)
    return haulier_cli_fail_on_job (error);
  json = haulier_cli_json_new (TRUE);
  haulier_cli_json_job (json, cli, job);
  haulier_cli_json_print (json);
  return HAULIER_CLI_DONE;
}

static gboolean
names_owner (char **assignments)
{
  for (gsize i = 0; assignments[i] != NULL; i++)
    {
      if (g_str_has_prefix (assignments[i], "owner="))
        return TRUE;
    }
  return FALSE;
}

/* The one setting that takes others away, so that it comes alone. */
static HaulierCliStatus
take_job (HaulierCli *cli, const char *text, char **assignments)
{
  g_autoptr (HaulierJob) job = NULL;
  g_autoptr (GError) error = NULL;

  if (!g_str_equal (assignments[0], "owner=me") || assignments[1] != NULL)
    return haulier_cli_fail_usage (_ ("understand “set”: owner=me stands alone"));
  job = haulier_cli_find_job (cli, text, &error);
  if (job == NULL)
    return haulier_cli_fail_on_job (error);
  if (!haulier_cli_take_ownership (cli, job->id, &error))
    return haulier_cli_fail_on_job (error);
  return print_changed_job (cli, job->id);
}

/**
 * haulier_cli_set_job:
 * @cli: a run
 * @command: its row
 * @arguments: the command line after its name
 *
 * Changes settings of a job.
 *
 * Returns: the exit status
 */
HaulierCliStatus
haulier_cli_set_job (HaulierCli *cli, const HaulierCliCommand *command, char **arguments)
{
  const GOptionEntry entries[] = { { NULL } };
  g_auto (GStrv) texts = NULL;
  g_autoptr (GVariant) settings = NULL;
  g_autoptr (HaulierJob) job = NULL;
  g_autoptr (GError) error = NULL;
  HaulierCliStatus status = HAULIER_CLI_DONE;

  if (!haulier_cli_command_parse (command, cli, entries, &arguments, &status))
    return status;
  texts = arguments;
  if (names_owner (texts + 1))
    return take_job (cli, texts[0], texts + 1);
  settings = parse_assignments (texts + 1, parse_job_value, &error);
  if (settings == NULL)
    {
      haulier_cli_complain (error);
      return HAULIER_CLI_USAGE;
    }
  job = haulier_cli_find_job (cli, texts[0], &error);
  if (job == NULL)
    return haulier_cli_fail_on_job (error);
  if (!haulier_cli_set (cli, job->id, settings, &error))
    return haulier_cli_fail_on_job (error);
  return print_changed_job (cli, job->id);
}

static HaulierCliStatus
print_settings (HaulierCli *cli, GVariant *settings)
{
  g_autoptr (HaulierCliTable) table = NULL;
  g_autoptr (HaulierCliJson) json = NULL;
  GVariantIter iter;
  const char *key = NULL;
  GVariant *value = NULL;

  if (cli->json)
    {
      json = haulier_cli_json_new (TRUE);
      haulier_cli_json_variant (json, NULL, settings);
      haulier_cli_json_print (json);
      return HAULIER_CLI_DONE;
    }
  table = haulier_cli_table_new (cli, setting_columns, G_N_ELEMENTS (setting_columns));
  g_variant_iter_init (&iter, settings);
  while (g_variant_iter_loop (&iter, "{&sv}", &key, &value))
    {
      g_autofree char *text = haulier_settings_format (key, value);

      haulier_cli_table_add (table, HAULIER_CLI_PLAIN, key, text);
    }
  haulier_cli_table_print (table);
  return HAULIER_CLI_DONE;
}

/* The settings whose keys are named; without a name all of them. */
static GVariant *
pick_settings (GVariant *settings, char **keys, GError **error)
{
  g_auto (GVariantBuilder) builder = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);

  if (keys[0] == NULL)
    return g_variant_ref (settings);
  for (gsize i = 0; keys[i] != NULL; i++)
    {
      g_autoptr (GVariant) value = g_variant_lookup_value (settings, keys[i], NULL);

      if (value == NULL)
        {
          g_set_error (error,
                       HAULIER_ERROR,
                       HAULIER_ERROR_UNKNOWN_PROPERTY_ID,
                       _ ("show the setting “%s”: there is no such setting"),
                       keys[i]);
          return NULL;
        }
      g_variant_builder_add (&builder, "{sv}", keys[i], value);
    }
  return g_variant_ref_sink (g_variant_builder_end (&builder));
}

static HaulierCliStatus
show_settings (HaulierCli *cli, char **keys)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) settings = haulier_cli_get_settings (cli, &error);
  g_autoptr (GVariant) picked = NULL;

  if (settings == NULL)
    return haulier_cli_fail (error);
  picked = pick_settings (settings, keys, &error);
  if (picked == NULL)
    return haulier_cli_fail (error);
  return print_settings (cli, picked);
}

static HaulierCliStatus
change_settings (HaulierCli *cli, char **assignments)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) settings = parse_assignments (assignments, haulier_settings_parse, &error);

  if (settings == NULL)
    {
      haulier_cli_complain (error);
      return HAULIER_CLI_USAGE;
    }
  if (!haulier_cli_set_settings (cli, settings, &error))
    return haulier_cli_fail_on_job (error);
  return cli->json ? show_settings (cli, (char *[]){ NULL }) : HAULIER_CLI_DONE;
}

/**
 * haulier_cli_settings:
 * @cli: a run
 * @command: its row
 * @arguments: the command line after its name
 *
 * Shows or changes settings of the engine.
 *
 * Returns: the exit status
 */
HaulierCliStatus
haulier_cli_settings (HaulierCli *cli, const HaulierCliCommand *command, char **arguments)
{
  const GOptionEntry entries[] = { { NULL } };
  g_auto (GStrv) texts = NULL;
  guint n_assignments = 0;
  HaulierCliStatus status = HAULIER_CLI_DONE;

  if (!haulier_cli_command_parse (command, cli, entries, &arguments, &status))
    return status;
  texts = arguments;
  for (gsize i = 0; texts[i] != NULL; i++)
    n_assignments += strchr (texts[i], '=') != NULL;
  if (n_assignments > 0)
    return change_settings (cli, texts);
  return show_settings (cli, texts);
}
