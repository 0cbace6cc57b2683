/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* The command certificates: the client certificates of the caller and of the computer. */
#include "config.h"

#include "haulier-cli-certificates.h"

#include <glib/gi18n-lib.h>

#include "haulier-certificate-words.h"
#include "haulier-cli-command-private.h"
#include "haulier-cli-engine.h"
#include "haulier-cli-table.h"
#include "haulier-model-types.h"
#include "haulier-words.h"

static const HaulierCliColumn columns[] = {
  { .title = N_ ("LOCATION") },   { .title = N_ ("SUBJECT"), .shrinks = TRUE },
  { .title = N_ ("VALID") },      { .title = N_ ("FOR CLIENTS") },
  { .title = N_ ("THUMBPRINT") },
};

/**
 * haulier_cli_read_certificates:
 *
 * Returns: (transfer full): what there is, read with the caller's rights
 */
HaulierCertificates *
haulier_cli_read_certificates (void)
{
  g_autoptr (GAsyncResult) result = NULL;

  haulier_certificates_read_async (NULL, haulier_cli_take_result, &result);
  haulier_cli_await (&result);
  return haulier_certificates_read_finish (result, NULL);
}

static void
add_row (HaulierCliTable *table, const HaulierCertificate *certificate, gint64 now)
{
  const char *location
      = haulier_word_from_value (HAULIER_TYPE_CERTIFICATE_LOCATION, certificate->location);
  g_autofree char *validity = haulier_certificate_words_validity (certificate, now);

  haulier_cli_table_add (table,
                         haulier_certificate_is_good (certificate, now) ? HAULIER_CLI_PLAIN
                                                                        : HAULIER_CLI_BAD,
                         location,
                         certificate->subject,
                         validity,
                         certificate->is_for_clients ? _ ("yes") : _ ("no"),
                         certificate->thumbprint);
}

static void
json_row (HaulierCliJson *json, const HaulierCertificate *certificate)
{
  haulier_cli_json_begin_object (json, NULL);
  haulier_cli_json_text (
      json,
      "location",
      haulier_word_from_value (HAULIER_TYPE_CERTIFICATE_LOCATION, certificate->location));
  haulier_cli_json_text (json, "file", certificate->file);
  haulier_cli_json_text (json, "subject", certificate->subject);
  haulier_cli_json_text (json, "issuer", certificate->issuer);
  haulier_cli_json_text (json, "thumbprint", certificate->thumbprint);
  haulier_cli_json_time (json, "valid_from", certificate->not_before * G_USEC_PER_SEC);
  haulier_cli_json_time (json, "valid_until", certificate->not_after * G_USEC_PER_SEC);
  haulier_cli_json_boolean (json, "client_authentication", certificate->is_for_clients);
  haulier_cli_json_end_object (json);
}

/**
 * haulier_cli_json_certificates:
 * @json: a document
 * @key: (nullable): where in it
 * @items: (element-type HaulierCertificate): certificates
 *
 * Writes them as an array.
 */
void
haulier_cli_json_certificates (HaulierCliJson *json, const char *key, GPtrArray *items)
{
  haulier_cli_json_begin_array (json, key);
  for (guint i = 0; i < items->len; i++)
    json_row (json, g_ptr_array_index (items, i));
  haulier_cli_json_end_array (json);
}

/* Says where they would be. */
static void
print_none (void)
{
  g_autofree char *own
      = haulier_certificates_dup_folder (HAULIER_CERTIFICATE_LOCATION_CURRENT_USER);
  g_autofree char *computers
      = haulier_certificates_dup_folder (HAULIER_CERTIFICATE_LOCATION_LOCAL_MACHINE);
  g_autofree char *shown_own = g_filename_display_name (own);
  g_autofree char *shown_computers = g_filename_display_name (computers);

  /* translators: two folders */
  g_print (_ ("There are no certificates in %s and %s.\n"), shown_own, shown_computers);
}

static void
print_text (HaulierCli *cli, const HaulierCertificates *certificates)
{
  g_autoptr (HaulierCliTable) table = haulier_cli_table_new (cli, columns, G_N_ELEMENTS (columns));
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;

  if (certificates->items->len == 0 && certificates->troubles->len == 0 && !cli->no_legend)
    {
      print_none ();
      return;
    }
  for (guint i = 0; i < certificates->items->len; i++)
    add_row (table, g_ptr_array_index (certificates->items, i), now);
  haulier_cli_table_print (table);
}

static void
print_json (const HaulierCertificates *certificates)
{
  g_autoptr (HaulierCliJson) json = haulier_cli_json_new (TRUE);

  haulier_cli_json_certificates (json, NULL, certificates->items);
  haulier_cli_json_print (json);
}

/**
 * haulier_cli_certificates:
 * @cli: a run
 * @command: its row
 * @arguments: the command line after its name
 *
 * Lists the client certificates. What cannot be read is said, and no failure: the others are there.
 *
 * Returns: the exit status
 */
HaulierCliStatus
haulier_cli_certificates (HaulierCli *cli, const HaulierCliCommand *command, char **arguments)
{
  const GOptionEntry entries[] = { { NULL } };
  g_auto (GStrv) rest = NULL;
  g_autoptr (HaulierCertificates) certificates = NULL;
  HaulierCliStatus status = HAULIER_CLI_DONE;

  if (!haulier_cli_command_parse (command, cli, entries, &arguments, &status))
    return status;
  rest = arguments;
  certificates = haulier_cli_read_certificates ();
  if (cli->json)
    print_json (certificates);
  else
    print_text (cli, certificates);
  for (guint i = 0; i < certificates->troubles->len; i++)
    {
      const HaulierCertificateTrouble *trouble = g_ptr_array_index (certificates->troubles, i);

      haulier_cli_complain (trouble->error);
    }
  return HAULIER_CLI_DONE;
}
