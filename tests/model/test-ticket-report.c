/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Tests of the report of haulier-kinit: there and back, and what is no report. */
#include "config.h"

#include "haulier-ticket-report.h"

#include "haulier-error.h"

static HaulierTicketReport *
parse (GVariant *variant, GError **error)
{
  g_autoptr (GVariant) owned = g_variant_ref_sink (variant);
  g_autoptr (GBytes) bytes = g_variant_get_data_as_bytes (owned);

  return haulier_ticket_report_parse (bytes, error);
}

static void
test_ticket_report_ticket (void)
{
  g_autoptr (HaulierTicketReport) report = haulier_ticket_report_new ();
  g_autoptr (HaulierTicketReport) read = NULL;

  g_free (report->principal);
  report->principal = g_strdup ("PC7$@HAULIER.TEST");
  report->expires = 1796000000;
  report->cache = (guint8 *) g_strdup ("bytes");
  report->cache_bytes = 5;
  read = parse (haulier_ticket_report_to_variant (report), NULL);
  g_assert_cmpstr (read->principal, ==, "PC7$@HAULIER.TEST");
  g_assert_cmpint (read->expires, ==, 1796000000);
  g_assert_cmpmem (read->cache, read->cache_bytes, "bytes", 5);
  g_assert_cmpstr (read->message, ==, "");
}

static void
test_ticket_report_failure (void)
{
  g_autoptr (HaulierTicketReport) report = haulier_ticket_report_new ();
  g_autoptr (HaulierTicketReport) read = NULL;

  g_free (report->message);
  report->message = g_strdup ("get a Kerberos ticket: no");
  report->number = -1765328378;
  read = parse (haulier_ticket_report_to_variant (report), NULL);
  g_assert_cmpstr (read->message, ==, "get a Kerberos ticket: no");
  g_assert_cmpint (read->number, ==, -1765328378);
  g_assert_cmpuint (read->cache_bytes, ==, 0);
}

/* Neither a ticket nor a reason, both, and a ticket of nobody. */
static const char *const bad_rows[] = {
  "('PC7$', int64 5, @ay [], '', 0, '')",
  "('PC7$', int64 5, [byte 1], 'no', 0, '')",
  "('', int64 5, [byte 1], '', 0, '')",
};

static void
test_ticket_report_bad (void)
{
  static const char *const texts[] = { "", "x", "no report at all", "\x05\x04\x01\x01" };

  for (gsize i = 0; i < G_N_ELEMENTS (bad_rows); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (parse (g_variant_new_parsed (bad_rows[i]), &error));
      g_assert_error (error, HAULIER_ERROR, HAULIER_ERROR_FAILED);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GBytes) bytes = g_bytes_new_static (texts[i], strlen (texts[i]));

      g_assert_null (haulier_ticket_report_parse (bytes, NULL));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/ticket-report/ticket", test_ticket_report_ticket);
  g_test_add_func ("/model/ticket-report/failure", test_ticket_report_failure);
  g_test_add_func ("/model/ticket-report/bad", test_ticket_report_bad);
  return g_test_run ();
}
