/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Fuzz target of a person's texts: KEY=VALUE of a job, and ranges, checksums, rates, codes. */
#include "config.h"

#include <string.h>

#include "fuzz-target.h"
#include "haulier-account.h"
#include "haulier-checksum.h"
#include "haulier-error.h"
#include "haulier-job-settings.h"
#include "haulier-range.h"
#include "haulier-rate.h"
#include "haulier-settings.h"

/* What can be parsed and set reads back as what it was set to. */
static void
check_job_setting (const char *key, const char *text)
{
  HaulierJobSettings settings;
  g_autoptr (GVariant) value = haulier_job_setting_parse (key, text, NULL);

  if (value == NULL)
    return;
  g_variant_ref_sink (value);
  haulier_job_settings_init (&settings, HAULIER_JOB_ORIGIN_DESKTOP);
  if (haulier_job_settings_set (&settings, key, value, NULL))
    {
      g_autoptr (GVariant) first = g_variant_ref_sink (haulier_job_settings_get (&settings, key));
      g_autofree char *shown = haulier_job_setting_format (key, first);
      g_autoptr (GVariant) again
          = g_variant_ref_sink (haulier_job_setting_parse (key, shown, NULL));

      g_assert_true (g_variant_equal (first, again));
      g_assert_true (haulier_job_settings_set (&settings, key, again, NULL));
    }
  haulier_job_settings_clear (&settings);
}

static void
check_ranges (const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) ranges = haulier_ranges_parse (text, &error);
  g_autofree char *shown = NULL;
  g_autoptr (GArray) again = NULL;

  g_assert_cmpint (ranges == NULL, ==, error != NULL);
  if (ranges == NULL)
    return;
  shown = haulier_ranges_to_text ((HaulierRange *) ranges->data, ranges->len);
  again = haulier_ranges_parse (shown, NULL);
  g_assert_cmpmem (ranges->data,
                   ranges->len * sizeof (HaulierRange),
                   again->data,
                   again->len * sizeof (HaulierRange));
}

static void
check_others (const char *text)
{
  g_autofree char *hex = NULL;
  g_autoptr (GVariant) setting = haulier_settings_parse ("download-limit", text, NULL);
  GChecksumType type = G_CHECKSUM_MD5;
  HaulierAccount account = { 0 };
  guint64 rate = 0;

  if (haulier_checksum_parse (text, &type, &hex, NULL))
    g_assert_cmpuint (strlen (hex), ==, 2 * (gsize) g_checksum_type_get_length (type));
  if (haulier_rate_parse (text, &rate, NULL))
    g_assert_cmpuint (rate, <=, G_MAXINT64);
  g_assert_cmpint (setting != NULL, ==, haulier_rate_parse (text, &rate, NULL));
  haulier_error_get_symbol (haulier_error_code_parse (text));
  haulier_account_from_key (text, &account, NULL);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autofree char *text = g_strndup ((const char *) data, size);
  char *equals = strchr (text, '=');

  /* all of these come from the bus or a command line, which pass only text */
  if (!g_utf8_validate (text, -1, NULL))
    return 0;
  check_ranges (text);
  check_others (text);
  if (equals == NULL)
    return 0;
  *equals = '\0';
  check_job_setting (text, equals + 1);
  return 0;
}
