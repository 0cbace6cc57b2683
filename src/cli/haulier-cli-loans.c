/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* The commands token lent and token withdraw: what one has lent to jobs, and no longer. */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "haulier-access-words.h"
#include "haulier-cli-command-private.h"
#include "haulier-cli-engine.h"
#include "haulier-cli-json.h"
#include "haulier-cli-table.h"
#include "haulier-error.h"
#include "haulier-token-calls.h"

static const HaulierCliColumn columns[] = {
  { .title = N_ ("ID") },       { .title = N_ ("NAME"), .shrinks = TRUE },
  { .title = N_ ("OWNER") },    { .title = N_ ("USED FOR") },
  { .title = N_ ("IDENTITY") }, { .title = N_ ("SINCE") },
};

static GVariant *
list_loans (HaulierCli *cli, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  if (!haulier_cli_ensure_engine (cli, error))
    return NULL;
  haulier_client_list_loans_async (cli->client, NULL, haulier_cli_take_result, &result);
  haulier_cli_await (&result);
  return haulier_client_list_loans_finish (cli->client, result, error);
}

static const char *
get_text (GVariant *loan, const char *key)
{
  const char *text = "–";

  (void) g_variant_lookup (loan, key, "&s", &text);
  return text;
}

static void
add_row (HaulierCliTable *table, GVariant *loan)
{
  g_autoptr (GDateTime) since = NULL;
  g_autofree char *when = NULL;
  guint32 flags = 0;
  gint64 microseconds = 0;

  (void) g_variant_lookup (loan, "flags", "u", &flags);
  (void) g_variant_lookup (loan, "since", "x", &microseconds);
  since = g_date_time_new_from_unix_local (microseconds / G_USEC_PER_SEC);
  when = since != NULL ? g_date_time_format (since, "%Y-%m-%d %H:%M:%S") : g_strdup ("–");
  haulier_cli_table_add (table,
                         HAULIER_CLI_PLAIN,
                         get_text (loan, "id"),
                         get_text (loan, "name"),
                         get_text (loan, "owner"),
                         haulier_access_words_token_flags (flags),
                         get_text (loan, "principal"),
                         when);
}

static void
print_text (HaulierCli *cli, GVariant *loans)
{
  g_autoptr (HaulierCliTable) table = haulier_cli_table_new (cli, columns, G_N_ELEMENTS (columns));

  for (gsize i = 0; i < g_variant_n_children (loans); i++)
    {
      g_autoptr (GVariant) loan = g_variant_get_child_value (loans, i);

      add_row (table, loan);
    }
  haulier_cli_table_print (table);
}

static void
json_folders (HaulierCliJson *json, GVariant *folders)
{
  g_autofree const char **paths = g_variant_get_bytestring_array (folders, NULL);

  haulier_cli_json_begin_array (json, "folders");
  for (gsize i = 0; paths[i] != NULL; i++)
    {
      g_autofree char *shown = g_filename_display_name (paths[i]);

      haulier_cli_json_text (json, NULL, shown);
    }
  haulier_cli_json_end_array (json);
}

static void
json_loan (HaulierCliJson *json, GVariant *loan)
{
  GVariantIter iter;
  const char *key = NULL;
  GVariant *value = NULL;

  haulier_cli_json_begin_object (json, NULL);
  g_variant_iter_init (&iter, loan);
  while (g_variant_iter_loop (&iter, "{&sv}", &key, &value))
    {
      if (g_str_equal (key, "since"))
        haulier_cli_json_time (json, key, g_variant_get_int64 (value));
      else if (g_str_equal (key, "folders"))
        json_folders (json, value);
      else
        haulier_cli_json_variant (json, key, value);
    }
  haulier_cli_json_end_object (json);
}

static void
print_json (GVariant *loans)
{
  g_autoptr (HaulierCliJson) json = haulier_cli_json_new (TRUE);

  haulier_cli_json_begin_array (json, NULL);
  for (gsize i = 0; i < g_variant_n_children (loans); i++)
    {
      g_autoptr (GVariant) loan = g_variant_get_child_value (loans, i);

      json_loan (json, loan);
    }
  haulier_cli_json_end_array (json);
  haulier_cli_json_print (json);
}

/**
 * haulier_cli_token_lent:
 * @cli: a run
 * @command: its row
 * @arguments: the command line after its name
 *
 * Lists the jobs that one has lent one's own identity to.
 *
 * Returns: the exit status
 */
HaulierCliStatus
haulier_cli_token_lent (HaulierCli *cli, const HaulierCliCommand *command, char **arguments)
{
  const GOptionEntry entries[] = { { NULL } };
  g_auto (GStrv) rest = NULL;
  g_autoptr (GVariant) loans = NULL;
  g_autoptr (GError) error = NULL;
  HaulierCliStatus status = HAULIER_CLI_DONE;

  if (!haulier_cli_command_parse (command, cli, entries, &arguments, &status))
    return status;
  rest = arguments;
  loans = list_loans (cli, &error);
  if (loans == NULL)
    return haulier_cli_fail (error);
  if (cli->json)
    print_json (loans);
  else
    print_text (cli, loans);
  return HAULIER_CLI_DONE;
}

/* Who has lent to a job may not look it up: what can be meant is what is lent.
 * Returns: (transfer full) (nullable): the id of the one that a text fits */
static char *
find_loan (GVariant *loans, const char *text, GError **error)
{
  g_autofree char *found = NULL;

  for (gsize i = 0; i < g_variant_n_children (loans); i++)
    {
      g_autoptr (GVariant) loan = g_variant_get_child_value (loans, i);
      const char *id = get_text (loan, "id");

      if (!g_str_has_prefix (id, text) && !g_str_equal (get_text (loan, "name"), text))
        continue;
      if (found != NULL)
        {
          g_set_error (error,
                       HAULIER_ERROR,
                       HAULIER_ERROR_INVALID_ARGUMENT,
                       "find the job “%s”: you have lent to several of them",
                       text);
          return NULL;
        }
      found = g_strdup (id);
    }
  if (found == NULL)
    g_set_error (error,
                 HAULIER_ERROR,
                 HAULIER_ERROR_NOT_FOUND,
                 "find the job “%s”: you have lent nothing to it",
                 text);
  return g_steal_pointer (&found);
}

/**
 * haulier_cli_token_withdraw:
 * @cli: a run
 * @command: its row
 * @arguments: the command line after its name
 *
 * Takes one's own identity back from a job.
 *
 * Returns: the exit status
 */
HaulierCliStatus
haulier_cli_token_withdraw (HaulierCli *cli, const HaulierCliCommand *command, char **arguments)
{
  const GOptionEntry entries[] = { { NULL } };
  g_auto (GStrv) texts = NULL;
  g_autoptr (GVariant) loans = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *id = NULL;
  HaulierCliStatus status = HAULIER_CLI_DONE;

  if (!haulier_cli_command_parse (command, cli, entries, &arguments, &status))
    return status;
  texts = arguments;
  loans = list_loans (cli, &error);
  if (loans == NULL)
    return haulier_cli_fail (error);
  id = find_loan (loans, texts[0], &error);
  if (id == NULL)
    return haulier_cli_fail_on_job (error);
  haulier_client_withdraw_async (cli->client, id, NULL, haulier_cli_take_result, &result);
  haulier_cli_await (&result);
  if (!haulier_client_change_token_finish (cli->client, result, &error))
    return haulier_cli_fail_on_job (error);
  return HAULIER_CLI_DONE;
}
