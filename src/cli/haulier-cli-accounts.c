/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* The command accounts: who each account is here and on the network, and what to mind. */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "haulier-account-calls.h"
#include "haulier-account-words.h"
#include "haulier-certificate-words.h"
#include "haulier-cli-certificates.h"
#include "haulier-cli-command-private.h"
#include "haulier-cli-engine.h"
#include "haulier-cli-plan-print.h"
#include "haulier-cli-table.h"
#include "haulier-plan-item.h"

static const HaulierCliColumn columns[] = {
  { .title = N_ ("ACCOUNT") },
  { .title = N_ ("RUNS AS") },
  { .title = N_ ("LOGGED ON") },
  { .title = N_ ("ON THE NETWORK"), .shrinks = TRUE },
  { .title = N_ ("TICKET"), .shrinks = TRUE },
  { .title = N_ ("PROXY"), .shrinks = TRUE },
  { .title = N_ ("CERTIFICATES"), .shrinks = TRUE },
  { .title = N_ ("JOBS"), .align_right = TRUE },
};

static GVariant *
list_accounts (HaulierCli *cli, gboolean refresh, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  if (!haulier_cli_ensure_engine (cli, error))
    return NULL;
  haulier_client_list_accounts_async (cli->client, refresh, NULL, haulier_cli_take_result, &result);
  haulier_cli_await (&result);
  return haulier_client_list_accounts_finish (cli->client, result, error);
}

static const char *
get_name (GVariant *account)
{
  const char *name = "–";

  (void) g_variant_lookup (account, "name", "&s", &name);
  return name;
}

static HaulierCliColour
get_colour (GVariant *account)
{
  const char *ticket = "";

  (void) g_variant_lookup (account, "ticket", "&s", &ticket);
  return g_str_equal (ticket, "failed") ? HAULIER_CLI_BAD : HAULIER_CLI_PLAIN;
}

/* Returns: whether the row is of an account that this version knows */
static gboolean
lookup_account (GVariant *row, HaulierAccount *out_account)
{
  const char *key = NULL;

  return g_variant_lookup (row, "account", "&s", &key)
         && haulier_account_from_key (key, out_account, NULL);
}

/* Returns: (transfer full) (nullable): in words, %NULL where it is not known */
static char *
say_certificates (const HaulierCertificates *certificates, GVariant *row)
{
  HaulierAccount account;

  return lookup_account (row, &account) ? haulier_certificate_words_account (
             certificates, account, g_get_real_time () / G_USEC_PER_SEC)
                                        : NULL;
}

static void
add_row (HaulierCliTable *table, GVariant *account, const HaulierCertificates *certificates)
{
  g_autofree char *users = haulier_account_words_users (account);
  g_autofree char *network = haulier_account_words_network (account);
  g_autofree char *ticket = haulier_account_words_ticket (account);
  g_autofree char *proxy = haulier_account_words_proxy (account);
  g_autofree char *certified = say_certificates (certificates, account);
  g_autofree char *jobs = haulier_account_words_jobs (account);

  haulier_cli_table_add (table,
                         get_colour (account),
                         get_name (account),
                         users,
                         haulier_account_words_logged_on (account),
                         network,
                         ticket != NULL ? ticket : "–",
                         proxy,
                         certified != NULL ? certified : "–",
                         jobs);
}

static void
print_text (HaulierCli *cli, GVariant *accounts, const HaulierCertificates *certificates)
{
  g_autoptr (HaulierCliTable) table = haulier_cli_table_new (cli, columns, G_N_ELEMENTS (columns));

  for (gsize i = 0; i < g_variant_n_children (accounts); i++)
    {
      g_autoptr (GVariant) account = g_variant_get_child_value (accounts, i);

      add_row (table, account, certificates);
    }
  haulier_cli_table_print (table);
  for (gsize i = 0; i < g_variant_n_children (accounts); i++)
    {
      g_autoptr (GVariant) account = g_variant_get_child_value (accounts, i);
      g_autoptr (HaulierPlanItem) item = haulier_plan_item_new (account);

      haulier_cli_print_warnings (cli, get_name (account), haulier_plan_item_get_warnings (item));
    }
}

static void
json_row (HaulierCliJson *json, GVariant *row, const HaulierCertificates *certificates)
{
  g_autoptr (GPtrArray) items = NULL;
  HaulierAccount account;
  guint n_troubles = 0;

  if (lookup_account (row, &account))
    items = haulier_certificates_of_account (certificates, account, &n_troubles);
  haulier_cli_json_begin_object (json, NULL);
  haulier_cli_json_plan_keys (json, row);
  if (items != NULL)
    haulier_cli_json_certificates (json, "certificates", items);
  haulier_cli_json_end_object (json);
}

static void
print_json (GVariant *accounts, const HaulierCertificates *certificates)
{
  g_autoptr (HaulierCliJson) json = haulier_cli_json_new (TRUE);

  haulier_cli_json_begin_array (json, NULL);
  for (gsize i = 0; i < g_variant_n_children (accounts); i++)
    {
      g_autoptr (GVariant) account = g_variant_get_child_value (accounts, i);

      json_row (json, account, certificates);
    }
  haulier_cli_json_end_array (json);
  haulier_cli_json_print (json);
}

/**
 * haulier_cli_accounts:
 * @cli: a run
 * @command: its row
 * @arguments: the command line after its name
 *
 * Lists who the accounts are.
 *
 * Returns: the exit status
 */
HaulierCliStatus
haulier_cli_accounts (HaulierCli *cli, const HaulierCliCommand *command, char **arguments)
{
  gboolean refresh = FALSE;
  const GOptionEntry entries[] = {
    { "refresh",
      0,
      G_OPTION_FLAG_NONE,
      G_OPTION_ARG_NONE,
      &refresh,
      N_ ("Ask the Kerberos server for the tickets that are due"),
      NULL },
    { NULL },
  };
  g_auto (GStrv) rest = NULL;
  g_autoptr (GVariant) accounts = NULL;
  g_autoptr (HaulierCertificates) certificates = NULL;
  g_autoptr (GError) error = NULL;
  HaulierCliStatus status = HAULIER_CLI_DONE;

  if (!haulier_cli_command_parse (command, cli, entries, &arguments, &status))
    return status;
  rest = arguments;
  accounts = list_accounts (cli, refresh, &error);
  if (accounts == NULL)
    return haulier_cli_fail (error);
  certificates = haulier_cli_read_certificates ();
  if (cli->json)
    print_json (accounts, certificates);
  else
    print_text (cli, accounts, certificates);
  return HAULIER_CLI_DONE;
}
