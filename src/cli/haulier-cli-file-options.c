/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* The options of files and of new jobs that several commands have. */
#include "config.h"

#include "haulier-cli-file-options.h"

#include <glib/gi18n-lib.h>

#include "haulier-checksum.h"
#include "haulier-cli-address-list.h"
#include "haulier-cli-target.h"
#include "haulier-error.h"
#include "haulier-range.h"

/**
 * haulier_cli_file_options_clear:
 * @self: options
 */
void
haulier_cli_file_options_clear (HaulierCliFileOptions *self)
{
  g_free (self->to);
  g_free (self->from);
  g_free (self->checksum);
  g_free (self->ranges);
}

static gboolean
check_checksum (const char *text, GError **error)
{
  GChecksumType type = G_CHECKSUM_MD5;
  g_autofree char *hex = NULL;

  return text == NULL || haulier_checksum_parse (text, &type, &hex, error);
}

static gboolean
check_ranges (const char *text, GError **error)
{
  g_autoptr (GArray) ranges = text != NULL ? haulier_ranges_parse (text, error) : NULL;

  return text == NULL || ranges != NULL;
}

/**
 * haulier_cli_file_options_check:
 * @self: options
 * @n_addresses: how many addresses the command line has
 * @out_status: (out): the exit status, when they are wrong
 *
 * Checks what needs no engine, so that a slip of the pen is told at once.
 *
 * Returns: whether they can be
 */
gboolean
haulier_cli_file_options_check (const HaulierCliFileOptions *self,
                                guint n_addresses,
                                HaulierCliStatus *out_status)
{
  g_autoptr (GError) error = NULL;

  if (!check_checksum (self->checksum, &error) || !check_ranges (self->ranges, &error))
    {
      haulier_cli_complain (error);
      *out_status = HAULIER_CLI_USAGE;
      return FALSE;
    }
  if ((self->checksum != NULL || self->ranges != NULL) && (n_addresses != 1 || self->from != NULL))
    {
      *out_status = haulier_cli_fail_usage (
          _ ("understand the command line: --checksum and --ranges are for one address"));
      return FALSE;
    }
  return TRUE;
}

static GVariant *
new_options (const HaulierCliFileOptions *self)
{
  GVariantBuilder builder;

  if (self->checksum == NULL && self->ranges == NULL && !self->overwrite)
    return NULL;
  g_variant_builder_init (&builder, G_VARIANT_TYPE_VARDICT);
  if (self->checksum != NULL)
    g_variant_builder_add (&builder, "{sv}", "checksum", g_variant_new_string (self->checksum));
  if (self->ranges != NULL)
    g_variant_builder_add (&builder, "{sv}", "ranges", g_variant_new_string (self->ranges));
  if (self->overwrite)
    g_variant_builder_add (&builder, "{sv}", "overwrite", g_variant_new_boolean (TRUE));
  return g_variant_ref_sink (g_variant_builder_end (&builder));
}

static gboolean
check_address (const char *address, GError **error)
{
  if (g_utf8_validate (address, -1, NULL))
    return TRUE;
  g_set_error_literal (
      error, HAULIER_ERROR, HAULIER_ERROR_INVALID_URL, _ ("use an address: it is not UTF-8"));
  return FALSE;
}

/**
 * haulier_cli_file_options_fill:
 * @self: options
 * @addresses: those of the command line
 * @default_target: (nullable) (type filename): where files go without --to
 * @request: gets the files
 * @error: return location
 *
 * Returns: whether @request has all files
 */
gboolean
haulier_cli_file_options_fill (const HaulierCliFileOptions *self,
                               char **addresses,
                               const char *default_target,
                               HaulierJobRequest *request,
                               GError **error)
{
  g_autofree char *target
      = self->to != NULL ? haulier_cli_target_absolute (self->to) : g_strdup (default_target);
  g_autoptr (GVariant) options = new_options (self);

  for (gsize i = 0; addresses[i] != NULL; i++)
    {
      if (!check_address (addresses[i], error))
        return FALSE;
      haulier_job_request_add_file (request, addresses[i], target, options);
    }
  if (self->from != NULL
      && !haulier_cli_address_list_read (self->from, target, options, request, error))
    return FALSE;
  if (haulier_job_request_get_n_files (request) < 2 || self->to == NULL
      || haulier_cli_target_is_folder (target))
    return TRUE;
  g_set_error (error,
               HAULIER_ERROR,
               HAULIER_ERROR_PATH_NOT_THERE,
               /* translators: a path */
               _ ("put several files into %s: there is no such folder"),
               target);
  return FALSE;
}
