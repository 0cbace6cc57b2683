/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* The command certificate: the client certificate of a job. */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "haulier-certificate-reference.h"
#include "haulier-cli-access-part.h"
#include "haulier-cli-command-private.h"
#include "haulier-cli-access-engine.h"
#include "haulier-cli-engine.h"
#include "haulier-model-types.h"
#include "haulier-words.h"

typedef struct
{
  char *location;
  char *store;
  char *id;
  char *subject;
} CertificateOptions;

static const HaulierCliPartField fields[] = {
  { "location", N_ ("Location"), HAULIER_ACCESS_VOCABULARY_LOCATION, TRUE },
  { "store", N_ ("Store"), 0, FALSE },
  { "id", N_ ("Thumbprint"), 0, FALSE },
  { "subject", N_ ("Subject"), 0, FALSE },
};

static void
certificate_options_clear (CertificateOptions *options)
{
  g_free (options->location);
  g_free (options->store);
  g_free (options->id);
  g_free (options->subject);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CertificateOptions, certificate_options_clear)

/**
 * haulier_cli_certificate:
 * @cli: a run
 * @command: its row
 * @arguments: the command line after its name
 *
 * Shows the client certificate of a job.
 *
 * Returns: the exit status
 */
HaulierCliStatus
haulier_cli_certificate (HaulierCli *cli, const HaulierCliCommand *command, char **arguments)
{
  return haulier_cli_show_part (
      cli, command, arguments, HAULIER_ACCESS_PART_CERTIFICATE, fields, G_N_ELEMENTS (fields));
}

/* Checked by the engine's own rules; %NULL when the certificate is not to be had so. */
static GVariant *
new_certificate (const CertificateOptions *options, GError **error)
{
  g_auto (GVariantDict) certificate = G_VARIANT_DICT_INIT (NULL);
  const char *word = options->location != NULL ? options->location : "current-user";
  const char *store = options->store != NULL ? options->store : "MY";
  g_autoptr (HaulierCertificateReference) reference = NULL;
  gint location = 0;

  if (!haulier_word_to_value (HAULIER_TYPE_CERTIFICATE_LOCATION, word, &location, error))
    return NULL;
  reference = haulier_certificate_reference_new (
      (HaulierCertificateLocation) location, store, options->id, options->subject, error);
  if (reference == NULL)
    return NULL;
  g_variant_dict_insert (&certificate, "location", "s", word);
  g_variant_dict_insert (&certificate, "store", "s", store);
  if (options->id != NULL)
    g_variant_dict_insert (&certificate, "id", "s", options->id);
  else
    g_variant_dict_insert (&certificate, "subject", "s", options->subject);
  return g_variant_ref_sink (g_variant_dict_end (&certificate));
}

static HaulierCliStatus
change (HaulierCli *cli, const char *text, GVariant *certificate)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HaulierJob) job = haulier_cli_find_job (cli, text, &error);

  if (job == NULL)
    return haulier_cli_fail_on_job (error);
  if (!haulier_cli_set_certificate (cli, job->id, certificate, &error))
    return haulier_cli_fail_on_job (error);
  return HAULIER_CLI_DONE;
}

/**
 * haulier_cli_certificate_set:
 * @cli: a run
 * @command: its row
 * @arguments: the command line after its name
 *
 * Sets the client certificate of a job.
 *
 * Returns: the exit status
 */
HaulierCliStatus
haulier_cli_certificate_set (HaulierCli *cli, const HaulierCliCommand *command, char **arguments)
{
  g_auto (CertificateOptions) options = { 0 };
  const GOptionEntry entries[] = {
    { "location",
      0,
      0,
      G_OPTION_ARG_STRING,
      &options.location,
      N_ ("Whose store: current-user (the default) or local-machine"),
      N_ ("LOCATION") },
    { "store",
      0,
      0,
      G_OPTION_ARG_STRING,
      &options.store,
      N_ ("Name of the store (default: MY)"),
      N_ ("STORE") },
    { "id",
      0,
      0,
      G_OPTION_ARG_STRING,
      &options.id,
      N_ ("The certificate with this SHA-1 thumbprint"),
      N_ ("SHA1") },
    { "subject",
      0,
      0,
      G_OPTION_ARG_STRING,
      &options.subject,
      N_ ("The first certificate whose subject has this in it"),
      N_ ("NAME") },
    { NULL },
  };
  g_auto (GStrv) texts = NULL;
  g_autoptr (GVariant) certificate = NULL;
  g_autoptr (GError) error = NULL;
  HaulierCliStatus status = HAULIER_CLI_DONE;

  if (!haulier_cli_command_parse (command, cli, entries, &arguments, &status))
    return status;
  texts = arguments;
  if ((options.id != NULL) == (options.subject != NULL))
    return haulier_cli_fail_usage (_ ("set the certificate: give either --id or --subject"));
  certificate = new_certificate (&options, &error);
  if (certificate == NULL)
    {
      haulier_cli_complain (error);
      return HAULIER_CLI_USAGE;
    }
  return change (cli, texts[0], certificate);
}

/**
 * haulier_cli_certificate_clear:
 * @cli: a run
 * @command: its row
 * @arguments: the command line after its name
 *
 * Uses no client certificate for a job any more.
 *
 * Returns: the exit status
 */
HaulierCliStatus
haulier_cli_certificate_clear (HaulierCli *cli, const HaulierCliCommand *command, char **arguments)
{
  const GOptionEntry entries[] = { { NULL } };
  g_auto (GStrv) texts = NULL;
  HaulierCliStatus status = HAULIER_CLI_DONE;

  if (!haulier_cli_command_parse (command, cli, entries, &arguments, &status))
    return status;
  texts = arguments;
  return change (cli, texts[0], NULL);
}
