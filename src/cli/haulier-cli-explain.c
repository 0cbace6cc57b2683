/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* The command explain: what an error code means, without an engine. */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "haulier-cli-command-private.h"
#include "haulier-cli-json.h"
#include "haulier-error.h"
#include "haulier-job-words.h"

static const struct
{
  const char *word;
  const char *text;
} kinds[] = {
  [HAULIER_ERROR_KIND_SUCCESS] = { "success", N_ ("It is no error, but worth knowing.") },
  [HAULIER_ERROR_KIND_CALL] = { "call", N_ ("A call was refused; no job stops for it.") },
  [HAULIER_ERROR_KIND_TRANSIENT] = { "transient", N_ ("The engine tries again by itself.") },
  [HAULIER_ERROR_KIND_FATAL] = { "fatal", N_ ("Somebody has to do something before it goes on.") },
};

/* Three digits are an HTTP status; anything else is an HRESULT or a symbol. */
static gint
parse_code (const char *text)
{
  guint64 status = 0;

  if (g_ascii_string_to_unsigned (text, 10, 100, 999, &status, NULL))
    return haulier_error_code_from_http_status ((guint) status);
  return haulier_error_code_parse (text);
}

static void
print_json (gint code)
{
  g_autoptr (HaulierCliJson) json = haulier_cli_json_new (TRUE);
  g_autofree char *hresult = g_strdup_printf ("0x%08X", (guint32) code);
  guint status = haulier_error_code_to_http_status (code);

  haulier_cli_json_begin_object (json, NULL);
  haulier_cli_json_number (json, "code", (guint32) code);
  haulier_cli_json_text (json, "symbol", haulier_error_get_symbol (code));
  haulier_cli_json_text (json, "hresult", hresult);
  haulier_cli_json_number (json, "http_status", status != 0 ? status : G_MAXUINT64);
  haulier_cli_json_text (json, "dbus_name", haulier_error_get_dbus_name (code));
  haulier_cli_json_text (json, "kind", kinds[haulier_error_get_kind (code)].word);
  haulier_cli_json_text (json, "message", haulier_job_words_error (code));
  haulier_cli_json_end_object (json);
  haulier_cli_json_print (json);
}

static void
print_text (gint code)
{
  guint status = haulier_error_code_to_http_status (code);

  g_print ("0x%08X  %s\n", (guint32) code, haulier_error_get_symbol (code));
  if (status != 0)
    /* translators: a number such as 404 */
    g_print (_ ("HTTP status %u\n"), status);
  g_print (
      "%s\n%s\n", haulier_job_words_error (code), _ (kinds[haulier_error_get_kind (code)].text));
}

static gboolean
is_known (gint code)
{
  return code != 0
         && (haulier_error_get_dbus_name (code) != NULL
             || haulier_error_code_to_http_status (code) != 0);
}

/**
 * haulier_cli_explain:
 * @cli: a run
 * @command: its row
 * @arguments: the command line after its name
 *
 * Explains an error.
 *
 * Returns: the exit status
 */
HaulierCliStatus
haulier_cli_explain (HaulierCli *cli, const HaulierCliCommand *command, char **arguments)
{
  const GOptionEntry entries[] = { { NULL } };
  g_auto (GStrv) texts = NULL;
  g_autoptr (GError) error = NULL;
  HaulierCliStatus status = HAULIER_CLI_DONE;
  gint code = 0;

  if (!haulier_cli_command_parse (command, cli, entries, &arguments, &status))
    return status;
  texts = arguments;
  code = parse_code (texts[0]);
  if (!is_known (code))
    {
      error = g_error_new (HAULIER_ERROR,
                           HAULIER_ERROR_INVALID_ARGUMENT,
                           _ ("explain “%s”: there is no such code"),
                           texts[0]);
      return haulier_cli_fail (error);
    }
  if (cli->json)
    print_json (code);
  else
    print_text (code);
  return HAULIER_CLI_DONE;
}
