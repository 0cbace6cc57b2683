/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Failures of a transfer, made where they are seen, with the evidence. */
#pragma once

#include <curl/curl.h>
#include <glib.h>

#include "haulier-failure.h"

G_BEGIN_DECLS

HaulierFailure *haulier_transfer_failure_from_status (guint status, const char *address);
HaulierFailure *haulier_transfer_failure_from_curl (CURLcode result,
                                                    const char *text,
                                                    glong verify_result,
                                                    const char *address);
HaulierFailure *
haulier_transfer_failure_new (gint code, HaulierErrorContext context, const char *format, ...)
    G_GNUC_PRINTF (3, 4);
gboolean haulier_transfer_failure_may_pass (const HaulierFailure *failure);

G_END_DECLS
