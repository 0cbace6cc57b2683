/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Rows of the trace. */
#pragma once

#include "haulier-store-connection-private.h"
#include "haulier-trace-record.h"

G_BEGIN_DECLS

gboolean haulier_store_trace_add (HaulierStoreConnection *connection,
                                  guint64 sequence,
                                  GPtrArray *records,
                                  GError **error);
GPtrArray *haulier_store_trace_list (HaulierStoreConnection *connection,
                                     guint64 sequence,
                                     guint64 after,
                                     guint count,
                                     GError **error);

G_END_DECLS
