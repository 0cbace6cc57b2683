/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* What haulier-kinit tells the engine: a Kerberos cache of the computer, or why there is none. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A cache holds one ticket: a few kilobytes, more with the groups of a large domain. */
#define HAULIER_TICKET_REPORT_MAX_BYTES (256 * 1024)

/**
 * HaulierTicketReport:
 * @principal: whose ticket it is, or who was refused one; "" when the keytab has no key of this
 * computer
 * @expires: when the ticket ends, seconds since 1970
 * @cache: (array length=cache_bytes): a credential cache file, version 4; empty when there is none
 * @cache_bytes: how long it is
 * @message: what was tried, on what, why it failed; "" when there is a ticket
 * @number: what Kerberos said; 0: nothing
 * @text: the same in its words
 */
typedef struct
{
  char *principal;
  gint64 expires;
  guint8 *cache;
  gsize cache_bytes;
  char *message;
  gint32 number;
  char *text;
} HaulierTicketReport;

HaulierTicketReport *haulier_ticket_report_new (void);
void haulier_ticket_report_free (HaulierTicketReport *report);
GVariant *haulier_ticket_report_to_variant (const HaulierTicketReport *report);
HaulierTicketReport *haulier_ticket_report_parse (GBytes *bytes, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HaulierTicketReport, haulier_ticket_report_free)

G_END_DECLS
