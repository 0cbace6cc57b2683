/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* The commands token set, clear, offer, describe and lend: a helper token comes and goes. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>
#include <unistd.h>

#include "haulier-access-words.h"
#include "haulier-account.h"
#include "haulier-cli-command-private.h"
#include "haulier-cli-engine.h"
#include "haulier-cli-json.h"
#include "haulier-cli-table.h"
#include "haulier-error.h"
#include "haulier-token-calls.h"

/* Who is lent. */
typedef struct
{
  char *cache;
  char *user;
} Identity;

static void
identity_clear (Identity *identity)
{
  g_free (identity->cache);
  g_free (identity->user);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Identity, identity_clear)

#define IDENTITY_ENTRIES(identity)                                                                 \
  { "ccache",                                                                                      \
    0,                                                                                             \
    0,                                                                                             \
    G_OPTION_ARG_STRING,                                                                           \
    &(identity).cache,                                                                             \
    N_ ("With the tickets of this Kerberos cache (default: KRB5CCNAME)"),                          \
    N_ ("NAME") },                                                                                 \
  {                                                                                                \
    "as", 0, 0, G_OPTION_ARG_STRING, &(identity).user,                                             \
        N_ ("Lend this user instead; for administrators"), N_ ("USER")                             \
  }

static const HaulierCliColumn offer_columns[] = {
  { .title = N_ ("SETTING") },
  { .title = N_ ("VALUE"), .shrinks = TRUE },
};

/* The caches of others are in an environment of theirs. */
static GVariant *
identity_options (const Identity *identity)
{
  g_auto (GVariantDict) options = G_VARIANT_DICT_INIT (NULL);
  const char *cache = identity->cache;

  if (cache == NULL && identity->user == NULL)
    cache = g_getenv ("KRB5CCNAME");
  if (cache != NULL && cache[0] != '\0')
    g_variant_dict_insert (&options, "kerberos-cache", "s", cache);
  if (identity->user != NULL)
    g_variant_dict_insert (&options, "as", "s", identity->user);
  return g_variant_dict_end (&options);
}

/**
 * haulier_cli_token_set:
 * @cli: a run
 * @command: its row
 * @arguments: the command line after its name
 *
 * Lends one's own identity, or another Kerberos cache, to a job.
 *
 * Returns: the exit status
 */
HaulierCliStatus
haulier_cli_token_set (HaulierCli *cli, const HaulierCliCommand *command, char **arguments)
{
  g_auto (Identity) identity = { 0 };
  const GOptionEntry entries[] = { IDENTITY_ENTRIES (identity), { NULL } };
  g_auto (GStrv) texts = NULL;
  g_autoptr (HaulierJob) job = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  HaulierCliStatus status = HAULIER_CLI_DONE;

  if (!haulier_cli_command_parse (command, cli, entries, &arguments, &status))
    return status;
  texts = arguments;
  job = haulier_cli_find_job (cli, texts[0], &error);
  if (job == NULL)
    return haulier_cli_fail (error);
  haulier_client_set_token_async (
      cli->client, job->id, identity_options (&identity), NULL, haulier_cli_take_result, &result);
  haulier_cli_await (&result);
  if (!haulier_client_change_token_finish (cli->client, result, &error))
    return haulier_cli_fail_on_job (error);
  return HAULIER_CLI_DONE;
}

/**
 * haulier_cli_token_clear:
 * @cli: a run
 * @command: its row
 * @arguments: the command line after its name
 *
 * Takes the helper token of a job away.
 *
 * Returns: the exit status
 */
HaulierCliStatus
haulier_cli_token_clear (HaulierCli *cli, const HaulierCliCommand *command, char **arguments)
{
  const GOptionEntry entries[] = { { NULL } };
  g_auto (GStrv) texts = NULL;
  g_autoptr (HaulierJob) job = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  HaulierCliStatus status = HAULIER_CLI_DONE;

  if (!haulier_cli_command_parse (command, cli, entries, &arguments, &status))
    return status;
  texts = arguments;
  job = haulier_cli_find_job (cli, texts[0], &error);
  if (job == NULL)
    return haulier_cli_fail (error);
  haulier_client_clear_token_async (cli->client, job->id, NULL, haulier_cli_take_result, &result);
  haulier_cli_await (&result);
  if (!haulier_client_change_token_finish (cli->client, result, &error))
    return haulier_cli_fail_on_job (error);
  return HAULIER_CLI_DONE;
}

/**
 * haulier_cli_token_offer:
 * @cli: a run
 * @command: its row
 * @arguments: the command line after its name
 *
 * Prints a code with which somebody can lend an identity to a job.
 *
 * Returns: the exit status
 */
HaulierCliStatus
haulier_cli_token_offer (HaulierCli *cli, const HaulierCliCommand *command, char **arguments)
{
  const GOptionEntry entries[] = { { NULL } };
  g_auto (GStrv) texts = NULL;
  g_autoptr (HaulierJob) job = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *code = NULL;
  HaulierCliStatus status = HAULIER_CLI_DONE;

  if (!haulier_cli_command_parse (command, cli, entries, &arguments, &status))
    return status;
  texts = arguments;
  job = haulier_cli_find_job (cli, texts[0], &error);
  if (job == NULL)
    return haulier_cli_fail (error);
  haulier_client_offer_token_async (cli->client, job->id, NULL, haulier_cli_take_result, &result);
  haulier_cli_await (&result);
  code = haulier_client_offer_token_finish (cli->client, result, &error);
  if (code == NULL)
    return haulier_cli_fail_on_job (error);
  g_print ("%s\n", code);
  return HAULIER_CLI_DONE;
}

static GVariant *
describe (HaulierCli *cli, const char *code, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  if (!haulier_cli_ensure_engine (cli, error))
    return NULL;
  haulier_client_describe_offer_async (cli->client, code, NULL, haulier_cli_take_result, &result);
  haulier_cli_await (&result);
  return haulier_client_describe_offer_finish (cli->client, result, error);
}

/* Returns: (transfer full): the folders of an offer, for people */
static char **
dup_folders (GVariant *offer)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_autofree const char **paths = NULL;

  g_variant_lookup (offer, "folders", "^a&ay", &paths);
  for (gsize i = 0; paths != NULL && paths[i] != NULL; i++)
    {
      g_autofree char *shown = g_filename_display_name (paths[i]);

      g_strv_builder_add (builder, shown);
    }
  return g_strv_builder_end (builder);
}

static void
print_json (GVariant *offer)
{
  static const char *const text_keys[] = { "name", "owner", "digest" };
  g_autoptr (HaulierCliJson) json = haulier_cli_json_new (TRUE);
  g_auto (GStrv) folders = dup_folders (offer);
  g_autofree const char **origins = NULL;
  guint32 flags = 0;

  g_variant_lookup (offer, "flags", "u", &flags);
  g_variant_lookup (offer, "origins", "^a&s", &origins);
  haulier_cli_json_begin_object (json, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (text_keys); i++)
    {
      const char *text = "";

      g_variant_lookup (offer, text_keys[i], "&s", &text);
      haulier_cli_json_text (json, text_keys[i], text);
    }
  haulier_cli_json_variant (json, "flags", g_variant_new_uint32 (flags));
  haulier_cli_json_begin_array (json, "folders");
  for (gsize i = 0; folders[i] != NULL; i++)
    haulier_cli_json_text (json, NULL, folders[i]);
  haulier_cli_json_end_array (json);
  haulier_cli_json_begin_array (json, "origins");
  for (gsize i = 0; origins != NULL && origins[i] != NULL; i++)
    haulier_cli_json_text (json, NULL, origins[i]);
  haulier_cli_json_end_array (json);
  haulier_cli_json_end_object (json);
  haulier_cli_json_print (json);
}

static void
add_text (HaulierCliTable *table, const char *label, GVariant *offer, const char *key)
{
  const char *text = "";

  g_variant_lookup (offer, key, "&s", &text);
  haulier_cli_table_add (table, HAULIER_CLI_PLAIN, label, text);
}

static void
print_text (HaulierCli *cli, GVariant *offer)
{
  g_autoptr (HaulierCliTable) table
      = haulier_cli_table_new (cli, offer_columns, G_N_ELEMENTS (offer_columns));
  g_auto (GStrv) folders = dup_folders (offer);
  g_autofree const char **origins = NULL;
  guint32 flags = 0;

  g_variant_lookup (offer, "flags", "u", &flags);
  g_variant_lookup (offer, "origins", "^a&s", &origins);
  add_text (table, _ ("Job"), offer, "name");
  add_text (table, _ ("Owner"), offer, "owner");
  haulier_cli_table_add (
      table, HAULIER_CLI_PLAIN, _ ("Used for"), haulier_access_words_token_flags (flags));
  for (gsize i = 0; folders[i] != NULL; i++)
    haulier_cli_table_add (table, HAULIER_CLI_PLAIN, _ ("Folder"), folders[i]);
  for (gsize i = 0; origins != NULL && origins[i] != NULL; i++)
    haulier_cli_table_add (table, HAULIER_CLI_PLAIN, _ ("Server or proxy"), origins[i]);
  add_text (table, _ ("Digest"), offer, "digest");
  haulier_cli_table_print (table);
}

/**
 * haulier_cli_token_describe:
 * @cli: a run
 * @command: its row
 * @arguments: the command line after its name
 *
 * Shows what a job asks for whose code one has.
 *
 * Returns: the exit status
 */
HaulierCliStatus
haulier_cli_token_describe (HaulierCli *cli, const HaulierCliCommand *command, char **arguments)
{
  const GOptionEntry entries[] = { { NULL } };
  g_auto (GStrv) texts = NULL;
  g_autoptr (GVariant) offer = NULL;
  g_autoptr (GError) error = NULL;
  HaulierCliStatus status = HAULIER_CLI_DONE;

  if (!haulier_cli_command_parse (command, cli, entries, &arguments, &status))
    return status;
  texts = arguments;
  offer = describe (cli, texts[0], &error);
  if (offer == NULL)
    return haulier_cli_fail_on_job (error);
  if (cli->json)
    print_json (offer);
  else
    print_text (cli, offer);
  return HAULIER_CLI_DONE;
}

/* Anything but a clear yes is a no. */
static gboolean
confirm (void)
{
  char answer[16] = "";

  g_print ("%s ", _ ("Lend your identity to this job, for all of that? [y/N]"));
  fflush (stdout);
  if (fgets (answer, sizeof answer, stdin) == NULL)
    return FALSE;
  g_strchomp (answer);
  /* translators: the answer that agrees, one letter, as in the question */
  return g_ascii_strcasecmp (answer, "y") == 0 || g_str_equal (answer, C_ ("answer", "y"));
}

static HaulierCliStatus
lend (HaulierCli *cli, const char *code, const char *digest, const Identity *identity)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  if (!haulier_cli_ensure_engine (cli, &error))
    return haulier_cli_fail (error);
  haulier_client_lend_async (cli->client,
                             code,
                             digest,
                             identity_options (identity),
                             NULL,
                             haulier_cli_take_result,
                             &result);
  haulier_cli_await (&result);
  if (!haulier_client_change_token_finish (cli->client, result, &error))
    return haulier_cli_fail_on_job (error);
  return HAULIER_CLI_DONE;
}

static HaulierCliStatus
show_and_lend (HaulierCli *cli, const char *code, const Identity *identity)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) offer = describe (cli, code, &error);
  const char *digest = "";

  if (offer == NULL)
    return haulier_cli_fail_on_job (error);
  print_text (cli, offer);
  if (!confirm ())
    return HAULIER_CLI_REFUSED;
  g_variant_lookup (offer, "digest", "&s", &digest);
  return lend (cli, code, digest, identity);
}

/**
 * haulier_cli_token_lend:
 * @cli: a run
 * @command: its row
 * @arguments: the command line after its name
 *
 * Shows what a job asks for, asks whether one agrees, and lends one's own identity to it.
 *
 * Returns: the exit status
 */
HaulierCliStatus
haulier_cli_token_lend (HaulierCli *cli, const HaulierCliCommand *command, char **arguments)
{
  g_auto (Identity) identity = { 0 };
  g_autofree char *digest = NULL;
  gboolean yes = FALSE;
  const GOptionEntry entries[] = {
    IDENTITY_ENTRIES (identity),
    { "yes",
      0,
      0,
      G_OPTION_ARG_NONE,
      &yes,
      N_ ("Agree without being asked; needs --digest"),
      NULL },
    { "digest",
      0,
      0,
      G_OPTION_ARG_STRING,
      &digest,
      N_ ("Agree to exactly what “token describe” showed with it"),
      N_ ("DIGEST") },
    { NULL },
  };
  g_auto (GStrv) texts = NULL;
  HaulierCliStatus status = HAULIER_CLI_DONE;

  if (!haulier_cli_command_parse (command, cli, entries, &arguments, &status))
    return status;
  texts = arguments;
  if (yes != (digest != NULL))
    return haulier_cli_fail_usage (_ ("understand “token lend”: --yes and --digest go together"));
  if (yes)
    return lend (cli, texts[0], digest, &identity);
  if (isatty (STDIN_FILENO) != 1)
    return haulier_cli_fail_usage (
        _ ("understand “token lend”: without a terminal it takes --yes and --digest"));
  return show_and_lend (cli, texts[0], &identity);
}
