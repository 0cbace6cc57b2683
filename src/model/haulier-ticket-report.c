/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* What haulier-kinit tells the engine: a Kerberos cache of the computer, or why there is none. */
#include "config.h"

#include "haulier-ticket-report.h"

#include <string.h>

#include "haulier-error.h"

/* Principal, end, cache, message, number and text; in the byte order of the machine. */
#define REPORT_TYPE G_VARIANT_TYPE ("(sxaysis)")

/**
 * haulier_ticket_report_new:
 *
 * Returns: (transfer full): a report without a ticket
 */
HaulierTicketReport *
haulier_ticket_report_new (void)
{
  HaulierTicketReport *report = g_new0 (HaulierTicketReport, 1);

  report->principal = g_strdup ("");
  report->message = g_strdup ("");
  report->text = g_strdup ("");
  return report;
}

/**
 * haulier_ticket_report_free:
 * @report: (nullable): a report; the ticket is wiped
 */
void
haulier_ticket_report_free (HaulierTicketReport *report)
{
  if (report == NULL)
    return;
  if (report->cache != NULL)
    explicit_bzero (report->cache, report->cache_bytes);
  g_free (report->cache);
  g_free (report->principal);
  g_free (report->message);
  g_free (report->text);
  g_free (report);
}

/**
 * haulier_ticket_report_to_variant:
 * @report: a report
 *
 * Returns: (transfer floating): what haulier_ticket_report_parse() reads; it has the ticket in it
 */
GVariant *
haulier_ticket_report_to_variant (const HaulierTicketReport *report)
{
  return g_variant_new (
      "(sx@aysis)",
      report->principal,
      report->expires,
      g_variant_new_fixed_array (G_VARIANT_TYPE_BYTE, report->cache, report->cache_bytes, 1),
      report->message,
      report->number,
      report->text);
}

static HaulierTicketReport *
unpack (GVariant *variant)
{
  HaulierTicketReport *report = g_new0 (HaulierTicketReport, 1);
  g_autoptr (GVariant) cache = NULL;
  const guint8 *bytes = NULL;

  g_variant_get (variant,
                 "(sx@aysis)",
                 &report->principal,
                 &report->expires,
                 &cache,
                 &report->message,
                 &report->number,
                 &report->text);
  bytes = g_variant_get_fixed_array (cache, &report->cache_bytes, 1);
  report->cache = g_memdup2 (bytes, report->cache_bytes);
  return report;
}

/**
 * haulier_ticket_report_parse:
 * @bytes: what haulier-kinit wrote
 * @error: return location
 *
 * Whoever wrote it has talked to the network: nothing of it is taken on trust.
 *
 * Errors: %HAULIER_ERROR_FAILED when it is no report.
 *
 * Returns: (transfer full) (nullable): the report; it has a ticket or a message
 */
HaulierTicketReport *
haulier_ticket_report_parse (GBytes *bytes, GError **error)
{
  g_autoptr (GVariant) variant = g_variant_new_from_bytes (REPORT_TYPE, bytes, FALSE);
  g_autoptr (HaulierTicketReport) report
      = g_variant_is_normal_form (variant) ? unpack (variant) : NULL;

  if (report != NULL && (report->cache_bytes > 0) == (report->message[0] == '\0')
      && (report->cache_bytes == 0 || report->principal[0] != '\0'))
    return g_steal_pointer (&report);
  g_set_error_literal (
      error,
      HAULIER_ERROR,
      HAULIER_ERROR_FAILED,
      "get a Kerberos ticket of the computer: haulier-kinit ended without a report");
  return NULL;
}
