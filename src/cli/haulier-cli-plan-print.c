/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Rows of a plan, and what else has warnings: printed for people, written as JSON. */
#include "config.h"

#include "haulier-cli-plan-print.h"

#include <glib/gi18n-lib.h>

#include "haulier-cli-table.h"
#include "haulier-plan-item.h"

static const struct
{
  const char *word;
  HaulierCliColour colour;
} severities[] = {
  [HAULIER_SEVERITY_INFORMATION] = { N_ ("note"), HAULIER_CLI_PLAIN },
  [HAULIER_SEVERITY_WARNING] = { N_ ("warning"), HAULIER_CLI_WAITING },
  [HAULIER_SEVERITY_ERROR] = { N_ ("error"), HAULIER_CLI_BAD },
  [HAULIER_SEVERITY_REFUSED] = { N_ ("refused"), HAULIER_CLI_BAD },
};

/**
 * haulier_cli_print_warnings:
 * @cli: a run
 * @about: what they are about
 * @warnings: (element-type HaulierPlanWarning): warnings
 *
 * Prints one line for each.
 */
void
haulier_cli_print_warnings (const HaulierCli *cli, const char *about, GPtrArray *warnings)
{
  for (guint i = 0; i < warnings->len; i++)
    {
      const HaulierPlanWarning *warning = g_ptr_array_index (warnings, i);
      HaulierCliColour colour = severities[warning->severity].colour;

      /* translators: colour, how serious, colour, what it is about, a sentence, what asks for it */
      g_print (_ ("%s%s%s: %s: %s (%s)\n"),
               haulier_cli_colour_start (cli, colour),
               _ (severities[warning->severity].word),
               haulier_cli_colour_end (cli, colour),
               about,
               warning->text,
               warning->requirements);
    }
}

static void
json_rows (HaulierCliJson *json, const char *key, GVariant *rows)
{
  GVariantIter iter;
  GVariant *row = NULL;

  haulier_cli_json_begin_array (json, key);
  g_variant_iter_init (&iter, rows);
  while (g_variant_iter_loop (&iter, "@a{sv}", &row))
    haulier_cli_json_plan_row (json, row);
  haulier_cli_json_end_array (json);
}

/**
 * haulier_cli_json_plan_keys:
 * @json: a document in an object
 * @row: `a{sv}`
 *
 * Writes the keys of the bus with underscores; sentences in the person's language.
 */
void
haulier_cli_json_plan_keys (HaulierCliJson *json, GVariant *row)
{
  GVariantIter iter;
  const char *name = NULL;
  GVariant *value = NULL;

  g_variant_iter_init (&iter, row);
  while (g_variant_iter_loop (&iter, "{&sv}", &name, &value))
    {
      g_autofree char *key = g_strdelimit (g_strdup (name), "-", '_');

      if (g_str_equal (name, "text"))
        haulier_cli_json_text (json, key, _ (g_variant_get_string (value, NULL)));
      else if (g_str_equal (name, "expires"))
        haulier_cli_json_time (json, key, g_variant_get_int64 (value) * G_USEC_PER_SEC);
      else if (g_str_equal (name, "warnings"))
        json_rows (json, key, value);
      else
        haulier_cli_json_variant (json, key, value);
    }
}

/**
 * haulier_cli_json_plan_row:
 * @json: a document
 * @row: `a{sv}`
 *
 * Writes them as an object.
 */
void
haulier_cli_json_plan_row (HaulierCliJson *json, GVariant *row)
{
  haulier_cli_json_begin_object (json, NULL);
  haulier_cli_json_plan_keys (json, row);
  haulier_cli_json_end_object (json);
}
