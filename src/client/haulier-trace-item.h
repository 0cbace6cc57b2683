/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* One step of what happened to a job, as a front end shows it. */
#pragma once

#include <glib-object.h>

#include "haulier-trace-record.h"

G_BEGIN_DECLS

#define HAULIER_TYPE_TRACE_ITEM (haulier_trace_item_get_type ())
G_DECLARE_FINAL_TYPE (HaulierTraceItem, haulier_trace_item, HAULIER, TRACE_ITEM, GObject)

/* Properties (all read-only): sequence time file-index kind text. */

HaulierTraceItem *haulier_trace_item_new (HaulierTraceRecord *record);
const HaulierTraceRecord *haulier_trace_item_get_record (HaulierTraceItem *self);

G_END_DECLS
