/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Runs haulier-kinit once: a keytab goes in, a ticket of the computer comes out. */
#pragma once

#include <gio/gio.h>

#include "haulier-security-context.h"
#include "haulier-ticket-report.h"

G_BEGIN_DECLS

void haulier_ticket_fetch_async (const HaulierSecurityContext *context,
                                 int keytab_fd,
                                 const char *host,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
HaulierTicketReport *haulier_ticket_fetch_finish (GAsyncResult *result, GError **error);

G_END_DECLS
