/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Rates that a person gives: bytes a second with a unit. */
#include "config.h"

#include "haulier-rate.h"

#include <string.h>

#include "haulier-error.h"

/**
 * haulier_rate_parse:
 * @text: bytes a second with an optional unit: "500k", "2.5M", "1GiB", "none"
 * @out_rate: (out): bytes a second; 0 is none
 * @error: return location
 *
 * Errors: %HAULIER_ERROR_INVALID_ARGUMENT.
 *
 * Returns: whether @text is a rate
 */
gboolean
haulier_rate_parse (const char *text, guint64 *out_rate, GError **error)
{
  static const char units[] = "kmgt";
  char *end = NULL;
  gdouble number = g_ascii_strtod (text, &end);
  gdouble factor = 1.0;

  if (g_ascii_strcasecmp (text, "none") == 0)
    {
      *out_rate = 0;
      return TRUE;
    }
  if (end != text && *end != '\0' && strchr (units, g_ascii_tolower (*end)) != NULL)
    {
      const char *unit = strchr (units, g_ascii_tolower (*end));
      gdouble base = end[1] == 'i' ? 1024.0 : 1000.0;

      for (const char *p = units; p <= unit; p++)
        factor *= base;
      end += end[1] == 'i' ? 2 : 1;
    }
  if (end != text && g_ascii_tolower (*end) == 'b')
    end++;
  if (end != text && g_str_equal (end, "/s"))
    end += 2;
  /* 0 is no limit: what is less than a byte a second is not meant by it. */
  if (end == text || *end != '\0' || !(number == 0.0 || number * factor >= 1.0)
      || number * factor >= (gdouble) G_MAXINT64)
    {
      g_set_error (error,
                   HAULIER_ERROR,
                   HAULIER_ERROR_INVALID_ARGUMENT,
                   "use the rate “%s”: it is bytes a second such as 500k, 2.5M or none",
                   text);
      return FALSE;
    }
  *out_rate = (guint64) (number * factor);
  return TRUE;
}

/**
 * haulier_rate_format:
 * @rate: bytes a second; 0 is none
 *
 * Returns: (transfer full): the rate as haulier_rate_parse() reads it, exactly: "none", "2500k",
 * "20M"
 */
char *
haulier_rate_format (guint64 rate)
{
  static const char units[] = "kMGT";
  gsize n_units = 0;

  if (rate == 0)
    return g_strdup ("none");
  for (; rate % 1000 == 0 && n_units < strlen (units); n_units++)
    rate /= 1000;
  if (n_units == 0)
    return g_strdup_printf ("%" G_GUINT64_FORMAT, rate);
  return g_strdup_printf ("%" G_GUINT64_FORMAT "%c", rate, units[n_units - 1]);
}
