/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* The command access: who is used for what, with what and why, before anything is sent. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>
#include <string.h>

#include "haulier-access-words.h"
#include "haulier-cli-access-engine.h"
#include "haulier-cli-access-options.h"
#include "haulier-cli-account.h"
#include "haulier-cli-command-private.h"
#include "haulier-cli-engine.h"
#include "haulier-cli-json.h"
#include "haulier-cli-plan-print.h"
#include "haulier-cli-table.h"
#include "haulier-helper-token.h"
#include "haulier-plan-item.h"

typedef struct
{
  HaulierCliAccessOptions login;
  char *account;
  char *to;
  char *helper;
  char *token_flags;
  char *certificate;
} PlanOptions;

static const HaulierCliColumn plan_columns[] = {
  { .title = N_ ("RESOURCE") },
  { .title = N_ ("USED AS"), .shrinks = TRUE },
  { .title = N_ ("WITH"), .shrinks = TRUE },
  { .title = N_ ("STATE") },
  { .title = N_ ("WHY"), .shrinks = TRUE },
};

static void
plan_options_clear (PlanOptions *options)
{
  haulier_cli_access_options_clear (&options->login);
  g_free (options->account);
  g_free (options->to);
  g_free (options->helper);
  g_free (options->token_flags);
  g_free (options->certificate);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (PlanOptions, plan_options_clear)

static gboolean
parse (HaulierCli *cli,
       const HaulierCliCommand *command,
       PlanOptions *options,
       char ***arguments,
       HaulierCliStatus *out_status)
{
  const GOptionEntry own[] = {
    { "account",
      0,
      0,
      G_OPTION_ARG_STRING,
      &options->account,
      N_ ("For a job of this account: a user, LocalSystem, LocalService or NetworkService"),
      N_ ("ACCOUNT") },
    { "to",
      0,
      0,
      G_OPTION_ARG_FILENAME,
      &options->to,
      N_ ("Where the file would go"),
      N_ ("PATH") },
    { "helper",
      0,
      0,
      G_OPTION_ARG_STRING,
      &options->helper,
      N_ ("As if this identity were lent to the job"),
      N_ ("NAME") },
    { "token-flags",
      0,
      0,
      G_OPTION_ARG_STRING,
      &options->token_flags,
      N_ ("Use the helper token for: none, local-file, network or local-file,network"),
      N_ ("FLAGS") },
    { "certificate",
      0,
      0,
      G_OPTION_ARG_STRING,
      &options->certificate,
      N_ ("With this client certificate of the store MY"),
      N_ ("SHA1") },
  };
  g_autoptr (GArray) entries = g_array_new (TRUE, TRUE, sizeof (GOptionEntry));

  g_array_append_vals (entries, own, G_N_ELEMENTS (own));
  haulier_cli_access_options_append (&options->login, entries);
  return haulier_cli_command_parse (
      command, cli, (const GOptionEntry *) (gpointer) entries->data, arguments, out_status);
}

static gboolean
fill_account (const char *name, GVariantDict *spec, GError **error)
{
  HaulierAccount account = { 0 };
  g_autofree char *key = NULL;

  if (!haulier_cli_account_read (name, &account, error))
    return FALSE;
  key = haulier_account_to_key (account);
  g_variant_dict_insert (spec, "account", "s", key);
  return TRUE;
}

static gboolean
fill_spec (const PlanOptions *options, GVariantDict *spec, GError **error)
{
  g_auto (GVariantDict) certificate = G_VARIANT_DICT_INIT (NULL);
  guint flags = 0;

  if (options->account != NULL && !fill_account (options->account, spec, error))
    return FALSE;
  if (options->helper != NULL)
    g_variant_dict_insert (spec, "helper", "s", options->helper);
  if (options->to != NULL)
    g_variant_dict_insert_value (spec, "local", g_variant_new_bytestring (options->to));
  if (options->token_flags != NULL)
    {
      if (!haulier_token_flags_parse (options->token_flags, &flags, error))
        return FALSE;
      g_variant_dict_insert (spec, "token-flags", "u", flags);
    }
  if (options->certificate != NULL)
    {
      g_variant_dict_insert (&certificate, "location", "s", "current-user");
      g_variant_dict_insert (&certificate, "store", "s", "MY");
      g_variant_dict_insert (&certificate, "id", "s", options->certificate);
      g_variant_dict_insert_value (spec, "certificate", g_variant_dict_end (&certificate));
    }
  return haulier_cli_access_options_fill (&options->login, spec, NULL, error);
}

static const char *
say_resource (HaulierPlanItem *item)
{
  return haulier_access_words_say (HAULIER_ACCESS_VOCABULARY_RESOURCE,
                                   haulier_plan_item_get_resource (item));
}

static HaulierCliColour
get_colour (HaulierPlanItem *item)
{
  const char *state = haulier_plan_item_get_text (item, "state");

  if (g_strcmp0 (state, "refused") == 0)
    return HAULIER_CLI_BAD;
  if (g_strcmp0 (state, "withheld") == 0)
    return HAULIER_CLI_WAITING;
  return g_strcmp0 (state, "not-needed") == 0 ? HAULIER_CLI_FAINT : HAULIER_CLI_PLAIN;
}

static void
add_row (HaulierCliTable *table, HaulierPlanItem *item)
{
  const char *subject = haulier_plan_item_get_subject (item);
  g_autofree char *resource
      = g_strdup_printf ("%s %s", say_resource (item), subject != NULL ? subject : "");
  g_autofree char *used_as = haulier_plan_item_dup_used_as (item);
  g_autofree char *with = haulier_plan_item_dup_with (item);
  g_autofree char *why = g_strdup_printf ("%s (%s)",
                                          haulier_plan_item_get_sentence (item),
                                          haulier_plan_item_get_text (item, "requirements"));

  haulier_cli_table_add (table,
                         get_colour (item),
                         g_strchomp (resource),
                         used_as,
                         with,
                         haulier_access_words_say (HAULIER_ACCESS_VOCABULARY_STATE,
                                                   haulier_plan_item_get_state (item)),
                         why);
}

static void
print_text (HaulierCli *cli, GPtrArray *plan)
{
  g_autoptr (HaulierCliTable) table
      = haulier_cli_table_new (cli, plan_columns, G_N_ELEMENTS (plan_columns));

  for (guint i = 0; i < plan->len; i++)
    add_row (table, g_ptr_array_index (plan, i));
  haulier_cli_table_print (table);
  for (guint i = 0; i < plan->len; i++)
    {
      HaulierPlanItem *item = g_ptr_array_index (plan, i);

      haulier_cli_print_warnings (cli, say_resource (item), haulier_plan_item_get_warnings (item));
    }
}

static void
print_json (GPtrArray *plan)
{
  g_autoptr (HaulierCliJson) json = haulier_cli_json_new (TRUE);

  haulier_cli_json_begin_array (json, NULL);
  for (guint i = 0; i < plan->len; i++)
    haulier_cli_json_plan_row (json, haulier_plan_item_get_row (g_ptr_array_index (plan, i)));
  haulier_cli_json_end_array (json);
  haulier_cli_json_print (json);
}

/* The plan tells which setting, and by which rule. */
static HaulierCliStatus
tell_refusal (GPtrArray *plan)
{
  const HaulierPlanWarning *refusal = haulier_plan_items_find_refusal (plan);
  g_autoptr (GError) error = NULL;

  if (refusal == NULL)
    return HAULIER_CLI_DONE;
  error = g_error_new_literal (
      HAULIER_ERROR, refusal->code, _ ("plan the access: not all of these settings can be set"));
  return haulier_cli_fail_on_job (error);
}

/* A plan of the job as it is, or of what it would be with the settings of @spec. */
static GPtrArray *
plan_job (HaulierCli *cli, const char *text, const char *number, GVariant *spec, GError **error)
{
  g_autoptr (HaulierJob) job = NULL;
  g_auto (GVariantDict) dict = G_VARIANT_DICT_INIT (spec);
  guint64 file = 0;

  if (number != NULL && !g_ascii_string_to_unsigned (number, 10, 0, G_MAXUINT32, &file, NULL))
    {
      g_set_error (error,
                   HAULIER_ERROR,
                   HAULIER_ERROR_INVALID_ARGUMENT,
                   _ ("plan the access: “%s” is not the number of a file"),
                   number);
      return NULL;
    }
  job = haulier_cli_find_job (cli, text, error);
  if (job == NULL)
    return NULL;
  if (g_variant_n_children (spec) == 0)
    return haulier_cli_get_plan (cli, job->id, (guint) file, error);
  g_variant_dict_insert (&dict, "job", "s", job->id);
  return haulier_cli_plan_access (cli, g_variant_dict_end (&dict), error);
}

static GPtrArray *
plan_address (HaulierCli *cli, const char *address, GVariant *spec, GError **error)
{
  g_auto (GVariantDict) dict = G_VARIANT_DICT_INIT (spec);

  haulier_cli_fill_proxy_variables (&dict);
  g_variant_dict_insert (&dict, "remote", "s", address);
  return haulier_cli_plan_access (cli, g_variant_dict_end (&dict), error);
}

/**
 * haulier_cli_access:
 * @cli: a run
 * @command: its row
 * @arguments: the command line after its name
 *
 * Shows the access plan of a job, or of an address. What of its settings cannot be set is told with
 * the plan.
 *
 * Returns: the exit status
 */
HaulierCliStatus
haulier_cli_access (HaulierCli *cli, const HaulierCliCommand *command, char **arguments)
{
  g_auto (PlanOptions) options = { 0 };
  g_auto (GStrv) texts = NULL;
  g_auto (GVariantDict) dict = G_VARIANT_DICT_INIT (NULL);
  g_autoptr (GVariant) spec = NULL;
  g_autoptr (GPtrArray) plan = NULL;
  g_autoptr (GError) error = NULL;
  HaulierCliStatus status = HAULIER_CLI_DONE;
  gboolean is_address = FALSE;

  if (!parse (cli, command, &options, &arguments, &status))
    return status;
  texts = arguments;
  is_address = strstr (texts[0], "://") != NULL;
  if (is_address && texts[1] != NULL)
    return haulier_cli_fail_usage (
        _ ("understand “%s”: it takes %s"), command->name, _ (command->synopsis));
  if (!fill_spec (&options, &dict, &error))
    {
      haulier_cli_complain (error);
      return HAULIER_CLI_USAGE;
    }
  spec = g_variant_ref_sink (g_variant_dict_end (&dict));
  plan = is_address ? plan_address (cli, texts[0], spec, &error)
                    : plan_job (cli, texts[0], texts[1], spec, &error);
  if (plan == NULL)
    return haulier_cli_fail_on_job (error);
  if (cli->json)
    print_json (plan);
  else
    print_text (cli, plan);
  return tell_refusal (plan);
}
